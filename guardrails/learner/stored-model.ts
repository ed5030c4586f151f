import type { LinearModel } from './linear-model.ts'

/** A model as a data file. */
export interface StoredModel<Label extends string> {
  labels: readonly Label[]
  bits: number
  longest: number
  sure: number
  /** SHA-256 of the lessons it was trained on, as it saw them: tells when the model is older than its corpus or than its features. */
  lessons: string
  /** The weights that are not nought, each as the gap to the one before (seven bits a byte) and its value; in base64. */
  weights: string
}

export function openModel<Label extends string>({
  labels,
  bits,
  longest,
  sure,
  weights,
}: StoredModel<Label>): LinearModel<Label> {
  const table = new Int8Array(labels.length << bits)
  const bytes = Uint8Array.from(atob(weights), (character) => character.charCodeAt(0))
  let place = -1
  for (let at = 0; at < bytes.length; ) {
    let gap = 0
    for (let shift = 0, more = true; more; shift += 7) {
      const byte = bytes[at++]!
      gap |= (byte & 0x7f) << shift
      more = byte > 0x7f
    }
    place += gap
    table[place] = bytes[at++]!
  }
  return { labels, bits, longest, sure, table }
}

export function packWeights(table: Int8Array): string {
  const bytes: number[] = []
  let before = -1
  for (const [place, weight] of table.entries()) {
    if (weight === 0) continue
    let gap = place - before
    for (; gap > 0x7f; gap >>>= 7) bytes.push((gap & 0x7f) | 0x80)
    bytes.push(gap, weight & 0xff)
    before = place
  }
  return btoa(bytes.map((byte) => String.fromCharCode(byte)).join(''))
}
