import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Offer } from '../../item.ts'

/** A sentence that gives an order, and the offer that it was left out of. */
export interface Withheld {
  line: string
  partner: Offer['partner']
}

const Released = z.array(z.string())

/** The sentences that a person has read and lets pass: `released.json` in the folder of the catalogue, a list of them; none without it. */
export async function readReleased(folder: string): Promise<ReadonlySet<string>> {
  try {
    return new Set(Released.parse(JSON.parse(await readFile(join(folder, 'released.json'), 'utf8'))))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return new Set()
    throw cause
  }
}

/** The queue of a source, for a person to read: each sentence once, with the offers that say it. */
export async function writeQueue(folder: string, source: string, withheld: readonly Withheld[]): Promise<void> {
  const path = join(folder, 'withheld.json')
  const before: Record<string, unknown> = await readFile(path, 'utf8').then(JSON.parse, () => ({}))
  const said = Map.groupBy(withheld, ({ line }) => line)
  const queue = [...said].map(([line, all]) => ({
    line,
    times: all.length,
    offers: all.slice(0, MOST_NAMED).map(({ partner }) => `${partner.name}/${partner.reference}`),
  }))
  if (queue.length === 0 && !(source in before)) return
  await mkdir(folder, { recursive: true })
  await writeFile(path, `${JSON.stringify({ ...before, [source]: queue }, null, 1)}\n`)
}

const MOST_NAMED = 20
