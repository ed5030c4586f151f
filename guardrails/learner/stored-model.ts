import type { LinearModel } from './linear-model.ts'

/** A model as a data file. */
export interface StoredModel<Label extends string> {
  labels: readonly Label[]
  bits: number
  longest: number
  sure: number
  /** SHA-256 of the lessons it was trained on, as it saw them: tells when the model is older than its corpus or than its features. */
  lessons: string
  /**
   * The weights that are not nought: how many places stand between each and the one before, then, behind a space, their values. A letter each, small ones
   * first: said so, a weight takes a byte of what is sent to a browser, where two bytes in base64 took almost two.
   */
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
  const count = weights.indexOf(' ')
  for (let at = 0, place = 0; at < count; at++, place++) {
    place += numberOf(weights, at)
    const size = numberOf(weights, count + 1 + at)
    table[place] = size & 1 ? -((size + 1) >> 1) : size >> 1
  }
  return { labels, bits, longest, sure, table }
}

export function packWeights(table: Int8Array): string {
  let [gaps, values] = ['', '']
  let gap = 0
  for (const weight of table) {
    if (weight === 0 && gap < widestGap) gap++
    else {
      gaps += letterOf(gap)
      values += letterOf(weight < 0 ? -2 * weight - 1 : 2 * weight)
      gap = 0
    }
  }
  return `${gaps} ${values}`
}

/** The last that is a letter of ASCII: a wider gap holds a weight of nought. */
const widestGap = 89

/** From "#" on, without the backslash, which JSON would double. */
const letterOf = (number: number): string => String.fromCharCode(number + (number < 57 ? 35 : 36))
function numberOf(letters: string, at: number): number {
  const code = letters.charCodeAt(at)
  return code - (code < 92 ? 35 : 36)
}
