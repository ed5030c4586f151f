import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

/** What a fake model is asked: the instructions, and the JSON document sent beside them. */
export interface FakeRequest {
  instructions: string
  document: Record<string, unknown>
  stream: boolean
  /** All else that was asked for: temperature, shape. */
  settings: Record<string, unknown>
}

/** A reply in words, forty characters each `everyMs` where it is streamed, or a way to fail. `hang` never answers; `cut` stops in the middle of the words. */
export type FakeReply =
  | { text: string; everyMs?: number }
  | { status: number; body?: string }
  | { hang: true }
  | { cut: string }

const Asked = z.looseObject({
  stream: z.boolean().optional(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })),
})

/**
 * An OpenAI-compatible chat endpoint on loopback that stands in for the network in tests: what it says is decided by `reply`, what it was
 * sent is in `bodies`, byte for byte.
 */
export async function startFakeModel(reply: (request: FakeRequest) => FakeReply | Promise<FakeReply>) {
  const bodies: string[] = []
  const server = createServer(async (request, response) => {
    const body = await textOf(request)
    bodies.push(body)
    await answer(response, await reply(requestOf(body)), Asked.parse(JSON.parse(body)).stream === true)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The fake model has no port.')
  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    bodies,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

function requestOf(body: string): FakeRequest {
  const { messages, stream = false, ...settings } = Asked.parse(JSON.parse(body))
  const said = (role: string[]) =>
    messages
      .filter((message) => role.includes(message.role))
      .map((message) => (typeof message.content === 'string' ? message.content : JSON.stringify(message.content)))
      .join('\n')
  const user = said(['user'])
  const document = JSON.parse(user.startsWith('[') ? String(JSON.parse(user)[0].text) : user) as Record<string, unknown>
  return { instructions: said(['system', 'developer']), document, stream, settings }
}

async function answer(response: ServerResponse, reply: FakeReply, stream: boolean): Promise<void> {
  if ('hang' in reply) return
  if ('status' in reply) {
    response.writeHead(reply.status, { 'content-type': 'application/json' })
    response.end(reply.body ?? JSON.stringify({ error: { message: 'refused', type: 'fake' } }))
    return
  }
  const text = 'cut' in reply ? reply.cut : reply.text
  if (!stream) {
    response.writeHead(200, { 'content-type': 'application/json' })
    const choice = {
      index: 0,
      finish_reason: 'cut' in reply ? 'length' : 'stop',
      message: { role: 'assistant', content: text },
    }
    response.end(JSON.stringify({ ...envelope, object: 'chat.completion', choices: [choice], usage }))
    return
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const send = (delta: object, finish: string | null) =>
    response.write(
      `data: ${JSON.stringify({ ...envelope, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`,
    )
  for (let at = 0; at < text.length; at += 40) {
    send({ content: text.slice(at, at + 40) }, null)
    if ('everyMs' in reply) await pause(reply.everyMs)
  }
  if ('cut' in reply) return void response.destroy()
  send({}, 'stop')
  response.end('data: [DONE]\n\n')
}

const envelope = { id: 'fake', created: 1, model: 'fake' }
const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 }

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}
