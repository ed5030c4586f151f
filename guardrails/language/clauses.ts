import type { Span } from './fold.ts'

/**
 * The clauses of a folded text, in order: what stands between marks, lines and the words that open another ("mais", "parce que"). A clause is
 * how far "si possible" and "pas" reach; its conjunction belongs to neither side.
 */
export function clausesOf(folded: string): Span[] {
  const clauses: Span[] = []
  let start = 0
  for (const match of folded.matchAll(boundary)) {
    if (match.index > start) clauses.push({ start, end: match.index })
    start = match.index + match[0].length
  }
  if (folded.length > start) clauses.push({ start, end: folded.length })
  return clauses
}

/** The clause that holds an offset, or the next one when it stands on a mark; the last one after the end. */
export function clauseAt(clauses: readonly Span[], index: number): Span {
  return clauses[clauseIndexAt(clauses, index)] ?? { start: 0, end: 0 }
}

/** Where that clause stands among them. */
export function clauseIndexAt(clauses: readonly Span[], index: number): number {
  let low = 0
  let high = clauses.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (clauses[middle]!.end <= index) low = middle + 1
    else high = middle
  }
  return low
}

const boundary =
  /[,;:!?\n()]|\.(?=\s|$)|\s-\s|\s(?:mais|sinon|puis|par contre|en revanche|car|parce que|but|because)\s|\sparce qu'/g
