import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { defaultPolicy } from '../../guardrails/policy.ts'
import { createAssistant } from '../../src/assistant/assistant.ts'
import { generateDemonstration } from '../../src/catalogue/demonstration/generate.ts'
import { loadDemonstrationSources } from '../../src/catalogue/demonstration/load-node.ts'
import { embedItems } from '../../src/catalogue/embed-items.ts'
import { groupOffers } from '../../src/catalogue/groups.ts'
import { createMemoryIndex } from '../../src/catalogue/memory.ts'
import { sparse } from '../../src/catalogue/memory-vectors.ts'
import { placeOf } from '../../src/config.ts'
import { modelOf } from '../../src/connect-model.ts'
import { openAccess } from '../../src/entries/open-access.ts'
import { readPlaceholderKey, sharePlaceholderKey } from '../../src/entries/placeholder-key.ts'
import { readSettings } from '../../src/entries/read-settings.ts'
import { createApp } from '../../src/http/app.ts'
import { alwaysReady } from '../../src/http/health.ts'
import { createAdmission } from '../../src/http/limits.ts'
import { keepRecords } from '../../src/keep-records.ts'
import { listen } from '../../src/listen.ts'
import { occupationEmbedding } from '../../src/occupations/embedding.ts'
import { createReferential } from '../../src/occupations/referential.ts'
import { loadCommunes } from '../../src/places/load-node.ts'
import { createPlaces } from '../../src/places/places.ts'
import { readOccupations, readPrompts, readRequests } from '../../src/read-sources.ts'
import { createSqlIdempotency } from '../../src/record/sql-idempotency.ts'
import { createSqlRecords } from '../../src/record/sql-records.ts'

/**
 * The service with a small catalogue in memory, few occupations and few towns, so that it starts in about a second and can be killed a hundred
 * times: records, chain, keys of requests, HTTP and stops are those of src/node.ts.
 */
const settings = readSettings()
const { DATA_DIR: dataDir } = settings
mkdirSync(dataDir, { recursive: true })
const occupations = readOccupations().slice(0, 40)
const communes = (await loadCommunes({ cacheFile: process.env.COMMUNES_CACHE })).filter((_, index) => index % 50 === 0)
const referential = createReferential(occupations)
const embedding = occupationEmbedding(referential)
const items = groupOffers(
  generateDemonstration({
    sources: loadDemonstrationSources(),
    communes,
    occupations,
    builtOn: new Date().toISOString().slice(0, 10),
    size: 150,
  }),
)
const vectors = (await embedItems(embedding, items)).map(sparse)
const index = createMemoryIndex({ version: 'small', fictitious: true, items, vectors })
const clock = () => new Date()
const kept = await keepRecords({ dataDir, settings, appVersion: 'small', now: clock, log: () => {} })
const placeholderKey = readPlaceholderKey(dataDir, settings)
await sharePlaceholderKey(kept.database, placeholderKey, settings)
const idempotency = createSqlIdempotency(kept.database, Date.now, kept.instance)
await idempotency.release()
const limits = { requestsPerMinute: settings.REQUESTS_PER_MINUTE, messagesAtOnce: settings.MESSAGES_AT_ONCE }
const admission = createAdmission(limits)
const app = createApp({
  assistant: createAssistant({
    catalogue: { current: () => index, version: async () => index },
    places: createPlaces(communes),
    referential,
    embedding,
    records: createSqlRecords(kept.database, clock),
    placeholderKey,
    policy: () => defaultPolicy,
    requests: readRequests(),
    prompts: readPrompts(),
    model: modelOf(settings),
    appVersion: 'small',
    contact: { agency: '', referent: '' },
    clock,
    newId: (prefix) => `${prefix}_${randomUUID()}`,
    newSeed: () => randomUUID(),
  }),
  idempotency,
  policy: () => defaultPolicy,
  place: placeOf(settings),
  access: await openAccess(settings, kept.database, () => {}),
  pages: new Map(),
  limits,
  admission,
  health: alwaysReady,
  newRequestId: () => randomUUID(),
  now: () => performance.now(),
  log: () => {},
})
await listen({
  app,
  host: settings.HOST,
  port: settings.PORT,
  onStopping: () => {},
  answering: admission.answering,
  onStopped: () => kept.close(),
})
