import { meaningfulWords } from '../../../guardrails/language/words.ts'
import { features } from '../../occupations/words.ts'

/** The SKETCH smallest hashes of the words of a text, smallest first (a bottom-k sketch, Broder 1997). */
export type Sketch = readonly number[]

/** Two sketches estimate the words that two texts share at a cost that does not depend on their length. */
export function sketchOf(text: string): Sketch {
  const hashes = new Set<number>()
  for (const word of meaningfulWords(text)) hashes.add(hash(features(word).root))
  return [...hashes].sort((a, b) => a - b).slice(0, SKETCH)
}

/** Jaccard similarity of the word sets behind two sketches, on the smallest hashes of both together; 0 when either is empty. */
export function likeness(one: Sketch, other: Sketch): number {
  let [at, beside, read, shared] = [0, 0, 0, 0]
  while (read < SKETCH && at < one.length && beside < other.length) {
    const [a, b] = [one[at]!, other[beside]!]
    if (a === b) shared += 1
    if (a <= b) at += 1
    if (b <= a) beside += 1
    read += 1
  }
  // Short texts are sketched whole: what one has left counts as not shared.
  const rest = one.length < SKETCH && other.length < SKETCH ? one.length - at + (other.length - beside) : 0
  return read === 0 ? 0 : shared / (read + rest)
}

/** 30 bits, which an engine keeps without boxing: FNV-1a with the finaliser of murmur3, so that small hashes are a fair sample. */
export function hash(text: string, seed = 0): number {
  let value = 0x811c9dc5 ^ seed
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 2
}

const SKETCH = 96
