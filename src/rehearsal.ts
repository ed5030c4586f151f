import { randomUUID } from 'node:crypto'
import { defaultPolicy, type Policy } from '../guardrails/policy.ts'
import { createKeys } from './access/keys.ts'
import { createSignIn } from './access/openid.ts'
import { createPeople } from './access/people.ts'
import type { Scope } from './access/scopes.ts'
import { createSessions } from './access/sessions.ts'
import { createAssistant } from './assistant/assistant.ts'
import type { ModelLine, Prompts } from './assistant/model.ts'
import type { CatalogueIndex } from './catalogue/catalogue-index.ts'
import { generateDemonstration } from './catalogue/demonstration/generate.ts'
import { loadDemonstrationSources } from './catalogue/demonstration/load-node.ts'
import { embedItems } from './catalogue/embed-items.ts'
import { groupOffers } from './catalogue/groups.ts'
import { createMemoryIndex } from './catalogue/memory.ts'
import { sparse } from './catalogue/memory-vectors.ts'
import { buildClients } from './client/build.ts'
import { placeOf, readConfig, type Settings, sessionLimits, signInOf } from './config.ts'
import type { KeptFigures } from './explanation/figures.ts'
import { type AppOptions, createApp } from './http/app.ts'
import { alwaysReady, type Health } from './http/health.ts'
import type { Limits } from './http/limits.ts'
import { createMcp } from './http/mcp.ts'
import type { Item } from './item.ts'
import { occupationEmbedding } from './occupations/embedding.ts'
import { createReferential } from './occupations/referential.ts'
import { loadCommunes } from './places/load-node.ts'
import { createPlaces } from './places/places.ts'
import { readCourse, readExamples, readOccupations, readPrompts, readRequests } from './read-sources.ts'
import { migrate } from './record/migrations.ts'
import { createSqlIdempotency } from './record/sql-idempotency.ts'
import { createSqlRecords } from './record/sql-records.ts'
import { openSqlite } from './record/sqlite.ts'
import type { Conversation } from './record/turn.ts'
import { createRelevance } from './relevance/relevance.ts'

export interface RehearsalOptions {
  /** How many demonstration offers; or the items themselves. */
  size?: number
  items?: readonly Item[]
  model?: ModelLine
  /** In the place of those of prompts/. */
  prompts?: Partial<Prompts>
  /** The seed of every draw; drawn each time unless given. */
  seed?: string
  /** A SQLite file; in memory unless named. */
  file?: string
  /** Settings of the place and of who may enter; those of a start without any unless given. */
  settings?: Record<string, string>
  /** Nobody is at this machine: a key or a session is needed. */
  closed?: boolean
  /** Asked of whoever is. */
  launchToken?: string
  limits?: Limits
  /** The day it is; the demonstration's dates count from it. */
  today?: string
  /** The instant it is, for keys and sessions. */
  now?: () => Date
  /** What `/readyz` says; ready unless given. */
  health?: () => Health
  /** Whether the catalogue says that it is invented; it does unless told otherwise. */
  fictitious?: boolean
  /** Whether the course comes before an exchange. */
  courseFirst?: boolean
  /** The widget and its page; none unless given. */
  pages?: AppOptions['pages']
  home?: AppOptions['home']
  /** The guard's policy in force; the legal core unless given. */
  policy?: Policy | (() => Policy)
  /** What was measured of this build; nothing unless given. */
  measured?: KeptFigures
}

