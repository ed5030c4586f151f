import { createRandom } from '../src/catalogue/demonstration/random.ts'

/** An estimate with its 95 % interval. */
export interface Estimate {
  value: number
  low: number
  high: number
}

/** 95 %: the 0.975 quantile of the standard normal distribution. */
const z = 1.959963984540054
const resamples = 2000

/** Wilson score interval of a proportion (Wilson 1927): honest near 0 and 1, where the usual one has no width. NaN for no trial. */
export function wilson(hits: number, of: number): Estimate {
  if (of === 0) return { value: Number.NaN, low: Number.NaN, high: Number.NaN }
  const share = hits / of
  const centre = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of)
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2))
  // Rounding must not leave the estimate a hair outside its own interval.
  return {
    value: share,
    low: Math.min(share, Math.max(0, centre - half)),
    high: Math.max(share, Math.min(1, centre + half)),
  }
}

/**
 * Percentile bootstrap over cases (Efron 1979): `statistic` is computed on the rows drawn, with repeats. Seeded, so that the same results
 * print the same interval.
 */
export function bootstrap<Row>(
  rows: readonly Row[],
  statistic: (drawn: readonly Row[]) => number,
  seed: string,
): Estimate {
  return bootstrapEach(rows, (drawn) => [statistic(drawn)], seed)[0]!
}

/** The same for several statistics of the same rows, which are drawn once for all of them. */
export function bootstrapEach<Row>(
  rows: readonly Row[],
  statistics: (drawn: readonly Row[]) => readonly number[],
  seed: string,
): Estimate[] {
  const values = statistics(rows)
  const random = createRandom(`bootstrap ${seed}`)
  const drawn: Row[] = new Array(rows.length)
  const samples = values.map((): number[] => [])
  for (let round = 0; round < resamples && rows.length > 0; round += 1) {
    for (let at = 0; at < rows.length; at += 1) drawn[at] = rows[Math.floor(random.next() * rows.length)]!
    for (const [at, one] of statistics(drawn).entries()) if (!Number.isNaN(one)) samples[at]!.push(one)
  }
  return values.map((value, at) => {
    if (samples[at]!.length === 0) return { value, low: value, high: value }
    const [low, high] = quantiles(samples[at]!, [0.025, 0.975])
    return { value, low: low!, high: high! }
  })
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** One by share, by linear interpolation between order statistics (type 7 of Hyndman & Fan 1996). NaN for no value. */
export function quantiles(values: ArrayLike<number>, shares: readonly number[]): number[] {
  // Typed arrays sort as numbers, ten times faster than with a comparison: the bootstrap sorts thousands of samples.
  const sorted = new Float64Array(values).sort()
  return shares.map((share) => quantileOfSorted(sorted, share))
}

export interface PairedDifference extends Estimate {
  n: number
  /** Cases where the second is higher, lower, the same. */
  higher: number
  lower: number
  same: number
  /**
   * Two-sided. Where every difference is -1, 0 or 1, McNemar's mid-p test, which keeps its level without the caution of the exact one
   * (Fagerland, Lydersen & Laake 2013); else Student's paired test.
   */
  p: number
  /** Standard deviation of the differences: what the smallest difference that can be seen hangs on. */
  spread: number
  /** Every difference is -1, 0 or 1: cases pass or fail. */
  whole: boolean
}

/** What the second of each pair gains on the first: mean difference, bootstrapped over pairs. */
export function pairedDifference(pairs: readonly (readonly [number, number])[], seed: string): PairedDifference {
  const differences = pairs.map(([first, second]) => second - first)
  const higher = differences.filter((difference) => difference > tiny).length
  const lower = differences.filter((difference) => difference < -tiny).length
  const whole = isWhole(differences)
  return {
    ...bootstrap(differences, mean, seed),
    n: pairs.length,
    higher,
    lower,
    same: pairs.length - higher - lower,
    whole,
    p: whole ? midP(higher, lower) : pairedTest(differences),
    spread: deviation(differences),
  }
}

const isWhole = (differences: readonly number[]): boolean =>
  differences.every((difference) => Math.abs(difference - Math.round(difference)) < tiny && Math.abs(difference) < 2)

/** The sign test with half the weight of what was observed. */
export function midP(wins: number, losses: number): number {
  const n = wins + losses
  if (n === 0) return 1
  let logChoose = 0
  for (let k = 1; k <= Math.min(wins, losses); k += 1) logChoose += Math.log(n - k + 1) - Math.log(k)
  const observed = Math.exp(logChoose - n * Math.LN2)
  return wins === losses ? 1 : signTest(wins, losses) - observed
}

function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0
  const centre = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1))
}

function pairedTest(differences: readonly number[]): number {
  const n = differences.length
  const spread = deviation(differences)
  const centre = mean(differences)
  if (n < 2 || spread < tiny) return Math.abs(centre) < tiny || n < 2 ? 1 : 0
  return studentTail((centre / spread) * Math.sqrt(n), n - 1)
}

