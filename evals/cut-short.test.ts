import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startFakeModel } from '../src/fake-model-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'eventail-cut-'))
const later = (ms: number) => new Promise((then) => setTimeout(then, ms))
let model: Awaited<ReturnType<typeof startFakeModel>>
let server: Server
let [url, asked] = ['', 0]

beforeAll(async () => {
  model = await startFakeModel(async () => {
    await later(100)
    return { text: '{"act":"need","changes":[]}' }
  })
  // Stands for a running Éventail whose guard is slow.
  server = createServer(async (request, response) => {
    if (request.url === '/readyz') return response.end('{}')
    asked += 1
    await later(20)
    response.end(JSON.stringify({ action: 'pass', redacted: '', findings: [] }))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address?.port}`
})
afterAll(() => {
  model.close()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Runs the command as a person does, and presses Ctrl-C once `enough`. */
async function run(args: string[], enough = () => false): Promise<{ code: number | null; complained: string }> {
  const { PATH = '', HOME = '' } = process.env
  const env = { PATH, HOME, EVAL_RECORDINGS: join(folder, 'recordings'), OPENAI_BASE_URL: model.baseUrl }
  const child = spawn(process.execPath, ['evals/run.ts', ...args, '--out', join(folder, 'out')], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complained = ''
  child.stderr.on('data', (part) => (complained += String(part)))
  const watch = setInterval(() => enough() && child.kill('SIGINT') && clearInterval(watch), 20)
  const code = await new Promise<number | null>((ended) => child.once('close', ended))
  clearInterval(watch)
  return { code, complained }
}

it('goes on after Ctrl-C with what a model was not asked yet', async () => {
  const command = ['read-message', '--model', 'slow']
  const cut = await run(command, () => model.bodies.length >= 12)
  expect(cut).toMatchObject({ code: 130, complained: expect.stringContaining('the same command goes on from there') })
  const kept = readFileSync(join(folder, 'recordings', 'slow.jsonl'), 'utf8')
    .trim()
    .split('\n').length
  expect(kept).toBeGreaterThanOrEqual(8)
  const { code, complained } = await run(command)
  // Judged to its end; whether gates hold is another matter.
  expect([0, 1]).toContain(code)
  expect(complained).toContain(`To ask: ${44 - kept} requests`)
  // Only what was on its way when it was cut is asked twice.
  expect(model.bodies.length).toBeLessThanOrEqual(44 + 4)
}, 120_000)

it('goes on after Ctrl-C with what a running server was not asked yet', async () => {
  const command = ['guardrails-blind', '--target', url]
  const cut = await run(command, () => asked >= 40)
  expect(cut.code).toBe(130)
  const before = asked
  const { complained } = await run(command)
  const known = Number(/Going on with a run that was cut short: (\d+) answers are known/.exec(complained)?.[1])
  expect(known).toBeGreaterThanOrEqual(36)
  expect(known).toBeLessThanOrEqual(before)
  expect(asked - before).toBeGreaterThan(100)
  expect(existsSync(join(folder, 'out', 'unfinished.jsonl'))).toBe(false)
}, 120_000)
