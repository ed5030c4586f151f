import { setTimeout as pause } from 'node:timers/promises'
import type { Conversation, Turn } from '../../src/record/turn.ts'

/** Where requests go: the addresses that answer now, in the order to try them. */
export type Addresses = (client: number) => readonly string[]

interface Operation {
  path: string
  body: object
  key: string
}

/** What was acknowledged of one exchange. */
interface Acknowledged {
  turns: string[]
  decisions: Map<string, string>
}

interface Answered {
  status: number
  text: string
}

export interface Found {
  acknowledged: number
  lost: number
  doubled: number
}

/** A killed instance that starts again frees what it was answering; one that does not is given up by the others after two minutes. */
const stillRunningMs = 130_000

const needs = ['une formation de cuisinier', 'plutôt à temps partiel', 'une formation en mécanique', 'à distance']

/**
 * Clients that open exchanges, say needs and decide, each request with a key, and try again with the same key as long as no answer came. What was
 * answered is what was acknowledged.
 */
export function createClients(addresses: Addresses, count: number) {
  const acknowledged = new Map<string, Acknowledged>()
  let number = 0
  let going = true
  const asked = (path: string, body: object): Operation => ({
    path,
    body,
    key: `key-${process.pid}-${++number}`,
  })

  /** The answer; undefined where the clients are to stop and no service is left to answer. */
  async function ask(client: number, { path, body, key }: Operation): Promise<Answered | undefined> {
    const until = Date.now() + stillRunningMs
    for (let tries = 0; ; tries++) {
      const urls = addresses(client)
      if (!going && urls.length === 0) return undefined
      const url = urls[tries % Math.max(1, urls.length)]
      const answer = url ? await send(`${url}v1/${path}`, key, body) : undefined
      const runs = answer?.status === 409 && answer.text.includes('idempotency-running')
      if (answer && answer.status < 500 && !runs) return answer
      if (runs && Date.now() > until) throw new Error(`${path} is said to run for ever.`)
      await pause(runs ? 200 : 20)
    }
  }

  async function converse(client: number): Promise<void> {
    const opening = asked('conversations', {})
    const opened = await ask(client, opening)
    if (!opened) return
    const exchange: Acknowledged = { turns: [], decisions: new Map() }
    const { id } = JSON.parse(opened.text) as Conversation
    acknowledged.set(id, exchange)
    for (let turn = 0; going && turn < 4; turn++) {
      const way = turn % 2 ? 'messages/stream' : 'messages'
      const saying = asked(`conversations/${id}/${way}`, { text: needs[turn % needs.length] })
      const said = await ask(client, saying)
      if (!said) return
      const kept = turnIn(said.text)
      exchange.turns.push(kept.id)
      if (!kept.optionsDigest || kept.state !== 'to-decide') continue
      const deciding = asked(`conversations/${id}/turns/${kept.id}/decision`, {
        kind: 'none',
        optionsDigest: kept.optionsDigest,
      })
      const decided = await ask(client, deciding)
      if (decided && decided.status < 300)
        exchange.decisions.set(kept.id, (JSON.parse(decided.text) as { id: string }).id)
    }
  }

  const working = Array.from({ length: count }, async (_, client) => {
    while (going) await converse(client)
  })

  return {
    acknowledged: () =>
      [...acknowledged.values()].reduce((sum, { turns, decisions }) => sum + 1 + turns.length + decisions.size, 0),
    async stop() {
      going = false
      await Promise.all(working)
    },
    /** Compares the record with what was acknowledged. */
    async check(): Promise<Found> {
      let lost = 0
      let doubled = 0
      for (const [id, { turns, decisions }] of acknowledged) {
        const found = await get<Conversation>(addresses(0)[0]!, `conversations/${id}`)
        if (!found) {
          lost += 1 + turns.length + decisions.size
          continue
        }
        const kept = new Map(found.turns.map((turn) => [turn.id, turn]))
        lost += turns.filter((turn) => !kept.has(turn)).length
        for (const [turn, decision] of decisions) if (kept.get(turn)?.decision?.id !== decision) lost++
        doubled += Math.max(0, found.turns.length - turns.length)
      }
      doubled += Math.max(0, (await countConversations(addresses(0)[0]!)) - acknowledged.size)
      return { acknowledged: this.acknowledged(), lost, doubled }
    },
  }
}

function turnIn(text: string): Turn {
  if (!text.startsWith('data:')) return JSON.parse(text) as Turn
  const line = text.split('\n').find((one) => one.includes('"data-turn"'))
  if (!line) throw new Error(`A stream ended without its turn: ${text.slice(-300)}`)
  return (JSON.parse(line.slice('data: '.length)) as { data: Turn }).data
}

/** Undefined when no whole answer came: the process ended, or was not there. */
async function send(url: string, key: string, body: object): Promise<Answered | undefined> {
  try {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key }
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
    const text = await response.text()
    const isWhole = !text.startsWith('data:') || text.includes('[DONE]')
    return isWhole ? { status: response.status, text } : undefined
  } catch {
    return undefined
  }
}

async function get<Answer>(url: string, path: string): Promise<Answer | undefined> {
  const response = await fetch(`${url}v1/${path}`)
  return response.ok ? ((await response.json()) as Answer) : undefined
}

async function countConversations(url: string): Promise<number> {
  let count = 0
  for (let after = ''; ; ) {
    const page = await get<{ data: { id: string }[] }>(url, `conversations?limit=100${after && `&after=${after}`}`)
    if (!page || page.data.length === 0) return count
    count += page.data.length
    after = page.data.at(-1)!.id
  }
}
