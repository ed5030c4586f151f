import { z } from 'zod'
import { fold } from '../../guardrails/language/fold.ts'
import { subjectsIn } from '../subjects/subjects-in.ts'
import type { Decision } from './decision.ts'
import type { Count } from './oversight.ts'
import type { Turn } from './turn.ts'

/**
 * An offer of which a counsellor said that it does not answer the need: "occupation:F1703~item_1", a code of the referential or of the list of subjects
 * and an offer. Counted apart from any exchange; of the message nothing is in it, and a need that no code names makes no pair.
 */
export const pairShape = /^(occupation|subject):([A-Za-z0-9-]+)~([A-Za-z0-9_-]+)$/

export interface Pair {
  of: 'occupation' | 'subject'
  code: string
  itemId: string
}

export function readPair(id: string): Pair | undefined {
  const [, of, code, itemId] = pairShape.exec(id) ?? []
  return of && code && itemId ? { of: of as Pair['of'], code, itemId } : undefined
}

/** What a decision that says "not relevant" adds to the counts: of all options where none was chosen, or of each one that was left aside for that. */
export function pairsOfDecision({ kind, reason, aside }: Decision, { criteria, options }: Turn): Count[] {
  const need = needNamed(criteria)
  if (!need) return []
  const left = new Set((aside ?? []).flatMap((one) => (one.reason === 'not-relevant' ? [one.optionId] : [])))
  const meant = kind === 'none' && reason === 'not-relevant' ? options : options.filter(({ id }) => left.has(id))
  return meant
    .map(({ item }) => `${need}~${item.id}`)
    .filter((id) => pairShape.test(id))
    .map((key) => ({ name: 'not-relevant', key, by: 1 }))
}

/** A topic is a person's words: only one that is the name of a subject, and nothing beside it, is a code. */
function needNamed({ occupation, topic }: Turn['criteria']): string | undefined {
  if (occupation) return `occupation:${occupation.code}`
  const said = topic ? subjectsIn(topic) : []
  const [only] = said
  return only && said.length === 1 && fold(topic!.slice(only.start, only.end)) === fold(topic!.trim())
    ? `subject:${only.subject.id}`
    : undefined
}

/** A referent's word on a pair, with the offer as it stood: it may have left the catalogue since. */
export const PairVerdict = z.object({
  judged: z.enum(['accepted', 'refused']),
  at: z.string(),
  offer: z.object({ title: z.string(), codes: z.array(z.string()) }).nullable(),
})
export type PairVerdict = z.infer<typeof PairVerdict>
