import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Assistant } from '../assistant/assistant.ts'
import { Since } from '../assistant/later.ts'
import { body, json, refusals, shapes, TurnPath } from './contract.ts'
import { orThrow } from './conversations.ts'
import type { Env } from './environment.ts'

/** A set kept for later, taken up again, and what has become of it meanwhile. */
export function addLaterRoutes(app: OpenAPIHono<Env>, { assistant }: { assistant: Assistant }): void {
  const StateChange = z.strictObject({ state: z.enum(['later', 'to-decide']) }).meta({ id: 'StateChange' })
  app.openapi(
    createRoute({
      method: 'patch',
      path: '/v1/conversations/{id}/turns/{turnId}',
      operationId: 'keepForLater',
      tags: ['Conversations'],
      summary: 'Keep a set for later, or take it up again',
      request: { params: TurnPath, body: body(StateChange) },
      responses: {
        200: json(shapes.Turn, 'The set, kept for later or waiting for a decision again'),
        ...refusals('not-found', 'nothing-pending'),
      },
    }),
    async (c) => {
      const { id, turnId } = c.req.valid('param')
      const { state } = c.req.valid('json')
      return c.json(orThrow(await assistant.keepForLater(c.get('caller'), { conversationId: id, turnId, state })), 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/conversations/{id}/turns/{turnId}/since',
      operationId: 'readSince',
      tags: ['Conversations'],
      summary: 'Read what has become of the offers of a set',
      request: { params: TurnPath },
      responses: {
        200: json(Since.meta({ id: 'Since' }), 'What has become of its offers since they were shown'),
        ...refusals('not-found'),
      },
    }),
    async (c) => {
      const { id, turnId } = c.req.valid('param')
      return c.json(orThrow(await assistant.since(c.get('caller'), id, turnId)), 200)
    },
  )
}
