import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseJsonEventStream, readUIMessageStream, type UIMessageChunk, uiMessageChunkSchema } from 'ai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Conversation, ConversationExport, Turn } from '../record/turn.ts'
import { type Json, rehearse, talkTo } from '../rehearsal.ts'

type Stage = Awaited<ReturnType<typeof rehearse>>

let stage: Stage
let api: ReturnType<typeof talkTo>
beforeAll(async () => {
  stage = await rehearse({ size: 1500 })
  api = talkTo(stage.app)
})

describe('the document of the contract', () => {
  const folder = mkdtempSync(join(tmpdir(), 'eventail-contract-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  beforeAll(async () => {
    writeFileSync(join(folder, 'openapi.json'), (await api.call('GET', '/openapi.json')).text)
    writeFileSync(join(folder, 'spectral.yaml'), 'extends: ["spectral:oas"]\n')
  })

  it('has no error and no warning in Spectral’s rules', async () => {
    const spectral = packaged('@stoplight/spectral-cli', 'dist/index.js')
    const options = [
      'lint',
      '--fail-severity',
      'hint',
      '-r',
      join(folder, 'spectral.yaml'),
      join(folder, 'openapi.json'),
    ]
    expect(await run(spectral, options)).toMatchObject({ code: 0 })
  })

  it('has no error and no warning in Redocly’s rules', async () => {
    const redocly = packaged('@redocly/cli', 'bin/cli.js')
    const { code, output } = await run(redocly, ['lint', join(folder, 'openapi.json'), '--max-problems', '20'], {
      REDOCLY_TELEMETRY: 'off',
      REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
    })
    expect([code, /(\d+ (?:error|warning)s?)/.exec(output)?.[1]]).toEqual([0, undefined])
  })

  it('tells a shape once, and every operation by a name, a summary and its problems', async () => {
    const document = (await api.call('GET', '/openapi.json')).body as unknown as {
      components: { schemas: Record<string, Json> }
      paths: Record<string, Record<string, { operationId: string; summary: string; responses: Json }>>
    }
    const turn = JSON.stringify(document.components.schemas.Turn)
    for (const name of ['Option', 'Criteria', 'Claim', 'Decision'])
      expect(turn).toContain(`#/components/schemas/${name}"`)
    expect(document.components.schemas.Decision).toMatchObject({ type: 'object' })
    const { decision } = (document.components.schemas.Turn as { properties: Json }).properties
    expect(decision).toEqual({ oneOf: [{ $ref: '#/components/schemas/Decision' }, { type: 'null' }] })
    const decide = document.paths['/v1/conversations/{id}/turns/{turnId}/decision']!.post!
    expect(decide.operationId).toBe('recordDecision')
    expect(Object.keys(decide.responses)).toEqual(expect.arrayContaining(['200', '201', '403', '409', '412', '422']))
  })
})

describe('a conversation as a resource', () => {
  it('opens with its first message, or leaves nothing behind', async () => {
    const before = await opened()
    const answer = await api.call('POST', '/v1/conversations', {
      dossier: { commune: '69123', mobiliteKm: 400 },
      message: { text: 'une formation de cuisinier' },
    })
    expect(answer.status).toBe(201)
    const conversation = answer.body as unknown as Conversation
    expect(conversation.turns.map(({ outcome }) => outcome)).toEqual(['options'])
    expect(answer.headers.get('location')).toBe(`/v1/conversations/${conversation.id}`)
    const blocked = await api.call('POST', '/v1/conversations', { message: { text: 'il est sous antidépresseurs' } })
    expect(blocked).toMatchObject({
      status: 422,
      body: { code: 'message-blocked', errors: [{ pointer: '/message/text' }] },
    })
    const refused = await api.call('POST', '/v1/conversations', { objection: true, message: { text: 'soudeur' } })
    expect([refused.status, refused.body.code]).toEqual([409, 'no-ai-path'])
    const unknown = await api.call('POST', '/v1/conversations', { message: { template: { id: 'x', values: {} } } })
    expect(unknown.body.errors).toMatchObject([{ pointer: '/message/template/id' }])
    expect(await opened()).toBe(before + 1)
  })

  it('is read again only when it has changed, and changed only by who has seen it as it is', async () => {
    const { id } = await api.opened({ dossier: { commune: '69123' } })
    const path = `/v1/conversations/${id}`
    const etag = (await api.call('GET', path)).headers.get('etag')!
    expect((await api.call('GET', path, undefined, { 'if-none-match': etag })).status).toBe(304)
    const change = (commune: string, match: string) =>
      api.call('PATCH', path, { dossier: { commune } }, { 'if-match': match })
    const both = await Promise.all(['59350', '75056'].map((commune) => change(commune, etag)))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
    expect(both.find(({ status }) => status === 412)!.body.code).toBe('changed-meanwhile')
    const now = both.find(({ status }) => status === 200)!.headers.get('etag')!
    expect(now).not.toBe(etag)
    expect((await api.call('GET', path)).headers.get('etag')).toBe(now)
    await api.said(id, { text: 'une formation de cuisinier' })
    expect((await change('33063', now)).status).toBe(412)
    expect((await change('33063', 'nonsense')).status).toBe(412)
    expect((await change('33063', '*')).status).toBe(200)
    expect((await api.call('PATCH', path, { objection: true })).status).toBe(200)
  })

  it('is exported whole: every decision, what left for models, its events', async () => {
    const { id } = await api.opened({ dossier: { commune: '69123', mobiliteKm: 400 } })
    const turn = (await api.said(id, { text: 'une formation de cuisinier' })).body as unknown as Turn
    const path = `/v1/conversations/${id}/turns/${turn.id}/decision`
    const { optionsDigest } = turn
    const first = await api.call('POST', path, { kind: 'choose', optionIds: [turn.options[0]!.id], optionsDigest })
    await api.call('POST', path, { kind: 'none', optionsDigest, supersedes: first.body.id })
    const answer = await api.call('GET', `/v1/conversations/${id}/export`)
    const kept = answer.body as unknown as ConversationExport
    expect(kept.decisions.map(({ kind }) => kind)).toEqual(['choose', 'none'])
    expect(kept.conversation).toEqual((await api.call('GET', `/v1/conversations/${id}`)).body)
    expect(kept.turns).toMatchObject([{ id: turn.id, sent: [], selection: { today: stage.today } }])
    expect(kept.events.map(({ kind }) => kind)).toEqual(['opened', 'options-shown', 'decision', 'decision'])
    expect((await api.call('GET', '/v1/conversations/conv_other/export')).status).toBe(404)
  })

  it('stands in a light list, a hundred in a page', async () => {
    const { app } = await rehearse({ items: [] })
    const alone = talkTo(app)
    for (let number = 0; number < 101; number++) await alone.opened({ dossier: { commune: '69123' } })
    const page = await alone.call('GET', '/v1/conversations?limit=100')
    expect(page.body).toMatchObject({ object: 'list', has_more: true })
    expect(page.text.length).toBeLessThan(20_000)
    const rest = await alone.call('GET', `/v1/conversations?limit=100&after=${page.body.last_id}`)
    expect(rest.body).toMatchObject({ has_more: false, data: [{ state: 'open' }] })
  })

  const opened = async () => ((await api.call('GET', '/v1/conversations?limit=100')).body.data as unknown[]).length
})

