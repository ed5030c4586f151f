import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import pino from 'pino'
import { defaultPolicy } from '../guardrails/policy.ts'
import { policyWithLists } from './agency-lists.ts'
import { createAssistant } from './assistant/assistant.ts'
import type { AssistantOptions } from './assistant/setting.ts'
import { catalogueFolder, IngestError } from './catalogue/build.ts'
import { generateDemonstration } from './catalogue/demonstration/generate.ts'
import { loadDemonstrationSources } from './catalogue/demonstration/load-node.ts'
import { createDerive } from './catalogue/derive.ts'
import { EmbeddingError } from './catalogue/embed-items.ts'
import { keepDemonstrationFresh, type PrepareOptions, prepareCatalogue } from './catalogue/ingest.ts'
import { CatalogueError, type CatalogueEvent } from './catalogue/open.ts'
import { addressOf } from './catalogue/storage.ts'
import { openOrAwaitCatalogue } from './catalogue/waiting-catalogue.ts'
import { buildClients } from './client/build.ts'
import { createCodes } from './codes/codes.ts'
import { keptCodes } from './codes/kept-codes-node.ts'
import { ConfigError, clockOf, placeOf, type Settings } from './config.ts'
import { embedderOf } from './connect-embedder.ts'
import { modelOf } from './connect-model.ts'
import { measuredHere } from './entries/measured-here.ts'
import { openAccess } from './entries/open-access.ts'
import { readPlaceholderKey, sharePlaceholderKey } from './entries/placeholder-key.ts'
import { readSettings } from './entries/read-settings.ts'
import { openSharedLimiter } from './entries/shared-limiter.ts'
import { openTelemetry } from './entries/telemetry.ts'
import { warmUp } from './entries/warm-up.ts'
import { createApp } from './http/app.ts'
import type { Log } from './http/environment.ts'
import { createAdmission } from './http/limits.ts'
import { createMcp } from './http/mcp.ts'
import { showProgress } from './ingest-progress.ts'
import { cannotUse, keepRecords, recordsFile } from './keep-records.ts'
import { addressOfSocket, listen } from './listen.ts'
import { NamedEntitiesError, openNamedEntities } from './named-entities-node.ts'
import { keepTurnsOfTheLoop } from './need/turn-of-the-loop.ts'
import { occupationEmbedding } from './occupations/embedding.ts'
import { withOfficial } from './occupations/official-node.ts'
import { createReferential } from './occupations/referential.ts'
import { loadCommunes } from './places/load-node.ts'
import { createPlaces } from './places/places.ts'
import { keepPrivate } from './private-folder.ts'
import { readPolicy } from './read-policy.ts'
import {
  readAppVersion,
  readCourse,
  readExamples,
  readOccupations,
  readOwnCodes,
  readPrompts,
  readRequestsWith,
} from './read-sources.ts'

import { StorageError } from './record/database.ts'
import { createSqlIdempotency } from './record/sql-idempotency.ts'
import { createSqlRecords } from './record/sql-records.ts'
import { watchHealth } from './watch-health.ts'
import { bundleWidget } from './widget/bundle.ts'
import { renderPage } from './widget/page.ts'

/** Of https://man7.org/linux/man-pages/man3/errno.3.html, what a person can mend. */
const diskTroubles: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: make room',
  EDQUOT: 'its quota is used up: make room',
  EROFS: 'its disk is read-only: mend or mount it',
  EIO: 'its disk fails: mend it',
  EACCES: 'this user may not: change its rights',
}

