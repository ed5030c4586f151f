import type { Locale } from '../../guardrails/finding.ts'
import type { Guard } from '../need/guard-texts.ts'
import { type Minimised, minimise } from '../need/minimise.ts'
import { versionOf } from '../record/conversation-version.ts'
import type { MessageInput } from '../record/message-input.ts'
import { personRequest } from '../record/oversight.ts'
import type { Caller } from '../record/records.ts'
import { isRefusal, type Refusal } from '../record/refusal.ts'
import type { Conversation } from '../record/turn.ts'
import { ask } from './ask.ts'
import type { Setting } from './setting.ts'

/** Opens a conversation; of the dossier only what has a purpose is kept, and what was dropped is told. */
export async function open(
  setting: Setting,
  caller: Caller,
  input: { dossier?: unknown; locale?: Locale; objection?: boolean },
): Promise<Conversation | Refusal> {
  const { records, guards, newId, clock, catalogue, courseFirst } = setting
  const isGated = courseFirst && caller.human && !catalogue.current().fictitious
  if (isGated && (await records.courseDone(caller)) === undefined) return { refused: 'course-first' }
  const opened = { id: newId('conv'), locale: input.locale ?? 'fr', turns: [] }
  const { result, placeholders } = await guards.opening(opened, (guard) =>
    profileFrom(setting, input.dossier, guard, opened),
  )
  if (isRefusal(result)) return result
  const conversation = { ...opened, ...result, objection: input.objection ?? false, createdAt: clock().toISOString() }
  await records.openConversation(caller, conversation, placeholders)
  return conversation
}

/**
 * The first message inside the opening: both succeed or nothing stays. Aborting the signal stops the model, never the record.
 */
export async function openWith(
  setting: Setting,
  caller: Caller,
  { message, ...input }: Parameters<typeof open>[2] & { message: MessageInput },
  signal: AbortSignal,
): Promise<Conversation | Refusal> {
  const opened = await open(setting, caller, input)
  if (isRefusal(opened)) return opened
  const refusal = await firstTurn(setting, caller, opened.id, message, signal)
  if (!refusal) return (await setting.records.conversation(caller, opened.id)) ?? { refused: 'not-found' }
  await setting.records.eraseConversation(caller, opened.id)
  return refusal
}

async function firstTurn(
  setting: Setting,
  caller: Caller,
  id: string,
  message: MessageInput,
  signal: AbortSignal,
): Promise<Refusal | undefined> {
  const answer = await ask(setting, caller, id, message, signal)
  if (isRefusal(answer)) return within(answer)
  for await (const part of answer.parts) if (part.part === 'refusal') return within(part.refusal)
  return undefined
}

/** A pointer into the message is one into the opening that holds it. */
function within(refusal: Refusal): Refusal {
  if ('pointer' in refusal) return { ...refusal, pointer: `/message${refusal.pointer}` }
  if (refusal.refused !== 'invalid-request') return refusal
  const problems = refusal.problems.map((one) => ({ ...one, pointer: `/message${one.pointer}` }))
  return { ...refusal, problems }
}

/** Rebuilds the profile from another dossier, or notes an objection; possible at any time, under `version` only while it is the present one. */
export async function change(
  setting: Setting,
  caller: Caller,
  id: string,
  input: { dossier?: unknown; objection?: boolean; version?: string },
): Promise<Conversation | Refusal> {
  const conversation = await setting.records.conversation(caller, id)
  if (!conversation) return { refused: 'not-found' }
  const { dossier, version } = input
  if (version !== undefined && version !== (await versionOf(conversation))) return { refused: 'changed-meanwhile' }
  const kept =
    dossier === undefined
      ? {}
      : await setting.guards.within(conversation, (guard) => profileFrom(setting, dossier, guard, conversation))
  if (isRefusal(kept)) return kept
  const changed = { ...conversation, ...kept, objection: input.objection ?? conversation.objection }
  if (changed.objection && !conversation.objection) {
    await setting.records.count(caller.tenant, [personRequest('objection')])
  }
  const before = version === undefined ? undefined : conversation
  const outcome = await setting.records.updateConversation(caller, id, changed, before)
  return outcome === 'changed' ? changed : { refused: outcome }
}

function profileFrom(
  { places, referential }: Setting,
  dossier: unknown,
  guard: Guard,
  { locale }: Pick<Conversation, 'locale'>,
): Pick<Conversation, 'profile' | 'dropped'> | Refusal {
  const kept: Minimised = minimise(dossier, { guard, places, referential, locale })
  const [blocked] = kept.blocked ?? []
  if (!blocked) return { profile: kept.profile, dropped: kept.dropped }
  const pointer = `/dossier${blocked.field}`
  return { refused: 'message-blocked', findings: blocked.findings, because: 'findings', pointer }
}
