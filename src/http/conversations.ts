import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import type { Assistant } from '../assistant/assistant.ts'
import type { AnswerPart } from '../assistant/setting.ts'
import { isRefusal, type Refusal } from '../record/refusal.ts'
import type { Turn } from '../record/turn.ts'
import { streamAnswer } from './answer-stream.ts'
import {
  asList,
  body,
  ConversationChange,
  ConversationInput,
  ConversationPath,
  json,
  listOf,
  PageQuery,
  problems,
  Replay,
  Sent,
  shapes,
  TurnPath,
} from './contract.ts'
import type { Env, Log } from './environment.ts'
import { sheetPage } from './explanation-pages.ts'
import type { Admission } from './limits.ts'
import { localeOf } from './locale.ts'
import { Problem, problemOf } from './problems.ts'

export interface ConversationRoutes {
  assistant: Assistant
  admission: Admission
  log: Log
}

/** Conversations, their messages and decisions. */
export function addConversationRoutes(app: OpenAPIHono<Env>, { assistant, admission, log }: ConversationRoutes): void {
  /** The turn that the first try of a request stored before its answer was lost. */
  async function turnBefore(c: Context<Env>): Promise<Turn | undefined> {
    const { conversationId, turnId } = c.get('effect') ?? {}
    if (!conversationId || !turnId) return undefined
    const conversation = await assistant.conversation(c.get('caller'), conversationId)
    return conversation?.turns.find(({ id }) => id === turnId)
  }

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/conversations',
      request: { body: body(ConversationInput) },
      responses: {
        201: json(shapes.Conversation, 'The conversation, with what was dropped of the dossier'),
        ...problems,
      },
    }),
    async (c) => {
      const input = c.req.valid('json')
      const effect = c.get('effect')
      const before = effect && (await assistant.conversation(c.get('caller'), effect.conversationId))
      const opened = orThrow(
        before ?? (await assistant.open(c.get('caller'), { ...input, locale: input.locale ?? localeOf(c.req.raw) })),
      )
      return c.json(opened, 201, { Location: `/v1/conversations/${opened.id}` })
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/conversations',
      request: { query: PageQuery },
      responses: {
        200: json(listOf(shapes.ConversationSummary), 'Own conversations as summaries, newest first'),
        ...problems,
      },
    }),
    async (c) => {
      const { data, hasMore } = await assistant.conversations(c.get('caller'), c.req.valid('query'))
      return c.json(
        asList(data, ({ id }) => id, hasMore),
        200,
      )
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/conversations/{id}',
      request: { params: ConversationPath },
      responses: { 200: json(shapes.Conversation, 'One conversation with its turns'), ...problems },
    }),
    async (c) => c.json(orNotFound(await assistant.conversation(c.get('caller'), c.req.valid('param').id)), 200),
  )

  app.openapi(
    createRoute({
      method: 'delete',
      path: '/v1/conversations/{id}',
      request: { params: ConversationPath },
      responses: { 204: { description: 'Erased' }, ...problems },
    }),
    async (c) => {
      if (!(await assistant.erase(c.get('caller'), c.req.valid('param').id))) throw new Problem('not-found')
      return c.body(null, 204)
    },
  )

  app.openapi(
    createRoute({
      method: 'patch',
      path: '/v1/conversations/{id}',
      request: { params: ConversationPath, body: body(ConversationChange) },
      responses: { 200: json(shapes.Conversation, 'The profile rebuilt, with what was dropped'), ...problems },
    }),
    async (c) =>
      c.json(orThrow(await assistant.change(c.get('caller'), c.req.valid('param').id, c.req.valid('json'))), 200),
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/conversations/{id}/messages',
      request: { params: ConversationPath, body: body(shapes.MessageInput) },
      responses: { 201: json(shapes.Turn, 'The turn'), ...problems },
    }),
    async (c) => {
      const before = await turnBefore(c)
      if (before) return c.json(before, 201)
      const seat = await admission.enter()
      try {
        const { signal } = c.req.raw
        const answer = await assistant.ask(c.get('caller'), c.req.valid('param').id, c.req.valid('json'), signal)
        return c.json(await turnOf(orThrow(answer).parts), 201)
      } finally {
        seat.release()
      }
    },
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/conversations/{id}/messages/stream',
      request: { params: ConversationPath, body: body(shapes.MessageInput) },
      responses: {
        200: {
          description: 'The same, as an AI SDK UI message stream',
          content: { 'text/event-stream': { schema: z.string() } },
        },
        ...problems,
      },
    }),
    async (c) => {
      const seat = await admission.enter()
      try {
        const { signal } = c.req.raw
        const before = await turnBefore(c)
        const answer = before
          ? { parts: onlyTurn(before) }
          : await assistant.ask(c.get('caller'), c.req.valid('param').id, c.req.valid('json'), signal)
        return streamAnswer(orThrow(answer).parts, {
          locale: localeOf(c.req.raw),
          instance: `/requests/${c.get('requestId')}`,
          onEnd: seat.release,
          onError: (error) =>
            log('answer-failed', {
              request: c.get('requestId'),
              error: error instanceof Error ? error.name : 'unknown',
            }),
        }) as never
      } catch (refused) {
        seat.release()
        throw refused
      }
    },
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/conversations/{id}/undo',
      request: { params: ConversationPath, body: body(z.strictObject({})) },
      responses: { 201: json(shapes.Turn, 'The earlier set, waiting for a decision again'), ...problems },
    }),
    async (c) => {
      const before = await turnBefore(c)
      return c.json(before ?? orThrow(await assistant.undo(c.get('caller'), c.req.valid('param').id)), 201)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/conversations/{id}/turns/{turnId}',
      request: { params: TurnPath },
      responses: { 200: json(shapes.Turn, 'One turn'), ...problems },
    }),
    async (c) => {
      const { id, turnId } = c.req.valid('param')
      const conversation = await assistant.conversation(c.get('caller'), id)
      return c.json(orNotFound(conversation?.turns.find((turn) => turn.id === turnId)), 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/conversations/{id}/turns/{turnId}/decision',
      request: { params: TurnPath, body: body(shapes.DecisionInput) },
      responses: {
        200: json(shapes.Decision, 'The same decision had been recorded already'),
        201: json(shapes.Decision, 'The decision, recorded'),
        ...problems,
      },
    }),
    async (c) => {
      const { id, turnId } = c.req.valid('param')
      const made = orThrow(await assistant.decide(c.get('caller'), id, turnId, c.req.valid('json')))
      return c.json(made.decision, made.repeated ? 200 : 201)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/conversations/{id}/turns/{turnId}/sent',
      request: { params: TurnPath },
      responses: { 200: json(Sent, 'Byte for byte what left for a model'), ...problems },
    }),
    async (c) => {
      const { id, turnId } = c.req.valid('param')
      return c.json({ requests: orNotFound(await assistant.sent(c.get('caller'), id, turnId)) }, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/conversations/{id}/turns/{turnId}/replay',
      request: { params: TurnPath },
      responses: { 200: json(Replay, 'The selection, run again from its record'), ...problems },
    }),
    async (c) => {
      const { id, turnId } = c.req.valid('param')
      return c.json(orThrow(await assistant.replay(c.get('caller'), id, turnId)), 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/conversations/{id}/sheet',
      request: { params: ConversationPath },
      responses: {
        200: {
          description:
            'The individual explanation sheet: a page to read and print, or JSON where Accept asks for it first',
          content: { 'text/html': { schema: z.string() }, 'application/json': { schema: shapes.Sheet } },
        },
        ...problems,
      },
    }),
    async (c) => {
      const sheet = orThrow(await assistant.sheet(c.get('caller'), c.req.valid('param').id))
      const wanted = accepts(c, {
        header: 'Accept',
        supports: ['text/html', 'application/json'],
        default: 'text/html',
      })
      return wanted === 'application/json'
        ? c.json(sheet, 200, { Vary: 'Accept' })
        : c.html(sheetPage(sheet), 200, { Vary: 'Accept', 'Content-Language': sheet.locale })
    },
  )
}

export function orThrow<Value extends object>(value: Value | Refusal): Exclude<Value, Refusal> {
  if (isRefusal(value)) throw problemOf(value)
  return value as Exclude<Value, Refusal>
}

export function orNotFound<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Problem('not-found')
  return value
}

async function* onlyTurn(turn: Turn): AsyncGenerator<AnswerPart> {
  yield { part: 'turn', turn }
}

/** The last turn: with a model's words, or after its reading, where there is one; who waits for nothing reads the stream. */
async function turnOf(parts: AsyncGenerator<AnswerPart>): Promise<Turn> {
  let last: Turn | undefined
  for await (const part of parts) {
    if (part.part === 'turn') last = part.turn
    if (part.part === 'refusal') throw problemOf(part.refusal)
  }
  if (!last) throw new Error('An answer ended without its turn.')
  return last
}