/** Two-sided tail of Student's t, from the chi-square approximation of Wallace (1959): three digits from 4 degrees of freedom on. */
export function studentTail(t: number, degrees: number): number {
  const normal = Math.sqrt(degrees * Math.log1p(t ** 2 / degrees)) * ((8 * degrees + 1) / (8 * degrees + 3))
  return chiSquareTail(normal ** 2, 1)
}

/** Holm's correction (1979): p-values that can be held against one level, however many questions were asked at once. */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((p, at) => ({ p, at })).sort((a, b) => a.p - b.p)
  const adjusted = new Array<number>(ps.length)
  let highest = 0
  for (const [rank, { p, at }] of order.entries()) {
    highest = Math.max(highest, Math.min(1, p * (ps.length - rank)))
    adjusted[at] = highest
  }
  return adjusted
}

/**
 * The smallest mean difference that n pairs show four times in five (80 % power) at a two-sided level. Where cases pass or fail, a change adds
 * to the spread it is seen against: a drop of d makes at least d of the pairs differ, hence the quadratic.
 */
export function smallestDifference(
  { n, spread, whole }: Pick<PairedDifference, 'n' | 'spread' | 'whole'>,
  level: number,
): number {
  if (n === 0) return Number.NaN
  const reach = (normalQuantile(1 - level / 2) + normalQuantile(0.8)) ** 2 / n
  if (!whole) return Math.sqrt(reach) * spread
  return (reach + Math.sqrt(reach ** 2 + 4 * reach * spread ** 2)) / 2
}

/** The quantile of the standard normal distribution, by bisection on its tail; twelve digits. */
export function normalQuantile(share: number): number {
  if (share < 0.5) return -normalQuantile(1 - share)
  let low = 0
  let high = 10
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2
    if (chiSquareTail(middle ** 2, 1) > 2 * (1 - share)) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Two-sided exact binomial test of as many wins as losses; ties say nothing. 1 when there is neither. */
export function signTest(wins: number, losses: number): number {
  const n = wins + losses
  const fewer = Math.min(wins, losses)
  let tail = 0
  let logChoose = 0
  for (let k = 0; k <= fewer; k += 1) {
    if (k > 0) logChoose += Math.log(n - k + 1) - Math.log(k)
    tail += Math.exp(logChoose - n * Math.LN2)
  }
  return Math.min(1, 2 * tail)
}

/** Pearson's chi-square test of equal expected counts: the probability of counts at least this uneven. */
export function uniformityTest(counts: readonly number[]): { chiSquare: number; p: number } {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const expected = total / counts.length
  if (total === 0 || counts.length < 2) return { chiSquare: 0, p: 1 }
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  return { chiSquare, p: chiSquareTail(chiSquare, counts.length - 1) }
}

/** The probability that a chi-square variable of that many degrees of freedom exceeds `value`. */
export function chiSquareTail(value: number, degrees: number): number {
  return value <= 0 ? 1 : 1 - lowerGamma(degrees / 2, value / 2)
}

/** 0: everyone has the same; towards 1: one has all. 0 for nothing to share. */
export function gini(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const total = sorted.reduce((sum, value) => sum + value, 0)
  if (total === 0) return 0
  const weighted = sorted.reduce((sum, value, at) => sum + (at + 1) * value, 0)
  return (2 * weighted) / (sorted.length * total) - (sorted.length + 1) / sorted.length
}

/** Differences smaller than this are rounding. */
const tiny = 1e-12

function quantileOfSorted(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return Number.NaN
  const at = (sorted.length - 1) * share
  const below = Math.floor(at)
  const above = Math.min(sorted.length - 1, below + 1)
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (at - below)
}

/** Regularised lower incomplete gamma P(a, x): series below a + 1, continued fraction above (Abramowitz & Stegun 6.5.29, 6.5.31). */
function lowerGamma(a: number, x: number): number {
  const scale = Math.exp(-x + a * Math.log(x) - logGamma(a))
  if (x < a + 1) {
    let term = 1 / a
    let sum = term
    for (let n = 1; n < 500 && term > sum * 1e-15; n += 1) {
      term *= x / (a + n)
      sum += term
    }
    return sum * scale
  }
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < 500; n += 1) {
    const an = -n * (n - a)
    b += 2
    d = 1 / (an * d + b)
    c = b + an / c
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return 1 - scale * fraction
}

/** Stirling's series after shifting the argument above 7; 12 digits are exact. */
function logGamma(value: number): number {
  let shift = 0
  let x = value
  while (x < 7) {
    shift -= Math.log(x)
    x += 1
  }
  const inverse = 1 / (x * x)
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / x
  return shift + (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series
}
