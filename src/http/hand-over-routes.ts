import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import type { Assistant } from '../assistant/assistant.ts'
import { calendarOf } from '../explanation/calendar.ts'
import type { HandOver } from '../explanation/hand-over.ts'
import { ConversationPath, problems, shapes, TurnPath } from './contract.ts'
import { orThrow } from './conversations.ts'
import type { Env } from './environment.ts'
import { handOverPage } from './hand-over-page.ts'

/** What goes into the person's hand once somebody has decided: of one set, or of all that was decided in an exchange. */
export function addHandOverRoutes(app: OpenAPIHono<Env>, { assistant }: { assistant: Assistant }): void {
  const responses = {
    200: {
      description: 'The page for the person: to read and print, or JSON where Accept asks for it first',
      content: { 'text/html': { schema: z.string() }, 'application/json': { schema: shapes.HandOver } },
    },
    ...problems,
  }
  const calendar = {
    200: {
      description: 'The next session of each offer, as a calendar file',
      content: { 'text/calendar': { schema: z.string() } },
    },
    ...problems,
  }
  const told = (c: Context<Env>, page: HandOver, base: string) => {
    const supports = ['text/html', 'application/json']
    return accepts(c, { header: 'Accept', supports, default: 'text/html' }) === 'application/json'
      ? c.json(page, 200, { Vary: 'Accept' })
      : c.html(handOverPage(page, { base, sheet: `/v1/conversations/${page.conversation}/sheet` }), 200, {
          Vary: 'Accept',
          'Content-Language': page.locale,
        })
  }
  const asCalendar = (c: Context<Env>, page: HandOver) =>
    c.body(calendarOf(page), 200, {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': `attachment; filename="${page.reference}.ics"`,
    })

  const ofAll = '/v1/conversations/{id}/hand-over'
  const ofOne = '/v1/conversations/{id}/turns/{turnId}/hand-over'
  app.openapi(
    createRoute({ method: 'get', path: ofAll, request: { params: ConversationPath }, responses }),
    async (c) => {
      const { id } = c.req.valid('param')
      return told(c, orThrow(await assistant.handOver(c.get('caller'), id)), c.req.path) as never
    },
  )
  app.openapi(createRoute({ method: 'get', path: ofOne, request: { params: TurnPath }, responses }), async (c) => {
    const { id, turnId } = c.req.valid('param')
    return told(c, orThrow(await assistant.handOver(c.get('caller'), id, turnId)), c.req.path) as never
  })
  app.openapi(
    createRoute({
      method: 'get',
      path: `${ofAll}/calendar.ics`,
      request: { params: ConversationPath },
      responses: calendar,
    }),
    async (c) => asCalendar(c, orThrow(await assistant.handOver(c.get('caller'), c.req.valid('param').id))) as never,
  )
  app.openapi(
    createRoute({ method: 'get', path: `${ofOne}/calendar.ics`, request: { params: TurnPath }, responses: calendar }),
    async (c) => {
      const { id, turnId } = c.req.valid('param')
      return asCalendar(c, orThrow(await assistant.handOver(c.get('caller'), id, turnId))) as never
    },
  )
}
