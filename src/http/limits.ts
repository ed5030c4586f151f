import type { MiddlewareHandler } from 'hono'
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { turnOfTheLoop } from '../need/turn-of-the-loop.ts'
import type { Env } from './environment.ts'
import { Problem } from './problems.ts'

export interface Limits {
  /** Requests a minute for one caller. */
  requestsPerMinute: number
  /** Messages being answered at once; more are refused at once rather than served slowly. */
  messagesAtOnce: number
}

/** What a limiter counts: points in a window of seconds. */
export const rateOf = ({ requestsPerMinute }: Limits) => ({ points: requestsPerMinute, duration: windowSeconds })
const windowSeconds = 60

/**
 * Counts by caller, not by address; in this process alone unless a limiter is given that several share. Headers follow
 * draft-ietf-httpapi-ratelimit-headers-10.
 */
export function limitRate(
  limits: Limits,
  limiter: RateLimiterAbstract = new RateLimiterMemory(rateOf(limits)),
): MiddlewareHandler<Env> {
  const policy = `"caller";q=${limits.requestsPerMinute};w=${windowSeconds}`
  return async (c, next) => {
    const { tenant, counsellor } = c.get('caller')
    const state = await consume(limiter, JSON.stringify([tenant, counsellor]))
    const seconds = Math.ceil(state.msBeforeNext / 1000)
    const headers = {
      'RateLimit-Policy': policy,
      RateLimit: `"caller";r=${Math.max(0, state.remainingPoints)};t=${seconds}`,
    }
    if (state.refused) throw new Problem('rate-limited', {}, { ...headers, 'Retry-After': String(seconds) })
    await next()
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value)
  }
}

/** As many wrong credentials a minute from one address; and as many steps of signing in, of which a whole agency may share one. */
const wrongAMinute = 10
const signInStepsAMinute = 300

/**
 * Counts by address what needs no caller. What is right is answered all the same: secrets of 256 bits cannot be guessed, and nobody is locked out
 * for what a neighbour behind the same address tries.
 */
export function limitAddresses() {
  const limit = (points: number) => {
    const limiter = new RateLimiterMemory({ points, duration: windowSeconds })
    return async (address: string): Promise<void> => {
      const state = await consume(limiter, address)
      if (!state.refused) return
      throw new Problem('rate-limited', {}, { 'Retry-After': String(Math.ceil(state.msBeforeNext / 1000)) })
    }
  }
  return { onWrongCredential: limit(wrongAMinute), onAttempt: limit(signInStepsAMinute) }
}

async function consume(limiter: RateLimiterAbstract, key: string) {
  try {
    return Object.assign(await limiter.consume(key), { refused: false })
  } catch (state) {
    if (state instanceof RateLimiterRes) return Object.assign(state, { refused: true })
    throw state
  }
}

export type Admission = ReturnType<typeof createAdmission>

/**
 * Admits a bounded number of answers at once; `release` is called when the last byte has left. Those that come together begin one after the other.
 */
export function createAdmission(limits: Limits) {
  let answering = 0
  return {
    /** Throws `overloaded` when the house is full. */
    async enter(): Promise<{ release: () => void }> {
      if (answering >= limits.messagesAtOnce) throw new Problem('overloaded', {}, { 'Retry-After': '5' })
      answering++
      await turnOfTheLoop()
      let left = false
      return {
        release() {
          if (!left) answering--
          left = true
        },
      }
    },
    answering: () => answering,
  }
}
