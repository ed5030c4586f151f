import { z } from 'zod'
import { Conversation, Turn } from '../src/record/turn.ts'

/** A running server, spoken to as an integrator would. A key, if it asks for one, is in EVENTAIL_API_KEY. */
export interface Target {
  url: string
  check(text: string): Promise<z.infer<typeof Checked>>
  /** Opens a conversation and asks once. */
  ask(text: string): Promise<{ conversation: Conversation; turn: Turn }>
}

/** The server did not answer, or not as the contract says: the run is no answer. */
export class TargetError extends Error {
  override name = 'TargetError'
  readonly code = 'target-failed'
}

const Checked = z.object({
  action: z.enum(['pass', 'alert', 'block']),
  redacted: z.string(),
  findings: z.array(z.object({ type: z.string(), start: z.number(), end: z.number() })),
})

export function createTarget(url: string, key: string | undefined): Target {
  async function post<Value>(path: string, body: unknown, schema: z.ZodType<Value>): Promise<Value> {
    const headers = { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) }
    let response: Response
    try {
      response = await fetch(new URL(path, url), {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
        redirect: 'error',
      })
    } catch (cause) {
      throw new TargetError(`${url} does not answer.`, { cause })
    }
    const text = await response.text()
    if (!response.ok) throw new TargetError(`POST ${path}: ${response.status} ${text.slice(0, 200)}`)
    const parsed = schema.safeParse(JSON.parse(text))
    if (!parsed.success) throw new TargetError(`POST ${path}: ${z.prettifyError(parsed.error)}`)
    return parsed.data
  }
  return {
    url,
    check: (text) => post('/v1/guardrails/check', { text }, Checked),
    async ask(text) {
      const conversation = await post('/v1/conversations', {}, Conversation)
      return { conversation, turn: await post(`/v1/conversations/${conversation.id}/messages`, { text }, Turn) }
    },
  }
}
