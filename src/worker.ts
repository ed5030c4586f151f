import type { D1Database } from '@cloudflare/workers-types'
import { z } from 'zod'
import { defaultPolicy } from '../guardrails/policy.ts'
import compose from '../prompts/compose.md'
import composeShort from '../prompts/compose.short.md'
import readMessageFlat from '../prompts/read-message.flat.md'
import readMessage from '../prompts/read-message.md'
import { oneKey } from './access/keys.ts'
import { createSessions } from './access/sessions.ts'
import { createAssistant } from './assistant/assistant.ts'
import { readSnapshot } from './catalogue/snapshot.ts'
import { ConfigError, placeOf, readConfig, type Settings, sessionLimits } from './config.ts'
import { modelOf } from './connect-model.ts'
import { createApp } from './http/app.ts'
import { alwaysReady } from './http/health.ts'
import { localeOf } from './http/locale.ts'
import { Problem, problemResponse } from './http/problems.ts'
import { parsePrompt } from './need/prompt.ts'
import { StandardRequest } from './need/requests.ts'
import { occupationEmbedding } from './occupations/embedding.ts'
import { Occupation } from './occupations/occupation.ts'
import { createReferential } from './occupations/referential.ts'
import { createPlaces } from './places/places.ts'
import { fromSnapshot } from './places/snapshot.ts'
import { openD1 } from './record/d1.ts'
import { migrate } from './record/migrations.ts'
import { createSqlIdempotency } from './record/sql-idempotency.ts'
import { createSqlRecords } from './record/sql-records.ts'

/** What wrangler.toml binds, beside settings and secrets (strings). */
interface Bindings {
  RECORDS: D1Database
  /** The files that src/worker-snapshot.ts wrote. */
  SNAPSHOT: { fetch(url: string): Promise<Response> }
  [setting: string]: unknown
}

interface Context {
  waitUntil(work: Promise<unknown>): void
}

type App = ReturnType<typeof createApp>

/** Built by the first request and kept by the isolate: about a second for the demonstration's items. */
let building: Promise<App> | undefined

export default {
  /** There is no loopback here: without its key, the Worker answers nobody and `/readyz` says what is missing. */
  async fetch(request: Request, bindings: Bindings, context: Context): Promise<Response> {
    const opening = readOpening(bindings)
    if ('closed' in opening) return answerClosed(request, 'unauthorized', opening.closed)
    building ??= build(bindings, opening).catch((error) => {
      // Another request may succeed: a migration lost to another isolate, a database away for a moment.
      building = undefined
      throw error
    })
    // Other requests wait for the same promise: it must go on when the client of this one leaves.
    context.waitUntil(building.catch(() => undefined))
    try {
      const app = await building
      return untilWritten(await app.fetch(request), context)
    } catch (error) {
      log('start-failed', { error: error instanceof Error ? error.message : 'unknown' })
      return answerClosed(request, 'internal', 'The records or the snapshot cannot be read: see the log.')
    }
  },
}

type Opening = { settings: Settings; keyDigest: string } | { closed: string }

/** The settings and the one key; or, on one line, why the Worker stays closed. */
function readOpening(bindings: Bindings): Opening {
  const { API_KEY_SHA256: digest } = bindings
  if (!digest) return { closed: 'Missing: API_KEY_SHA256. See wrangler.toml.' }
  if (bindings.TODAY) return { closed: 'TODAY fixes the clock for evaluations on loopback: remove it.' }
  const keyDigest = String(digest)
  if (!/^[0-9a-f]{64}$/.test(keyDigest)) {
    return { closed: 'API_KEY_SHA256 takes 64 hexadecimal digits in lower case.' }
  }
  try {
    const texts = Object.entries(bindings).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    return { settings: readConfig(Object.fromEntries(texts)), keyDigest }
  } catch (error) {
    if (error instanceof ConfigError) return { closed: error.message }
    throw error
  }
}

function answerClosed(request: Request, code: 'unauthorized' | 'internal', because: string): Response {
  const { pathname } = new URL(request.url)
  if (pathname === '/healthz') return Response.json({ status: 'ok' })
  if (pathname === '/readyz') return Response.json({ status: 'not-ready', because }, { status: 503 })
  const problem = new Problem(code, {}, code === 'unauthorized' ? { 'WWW-Authenticate': 'Bearer' } : {})
  return problemResponse(problem, localeOf(request), `/requests/${crypto.randomUUID()}`)
}

