import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { embed, embedMany } from 'ai'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { connectEmbedder } from './connect-embedder.ts'
import { untold } from './item.ts'
import type { Conversation, Turn } from './record/turn.ts'

const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'eventail-embedder-'))
const servers: Server[] = []
const running = new Set<ChildProcess>()
const closeServers = () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
}
afterEach(closeServers)
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const Asked = z.object({ model: z.string(), input: z.array(z.string()) })

/** An OpenAI-compatible embedding endpoint on loopback that places a text by the groups of three letters in it. */
async function startFakeEmbedder(
  answer: (texts: readonly string[], response: ServerResponse, request: number) => void = vectorsOf,
) {
  const asked: z.infer<typeof Asked>[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    asked.push(Asked.parse(JSON.parse(body)))
    answer(asked.at(-1)!.input, response, asked.length)
  })
  servers.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { baseUrl: `http://127.0.0.1:${address.port}/v1`, asked }
}

function vectorsOf(texts: readonly string[], response: ServerResponse): void {
  const data = texts.map((text) => {
    const embedding = Array.from({ length: 48 }, () => 0)
    for (let at = 0; at + 3 <= text.length; at++) {
      const code = [...text.slice(at, at + 3).toLowerCase()].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7)
      embedding[code % 48]! += 1
    }
    return { object: 'embedding', embedding }
  })
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ object: 'list', data, model: 'fake', usage: { prompt_tokens: 1, total_tokens: 1 } }))
}

const watched = () => {
  const states: string[] = []
  const sent: { purpose: string; body: string }[] = []
  return { states, sent, onSent: sent.push.bind(sent), onEnd: states.push.bind(states) }
}

describe('an embedding endpoint', () => {
  it('is asked for a few texts at a time, none longer than it takes, and waited for when it asks to be spared', async () => {
    const { baseUrl, asked } = await startFakeEmbedder((texts, response, request) => {
      if (request === 1) response.writeHead(429, { 'retry-after': '1' }).end()
      else vectorsOf(texts, response)
    })
    const values = Array.from({ length: 150 }, (_, at) => `offre ${at} ${'texte '.repeat(2000)}`)
    const { embeddings } = await embedMany({ model: connectEmbedder({ baseUrl, model: 'm' }).items, values })
    expect(embeddings).toHaveLength(150)
    expect(asked.length).toBeGreaterThanOrEqual(4)
    expect(Math.max(...asked.map(({ input }) => input.length))).toBeLessThanOrEqual(64)
    expect(Math.max(...asked.flatMap(({ input }) => input.map((text) => text.length)))).toBeLessThanOrEqual(6000)
  })

  it('gives the same words the same vector, without asking twice', async () => {
    const { baseUrl, asked } = await startFakeEmbedder()
    const embedder = connectEmbedder({ baseUrl, model: 'm' })
    const watch = watched()
    const first = await embed({ model: embedder.connect(watch), value: 'soudeur' })
    const second = await embed({ model: embedder.connect(watched()), value: 'soudeur' })
    expect(second.embedding).toEqual(first.embedding)
    expect(asked).toHaveLength(1)
    expect(watch.sent).toEqual([{ purpose: 'embed', body: expect.stringContaining('"soudeur"') }])
    expect(watch.states).toEqual(['answered'])
  })

  it('is not believed where a text has no vector, or one of another length, or one that is no number', async () => {
    for (const data of [
      '[]',
      '[{"embedding":[1,2]}]',
      '[{"embedding":[1,2]},{"embedding":[1]}]',
      '[{"embedding":[]}]',
    ]) {
      const { baseUrl } = await startFakeEmbedder((_, response) => {
        response.setHeader('content-type', 'application/json')
        response.end(`{"data":${data}}`)
      })
      const model = connectEmbedder({ baseUrl, model: 'm' }).items
      await expect(embedMany({ model, values: ['un', 'deux'], maxRetries: 0 }), data).rejects.toThrow()
    }
  })
})

const scripts = join(import.meta.dirname, '../../shared/security/provider_faults.jsonl')

