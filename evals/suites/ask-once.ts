import type { Assistant } from '../../src/assistant/assistant.ts'
import type { Turn } from '../../src/record/turn.ts'

let asked = 0

/** The answer to one message of a new conversation, alone in a tenant, so that every case meets the same ledger. Throws where it is refused. */
export async function askOnce(assistant: Assistant, dossier: Readonly<Record<string, unknown>>, text: string): Promise<Turn> {
  asked += 1
  const caller = { tenant: `evals-${asked}`, counsellor: 'evals', human: true }
  const conversation = await assistant.open(caller, { dossier })
  if ('refused' in conversation) throw new Error(`A conversation was refused: ${conversation.refused}.`)
  const answer = await assistant.ask(caller, conversation.id, { text })
  if ('refused' in answer) throw new Error(`${text} was refused: ${answer.refused}.`)
  for await (const part of answer.parts) if (part.part === 'turn') return part.turn
  throw new Error('No turn was stored.')
}
