import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import type { Assistant } from '../assistant/assistant.ts'
import type { AnswerPart } from '../assistant/setting.ts'
import { versionOf } from '../record/conversation-version.ts'
import { isRefusal, type Refusal } from '../record/refusal.ts'
import type { Conversation, Turn } from '../record/turn.ts'
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
  refusals,
  Sent,
  AnswerPart as StreamPart,
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

/** What a message may meet, asked for whole or as it comes. */
const messageRefusals = refusals(
  'not-found',
  'no-ai-path',
  'message-blocked',
  'message-too-long',
  'catalogue-empty',
  'nothing-pending',
  'already-decided',
  'options-changed',
  'unknown-option',
  'human-required',
  'overloaded',
)

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
      operationId: 'openConversation',
      tags: ['Conversations'],
      summary: 'Open a conversation',
      description:
        'With a dossier, of which only what has a purpose is kept and the rest told in `dropped`; with a first `message`, both succeed or nothing stays, and the turn is in `turns`.',
      request: { body: body(ConversationInput) },
      responses: {
        201: json(shapes.Conversation, 'The conversation, with what was dropped of the dossier'),
        ...refusals('message-blocked', 'message-too-long', 'no-ai-path', 'catalogue-empty', 'overloaded'),
      },
    }),
    async (c) => {
      const { message, ...input } = c.req.valid('json')
      const caller = c.get('caller')
      const effect = c.get('effect')
      const before = effect && (await assistant.conversation(caller, effect.conversationId))
      const asked = { ...input, locale: input.locale ?? localeOf(c.req.raw) }
      const seat = message && (await admission.enter())
      try {
        const opened = orThrow(
          before && (!message || before.turns.length > 0)
            ? before
            : message
              ? await assistant.openWith(caller, { ...asked, message }, c.req.raw.signal)
              : await assistant.open(caller, asked),
        )
        return c.json(opened, 201, { Location: `/v1/conversations/${opened.id}`, ETag: await etagOf(opened) })
      } finally {
        seat?.release()
      }
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/conversations',
      operationId: 'listConversations',
      tags: ['Conversations'],
      summary: 'List own conversations',
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
      operationId: 'readConversation',
      tags: ['Conversations'],
      summary: 'Read a conversation with its turns',
      request: { params: ConversationPath },
      responses: {
        200: json(shapes.Conversation, 'One conversation with its turns; its version is the ETag'),
        304: { description: 'If-None-Match names its version' },
        ...refusals('not-found'),
      },
    }),
    async (c) => {
      const conversation = orNotFound(await assistant.conversation(c.get('caller'), c.req.valid('param').id))
      const ETag = await etagOf(conversation)
      return c.req.header('if-none-match') === ETag ? c.body(null, 304, { ETag }) : c.json(conversation, 200, { ETag })
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/conversations/{id}/export',
      operationId: 'exportConversation',
      tags: ['Conversations'],
      summary: 'Export everything that is kept of a conversation',
      request: { params: ConversationPath },
      responses: {
        200: json(shapes.ConversationExport, 'The conversation, its decisions, what left for models, its events'),
        ...refusals('not-found'),
      },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const kept = orThrow(await assistant.exportOf(c.get('caller'), id))
      return c.json(kept, 200, { 'Content-Disposition': `attachment; filename="${id}.json"` })
    },
  )

  app.openapi(
    createRoute({
      method: 'delete',
      path: '/v1/conversations/{id}',
      operationId: 'eraseConversation',
      tags: ['Conversations'],
      summary: 'Erase a conversation',
      request: { params: ConversationPath },
      responses: { 204: { description: 'Erased' }, ...refusals('not-found') },
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
      operationId: 'changeConversation',
      tags: ['Conversations'],
      summary: 'Change the dossier, or note an objection',
      description:
        'The profile is rebuilt from the dossier given. `If-Match` with the ETag of what was read refuses a change of what somebody else has changed.',
      request: { params: ConversationPath, body: body(ConversationChange), headers: IfMatch },
      responses: {
        200: json(shapes.Conversation, 'The profile rebuilt, with what was dropped'),
        ...refusals('not-found', 'message-blocked', 'message-too-long', 'changed-meanwhile'),
      },
    }),
    async (c) => {
      const expected = c.req.header('if-match')
      const version = expected === '*' ? undefined : expected?.replace(/^"(.*)"$/, '$1')
      const change = { ...c.req.valid('json'), version }
      const changed = orThrow(await assistant.change(c.get('caller'), c.req.valid('param').id, change))
      return c.json(changed, 200, { ETag: await etagOf(changed) })
    },
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/conversations/{id}/messages',
      operationId: 'sendMessage',
      tags: ['Conversations'],
      summary: 'Send a message and get its turn',
      description:
        'At least one of text, template, criteria, lead, decision. Words never meet an error: an amendment refines, a question is answered, a choice said in words comes back as a `question` whose `choices[].decision` is filled in. Only a decision has an effect.',
      request: { params: ConversationPath, body: body(shapes.MessageInput) },
      responses: {
        201: json(shapes.Turn, 'The turn'),
        ...messageRefusals,
      },
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
      operationId: 'streamMessage',
      tags: ['Conversations'],
      summary: 'Send a message and get its answer as it comes',
      description:
        'AI SDK UI message stream, version 1: `start` (its `messageId` is the id of the turn), `data-status`, `data-criteria`, `data-option` each in its place, the reply as `text-start`, `text-delta`, `text-end`, `data-turn` once it is stored, `finish`, `[DONE]`. After a cut the same Idempotency-Key, or reading the turn that `start` named, gives the answer.',
      request: { params: ConversationPath, body: body(shapes.MessageInput) },
      responses: {
        200: {
          description: 'The same, as an AI SDK UI message stream',
          content: { 'text/event-stream': { schema: StreamPart } },
        },
        ...messageRefusals,
      },
    }),
    async (c) => {
      const seat = await admission.enter()
      try {
        const { signal } = c.req.raw
        const before = await turnBefore(c)
        const answer = before
          ? { turnId: before.id, parts: onlyTurn(before) }
          : await assistant.ask(c.get('caller'), c.req.valid('param').id, c.req.valid('json'), signal)
        return streamAnswer(orThrow(answer), {
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
      operationId: 'undoSet',
      tags: ['Conversations'],
      summary: 'Bring the earlier set back',
      description: 'The set on the table steps back; the earlier one waits for a decision again, in a turn of its own.',
      request: { params: ConversationPath, body: body(z.strictObject({})) },
      responses: {
        201: json(shapes.Turn, 'The earlier set, waiting for a decision again'),
        ...refusals('not-found', 'nothing-pending'),
      },
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
      operationId: 'readTurn',
      tags: ['Conversations'],
      summary: 'Read a turn',
      request: { params: TurnPath },
      responses: { 200: json(shapes.Turn, 'One turn'), ...refusals('not-found') },
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
      operationId: 'recordDecision',
      tags: ['Conversations'],
      summary: 'Record the decision of a person',
      description:
        'Choosing and refusing cost the same, and no reason is required. The same body again is 200 with the first answer; another one is 409 unless `supersedes` names the current decision, which stays in the record.',
      request: { params: TurnPath, body: body(shapes.DecisionInput) },
      responses: {
        200: json(shapes.Decision, 'The same decision had been recorded already'),
        201: json(shapes.Decision, 'The decision, recorded'),
        ...refusals(
          'not-found',
          'nothing-pending',
          'already-decided',
          'options-changed',
          'unknown-option',
          'human-required',
          'message-blocked',
          'message-too-long',
        ),
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
      operationId: 'readSent',
      tags: ['Conversations'],
      summary: 'Read what left for a model',
      request: { params: TurnPath },
      responses: { 200: json(Sent, 'Byte for byte what left for a model'), ...refusals('not-found') },
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
      operationId: 'replayTurn',
      tags: ['Conversations'],
      summary: 'Run a selection again from its record',
      request: { params: TurnPath },
      responses: { 200: json(Replay, 'The selection, run again from its record'), ...refusals('not-found') },
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
      operationId: 'readSheet',
      tags: ['Conversations'],
      summary: 'Read the explanation sheet of the person concerned',
      request: { params: ConversationPath },
      responses: {
        200: {
          description:
            'The individual explanation sheet: a page to read and print, or JSON where Accept asks for it first',
          content: { 'text/html': { schema: z.string() }, 'application/json': { schema: shapes.Sheet } },
        },
        ...refusals('not-found'),
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

/** The version of a conversation, as HTTP names it: `If-Match` on a change, `If-None-Match` on a read. */
const etagOf = async (conversation: Conversation): Promise<string> => `"${await versionOf(conversation)}"`

const IfMatch = z.object({
  'if-match': z
    .string()
    .optional()
    .openapi({ description: 'The ETag it was read with: 412 `changed-meanwhile` when it has changed since' }),
})

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
