import type { Caller, Effect } from '../record/records.ts'
import type { Credential } from './authentication.ts'

/** What the middleware leaves for the routes. */
export interface Env {
  Variables: {
    caller: Caller
    /** How the caller is known, and what it may do; of a page that is open to anyone, only where it was asked. */
    credential: Credential
    requestId: string
    /** Of the client, as far as proxies are trusted. */
    address: string
    /** What the first try of this request made, where its answer was lost. */
    effect?: Effect
  }
}

/** One event a line, by allow-list: ids, counts, codes and durations; never a text that someone wrote. */
export type Log = (event: string, fields: Readonly<Record<string, string | number | boolean>>) => void
