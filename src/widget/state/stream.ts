import type { Criteria } from '../../criteria/criteria.ts'
import type { Option } from '../../options/option.ts'
import type { Turn } from '../../record/turn.ts'
import { interruptedProblem, type Problem } from './problem.ts'

export type AnswerEvent =
  | { kind: 'status'; status: string }
  | { kind: 'criteria'; criteria: Criteria }
  | { kind: 'option'; place: number; option: Option }
  | { kind: 'turn'; turn: Turn }
  | { kind: 'problem'; problem: Problem }

/**
 * Reads an answer, an AI SDK UI message stream. Ends after a turn, or a problem; a stream cut before either ends with
 * the problem `interrupted`. Never throws.
 */
export async function* readAnswer(response: Response): AsyncGenerator<AnswerEvent> {
  let ended = false
  try {
    for await (const event of eventsOf(response)) {
      ended ||= event.kind === 'turn' || event.kind === 'problem'
      yield event
    }
  } catch {
    // The connection broke: told below like a stream that ends early.
  }
  if (!ended) yield { kind: 'problem', problem: interruptedProblem() }
}

/** Our server writes an event as one line of JSON; what else a stream may hold (keep-alives, names) is passed over. */
async function* eventsOf(response: Response): AsyncGenerator<AnswerEvent> {
  const reader = response.body!.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + decoder.decode(value, { stream: true })).split('\n')
    rest = lines.pop()!
    for (const line of lines) {
      const data = line.startsWith('data:') ? line.slice('data:'.length).trim() : '[DONE]'
      const event = data === '[DONE]' ? undefined : eventOf(JSON.parse(data))
      if (event) yield event
    }
  }
}

function eventOf(part: { type: string; data?: unknown }): AnswerEvent | undefined {
  switch (part.type) {
    case 'data-status':
      return { kind: 'status', status: (part.data as { status: string }).status }
    case 'data-criteria':
      return { kind: 'criteria', criteria: part.data as Criteria }
    case 'data-option':
      return { kind: 'option', ...(part.data as { place: number; option: Option }) }
    case 'data-turn':
      return { kind: 'turn', turn: part.data as Turn }
    case 'data-problem':
      return { kind: 'problem', problem: part.data as Problem }
    case 'error':
      return { kind: 'problem', problem: interruptedProblem() }
    default:
      return undefined
  }
}
