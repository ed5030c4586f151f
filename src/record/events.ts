import { type CompiledQuery, type Expression, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { sqlWriter } from './database.ts'
import type { PersonRequest } from './oversight.ts'
import type { PairVerdict } from './pairs.ts'

/**
 * What is told of what happened: ids, codes and digests, so that an erasure leaves nothing of a person in it. `guard` says what the guard
 * did, never which sort of data it found; a digest vouches for a body that is kept elsewhere.
 */
export type Happening =
  | { kind: 'opened' }
  | { kind: 'guard'; action: 'alerted' | 'blocked' }
  | { kind: 'options-shown'; turn: string; optionsDigest: string; bodyDigest: string }
  | { kind: 'later-shown'; turn: string; optionsDigest: string | null; bodyDigest: string }
  | { kind: 'decision'; decision: string; turn: string; chosen: 'choose' | 'none' | 'own'; digest: string }
  | { kind: 'set-aside'; turn: string; by: string }
  | { kind: 'hand-over'; turns: string[]; decisions: string[] }
  | { kind: 'erasure'; because: 'asked'; conversations: string[] }
  | { kind: 'erasure'; because: 'retention'; class: string; before: string; conversations: string[] }
  | { kind: 'erasure'; because: 'retention'; class: 'events'; segment: string; upTo: number; digest: string }
  /** All of an exchange was given to who answers the person concerned. */
  | { kind: 'export' }
  /** What the person concerned asked for, noted by who answers. */
  | { kind: 'person-request'; asked: PersonRequest }
  /** A referent said whether an offer answers a need, by their codes. */
  | { kind: 'pair-judged'; pair: string; judged: PairVerdict['judged'] }
  | { kind: 'import'; catalogue: string; size: number }
  | { kind: 'configuration'; app: string; digest: string }
  | { kind: 'outage'; from: string; to: string }
  | { kind: 'access'; did: 'key-added' | 'key-rotated' | 'key-revoked' | 'roles-given' | 'people-joined'; ref: string }

export interface Told {
  tenant: string
  /** The conversation it belongs to. */
  subject?: string
  at: string
}

/** Events of the whole service belong to no tenant. */
export const wholeService = ''

/** Written in the same batch as what it tells, where `condition` holds. */
export function eventStatement(
  happening: Happening,
  { tenant, subject = undefined, at }: Told,
  condition: Expression<SqlBool> = sql<SqlBool>`true`,
): CompiledQuery {
  const { kind, ...body } = happening
  return sql`insert into events (id, tenant, subject, kind, at, body)
    select ${`evt_${crypto.randomUUID()}`}, ${tenant}, ${subject ?? null}, ${kind}, ${at}, ${JSON.stringify(body)}
    where ${condition}`.compile(sqlWriter)
}

/** An event as it is given to auditors, with its place in the chain; `body` is JSON of ids, codes and digests, as it was chained. */
export const AuditEvent = z.object({
  seq: z.number().int(),
  segment: z.string(),
  previous: z.string(),
  digest: z.string(),
  id: z.string(),
  tenant: z.string(),
  subject: z.string().nullable(),
  kind: z.string(),
  at: z.string(),
  body: z.string(),
})
export type AuditEvent = z.infer<typeof AuditEvent>

/** A decision as its event vouches for it. */
export interface Vouched {
  decision: string
  turn: string
  digest: string
}
