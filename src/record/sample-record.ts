import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { noCriteria } from '../criteria/criteria.ts'
import { RedactedText } from '../criteria/redacted-text.ts'
import { emptyProfile } from '../need/profile.ts'
import type { Decision } from './decision.ts'
import type { DecisionToStore, Owner, TurnToStore } from './records.ts'
import { blankTurn, type Conversation, type Turn } from './turn.ts'

export const here: Owner = { tenant: 'agency-a', counsellor: 'c-1' }
export const elsewhere: Owner = { tenant: 'agency-b', counsellor: 'c-1' }

export const conversation = (id: string): Conversation => ({
  id,
  locale: 'fr',
  objection: false,
  profile: emptyProfile,
  dropped: [{ field: '/sexe', reason: 'protected' }],
  turns: [],
  createdAt: '2026-11-24T10:00:00.000Z',
})

export const turn = (id: string, number: number, outcome: Turn['outcome']): TurnToStore => ({
  turn: {
    ...blankTurn(),
    id,
    number,
    message: { redacted: RedactedText.parse('une formation de soudeur'), findings: [] },
    criteria: { ...noCriteria },
    state: outcome === 'options' ? 'to-decide' : 'none',
    act: 'need',
    outcome,
    order: { seed: 's', policy: 'p' },
    versions: { app: '1', catalogue: 'c', guardrails: 'g', policy: 'p', prompts: 'p', model: null, embedding: 'e' },
    optionsDigest: outcome === 'options' ? 'sha256:0' : null,
    createdAt: '2026-11-24T10:00:01.000Z',
  },
  selection: { today: '2026-11-24', exposure: {}, alreadyRefused: [], profile: emptyProfile },
  sent: [{ purpose: 'read-need', body: '{"a":1}' }],
  setsAside: [],
  exposure: { 'org-1': { exposure: 1, merit: 0.5 } },
  counts: [],
})

export const answered = (text: string) => ({ status: 201, headers: {}, text })

export const decision = (id: string, turnId: string, over: Partial<Decision> = {}): DecisionToStore => ({
  conversationId: 'conv_1',
  turnId,
  requestDigest: `digest of ${over.reason ?? 'nothing'}`,
  decision: sealed({
    kind: 'none',
    id,
    turnId,
    optionsDigest: 'sha256:0',
    actor: { kind: 'counsellor', ref: 'c-1' },
    supersedes: null,
    decidedAt: '2026-11-24T10:00:02.000Z',
    ...over,
  }),
  counts: [{ name: 'decision', key: 'none', by: 1 }],
})

/** For tests: a decision with the digest it must have to be served. */
export function sealed(decision: Omit<Decision, 'digest'>): Decision {
  const canonical = canonicalize(JSON.parse(JSON.stringify(decision)))!
  return { ...decision, digest: `sha256:${createHash('sha256').update(canonical).digest('hex')}` }
}
