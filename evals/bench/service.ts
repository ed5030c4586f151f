import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drawOf } from '../../src/options/order.ts'
import { readOccupations } from '../../src/read-sources.ts'
import type { Conversation, Turn } from '../../src/record/turn.ts'
import { checkClaim } from '../suites/options/claim-check.ts'
import { type Figure, percentile, printFigures } from './figures.ts'

const turns = 500

/** The service as a newcomer meets it: first and next start, then 500 needs over HTTP on loopback, without a model. */
export async function benchService(): Promise<boolean> {
  const dataDir = mkdtempSync(join(tmpdir(), 'eventail-bench-'))
  const figures: Figure[] = []
  let server: Awaited<ReturnType<typeof startServer>> | undefined
  try {
    server = await startServer(dataDir)
    figures.push({
      label: 'first start, catalogue generated and indexed (s)',
      value: server.seconds,
      bar: { atMost: 20 },
    })
    await server.stop()
    server = await startServer(dataDir)
    figures.push({ label: 'next start (s)', value: server.seconds, bar: { atMost: 3 } })
    const ready = (await (await fetch(`${server.url}readyz`)).json()) as { catalogue: { size: number } }
    figures.push({ label: 'items in the catalogue', value: ready.catalogue.size })
    figures.push(...(await converse(server.url)))
  } finally {
    await server?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return printFigures('The service, 2 cores, without a model', figures)
}

async function converse(url: string): Promise<Figure[]> {
  const call = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${url}v1/${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Answer
  }
  const times: number[] = []
  const outcomes = new Map<string, number>()
  let claims = 0
  let wrong = 0
  let replayed = 0
  for (let number = 0; number < turns + warmUp; number++) {
    const { id, profile } = await call<Conversation>('POST', 'conversations', {
      dossier: { codePostal: pick(postcodes, number, 'place'), mobiliteKm: 60 },
    })
    const started = performance.now()
    const turn = await call<Turn>('POST', `conversations/${id}/messages`, { text: needNumber(number) })
    if (number < warmUp) continue
    times.push(performance.now() - started)
    outcomes.set(turn.outcome, (outcomes.get(turn.outcome) ?? 0) + 1)
    for (const option of turn.options) {
      const record = await call<Turn['options'][number]['item']>('GET', `catalogue/items/${option.item.id}`)
      for (const claim of [...option.claims, ...option.differs]) {
        claims++
        const sources = {
          item: { ...record, distanceKm: option.item.distanceKm },
          profile,
          criteria: turn.criteria,
          occupation: undefined,
        }
        const { faults } = checkClaim(claim, sources)
        if (faults.length > 0) wrong++
        for (const fault of faults.slice(0, wrong > 5 ? 0 : 1)) console.error(`  ${fault}`)
      }
    }
    const { same } = await call<{ same: boolean }>('GET', `conversations/${id}/turns/${turn.id}/replay`)
    if (same) replayed++
    if (number % 50 === 0) process.stderr.write(`  ${number} of ${turns} turns\r`)
  }
  return [
    { label: 'a turn, p50 (ms)', value: percentile(times, 0.5), bar: { atMost: 40 } },
    { label: 'a turn, p99 (ms)', value: percentile(times, 0.99), bar: { atMost: 150 } },
    { label: 'a turn, slowest (ms)', value: percentile(times, 1) },
    ...[...outcomes].map(([outcome, count]) => ({ label: `turns answered with ${outcome}`, value: count })),
    { label: 'claims shown', value: claims },
    { label: 'claims that are not those of the record', value: wrong, bar: { atMost: 0 } },
    { label: `turns of ${turns} replayed to the same options`, value: replayed, bar: { atLeast: turns } },
  ]
}

/** Requests served before the clock counts: a server just started has nothing compiled. */
const warmUp = 30

const postcodes = [
  '59000',
  '69001',
  '13001',
  '31000',
  '44000',
  '67000',
  '33000',
  '35000',
  '75011',
  '06000',
  '97400',
  '63000',
  '80000',
  '87000',
]
const modifiers = [
  '',
  ', pas à distance',
  ', gratuite',
  ', moins de 6 mois',
  ', diplômante',
  ', dès janvier',
  ', à temps partiel',
  ' de préférence le soir',
]
const occupationNames = readOccupations().flatMap((occupation) =>
  occupation.names.slice(0, 4).map((name) => name.split(' / ')[0]!),
)

function pick<Thing>(things: readonly Thing[], number: number, what: string): Thing {
  return things[Math.floor(drawOf('bench', `${what} ${number}`) * things.length)]!
}

const needNumber = (number: number) =>
  `une formation de ${pick(occupationNames, number, 'name')}${pick(modifiers, number, 'modifier')}`

async function startServer(dataDir: string) {
  const started = performance.now()
  const child = spawn(process.execPath, ['src/node.ts'], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'silent',
      REQUESTS_PER_MINUTE: '1000000',
      OPENAI_MODEL: '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await addressOf(child)
  return {
    url,
    seconds: (performance.now() - started) / 1000,
    stop: () =>
      new Promise<void>((resolve) => {
        if (child.exitCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    child.stdout!.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const [url] = /http:\/\/\S+/.exec(printed) ?? []
      if (url) resolve(url)
    })
    child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it was ready.`)))
  })
}
