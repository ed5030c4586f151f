import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { defaultPolicy, policyVersion } from '../../guardrails/policy.ts'
import type { Decision, DecisionInput } from '../record/decision.ts'
import type { Conversation, SentRequest, Turn } from '../record/turn.ts'
import { bundleWidget } from './bundle.ts'
import { renderPage } from './page.ts'
import { conversation as newConversation, profileFields, standardRequests, turn } from './scripted-answers.ts'
import type { MessageBody } from './state/api.ts'

export interface Sent {
  method: string
  path: string
  body: string
  headers: Record<string, string>
}

/** How the script answers one message: the turn, or a whole response of its own. */
export type Script = (message: MessageBody, conversation: Conversation) => Turn | Response | Promise<Turn | Response>

/**
 * A server that plays the HTTP contract by a script, under a Content-Security-Policy stricter than the page's own. Keeps every request, so that a
 * test can look at what left the browser. `pauseMs` lies between the parts of a stream.
 */
export async function startScriptedServer() {
  const files = await bundleWidget()
  const sent: Sent[] = []
  const server = {
    url: '',
    sent,
    conversation: newConversation(),
    script: ((message, { turns }) =>
      turn(turns.length + 1, {
        act: turns.length > 0 ? 'amend' : 'need',
        message: message.text ? { redacted: message.text, findings: [] } : null,
      })) as Script,
    decide: (() => undefined) as (input: DecisionInput) => Response | undefined,
    change: ((before) => before) as (before: Conversation, body: Record<string, unknown>) => Conversation,
    modelRequests: [] as SentRequest[],
    policy: defaultPolicy,
    pauseMs: 0,
    stop: () => Promise.resolve(),
    reset,
  }
  const original = { ...server }
  function reset() {
    const { url, stop } = server
    Object.assign(server, original, { url, stop, conversation: newConversation() })
    sent.length = 0
  }

  const app = new Hono()
  app.use(async (context, next) => {
    const { method, path } = context.req
    const headers = Object.fromEntries(context.req.raw.headers)
    sent.push({
      method,
      path: new URL(context.req.url).search ? `${path}${new URL(context.req.url).search}` : path,
      body: await context.req.raw.clone().text(),
      headers,
    })
    await next()
    context.header(
      'content-security-policy',
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types lit-html",
    )
  })
  app.get('/', (context) =>
    context.html(
      renderPage({
        locale: 'fr',
        agency: 'Agence fictive de Nantes',
        referent: 'Référente fictive, referente@exemple.invalid',
        fictitious: true,
      }),
    ),
  )
  for (const [path, { type, body }] of Object.entries(files))
    app.get(
      path,
      () => new Response(typeof body === 'string' ? body : new Uint8Array(body), { headers: { 'content-type': type } }),
    )
  app.get('/v1/guardrails/policy', (context) =>
    context.json({ version: policyVersion(server.policy), policy: server.policy }),
  )
  app.use('/v1/*', async (context, next) => {
    const checkedUnder = context.req.header('guardrails-policy')
    return checkedUnder && checkedUnder !== policyVersion(server.policy) ? problem(412, 'policy-changed') : next()
  })
  app.get('/v1/templates', (context) => context.json({ object: 'list', data: standardRequests }))
  app.get('/v1/profile-fields', (context) => context.json(profileFields))
  app.post('/v1/conversations', async (context) => {
    const body = await context.req.json()
    if (body.objection) server.conversation.objection = true
    return context.json(server.change(server.conversation, body), 201)
  })
  app.get('/v1/conversations/:id', (context) =>
    context.req.param('id') === server.conversation.id ? context.json(server.conversation) : problem(404, 'not-found'),
  )
  app.patch('/v1/conversations/:id', async (context) => {
    server.conversation = server.change(server.conversation, await context.req.json())
    return context.json(server.conversation)
  })
  app.delete('/v1/conversations/:id', () => new Response(null, { status: 204 }))
  app.post('/v1/conversations/:id/messages/stream', async (context) => {
    const message = (await context.req.json()) as MessageBody
    const answer = await server.script(message, server.conversation)
    if (answer instanceof Response) return answer
    const pending = server.conversation.turns.findLast((one) => one.state === 'to-decide')
    const after = (one: Turn): Turn => {
      if (one !== pending) return one
      if (message.decision) return { ...one, state: 'decided', decision: recorded(message.decision, one) }
      return answer.act === 'amend' ? { ...one, state: 'set-aside' } : one
    }
    server.conversation = { ...server.conversation, turns: [...server.conversation.turns.map(after), answer] }
    return stream(partsOf(answer), server.pauseMs)
  })
  app.post('/v1/conversations/:id/undo', (context) => {
    const { turns } = server.conversation
    const earlier = turns.findLast((one) => one.state === 'set-aside')!
    const back: Turn = {
      ...earlier,
      id: `turn_${turns.length + 1}`,
      number: turns.length + 1,
      act: 'undo',
      state: 'to-decide',
    }
    const stepped = turns.map((one): Turn => (one.state === 'to-decide' ? { ...one, state: 'set-aside' } : one))
    server.conversation = { ...server.conversation, turns: [...stepped, back] }
    return context.json(back, 201)
  })
  app.get('/v1/conversations/:id/turns/:turn', (context) =>
    context.json(server.conversation.turns.find(({ id }) => id === context.req.param('turn'))!),
  )
  app.patch('/v1/conversations/:id/turns/:turn', async (context) => {
    const { state } = (await context.req.json()) as Pick<Turn, 'state'>
    const kept = server.conversation.turns.find(({ id }) => id === context.req.param('turn'))!
    const turns = server.conversation.turns.map((one) => (one === kept ? { ...kept, state } : one))
    server.conversation = { ...server.conversation, turns }
    return context.json({ ...kept, state })
  })
  app.get('/v1/conversations/:id/turns/:turn/sent', (context) => context.json({ requests: server.modelRequests }))
  app.get('/v1/conversations/:id/turns/:turn/replay', (context) => context.json({ same: true, differences: [] }))
  app.post('/v1/conversations/:id/turns/:turn/decision', async (context) => {
    const input = (await context.req.json()) as DecisionInput
    const refusal = server.decide(input)
    if (refusal) return refusal
    const decided = server.conversation.turns.find(({ id }) => id === context.req.param('turn'))!
    const decision = recorded(input, decided)
    server.conversation = {
      ...server.conversation,
      turns: server.conversation.turns.map((one) =>
        one === decided ? { ...one, state: 'decided' as const, decision } : one,
      ),
    }
    return context.json(decision, 201)
  })
  app.get('/v1/catalogue/search', (context) =>
    context.json({
      object: 'list',
      data: turn(1).options.map((option) => option.item),
      page: 1,
      total: 3,
      more: false,
      counts: { kinds: { training: 3 }, modalities: { onsite: 3 }, certifying: 3 },
    }),
  )
  app.post('/v1/guardrails/contests', (context) => context.json({ accepted: 1 }, 202))

  await new Promise<void>((resolve) => {
    const listening = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
      server.url = `http://127.0.0.1:${port}`
      resolve()
    })
    server.stop = () =>
      new Promise((done) => {
        listening.close(() => done())
        if ('closeAllConnections' in listening) listening.closeAllConnections()
      })
  })
  return server
}

