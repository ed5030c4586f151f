import type { SparseVectors } from './memory-vectors.ts'

/** What each arm weighs in one query; 0 for an arm that was not asked. */
export interface ArmWeights {
  text: number
  titles: number
  occupation: number
  dense: number
  /** Likeness to what the other arms found first. */
  alike?: number
}

/**
 * How much each arm weighs (measured on bench r1 to r4: more to titles finds thesaurus words better and job names worse, less to
 * occupation space loses r2). Occupation space weighs as far as the query is sure of its occupations:
 * "plaquiste" is, "gestion de l'énergie" is not, and there the words must decide. The length of a vector says how sure.
 */
export const armShares: ArmWeights = { text: 0.17, titles: 0.33, occupation: 0.5, dense: 0.35 }

/** `text`: how much of what is said the catalogue says at all, in 0..1; words that nobody prints must not leave the choice to the others. */
export function armWeights(asked: { text: number; occupation: number; dense: boolean }): ArmWeights {
  return {
    text: armShares.text * asked.text,
    titles: armShares.titles * asked.text,
    occupation: armShares.occupation * Math.min(1, asked.occupation / SURE),
    dense: asked.dense ? armShares.dense : 0,
  }
}

/** What is searched: `vectors` are those of the rows in occupation space. */
export interface Searched {
  findings: Findings
  vectors: SparseVectors
  admits: (row: number) => boolean
  idOf: (row: number) => string
}

/**
 * `fuse`, and when the first few found agree on their occupations, once more with what is alike: the same training under a title of other
 * words ("fabrication additive" after "impression 3D"). Declared codes make that agreement; texts alone rarely do, and then it is left.
 */
export function fuseAround(searched: Searched, weights: ArmWeights, limit: number): Ranked[] {
  const { findings, vectors } = searched
  const first = fuse(searched, weights, FIRST)
  const { vector, agreement } = vectors.centre(first.map(({ row, merit }) => ({ row, weight: merit * merit })))
  const alike = ALIKE_SHARE * Math.max(0, (agreement - AGREED) / (1 - AGREED))
  if (asked(weights) === 0 || alike <= 0) return fuse(searched, weights, limit)
  const around = { ...searched, findings: { ...findings, alike: vectors.similarities(vector) } }
  return fuse(around, { ...weights, alike }, limit)
}

/** What the arms found: one score per row, 0 where nothing was found; an arm that was not asked is absent. */
export interface Findings {
  size: number
  /** Full text and titles, in any unit; each row counts as a share of the best admitted one. */
  text?: Float32Array
  titles?: Float32Array
  /** Cosines. */
  occupation?: Float32Array
  dense?: Float32Array
  alike?: Float32Array
}

export interface Ranked {
  row: number
  merit: number
}

/**
 * The admitted rows of highest merit, best first. Merit, in 0..1, is the weighted mean of the arms asked; an arm that did not find a row
 * counts as 0. When nothing was asked, every row is as good. Among equals the order favours no partner and never changes.
 */
export function fuse(
  { findings, admits, idOf }: Omit<Searched, 'vectors'>,
  weights: ArmWeights,
  limit: number,
): Ranked[] {
  const { size, text, titles, occupation, dense, alike } = findings
  const total = asked(weights)
  const rows: number[] = []
  let bestText = 0
  let bestTitle = 0
  for (let row = 0; row < size; row += 1) {
    if (total > 0 && !(text?.[row] || titles?.[row] || occupation?.[row] || dense?.[row] || alike?.[row])) continue
    if (!admits(row)) continue
    rows.push(row)
    if (text && text[row]! > bestText) bestText = text[row]!
    if (titles && titles[row]! > bestTitle) bestTitle = titles[row]!
  }
  const merits = Float64Array.from(rows, (row) => {
    if (total === 0) return 1
    const said = text && bestText > 0 ? (weights.text * text[row]!) / bestText : 0
    const called = titles && bestTitle > 0 ? (weights.titles * titles[row]!) / bestTitle : 0
    const close = (occupation ? weights.occupation * occupation[row]! : 0) + (dense ? weights.dense * dense[row]! : 0)
    const kin = alike ? (weights.alike ?? 0) * alike[row]! : 0
    return Math.min(1, Math.max(0, (said + called + close + kin) / total))
  })
  const least = atLeast(merits, limit)
  const kept: (Ranked & { id: string })[] = []
  rows.forEach((row, at) => {
    const merit = merits[at]!
    if (merit > 0 && merit >= least) kept.push({ row, merit, id: idOf(row) })
  })
  return kept.sort(byMerit).slice(0, Math.max(0, limit))
}

/** The first few found, and how much they must agree to lead to others and how much these then weigh, at full agreement (measured). */
const FIRST = 5
const AGREED = 0.9
const ALIKE_SHARE = 0.5
/** Length of a query's occupation vector from which its occupations are taken for sure. */
const SURE = 0.6
/** Fine enough to cut a long list near its limit, without sorting it. */
const STEPS = 4096

/** A merit that at least `limit` rows reach, so that only the best need sorting. */
function atLeast(merits: Float64Array, limit: number): number {
  if (merits.length <= limit) return 0
  const counts = new Uint32Array(STEPS + 1)
  for (const merit of merits) counts[Math.floor(merit * STEPS)]! += 1
  let reached = 0
  for (let step = STEPS; step > 0; step -= 1) {
    reached += counts[step]!
    if (reached >= limit) return step / STEPS
  }
  return 0
}

function asked({ text, titles, occupation, dense, alike = 0 }: ArmWeights): number {
  return text + titles + occupation + dense + alike
}

function byMerit(a: Ranked & { id: string }, b: Ranked & { id: string }): number {
  return b.merit - a.merit || scatter(a.id) - scatter(b.id) || (a.id < b.id ? -1 : 1)
}

/** Ids often begin with a partner's name: their hash is an order that no partner wins. */
function scatter(id: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