/** The whole product on one stage, for its tests: real records in SQLite, real data, the catalogue in memory, no network. */
export async function rehearse(options: RehearsalOptions = {}) {
  const { today = '2026-11-24', file = ':memory:', policy: given = defaultPolicy } = options
  const policy = typeof given === 'function' ? given : () => given
  const { occupations, referential, communes, places, embedding, relevance } = await scenery()
  const generated = () =>
    groupOffers(
      generateDemonstration({
        sources: loadDemonstrationSources(),
        communes,
        occupations,
        builtOn: today,
        size: options.size ?? 1500,
      }),
    )
  const items = options.items ?? generated()
  const shared = await indexOf(items, `rehearsal-${today}`)
  const index = { ...shared, fictitious: options.fictitious ?? shared.fictitious }
  const database = openSqlite(file)
  await migrate(database)
  let minutes = 0
  const clock = () => new Date(Date.parse(`${today}T08:00:00Z`) + minutes++ * 1000)
  const now = options.now ?? (() => new Date())
  const records = createSqlRecords(database, clock)
  const assistant = createAssistant({
    catalogue: { current: () => index, version: async (version) => (version === index.version ? index : undefined) },
    places,
    referential,
    embedding,
    records,
    policy,
    requests: readRequests(),
    course: readCourse(),
    courseFirst: options.courseFirst,
    measured: () => options.measured,
    prompts: { ...readPrompts(), ...options.prompts },
    model: options.model,
    appVersion: 'rehearsal',
    contact: { agency: 'Agence de répétition', referent: 'la référente de l’agence' },
    clock,
    newId: (prefix) => `${prefix}_${randomUUID()}`,
    newSeed: () => options.seed ?? randomUUID(),
  })
  const settings: Settings = readConfig(options.settings ?? {})
  const [keys, people] = [createKeys(database, now), createPeople(database, now)]
  const sessions = createSessions(database, now, sessionLimits(settings))
  const provider = signInOf(settings)
  const signIn = provider && { provider: createSignIn(provider), people }
  /** A key of this stage, and someone who speaks with it. */
  async function keyed(scopes: readonly Scope[], tenant = 'nord') {
    const made = await keys.add({ name: 'rehearsal', tenant, scopes, days: 1 })
    return { ...made, api: talkTo(app, { authorization: `Bearer ${made.secret}` }) }
  }
  /** A person whom a key named, speaking from a server. */
  async function named(counsellor: string, tenant = 'nord') {
    const { token } = await sessions.openDelegated({ tenant, counsellor, origin: null, keyId: undefined })
    return talkTo(app, { authorization: `Bearer ${token}` })
  }
  const logged: { event: string; fields: Readonly<Record<string, unknown>> }[] = []
  const app = createApp({
    assistant,
    idempotency: createSqlIdempotency(database, () => clock().getTime()),
    policy,
    place: placeOf(settings),
    access: { keys, sessions, local: options.closed ? undefined : { launchToken: options.launchToken }, signIn },
    callerAddress: (request) => request.headers.get('x-rehearsed-address') ?? '127.0.0.1',
    trustedProxies: settings.TRUSTED_PROXIES,
    pages: options.pages ?? new Map(),
    home: options.home,
    mcp: createMcp({ assistant, version: '0' }),
    clientFiles: (document) => buildClients(document, '0.0.0'),
    examples: readExamples(),
    health: options.health ?? alwaysReady,
    newRequestId: () => randomUUID(),
    now: () => performance.now(),
    log: (event, fields) => logged.push({ event, fields }),
    limits: options.limits ?? { requestsPerMinute: 100_000, messagesAtOnce: 150 },
  })
  const made = { app, assistant, records, database, index, items, places, referential, embedding, relevance }
  return { ...made, keys, people, sessions, keyed, named, logged, today }
}

/** What every rehearsal shares, made once in a test process. */
let made: ReturnType<typeof makeScenery> | undefined
const scenery = () => {
  made ??= makeScenery()
  return made
}

async function makeScenery() {
  const occupations = readOccupations()
  const referential = createReferential(occupations)
  const communes = await loadCommunes()
  return {
    occupations,
    referential,
    communes,
    places: createPlaces(communes),
    embedding: occupationEmbedding(referential),
    relevance: createRelevance(referential),
  }
}

const indexes = new WeakMap<readonly Item[], Promise<CatalogueIndex>>()

function indexOf(items: readonly Item[], version: string): Promise<CatalogueIndex> {
  const known = indexes.get(items) ?? makeIndex(items, version)
  indexes.set(items, known)
  return known
}

async function makeIndex(items: readonly Item[], version: string): Promise<CatalogueIndex> {
  const { embedding } = await scenery()
  const vectors = (await embedItems(embedding, items)).map(sparse)
  return createMemoryIndex({ version, fictitious: true, items, vectors })
}

export const counsellor = { tenant: 'local', counsellor: 'local', human: true }

export type Json = Record<string, unknown>

/** Speaks to the app as an integrator would: JSON over HTTP, without a network. */
export function talkTo(app: ReturnType<typeof createApp>, headers: Record<string, string> = {}) {
  const call = async (method: string, path: string, body?: unknown, more: Record<string, string> = {}) => {
    const response = await app.request(path, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }), ...more },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await response.text()
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, text, body: (isJson ? JSON.parse(text) : {}) as Json }
  }
  const opened = async (input: object = {}) =>
    (await call('POST', '/v1/conversations', input)).body as unknown as Conversation
  const said = async (id: string, message: object) => await call('POST', `/v1/conversations/${id}/messages`, message)
  return { call, opened, said }
}
