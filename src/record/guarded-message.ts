import type { z } from 'zod'
import type { Finding, Locale } from '../../guardrails/finding.ts'
import type { Verdict } from '../../guardrails/guard.ts'
import type { Motive } from '../../guardrails/motives.ts'
import type { Redacted } from '../../guardrails/redacted.ts'
import type { CriteriaPatch } from '../criteria/criteria.ts'
import type { Reading } from '../criteria/reading/reading.ts'
import { guardCriteria } from '../need/guard-criteria.ts'
import { type Guard, guardTexts } from '../need/guard-texts.ts'
import { fillRequest, type StandardRequest } from '../need/requests.ts'
import type { Referential } from '../occupations/referential.ts'
import type { Places } from '../places/places.ts'
import type { DecisionInput } from './decision.ts'
import type { MessageInput } from './message-input.ts'
import type { Refusal } from './refusal.ts'
import type { FindingShape } from './turn.ts'

type KeptFinding = z.infer<typeof FindingShape>

/** A message whose every text went through the guard. The decision's own texts are guarded when the decision is made. */
export interface GuardedMessage {
  /** What the turn that answers it will be called, where that is told before it is made. */
  turnId?: string
  text?: { redacted: Redacted; findings: KeptFinding[] }
  template?: { id: string } & Pick<Reading, 'patch' | 'read' | 'ambiguous'>
  criteria?: CriteriaPatch
  lead?: { itemId: string } | { text: Redacted }
  decision?: DecisionInput
  /** Why findings were taken back: counted, and kept with no exchange. */
  corrected?: readonly Motive[]
}

export interface MessageGuarding {
  guard: Guard
  requests: readonly StandardRequest[]
  places: Places
  referential: Referential
  locale: Locale
}

/** Guards all that a person wrote in a message: everything goes on, redacted, or nothing does. */
export function guardMessage(input: MessageInput, guarding: MessageGuarding): GuardedMessage | Refusal {
  const template = input.template && fillTemplate(input.template, guarding)
  if (template && 'refused' in template) return template
  const criteria = input.criteria && guardCriteria(input.criteria, guarding)
  if (criteria && 'blocked' in criteria) return blockedText(criteria.blocked)
  if (criteria && 'problems' in criteria) return { refused: 'invalid-request', problems: criteria.problems }
  const text = [template?.text, input.text].filter(Boolean).join(' ')
  const leadText = input.lead && 'text' in input.lead ? input.lead.text : undefined
  const texts = guardTexts({ '/text': text || undefined, '/lead/text': leadText }, guarding.guard)
  if (texts.action === 'blocked') return blockedText(texts)
  const { '/text': redacted, '/lead/text': lead } = texts.texts
  return {
    text:
      redacted === undefined ? undefined : { redacted, findings: (texts.findings['/text'] ?? []).map(withoutStory) },
    template: template && {
      id: input.template!.id,
      patch: template.patch,
      read: template.read,
      ...(template.ambiguous && { ambiguous: template.ambiguous }),
    },
    criteria: criteria?.patch,
    lead: input.lead && ('itemId' in input.lead ? { itemId: input.lead.itemId } : { text: lead! }),
    decision: input.decision,
    corrected: texts.corrected,
  }
}

/** What a story was about is told while typing, and kept nowhere. */
const withoutStory = ({ type, ...finding }: Finding): KeptFinding =>
  finding.kind === 'story' ? finding : { ...finding, type }

/** The refusal that a blocked text is; `pointer` names the text in the request. */
export function blockedText(blocked: { pointer: string; verdict: Extract<Verdict, { action: 'block' }> }): Refusal {
  const { pointer, verdict } = blocked
  return verdict.because === 'too-long'
    ? { refused: 'message-too-long', limit: verdict.limit ?? 0, pointer }
    : {
        refused: 'message-blocked',
        findings: verdict.findings,
        because: verdict.because,
        pointer,
        ...(verdict.dubious && { dubious: true }),
      }
}

function fillTemplate(template: NonNullable<MessageInput['template']>, guarding: MessageGuarding) {
  const request = guarding.requests.find((one) => one.id === template.id)
  const filled = request
    ? fillRequest(request, template.values, guarding)
    : { problems: [{ pointer: '/template/id', detail: 'unknown template' }] }
  return 'problems' in filled ? { refused: 'invalid-request' as const, problems: filled.problems } : filled
}
