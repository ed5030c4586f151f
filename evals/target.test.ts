import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ServerType, serve } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rehearse } from '../src/rehearsal.ts'
import { addCases } from './cases/add.ts'
import { suitesIn } from './cases/cases.ts'
import { evaluate } from './evaluate.ts'
import type { GateResult } from './gate.ts'
import { suites } from './suites/all.ts'
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
