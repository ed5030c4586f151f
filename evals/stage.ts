import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import { defaultPolicy } from '../guardrails/policy.ts'
import type { Redacted } from '../guardrails/redacted.ts'
import { type Assistant, createAssistant } from '../src/assistant/assistant.ts'
import { hear } from '../src/assistant/hear.ts'
import type { ModelLine, Prompts } from '../src/assistant/model.ts'
import { type AssistantOptions, createSetting } from '../src/assistant/setting.ts'
import type { Catalogue, CatalogueIndex } from '../src/catalogue/catalogue-index.ts'
import { generateDemonstration } from '../src/catalogue/demonstration/generate.ts'
import { loadDemonstrationSources } from '../src/catalogue/demonstration/load-node.ts'
import { embedItems } from '../src/catalogue/embed-items.ts'
import { groupOffers } from '../src/catalogue/groups.ts'
import { openLance } from '../src/catalogue/lance.ts'
import { buildLanceTable } from '../src/catalogue/lance-table.ts'
import { createMemoryIndex } from '../src/catalogue/memory.ts'
import { sparse } from '../src/catalogue/memory-vectors.ts'
import type { Item } from '../src/item.ts'
import type { Act } from '../src/need/acts/act.ts'
import { occupationEmbedding } from '../src/occupations/embedding.ts'
import { createReferential, type Referential } from '../src/occupations/referential.ts'
import { loadCommunes } from '../src/places/load-node.ts'
import { createPlaces, type Places } from '../src/places/places.ts'
import { readAppVersion, readOccupations, readPrompts } from '../src/read-sources.ts'
import { migrate } from '../src/record/migrations.ts'
import type { Records } from '../src/record/records.ts'
import { createSqlRecords } from '../src/record/sql-records.ts'
import { openSqlite } from '../src/record/sqlite.ts'
import type { Conversation } from '../src/record/turn.ts'
import { createRelevance, type Relevance } from '../src/relevance/relevance.ts'

/** The day of every evaluation: the demonstration catalogue counts its dates from it, so that figures of two days can be compared. */
export const evaluationDay = '2026-11-29'

/** What suites share. Each part is made when first asked for, once a run. */
export interface Stage {
  places(): Promise<Places>
  referential(): Referential
  embedding(): EmbeddingModelV4
  relevance(): Relevance
  /** The demonstration catalogue, as built on `evaluationDay`. */
  items(): Promise<readonly Item[]>
  demonstration(): Promise<CatalogueIndex>
  memoryIndex(name: string, items: readonly Item[]): Promise<CatalogueIndex>
  /** In a temporary folder, removed by `close`. */
  lanceIndex(name: string, items: readonly Item[]): Promise<CatalogueIndex>
  /** The product in memory, without a model unless one is given: its own records, ids counted from 1, and seeds as told. */
  assistant(options: Played): Promise<{
    assistant: Assistant
    /** What a message that the guard let through is taken for in this exchange; nothing of it is stored. */
    hear: (conversation: Conversation, text: Redacted) => Act | 'other-person'
    records: Records
    close: () => void
  }>
  close(): void
}

export interface Played {
  newSeed: () => string
  model?: ModelLine
  /** In the place of those of prompts/. */
  prompts?: Partial<Prompts>
  /** In the place of the demonstration. */
  index?: CatalogueIndex
}

export function createStage(options: { cacheDir: string }): Stage {
  const places = once(async () =>
    createPlaces(await loadCommunes({ cacheFile: join(options.cacheDir, 'places.json') })),
  )
  const occupations = once(readOccupations)
  const referential = once(() => createReferential(occupations()))
  const embedding = once(() => occupationEmbedding(referential()))
  const relevance = once(() => createRelevance(referential()))
  const items = once(async () => {
    const offers = generateDemonstration({
      sources: loadDemonstrationSources(),
      communes: (await places()).communes,
      occupations: occupations(),
      builtOn: evaluationDay,
    })
    return groupOffers(offers)
  })
  const folder = once(() => mkdtempSync(join(tmpdir(), 'eventail-evals-')))
  const closing: (() => void)[] = []

  async function memoryIndex(version: string, held: readonly Item[]): Promise<CatalogueIndex> {
    const vectors = (await embedItems(embedding(), held)).map(sparse)
    return createMemoryIndex({ version, fictitious: true, items: held, vectors })
  }

  const demonstration = once(async () => memoryIndex('demonstration', await items()))

  return {
    places,
    referential,
    embedding,
    relevance,
    items,
    demonstration,
    memoryIndex,
    async lanceIndex(version, held) {
      await buildLanceTable({
        dir: folder(),
        version,
        items: held,
        embed: embedding(),
        builtAt: new Date(`${evaluationDay}T00:00:00Z`),
      })
      const index = await openLance({ dir: folder(), version })
      closing.push(() => index.close())
      return index
    },
    async assistant({ newSeed, index: served, model, prompts }) {
      const index = served ?? (await demonstration())
      const catalogue: Catalogue = {
        current: () => index,
        version: async (version) => (version === index.version ? index : undefined),
      }
      const database = openSqlite(':memory:')
      await migrate(database)
      const records = createSqlRecords(database)
      let count = 0
      const given: AssistantOptions = {
        catalogue,
        places: await places(),
        referential: referential(),
        embedding: embedding(),
        records,
        policy: () => defaultPolicy,
        requests: [],
        prompts: { ...readPrompts(), ...prompts },
        model,
        appVersion: readAppVersion(),
        contact: { agency: '', referent: '' },
        clock: () => new Date(`${evaluationDay}T08:00:00Z`),
        newId: (prefix) => {
          count += 1
          return `${prefix}_${count}`
        },
        newSeed,
      }
      const setting = createSetting(given)
      return {
        assistant: createAssistant(given),
        hear(conversation, text) {
          const { act, isOfAnother } = hear(setting, conversation, { text: { redacted: text, findings: [] } })
          return isOfAnother ? 'other-person' : act
        },
        records,
        close: () => database.close(),
      }
    },
    close() {
      for (const one of closing) one()
      rmSync(folder(), { recursive: true, force: true })
    },
  }
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
