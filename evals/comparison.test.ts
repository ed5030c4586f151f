import { describe, expect, it } from 'vitest'
import { createRandom } from '../src/catalogue/demonstration/random.ts'
import { compareAll, incomparable } from './comparison.ts'
import { decisions, exitOf } from './report.ts'
import { holm, midP, normalQuantile, smallestDifference, studentTail } from './statistics.ts'
import type { SuiteResult } from './suite.ts'

const key = { cases: 'c', scorers: 's', model: '' }

/** A suite of n cases that pass or fail, as a run of the product would leave it. */
function suiteOf(name: string, passed: readonly boolean[], more: Partial<SuiteResult> = {}): SuiteResult {
  const scorers = [
    { name: 'right', about: '', better: 'higher' as const },
    { name: 'neat', about: '', better: 'higher' as const },
  ]
  const cases = passed.map((right, at) => ({
    id: `${at}`,
    split: 'test' as const,
    trial: 1,
    ms: 1,
    scores: { right: Number(right), neat: Number(passed[passed.length - 1 - at]) },
  }))
  const nothing = { notes: [], measures: [], gates: [], tables: [], broken: [], seconds: 0 }
  return { name, about: '', key, scorers, primary: 'right', cases, ...nothing, ...more }
}

/** Exit code of a whole run of `suites` suites of 300 cases held against a baseline: 8 cases in 100 are drawn again, and `drop` fall in the first. */
function runOf(suites: number, drop: number, seed: string): 0 | 1 | 3 {
  const random = createRandom(seed)
  const pairs = Array.from({ length: suites }, (_, suite) => {
    const before = Array.from({ length: 300 }, () => random.chance(0.8))
    const moved = before.map((right) => (random.chance(0.08) ? random.chance(0.8) : right))
    const after = moved.map((right) => (suite === 0 && right && random.chance(drop / 0.8) ? false : right))
    const named = { what: 'baseline' as const, first: 'before', second: 'now' }
    return { first: suiteOf(`suite ${suite}`, before), second: suiteOf(`suite ${suite}`, after), named }
  })
  return exitOf({ suites: [], comparisons: compareAll(pairs) })
}

describe('a run held against a baseline', () => {
  const suites = 2
  // Of those drawn again, 2 × .8 × .2 change sides: so many cases differ where nothing changed.
  const smallest = smallestDifference({ n: 300, spread: Math.sqrt(0.08 * 2 * 0.8 * 0.2), whole: true }, 0.04 / suites)

  it('finds a planted drop of the smallest difference it says it can see, in at least 80 of 100 runs', () => {
    expect(smallest).toBeGreaterThan(0.03)
    expect(smallest).toBeLessThan(0.06)
    const codes = Array.from({ length: 100 }, (_, at) => runOf(suites, smallest, `drop ${at}`))
    expect(codes.filter((code) => code === 1).length).toBeGreaterThanOrEqual(80)
  }, 120_000)

  it('alarms in at most 5 of 100 runs in which nothing changed', () => {
    const codes = Array.from({ length: 100 }, (_, at) => runOf(suites, 0, `same ${at}`))
    expect(codes.filter((code) => code !== 0).length).toBeLessThanOrEqual(5)
  }, 120_000)

  it('is refused where cases, scorers or model are others, and says which', () => {
    expect(incomparable(key, key)).toBeUndefined()
    expect(incomparable(key, { ...key, cases: 'd' })).toBe('it was run with other cases')
    expect(incomparable({ ...key, model: 'a' }, { ...key, scorers: 't', model: 'b' })).toBe(
      'it was run with other scorers and the model a and not b',
    )
    expect(incomparable(undefined, key)).toBe('the baseline does not say what it was run on')
  })

  it('lets one score decide, and holds the others to a harder level', () => {
    const before = Array.from({ length: 100 }, (_, at) => at % 2 === 0)
    // Twelve cases fall on the score that decides; on the other as many fall at the other end.
    const after = before.map((right, at) => (at < 12 ? false : right))
    const [comparison] = compareAll([
      {
        first: suiteOf('one', before),
        second: suiteOf('one', after),
        named: { what: 'baseline', first: '', second: '' },
      },
    ])
    const verdicts = Object.fromEntries(comparison!.scores.map(({ score, verdict }) => [score, verdict]))
    expect(verdicts).toEqual({ right: 'worse', neat: 'not told apart' })
  })
})

describe('what a comparison comes to', () => {
  const named = { what: 'prompt' as const, first: 'a', second: 'b' }
  const compared = (name: string, before: boolean[], after: boolean[]) => ({
    first: suiteOf(name, before),
    second: suiteOf(name, after),
    named,
  })
  const failing = Array<boolean>(9).fill(false)

  it('does not call nine cases too few, whatever some of them did', () => {
    const moved = (count: number) => failing.map((_, at) => at < count)
    const [one] = compareAll([compared('mine', failing, moved(8))])
    expect(one!.scores[0]).toMatchObject({ lacking: 0, verdict: 'better' })
    const [two] = compareAll([compared('mine', failing, moved(1))])
    expect(two!.scores[0]).toMatchObject({ lacking: 0, verdict: 'not told apart' })
  })

  it('is one advice over all suites that heard the same two, and what it harms weighs more', () => {
    const many = Array<boolean>(40).fill(true)
    const mended = compared(
      'mine',
      failing,
      failing.map(() => true),
    )
    const better = decisions({ comparisons: compareAll([mended, compared('others', many, many)]) })
    expect(better[0]).toBe(
      'To decide: in all 2 suites, b against a is better for mine, worse for none, not told apart for others. Adopt it.',
    )
    expect(better[1]).not.toContain('Adopt')
    expect(better[2]).toMatch(/not told apart.*No case changed\.$/)
    const harmed = compareAll([
      mended,
      compared(
        'others',
        many,
        many.map((_, at) => at > 20),
      ),
    ])
    expect(decisions({ comparisons: harmed })[0]).toMatch(/better for mine, worse for others\. Keep the first/)
  })
})

describe('the arithmetic of deciding', () => {
  it('corrects several questions as Holm did', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(3)))).toEqual([0.03, 0.06, 0.06, 0.02])
    expect(holm([])).toEqual([])
  })

  it('knows the tables of Student and of the normal distribution', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 5)
    expect(normalQuantile(0.2)).toBeCloseTo(-0.841621, 5)
    expect(studentTail(2.228, 10)).toBeCloseTo(0.05, 3)
    expect(studentTail(2.0, 60)).toBeCloseTo(0.05, 3)
  })

  it('weighs a lone loss less than the exact test does', () => {
    expect(midP(0, 5)).toBeCloseTo(0.03125, 10)
    expect(midP(3, 3)).toBe(1)
    expect(midP(0, 0)).toBe(1)
  })
})
