import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { connectModel } from './connect-model.ts'
import { startFakeModel } from './fake-model-server.ts'
import { isRefusal } from './record/refusal.ts'
import type { Turn } from './record/turn.ts'
import { counsellor, rehearse } from './rehearsal.ts'
import { createSteadyFetch, type ProviderState, type SteadyFetchOptions } from './steady-fetch.ts'

interface Script {
  name: string
  status: number
  headers: Record<string, string>
  frames: string[]
  end: 'end' | 'destroy' | 'hang'
}

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** Short deadlines, so that a provider that never ends is met in a second. */
const brisk: SteadyFetchOptions = { firstByteMs: 400, idleMs: 400, totalMs: 1500, restMs: 60_000 }

async function provider(answer: (response: ServerResponse) => void) {
  let requests = 0
  const server = createServer((request, response) => {
    requests += 1
    response.on('error', () => {})
    request.resume()
    request.on('end', () => answer(response))
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { url: `http://127.0.0.1:${address.port}/v1`, requests: () => requests }
}

/** One request through a steady fetch, read to its end: how it ended, and how long that took. */
async function ending(steadyFetch: ReturnType<typeof createSteadyFetch>, url: string, init: RequestInit = {}) {
  const began = performance.now()
  const { promise, resolve } = Promise.withResolvers<ProviderState>()
  try {
    const response = await steadyFetch(url, { method: 'POST', body: '{}', ...init }, { onSent() {}, onEnd: resolve })
    await response.text()
  } catch {
    // The state says why.
  }
  return { state: await promise, ms: performance.now() - began }
}

describe('a request to a provider', () => {
  it('is answered by a provider that is well', async () => {
    const { url, requests } = await provider((response) => response.end('hello'))
    expect((await ending(createSteadyFetch(brisk), url)).state).toBe('answered')
    expect(requests()).toBe(1)
  })

  it('is tried again before the first byte, and never after it', async () => {
    let failures = 2
    const early = await provider((response) => {
      if (failures-- > 0) response.writeHead(503)
      response.end('at last')
    })
    expect((await ending(createSteadyFetch(brisk), early.url)).state).toBe('answered')
    expect(early.requests()).toBe(3)
    const late = await provider((response) => {
      response.write('beginning')
      setTimeout(() => response.destroy(), 50)
    })
    expect((await ending(createSteadyFetch(brisk), late.url)).state).toBe('unavailable')
    expect(late.requests()).toBe(1)
  })

  it('waits as long as it is asked to, and not for a day', async () => {
    const { url, requests } = await provider((response) => response.writeHead(429, { 'retry-after': '86400' }).end())
    const { state, ms } = await ending(createSteadyFetch(brisk), url)
    expect(state).toBe('rate-limited')
    expect(ms).toBeLessThan(1000)
    expect(requests()).toBe(1)
  })

  it('follows no redirect, which would carry what it sends to somebody else', async () => {
    const elsewhere = await provider((response) => response.end('stolen'))
    const { url } = await provider((response) => response.writeHead(307, { location: elsewhere.url }).end())
    expect((await ending(createSteadyFetch(brisk), url)).state).toBe('refused')
    expect(elsewhere.requests()).toBe(0)
  })

  it('lets a provider rest after five failures in a row: then no request leaves, and the answer comes at once', async () => {
    const { url, requests } = await provider((response) => response.destroy())
    const steadyFetch = createSteadyFetch(brisk)
    for (let failure = 0; failure < 5; failure++) await ending(steadyFetch, url)
    const before = requests()
    const { state, ms } = await ending(steadyFetch, url)
    expect(state).toBe('resting')
    expect(ms).toBeLessThan(500)
    expect(requests()).toBe(before)
  })

  it('does not hold it against the provider when we leave', async () => {
    const { url } = await provider(() => {})
    const steadyFetch = createSteadyFetch(brisk)
    for (let left = 0; left < 6; left++) {
      const signal = AbortSignal.timeout(20)
      expect((await ending(steadyFetch, url, { signal })).state).toBe('left')
    }
  })
})

describe('a model that talks longer than a silence is borne', () => {
  it('is heard to the end, in sentences judged one by one', async () => {
    const model = await startFakeModel(({ document }) => ({ text: repeated(document), everyMs: 40 }))
    const patience = { firstByteMs: 400, idleMs: 400, totalMs: 20_000 }
    const line = connectModel({ baseUrl: model.baseUrl, model: 'fake', api: 'chat', words: true, patience })
    const stage = await rehearse({ size: 3000, model: line })
    const began = performance.now()
    const turn = await answerOf(stage, 'last')
    model.close()
    expect(performance.now() - began).toBeGreaterThan(patience.firstByteMs + patience.idleMs)
    expect(turn.options.map(({ wording }) => wording)).toContain('model')
  }, 60_000)
})

/** Each option worded by its first claim as it is, and a sentence that nothing says. */
function repeated({ options }: Record<string, unknown>): string {
  if (!options) return JSON.stringify({ act: 'need', changes: [] })
  const sentences = Object.entries(options as Record<string, { for?: Record<string, string> }>).flatMap(
    ([on, { for: claims = {} }]) =>
      Object.entries(claims).flatMap(([id, text]) => [
        { on, text, claims: [id] },
        { on, text: 'La meilleure de toutes.', claims: [id] },
      ]),
  )
  return JSON.stringify({ sentences })
}

const scripts = join(import.meta.dirname, '../../shared/security/provider_faults.jsonl')

describe.skipIf(!existsSync(scripts))('every fault script of ../shared/security (skipped where it is absent)', () => {
  it('ends in a named state before its deadline, with the options complete and worded from the catalogue', async () => {
    const faults = readFileSync(scripts, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Script)
      .filter(({ name }) => !name.startsWith('embedding_'))
    expect(faults.length).toBeGreaterThanOrEqual(47)
    const together = 8
    const patience = { ...brisk, firstByteMs: 1500, idleMs: 1500, totalMs: 8000 }
    const seed = 'the same for all'
    const plain = await rehearse({ size: 3000, seed })
    const expected = (await answerOf(plain)).options.map(({ item }) => item.id).sort()
    const endings: Record<string, string> = {}
    const meet = async (script: Script) => {
      const { url } = await provider((response) => play(script, response))
      const states: string[] = []
      const line = connectModel({ baseUrl: url, model: 'fake', api: 'chat', words: true, patience })
      const model: typeof line = {
        ...line,
        connect: (purpose, watch) =>
          line.connect(purpose, {
            ...watch,
            onEnd: (state) => {
              states.push(state)
              watch.onEnd(state)
            },
          }),
      }
      const began = performance.now()
      const turn = await answerOf(await rehearse({ items: plain.items, model, seed }))
      expect(performance.now() - began, script.name).toBeLessThan(30_000)
      expect(turn.options.map(({ item }) => item.id).sort(), script.name).toEqual(expected)
      expect(new Set(turn.options.map(({ wording }) => wording)), script.name).toEqual(new Set(['extracted']))
      expect(JSON.stringify(turn), script.name).not.toMatch(/CANARY|FORM-99999|<html>|sk-\.\.\./)
      endings[script.name] = states.join(', ')
    }
    for (let at = 0; at < faults.length; at += together) await Promise.all(faults.slice(at, at + together).map(meet))
    expect(Object.keys(endings)).toHaveLength(faults.length)
    for (const [name, states] of Object.entries(endings)) expect(states, name).not.toBe('')
    expect(endings).toMatchObject({
      hang_before_first: 'silent, silent',
      hang_mid: 'stalled, stalled',
      '429_retry_after_86400': 'rate-limited, rate-limited',
      redirect_307: 'refused, refused',
      giant_frame_10MB: 'too-large, too-large',
      gzip_bomb: 'too-large, too-large',
    })
  }, 120_000)
})

async function answerOf(stage: Awaited<ReturnType<typeof rehearse>>, which: 'first' | 'last' = 'first'): Promise<Turn> {
  const conversation = await stage.assistant.open(counsellor, { dossier: { commune: '59350', mobiliteKm: 200 } })
  if (isRefusal(conversation)) throw new Error(conversation.refused)
  const answer = await stage.assistant.ask(counsellor, conversation.id, { text: 'une formation de cuisinier' })
  if (isRefusal(answer)) throw new Error(answer.refused)
  // To its end: what a model makes of it follows what the rules answer.
  let turn: Turn | undefined
  for await (const part of answer.parts)
    if (part.part === 'turn') turn = which === 'last' ? part.turn : (turn ?? part.turn)
  if (!turn) throw new Error('no turn')
  return turn
}

/** Plays a script: frames may say BYTES: (one byte a character), REPEAT:n:x, FOREVER:x, DRIP:x (a byte a second), NEST:n, GZIPZEROS:n. */
async function play({ status, headers, frames, end }: Script, response: ServerResponse): Promise<void> {
  response.writeHead(status, { 'content-type': 'text/event-stream', ...headers })
  for (const frame of frames) await playFrame(frame, response)
  if (end === 'end') response.end()
  else if (end === 'destroy') setTimeout(() => response.destroy(), 20)
  else response.flushHeaders()
}

async function playFrame(frame: string, response: ServerResponse): Promise<void> {
  const [, macro = '', rest = ''] = /^(BYTES|REPEAT|FOREVER|DRIP|NEST|GZIPZEROS):([\s\S]*)$/.exec(frame) ?? []
  const open = () => !response.destroyed && !response.writableEnded
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  switch (macro) {
    case 'BYTES':
      response.write(Buffer.from(rest, 'latin1'))
      return
    case 'REPEAT': {
      const [, times, text = ''] = /^(\d+):([\s\S]*)$/.exec(rest) ?? []
      response.write(text.repeat(Number(times)))
      return
    }
    case 'FOREVER':
      for (let count = 0; count < 200_000 && open(); count++) {
        if (!response.write(rest)) await pause(1)
      }
      return
    case 'DRIP':
      for (const byte of Buffer.from(rest).subarray(0, 5)) {
        if (!open()) return
        response.write(Buffer.of(byte))
        await pause(1000)
      }
      return
    case 'NEST':
      response.write(`data: ${'['.repeat(Number(rest))}\n\n`)
      return
    case 'GZIPZEROS':
      // Far less than the script's gigabyte, and far more than is ever read.
      response.write(gzipSync(Buffer.alloc(Math.min(Number(rest), 20_000_000))))
      return
    default:
      response.write(frame)
  }
}
