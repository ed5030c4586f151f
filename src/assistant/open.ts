import type { Locale } from '../../guardrails/finding.ts'
import type { Guard } from '../need/guard-texts.ts'
import { type Minimised, minimise } from '../need/minimise.ts'
import type { Caller } from '../record/records.ts'
import { isRefusal, type Refusal } from '../record/refusal.ts'
import type { Conversation } from '../record/turn.ts'
import type { Setting } from './setting.ts'

/** Opens a conversation; of the dossier only what has a purpose is kept, and what was dropped is told. */
export async function open(
  setting: Setting,
  caller: Caller,
  input: { dossier?: unknown; locale?: Locale; objection?: boolean },
): Promise<Conversation | Refusal> {
  const { records, guards, newId, clock } = setting
  const opened = { id: newId('conv'), locale: input.locale ?? 'fr', turns: [] }
  const { result, placeholders } = await guards.opening(opened, (guard) =>
    profileFrom(setting, input.dossier, guard, opened),
  )
  if (isRefusal(result)) return result
  const conversation = { ...opened, ...result, objection: input.objection ?? false, createdAt: clock().toISOString() }
  await records.openConversation(caller, conversation, placeholders)
  return conversation
}

/** Rebuilds the profile from another dossier, or notes an objection; possible at any time. */
export async function change(
  setting: Setting,
  caller: Caller,
  id: string,
  input: { dossier?: unknown; objection?: boolean },
): Promise<Conversation | Refusal> {
  const conversation = await setting.records.conversation(caller, id)
  if (!conversation) return { refused: 'not-found' }
  const { dossier } = input
  const kept =
    dossier === undefined
      ? {}
      : await setting.guards.within(conversation, (guard) => profileFrom(setting, dossier, guard, conversation))
  if (isRefusal(kept)) return kept
  const changed = { ...conversation, ...kept, objection: input.objection ?? conversation.objection }
  const found = await setting.records.updateConversation(caller, id, changed)
  return found ? changed : { refused: 'not-found' }
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