describe('an answer as a stream', () => {
  it('is read by the AI SDK as one message: the reply as text, the turn as data, under the id of the turn', async () => {
    const { id } = await api.opened({ dossier: { commune: '69123', mobiliteKm: 400 } })
    const response = await streamed(id, 'une formation de cuisinier', 'read-by-the-sdk')
    const chunks = parseJsonEventStream({ stream: response.body!, schema: uiMessageChunkSchema() })
    const bad: unknown[] = []
    const valid = chunks.pipeThrough(
      new TransformStream<{ success: boolean }, UIMessageChunk>({
        transform(chunk, controller) {
          if (chunk.success) controller.enqueue((chunk as unknown as { value: UIMessageChunk }).value)
          else bad.push(chunk)
        },
      }),
    )
    let message: { id: string; parts: { type: string; text?: string; data?: unknown }[] } | undefined
    for await (const read of readUIMessageStream({ stream: valid })) message = read as never
    expect(bad).toEqual([])
    const turn = message!.parts.find(({ type }) => type === 'data-turn')!.data as Turn
    expect(message!.id).toBe(turn.id)
    expect(message!.parts.find(({ type }) => type === 'text')!.text).toBe(turn.reply.map(({ text }) => text).join(' '))
  })

  it('goes on when its client leaves, and the same key gives it whole, at once and later', async () => {
    const { id } = await api.opened({ dossier: { commune: '69123', mobiliteKm: 400 } })
    const cut = await streamed(id, 'une formation de cuisinier', 'cut-key')
    const reader = cut.body!.getReader()
    const first = new TextDecoder().decode((await reader.read()).value)
    const named = /"messageId":"(turn_[\w-]+)"/.exec(first)![1]
    const leaving = reader.cancel()
    const again = await streamed(id, 'une formation de cuisinier', 'cut-key')
    await leaving
    expect(again.status).toBe(200)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    const text = await again.text()
    expect(text).toContain(`"messageId":"${named}"`)
    expect(text.trimEnd().endsWith('data: [DONE]')).toBe(true)
    const read = await api.call('GET', `/v1/conversations/${id}/turns/${named}`)
    expect(text).toContain(JSON.stringify(read.body))
    expect(await (await streamed(id, 'une formation de cuisinier', 'cut-key')).text()).toBe(text)
    const { turns } = (await api.call('GET', `/v1/conversations/${id}`)).body as unknown as Conversation
    expect(turns).toHaveLength(1)
  })

  it('is waited for by a second try that comes before the first has ended', async () => {
    const { id } = await api.opened({ dossier: { commune: '69123', mobiliteKm: 400 } })
    const tries = await Promise.all([1, 2, 3].map(async () => (await streamed(id, 'un CAP cuisine', 'at-once')).text()))
    expect(new Set(tries).size).toBe(1)
  })

  const streamed = (id: string, text: string, key: string) =>
    Promise.resolve(
      stage.app.request(`/v1/conversations/${id}/messages/stream`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ text }),
      }),
    )
})

const packaged = (name: string, file: string) =>
  join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), file)

function run(file: string, options: string[], environment: Record<string, string> = {}) {
  return new Promise<{ code: number | null; output: string }>((resolve) => {
    const child = spawn(process.execPath, [file, ...options], { env: { ...process.env, ...environment } })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.on('close', (code) => resolve({ code, output }))
  })
}