describe('the service with an embedding endpoint', () => {
  const dataDir = join(folder, 'data')

  it('compares needs and offers by it, records what it was sent, replays without it, and answers when it is gone', async () => {
    const { baseUrl, asked } = await startFakeEmbedder()
    const settings = { DATA_DIR: dataDir, OPENAI_BASE_URL: baseUrl, EMBEDDING_MODEL: 'fake-embedding' }
    const service = await start(settings)
    const offers = asked.reduce((sum, { input }) => sum + input.length, 0)
    expect(offers).toBeGreaterThan(800)

    const first = await service.ask('Mme Diallo cherche une formation de cuisinier, 06 39 98 12 34')
    expect(first.turn.outcome).toBe('options')
    expect(first.turn.versions.embedding).toMatch(/^occupation-space-\S+ fake-embedding$/)
    const sent = await service.call<{ requests: { purpose: string; body: string }[] }>(`${first.path}/sent`)
    expect(sent.requests.map(({ purpose }) => purpose)).toEqual(['embed'])
    expect(sent.requests[0]!.body).toMatch(/cuisin/i)
    expect(sent.requests[0]!.body).not.toMatch(/Diallo|9812|98 12/)
    expect(asked.at(-1)!.input).toEqual(Asked.parse(JSON.parse(sent.requests[0]!.body)).input)
    const rules = await (await fetch(`${service.url}/algorithm`)).text()
    expect(rules).toMatch(/modèle d’embedding \(fake-embedding\)/)
    expect(rules).toContain('proximité des textes')

    closeServers()
    expect(await service.call(`${first.path}/replay`)).toEqual({ same: true, differences: [] })
    const second = await service.ask('une formation de maçon')
    expect(second.turn.outcome).toBe('options')
    expect(second.turn.versions.embedding).toMatch(/^occupation-space-\S+$/)
    await service.stop()

    const plain = await start({ DATA_DIR: dataDir })
    expect((await plain.ask('une formation de maçon')).turn.outcome).toBe('options')
    expect(await plain.call(`${first.path}/replay`)).toEqual({ same: true, differences: [] })
    await plain.stop()
  }, 120_000)

  it('is asked by an import for the offers that changed, and for no other', async () => {
    const { baseUrl, asked } = await startFakeEmbedder()
    const offers = ['boulanger', 'soudeur', 'maçon'].map((trade, at) => ({
      ...untold(),
      kind: 'training',
      title: `CAP ${trade}`,
      provider: { name: 'Organisme fictif' },
      modality: 'onsite',
      updatedAt: '2026-11-01',
      partner: { name: 'Partenaire fictif', reference: `F${at}` },
    }))
    const ingest = async () => {
      const file = join(folder, 'offers.jsonl')
      writeFileSync(file, offers.map((offer) => JSON.stringify(offer)).join('\n'))
      const settings = {
        DATA_DIR: join(folder, 'ingested'),
        OPENAI_BASE_URL: baseUrl,
        EMBEDDING_MODEL: 'fake-embedding',
      }
      const child = spawn(process.execPath, ['src/cli.ts', 'ingest', file, '--format', 'jsonl'], {
        cwd: root,
        env: { ...process.env, ...settings },
        stdio: 'ignore',
      })
      running.add(child)
      await new Promise((ended) => child.once('exit', ended))
      running.delete(child)
      return asked.splice(0).flatMap(({ input }) => input)
    }
    expect(await ingest()).toHaveLength(3)
    offers[1] = { ...offers[1]!, title: 'CAP soudeur industriel' }
    const second = await ingest()
    expect(second).toHaveLength(1)
    expect(second[0]).toContain('soudeur industriel')
  }, 60_000)

  it('starts without its vectors when it does not answer, says so, and asks again at the next start', async () => {
    const gone = { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', EMBEDDING_MODEL: 'fake-embedding' }
    const elsewhere = join(folder, 'elsewhere')
    const service = await start({ DATA_DIR: elsewhere, ...gone })
    expect(service.errors()).toContain('The embedding model fake-embedding did not answer as it should.')
    expect((await service.ask('une formation de cuisinier')).turn.versions.embedding).not.toContain('fake-embedding')
    await service.stop()
    const { baseUrl } = await startFakeEmbedder()
    const again = await start({ DATA_DIR: elsewhere, ...gone, OPENAI_BASE_URL: baseUrl })
    expect((await again.ask('une formation de cuisinier')).turn.versions.embedding).toContain('fake-embedding')
    await again.stop()
  }, 120_000)

  it.skipIf(!existsSync(scripts))(
    'answers as without it at each embedding fault of ../shared/security (skipped where it is absent)',
    async () => {
      const Script = z.object({ name: z.string(), status: z.number(), frames: z.array(z.string()) })
      const faults = readFileSync(scripts, 'utf8')
        .trim()
        .split('\n')
        .map((line) => Script.parse(JSON.parse(line)))
        .filter(({ name }) => name.startsWith('embedding_'))
      expect(faults).toHaveLength(3)
      let fault: z.infer<typeof Script> | undefined
      const { baseUrl } = await startFakeEmbedder((texts, response) => {
        if (!fault) return vectorsOf(texts, response)
        response.writeHead(fault.status, { 'content-type': 'application/json' })
        response.end(fault.frames.join(''))
      })
      const faulty = { DATA_DIR: join(folder, 'faulty'), OPENAI_BASE_URL: baseUrl, EMBEDDING_MODEL: 'fake-embedding' }
      const service = await start(faulty)
      // Another need each time: a vector that is known is not asked for again.
      const needs = ['une formation de cuisinier', 'une formation de maçon', 'une formation de soudeur']
      for (fault of faults) {
        const { turn } = await service.ask(needs[faults.indexOf(fault)]!)
        expect(turn.outcome, fault.name).toBe('options')
        expect(turn.versions.embedding, fault.name).not.toContain('fake-embedding')
      }
      const summary = await service.call<object>('/v1/oversight/summary')
      expect(JSON.stringify(summary)).toContain('embed:answered')
      await service.stop()
    },
    120_000,
  )
})

async function start(settings: Record<string, string>) {
  const child = spawn(process.execPath, ['src/node.ts'], {
    cwd: root,
    env: { ...process.env, LOG_LEVEL: 'silent', PORT: '0', DEMONSTRATION_SIZE: '1000', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let out = ''
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const url = await new Promise<string>((found, failed) => {
    ended.then(() => failed(new Error(errors)))
    child.stdout.on('data', (chunk) => {
      out += chunk
      const [address] = /http:\/\/[^\s/]+/.exec(out) ?? []
      if (address) found(address)
    })
  })
  const headers = { accept: 'application/json', 'accept-language': 'fr', 'content-type': 'application/json' }
  const call = async <Answer>(path: string, body?: unknown) => {
    const response = await fetch(`${url}${path}`, {
      headers,
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    })
    return (await response.json()) as Answer
  }
  return {
    url,
    call,
    errors: () => errors,
    async ask(text: string) {
      const { id } = await call<Conversation>('/v1/conversations', {})
      const turn = await call<Turn>(`/v1/conversations/${id}/messages`, { text })
      return { turn, path: `/v1/conversations/${id}/turns/${turn.id}` }
    },
    async stop() {
      child.kill('SIGINT')
      await ended
      running.delete(child)
    },
  }
}
