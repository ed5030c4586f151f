import { chainEvents, lastLink } from './chain.ts'
import type { Database } from './database.ts'
import type { Head } from './verify.ts'

export interface ChainKeeping {
  database: Database
  now: () => Date
  checkpoint: (head: Head) => void
  /** The furthest head that a checkpoint vouches for. */
  vouched: Head | undefined
  onError: (error: unknown) => void
}

/** Events are chained within this time. */
const everyMs = 500
/** And vouched for within this one: what is cut off later than a checkpoint is found by it. */
const checkpointEveryMs = 30_000

/**
 * Chains events as they come and has the head vouched for. It stops, and says so, where the chain does not reach what was vouched for: to go on
 * would hide that its tail was cut.
 */
export function keepChain({ database, now, checkpoint, vouched, onError }: ChainKeeping) {
  let known = vouched
  let checkpointed = vouched?.seq ?? 0
  let checkpointedAt = -Infinity
  let broken = false
  let working: Promise<void> | undefined
  let again: NodeJS.Timeout | undefined
  let closed = false

  async function work({ last = false } = {}): Promise<void> {
    if (known && !(await holds(known))) {
      broken = true
      return
    }
    while ((await chainEvents(database, now)) > 0);
    const head = await lastLink(database)
    if (head) known = { seq: head.seq, digest: head.digest }
    if (head && head.seq > checkpointed && (last || performance.now() - checkpointedAt >= checkpointEveryMs)) {
      checkpoint({ seq: head.seq, digest: head.digest })
      checkpointed = head.seq
      checkpointedAt = performance.now()
    }
  }

  /** Purging takes whole segments off the beginning, never the head. */
  async function holds({ seq, digest }: Head): Promise<boolean> {
    const head = await lastLink(database)
    if (!head || head.seq < seq) return false
    return head.seq > seq || head.digest === digest
  }

  function round(): void {
    working = work()
      .catch(onError)
      .then(() => {
        if (closed || broken) return
        again = setTimeout(round, everyMs)
        again.unref()
      })
  }
  round()

  return {
    isBroken: () => broken,
    /** Chains what is left, has it vouched for, and stops. */
    async close(): Promise<void> {
      closed = true
      clearTimeout(again)
      await working
      if (!broken) await work({ last: true }).catch(onError)
    },
  }
}
