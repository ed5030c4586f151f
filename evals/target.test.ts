import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ServerType, serve } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectModel } from '../src/connect-model.ts'
import { rehearse } from '../src/rehearsal.ts'
import { addCases } from './cases/add.ts'
import { suitesIn } from './cases/cases.ts'
import { evaluate } from './evaluate.ts'
import type { GateResult } from './gate.ts'
import type { Report } from './report.ts'
import { SaidCase } from './said.ts'
import { suites } from './suites/all.ts'
import { readJsonLines } from './suites/jsonl.ts'
import { needsSuiteOf } from './suites/needs.ts'
import { createTarget } from './target.ts'

describe('a running server', () => {
  const out = mkdtempSync(join(tmpdir(), 'eventail-target-'))
  let server: ServerType
  let url = ''
  beforeAll(async () => {
    const { app } = await rehearse({ size: 2000 })
    await new Promise<void>((ready) => {
      server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
        url = `http://127.0.0.1:${port}`
        ready()
      })
    })
  })
  afterAll(() => {
    server.close()
    rmSync(out, { recursive: true, force: true })
  })

  it('is judged by what it answers; what only this process can see is skipped aloud', async () => {
    const told: string[] = []
    const code = await evaluate(['options', 'retrieval', '--target', url, '--out', out], {
      suites,
      environment: {},
      print: (text) => told.push(text),
      complain: () => {},
    })
    // Never 3: how fast this machine is today decides between 0 and 1.
    expect([0, 1]).toContain(code)
    const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'))
    const [retrieval, options] = report.suites
    expect(retrieval.skipped).toContain('a server is not asked')
    expect(options.cases).toHaveLength(240)
    const statusOf = (measure: string) => options.gates.find((gate: GateResult) => gate.measure === measure)?.status
    for (const measure of ['right outcome', 'both ways', 'evidence equals record', 'neutral wording']) {
      expect([measure, statusOf(measure)]).toEqual([measure, 'held'])
    }
    expect(statusOf('same again')).toBe('skipped')
    expect(told.join('\n')).toContain('NOT MEASURED: a running server tells neither its seed nor its ledger')
  }, 90_000)

  it('is no pass where nothing of it is asked', async () => {
    const complained: string[] = []
    const silent = { environment: {}, print: () => {}, complain: (text: string) => void complained.push(text) }
    expect(await evaluate(['retrieval', '--target', url, '--out', out], { suites, ...silent })).toBe(3)
    expect(complained.join('\n')).toMatch(/nothing was judged: retrieval .*a server is not asked/)
  }, 90_000)
})

it('is judged under the key of a tenant of its own, so that an agency sees and shares nothing of it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'eventail-tenant-'))
  await addCases(['formation de plaquiste à Lille', '--outcome', 'options,not-enough', '--near', 'Lille'], folder)
  const { app, keyed } = await rehearse({ size: 2000, closed: true })
  const evals = await keyed(['chat'], 'evals')
  const server = await new Promise<ServerType>((ready) => {
    const made = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => ready(made))
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const run = (key: string | undefined) =>
    evaluate(['misunderstood', '--target', url, '--out', folder], {
      suites: suitesIn(folder),
      environment: { EVENTAIL_API_KEY: key },
      print: () => {},
      complain: () => {},
    })
  expect(await run(undefined)).toBe(3)
  expect(await run(evals.secret)).toBe(0)
  server.close()
  const listed = async (tenant: string) => {
    const { api } = await keyed(['chat', 'oversight'], tenant)
    return [(await api.call('GET', '/v1/conversations')).text, (await api.call('GET', '/v1/oversight/summary')).text]
  }
  const [own, other] = [await listed('evals'), await listed('nord')]
  expect(own[1]).not.toBe(other[1])
  expect(other).toEqual(await listed('sud'))
  rmSync(folder, { recursive: true, force: true })
}, 90_000)

it('says nothing of a server whose own model is away, or of one that is away itself: exit 3', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'eventail-away-'))
  const lines = readJsonLines(join(import.meta.dirname, 'sets/needs/W3-tuned.jsonl'), SaidCase)
  const few = needsSuiteOf(() => lines.slice(0, 3).map((one) => ({ ...one, split: 'test' as const })))
  const baseUrl = 'http://127.0.0.1:9/v1'
  const model = connectModel({ baseUrl, model: 'away', api: 'chat', words: true, patience: { retries: 0 } })
  const judged = async (options: Parameters<typeof rehearse>[0]) => {
    const { app } = await rehearse({ size: 2000, ...options })
    const server = await new Promise<ServerType>((ready) => {
      const made = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => ready(made))
    })
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const run = (out: string) =>
      evaluate(['needs', '--target', url, '--out', join(folder, out)], {
        suites: [few],
        environment: {},
        print: () => {},
        complain: () => {},
      })
    const code = await run('up')
    server.close()
    const report = JSON.parse(readFileSync(join(folder, 'up/report.json'), 'utf8')) as Report
    return { code, broken: report.suites[0]!.broken, cases: report.suites[0]!.cases, after: await run('down') }
  }
  const [with_, without] = [await judged({ model }), await judged({})]
  expect([0, 1]).toContain(without.code)
  expect(without.cases).toHaveLength(3)
  expect(with_.code).toBe(3)
  expect(with_.broken).toMatchObject([{ id: 'the server', away: true }])
  expect([with_.after, without.after]).toEqual([3, 3])
  rmSync(folder, { recursive: true, force: true })
}, 120_000)

it('waits as long as a server asks before it counts an answer', async () => {
  let asked = 0
  const server = createServer((_, response) => {
    asked += 1
    if (asked < 3) return response.writeHead(429, { 'retry-after': '0' }).end('{}')
    response.end(JSON.stringify({ action: 'pass', redacted: 'bonjour', findings: [] }))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const checked = await createTarget(`http://127.0.0.1:${port}`, undefined).check('bonjour')
  server.close()
  expect(checked.action).toBe('pass')
  expect(asked).toBe(3)
})
