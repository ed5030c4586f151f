import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Assistant } from '../assistant/assistant.ts'
import { body, Check, ContestInput, json, problems } from './contract.ts'
import { orThrow } from './conversations.ts'
import type { Env } from './environment.ts'
import { localeOf } from './locale.ts'
import { Problem } from './problems.ts'

/** What the guard says of a text, and the way to contest it. Nothing that is checked is stored. */
export function addGuardRoutes(app: OpenAPIHono<Env>, { assistant }: { assistant: Assistant }): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/guardrails/check',
      request: { body: body(z.strictObject({ text: z.string() })) },
      responses: { 200: json(Check, 'What the guard found; `redacted` is empty when blocked'), ...problems },
    }),
    async (c) => {
      const verdict = await assistant.check(c.req.valid('json').text, localeOf(c.req.raw))
      if (verdict.action === 'block' && verdict.because === 'too-long') {
        throw new Problem('message-too-long', { limit: verdict.limit })
      }
      return c.json({ action: verdict.action, redacted: verdict.text as string, findings: verdict.findings }, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/guardrails/contests',
      request: { body: body(ContestInput) },
      responses: {
        202: json(z.object({ accepted: z.number().int() }), 'Types are counted; the text was never sent'),
        ...problems,
      },
    }),
    async (c) => {
      const { findings, comment } = c.req.valid('json')
      orThrow(await assistant.contest(c.get('caller'), findings, comment))
      return c.json({ accepted: findings.length }, 202)
    },
  )
}