/** Settings → adapters → the app on a port. What stops a start is one line and a non-zero exit. */
async function start(settings: Settings): Promise<void> {
  const { DATA_DIR: dataDir } = settings
  const log = pino({ level: settings.LOG_LEVEL, base: null }, pino.destination(2))
  const foreign = keepPrivate(dataDir)
  if (foreign > 0)
    console.error(
      `DATA_DIR: ${foreign} files or folders in ${dataDir} belong to another user, and others may read them.`,
    )
  const occupations = withOfficial(readOccupations(), dataDir)
  const referential = createReferential(occupations)
  const embedding = occupationEmbedding(referential)
  const communes = await loadCommunes({ cacheFile: join(dataDir, 'communes.json') })
  const clock = clockOf(settings)
  const telemetry = await openTelemetry(settings)
  const embedder = telemetry.embedder(embedderOf(settings))
  const derive = () => createDerive(createCodes(readOwnCodes(), keptCodes(dataDir)), referential)
  const building = { dataDir, embedding, dense: embedder?.items, derive, clock }
  const demonstration = {
    ...building,
    generate: (builtOn: string) =>
      generateDemonstration({
        sources: loadDemonstrationSources(),
        communes,
        occupations,
        builtOn,
        size: settings.DEMONSTRATION_SIZE,
      }),
  }
  await prepare(settings.DEMONSTRATION ? { ...demonstration, day: settings.TODAY } : building)
  const appVersion = readAppVersion()
  // What was refused or failed is for the operator to see without asking for it.
  const say: Log = (event, fields) => {
    log[/-(refused|failed)$/.test(event) ? 'warn' : 'info']({ event, ...fields })
    telemetry.onEvent(event, fields)
  }
  const kept = await keepRecords({ dataDir, settings, appVersion, now: clock, log: say })
  const opening = {
    dir: addressOf(catalogueFolder(dataDir)),
    embedding: embedding.modelId,
    onEvent: (found: CatalogueEvent) => {
      log.info({ event: found.event, version: found.version })
      if (found.event === 'catalogue-swapped') {
        kept.tell({ kind: 'import', catalogue: found.version, size: found.size })
      }
    },
  } satisfies Parameters<typeof openOrAwaitCatalogue>[0]
  const catalogue = await openOrAwaitCatalogue(opening).catch(async (error: unknown) => {
    if (!(error instanceof CatalogueError) || error.code !== 'CATALOGUE_DAMAGED' || settings.LANCEDB_URI) throw error
    console.error('The catalogue is damaged, and is built again from what was imported.')
    await prepare({ ...(settings.DEMONSTRATION ? demonstration : building), again: true })
    return openOrAwaitCatalogue(opening)
  })
  const database = telemetry.database(kept.database)
  const placeholderKey = readPlaceholderKey(dataDir, settings)
  await sharePlaceholderKey(database, placeholderKey, settings)
  const idempotency = createSqlIdempotency(database, Date.now, kept.instance)
  await idempotency.release()
  await idempotency.forget()
  const rules = settings.POLICY_FILE ? readPolicy(settings.POLICY_FILE, defaultPolicy) : defaultPolicy
  const policy = settings.AGENCY_LISTS
    ? policyWithLists(rules, settings.AGENCY_LISTS, {
        now: Date.now,
        onRefused: (problem) => log.warn({ event: 'agency-lists-refused', problem }),
      })
    : () => rules
  const contact = { agency: settings.AGENCY_NAME ?? '', referent: settings.REFERENT ?? '' }
  const answering: AssistantOptions = {
    catalogue,
    places: createPlaces(communes),
    referential,
    embedding,
    records: createSqlRecords(database, clock),
    placeholderKey,
    policy,
    requests: readRequestsWith(settings.AGENCY_REQUESTS),
    course: readCourse(),
    courseFirst: settings.COURSE_FIRST,
    prompts: readPrompts(),
    model: telemetry.model(modelOf(settings)),
    embedder,
    appVersion,
    contact,
    measured: measuredHere(),
    namedEntities: settings.NER_MODEL ? await openNamedEntities(settings.NER_MODEL) : undefined,
    clock,
    newId: (prefix) => `${prefix}_${randomUUID()}`,
    newSeed: () => randomUUID(),
  }
  const assistant = createAssistant(answering)
  const health = await watchHealth({
    dataDir,
    records: kept,
    catalogue,
    catalogueDir: settings.LANCEDB_URI ? undefined : catalogueFolder(dataDir),
    now: clock,
    catalogueDays: settings.CATALOGUE_DAYS,
    diskFreeMb: settings.DISK_FREE_MB,
  })
  const limits = { requestsPerMinute: settings.REQUESTS_PER_MINUTE, messagesAtOnce: settings.MESSAGES_AT_ONCE }
  const admission = createAdmission(limits)
  const access = await openAccess(settings, database, say)
  const shared = settings.DATABASE_URL ? openSharedLimiter(settings.DATABASE_URL, limits) : undefined
  const app = createApp({
    assistant,
    idempotency,
    policy,
    place: placeOf(settings),
    access,
    callerAddress: (_request, env) => addressOfSocket(env),
    trustedProxies: settings.TRUSTED_PROXIES,
    referent: contact.referent,
    pages: new Map(Object.entries(await bundleWidget())),
    mcp: createMcp({ assistant, version: appVersion }),
    publicOrigin: settings.PUBLIC_ORIGIN,
    clientFiles: (document) => buildClients(document, appVersion),
    examples: readExamples(),
    home: (context) => renderPage({ ...context, ...contact }),
    limits,
    limiter: shared?.limiter,
    admission,
    health: health.now,
    newRequestId: () => randomUUID(),
    now: () => performance.now(),
    log: say,
  })
  const fresh = settings.DEMONSTRATION
    ? keepDemonstrationFresh({ ...demonstration, onError: () => log.warn({ event: 'demonstration-not-renewed' }) })
    : undefined
  telemetry.watch({ health: health.now, answering: admission.answering, purgeWaitsMs: database.purgeWaitsMs })
  keepTurnsOfTheLoop()
  await listen({
    app: { fetch: telemetry.serving(app.fetch) },
    host: settings.HOST,
    port: settings.PORT,
    connectionsPerAddress: settings.TRUSTED_PROXIES === 0 ? settings.CONNECTIONS_PER_ADDRESS : undefined,
    opening: access.local?.launchToken ? `?launch=${access.local.launchToken}` : '',
    onStopping: () => {
      health.stopping()
      fresh?.close()
    },
    answering: admission.answering,
    onStopped: async () => {
      health.close()
      catalogue.close()
      await shared?.close()
      await kept.close()
      await telemetry.close()
    },
  })
  warmUp(answering).catch(() => say('warm-up-failed', {}))
}

