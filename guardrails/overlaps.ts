import type { Candidate } from './detect/recogniser.ts'
import { type FindingKind, kindOf } from './finding.ts'
import { placesOf } from './parts.ts'
import { surest } from './surest.ts'

/**
 * Where two candidates of one kind overlap, the surer stays, then the longer; of personal data the rest of the other stays too, so
 * that nothing which was found goes on in clear. Kinds do not compete, but a sensitive word inside a name, an address or a link is
 * part of it: "Jean-Baptiste", "rue des Carmes".
 */
export function resolve(candidates: Candidate[], text: string): Candidate[] {
  if (candidates.length < 2) return candidates
  const byKind = new Map<FindingKind, Candidate[]>()
  for (const candidate of candidates) {
    const kind = kindOf(candidate.type)
    const others = byKind.get(kind)
    if (others) others.push(candidate)
    else byKind.set(kind, [candidate])
  }
  const kept = [...byKind].flatMap(([kind, ofKind]) => {
    const sure = surest(ofKind)
    return kind === 'personal' ? [...sure, ...surest(restsOf(ofKind, sure, text))] : sure
  })
  const personal = placesOf(kept.filter(({ type }) => kindOf(type) === 'personal'))
  return kept
    .filter(({ type, start, end }) => {
      const whole = kindOf(type) === 'story' ? personal.at(start) : undefined
      return !(whole && end <= whole.end)
    })
    .sort((one, other) => one.start - other.start || one.end - other.end)
}

/**
 * What the kept ones leave of the others, where each has an end of its own: a name whose end reads as the beginning of an address.
 * One inside the other are two readings of one thing.
 */
function restsOf(candidates: readonly Candidate[], kept: readonly Candidate[], text: string): Candidate[] {
  if (kept.length === candidates.length) return []
  const places = placesOf(kept)
  return candidates.flatMap((candidate) => {
    const { type, start, end } = candidate
    if (!divisible.has(type)) return []
    const [before, after] = [places.at(start), places.at(end - 1)]
    if ((before === undefined) === (after === undefined) || (before ?? after)!.type === type) return []
    const [from, to] = before ? [before.end, end] : [start, after!.start]
    if (places.touch(from, to)) return []
    const rest = /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/su.exec(text.slice(from, to))
    return rest ? [{ ...candidate, start: from + rest.index, end: from + rest.index + rest[0].length }] : []
  })
}

/** What tells something by a part of it: a number with a key does not. */
const divisible: ReadonlySet<string> = new Set(['PERSON', 'ADDRESS'])
