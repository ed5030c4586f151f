import type { Tally } from './tally.ts'

/**
 * Why an import waits for a person: a file that ends in the middle of a record or before its last mark, one of several that brings nothing, or a
 * source left with fewer than four fifths of the offers it serves now.
 */
export type Held =
  | { why: 'ends-early'; file: string; line: number; detail: string }
  | { why: 'brings-nothing'; file: string }
  | { why: 'shrinks'; source: string; before: number; now: number }

export function heldFor(
  source: string,
  {
    before,
    now,
    tally,
    acceptedOf,
  }: { before: number; now: number; tally: Tally; acceptedOf: ReadonlyMap<string, number> },
): Held[] {
  const held: Held[] = (tally.refused.truncated?.first ?? []).map(({ file, line, detail }) => {
    return { why: 'ends-early', file, line, detail }
  })
  for (const [file, accepted] of acceptedOf) if (accepted === 0) held.push({ why: 'brings-nothing', file })
  if ((before - now) * 5 > before) held.push({ why: 'shrinks', source, before, now })
  return held
}

/** For whoever runs the import; partners are told in their report. */
export function heldSaid(held: Held): string {
  if (held.why === 'ends-early') return `${held.file} ends early (line ${held.line}: ${held.detail})`
  if (held.why === 'brings-nothing') return `nothing in ${held.file} could be accepted`
  return `“${held.source}” would fall from ${held.before} offers to ${held.now}, by more than a fifth`
}
