import type { Locale } from '../../guardrails/finding.ts'
import type { Profile } from '../need/profile.ts'
import { leastGain, mostTold, profileFields } from '../need/profile-fields.ts'
import { figureNamed, figureSaid, type KeptFigures, type KeptMeasure } from './figures.ts'
import { type EarnedVerdict, wordingOf } from './wording.ts'

/** For each field of the dossier, what it improves and what it gives away when last measured (evals/suites/profile.ts), and whether that is enough. */
export function earnedTable(figures: KeptFigures, locale: Locale): { columns: string[]; rows: string[][] } {
  const { earned } = wordingOf(locale)
  return {
    columns: [...earned.columns],
    rows: profileFields.map(({ field }) => {
      const gain = figureNamed(figures, `profile / gain / ${field}`)
      const told = traits.map((trait) => figureNamed(figures, `profile / ${trait} told / ${field}`))
      const said = [gain, ...told].map((measure) => (measure ? figureSaid(measure, locale) : earned.none))
      return [earned.fields[field], ...said, earned.verdicts[verdictOf(field, gain, told)]]
    }),
  }
}

const traits = ['sex', 'origin', 'territory'] as const

function verdictOf(
  field: keyof Profile,
  gain: KeptMeasure | undefined,
  told: readonly (KeptMeasure | undefined)[],
): EarnedVerdict {
  const leaks = told.map((measure, at) => (field === 'near' && traits[at] === 'territory' ? 0 : measure?.value))
  if (gain === undefined || gain.value === null || leaks.some((leak) => leak === undefined || leak === null))
    return 'unmeasured'
  if (leaks.some((leak) => leak! > mostTold)) return 'tells too much'
  if (gain.value < leastGain) return 'brings too little'
  if (field === 'near') return 'is a place'
  return (gain.low ?? 0) < leastGain ? 'barely stays' : 'stays'
}
