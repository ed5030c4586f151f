import type { Caller } from '../record/records.ts'

/** What the middleware leaves for the routes. */
export interface Env {
  Variables: { caller: Caller; requestId: string }
}

/** One event a line, by allow-list: ids, counts, codes and durations; never a text that someone wrote. */
export type Log = (event: string, fields: Readonly<Record<string, string | number | boolean>>) => void
