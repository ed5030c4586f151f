import caces from './caces.json' with { type: 'json' }
import comportement from './comportement.json' with { type: 'json' }
import concours from './concours.json' with { type: 'json' }
import creation from './creation.json' with { type: 'json' }
import evenements from './evenements.json' with { type: 'json' }
import francais from './francais.json' with { type: 'json' }
import hygiene from './hygiene.json' with { type: 'json' }
import langues from './langues.json' with { type: 'json' }
import logiciels from './logiciels.json' with { type: 'json' }
import numerique from './numerique.json' with { type: 'json' }
import permis from './permis.json' with { type: 'json' }
import rechercheEmploi from './recherche-emploi.json' with { type: 'json' }
import securite from './securite.json' with { type: 'json' }
import techniques from './techniques.json' with { type: 'json' }

/** What one learns, passes or attends by its own name, of every trade: a language, a licence, a card, a workshop, a sort of event. */
export interface Subject {
  /** A French slug, never changed once used. */
  id: string
  family: Family
  label: { fr: string; en: string }
  /** As it is called, the short forms and everyday words included. A word with a capital is compared whole, without stem or slip. */
  names: readonly string[]
  /** Words that look like it and are not: "commande numérique" is no digital basics. */
  saysNot?: readonly string[]
  /** Levels or categories that may be said beside it, as they are written. */
  levels?: readonly string[]
  /** What it is a part of: Excel is office software, which is digital basics. */
  parent?: string
  /** Names its children rather than something of its own: "permis" says nothing of which. */
  group?: boolean
  /** Learnt before any trade: the trade said beside it is who asks. */
  basic?: boolean
  rs?: readonly string[]
  formacode?: readonly string[]
  rome?: readonly string[]
  /** What may answer it. */
  kinds: readonly ('training' | 'skill' | 'event')[]
  /** Sentences that say it, and sentences that do not, where its names do not show it. */
  examples?: { says?: readonly string[]; not?: readonly string[] }
}

export type Family = keyof typeof families

const families = {
  caces,
  comportement,
  concours,
  creation,
  evenements,
  francais,
  hygiene,
  langues,
  logiciels,
  numerique,
  permis,
  'recherche-emploi': rechercheEmploi,
  securite,
  techniques,
}

export const allSubjects: readonly Subject[] = Object.entries(families).flatMap(([family, listed]) =>
  (listed as Omit<Subject, 'family'>[]).map((subject) => ({ ...subject, family: family as Family })),
)

const byId: ReadonlyMap<string, Subject> = new Map(allSubjects.map((subject) => [subject.id, subject]))

export const subjectOf = (id: string): Subject | undefined => byId.get(id)

/** Whether a subject is another or a part of it, at any depth. */
export function isWithin(child: string, parent: string): boolean {
  for (let at: string | undefined = child; at !== undefined; at = byId.get(at)?.parent) if (at === parent) return true
  return false
}

export type SubjectDistance = 'same' | 'child' | 'parent' | 'sibling' | 'other'

/** What the second is to the first: Word is a child of office software, its parent is digital basics, Excel its sibling. */
export function subjectDistance(from: string, to: string): SubjectDistance {
  if (from === to) return 'same'
  if (isWithin(to, from)) return 'child'
  if (isWithin(from, to)) return 'parent'
  const parent = byId.get(from)?.parent
  return parent !== undefined && parent === byId.get(to)?.parent ? 'sibling' : 'other'
}

/** Whether what one subject is offered as answers another: itself or a part of it, or what it is a part of, where that is no mere group. */
export const answersSubject = (asked: string, offered: string): boolean =>
  isWithin(offered, asked) || (byId.get(asked)?.parent === offered && !byId.get(offered)?.group)

/** The subjects that a code of the Répertoire spécifique stands for: "RS5080" or "5080". */
export const subjectsOfCertification = (code: string): readonly string[] => byRs.get(code.replace(/^RS/i, '')) ?? []

const byRs = new Map<string, string[]>()
for (const { id, rs = [] } of allSubjects) for (const code of rs) byRs.set(code, [...(byRs.get(code) ?? []), id])
