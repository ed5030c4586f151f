import type { ApiDocument } from '../../src/http/describe-api.ts'
import { problemStatus } from '../../src/http/problems.ts'
import type { Conversation } from '../../src/record/turn.ts'
import { rehearse, talkTo } from '../../src/rehearsal.ts'
import { hostileRequests, type Known } from './hostile-requests.ts'

export interface HostileOutcome {
  asked: number
  /** How often each status was answered. */
  statuses: Record<string, number>
  /** What must not be: an error of ours, an answer that hangs, or a problem that the contract does not name for the operation. */
  faults: string[]
  slowestMs: number
}

/** Sends so many mutated requests to the whole application, and looks at each answer. */
export async function attack(requests: number, seed: string): Promise<HostileOutcome> {
  const { app } = await rehearse({ size: 1500 })
  const api = talkTo(app)
  const document = (await api.call('GET', '/openapi.json')).body as unknown as ApiDocument
  const outcome: HostileOutcome = { asked: 0, statuses: {}, faults: [], slowestMs: 0 }
  let known = await begun()
  for (const { operation, method, path, headers, body } of hostileRequests(document, () => known, seed)) {
    if (outcome.asked === requests) return outcome
    outcome.asked += 1
    // A conversation of a thousand turns is another matter.
    if (outcome.asked % 100 === 0) known = await begun()
    const started = performance.now()
    const request = requestOf(path, { method, headers, body: body as BodyInit | undefined })
    if (!request) {
      outcome.statuses['not sendable'] = (outcome.statuses['not sendable'] ?? 0) + 1
      continue
    }
    const answer = await app.request(request)
    const text = await answer.text()
    const ms = performance.now() - started
    outcome.slowestMs = Math.max(outcome.slowestMs, ms)
    outcome.statuses[answer.status] = (outcome.statuses[answer.status] ?? 0) + 1
    const told = `${method} ${path.slice(0, 200)} (${operation}) ${String(body).slice(0, 300)}`
    if (answer.status >= 500) outcome.faults.push(`${answer.status}: ${told} → ${text.slice(0, 200)}`)
    if (answer.status >= 400) {
      const problem = answer.headers.get('content-type') === 'application/problem+json' ? JSON.parse(text) : {}
      const isNamed = problemStatus[problem.code as keyof typeof problemStatus] === answer.status
      if (!isNamed) outcome.faults.push(`${answer.status}, no problem of the contract: ${told}`)
    } else if (answer.status === 200 && text.includes('"data-problem"')) {
      outcome.faults.push(`a problem after the first byte: ${told}`)
    }
  }
  return outcome

  async function begun(): Promise<Known> {
    const opened = await api.call('POST', '/v1/conversations', {
      dossier: { commune: '69123', mobiliteKm: 400 },
      message: { text: 'une formation de cuisinier' },
    })
    const { id, turns } = opened.body as unknown as Conversation
    const [{ id: turn, options, optionsDigest }] = turns as [Conversation['turns'][number]]
    return { conversation: id, turn, item: options[0]!.item.id, option: options[0]!.id, optionsDigest: optionsDigest! }
  }
}

/** Undefined where no client could send it. */
function requestOf(path: string, init: RequestInit): Request | undefined {
  try {
    return new Request(`http://127.0.0.1${path}`, init)
  } catch {
    return undefined
  }
}

/** `npm run bench -- hostile`: 20,000 mutated requests, none of which may be an error of ours. */
export async function benchHostile(): Promise<boolean> {
  const { asked, statuses, faults, slowestMs } = await attack(20_000, 'twenty thousand')
  console.log(`${asked} mutated requests: ${JSON.stringify(statuses)}; slowest ${Math.round(slowestMs)} ms`)
  console.log(`errors of ours, or problems that the contract does not name: ${faults.length}`)
  for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`)
  return faults.length === 0
}
