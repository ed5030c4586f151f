import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * A model that talks as fast as one does: a token of four characters each `TOKEN_MS`, over the chat completions stream. Options are worded by repeating
 * their arguments; any other prompt that is a number gets as many tokens. `/tokens` says how many streamed tokens left since it was last asked.
 */
const tokenMs = Number(process.env.TOKEN_MS ?? 80)
let tokens = 0

const server = createServer(async (request, response) => {
  if (request.url === '/tokens') {
    response.end(String(tokens))
    tokens = 0
    return
  }
  let body = ''
  for await (const chunk of request) body += chunk
  const { messages, stream } = JSON.parse(body) as { messages: { role: string; content: unknown }[]; stream?: boolean }
  const user = messages.findLast(({ role }) => role === 'user')?.content
  const asked = typeof user === 'string' ? user : (user as { text: string }[])[0]!.text
  if (!stream) {
    response.writeHead(200, { 'content-type': 'application/json' })
    const message = { role: 'assistant', content: JSON.stringify(nothingRead) }
    response.end(JSON.stringify({ ...envelope, choices: [{ index: 0, finish_reason: 'stop', message }], usage }))
    return
  }
  const text = /^\d+$/.test(asked) ? 'mot '.repeat(Number(asked)) : worded(asked)
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
const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 }
const criteria = [
  ...[
    'topic',
    'occupationCode',
    'kinds',
    'commune',
    'radiusKm',
    'modality',
    'excludeModalities',
    'startAfter',
    'startBefore',
  ],
  ...['maxHours', 'maxPrice', 'certifying', 'level', 'schedule', 'constraints', 'excludeProviders'],
]
const nothingRead = Object.fromEntries(criteria.map((name) => [name, null]))

interface Asked {
  options: { optionId: string; claims: { claimId: string; stance: string; says: string }[] }[]
}

function worded(asked: string): string {
  const { options } = JSON.parse(asked) as Asked
  const elements = options.map(({ optionId, claims }) => ({
    optionId,
    claims: [claims.find(({ stance }) => stance === 'for'), claims.find(({ stance }) => stance !== 'for')]
      .filter((claim) => claim !== undefined)
      .map(({ claimId, stance, says }) => ({ claimIds: [claimId], stance, text: says })),
  }))
  return JSON.stringify({ elements })
}
