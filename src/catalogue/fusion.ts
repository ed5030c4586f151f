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
  /** A zero for every row. */
  zeros: () => Float32Array
}

/**
 * `fuse`, and when the first few found agree on their occupations, once more with what is alike: the same training under a title of other
 * words ("fabrication additive" after "impression 3D"). Declared codes make that agreement; texts alone rarely do, and then it is left.
 */
export function fuseAround(searched: Searched, weights: ArmWeights, limit: number): Ranked[] {
  const { findings, vectors, zeros } = searched
  const sums = sumsOf(searched, weights)
  const first = leadersOf(searched, weights, sums, FIRST)
  const { vector, agreement } = vectors.centre(first.map(({ row, merit }) => ({ row, weight: merit * merit })))
  const alike = ALIKE_SHARE * Math.max(0, (agreement - AGREED) / (1 - AGREED))
  if (asked(weights) === 0 || alike <= 0) return leadersOf(searched, weights, sums, limit)
  const likeness = vectors.similarities(vector, zeros())
  addTo(sums.rough, likeness, alike)
  const around = { ...searched, findings: { ...findings, alike: likeness } }
  return leadersOf(around, { ...weights, alike }, sums, limit)
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
export function fuse(searched: Omit<Searched, 'vectors'>, weights: ArmWeights, limit: number): Ranked[] {
  return leadersOf(searched, weights, sumsOf(searched, weights), limit)
}

/** `rough` is the sum of all arms for every row, in single precision and not divided by what was asked; the best are among admitted rows. */
interface Sums {
  rough: Float32Array
  bestText: number
  bestTitle: number
}

function sumsOf({ findings, admits, zeros }: Omit<Searched, 'vectors'>, weights: ArmWeights): Sums {
  const { text, titles, occupation, dense, alike } = findings
  const bestText = best(text, admits)
  const bestTitle = best(titles, admits)
  const rough = zeros()
  addTo(rough, text, weights.text / bestText)
  addTo(rough, titles, weights.titles / bestTitle)
  addTo(rough, occupation, weights.occupation)
  addTo(rough, dense, weights.dense)
  addTo(rough, alike, weights.alike ?? 0)
  return { rough, bestText, bestTitle }
}

/** The rough sum leaves most rows out at a nanosecond each; filters cost more than merits, so only a row that would be kept is put to them. */
function leadersOf(
  { findings, admits, idOf }: Omit<Searched, 'vectors'>,
  weights: ArmWeights,
  { rough, bestText, bestTitle }: Sums,
  limit: number,
): Ranked[] {
  const { size, text, titles, occupation, dense, alike } = findings
  const total = asked(weights)
  const meritOf = (row: number): number => {
    if (total === 0) return 1
    const said = text && bestText > 0 ? (weights.text * text[row]!) / bestText : 0
    const called = titles && bestTitle > 0 ? (weights.titles * titles[row]!) / bestTitle : 0
    const close = (occupation ? weights.occupation * occupation[row]! : 0) + (dense ? weights.dense * dense[row]! : 0)
    const kin = alike ? (weights.alike ?? 0) * alike[row]! : 0
    return Math.min(1, Math.max(0, (said + called + close + kin) / total))
  }
  const leaders: Leader[] = []
  let least = 0
  let floor = 0
  for (let row = 0; limit > 0 && row < size; row += 1) {
    if (total > 0 && rough[row]! <= floor) continue
    const merit = meritOf(row)
    if (merit === 0 || merit < least || !admits(row)) continue
    const leader = { row, merit, id: idOf(row) }
    leaders.splice(placeOf(leader, leaders), 0, leader)
    if (leaders.length > limit) leaders.pop()
    if (leaders.length === limit) {
      least = leaders.at(-1)!.merit
      floor = Math.max(0, least * total - ROUNDING)
    }
  }
  return leaders
}

type Leader = Ranked & { id: string }

/** Adds an arm's scores; one that was not asked, or found nothing, adds none. */
function addTo(sum: Float32Array, scores: Float32Array | undefined, weight: number): void {
  if (!scores || !Number.isFinite(weight)) return
  for (let row = 0; row < sum.length; row += 1) {
    // Most arms find something in a few rows only: reading costs less than adding nothing.
    const score = scores[row]!
    if (score !== 0) sum[row]! += weight * score
  }
}

/** Of sums in single precision. */
const ROUNDING = 1e-5

/** The highest score of an admitted row. */
function best(scores: Float32Array | undefined, admits: (row: number) => boolean): number {
  let highest = 0
  if (!scores) return highest
  for (let row = 0; row < scores.length; row += 1) {
    if (scores[row]! > highest && admits(row)) highest = scores[row]!
  }
  return highest
}

function placeOf(leader: Leader, leaders: readonly Leader[]): number {
  let low = 0
  let high = leaders.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (byMerit(leader, leaders[middle]!) < 0) high = middle
    else low = middle + 1
  }
  return low
}

/** The first few found, and how much they must agree to lead to others and how much these then weigh, at full agreement (measured). */
const FIRST = 5
const AGREED = 0.9
const ALIKE_SHARE = 0.5
/** Length of a query's occupation vector from which its occupations are taken for sure. */
const SURE = 0.6

function asked({ text, titles, occupation, dense, alike = 0 }: ArmWeights): number {
  return text + titles + occupation + dense + alike
}

function byMerit(a: Leader, b: Leader): number {
  return b.merit - a.merit || scatter(a.id) - scatter(b.id) || (a.id < b.id ? -1 : 1)
}

/** Ids often begin with a partner's name: their hash is an order that no partner wins. */
function scatter(id: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
