import type { Turn } from './turn.ts'
import { State } from './turn.ts'

/** What is kept of an answer for its key: the answer itself, with the turn in it cut out where the record gives it back to the letter. */
export interface AnswerKept {
  text: string
  turn?: { conversationId: string; id: string; state: Turn['state'] }
}

/** No JSON and no event stream holds these characters as such. */
const mark = (name: string) => `\u0001${name}\u0002`

/** The id of the first turn that an answer names as its own. */
export const turnNamed = (text: string): string | undefined => /"id":"(turn_[\w-]+)"/.exec(text)?.[1]

/** Cuts out the turn and its options as they were answered, before any decision. */
export function cut(text: string, conversationId: string, stored: Turn): AnswerKept {
  for (const state of State.options) {
    const parts = partsOf(stored, state)
    const [[whole] = ['']] = parts
    if (!text.includes(whole)) continue
    const shortened = parts.reduce((shorter, [part, name]) => shorter.replaceAll(part, mark(name)), text)
    return { text: shortened, turn: { conversationId, id: stored.id, state } }
  }
  return { text }
}

/** The answer as it was first given. */
export function whole(text: string, state: Turn['state'], stored: Turn): string {
  return partsOf(stored, state).reduce((longer, [part, name]) => longer.replaceAll(mark(name), () => part), text)
}

function partsOf(stored: Turn, state: Turn['state']): [text: string, name: string][] {
  return [
    [JSON.stringify({ ...stored, state, decision: null }), 'turn'],
    ...stored.options.map((option, place): [string, string] => [JSON.stringify(option), `option ${place}`]),
  ]
}
