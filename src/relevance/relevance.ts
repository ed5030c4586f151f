import type { Item } from '../catalogue/item.ts'
import type { Vocabulary } from '../catalogue/vocabulary.ts'
import type { Criteria } from '../need/criteria.ts'
import type { Referential } from '../occupations/referential.ts'
import { createNearness } from './nearness.ts'
import { createPrinter, type Printed } from './printed.ts'
import { type Part, type Subject, subjectOf } from './subject.ts'

/** What an item answers a need by. */
export type Evidence =
  | { by: 'occupation'; code: string; how: 'declared' | 'named'; near: boolean }
  | { by: 'subject'; said: readonly string[]; where: 'title' | 'text' }
  | { by: 'kind' }

export interface Judgement {
  answers: boolean
  evidence: readonly Evidence[]
}

/** A need as it is judged: made once a need. */
export interface Asked {
  occupation?: { code: string; near: ReadonlySet<string> }
  subject: Subject
}

export interface Relevance {
  ask(criteria: Criteria, vocabulary: Vocabulary): Asked
  judge(item: Item, asked: Asked): Judgement
}

export function createRelevance(referential: Referential): Relevance {
  const print = createPrinter(referential)
  const nearTo = createNearness(referential)
  return {
    ask({ occupation, topic }, vocabulary) {
      return {
        ...(occupation && { occupation: { code: occupation.code, near: nearTo(occupation.code) } }),
        subject: topic ? subjectOf(topic, { referential, vocabulary }) : [],
      }
    },
    judge(item, asked) {
      const printed = print(item)
      const evidence = [byOccupation(item, printed, asked), bySubject(printed, asked.subject)].filter((one) => one !== undefined)
      if (evidence.length > 0) return { answers: true, evidence }
      return isForAll(item, printed, asked) ? { answers: true, evidence: [{ by: 'kind' }] } : { answers: false, evidence }
    },
  }
}

/** A need that names no subject is answered by the kind; so is one about an occupation, by a workshop or an event that is of no trade. */
function isForAll({ kind }: Item, { declared, derived }: Printed, { occupation, subject }: Asked): boolean {
  if (subject.length > 0) return false
  return occupation === undefined || (kind !== 'training' && declared.size + derived.size === 0)
}

function byOccupation({ kind }: Item, { declared, derived }: Printed, { occupation }: Asked): Evidence | undefined {
  if (!occupation) return undefined
  const { code, near } = occupation
  if (declared.has(code)) return { by: 'occupation', code, how: 'declared', near: false }
  if (derived.has(code)) return { by: 'occupation', code, how: 'named', near: false }
  const neighbour = [...declared, ...derived].find((one) => near.has(one) || (kind === 'event' && one.slice(0, 3) === code.slice(0, 3)))
  return neighbour ? { by: 'occupation', code: neighbour, how: declared.has(neighbour) ? 'declared' : 'named', near: true } : undefined
}

function bySubject(printed: Printed, subject: Subject): Evidence | undefined {
  const named = subject.filter((part) => part.named && isCalled(part, printed))
  if (named.length > 0) return { by: 'subject', said: named.map(({ said }) => said), where: 'title' }
  const plain = subject.filter((part) => !part.named)
  const all = sum(plain)
  if (all === 0 || plain.length < subject.length) return undefined
  const called = plain.filter((part) => isCalled(part, printed))
  const mentioned = plain.filter((part) => called.includes(part) || isMentioned(part, printed))
  if (sum(called) >= all * IN_TITLE && sum(mentioned) >= all * IN_TEXT) return { by: 'subject', said: called.map(({ said }) => said), where: 'title' }
  if (mentioned.length === plain.length && mentioned.every((part) => isRepeated(part, printed))) return { by: 'subject', said: mentioned.map(({ said }) => said), where: 'text' }
  return undefined
}

const IN_TITLE = 0.5
const IN_TEXT = 0.6

const sum = (parts: readonly Part[]) => parts.reduce((total, { weight }) => total + weight, 0)

const isCalled = ({ wordings, codes }: Part, { title, declared, derived }: Printed) =>
  wordings.some((stems) => stems.every((stem) => title.has(stem))) || codes.some((code) => declared.has(code) || derived.has(code))

const isMentioned = ({ wordings }: Part, { said }: Printed) => wordings.some((stems) => stems.every((stem) => said().has(stem)))

const isRepeated = ({ wordings }: Part, { said }: Printed) => wordings.some((stems) => stems.every((stem) => (said().get(stem) ?? 0) >= 2))
