import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import type { Assistant } from '../assistant/assistant.ts'
import { calendarOf } from '../explanation/calendar.ts'
import type { HandOver } from '../explanation/hand-over.ts'
import { ConversationPath, refusals, shapes, TurnPath } from './contract.ts'
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
    ...refusals('not-found', 'decision-pending'),
  }
  const calendar = {
    200: {
      description: 'The next session of each offer, as a calendar file',
      content: { 'text/calendar': { schema: z.string() } },
    },
    ...refusals('not-found', 'decision-pending'),
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
    createRoute({
      method: 'get',
      path: ofAll,
      operationId: 'readHandOver',
      tags: ['Conversations'],
      summary: 'Read the page for the person, of all that was decided',
      request: { params: ConversationPath },
      responses,
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      return told(c, orThrow(await assistant.handOver(c.get('caller'), id)), c.req.path) as never
    },
  )
  app.openapi(
    createRoute({
      method: 'get',
      path: ofOne,
      operationId: 'readHandOverOfTurn',
      tags: ['Conversations'],
      summary: 'Read the page for the person, of one decision',
      request: { params: TurnPath },
      responses,
    }),
    async (c) => {
      const { id, turnId } = c.req.valid('param')
      return told(c, orThrow(await assistant.handOver(c.get('caller'), id, turnId)), c.req.path) as never
    },
  )
  app.openapi(
    createRoute({
      method: 'get',
      path: `${ofAll}/calendar.ics`,
      operationId: 'readCalendar',
      tags: ['Conversations'],
      summary: 'Read the sessions of all that was decided, as a calendar file',
      request: { params: ConversationPath },
      responses: calendar,
    }),
    async (c) => asCalendar(c, orThrow(await assistant.handOver(c.get('caller'), c.req.valid('param').id))) as never,
  )
  app.openapi(
    createRoute({
      method: 'get',
      path: `${ofOne}/calendar.ics`,
      operationId: 'readCalendarOfTurn',
      tags: ['Conversations'],
      summary: 'Read the sessions of one decision, as a calendar file',
      request: { params: TurnPath },
      responses: calendar,
    }),
    async (c) => {
      const { id, turnId } = c.req.valid('param')
      return asCalendar(c, orThrow(await assistant.handOver(c.get('caller'), id, turnId))) as never
    },
  )
}
