import { z } from 'zod'
import type { ComparedScore, Comparison } from './comparison.ts'
import type { GateResult } from './gate.ts'
import type { Spent } from './spending.ts'
import type { SuiteResult } from './suite.ts'

/** All that a run found, as written to report.json. */
export interface Report {
  format: 'eventail-evals/1'
  startedAt: string
  tier: 'fast' | 'full'
  command: string
  versions: Record<string, string>
  /** What asking models cost this time; replies that were known cost nothing. */
  spent: Spent
  suites: SuiteResult[]
  comparisons: Comparison[]
  /** 0 gates hold, 1 a gate failed or a score regressed, 3 the run could not answer. */
  exit: 0 | 1 | 3
}

/** What is needed of an earlier report.json to compare with. */
export const Baseline = z.object({
  format: z.literal('eventail-evals/1'),
  startedAt: z.string(),
  suites: z.array(
    z.object({
      name: z.string(),
      key: z.object({ cases: z.string(), scorers: z.string(), model: z.string() }).optional(),
      cases: z.array(
        z.object({
          id: z.string(),
          split: z.enum(['tune', 'test']),
          trial: z.number(),
          scores: z.record(z.string(), z.number().nullable()).transform(withoutNulls),
        }),
      ),
    }),
  ),
})
export type Baseline = z.infer<typeof Baseline>

export function exitOf({ suites, comparisons }: Pick<Report, 'suites' | 'comparisons'>): Report['exit'] {
  if (suites.some(({ broken }) => broken.length > 0)) return 3
  if (comparisons.some(({ refused }) => refused !== undefined)) return 3
  const failed = suites.some(({ gates }) => gates.some(({ status }) => status === 'failed'))
  const fell = comparisons.some(({ what, scores }) => what === 'baseline' && scores.some(isWorse))
  return failed || fell ? 1 : 0
}

/** Surely worse after correction: what fails a run that is held against a baseline. */
export const isWorse = ({ verdict }: ComparedScore): boolean => verdict === 'worse'

/**
 * What each comparison comes to, in a sentence: first in every report. A suite has one score that was said beforehand to decide; where it does not
 * tell two runs apart, they are not shown to be equal.
 */
export function decisions({ comparisons }: Pick<Report, 'comparisons'>): string[] {
  const inAll = [...Map.groupBy(comparisons, ({ what, first, second }) => `${what} ${first} ${second}`).values()]
    .filter((alike) => alike.length > 1 && alike[0]!.what !== 'baseline')
    .map(decisionInAll)
  return inAll.concat(
    comparisons.flatMap(({ suite, what, first, second, scores, refused }) => {
      const [before, after] = what === 'baseline' ? ['the baseline', 'this run'] : [first, second]
      if (refused) return [`To decide (${suite}): nothing is compared, since ${refused}.`]
      const one = scores.find(({ primary }) => primary)
      if (!one) return []
      const isAlone = inAll.length === 0 || what === 'baseline'
      const advised = isAlone ? advice(what, one) : one.difference.same === one.difference.n ? noneChanged : ''
      return [`To decide (${suite}): ${decisionOn(one, before, after)} ${advised}`.trim()]
    }),
  )
}

/** What several suites come to that heard the same two: one that is worse weighs more than one that is better. */
function decisionInAll(alike: readonly Comparison[]): string {
  const { first, second } = alike[0]!
  const of = (verdict: ComparedScore['verdict']) =>
    alike.flatMap(({ suite, scores }) => (scores.some((one) => one.primary && one.verdict === verdict) ? [suite] : []))
  const [better, worse] = [of('better'), of('worse')]
  const untold = of('not told apart')
  const said = [
    `better for ${better.join(', ') || 'no suite'}`,
    `worse for ${worse.join(', ') || 'none'}`,
    ...(untold.length > 0 ? [`not told apart for ${untold.join(', ')}`] : []),
  ].join(', ')
  const advised =
    worse.length > 0
      ? 'Keep the first, or mend what it makes worse.'
      : better.length > 0
        ? 'Adopt it.'
        : 'Add cases, or keep the first.'
  return `To decide: in all ${alike.length} suites, ${second} against ${first} is ${said}. ${advised}`
}

