import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { costReport } from './cost-report.ts'
import { announce, type Figure, printFigures, printTable } from './figures.ts'

/** What one size costs. Seconds, milliseconds and megabytes. */
export interface Cost {
  offers: number
  build: number
  buildMB: number
  diskMB: number
  opening: number
  /** How many searches are timed, and how many compared with a deeper one. */
  searches: number
  compared: number
  serverMB: number
  serverPeakMB: number
  p50: number
  p99: number
  rebuildingP50: number
  rebuildingP99: number
  recall: number
}

/** The sizes measured unless others are named: a million takes a quarter of an hour. */
const usual = [24_000, 200_000]

/** What a catalogue costs as it grows: the build in a process of its own, the server in another, on this machine. */
export async function benchScale(sizes: readonly number[]): Promise<boolean> {
  mkdirSync(folder, { recursive: true })
  const costs: Cost[] = []
  for (const offers of sizes.length > 0 ? sizes : usual) costs.push(await costOf(offers))
  printTable(
    'Cost against size: every everyday query with text, occupation space and each of five filters, 80 results',
    headings,
    costs.map(rowOf),
  )
  const report = join(folder, 'scale.html')
  writeFileSync(report, costReport(costs))
  console.log(`  ${report}`)
  return printFigures('Scale', costs.flatMap(figuresOf))
}

const folder = join('.data', 'bench')

const headings = [
  'offers',
  'build s',
  'build MB',
  'disk MB',
  'opening s',
  'server MB',
  'peak MB',
  'p50 ms',
  'p99 ms',
  'p50 while rebuilding',
  'p99 while rebuilding',
  'recall@10',
]
const rowOf = (cost: Cost): (string | number)[] => [
  cost.offers.toLocaleString('en'),
  cost.build,
  Math.round(cost.buildMB),
  Math.round(cost.diskMB),
  cost.opening,
  Math.round(cost.serverMB),
  Math.round(cost.serverPeakMB),
  cost.p50,
  cost.p99,
  cost.rebuildingP50,
  cost.rebuildingP99,
  cost.recall,
]

/** The bars of the size at hand or, between two, of the larger one. */
function figuresOf(cost: Cost): Figure[] {
  const [, p50, p99, recall] = bars.find(([most]) => cost.offers <= most) ?? bars.at(-1)!
  const size = cost.offers.toLocaleString('en')
  const n = cost.searches
  return [
    { label: `${size} offers: search, p50 (ms)`, n, value: cost.p50, bar: { atMost: p50 } },
    { label: `${size} offers: search, p99 (ms)`, n, value: cost.p99, bar: { atMost: p99 } },
    { label: `${size} offers: while rebuilding, p50 (ms)`, n, value: cost.rebuildingP50, bar: { atMost: p50 } },
    { label: `${size} offers: while rebuilding, p99 (ms)`, n, value: cost.rebuildingP99, bar: { atMost: p99 } },
    {
      label: `${size} offers: recall@10, against reading ten times as deep or more`,
      n: cost.compared,
      value: cost.recall,
      bar: { atLeast: recall },
    },
    { label: `${size} offers: server memory (MB)`, value: cost.serverMB, bar: { atMost: 2048 } },
    { label: `${size} offers: build, for 24,000 (s)`, value: (cost.build * 24_000) / cost.offers, bar: { atMost: 10 } },
  ]
}

/** Offers at most, p50 and p99 in milliseconds, recall. */
const bars = [
  [24_000, 8, 20, 0.99],
  [200_000, 20, 50, 0.95],
  [1_000_000, 60, 150, 0.95],
] as const

async function costOf(offers: number): Promise<Cost> {
  const dir = mkdtempSync(join(folder, 'scale-'))
  announce(`${offers.toLocaleString('en')} offers: building`)
  try {
    const built = Built.parse(await answerOf(start('build', dir, 'v1', String(offers))))
    const diskMB = sizeOf(dir)
    announce('searching')
    const server = start('serve', dir)
    await answerOf(server)
    const quiet = Measured.parse(await ask(server, 'measure'))
    announce('searching deeper, to compare')
    const { recall, compared } = Compared.parse(await ask(server, 'recall'))
    announce('searching while another version is built')
    const rebuild = start('build', dir, 'v2', String(offers))
    const rebuilding = Measured.parse(await ask(server, 'measure'))
    if (rebuild.exitCode !== null) console.log('  the rebuild ended before the searches did')
    await stop(rebuild)
    await stop(server)
    return {
      offers,
      build: built.seconds,
      buildMB: built.peakMB,
      diskMB,
      opening: quiet.opened,
      searches: quiet.searches,
      compared,
      serverMB: quiet.residentMB,
      serverPeakMB: quiet.peakMB,
      p50: quiet.p50,
      p99: quiet.p99,
      rebuildingP50: rebuilding.p50,
      rebuildingP99: rebuilding.p99,
      recall,
    }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

const Built = z.object({ seconds: z.number(), peakMB: z.number() })
const Compared = z.object({ recall: z.number(), compared: z.number().int() })
const Measured = z.object({
  opened: z.number(),
  searches: z.number().int(),
  p50: z.number(),
  p99: z.number(),
  residentMB: z.number(),
  peakMB: z.number(),
})

function start(...parameters: string[]): ChildProcess {
  return fork(join(import.meta.dirname, 'scale-process.ts'), parameters)
}

async function ask(child: ChildProcess, question: string): Promise<unknown> {
  child.send(question)
  return answerOf(child)
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`A process of the bench ended with ${code}.`)
  })
  ended.catch(() => {})
  const [answer] = await Promise.race([once(child, 'message'), ended])
  return answer
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

function sizeOf(dir: string): number {
  const files = globSync('**/*', { cwd: dir }).map((file) => statSync(join(dir, file)))
  return files.filter((file) => file.isFile()).reduce((sum, file) => sum + file.size, 0) / 2 ** 20
}
