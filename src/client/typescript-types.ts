import type { ApiDocument, Operation, Schema } from '../http/describe-api.ts'
import { answerOf, callsOf, inputOf } from './operations.ts'

/** The declarations of `eventail/client`: the shapes of the contract by their names, and one function an operation. */
export function typescriptTypes(document: ApiDocument): string {
  const shapes = Object.entries(document.components.schemas).map(
    ([name, schema]) => `export type ${name} = ${typeOf(schema)}\n`,
  )
  const functions = callsOf(document).map(({ name, operation, call }) => {
    const { parameters, body, bodyRequired } = inputOf(operation)
    const members = [
      ...parameters.map(({ name, required, schema }) => `${keyOf(name)}${required ? '' : '?'}: ${typeOf(schema)}`),
      ...(body ? [`body${bodyRequired ? '' : '?'}: ${typeOf(body)}`] : []),
    ]
    const needed = parameters.some(({ required }) => required) || (body && bodyRequired)
    const input = members.length > 0 ? `CallOptions & { ${members.join('; ')} }` : 'CallOptions'
    const answer = typeOf(answerOf(operation))
    const returned = call.streams ? `AsyncGenerator<${answer}>` : `Promise<${answer}>`
    return `${told(operation)}  ${name}(input${needed ? '' : '?'}: ${input}): ${returned}\n`
  })
  return `${shapes.join('\n')}
${options}
/** One function an operation of the contract. */
export interface Eventail {
${functions.join('')}}

export declare function createEventail(options?: EventailOptions): Eventail
`
}

const told = ({ summary, description }: Operation) =>
  `  /** ${summary}. ${description ?? ''} */\n`.replace(/ \*\/$/, ' */')

const options = `export interface EventailOptions {
  /** The address of the service, without a path; "" in a page of its own origin. */
  base?: string
  /** An API key or a session's token, or what gives it anew for each request. */
  key?: string | (() => string | Promise<string>)
  language?: 'fr' | 'en'
  fetch?: typeof fetch
}

export interface CallOptions {
  /** Drawn for each call unless given; the same key gives the same answer for 24 hours. */
  idempotencyKey?: string
  headers?: Record<string, string>
  signal?: AbortSignal
  /** To read headers, such as ETag. */
  onResponse?: (response: Response) => void
}

/** What the service refused: \`code\` is stable, \`problem.detail\` says what to do. */
export declare class EventailProblem extends Error {
  code: Problem['code'] | 'unreadable'
  status: number
  problem: Partial<Problem>
}
`

/** A schema as a type. */
export function typeOf(schema: Schema | undefined): string {
  if (!schema) return 'void'
  if (schema.$ref) return schema.$ref.split('/').at(-1)!
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const choices = schema.oneOf ?? schema.anyOf
  if (choices) return choices.map((one) => inUnion(typeOf(one))).join(' | ')
  if (schema.allOf) return schema.allOf.map((one) => inUnion(typeOf(one))).join(' & ')
  if (Array.isArray(schema.type)) return schema.type.map((type) => inUnion(typeOf({ ...schema, type }))).join(' | ')
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type
    case 'number':
    case 'integer':
      return 'number'
    case 'array':
      return `${inUnion(typeOf(schema.items ?? {}))}[]`
    case 'object':
      return objectOf(schema)
    default:
      return 'unknown'
  }
}

function objectOf({ properties = {}, required = [], additionalProperties }: Schema): string {
  const members = Object.entries(properties).map(
    ([name, inner]) => `${keyOf(name)}${required.includes(name) ? '' : '?'}: ${typeOf(inner)}`,
  )
  if (members.length === 0) {
    return typeof additionalProperties === 'object'
      ? `Record<string, ${typeOf(additionalProperties)}>`
      : 'Record<string, unknown>'
  }
  return `{ ${members.join('; ')} }`
}

const inUnion = (type: string) => (/[|&]/.test(type) && !/^[{(]/.test(type) ? `(${type})` : type)
const keyOf = (name: string) => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name))
