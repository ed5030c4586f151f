import { randomUUID } from 'node:crypto'
import { defaultPolicy, type Policy } from '../guardrails/policy.ts'
import { createAssistant } from './assistant/assistant.ts'
import type { ModelLine } from './assistant/model.ts'
import type { CatalogueIndex } from './catalogue/catalogue-index.ts'
import { generateDemonstration } from './catalogue/demonstration/generate.ts'
import { loadDemonstrationSources } from './catalogue/demonstration/load-node.ts'
import { embedItems } from './catalogue/embed-items.ts'
import { groupOffers } from './catalogue/groups.ts'
import { createMemoryIndex } from './catalogue/memory.ts'
import { sparse } from './catalogue/memory-vectors.ts'
import { ownHosts } from './config.ts'
import { createApp } from './http/app.ts'
import { type Authenticate, asLocalCounsellor } from './http/authentication.ts'
import { alwaysReady, type Health } from './http/health.ts'
import type { Limits } from './http/limits.ts'
import type { Item } from './item.ts'
import { occupationEmbedding } from './occupations/embedding.ts'
import { createReferential } from './occupations/referential.ts'
import { loadCommunes } from './places/load-node.ts'
import { createPlaces } from './places/places.ts'
import { readOccupations, readPrompts, readRequests } from './read-sources.ts'
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
  /** The seed of every draw; drawn each time unless given. */
  seed?: string
  /** A SQLite file; in memory unless named. */
  file?: string
  authenticate?: Authenticate
  limits?: Limits
  /** The day it is; the demonstration's dates count from it. */
  today?: string
  /** What `/readyz` says; ready unless given. */
  health?: () => Health
  /** The guard's policy in force; the legal core unless given. */
  policy?: Policy | (() => Policy)
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
  const index = await indexOf(items, `rehearsal-${today}`)
  const database = openSqlite(file)
  await migrate(database)
  let minutes = 0
  const clock = () => new Date(Date.parse(`${today}T08:00:00Z`) + minutes++ * 1000)
  const records = createSqlRecords(database, clock)
  const assistant = createAssistant({
    catalogue: { current: () => index, version: async (version) => (version === index.version ? index : undefined) },
    places,
    referential,
    embedding,
    records,
    policy,
    requests: readRequests(),
    prompts: readPrompts(),
    model: options.model,
    appVersion: 'rehearsal',
    contact: { agency: 'Agence de répétition', referent: 'la référente de l’agence' },
    clock,
    newId: (prefix) => `${prefix}_${randomUUID()}`,
    newSeed: () => options.seed ?? randomUUID(),
  })
  const logged: { event: string; fields: Readonly<Record<string, unknown>> }[] = []
  const app = createApp({
    assistant,
    idempotency: createSqlIdempotency(database, () => clock().getTime()),
    policy,
    isOwnHost: options.authenticate ? undefined : ownHosts({ HOST: '127.0.0.1', PUBLIC_ORIGIN: undefined }),
    authenticate: options.authenticate ?? asLocalCounsellor,
    pages: new Map(),
    health: options.health ?? alwaysReady,
    newRequestId: () => randomUUID(),
    now: () => performance.now(),
    log: (event, fields) => logged.push({ event, fields }),
    limits: options.limits ?? { requestsPerMinute: 100_000, messagesAtOnce: 150 },
  })
  return { app, assistant, records, database, index, items, places, referential, embedding, relevance, logged, today }
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
    const isJson = response.headers.get('content-type')?.includes('json')
    return { status: response.status, headers: response.headers, text, body: (isJson ? JSON.parse(text) : {}) as Json }
  }
  const opened = async (input: object = {}) =>
    (await call('POST', '/v1/conversations', input)).body as unknown as Conversation
  const said = async (id: string, message: object) => await call('POST', `/v1/conversations/${id}/messages`, message)
  return { call, opened, said }
}
