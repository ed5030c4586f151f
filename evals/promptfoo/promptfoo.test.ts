import { readFileSync } from 'node:fs'
import { type ServerType, serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parse } from 'yaml'
import { rehearse } from '../../src/rehearsal.ts'
import { readPromptfoo } from '../cases/promptfoo.ts'

const file = new URL('promptfooconfig.yaml', import.meta.url)
const config = parse(readFileSync(file, 'utf8')) as { providers: string[]; tests: { vars: { message: string } }[] }
let server: ServerType

beforeAll(async () => {
  const { app } = await rehearse({ size: 1500 })
  await new Promise<void>((ready) => {
    server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
      process.env.EVENTAIL_URL = `http://127.0.0.1:${port}`
      ready()
    })
  })
})
afterAll(() => {
  server.close()
  delete process.env.EVENTAIL_URL
})

it('answers what promptfoo would ask with what it would read, without promptfoo', async () => {
  const [provider] = config.providers
  const { default: Provider } = await import(new URL(provider!.replace('file://', ''), import.meta.url).href)
  for (const { vars } of config.tests) {
    const { output, error, metadata } = await new Provider().callApi(vars.message)
    expect(error).toBeUndefined()
    expect(output).toMatch(/^(?:options|not-enough|question)\n/)
    expect(metadata.turn.number).toBe(vars.message.split('\n').length)
  }
})

it('is itself a file whose tests can be taken over as cases', () => {
  const { cases, left } = readPromptfoo(file.pathname)
  expect(cases.map(({ expect }) => expect)).toEqual([{ saysNot: ['vendeur'] }, { says: ['secr'] }])
  expect(left).toEqual([])
})
