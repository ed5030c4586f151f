import pg from 'pg'
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible'
import { type Limits, rateOf } from '../http/limits.ts'

/** Counts in PostgreSQL, so that several instances allow a caller together what one would; while it cannot be reached each counts alone. */
export function openSharedLimiter(
  connectionString: string,
  limits: Limits,
): { limiter: RateLimiterAbstract; close: () => Promise<void> } {
  const pool = new pg.Pool({ connectionString, max: 2, connectionTimeoutMillis: 1000, statement_timeout: 1000 })
  pool.on('error', () => {})
  const limiter = new RateLimiterPostgres({
    ...rateOf(limits),
    storeClient: pool,
    storeType: 'pool',
    tableName: 'request_rates',
    tableCreated: true,
    keyPrefix: 'caller',
    insuranceLimiter: new RateLimiterMemory(rateOf(limits)),
  })
  return { limiter, close: () => pool.end() }
}
