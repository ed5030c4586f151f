import { z } from 'zod'
import { blocksAmong } from './candidates.ts'
import { judge, type Reason, reasonsOf, surenessOf, type Verdict } from './judge.ts'
import type { Traits } from './traits.ts'

/** A pair that was not judged different, by the places of its offers in the list. */
export interface Judged {
  between: readonly [number, number]
  verdict: Exclude<Verdict, 'different'>
  ifAlone: boolean
  score: number
  reasons: readonly Reason[]
}

export interface Compared {
  /** Surest first; equal ones by name, so that the order in which partners are imported changes nothing. */
  judged: readonly Judged[]
  /** Blocks that were too large to compare what is in them. */
  crowded: ReadonlySet<number>
  /** How many pairs were compared just now, those known before left out. */
  fresh: number
}

/** What was compared for a version: offers by their digest, and what came of it; two offers of it that no pair names were different or never met. */
export interface KnownPairs {
  digests: readonly string[]
  crowded: ReadonlySet<number>
  judged: readonly Judged[]
}

/**
 * Compares what shares a block. Of two offers that were compared before and have not changed, what came of it still holds, so that an import
 * costs what it changes; only in a block that was too large then may two of them not have met.
 */
export function judgedPairs(all: readonly Traits[], digests: readonly string[] = [], known?: KnownPairs): Compared {
  const { crowded, pairs } = blocksAmong(all)
  const before = known && placesBefore(digests, known)
  const judgedBefore = new Map(known?.judged.map((one) => [keyOf(one.between), one]))
  const isInOne = new Uint8Array(known?.digests.length ?? 0)
  for (const place of known?.judged.flatMap(({ between }) => between) ?? []) isInOne[place] = 1
  const judged: Judged[] = []
  let fresh = 0
  for (const { between, block } of pairs()) {
    const [one, other] = between
    const [was, wasOther] = [before?.[one] ?? NEW, before?.[other] ?? NEW]
    const ordered: Judged['between'] = all[one]!.source < all[other]!.source ? between : [other, one]
    if (was !== NEW && wasOther !== NEW && !known?.crowded.has(block)) {
      const found = isInOne[was] && isInOne[wasOther] ? judgedBefore.get(keyOf([was, wasOther])) : undefined
      if (found) judged.push({ ...found, between: ordered })
      continue
    }
    fresh += 1
    const { verdict, found, ifAlone } = judge(all[one]!, all[other]!)
    if (verdict === 'different') continue
    judged.push({ between: ordered, verdict, ifAlone, score: surenessOf(found), reasons: reasonsOf(found) })
  }
  const name = ({ between: [one, other] }: Judged) => `${all[one]!.source}\n${all[other]!.source}`
  judged.sort((a, b) => b.score - a.score || (name(a) < name(b) ? -1 : 1))
  return { judged, crowded, fresh }
}

const NEW = -1

/** Where each offer stood before; NEW for one that did not, or not so. */
function placesBefore(digests: readonly string[], known: KnownPairs): Int32Array {
  const places = new Map(known.digests.map((digest, at) => [digest, at]))
  return Int32Array.from(digests, (digest) => places.get(digest) ?? NEW)
}

/** Exact up to 67 million offers. */
const keyOf = ([one, other]: Judged['between']): number => Math.min(one, other) * 2 ** 26 + Math.max(one, other)

/** Changes with what is compared and how (facts.ts, judge.ts, candidates.ts): what was judged by other rules is judged again. */
const RULES = 1

const Written = z.object({
  rules: z.literal(RULES),
  digests: z.array(z.string()),
  crowded: z.array(z.number()),
  judged: z.array(z.custom<Judged>()),
})

export const writtenPairs = ({ digests, crowded, judged }: KnownPairs): string =>
  JSON.stringify({ rules: RULES, digests, crowded: [...crowded], judged })

/** Undefined for what this release cannot use. */
export function readPairs(text: string): KnownPairs | undefined {
  const read = Written.safeParse(JSON.parse(text))
  return read.success ? { ...read.data, crowded: new Set(read.data.crowded) } : undefined
}
