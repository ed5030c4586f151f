import { createParser } from 'eventsource-parser'
import type { Criteria } from '../need/criteria.ts'
import type { Option } from '../options/option.ts'
import type { Turn } from '../record/turn.ts'
import { interruptedProblem, type Problem } from './problem.ts'

export type AnswerEvent =
  | { kind: 'status'; status: string }
  | { kind: 'criteria'; criteria: Criteria }
  | { kind: 'option'; place: number; option: Option }
  | { kind: 'turn'; turn: Turn }
  | { kind: 'problem'; problem: Problem }

/**
 * Reads an answer, an AI SDK UI message stream or one JSON turn. Ends after a turn, or a problem; a stream cut before either ends with
 * the problem `interrupted`. Never throws.
 */
export async function* readAnswer(response: Response): AsyncGenerator<AnswerEvent> {
  let ended = false
  try {
    const events = response.headers.get('content-type')?.includes('text/event-stream')
      ? eventsOf(response)
      : turnOf(response)
    for await (const event of events) {
      ended ||= event.kind === 'turn' || event.kind === 'problem'
      yield event
    }
  } catch {
    // The connection broke: told below like a stream that ends early.
  }
  if (!ended) yield { kind: 'problem', problem: interruptedProblem() }
}

async function* turnOf(response: Response): AsyncGenerator<AnswerEvent> {
  yield { kind: 'turn', turn: (await response.json()) as Turn }
}

async function* eventsOf(response: Response): AsyncGenerator<AnswerEvent> {
  const waiting: AnswerEvent[] = []
  const parser = createParser({
    onEvent({ data }) {
      const event = data === '[DONE]' ? undefined : eventOf(JSON.parse(data))
      if (event) waiting.push(event)
    },
  })
  const reader = response.body!.getReader()
  const decoder = new TextDecoder()
  for (;;) {
    const { done, value } = await reader.read()
    if (value) parser.feed(decoder.decode(value, { stream: true }))
    while (waiting.length > 0) yield waiting.shift()!
    if (done) return
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
