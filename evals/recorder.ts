import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import canonicalize from 'canonicalize'
import { z } from 'zod'

/**
 * One reply of a model. `request` is the SHA-256 of method, path and body (RFC 8785), never of a header: a key is neither kept nor part of
 * it. `occurrence` counts the same request, so that trials of one case keep different replies.
 */
const Recorded = z.strictObject({
  case: z.string(),
  request: z.string().startsWith('sha256:'),
  occurrence: z.number().int().positive(),
  status: z.number().int(),
  contentType: z.string(),
  body: z.string(),
})
type Recorded = z.infer<typeof Recorded>

/** The recordings do not hold what a case asks for: the run says nothing about the model, and ends as an infrastructure error. */
export class RecordingMiss extends Error {
  override name = 'RecordingMiss'
  readonly code = 'recording-miss'
}

export class RecordingError extends Error {
  override name = 'RecordingError'
  readonly code = 'recording-damaged'
}

export interface Recorder {
  /** For the OpenAI-compatible provider: answers from the recordings, or asks and keeps the reply. */
  fetch: typeof fetch
  /** Names the case whose requests follow. */
  begin(id: string, trial: number): void
  /** The first miss since `begin`: the AI SDK may have swallowed the error that `fetch` threw. */
  missed(): RecordingMiss | undefined
  /** Writes what was recorded; nothing when replaying. */
  save(): void
}

export interface RecorderOptions {
  /** A JSONL file, one reply a line; lines that begin with # are remarks and are kept. */
  file: string
  /** Where replies come from when recording; absent when replaying. */
  ask?: typeof fetch
}

/** A small recorder and replayer of model replies. Throws RecordingError when the file is not one. */
export function createRecorder({ file, ask }: RecorderOptions): Recorder {
  const { remarks, replies } = read(file)
  const seen = new Map<string, number>()
  let current = { id: '', trial: 1 }
  let miss: RecordingMiss | undefined

  return {
    begin(id, trial) {
      if (id !== current.id || trial <= current.trial) seen.clear()
      current = { id, trial }
      miss = undefined
    },
    missed: () => miss,
    async fetch(url, init) {
      const request = hashOf(url, init)
      const occurrence = (seen.get(request) ?? 0) + 1
      seen.set(request, occurrence)
      const key = keyOf(request, occurrence)
      if (ask) {
        const response = await ask(url, init)
        const contentType = response.headers.get('content-type') ?? 'application/json'
        const reply = {
          case: current.id,
          request,
          occurrence,
          status: response.status,
          contentType,
          body: await response.text(),
        }
        replies.set(key, reply)
        return answer(reply)
      }
      const known = replies.get(key)
      if (known) return answer(known)
      miss ??= new RecordingMiss(
        `No recorded reply for case ${current.id} (trial ${current.trial}, ${request.slice(0, 19)}…) in ${file}: record it again (evals/README.md).`,
      )
      throw miss
    },
    save() {
      if (!ask) return
      mkdirSync(dirname(file), { recursive: true })
      const lines = [...replies.values()].map((reply) => JSON.stringify(reply))
      writeFileSync(file, `${[...remarks, ...lines].join('\n')}\n`)
    },
  }
}

function read(file: string): { remarks: string[]; replies: Map<string, Recorded> } {
  const remarks: string[] = []
  const replies = new Map<string, Recorded>()
  if (!existsSync(file)) return { remarks, replies }
  for (const [at, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (line.startsWith('#')) remarks.push(line)
    if (line.trim() === '' || line.startsWith('#')) continue
    try {
      const reply = Recorded.parse(JSON.parse(line))
      replies.set(keyOf(reply.request, reply.occurrence), reply)
    } catch (cause) {
      throw new RecordingError(`${file}, line ${at + 1}: not a recorded reply.`, { cause })
    }
  }
  return { remarks, replies }
}

const keyOf = (request: string, occurrence: number): string => `${request} ${occurrence}`

function hashOf(url: Parameters<typeof fetch>[0], init: RequestInit | undefined): string {
  const address = new URL(url instanceof Request ? url.url : url)
  const body = typeof init?.body === 'string' ? canonicalize(JSON.parse(init.body)) : ''
  const asked = `${init?.method ?? 'GET'} ${address.pathname}\n${body}`
  return `sha256:${createHash('sha256').update(asked).digest('hex')}`
}

const answer = ({ body, status, contentType }: Recorded): Response =>
  new Response(body, { status, headers: { 'content-type': contentType } })
