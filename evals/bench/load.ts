import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Conversation, Turn } from '../../src/record/turn.ts'
import { announce, type Figure, percentile, printFigures } from './figures.ts'
import { type ServiceProcess, startProcess } from './service-process.ts'

const conversations = 100
/** As many answers at once as the service is told to admit. */
const cap = 50
/** Answers before the one that is measured: compilers are at work for some hundreds, a service for months. */
const warmUps = 300
const needs = [
  'une formation de cuisinier',
  'une formation de soudeur',
  'une formation de comptable',
  'une formation de caissier',
]

/** A hundred conversations that stream from a model, and three times more than are admitted, beside a bare server in the same run. */
export async function benchLoad(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'eventail-load-'))
  const processes: ServiceProcess[] = []
  const start = async (file: string, environment: Record<string, string>) => {
    const started = await startProcess(file, environment)
    processes.push(started)
    return started
  }
  try {
    const provider = await start('load-provider.ts', {})
    const model = { OPENAI_BASE_URL: provider.url, OPENAI_MODEL: 'fake', OPENAI_API: 'chat', MODEL_WORDING: 'on' }
    announce('the service starts, with a demonstration of 2,000 offers')
    const serve = (more: Record<string, string>) =>
      start('../../src/node.ts', {
        ...model,
        DATA_DIR: join(folder, 'data'),
        DEMONSTRATION_SIZE: '2000',
        REQUESTS_PER_MINUTE: '1000000',
        ...more,
      })
    const figures: Figure[] = []
    const plain = await serve({ OPENAI_MODEL: '' })
    for (let number = 0; number < warmUps; number++) await decide(plain.url, number)
    const began = cpuMsOf(plain)
    for (let number = 0; number < conversations; number++) await decide(plain.url, number)
    const without = (cpuMsOf(plain) - began) / conversations
    await plain.end('SIGTERM')
    figures.push({
      label: 'CPU of open, message and decision, without a model (ms)',
      value: without,
      bar: { atMost: 20 },
    })
    const open = await serve({ MESSAGES_AT_ONCE: String(conversations) })
    await tokensOf(provider)
    await many(8, (number) => converse(open.url, number))
    const tokens = Math.round((await tokensOf(provider)) / 8)
    const bare = await start('load-bare.ts', model)
    await many(8, () => chat(bare.url, tokens))
    await open.held()
    await bare.held()
    // One after the other, and again: whatever else the machine does meets both.
    const rounds: Record<'ours' | 'theirs', Streamed>[] = []
    for (const round of ['', ' again']) {
      announce(
        `${conversations} conversations stream${round}, then ${conversations} of the bare server, ${tokens} tokens each`,
      )
      rounds.push({
        ours: await cpuOf(open, () => many(conversations, (number) => converse(open.url, number))),
        theirs: await cpuOf(bare, () => many(conversations, () => chat(bare.url, tokens))),
      })
    }
    const inAll = (whose: 'ours' | 'theirs') => ({
      answers: rounds.flatMap((round) => round[whose].answers),
      cpuMs: rounds.reduce((sum, round) => sum + round[whose].cpuMs, 0) / rounds.length,
    })
    const ours = inAll('ours')
    const theirs = inAll('theirs')
    const held = await open.held()
    const bareHeld = await bare.held()
    await open.end('SIGTERM')
    await bare.end('SIGTERM')
    figures.push(
      { label: 'tokens streamed a turn', value: tokens },
      { label: 'CPU a turn, ours (ms)', value: ours.cpuMs / conversations },
      { label: 'CPU a turn, bare (ms)', value: theirs.cpuMs / conversations },
      { label: 'CPU a turn, ours over bare', value: ours.cpuMs / theirs.cpuMs, bar: { atMost: 1.5 } },
      {
        label: 'answers that were not whole',
        value: ours.answers.filter(({ whole }) => !whole).length,
        bar: { atMost: 0 },
      },
      { label: 'the loop, held longest (ms)', value: held.ms, bar: { atMost: 100 } },
      { label: 'the loop, held longest (ms of its own CPU)', value: held.cpuMs, bar: { atMost: 100 } },
      { label: 'the loop of the bare server, held longest (ms)', value: bareHeld.ms },
      { label: 'the loop of the bare server, held longest (ms of its own CPU)', value: bareHeld.cpuMs },
      {
        label: 'a turn, p95 (s)',
        value: percentile(
          ours.answers.map(({ ms }) => ms / 1000),
          0.95,
        ),
      },
      {
        label: 'a bare turn, p95 (s)',
        value: percentile(
          theirs.answers.map(({ ms }) => ms / 1000),
          0.95,
        ),
      },
    )
    const capped = await serve({ MESSAGES_AT_ONCE: String(cap) })
    await many(8, (number) => converse(capped.url, number))
    announce(`${cap} at once, then ${3 * cap}`)
    const alone = await many(cap, (number) => converse(capped.url, number))
    const crowd = await many(3 * cap, (number) => converse(capped.url, number))
    const admitted = crowd.filter(({ status }) => status === 200)
    const refused = crowd.filter(({ status }) => status === 503)
    const p95 = (answers: readonly Answered[]) =>
      percentile(
        answers.map(({ ms }) => ms),
        0.95,
      )
    figures.push(
      { label: `admitted of ${3 * cap} at once`, value: admitted.length, bar: { atLeast: cap } },
      { label: 'refused with 503 and Retry-After', value: refused.filter(({ retryAfter }) => retryAfter).length },
      {
        label: 'answered in any other way',
        value: crowd.length - admitted.length - refused.length,
        bar: { atMost: 0 },
      },
      {
        label: 'admitted p95 at 3 × the cap, over that at the cap',
        value: p95(admitted) / p95(alone),
        bar: { atMost: 1.5 },
      },
    )
    return printFigures('Under load, from a model that streams', figures)
  } finally {
    for (const { end, child } of processes) if (child.exitCode === null) await end('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Answered {
  status: number
  ms: number
  whole: boolean
  retryAfter: boolean
}

interface Streamed {
  answers: Answered[]
  cpuMs: number
}

const many = (count: number, ask: (number: number) => Promise<Answered>): Promise<Answered[]> =>
  Promise.all(Array.from({ length: count }, (_, number) => ask(number)))

/** An exchange is opened, and its first message answered as a stream; the time is that of the message. */
async function converse(url: string, number: number): Promise<Answered> {
  const { id } = await post<Conversation>(`${url}v1/conversations`, {})
  const path = `${url}v1/conversations/${id}/messages/stream`
  return answered(path, { text: needs[number % needs.length] }, '"data-turn"')
}

/** An exchange is opened, answered and decided. */
async function decide(url: string, number: number): Promise<void> {
  const { id } = await post<Conversation>(`${url}v1/conversations`, {})
  const path = `${url}v1/conversations/${id}`
  const turn = await post<Turn>(`${path}/messages`, { text: needs[number % needs.length] })
  await post(`${path}/turns/${turn.id}/decision`, { kind: 'none', optionsDigest: turn.optionsDigest })
}

async function post<Answer>(url: string, body: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await response.json()) as Answer
}

const chat = (url: string, tokens: number) => answered(`${url}chat`, { text: String(tokens) }, '"finish"')

async function answered(url: string, body: object, last: string): Promise<Answered> {
  const began = performance.now()
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  const text = await response.text()
  return {
    status: response.status,
    ms: performance.now() - began,
    whole: text.includes(last) && !text.includes('"data-problem"'),
    retryAfter: response.headers.has('retry-after'),
  }
}

async function cpuOf(service: ServiceProcess, work: () => Promise<Answered[]>): Promise<Streamed> {
  const before = cpuMsOf(service)
  const answers = await work()
  return { answers, cpuMs: cpuMsOf(service) - before }
}

/** User and system time of a process, of all its threads: proc_pid_stat(5). */
function cpuMsOf({ child }: ServiceProcess): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksASecond
}

const ticksASecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

async function tokensOf(provider: ServiceProcess): Promise<number> {
  return Number(await (await fetch(new URL('/tokens', provider.url))).text())
}
