import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * A model that talks as fast as one does: a token of four characters each `TOKEN_MS`, over chat completions, as a stream. Options are worded by
 * repeating a claim of each stance; a prompt that is a number gets as many tokens; a message is read as nothing new. `/tokens` says how many tokens
 * were said since it was last asked.
 */
const tokenMs = Number(process.env.TOKEN_MS ?? 40)
let tokens = 0

const server = createServer(async (request, response) => {
  if (request.url === '/tokens') {
    response.end(String(tokens))
    tokens = 0
    return
  }
  let body = ''
  for await (const chunk of request) body += chunk
  const { messages } = JSON.parse(body) as { messages: { role: string; content: unknown }[] }
  const user = messages.findLast(({ role }) => role === 'user')?.content
  const asked = typeof user === 'string' ? user : (user as { text: string }[])[0]!.text
  const text = asked.startsWith('{') ? answerTo(asked) : 'mot '.repeat(Number(asked))
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const send = (delta: object, finish: string | null) =>
    response.write(
      `data: ${JSON.stringify({ ...envelope, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`,
    )
  for (let at = 0; at < text.length && !response.destroyed; at += 4) {
    send({ content: text.slice(at, at + 4) }, null)
    tokens++
    await pause(tokenMs)
  }
  send({}, 'stop')
  response.end('data: [DONE]\n\n')
})
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as { port: number }).port}/v1`)
})

const envelope = { id: 'fake', object: 'chat.completion.chunk', created: 1, model: 'fake' }

/** By option, then by stance: what each claim says, by its id. */
type Options = Record<string, Partial<Record<string, Record<string, string>>>>

function answerTo(asked: string): string {
  const { options } = JSON.parse(asked) as { options?: Options }
  if (!options) return JSON.stringify({ act: 'need', changes: [] })
  const sentences = Object.entries(options).flatMap(([on, stances]) =>
    ['for', 'against', 'unknown'].flatMap((stance) =>
      Object.entries(stances[stance] ?? {})
        .slice(0, 1)
        .map(([id, text]) => ({ on, text, claims: [id] })),
    ),
  )
  return JSON.stringify({ sentences })
}
