import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import type { Assistant } from '../assistant/assistant.ts'
import { json, problems, shapes } from './contract.ts'
import type { Env } from './environment.ts'

/** What those who watch over the service may see: counts, never a conversation. */
export function addOversightRoutes(app: OpenAPIHono<Env>, { assistant }: { assistant: Assistant }): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/oversight/summary',
      responses: { 200: json(shapes.OversightSummary, 'Counts only; null below five'), ...problems },
    }),
    async (c) => c.json(await assistant.oversight(c.get('caller')), 200),
  )
}
