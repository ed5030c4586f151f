import type { ApiDocument, Operation, Schema } from '../http/describe-api.ts'
import type { OperationCall } from './runtime.ts'

export interface Called {
  name: string
  operation: Operation
  call: OperationCall
}

/** The operations of the contract as a client calls them, in the order of the document. */
export const callsOf = (document: ApiDocument): Called[] =>
  Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => {
      const query = inputOf(operation).parameters.flatMap((one) => (one.in === 'query' ? [one.name] : []))
      const streams = answerContent(operation)['text/event-stream'] !== undefined
      const once = (operation.parameters ?? []).some(({ $ref }) => $ref?.endsWith('/IdempotencyKey'))
      const call: OperationCall = {
        method: method.toUpperCase(),
        path,
        ...(query.length > 0 && { query }),
        ...(once && { once }),
        ...(streams && { streams }),
      }
      return { name: operation.operationId, operation, call }
    }),
  )

/** What a caller gives: the parameters of path and query, and the body. Headers are the client's own affair. */
export function inputOf({ parameters = [], requestBody }: Operation) {
  const json = requestBody?.content['application/json']?.schema
  return {
    parameters: parameters.filter((one) => one.in === 'path' || one.in === 'query'),
    body: json,
    // An empty body is sent where nothing is left out.
    bodyRequired: json !== undefined && (json.$ref !== undefined || (json.required ?? []).length > 0),
  }
}

/** What is given back; undefined for an answer without a body. */
export function answerOf(operation: Operation): Schema | undefined {
  const content = answerContent(operation)
  return (content['application/json'] ?? content['text/event-stream'])?.schema
}

function answerContent({ responses }: Operation) {
  const made = Object.entries(responses).find(([status]) => status.startsWith('2'))
  return made?.[1].content ?? {}
}
