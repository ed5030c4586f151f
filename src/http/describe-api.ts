import type { OpenAPIHono, z } from '@hono/zod-openapi'
import { shapes } from './contract.ts'
import type { Env } from './environment.ts'
import { examples } from './examples.ts'
import { type ProblemCode, problemStatus } from './problems.ts'

/** What this module reads and writes of an OpenAPI 3.1 document. */
export interface ApiDocument {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> } & Record<string, unknown>
}

export interface Operation {
  operationId: string
  summary: string
  description?: string
  tags?: string[]
  parameters?: { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema: Schema; $ref?: string }[]
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema; examples?: object }> }
  responses: Record<string, Answer>
  security?: object[]
}

interface Answer {
  description: string
  content?: Record<string, { schema: Schema; examples?: object }>
  headers?: object
  'x-problem-codes'?: ProblemCode[]
}

export interface Schema {
  type?: string | string[]
  $ref?: string
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  items?: Schema
  prefixItems?: Schema[]
  minItems?: number
  enum?: (string | number | boolean | null)[]
  const?: string | number | boolean | null
  oneOf?: Schema[]
  anyOf?: Schema[]
  allOf?: Schema[]
  description?: string
}

/** Whether an `Idempotency-Key` is taken, and a text that was checked under another policy refused: see app.ts. */
const creates = (method: string, path: string) =>
  method === 'post' && (path.startsWith('/v1/conversations') || path === '/v1/guardrails/contests')
const takesText = (path: string) => path.startsWith('/v1/conversations') || path === '/v1/catalogue/search'

/**
 * The OpenAPI 3.1 document: made from the routes and the schemas that validate requests; said once here is what holds for many operations
 * (who may call, which problems, which headers). 3.1 and not 3.2, which generators do not read yet.
 */
export function describeApi(app: OpenAPIHono<Env>, version: string): ApiDocument {
  // Each on its own first: met first where it may be null, it would be written as if it always might. A copy, since those made before this
  // library was loaded lack its methods.
  for (const [name, shape] of Object.entries(shapes)) app.openAPIRegistry.register(name, (shape as z.ZodType).clone())
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Éventail',
      version,
      description:
        'Several options with their reasons, and a person who decides. How to begin, what each problem means and what changed: /docs.',
      contact: { name: 'Éventail' },
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/', description: 'The address this document was read from' }],
    security: [{ key: [] }, { session: [] }, {}],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
  }) as unknown as ApiDocument
  document.components = {
    ...document.components,
    securitySchemes: {
      key: {
        type: 'http',
        scheme: 'bearer',
        description: 'An API key, or the token of a session made with one. A key never decides.',
      },
      session: {
        type: 'apiKey',
        in: 'cookie',
        name: '__Host-eventail',
        description: 'A person who signed in at /sign-in.',
      },
    },
    parameters,
  }
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) complete(operation, method, path)
  }
  return readable(document)
}

const tags = {
  Access: 'Who is here, and sessions for counsellors whom another server has signed in.',
  Conversations: 'A need, the options that answer it, and the decision of a person.',
  Catalogue: 'The same catalogue without AI, and what a profile may hold.',
  Guardrails: 'What is masked and stopped, and the way to contest it.',
  Oversight: 'Counts and events, never a conversation.',
  Operations: 'For those who keep the service running.',
}

const parameters = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'The same key and body give the first answer again for 24 hours, with its status and `Idempotent-Replayed: true`; one that is still being made is waited for. Another body is 422 `idempotency-mismatch`.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
    example: '0190f2c8-7f6e-7c33-9d4a-2b8e1b7c5a10',
  },
  GuardrailsPolicy: {
    name: 'Guardrails-Policy',
    in: 'header',
    description:
      'The version of the policy that the text was checked under, for a client that checks; 412 `policy-changed` under another one.',
    schema: { type: 'string' },
  },
  AcceptLanguage: {
    name: 'Accept-Language',
    in: 'header',
    description: 'The language of problems and advice: `fr` (default) or `en`.',
    schema: { type: 'string' },
    example: 'fr',
  },
}

function complete(operation: Operation, method: string, path: string): void {
  const versioned = path.startsWith('/v1/')
  const named = (name: keyof typeof parameters) => ({ $ref: `#/components/parameters/${name}` }) as never
  operation.parameters = [
    ...(operation.parameters ?? []),
    ...(creates(method, path) ? [named('IdempotencyKey')] : []),
    ...(takesText(path) && (method === 'post' || method === 'patch' || path.endsWith('search'))
      ? [named('GuardrailsPolicy')]
      : []),
    ...(versioned ? [named('AcceptLanguage')] : []),
  ]
  if (!versioned) operation.security = []
  const example = examples[operation.operationId]
  const content = operation.requestBody?.content['application/json']
  if (content && example) content.examples = asExamples(example.sent)
  const [made] = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'))
  operation.description ??= `${made?.[1].description}.`
  const answered = made?.[1].content?.['application/json']
  if (answered && example?.answered) answered.examples = asExamples(example.answered)
  for (const [status, answer] of problemAnswers(operation, method, path)) {
    const given = operation.responses[status]
    // Readiness answers 503 with what is wrong, in a shape of its own.
    if (!given) operation.responses[status] = answer
  }
  delete operation.responses.default?.['x-problem-codes']
}

const asExamples = (given: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, { value }]))

/** The problems of an operation by status: those of its route, and those that any request may meet. */
function problemAnswers(operation: Operation, method: string, path: string): [string, Answer][] {
  const own = operation.responses.default?.['x-problem-codes'] ?? []
  const asked = (operation.parameters ?? []).some((one) => one.in === 'query')
  const codes: ProblemCode[] = [
    ...own,
    'foreign-host',
    ...(path.startsWith('/v1/') ? everywhere : []),
    ...(operation.requestBody ? withBody : []),
    ...(asked ? (['invalid-request'] as const) : []),
    ...(creates(method, path) ? (['idempotency-mismatch', 'idempotency-running', 'policy-changed'] as const) : []),
  ]
  const byStatus = Map.groupBy(new Set(codes), (code) => String(problemStatus[code]))
  return [...byStatus].map(([status, some]) => [
    status,
    {
      description: some.map((code) => `\`${code}\``).join(', '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      ...(['429', '503'].includes(status) && {
        headers: { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' } } },
      }),
    },
  ])
}

const everywhere = [
  'unauthorized',
  'forbidden',
  'rate-limited',
  'records-busy',
  'records-unavailable',
  'internal',
] as const
const withBody = ['invalid-request', 'unsupported-media-type', 'body-too-large'] as const

/**
 * What the schemas say rightly and generators cannot read, or what was written wrongly of them: "at least one", a tuple with a rest, is told
 * by `minItems`; a named shape or null as just that, where it came out as the shape and null at once.
 */
function readable<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(readable) as Value
  if (typeof value !== 'object' || value === null) return value
  const schema = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, readable(inner)])) as Schema
  const { prefixItems, allOf, ...rest } = schema
  if (prefixItems) return { ...rest, items: rest.items ?? prefixItems[0], minItems: prefixItems.length } as Value
  const [shape, other] = allOf ?? []
  const orNull = shape?.$ref && Array.isArray(other?.type) && other.type.includes('null')
  return (orNull ? { ...rest, oneOf: [shape, { type: 'null' }] } : schema) as Value
}
