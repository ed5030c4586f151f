import type { Locale } from '../../guardrails/finding.ts'
import { type Criteria, Criterion } from '../criteria/criteria.ts'
import type { Caller } from '../record/records.ts'
import { referenceOf } from '../record/reference.ts'
import type { Refusal } from '../record/refusal.ts'
import type { Turn } from '../record/turn.ts'
import { saidOf } from './overview.ts'
import type { Setting } from './setting.ts'

/** A turn of which its counsellor said that it was misunderstood, as a referent reads it: the message as it is stored, and what was made of it. */
export interface Misunderstood {
  conversationId: string
  turnId: string
  reference: string
  since: string
  said: string
  understood: readonly string[]
}

/** At most so many at once: a referent takes them off the list as they are told again. */
const mostAtOnce = 50

/** Says that a turn was misunderstood, or takes it back. Nothing of the turn changes by it. */
export async function sayMisunderstood(
  { records, clock }: Setting,
  caller: Caller,
  where: { conversationId: string; turnId: string },
  misunderstood: boolean,
): Promise<Turn | Refusal> {
  await records.markMisunderstood(caller, where, misunderstood ? clock().toISOString() : null)
  const conversation = await records.conversation(caller, where.conversationId)
  return conversation?.turns.find(({ id }) => id === where.turnId) ?? { refused: 'not-found' }
}

/** Those of an agency that wait for a referent, the longest first; a turn without words has nothing to be told again. */
export async function misunderstood(
  { records }: Setting,
  { tenant }: Caller,
  locale: Locale,
): Promise<Misunderstood[]> {
  const marked = await records.misunderstood(tenant, mostAtOnce)
  return marked.flatMap(({ conversationId, turn: { id, message, criteria, misunderstood: since = '' } }) =>
    message
      ? [
          {
            conversationId,
            turnId: id,
            reference: referenceOf(conversationId),
            since,
            said: message.redacted,
            understood: understoodAs(criteria, locale),
          },
        ]
      : [],
  )
}

/** A referent has told it again, or leaves it: it waits no longer. */
export async function endMisunderstood(
  { records }: Setting,
  { tenant }: Caller,
  where: { conversationId: string; turnId: string },
): Promise<boolean> {
  const owner = await records.ownerOf(where.conversationId, tenant)
  return owner !== undefined && (await records.markMisunderstood(owner, where, null))
}

const understoodAs = (criteria: Criteria, locale: Locale): string[] =>
  saidOf(
    Criterion.options.map((criterion) => ({ criterion, from: null, to: criteria[criterion] ?? null })),
    locale,
  ).now
