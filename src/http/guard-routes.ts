import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { findingTypes } from '../../guardrails/finding.ts'
import { type Policy, policyVersion } from '../../guardrails/policy.ts'
import type { Assistant } from '../assistant/assistant.ts'
import { body, Check, ContestInput, Contests, json, problems, refusals } from './contract.ts'
import { orThrow } from './conversations.ts'
import type { Env } from './environment.ts'
import { localeOf } from './locale.ts'
import { Problem } from './problems.ts'

const Texts = z.object({ fr: z.string(), en: z.string() })
const PolicyInForce = z
  .object({
    version: z.string(),
    policy: z.object({
      limit: z.number().int(),
      types: z.record(
        z.enum(findingTypes),
        z.object({ action: z.enum(['alert', 'cut', 'block']), owner: z.string(), advice: Texts }),
      ),
      lists: z.object({ pass: z.array(z.string()), mask: z.array(z.string()) }),
    }),
  })
  .meta({ id: 'PolicyInForce' })

/** The version of the policy that a client checked its text under; clients that check nothing send none. */
const checkedUnder = 'Guardrails-Policy'

/** Takes no text that was checked under another policy than the one in force: it might hold what should have stayed where it was written. */
export function refuseOtherPolicy(policy: () => Policy): MiddlewareHandler<Env> {
  return async (c, next) => {
    const other = c.req.header(checkedUnder)
    if (other !== undefined && other !== policyVersion(policy())) throw new Problem('policy-changed')
    return next()
  }
}

/** The policy in force, what the guard says of a text, and the way to contest it. Nothing that is checked is stored. */
export function addGuardRoutes(
  app: OpenAPIHono<Env>,
  { assistant, policy }: { assistant: Assistant; policy: () => Policy },
): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/guardrails/policy',
      operationId: 'readPolicy',
      tags: ['Guardrails'],
      summary: 'Read the policy in force',
      description: `What the guard does with each type of finding. A client that checks texts before it sends them names the version in the header ${checkedUnder}: 412 \`policy-changed\` under another one.`,
      responses: {
        200: json(PolicyInForce, 'The policy in force; its version is the ETag'),
        304: { description: 'If-None-Match names the version in force' },
        ...problems,
      },
    }),
    (c) => {
      const inForce = { version: policyVersion(policy()), policy: policy() }
      const etag = `"${inForce.version}"`
      const headers = { ETag: etag, 'Cache-Control': 'private, no-cache' }
      return c.req.header('if-none-match') === etag ? c.body(null, 304, headers) : c.json(inForce, 200, headers)
    },
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/guardrails/check',
      operationId: 'checkText',
      tags: ['Guardrails'],
      summary: 'Check a text; nothing is stored',
      request: { body: body(z.strictObject({ text: z.string() })) },
      responses: {
        200: json(Check, 'What the guard found; `redacted` is empty when blocked'),
        ...refusals('message-too-long'),
      },
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
      operationId: 'contestFindings',
      tags: ['Guardrails'],
      summary: 'Contest findings',
      description:
        'Counts each type. `words` are kept where they are one term of the lists and nothing else, apart from any exchange; others are dropped.',
      request: { body: body(ContestInput) },
      responses: {
        202: json(z.object({ accepted: z.number().int() }), 'Types are counted; the text was never sent'),
        ...refusals('message-blocked', 'message-too-long'),
      },
    }),
    async (c) => {
      const { findings, comment } = c.req.valid('json')
      orThrow(await assistant.contest(c.get('caller'), findings, comment))
      return c.json({ accepted: findings.length }, 202)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/guardrails/contests',
      operationId: 'listContests',
      tags: ['Guardrails'],
      summary: 'List what is contested',
      responses: { 200: json(Contests, 'What is contested, for the referent'), ...problems },
    }),
    async (c) => c.json(await assistant.contests(c.get('caller')), 200),
  )
}