export function problem(
  status: number,
  code: string,
  more: object = {},
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify({ type: `/docs#${code}`, title: code, status, code, ...more }), {
    status,
    headers: { 'content-type': 'application/problem+json', 'x-request-id': 'req_1', ...headers },
  })
}

let decisions = 0
function recorded(input: DecisionInput, { id }: Turn): Decision {
  decisions++
  const { supersedes = null, ...rest } = input
  return {
    ...rest,
    id: `dec_${decisions}`,
    turnId: id,
    actor: { kind: 'counsellor', ref: 'local' },
    supersedes,
    decidedAt: '2026-11-24T09:05:00.000Z',
    digest: 'sha256:1',
  } as Decision
}

const partsOf = (answer: Turn): object[] => [
  { type: 'start' },
  { type: 'data-criteria', data: answer.criteria },
  { type: 'data-status', data: { status: 'searching' }, transient: true },
  { type: 'data-status', data: { status: 'arguing' }, transient: true },
  ...(answer.outcome === 'options' ? answer.options : []).map((option, place) => ({
    type: 'data-option',
    id: option.id,
    data: { place, option },
  })),
  { type: 'data-turn', id: answer.id, data: answer },
  { type: 'finish' },
]

/** An answer in parts, as the server streams it. */
export function stream(parts: readonly object[], pauseMs = 0): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream({
    async start(controller) {
      for (const part of parts) {
        controller.enqueue(encoder.encode(`data: ${JSON.stringify(part)}\n\n`))
        if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs))
      }
      controller.enqueue(encoder.encode('data: [DONE]\n\n'))
      controller.close()
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream', 'x-vercel-ai-ui-message-stream': 'v1' } })
}
