import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import type { Assistant } from '../assistant/assistant.ts'
import { PersonRequest } from '../record/oversight.ts'
import { contestedCase, contestedCaseForm, Rewritten, toldOf } from './contested-case.ts'
import { body, ConversationPath, json, problems, shapes } from './contract.ts'
import { orNotFound, orThrow } from './conversations.ts'
import type { Env } from './environment.ts'

import { sheetPage } from './explanation-pages.ts'
import { localeOf } from './locale.ts'
import { Ended, misunderstoodPage, Retold, retoldCase, toldOfRetold } from './misunderstood-page.ts'
import { csvOf, oversightPage, tablesOf } from './oversight-page.ts'

import { Problem } from './problems.ts'

const EventsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  after: z.coerce.number().int().min(0).optional(),
})

const Exported = z
  .object({
    conversation: shapes.Conversation,
    decisions: z.array(z.unknown()),
    sent: z.record(z.string(), z.array(z.unknown())),
    events: z.array(z.object({ kind: z.string(), at: z.string(), body: z.unknown() })),
  })
  .meta({ id: 'ExportedExchange' })

const Events = z
  .object({ object: z.literal('list'), data: z.array(shapes.AuditEvent), next: z.number().int().nullable() })
  .meta({ id: 'AuditEvents' })

/** What those who watch over the service may see: counts and events; and, for who answers the person concerned, one exchange by its reference. */
export function addOversightRoutes(app: OpenAPIHono<Env>, { assistant }: { assistant: Assistant }): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/oversight/summary',
      operationId: 'readOversight',
      tags: ['Oversight'],
      summary: 'Read the counts',
      responses: { 200: json(shapes.OversightSummary, 'Counts only; null below five'), ...problems },
    }),
    async (c) => c.json(await assistant.oversight(c.get('caller')), 200),
  )

  const watched = async (c: Context<Env>) => {
    const caller = c.get('caller')
    const [summary, contests, courses] = await Promise.all([
      assistant.oversight(caller),
      assistant.contests(caller),
      assistant.coursesDone(caller),
    ])
    return { tables: tablesOf({ summary, contests, courses }, localeOf(c.req.raw)), terms: contests.terms }
  }
  app.get('/oversight', async (c) => {
    const locale = localeOf(c.req.raw)
    const { tables, terms } = await watched(c)
    return c.html(oversightPage(tables, locale, contestedCaseForm(terms, locale)), 200, {
      'Content-Language': locale,
      Vary: 'Accept-Language',
    })
  })
  /** What somebody said is for a referent to read: not for who counts, and not for a key. */
  const referentOnly = (c: Context<Env>) => {
    if (!c.get('credential').roles.includes('referent')) throw new Problem('forbidden')
  }
  app.get('/oversight/case', async (c) => {
    referentOnly(c)
    const locale = localeOf(c.req.raw)
    return c.html(misunderstoodPage(await assistant.misunderstood(c.get('caller'), locale), locale), 200, {
      'Content-Language': locale,
      Vary: 'Accept-Language',
    })
  })
  app.post('/oversight/case', async (c) => {
    const asked = z.union([Rewritten, Retold, Ended]).safeParse(await c.req.json())
    if (!asked.success) throw new Problem('invalid-request')
    const locale = localeOf(c.req.raw)
    const { data } = asked
    if ('term' in data) return c.json(toldOf(contestedCase(data, await assistant.check(data.text, locale)), locale))
    referentOnly(c)
    if ('done' in data) {
      const ended = await assistant.endMisunderstood(c.get('caller'), {
        conversationId: data.conversation,
        turnId: data.turn,
      })
      if (!ended) throw new Problem('not-found')
      return c.json({ done: true })
    }
    const waiting = await assistant.misunderstood(c.get('caller'), locale)
    const told = waiting.find(({ turnId }) => turnId === data.turn)
    return c.json(toldOfRetold(retoldCase(data, told?.said, await assistant.check(data.text, locale)), locale))
  })
  app.get('/oversight.csv', async (c) =>
    c.body(csvOf((await watched(c)).tables), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="eventail-oversight.csv"',
    }),
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/audit/events',
      operationId: 'listEvents',
      tags: ['Oversight'],
      summary: 'List the chained events',
      description:
        'The chain of events of the tenant and of the whole service, the earliest first: ids, codes and digests. `next` is the `after` of the page that follows. Each digest is the SHA-256 of the RFC 8785 form of {seq, segment, previous, event: {id, tenant, subject, kind, at, body as text}}.',
      request: { query: EventsQuery },
      responses: { 200: json(Events, 'Events, for an auditor'), ...problems },
    }),
    async (c) => {
      const { data, hasMore } = await assistant.events(c.get('caller'), c.req.valid('query'))
      return c.json({ object: 'list' as const, data, next: (hasMore && data.at(-1)?.seq) || null }, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/protection/exchanges/{id}',
      operationId: 'exportExchange',
      tags: ['Oversight'],
      summary: 'Export one exchange by its reference',
      description:
        'All that is kept of one exchange of the tenant, whoever its counsellor is, by the reference on its sheet; that it was given is an event of the chain.',
      request: { params: ConversationPath },
      responses: {
        200: {
          description:
            'The exchange, for a referent or a data-protection officer; its explanation sheet where HTML is asked for',
          content: { 'application/json': { schema: Exported }, 'text/html': { schema: z.string() } },
        },
        ...problems,
      },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      // Who answers a person in one gesture opens the address: the sheet to print.
      const supports = ['application/json', 'text/html']
      if (accepts(c, { header: 'Accept', supports, default: 'application/json' }) === 'text/html') {
        const sheet = orThrow(await assistant.sheetFor(c.get('caller'), id))
        return c.html(sheetPage(sheet), 200, { 'Content-Language': sheet.locale })
      }
      return c.json(orNotFound(await assistant.exported(c.get('caller'), id)), 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/protection/exchanges/{id}/requests',
      operationId: 'noteRequest',
      tags: ['Oversight'],
      summary: 'Note what the person concerned asked for',
      description:
        'An objection, a correction or the review of a decision, that the counsellor of the exchange then makes: counted by kind, and an event of the exchange in the chain. Explanations and erasures count themselves.',
      request: {
        params: ConversationPath,
        body: body(z.strictObject({ asked: PersonRequest.extract(['objection', 'correction', 'review']) })),
      },
      responses: {
        201: json(z.object({ object: z.literal('person-request'), asked: PersonRequest }), 'Noted'),
        ...problems,
      },
    }),
    async (c) => {
      const { asked } = c.req.valid('json')
      if (!(await assistant.noteRequest(c.get('caller'), c.req.valid('param').id, asked)))
        throw new Problem('not-found')
      return c.json({ object: 'person-request' as const, asked }, 201)
    },
  )

  app.openapi(
    createRoute({
      method: 'delete',
      path: '/v1/protection/exchanges/{id}',
      operationId: 'eraseExchange',
      tags: ['Oversight'],
      summary: 'Erase one exchange by its reference',
      description: 'Erases one exchange of the tenant, whoever its counsellor is.',
      request: { params: ConversationPath },
      responses: { 204: { description: 'Erased' }, ...problems },
    }),
    async (c) => {
      if (!(await assistant.eraseFor(c.get('caller'), c.req.valid('param').id))) throw new Problem('not-found')
      return c.body(null, 204)
    },
  )
}
