import type { Item } from '../item.ts'
import { of } from './evidence.ts'
import type { Evidence } from './option.ts'
import { plain } from './passages.ts'

/** What a training may ask of whoever enters it, and a behavioural-skill workshop works on. */
export type Complement = 'interview' | 'team' | 'speaking' | 'stress' | 'organisation' | 'punctuality'

/** The same words on both sides, read against folded text without apostrophes and hyphens. */
const cues: Record<Complement, RegExp> = {
  interview:
    /\bentretiens?\b(?! (?:des? |du |d )?(?:\w+ )?(?:espaces|locaux|batiments?|jardins?|vehicules?|machines?|linge))/,
  team: /\btravail(?:ler)? en (?:equipe|groupe)|esprit d equipe|teamwork/,
  speaking:
    /\baisance (?:a l oral|orale|relationnelle)|expression orale|communication orale|prise de parole|parler en public/,
  stress: /\b(?:gestion|resistance|resister|gerer)\b.{0,8}\bstress\b|sang froid/,
  organisation:
    /\bsens de l organisation|\borganis(?:er|ation) (?:personnelle|son (?:temps|travail)|du temps)|gestion du temps/,
  punctuality: /\bponctualite|\bassiduite/,
}

/**
 * What ties a workshop to a training shown with it: the training's own requirements name what the workshop is about. It is the only ground
 * on which the two are said to go together, never a trait of the person. The evidence stands in `item`'s record; undefined when nothing ties them.
 */
export function complementOf(item: Item, others: readonly Item[]): { on: Complement; evidence: Evidence } | undefined {
  for (const [on, evidence] of saidBy(item)) {
    if (others.some((other) => isPair(item, other) && saidBy(other).has(on))) return { on, evidence }
  }
  return undefined
}

/** Words to look workshops up with: those of what these trainings ask, the most often asked first; empty when they ask none. */
export function wordsOfComplements(trainings: readonly Item[]): string {
  return (Object.keys(cues) as Complement[])
    .map((on) => ({ on, count: trainings.filter((item) => saidBy(item).has(on)).length }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count)
    .slice(0, 2)
    .map(({ on }) => lookedUp[on])
    .join(' ')
}

/** What an item says that it asks or works on, with where it says so: read once, as the same items come back with every need. */
function saidBy(item: Item): ReadonlyMap<Complement, Evidence> {
  const known = remembered.get(item)
  if (known) return known
  const texts = saysOf(item).map((evidence) => ({ evidence, text: plain(String(evidence.value)) }))
  const said = new Map(
    (Object.entries(cues) as [Complement, RegExp][]).flatMap(([on, cue]) => {
      const found = texts.find(({ text }) => cue.test(text))
      return found ? [[on, found.evidence] as const] : []
    }),
  )
  remembered.set(item, said)
  return said
}

const remembered = new WeakMap<Item, ReadonlyMap<Complement, Evidence>>()

const lookedUp: Record<Complement, string> = {
  interview: 'entretien d’embauche',
  team: 'travailler en équipe',
  speaking: 'prise de parole expression orale',
  stress: 'gestion du stress',
  organisation: 'organisation gestion du temps',
  punctuality: 'ponctualité assiduité',
}

const isPair = (one: Item, other: Item): boolean =>
  (one.kind === 'training' && other.kind === 'skill') || (one.kind === 'skill' && other.kind === 'training')

/** Of a training, what it requires; of a workshop, what it says it is about. */
function saysOf({ kind, prerequisites, admission, title, objective }: Item): Evidence[] {
  if (kind === 'skill') return [of('/title', title), ...(objective ? [of('/objective', objective)] : [])]
  if (kind !== 'training') return []
  return [
    ...(admission ? [of('/admission', admission)] : []),
    ...prerequisites.map((text, index) => of(`/prerequisites/${index}`, text)),
  ]
}
