import type { Locale } from '../../guardrails/finding.ts'
import type { CatalogueIndex } from '../catalogue/catalogue-index.ts'
import { type Algorithm, describeAlgorithm } from '../explanation/algorithm.ts'
import { makeSheet, type Sheet } from '../explanation/sheet.ts'
import type { Caller } from '../record/records.ts'
import type { Refusal } from '../record/refusal.ts'
import { type Replay, replay } from '../record/replay.ts'
import type { ConversationExport } from '../record/turn.ts'
import type { Setting } from './setting.ts'

/** The public rules, made from what runs. */
export function algorithm(setting: Setting, locale: Locale): Algorithm {
  const { catalogue, policy, versionsInForce, model, measured } = setting
  const index = catalogue.current()
  return describeAlgorithm(
    {
      policy: policy(),
      versions: { ...versionsInForce(), model: model?.name ?? null },
      modelWords: model?.words ?? false,
      embedder: embedderOver(setting, index),
      fictitious: index.fictitious,
      measured: measured?.(),
    },
    locale,
  )
}

/** The embedding model that needs and this catalogue's items are compared by, beside occupation space. */
const embedderOver = ({ embedder }: Setting, { dense }: CatalogueIndex): string | undefined =>
  dense?.model === embedder?.name ? dense?.model : undefined

/** What one person is owed about one conversation. */
export async function sheet(setting: Setting, caller: Caller, id: string): Promise<Sheet | Refusal> {
  const { records, contact, clock } = setting
  const conversation = await records.conversation(caller, id)
  if (!conversation) return { refused: 'not-found' }
  const sent = new Map<string, number>()
  for (const turn of conversation.turns) sent.set(turn.id, (await records.sent(caller, id, turn.id))?.length ?? 0)
  const rules = algorithm(setting, conversation.locale)
  return makeSheet(conversation, { sent, rules, contact, madeAt: clock() })
}

/** Everything that is kept of one conversation. */
export async function exportOf(
  { records, clock }: Setting,
  caller: Caller,
  id: string,
): Promise<ConversationExport | Refusal> {
  const conversation = await records.conversation(caller, id)
  const beside = await records.beside(caller, id)
  if (!conversation || !beside) return { refused: 'not-found' }
  const { decisions, turns, events } = beside
  return {
    format: 'eventail-export/1',
    exportedAt: clock().toISOString(),
    conversation,
    decisions,
    turns: turns.map((turn) => ({ ...turn, selection: turn.selection && { ...turn.selection } })),
    events,
  }
}

/** Runs a past selection again from its record. */
export async function replayTurn(
  { records, catalogue, embedding, relevance, places }: Setting,
  caller: Caller,
  conversationId: string,
  turnId: string,
): Promise<Replay | Refusal> {
  const conversation = await records.conversation(caller, conversationId)
  const turn = conversation?.turns.find((one) => one.id === turnId)
  const selection = await records.selection(caller, conversationId, turnId)
  if (!turn || selection === undefined) return { refused: 'not-found' }
  return replay(turn, selection, { catalogue, embedding, relevance, places })
}
