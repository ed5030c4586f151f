import type { Table } from '@lancedb/lancedb'
import type { Table as ArrowTable } from 'apache-arrow'
import { type Arm, armOfHits, type Hits, type RelativeArm } from './arm.ts'
import type { Addresses } from './lance-rows.ts'

/**
 * What Lance finds by its indexes, for a search of so many results. `where` is a predicate that every admitted row meets (see lance-where.ts);
 * it spares work only.
 */
export interface LanceArms {
  /** Rows that say any of the terms. */
  text(terms: readonly string[], where: string | undefined, results: number): Promise<RelativeArm>
  /** Rows nearest to a vector of the dense space, by their cosine. */
  dense(vector: readonly number[], where: string | undefined, results: number): Promise<Arm>
  /** Reads the full text into memory. */
  warmUp(): Promise<void>
}

export async function createLanceArms(table: Table, addresses: Addresses, size: number): Promise<LanceArms> {
  const { MatchQuery } = await import('@lancedb/lancedb')
  const textDepth = Math.max(TEXT_DEPTH, Math.ceil(size * TEXT_SHARE))

  function hitsOf(found: ArrowTable, score: '_score' | '_distance'): Hits {
    return { rows: addresses.rowsAt(found.getChild('_rowid')!.toArray()), scores: found.getChild(score)!.toArray() }
  }

  return {
    async text(terms, where, results) {
      if (terms.length === 0) return armOfHits({ rows: new Uint32Array(0), scores: new Float32Array(0) })
      const depth = Math.max(textDepth, results * DEEPER)
      const query = table.query().fullTextSearch(new MatchQuery(terms.join(' '), 'words'))
      const found = await (where ? query.where(where) : query).select(['_score']).withRowId().limit(depth).toArrow()
      const { rows, scores } = hitsOf(found, '_score')
      if (rows.length < depth) return armOfHits({ rows, scores })
      // Best first. Which of several rows tied at the cut are returned is chance, so none of them counts.
      const untied = scores.indexOf(scores[depth - 1]!)
      return armOfHits({ rows: rows.subarray(0, untied), scores: scores.subarray(0, untied) })
    },
    async dense(vector, where, results) {
      const depth = Math.max(DENSE_DEPTH, results * DEEPER)
      const query = table
        .query()
        .nearestTo([...vector])
        .column('dense')
        .distanceType('cosine')
        .ef(depth * DENSE_REFINE)
      const found = await (where ? query.where(where) : query)
        .refineFactor(DENSE_REFINE)
        .select(['_distance'])
        .withRowId()
        .limit(depth)
        .toArrow()
      const { rows, scores } = hitsOf(found, '_distance')
      return armOfHits({ rows, scores: scores.map((distance) => 1 - distance) })
    },
    warmUp: () => table.prewarmIndex(TEXT_INDEX),
  }
}

/**
 * Text matches read per query, at least and as a share of all rows: beyond, a match is too weak to lift a row that no other arm found. Half of
 * it finds .94 of the ten best of a search twenty times as deep at 200,000 offers, this .98, twice as much .99 (200 searches).
 */
const TEXT_DEPTH = 500
const TEXT_SHARE = 1 / 200
/** Nearest vectors read per query, at least. */
const DENSE_DEPTH = 500
/** Results wanted lead to so many matches read: filters and the other arms leave some out. */
const DEEPER = 4
/** The index knows vectors roughly: it gives twice as many as wanted, to be compared as they are. */
const DENSE_REFINE = 2
/** As Lance names the index of the column `words`. */
const TEXT_INDEX = 'words_idx'
