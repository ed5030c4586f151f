import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { createRandom } from '../src/catalogue/demonstration/random.ts'

/**
 * No model at all: a server that answers `word-claims` by stated rules, always the same, over the chat completions stream. Its replies
 * exercise recorder, verification and comparison; they say nothing of what a real model would write. It repeats the arguments it is given,
 * shortens them when the prompt asks for at most twelve words, and for one option in six does what a model must not: adds a number,
 * praises, cites an argument that is not there, or argues one side only.
 */
export async function startFakeModel(): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const asked = Asked.safeParse(safely(body))
    if (!request.url?.endsWith('/chat/completions') || !asked.success) {
      response
        .writeHead(400, { 'content-type': 'application/json' })
        .end('{"error":{"message":"only word-claims is understood"}}')
      return
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const part of partsOf(reply(asked.data))) response.write(`data: ${JSON.stringify(part)}\n\n`)
    response.end('data: [DONE]\n\n')
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    close: () => new Promise((closed) => server.close(() => closed())),
  }
}

const Asked = z.object({
  messages: z.array(
    z.object({ role: z.string(), content: z.union([z.string(), z.array(z.object({ text: z.string() }))]) }),
  ),
})

const Document = z.object({
  options: z.array(
    z.object({
      optionId: z.string(),
      claims: z.array(
        z.object({ claimId: z.string(), stance: z.enum(['for', 'against', 'unknown']), says: z.string() }),
      ),
    }),
  ),
})

interface Worded {
  optionId: string
  claims: { claimIds: string[]; stance: string; text: string }[]
}

function reply({ messages }: z.infer<typeof Asked>): string {
  const textOf = (content: (typeof messages)[number]['content']) =>
    typeof content === 'string' ? content : content.map(({ text }) => text).join('')
  const instructions = messages
    .filter(({ role }) => role !== 'user')
    .map(({ content }) => textOf(content))
    .join('\n')
  const { options } = Document.parse(
    JSON.parse(
      messages
        .filter(({ role }) => role === 'user')
        .map(({ content }) => textOf(content))
        .join(''),
    ),
  )
  const brief = instructions.includes('douze mots')
  return JSON.stringify({ elements: options.map((option) => wordOption(option, brief)) })
}

function wordOption({ optionId, claims }: z.infer<typeof Document>['options'][number], brief: boolean): Worded {
  const random = createRandom(`fake model ${optionId} ${claims.map(({ says }) => says).join(' ')} ${brief}`)
  const of = (stance: string) => claims.filter((claim) => claim.stance === stance)
  const other = [...of('against'), ...of('unknown')]
  const kept = [...of('for').slice(0, brief ? 1 : 2), ...other.slice(0, brief ? 1 : 2)]
  const worded = kept.map(({ claimId, stance, says }) => ({
    claimIds: [claimId],
    stance: stance as string,
    text: brief ? shortened(says) : says,
  }))
  const misbehave = random.chance(1 / 6) && worded[0] ? random.pick(misbehaviours) : undefined
  return { optionId, claims: misbehave ? misbehave(worded) : worded }
}

const misbehaviours: readonly ((claims: Worded['claims']) => Worded['claims'])[] = [
  ([first, ...others]) => [{ ...first!, text: `${first!.text} Plus de 4217 personnes en sont contentes.` }, ...others],
  ([first, ...others]) => [{ ...first!, text: 'La meilleure option pour ce besoin.' }, ...others],
  ([first, ...others]) => [{ ...first!, claimIds: ['c99'] }, ...others],
  (claims) => claims.filter(({ stance }) => stance === 'for'),
]

/** The first clause, where there is one; never cut inside a quotation. */
function shortened(says: string): string {
  const [clause] = says.split(/ ; |, (?=[a-zà-ÿ])/)
  return clause !== undefined && clause.length > 12 && !clause.includes('«') ? clause.replace(/[.\s]*$/, '.') : says
}

function partsOf(content: string): object[] {
  const frame = (choice: object) => ({
    id: 'fake',
    object: 'chat.completion.chunk',
    created: 0,
    model: 'fake-model',
    choices: [{ index: 0, ...choice }],
  })
  return [
    frame({ delta: { role: 'assistant', content: '' } }),
    frame({ delta: { content } }),
    frame({ delta: {}, finish_reason: 'stop' }),
  ]
}

function safely(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