/** Settings, D1 and the snapshot → the app. What must hold between isolates is in the database; this only reads. */
async function build(bindings: Bindings, { settings, keyDigest }: Exclude<Opening, { closed: string }>): Promise<App> {
  const file = snapshotFiles(bindings.SNAPSHOT)
  const { appVersion, occupations, requests } = Sources.parse(await file('sources.json').then((found) => found.json()))
  const referential = createReferential(occupations)
  const embedding = occupationEmbedding(referential)
  const places = createPlaces(fromSnapshot(await file('places.json').then((found) => found.json())))
  const packed = (await file('catalogue.jsonl.gz')).body!
  const index = await readSnapshot(packed.pipeThrough(new DecompressionStream('gzip')), embedding.modelId)
  const database = openD1(bindings.RECORDS)
  await migrate(database)
  const idempotency = createSqlIdempotency(database, Date.now)
  await idempotency.forget()
  const assistant = createAssistant({
    catalogue: { current: () => index, version: async (version) => (version === index.version ? index : undefined) },
    places,
    referential,
    embedding,
    records: createSqlRecords(database),
    placeholderKey: settings.PLACEHOLDER_KEY ? new TextEncoder().encode(settings.PLACEHOLDER_KEY) : undefined,
    policy: () => defaultPolicy,
    requests,
    prompts: {
      readMessage: parsePrompt('read-message', readMessage),
      readMessageFlat: parsePrompt('read-message.flat', readMessageFlat),
      compose: parsePrompt('compose', compose),
      composeShort: parsePrompt('compose.short', composeShort),
    },
    model: modelOf(settings),
    appVersion,
    contact: { agency: settings.AGENCY_NAME ?? '', referent: settings.REFERENT ?? '' },
    clock: () => new Date(),
    newId: (prefix) => `${prefix}_${crypto.randomUUID()}`,
    newSeed: () => crypto.randomUUID(),
  })
  return createApp({
    assistant,
    idempotency,
    policy: () => defaultPolicy,
    // Cloudflare brings only what was asked of this Worker's own names.
    place: { ...placeOf(settings), isOwnHost: () => true, isOwnOrigin: (from, host) => from.endsWith(`//${host}`) },
    access: {
      keys: oneKey(keyDigest, { id: 'worker', tenant: 'worker', scopes: ['chat', 'catalogue', 'sessions'] }),
      sessions: createSessions(database, () => new Date(), sessionLimits(settings)),
    },
    callerAddress: (request) => request.headers.get('cf-connecting-ip') ?? 'unknown',
    limits: { requestsPerMinute: settings.REQUESTS_PER_MINUTE, messagesAtOnce: settings.MESSAGES_AT_ONCE },
    pages: new Map([['/', { type: 'text/plain; charset=utf-8', body: frontPage }]]),
    health: alwaysReady,
    newRequestId: () => crypto.randomUUID(),
    now: Date.now,
    log,
  })
}

const Sources = z.object({
  appVersion: z.string(),
  occupations: z.array(Occupation),
  requests: z.array(StandardRequest),
})

function snapshotFiles(snapshot: Bindings['SNAPSHOT']): (name: string) => Promise<Response> {
  return async (name) => {
    // The host is never looked up: the binding answers by path.
    const found = await snapshot.fetch(`https://snapshot.invalid/${name}`)
    if (!found.ok) throw new Error(`The snapshot has no ${name}: run npm run build:worker and deploy again.`)
    return found
  }
}

/**
 * A streamed answer goes on to its end when the client leaves, as it does under Node: the turn is stored, with extracted wording where
 * the model was stopped. Without this the runtime drops the request half way.
 */
function untilWritten(response: Response, context: Context): Response {
  if (!response.body || !response.headers.get('content-type')?.startsWith('text/event-stream')) return response
  const { readable, writable } = new TransformStream()
  context.waitUntil(response.body.pipeTo(writable).catch(() => undefined))
  return new Response(readable, response)
}

function log(event: string, fields: Readonly<Record<string, string | number | boolean>>): void {
  console.log(JSON.stringify({ event, ...fields }))
}

const frontPage = `Éventail : cette adresse sert l’API seule, avec une clé ; le contrat est à /docs.
Éventail: this address serves the API alone, with a key; the contract is at /docs.
`