/**
 * Builds the demonstration where there is no catalogue yet, or again what this release cannot read, and shows how far it is. An embedding endpoint
 * that fails meanwhile costs its vectors, never the start: the next start asks it again.
 */
async function prepare({ dense, ...options }: PrepareOptions): Promise<void> {
  const progress = showProgress(0)
  const watched = { ...options, onProgress: progress.update }
  try {
    await prepareCatalogue({ ...watched, dense })
  } catch (error) {
    if (!dense || !(error instanceof IngestError && error.cause instanceof EmbeddingError)) throw error
    progress.stop()
    console.error(`${error.cause.message} The catalogue is searched without its vectors until the next start.`)
    await prepareCatalogue(watched)
  } finally {
    progress.stop()
  }
}

try {
  await start(readSettings())
} catch (error) {
  const problem = problemOf(error)
  if (problem === undefined) throw error
  console.error(problem)
  process.exit(1)
}

/** In one line what stops a start, and what to do about it; undefined for a defect of ours. */
function problemOf(error: unknown): string | undefined {
  const told = [ConfigError, IngestError, CatalogueError, NamedEntitiesError].some((kind) => error instanceof kind)
  if (error instanceof Error && told) return error.message
  const { DATA_DIR: dataDir, DATABASE_URL: url } = readSettings()
  if (error instanceof StorageError) return cannotUse(error, url ? undefined : join(dataDir, recordsFile)).message
  const { code, path } = error as NodeJS.ErrnoException
  const because = code === undefined ? undefined : diskTroubles[code]
  return because && `DATA_DIR: ${path ?? dataDir} cannot be written, ${because}, and start again.`
}
