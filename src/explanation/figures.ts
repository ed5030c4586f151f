import { z } from 'zod'
import type { Locale } from '../../guardrails/finding.ts'

/** One measure of the half that nobody tunes on. `low` and `high` are its 95 % interval; a share is of 1. */
const KeptMeasure = z.object({
  name: z.string(),
  group: z.string().optional(),
  unit: z.string(),
  n: z.number(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})
export type KeptMeasure = z.infer<typeof KeptMeasure>

/** What the last whole run of the evaluations measured, and on which build (build-digest.ts). Kept in evals/figures.json. */
export const KeptFigures = z.object({
  format: z.literal('eventail-figures/1'),
  measuredOn: z.iso.date(),
  build: z.string(),
  suites: z.array(
    z.object({
      name: z.string(),
      about: z.string(),
      primary: z.string().optional(),
      measures: z.array(KeptMeasure),
      gates: z.object({ held: z.number(), failed: z.number(), skipped: z.number() }),
      /** In words, each gate that did not hold. */
      failed: z.array(z.string()),
    }),
  ),
})
export type KeptFigures = z.infer<typeof KeptFigures>

/** "suite / measure" or "suite / measure / group". */
export function figureNamed({ suites }: KeptFigures, reference: string): KeptMeasure | undefined {
  const [suite, measure, group] = reference.split(' / ')
  return suites.find(({ name }) => name === suite)?.measures.find((one) => one.name === measure && one.group === group)
}

/** "99,8 % (99,5 % à 99,9 %, n = 1 628)". A figure that could not be measured says so. */
export function figureSaid({ value, low, high, n, unit }: KeptMeasure, locale: Locale = 'fr'): string {
  const words = said[locale]
  if (value === null) return words.none
  const percent = new Intl.NumberFormat(words.tag, { style: 'percent', maximumFractionDigits: 1 })
  const plain = new Intl.NumberFormat(words.tag, { maximumFractionDigits: 2 })
  const say = (number: number) =>
    unit === 'share' ? percent.format(number) : unit === 'ms' ? `${plain.format(number)}\u00a0ms` : plain.format(number)
  const interval = low === null || high === null ? '' : `${say(low)} ${words.to} ${say(high)}, `
  return `${say(value)} (${interval}n\u00a0=\u00a0${plain.format(n)})`
}

const said = {
  fr: { tag: 'fr-FR', to: 'à', none: 'non mesuré' },
  en: { tag: 'en-GB', to: 'to', none: 'not measured' },
}
