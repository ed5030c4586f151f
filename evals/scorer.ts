import { bootstrap, bootstrapEach, type Estimate, mean, quantiles, wilson } from './statistics.ts'

/** Cases that rules were tuned on are reported apart; gates judge the test part. */
export type Split = 'tune' | 'test'

export type Unit = 'share' | 'ms' | 'words' | 'options' | 'count' | 'p'

/** What one scorer says of one split of a suite, for all cases or for one group of them, with its 95 % interval. */
export interface Measure extends Estimate {
  name: string
  group?: string
  split: Split
  unit: Unit
  /** Which way is good; absent when neither is. */
  better?: 'higher' | 'lower'
  /** What `value` rests on: cases, or the things counted in them. */
  n: number
}

/** What one case contributes: a number, numbers whose spread matters, hits among so many, or things found, wrongly found and missed. */
export type Contribution = { value: number } | { values: number[] } | { hits: number; of: number } | Detection

interface Detection {
  found: number
  wrong: number
  missed: number
}

/** Judges one output. Contributions come by group; the group '' is the whole suite. No entry: the case says nothing about it. */
export interface Scorer<Case, Output> {
  name: string
  /** One sentence for the report. */
  about: string
  /** Which way is good when two runs are compared; absent for what depends on the machine or is neither. */
  better?: 'higher' | 'lower'
  score(one: Case, output: Output): Map<string, Contribution>
  /** The measures of one group, from the contributions of its cases. */
  measure(contributions: readonly Contribution[], seed: string): Omit<Measure, 'group' | 'split'>[]
}

/** One group's contribution, several by group name, or null when the case says nothing. */
export type Grouped<Kind extends Contribution> = Kind | Record<string, Kind> | null

interface Described {
  name: string
  about: string
  better?: 'higher' | 'lower'
}

/** The mean of one number a case, bootstrapped over cases. */
export function meanOf<Case, Output>(
  description: Described & { unit: Unit },
  score: (one: Case, output: Output) => number | Record<string, number> | null,
): Scorer<Case, Output> {
  const { name, about, better, unit } = description
  return {
    name,
    about,
    better,
    score(one, output) {
      const scored = score(one, output)
      const groups =
        scored === null ? [] : typeof scored === 'number' ? [['', scored] as const] : Object.entries(scored)
      return new Map(groups.map(([group, value]) => [group, { value }]))
    },
    measure(contributions, seed) {
      const values = contributions.map(numberIn)
      return [{ name, unit, better, n: values.length, ...bootstrap(values, mean, `${seed} ${name}`) }]
    },
  }
}

/** Quantiles of one number a case, such as a latency in milliseconds. Lower is better. */
export function quantilesOf<Case, Output>(
  description: Described & { unit: Unit; shares: readonly number[] },
  score: (one: Case, output: Output) => number | null,
): Scorer<Case, Output> {
  const { name, about, unit, shares } = description
  return {
    name,
    about,
    score(one, output) {
      const value = score(one, output)
      return new Map(value === null ? [] : [['', { values: [value] }]])
    },
    measure(contributions, seed) {
      const values = contributions.flatMap((one) => ('values' in one ? [one.values] : []))
      const n = joined(values).length
      const estimates = bootstrapEach(values, (drawn) => quantiles(joined(drawn), shares), `${seed} ${name}`)
      return estimates.map((estimate, at) => ({
        name: `${name} p${shares[at]! * 100}`,
        unit,
        better: 'lower',
        n,
        ...estimate,
      }))
    },
  }
}

/**
 * Hits among so many. One trial a case: Wilson. Several: bootstrapped over cases, since trials of one case are alike; and when all or
 * none hit, where resampling would claim certainty, Wilson over the number of cases.
 */
export function shareOf<Case, Output>(
  description: Described,
  score: (one: Case, output: Output) => boolean | Grouped<{ hits: number; of: number }>,
): Scorer<Case, Output> {
  const { name, about, better = 'higher' } = description
  return {
    name,
    about,
    better,
    score(one, output) {
      const scored = score(one, output)
      const groups = grouped(typeof scored === 'boolean' ? { hits: Number(scored), of: 1 } : scored)
      // A case with nothing to count says nothing: it is not a case with no hit.
      return new Map([...groups].filter(([, one]) => !('of' in one) || one.of > 0))
    },
    measure(contributions, seed) {
      const trials = contributions.flatMap((one) => ('of' in one ? [one] : []))
      const hits = sum(trials, 'hits')
      const of = sum(trials, 'of')
      if (of === 0) return []
      return [{ name, unit: 'share', better, n: of, ...shareInterval(trials, hits, of, `${seed} ${name}`) }]
    },
  }
}

