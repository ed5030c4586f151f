import { z } from '@hono/zod-openapi'

/** What keeps the service from answering as it should, or soon will. `erasure-waits` alone leaves it ready. */
export const HealthProblem = z.enum([
  'records-busy',
  'records-full',
  'records-unwritable',
  'records-damaged',
  'disk-nearly-full',
  'catalogue-empty',
  'catalogue-gone',
  'catalogue-stale',
  'chain-broken',
  'erasure-waits',
  'stopping',
])
export type HealthProblem = z.infer<typeof HealthProblem>

export interface Health {
  ready: boolean
  problems: readonly HealthProblem[]
}

/** Where nothing is watched. */
export const alwaysReady = (): Health => ({ ready: true, problems: [] })

export const Readiness = z
  .object({
    status: z.enum(['ready', 'not-ready']),
    problems: z.array(z.object({ code: HealthProblem, todo: z.string() })),
    catalogue: z.object({ version: z.string(), size: z.number().int(), fictitious: z.boolean() }),
  })
  .meta({ id: 'Readiness' })

/** One line on what to do, for whoever operates it. */
export const todo: Record<HealthProblem, string> = {
  'records-busy': 'Another program holds the lock on the records: end it.',
  'records-full': 'The disk of DATA_DIR is full: make room. Nothing acknowledged is lost; no restart is needed.',
  'records-unwritable': 'The records cannot be written: check the rights and the disk of DATA_DIR.',
  'records-damaged': 'The records are damaged: stop, put back the last copy (npm run restore), start again.',
  'disk-nearly-full': 'Little room is left on the disk of DATA_DIR (DISK_FREE_MB): make room.',
  'catalogue-empty': 'Nothing was imported yet: npm run ingest.',
  'catalogue-gone': 'The catalogue cannot be read: import it again (npm run ingest).',
  'catalogue-stale': 'The catalogue is older than CATALOGUE_DAYS: import the partners’ files of today.',
  'chain-broken': 'The events do not reach their last checkpoint: npm run verify says where. Do not delete anything.',
  'erasure-waits':
    'Another program has been reading the records for over a minute; what was erased leaves the files when it ends.',
  stopping: 'It was asked to stop: answers under way end first.',
}
