import { mean, type PairedDifference, pairedDifference } from './statistics.ts'
import type { CaseResult, SuiteResult } from './suite.ts'

/** The same cases run twice (two prompts, or a baseline and now): what the second gains, score by score. */
export interface Comparison {
  suite: string
  what: 'prompt' | 'baseline'
  first: string
  second: string
  scores: ComparedScore[]
  /** Cases of one run that the other does not have: they are not compared. */
  unpaired: number
}

export interface ComparedScore {
  score: string
  better?: 'higher' | 'lower'
  firstMean: number
  secondMean: number
  difference: PairedDifference
  /** The whole interval is on the bad side of zero. */
  regressed: boolean
  /** The cases that differ most, worst for the second first. */
  cases: { id: string; first: number; second: number }[]
}

export function compareRuns(
  first: Pick<SuiteResult, 'cases'>,
  second: Pick<SuiteResult, 'name' | 'cases' | 'scorers'>,
  named: Pick<Comparison, 'what' | 'first' | 'second'>,
): Comparison {
  const before = testScores(first)
  const after = testScores(second)
  const pairs = [...after].flatMap(([id, scores]) => {
    const other = before.get(id)
    return other ? [{ id, first: other, second: scores }] : []
  })
  const scores = [...new Set(pairs.flatMap((pair) => Object.keys(pair.second)))]
  return {
    suite: second.name,
    ...named,
    unpaired: before.size + after.size - 2 * pairs.length,
    scores: scores.flatMap((score) => {
      const values = pairs.flatMap(({ id, first, second }) =>
        first[score] === undefined || second[score] === undefined
          ? []
          : [{ id, first: first[score], second: second[score] }],
      )
      if (values.length === 0) return []
      const better = second.scorers.find(({ name }) => score === name || score.startsWith(`${name} · `))?.better
      const difference = pairedDifference(
        values.map((pair) => [pair.first, pair.second] as const),
        `${second.name} ${score}`,
      )
      const sign = better === 'lower' ? -1 : 1
      return [
        {
          score,
          better,
          firstMean: values.reduce((sum, pair) => sum + pair.first, 0) / values.length,
          secondMean: values.reduce((sum, pair) => sum + pair.second, 0) / values.length,
          difference,
          regressed: better === 'higher' ? difference.high < 0 : better === 'lower' ? difference.low > 0 : false,
          cases: values
            .filter((pair) => pair.first !== pair.second)
            .sort((a, b) => sign * (a.second - a.first - (b.second - b.first)))
            .slice(0, 10),
        },
      ]
    }),
  }
}

/** Scores of the test part by case, each the mean of its trials: trials of one case are no pairs of their own. */
function testScores({ cases }: Pick<SuiteResult, 'cases'>): Map<string, Record<string, number>> {
  const trials = Map.groupBy(
    cases.filter(({ split }) => split === 'test'),
    ({ id }) => id,
  )
  return new Map([...trials].map(([id, results]) => [id, meanScores(results)]))
}

function meanScores(results: readonly CaseResult[]): Record<string, number> {
  const names = [...new Set(results.flatMap(({ scores }) => Object.keys(scores)))]
  return Object.fromEntries(
    names.map((name) => [name, mean(results.flatMap(({ scores }) => (name in scores ? [scores[name]!] : [])))]),
  )
}
