import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'

/**
 * Loaded before a service to weaken it on purpose: a loop that does not find what is lost or doubled by it could not fail. WEAKNESS is
 * `effects`, the effect of a request is not written with its key, or `synchronous`, what SQLite acknowledges was not synced.
 */
const { WEAKNESS } = process.env

if (WEAKNESS === 'effects') {
  const isEffect = (text: string) => /^update idempotency set conversation_id = \S+ turn_id/.test(text)
  const { prepare } = DatabaseSync.prototype
  DatabaseSync.prototype.prepare = function (text, ...more) {
    return prepare.call(this, isEffect(text) ? `${text} and 1 = 0` : text, ...more)
  }
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = function (this: pg.Client, config: unknown, ...more: unknown[]) {
    const { text } = config as { text?: string }
    const asked = text && isEffect(text) ? { ...(config as object), text: `${text} and 1 = 0` } : config
    return (query as (...parameters: unknown[]) => unknown).call(this, asked, ...more)
  } as typeof query
}
if (WEAKNESS === 'synchronous') {
  const { exec } = DatabaseSync.prototype
  DatabaseSync.prototype.exec = function (text) {
    return exec.call(this, text.replace('synchronous = FULL', 'synchronous = OFF'))
  }
}
