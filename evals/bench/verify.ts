import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { chainEvents } from '../../src/record/chain.ts'
import { sha256Of } from '../../src/record/digest.ts'
import { migrate } from '../../src/record/migrations.ts'
import { sealed } from '../../src/record/sample-record.ts'
import { openSqlite } from '../../src/record/sqlite.ts'
import { verify } from '../../src/record/verify.ts'
import { announce, printFigures } from './figures.ts'

/** Exchanges of four events each: opened, options shown, decided, handed over. */
const exchanges = 25_000
/** Of a turn as it is stored. */
const bodyBytes = 13_000
const at = '2026-11-24T10:00:00.000Z'

/** A hundred thousand events, with the turns and decisions that they vouch for, verified; then with one byte changed, which must be found. */
export async function benchVerify(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'eventail-verify-'))
  try {
    const file = join(folder, 'records.sqlite')
    const made = openSqlite(file)
    await migrate(made)
    await made.close()
    announce(`${4 * exchanges} events are written`)
    await fill(file)
    const database = openSqlite(file)
    announce('they are chained')
    const chained = await measured(async () => {
      while ((await chainEvents(database, () => new Date(at))) > 0);
    })
    announce('they are verified')
    const whole = await measured(() => verify(database, []))
    tamper(file)
    const changed = await verify(database, [])
    await database.close()
    return printFigures('The record, verified', [
      { label: 'events chained', value: whole.value.whole ? whole.value.links : 0, bar: { atLeast: 4 * exchanges } },
      { label: 'decisions vouched for', value: whole.value.whole ? whole.value.decisions : 0 },
      { label: 'chained (s)', value: chained.seconds },
      { label: 'verified (s)', value: whole.seconds, bar: { atMost: 10 } },
      { label: 'verified (s of CPU)', value: whole.cpuSeconds, bar: { atMost: 10 } },
      { label: 'one changed event found (1 is yes)', value: Number(!changed.whole), bar: { atLeast: 1 } },
    ])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function fill(file: string): Promise<void> {
  const raw = new DatabaseSync(file)
  raw.exec('pragma synchronous = OFF; begin')
  const conversation = raw.prepare(
    `insert into conversations (id, tenant, counsellor, locale, objection, profile, dropped, created_at)
      values (?, 'agency', 'counsellor', 'fr', 0, '{}', '[]', '${at}')`,
  )
  const turn = raw.prepare(
    `insert into turns (id, conversation_id, number, state, body, selection, sent, created_at, need)
      values (?, ?, 1, 'decided', ?, 'null', '[]', '${at}', '')`,
  )
  const decision = raw.prepare(
    `insert into decisions (id, turn_id, supersedes, request_digest, body, decided_at) values (?, ?, null, ?, ?, '${at}')`,
  )
  const event = raw.prepare(
    `insert into events (id, tenant, subject, kind, at, body) values (?, 'agency', ?, ?, '${at}', ?)`,
  )
  for (let number = 0; number < exchanges; number++) {
    const [conv, turnId, dec] = [`conv_${number}`, `turn_${number}`, `dec_${number}`]
    const body = JSON.stringify({ id: turnId, filling: 'x'.repeat(bodyBytes) })
    const optionsDigest = await sha256Of(turnId)
    const decided = sealed({
      kind: 'none',
      id: dec,
      turnId,
      optionsDigest,
      actor: { kind: 'counsellor', ref: 'c-1' },
      supersedes: null,
      decidedAt: at,
    })
    conversation.run(conv)
    turn.run(turnId, conv, body)
    decision.run(dec, turnId, dec, JSON.stringify(decided))
    const told: [string, object][] = [
      ['opened', {}],
      ['options-shown', { turn: turnId, optionsDigest, bodyDigest: await sha256Of(body) }],
      ['hand-over', { turns: [turnId], decisions: [dec] }],
      ['decision', { decision: dec, turn: turnId, chosen: 'none', digest: decided.digest }],
    ]
    for (const [kind, content] of told) event.run(`evt_${number}_${kind}`, conv, kind, JSON.stringify(content))
  }
  raw.exec('commit')
  raw.close()
}

/** As somebody would who holds the file: what keeps events from being changed is in it. */
function tamper(file: string): void {
  const raw = new DatabaseSync(file)
  const guards = raw.prepare(`select name from sqlite_master where type = 'trigger' and tbl_name = 'events'`).all()
  for (const { name } of guards) raw.exec(`drop trigger "${name}"`)
  const { changes } = raw
    .prepare(`update events set body = replace(body, '"none"', '"own"') where seq = ?`)
    .run(4 * exchanges - 4)
  if (changes !== 1) throw new Error('No event was changed.')
  raw.close()
}

async function measured<Value>(work: () => Promise<Value>) {
  const cpu = process.cpuUsage()
  const began = performance.now()
  const value = await work()
  const used = process.cpuUsage(cpu)
  return { value, seconds: (performance.now() - began) / 1000, cpuSeconds: (used.user + used.system) / 1e6 }
}
