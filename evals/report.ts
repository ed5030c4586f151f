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
