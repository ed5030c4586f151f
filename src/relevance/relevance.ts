import type { Vocabulary } from '../catalogue/vocabulary.ts'
import type { Criteria } from '../criteria/criteria.ts'
import type { Item } from '../item.ts'
import type { Referential } from '../occupations/referential.ts'
import { answersSubject } from '../subjects/subject.ts'
import { createDoubts, type Doubts } from './doubts.ts'
import { createNearness } from './nearness.ts'
import { createPrinter, type Printed } from './printed.ts'
import { described, isSaid, type Part, type Subject, subjectOf, weightOf } from './subject.ts'

/**
 * What an item answers a need by: an occupation that its partner declared or that its title names, the same as asked or near it; the words
 * of the subject; or its kind alone, where nothing else was asked.
 */
export type Evidence =
  | { by: 'occupation'; code: string; how: 'declared' | 'named'; near: boolean }
  | { by: 'subject'; said: readonly string[]; where: 'title' | 'text' }
  | { by: 'kind' }

export interface Judgement {
  answers: boolean
  evidence: readonly Evidence[]
}

/** A need as it is judged, made once a need: one of these goals is enough. */
export type Asked = readonly [Goal, ...Goal[]]

export interface Goal {
  /** Whether workshops and events of no trade answer a need about an occupation: not beside trainings, which are what it asks first. */
  forAll: boolean
  /** A ROME code, those near it, and whether it was only described ("couper les branches"), not named. */
  occupation?: { code: string; near: ReadonlySet<string> }
  subject: Subject
  /** What it is looked up by: as it was said, with the occupation that the words describe. */
  said: Pick<Criteria, 'topic' | 'occupation'>
}

/** Whether an item answers a need: an absolute judgement of the two, whatever else the catalogue holds. */
export interface Relevance {
  ask(criteria: Pick<Criteria, 'topic' | 'occupation' | 'alternatives' | 'kinds'>, vocabulary: Vocabulary): Asked
  judge(item: Item, asked: Asked): Judgement
  /** Where nothing answers: what may have been meant. */
  doubts(topic: string, vocabulary: Vocabulary): Doubts
}

export function createRelevance(referential: Referential): Relevance {
  const print = createPrinter(referential)
  const nearTo = createNearness(referential)

  function goalOf(
    { topic, occupation }: Pick<Criteria, 'topic' | 'occupation'>,
    { kinds, vocabulary }: Pick<Criteria, 'kinds'> & { vocabulary: Vocabulary },
  ): Goal {
    const forAll = kinds.length > 0 && !kinds.includes('training')
    const subject = topic ? subjectOf(topic, { referential, vocabulary, behaviour: forAll }) : []
    const heard = occupation ?? (topic && described(topic, subject, referential))
    const near = occupation ? nearTo(occupation.code) : new Set<string>()
    const said = { topic, occupation: heard }
    return { forAll, subject, said, ...(heard && { occupation: { code: heard.code, near } }) }
  }

  return {
    ask: ({ alternatives, kinds, ...first }, vocabulary) => [
      goalOf(first, { kinds, vocabulary }),
      ...alternatives
        .filter((other) => other.topic || other.occupation)
        .map((other) => goalOf(other, { kinds, vocabulary })),
    ],
    doubts: createDoubts(referential),
    judge(item, asked) {
      const printed = print(item)
      const evidence = asked.flatMap((goal) => evidenceFor(item, printed, goal))
      return { answers: evidence.length > 0, evidence }
    },
  }
}

function evidenceFor(item: Item, printed: Printed, goal: Goal): Evidence[] {
  const evidence = [byOccupation(item, printed, goal), bySubject(printed, goal.subject)].filter(
    (one) => one !== undefined,
  )
  return evidence.length === 0 && isForAll(item, printed, goal) ? [{ by: 'kind' }] : evidence
}

/** A need that names no subject is answered by the kind; so is one about an occupation, by a workshop or an event that is of no trade. */
function isForAll({ kind }: Item, { declared, derived }: Printed, { occupation, subject, forAll }: Goal): boolean {
  if (subject.length > 0) return false
  return occupation === undefined || (forAll && kind !== 'training' && declared.size + derived.size === 0)
}

function byOccupation(
  { kind }: Item,
  { declared, derived }: Printed,
  { occupation, subject }: Goal,
): Evidence | undefined {
  if (!occupation || subject.some(({ basic }) => basic)) return undefined
  const { code, near } = occupation
  if (declared.has(code)) return { by: 'occupation', code, how: 'declared', near: false }
  if (derived.has(code)) return { by: 'occupation', code, how: 'named', near: false }
  // An event is about a sector, whose family stands for it.
  const isNear = (other: string) => near.has(other) || (kind === 'event' && other.slice(0, 3) === code.slice(0, 3))
  const neighbour = [...declared, ...derived].find(isNear)
  return neighbour === undefined
    ? undefined
    : { by: 'occupation', code: neighbour, how: declared.has(neighbour) ? 'declared' : 'named', near: true }
}

/**
 * One thing that is a subject in itself is enough, wherever it is called so: in a message the rest is told beside it. Of other words most
 * must be there, those that the catalogue never says among them.
 */
function bySubject(printed: Printed, subject: Subject): Evidence | undefined {
  const called = subject.filter((part) => isCalled(part, printed))
  const namedAndCalled = called.filter((part) => part.named)
  if (namedAndCalled.length > 0) return evidenceOf(namedAndCalled, 'title')
  const all = weightOf(subject)
  if (all === 0) return undefined
  const mentioned = subject.filter((part) => called.includes(part) || isMentioned(part, printed, 1))
  if (weightOf(called) >= all * subjectInTitle && weightOf(mentioned) >= all * subjectInText)
    return evidenceOf(called, 'title')
  return subject.every((part) => isMentioned(part, printed, REPEATED)) ? evidenceOf(subject, 'text') : undefined
}

const evidenceOf = (parts: Subject, where: 'title' | 'text'): Evidence => ({
  by: 'subject',
  said: parts.map(({ said }) => said),
  where,
})

/**
 * Shares of what the words of a subject tell, where none of them is a subject in itself: called so, and said at all.
 */
export const subjectInTitle = 0.5
export const subjectInText = 0.6
/** Words that no title says must come back. */
const REPEATED = 2

/** The title or the certification says it, or names the occupation that it names; not where what is declared is of other domains. */
function isCalled(part: Part, { title, main, declared, derived, subjects }: Printed): boolean {
  const { wordings, codes } = part
  if (part.subjects.some((asked) => subjects.some((said) => answersSubject(asked, said)))) return true
  if (codes.some((code) => code === main || derived.has(code))) return true
  const elsewhere = codes.length > 0 && declared.size > 0 && !codes.some((code) => sharesDomain(code, declared))
  return !elsewhere && wordings.some((wording) => isSaid(wording, (stem) => title.has(stem)))
}

const sharesDomain = (code: string, declared: ReadonlySet<string>): boolean =>
  [...declared].some((other) => other[0] === code[0])

const isMentioned = ({ wordings }: Part, { said }: Printed, times: number) =>
  wordings.some((wording) => isSaid(wording, (stem) => (said().get(stem) ?? 0) >= times))
