import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Assistant } from '../assistant/assistant.ts'
import { Since } from '../assistant/later.ts'
import { body, json, refusals, shapes, TurnPath } from './contract.ts'
import { orThrow } from './conversations.ts'
import type { Env } from './environment.ts'

/** A set kept for later, taken up again, and what has become of it meanwhile; a turn that its counsellor says was misunderstood. */
export function addLaterRoutes(app: OpenAPIHono<Env>, { assistant }: { assistant: Assistant }): void {
  const StateChange = z
    .union([z.strictObject({ state: z.enum(['later', 'to-decide']) }), z.strictObject({ misunderstood: z.boolean() })])
    .meta({ id: 'StateChange' })
  app.openapi(
    createRoute({
      method: 'patch',
      path: '/v1/conversations/{id}/turns/{turnId}',
      operationId: 'keepForLater',
      tags: ['Conversations'],
      summary: 'Keep a set for later, or say that a turn was misunderstood',
      description:
        '`state` keeps a set for later, or takes it up again. `misunderstood` says of a turn that it was, or takes that back: a referent of the agency reads its message, as it is stored, to tell it again with invented facts. Nothing of the turn changes by it.',
      request: { params: TurnPath, body: body(StateChange) },
      responses: {
        200: json(shapes.Turn, 'The turn as it stands now'),
        ...refusals('not-found', 'nothing-pending'),
      },
    }),
    async (c) => {
      const { id, turnId } = c.req.valid('param')
      const change = c.req.valid('json')
      const where = { conversationId: id, turnId }
      const caller = c.get('caller')
      const turn =
        'state' in change
          ? await assistant.keepForLater(caller, { ...where, state: change.state })
          : await assistant.sayMisunderstood(caller, where, change.misunderstood)
      return c.json(orThrow(turn), 200)
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
