import type { Imported, Position, Refusal } from './format.ts'

/** What became of the records of an import, for people to read. */
export interface Tally {
  accepted: number
  /** Records that were mended, and for which mends (a record may need several); `detail` is their reference. */
  repaired: { records: number; by: Record<string, Noted> }
  refused: Partial<Record<Refusal, Noted>>
}

export interface Noted {
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
      const { position } = imported
      if ('refused' in imported) {
        tally.refused[imported.refused] = noted(tally.refused[imported.refused], {
          file,
          ...position,
          detail: imported.detail,
        })
        return
      }
      tally.accepted += 1
      if (imported.repaired.length > 0) tally.repaired.records += 1
      const { by } = tally.repaired
      for (const mend of imported.repaired) {
        by[mend] = noted(by[mend], { file, ...position, detail: imported.accepted.partner.reference })
      }
    },
  }
}

function noted(before: Noted | undefined, one: Noted['first'][number]): Noted {
  const { count, first } = before ?? { count: 0, first: [] }
  if (first.length < MOST_POSITIONS) first.push(one)
  return { count: count + 1, first }
}