function decisionOn(one: ComparedScore, first: string, second: string): string {
  const { score, firstMean, secondMean, difference, verdict, smallest, lacking, isShare } = one
  const cases = `${difference.n} case${difference.n === 1 ? '' : 's'}`
  const moved = `${difference.higher} up, ${difference.lower} down, ${difference.same} the same`
  const figures = `${score} ${figure(firstMean)} → ${figure(secondMean)} (${signed(difference.value)}, ${intervalOf(difference)}; ${cases}: ${moved})`
  if (verdict === 'better') return `${second} is better than ${first}: ${figures}.`
  if (verdict === 'worse') return `${second} is worse than ${first}: ${figures}.`
  if (lacking > 0) {
    const even = isShare ? ', even if all of them changed' : ''
    return `${cases} cannot show a difference between ${first} and ${second}${even}; ${lacking} more ${lacking === 1 ? 'is' : 'are'} needed. Seen: ${figures}.`
  }
  const shown =
    smallest === 0
      ? 'they answer alike in every case'
      : `these ${cases} show a difference of ${figure(smallest)} or more, four times in five`
  return `${first} and ${second} are not told apart, which does not show them equal: ${figures}; ${shown}.`
}

const noneChanged = 'No case changed.'

function advice(what: Comparison['what'], { verdict, lacking, difference }: ComparedScore): string {
  if (what === 'baseline') return verdict === 'worse' ? 'The run fails.' : ''
  if (verdict === 'better') return 'Adopt it.'
  if (verdict === 'worse') return 'Keep the first.'
  if (difference.same === difference.n) return noneChanged
  return lacking > 0 ? '' : 'Add cases, or keep the first.'
}

const signed = (value: number): string => `${value >= 0 ? '+' : ''}${figure(value)}`

/** What a gate asks for, as people read it. */
export function barOf({ comparison, bar, judge, unit }: GateResult): string {
  const interval = judge === 'interval' ? ' (its interval)' : ''
  if (unit === 'share' && comparison === 'at least' && bar === 1) return `every one${interval}`
  if (unit === 'share' && comparison === 'at most' && bar === 0) return `none${interval}`
  return `${comparison === 'at least' ? '≥' : '≤'} ${bar}${interval}`
}

/** What these cases would show, or how many they lack. */
export const smallestOf = ({ better, lacking, smallest }: ComparedScore): string =>
  !better ? '–' : lacking > 0 ? `none: ${lacking} more case${lacking === 1 ? '' : 's'} needed` : figure(smallest)

/** The name of a score, and that it is better low where it is: a fall of it reads as a loss otherwise. */
export const scoreSaid = ({ score, better }: Pick<ComparedScore, 'score' | 'better'>): string =>
  better === 'lower' ? `${score} (less is better)` : score

/** The same of a measure, whose scorer knows. */
export const measureSaid = (
  { name, group }: { name: string; group?: string },
  scorers: readonly { name: string; better?: 'higher' | 'lower' }[],
): string =>
  scoreSaid({
    score: group ? `${name} · ${group}` : name,
    better: scorers.find((one) => one.name === name)?.better,
  })

/** A figure as people read it: shares in percent are not, since bars are stated as .95. */
export function figure(value: number | undefined, unit = 'share'): string {
  // A report that was written and read again has null for what is not a number.
  if (value === undefined || value === null || Number.isNaN(value)) return '–'
  if (unit === 'ms') return `${value.toFixed(value < 10 ? 2 : 0)} ms`
  if (unit === 'p' && value < 0.001) return '< 0.001'
  if (unit === 'share' || unit === 'p') return value.toFixed(3)
  return Number.isInteger(value) ? String(value) : value.toFixed(2)
}

/** JSON has no NaN: it is written as null and left out when read back. */
function withoutNulls(scores: Record<string, number | null>): Record<string, number> {
  return Object.fromEntries(Object.entries(scores).flatMap(([name, score]) => (score === null ? [] : [[name, score]])))
}

/** A 95 % interval as people read it; a probability has none. */
export function intervalOf({ low, high, unit }: { low?: number; high?: number; unit?: string }): string {
  if (low === undefined || high === undefined || low === null || unit === 'p') return '–'
  return `${figure(low, unit)} to ${figure(high, unit)}`
}

/** How many gates held, failed, were skipped. */
export function countGates(suites: readonly Pick<SuiteResult, 'gates'>[]): Record<GateResult['status'], number> {
  const counts = { held: 0, failed: 0, skipped: 0 }
  for (const { status } of suites.flatMap(({ gates }) => gates)) counts[status] += 1
  return counts
}
