import { holm, mean, type PairedDifference, pairedDifference, smallestDifference } from './statistics.ts'
import type { CaseResult, SuiteResult } from './suite.ts'

/** The same cases run twice (two prompts, two models, or a baseline and now): what the second gains, score by score. */
export interface Comparison {
  suite: string
  what: 'prompt' | 'model' | 'baseline'
  first: string
  second: string
  scores: ComparedScore[]
  /** Cases of one run that the other does not have: they are not compared. */
  unpaired: number
  /** Why nothing is compared: another set of cases, other scorers or another model. */
  refused?: string
}

export interface ComparedScore {
  score: string
  better?: 'higher' | 'lower'
  /** From 0 to 1 in every case. */
  isShare: boolean
  /** The one score of the suite that was said beforehand to decide. */
  primary: boolean
  firstMean: number
  secondMean: number
  difference: PairedDifference
  /** p after Holm's correction among all scores of the run that are judged with it. */
  adjusted: number
  /** What these cases would show four times in five. */
  smallest: number
  /** How many more cases are needed before any difference shows, even of all of them; 0 where these can show one. */
  lacking: number
  verdict: 'better' | 'worse' | 'not told apart'
  /** The cases that differ most, worst for the second first. */
  cases: { id: string; first: number; second: number }[]
}

type Named = Pick<Comparison, 'what' | 'first' | 'second'>
/** What makes two runs comparable; the same in both, or nothing is compared. */
export interface ComparabilityKey {
  cases: string
  scorers: string
  model: string
}

/**
 * How often a run in which nothing changed may alarm: 5 in 100, spent mostly on the scores that decide. Each family is corrected by Holm over
 * all suites of the run.
 */
const levels = { primary: 0.04, other: 0.01 }

/**
 * Compares runs of several suites at once, since it is the number of questions asked that is corrected for. Too few cases to show anything are no
 * question (Tarone 1990): a case or two of a person take nothing from what the others can tell.
 */
export function compareAll(pairs: readonly { first: Compared; second: SuiteResult; named: Named }[]): Comparison[] {
  const comparisons = pairs.map(({ first, second, named }) => compareRuns(first, second, named))
  for (const primary of [true, false]) {
    const judged = comparisons.flatMap(({ scores }) =>
      scores.filter((one) => one.primary === primary && one.better !== undefined),
    )
    const level = primary ? levels.primary : levels.other
    const family = thatCanTell(judged, level)
    for (const one of judged) {
      one.adjusted = 1
      one.lacking = lackingOf(one, level / Math.max(1, family.length))
    }
    const adjusted = holm(family.map(({ difference }) => difference.p))
    for (const [at, one] of family.entries()) {
      one.adjusted = adjusted[at]!
      const smallest = smallestDifference(one.difference, level / family.length)
      one.smallest = one.isShare ? Math.min(1, smallest) : smallest
      const up = one.difference.value > 0
      if (one.adjusted <= level) one.verdict = up === (one.better === 'higher') ? 'better' : 'worse'
    }
  }
  return comparisons
}

/** The fewest pairs whose differences, all the same way, come by chance more seldom than that: each is a toss of a coin. */
const fewestToTell = (level: number): number => Math.ceil(-Math.log2(level))

/** As many questions as can still be answered when the level is shared among them. */
function thatCanTell(judged: readonly ComparedScore[], level: number): ComparedScore[] {
  for (let shared = 1; ; shared += 1) {
    const able = judged.filter(({ difference }) => difference.n >= fewestToTell(level / shared))
    if (able.length <= shared) return able
  }
}

/** How many cases are lacking before a change of all of them shows four times in five. Only shares have such an end. */
function lackingOf({ difference, isShare }: Pick<ComparedScore, 'difference' | 'isShare'>, level: number): number {
  const fewest = fewestToTell(level)
  if (!isShare) return Math.max(0, fewest - difference.n)
  let n = Math.max(fewest, difference.n)
  // Where all change, they change alike.
  while (smallestDifference({ n, spread: 0, whole: difference.whole }, level) > 1) n += 1
  return n - difference.n
}

