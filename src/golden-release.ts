import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { connectModel } from './connect-model.ts'
import { type FakeRequest, startFakeModel } from './fake-model-server.ts'
import { chainEvents } from './record/chain.ts'
import type { Turn } from './record/turn.ts'
import { rehearse, talkTo } from './rehearsal.ts'

/**
 * `node src/golden-release.ts NAME` keeps what this release writes as `src/record/fixtures/NAME.sql`, for the releases after it to read: one
 * exchange that names somebody, with a decision, an answer about its options, a set that waits in a model's words, and an answer kept for its key.
 * Made once a release, when what is stored has another shape than in the last one (src/record/earlier-releases.test.ts says so).
 */
const [name] = process.argv.slice(2)
if (!name || !/^[a-z-]+$/.test(name)) {
  console.error('Which release? node src/golden-release.ts fourth-release')
  process.exit(2)
}
const folder = mkdtempSync(join(tmpdir(), 'eventail-golden-'))
const file = join(folder, 'records.sqlite')
const model = await startFakeModel((request) => ({ text: JSON.stringify(repliesTo(request)) }))
const line = connectModel({ baseUrl: model.baseUrl, model: 'fake', api: 'chat', words: true })
const stage = await rehearse({ size: 2000, file, model: line, seed: 'golden' })
const { call, opened } = talkTo(stage.app)
const { id } = await opened({ dossier: { commune: '59350', mobiliteKm: 300 } })
const said = async (text: string, key: Record<string, string> = {}) =>
  (await call('POST', `/v1/conversations/${id}/messages`, { text }, key)).body as unknown as Turn
const first = await said('une formation de soudeur pour Mme Diarra')
if (first.options.length === 0) throw new Error(`No set to decide on: ${first.outcome}.`)
await call('POST', `/v1/conversations/${id}/turns/${first.id}/decision`, {
  kind: 'choose',
  optionIds: [first.options[0]!.id],
  optionsDigest: first.optionsDigest,
})
await said('laquelle commence le plus tôt ?')
await said('et une formation de soudeur à temps partiel', { 'idempotency-key': 'kept-by-a-release' })
await chainEvents(stage.database, () => new Date('2026-11-24T09:00:00Z'))
await stage.database.close()
model.close()
const written = new DatabaseSync(file)
writeFileSync(join(import.meta.dirname, `record/fixtures/${name}.sql`), dump(written))
written.close()
rmSync(folder, { recursive: true })

/** Each option by its first claim as it is; a message as nothing new. */
function repliesTo({ document }: FakeRequest): object {
  if (!document.options) return { act: 'need', changes: [] }
  const options = document.options as Record<string, Record<string, Record<string, string>>>
  const sentences = Object.entries(options).flatMap(([on, stances]) =>
    Object.values(stances).flatMap((claims) =>
      Object.entries(claims)
        .slice(0, 1)
        .map(([claim, text]) => ({ on, text, claims: [claim] })),
    ),
  )
  return { sentences }
}

/** Tables with their rows, then what stands on them. */
function dump(database: DatabaseSync): string {
  const made = database
    .prepare(
      "select type, name, sql from sqlite_master where sql is not null and name not like 'sqlite_%' order by rowid",
    )
    .all() as { type: string; name: string; sql: string }[]
  const tables = made.filter(({ type }) => type === 'table')
  const rows = tables.flatMap(({ name: table }) =>
    database
      .prepare(`select * from "${table}"`)
      .all()
      .map((row) => `insert into "${table}" values (${Object.values(row).map(literal).join(', ')});`),
  )
  const others = made.filter(({ type }) => type !== 'table')
  return [...tables.map(({ sql }) => `${sql};`), ...rows, ...others.map(({ sql }) => `${sql};`), ''].join('\n')
}

function literal(value: unknown): string {
  if (value === null) return 'null'
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
}
