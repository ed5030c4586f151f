import type { Imported, Position, Refusal } from './format.ts'

/** What became of the records of an import, for people to read. */
export interface Tally {
  accepted: number
  /** Records that were mended, and how often each mend was needed (a record may need several). */
  repaired: { records: number; by: Record<string, number> }
  refused: Partial<Record<Refusal, Refused>>
}

export interface Refused {
  count: number
  /** The first ones, at most `MOST_POSITIONS`. */
  first: (Position & { file: string; detail: string })[]
}

export const MOST_POSITIONS = 100

export function createTally(): { tally: Tally; note(imported: Imported, file: string): void } {
  const tally: Tally = { accepted: 0, repaired: { records: 0, by: {} }, refused: {} }
  return {
    tally,
    note(imported, file) {
      if ('refused' in imported) {
        const refused = tally.refused[imported.refused] ?? { count: 0, first: [] }
        tally.refused[imported.refused] = refused
        refused.count += 1
        const { position, detail } = imported
        if (refused.first.length < MOST_POSITIONS) refused.first.push({ file, ...position, detail })
        return
      }
      tally.accepted += 1
      if (imported.repaired.length > 0) tally.repaired.records += 1
      for (const mend of imported.repaired) tally.repaired.by[mend] = (tally.repaired.by[mend] ?? 0) + 1
    },
  }
}