type Scored = Pick<CaseResult, 'id' | 'split' | 'trial' | 'scores'>
export interface Compared {
  cases: readonly Scored[]
  key?: ComparabilityKey
}

function compareRuns(first: Compared, second: SuiteResult, named: Named): Comparison {
  const refused = named.what === 'baseline' ? incomparable(first.key, second.key) : undefined
  if (refused) return { suite: second.name, ...named, scores: [], unpaired: 0, refused }
  const before = testScores(first)
  const after = testScores(second)
  const pairs = [...after].flatMap(([id, scores]) => {
    const other = before.get(id)
    return other ? [{ id, first: other, second: scores }] : []
  })
  const names = [...new Set(pairs.flatMap((pair) => Object.keys(pair.second)))]
  return {
    suite: second.name,
    ...named,
    unpaired: before.size + after.size - 2 * pairs.length,
    scores: names.flatMap((score) => {
      const values = pairs.flatMap(({ id, first, second }) =>
        first[score] === undefined || second[score] === undefined
          ? []
          : [{ id, first: first[score], second: second[score] }],
      )
      return values.length === 0 ? [] : [compareScore(score, values, second)]
    }),
  }
}

function compareScore(
  score: string,
  values: { id: string; first: number; second: number }[],
  { name, scorers, primary }: SuiteResult,
): ComparedScore {
  const better = scorers.find(({ name }) => score === name || score.startsWith(`${name} · `))?.better
  const pairs = values.map(({ first, second }) => [first, second] as const)
  const difference = pairedDifference(pairs, `${name} ${score}`)
  const sign = better === 'lower' ? -1 : 1
  return {
    score,
    better,
    isShare: pairs.every((pair) => pair.every((value) => value >= 0 && value <= 1)),
    primary: score === primary,
    firstMean: mean(values.map(({ first }) => first)),
    secondMean: mean(values.map(({ second }) => second)),
    difference,
    adjusted: difference.p,
    smallest: smallestDifference(difference, levels.primary),
    lacking: 0,
    verdict: 'not told apart',
    cases: values
      .filter((pair) => pair.first !== pair.second)
      .sort((a, b) => sign * (a.second - a.first - (b.second - b.first)))
      .slice(0, 10),
  }
}

/** Why two runs are not comparable, in words; undefined where they are. */
export function incomparable(first: ComparabilityKey | undefined, second: ComparabilityKey): string | undefined {
  if (!first) return 'the baseline does not say what it was run on'
  const parts = (['cases', 'scorers', 'model'] as const).filter((part) => first[part] !== second[part])
  if (parts.length === 0) return undefined
  return `it was run with ${parts.map((part) => differing[part](first[part], second[part])).join(' and ')}`
}

const differing: Record<keyof ComparabilityKey, (first: string, second: string) => string> = {
  cases: () => 'other cases',
  scorers: () => 'other scorers',
  model: (first, second) => `the model ${first || 'none'} and not ${second || 'none'}`,
}

/** Scores of the test part by case, each the mean of its trials: trials of one case are no pairs of their own. */
function testScores({ cases }: Compared): Map<string, Record<string, number>> {
  const trials = Map.groupBy(
    cases.filter(({ split }) => split === 'test'),
    ({ id }) => id,
  )
  return new Map([...trials].map(([id, results]) => [id, meanScores(results)]))
}

function meanScores(results: readonly Scored[]): Record<string, number> {
  const names = [...new Set(results.flatMap(({ scores }) => Object.keys(scores)))]
  return Object.fromEntries(
    names.map((name) => [name, mean(results.flatMap(({ scores }) => (name in scores ? [scores[name]!] : [])))]),
  )
}