/** Precision, recall and F1 of things found, pooled over cases (micro), bootstrapped over cases. */
export function detectionOf<Case, Output>(
  description: Described,
  score: (one: Case, output: Output) => Grouped<Detection>,
): Scorer<Case, Output> {
  const { name, about } = description
  return {
    name,
    about,
    better: 'higher',
    score: (one, output) => grouped(score(one, output)),
    measure(contributions, seed) {
      const counts = contributions.flatMap((one) => ('found' in one ? [one] : []))
      const expected = sum(counts, 'found') + sum(counts, 'missed')
      const told = sum(counts, 'found') + sum(counts, 'wrong')
      const [precision, recall, f1] = bootstrapEach(counts, ratesOf, `${seed} ${name}`)
      const measures: Omit<Measure, 'group' | 'split'>[] = []
      const add = (what: string, n: number, estimate: Estimate) =>
        measures.push({ name: `${name} ${what}`, unit: 'share', better: 'higher', n, ...estimate })
      if (told > 0) add('precision', told, precision!)
      if (expected > 0) add('recall', expected, recall!)
      if (expected > 0) add('F1', expected, f1!)
      return measures
    },
  }
}

/**
 * The trials of one case and scorer as one contribution: they are alike, so that counting them as so many cases would make intervals
 * narrower than what is known.
 */
export function poolTrials(trials: readonly Contribution[]): Contribution {
  const [first] = trials
  if (first && trials.length === 1) return first
  const values = trials.flatMap((one) => ('values' in one ? one.values : []))
  if (values.length > 0) return { values }
  const shares = trials.flatMap((one) => ('of' in one ? [one] : []))
  if (shares.length > 0) return { hits: sum(shares, 'hits'), of: sum(shares, 'of') }
  const counts = trials.flatMap((one) => ('found' in one ? [one] : []))
  if (counts.length > 0) {
    return { found: sum(counts, 'found'), wrong: sum(counts, 'wrong'), missed: sum(counts, 'missed') }
  }
  return { value: mean(trials.map(numberIn)) }
}

/** pass^k: cases that succeed in every one of k trials, which is what somebody who asks k times meets (Yao et al. 2024). Only where a trial hits or misses. */
export function passedEveryTrial(
  { name }: { name: string },
  byCase: readonly (readonly Contribution[])[],
  trials: number,
): Omit<Measure, 'group' | 'split'>[] {
  const single = byCase.every((all) => all.every((one) => 'of' in one && one.of === 1))
  if (!single || byCase.length === 0) return []
  const passed = byCase.filter((all) => all.every((one) => 'hits' in one && one.hits === 1)).length
  const n = byCase.length
  return [{ name: `${name} pass^${trials}`, unit: 'share', better: 'higher', n, ...wilson(passed, n) }]
}

/** A contribution as one number, for comparing the same case twice. */
export function scoreOf(contribution: Contribution): number {
  if ('value' in contribution) return contribution.value
  if ('values' in contribution) return mean(contribution.values)
  if ('of' in contribution) return contribution.hits / contribution.of
  const { found, wrong, missed } = contribution
  return found + wrong + missed === 0 ? 1 : ratesOf([contribution])[2]
}

/** Precision, recall and F1 of counts pooled; NaN where there is nothing to divide by. */
function ratesOf(counts: readonly Detection[]): [precision: number, recall: number, f1: number] {
  let [found, wrong, missed] = [0, 0, 0]
  for (const one of counts) {
    found += one.found
    wrong += one.wrong
    missed += one.missed
  }
  return [found / (found + wrong), found / (found + missed), (2 * found) / (2 * found + wrong + missed)]
}

function shareInterval(
  trials: readonly { hits: number; of: number }[],
  hits: number,
  of: number,
  seed: string,
): Estimate {
  if (trials.every((trial) => trial.of === 1)) return wilson(hits, of)
  if (hits === 0 || hits === of) return wilson(hits === 0 ? 0 : trials.length, trials.length)
  return bootstrap(trials, (drawn) => sum(drawn, 'hits') / sum(drawn, 'of'), seed)
}

function grouped<Kind extends Contribution>(scored: Grouped<Kind>): Map<string, Contribution> {
  if (scored === null) return new Map()
  const single = Object.values(scored).every((value) => typeof value === 'number')
  return single && Object.keys(scored).length > 0
    ? new Map([['', scored as Kind]])
    : new Map(Object.entries(scored as Record<string, Kind>))
}

/** What `flat` does, without its cost. */
function joined(lists: readonly (readonly number[])[]): Float64Array {
  const all = new Float64Array(lists.reduce((length, list) => length + list.length, 0))
  let at = 0
  for (const list of lists) {
    for (const value of list) {
      all[at] = value
      at += 1
    }
  }
  return all
}

const numberIn = (contribution: Contribution): number => ('value' in contribution ? contribution.value : Number.NaN)

const sum = <Name extends string>(rows: readonly Record<Name, number>[], name: Name): number =>
  rows.reduce((total, row) => total + row[name], 0)
