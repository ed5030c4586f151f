import type { Candidate } from './detect/recogniser.ts'

/** Of overlapping candidates the surest, then the longest, then the first. */
export function surest(candidates: Candidate[]): Candidate[] {
  if (candidates.length < 2) return candidates
  const inOrder = candidates.toSorted((one, other) => one.start - other.start)
  const kept: Candidate[] = []
  // Only candidates of one chain of overlaps compete: the whole stays linear in the length of the text.
  for (let first = 0; first < inOrder.length; ) {
    let next = first
    let end = 0
    while (next < inOrder.length && (next === first || inOrder[next]!.start < end)) {
      end = Math.max(end, inOrder[next]!.end)
      next++
    }
    kept.push(...surestOfChain(inOrder.slice(first, next)))
    first = next
  }
  return kept
}

function surestOfChain(chain: Candidate[]): Candidate[] {
  if (chain.length < 2) return chain
  const bySureness = chain.toSorted(
    (one, other) =>
      other.score - one.score || other.end - other.start - (one.end - one.start) || one.start - other.start,
  )
  // What is kept never overlaps, so a candidate meets something kept only where a unit of it is taken.
  const from = chain[0]!.start
  const taken = new Uint8Array(chain.reduce((last, { end }) => Math.max(last, end), 0) - from)
  return bySureness.filter(({ start, end }) => {
    if (taken.subarray(start - from, end - from).includes(1)) return false
    taken.fill(1, start - from, end - from)
    return true
  })
}
