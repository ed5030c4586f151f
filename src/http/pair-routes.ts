import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Assistant } from '../assistant/assistant.ts'
import { pairShape } from '../record/pairs.ts'
import { body, json, problems, refusals } from './contract.ts'
import { orThrow } from './conversations.ts'
import type { Env } from './environment.ts'
import { localeOf } from './locale.ts'
import { pairsPage } from './pairs-page.ts'
import { Problem } from './problems.ts'

const Pair = z
  .object({
    id: z.string(),
    need: z.object({ of: z.enum(['occupation', 'subject']), code: z.string(), label: z.string() }),
    item: z.object({ id: z.string(), title: z.string(), codes: z.array(z.string()) }).nullable(),
    count: z.number().int(),
    state: z.enum(['waiting', 'accepted', 'refused']),
  })
  .meta({ id: 'Pair' })
const Pairs = z.object({ object: z.literal('list'), data: z.array(Pair) }).meta({ id: 'Pairs' })

/** What counsellors said is not relevant, for a referent to accept or refuse, and what was accepted, for the evaluations. Nothing changes by itself. */
export function addPairRoutes(app: OpenAPIHono<Env>, { assistant }: { assistant: Assistant }): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/oversight/pairs',
      operationId: 'listPairs',
      tags: ['Oversight'],
      summary: 'List what was said not to be relevant',
      description:
        'A need, by the code of its occupation or subject, and an offer of which counsellors said that it is not relevant, with how often: those that wait for a referent first. Nothing of a message, of an exchange or of a counsellor.',
      responses: { 200: json(Pairs, 'Pairs to judge, and those judged'), ...problems },
    }),
    async (c) => c.json({ object: 'list' as const, data: await assistant.pairs(c.get('caller')) }, 200),
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/oversight/pairs/{id}',
      operationId: 'judgePair',
      tags: ['Oversight'],
      summary: 'Accept or refuse a pair',
      description:
        'A referent says whether the offer does not answer the need (`accepted`) or does (`refused`). The last word counts; the selection does not change by it.',
      request: {
        params: z.object({ id: z.string().regex(pairShape) }),
        body: body(z.strictObject({ judged: z.enum(['accepted', 'refused']) })),
      },
      responses: { 200: json(Pair, 'The pair, judged'), ...refusals('human-required') },
    }),
    async (c) => {
      const { caller, roles } = c.get('credential')
      // An auditor sees the counts, and says nothing of offers.
      if (caller.human && !roles.includes('referent')) throw new Problem('forbidden')
      return c.json(
        orThrow(await assistant.judgePair(caller, c.req.valid('param').id, c.req.valid('json').judged)),
        200,
      )
    },
  )
  app.get('/oversight/pairs', async (c) => {
    const locale = localeOf(c.req.raw)
    const told = { 'Content-Language': locale, Vary: 'Accept-Language' }
    return c.html(pairsPage(await assistant.pairs(c.get('caller')), locale), 200, told)
  })
  app.get('/oversight/pairs.jsonl', async (c) =>
    c.body((await assistant.acceptedPairs(c.get('caller'))).map((pair) => `${JSON.stringify(pair)}\n`).join(''), 200, {
      'Content-Type': 'application/jsonl; charset=utf-8',
      'Content-Disposition': 'attachment; filename="eventail-pairs.jsonl"',
    }),
  )
}
