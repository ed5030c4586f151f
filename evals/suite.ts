import { createHash } from 'node:crypto'
import type { Refused } from '../src/assistant/model.ts'
import type { Prompt } from '../src/need/prompt.ts'
import { baseOf } from './command.ts'
import type { ComparabilityKey } from './comparison.ts'
import { type Gate, type GateResult, isExact, judgeGate } from './gate.ts'
import type { Graded } from './grade/grades.ts'
import { InfrastructureError } from './infrastructure.ts'
import type { Exchange, Recorder } from './recorder.ts'
import {
  type Contribution,
  type Measure,
  passedEveryTrial,
  poolTrials,
  type Scorer,
  type Split,
  scoreOf,
} from './scorer.ts'
import type { Stage } from './stage.ts'
import type { Target } from './target.ts'

export interface EvalCase {
  id: string
  split: Split
}

/** A model and a prompt to put before it. `sentName` is what the endpoint is told; `name` may say a version too ("ID@VERSION"). */
export interface EvalModel {
  recorder: Recorder
  prompt: Prompt
  name: string
  sentName: string
  api: 'responses' | 'chat'
  address: string
  apiKey: string
}

/** What a suite may use. `target` replaces the assistant of the stage by a running server; `model` is only there for suites with a prompt. */
export interface EvalContext {
  stage: Stage
  target?: Target
  model?: EvalModel
  trials: number
  /** `fast`: what can be known in a minute. Only exact gates are judged, on as many cases as the suite says. */
  tier: 'fast' | 'full'
  /** How many cases run at once where they wait for a network; in this process one after the other. */
  atOnce: number
  /** Outputs of a run that was cut short, and where this one keeps its own; absent where outputs cost nothing. */
  journal?: Journal
  /** Why outcomes that differ from those kept are right; they are then kept. */
  accept?: string
  progress: (suite: string, total: number) => Progress
}

export interface Journal {
  known(suite: string, id: string, trial: number): { output: unknown } | undefined
  keep(suite: string, id: string, trial: number, output: unknown): void
}

export interface Progress {
  step(): void
  done(): void
}

/** Rows for the report that are no gate: who was shown how often, what was refused and why. */
export interface Table {
  title: string
  columns: readonly string[]
  rows: readonly (readonly (string | number)[])[]
}

export interface Row<Case, Output> {
  case: Case
  output: Output
}

export type Prepared<Case, Output> =
  | {
      cases: readonly Case[]
      task: (one: Case, trial: number) => Output | Promise<Output>
      /** What part of the suite could not be measured, and why: said in the report, and the reason of gates skipped for it. */
      absent?: string
      notes?: readonly string[]
      close?: () => void | Promise<void>
    }
  | { skipped: string }

/** How the cases came to be and who says what is right, so that a reader knows what the figures are worth. */
export interface Provenance {
  /** By whom, and from what. */
  written: string
  /**
   * `blind`: by hands that had seen nothing of what is judged; `seen`: by hands that had; `generated`: by stated rules; `real`: found in the world.
   */
  how: 'blind' | 'seen' | 'generated' | 'real'
  /** By a rule that anybody can run, by one person (then nobody knows how far another would agree), or by two. */
  graded: 'by rule' | 'by one person' | readonly Graded[]
  /** When the half that nobody tunes on was first read, and what was found then: that is the headline. */
  firstRead?: { on: string; figures: Readonly<Record<string, number>>; n: number }
}

/** Data, a task, scorers, and the gates that their measures must hold. */
export interface SuiteDefinition<Case extends EvalCase, Output> {
  name: string
  about: string
  provenance: Provenance
  /** The prompts whose variants this suite compares; the first is the one that is used where a model is named alone. */
  prompts?: readonly string[]
  /** Judges the product without a model too, where neither prompt nor model is named. */
  alsoWithout?: boolean
  /** The one score that decides when two runs are compared, by prompt where it differs. The first scorer with a good side where nothing is said. */
  primary?: string | ((prompt: string | undefined) => string)
  /** In the fast tier: every how manyth case runs. Absent: the suite waits for the full tier. */
  fastEvery?: number
  prepare: (context: EvalContext) => Promise<Prepared<Case, Output>>
  scorers: readonly Scorer<Case, Output>[]
  /** Measures that no single case has, such as how evenly partners were shown. Rows are those of one split. */
  whole?: (rows: readonly Row<Case, Output>[]) => Omit<Measure, 'split'>[]
  tables?: (rows: readonly Row<Case, Output>[]) => Table[]
  gates: readonly Gate[]
  /** Which half may be read in a report: where `test` is nobody's to read, only cases of `tune` are shown. */
  shows?: Split
  /** What a reader needs to see why a case scored as it did. */
  show?: (one: Case, output: Output) => string
}

/** A score a case, by scorer and group ("nDCG@10 · everyday"), and what it looked like if it is among the lowest. */
export interface CaseResult {
  id: string
  split: Split
  trial: number
  scores: Record<string, number>
  ms: number
  shown?: string
  /** Shown cases of a model: what was sent and what came back. */
  exchanges?: Exchange[]
  /** And what of it was refused, with the reason. */
  refused?: Refused[]
}

export interface SuiteResult {
  name: string
  about: string
  provenance?: Provenance
  primary?: string
  key: ComparabilityKey
  skipped?: string
  absent?: string
  notes: readonly string[]
  scorers: { name: string; about: string; better?: 'higher' | 'lower' }[]
  measures: Measure[]
  gates: GateResult[]
  tables: Table[]
  cases: CaseResult[]
  /** Cases whose task broke: the run is then not an answer (exit 3). `away`: what was judged was away, and the case is not to blame. */
  broken: { id: string; because: string; away: boolean }[]
  seconds: number
}

export interface Suite {
  name: string
  about: string
  prompts: readonly string[]
  alsoWithout: boolean
  fast: boolean
  run(context: EvalContext): Promise<SuiteResult>
}

export function defineSuite<Case extends EvalCase, Output>(definition: SuiteDefinition<Case, Output>): Suite {
  const { name, about, provenance, prompts = [], alsoWithout = false, gates, fastEvery } = definition
  const { primary = definition.scorers.find(({ better }) => better)?.name } = definition
  return {
    name,
    about,
    prompts,
    alsoWithout,
    fast: fastEvery !== undefined,
    async run(context) {
      const began = performance.now()
      const scorers = definition.scorers.map(({ name, about, better }) => ({ name, about, better }))
      const result: SuiteResult = {
        name,
        about,
        provenance,
        primary: typeof primary === 'function' ? primary(context.model && baseOf(context.model.prompt.name)) : primary,
        key: { cases: '', scorers: digest(scorers), model: context.model?.name ?? '' },
        notes: [],
        scorers,
        measures: [],
        gates: [],
        tables: [],
        cases: [],
        broken: [],
        seconds: 0,
      }
      const prepared = await definition.prepare(context)
      const fast = context.tier === 'fast'
      if ('skipped' in prepared) {
        result.skipped = prepared.skipped
      } else {
        const cases = fast ? prepared.cases.filter((_, at) => at % (fastEvery ?? 1) === 0) : prepared.cases
        result.key.cases = digest(cases)
        const { rows, broken } = await runCases(name, { ...prepared, cases }, context)
        await prepared.close?.()
        Object.assign(result, { absent: prepared.absent, notes: prepared.notes ?? [], broken })
        Object.assign(result, judgeRows(definition, rows, context))
      }
      const absent = prepared && 'skipped' in prepared ? prepared.skipped : prepared.absent
      const judged = fast ? gates.filter(isExact).map(({ fewest: _, ...gate }) => gate) : gates
      result.gates = judged.map((gate) => judgeGate(gate, result.measures, absent))
      result.seconds = (performance.now() - began) / 1000
      return result
    },
  }
}

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)

type Ran<Case, Output> = Row<Case, Output> & { trial: number; ms: number; exchanges: Exchange[]; refused: Refused[] }

/** Runs every trial of every case; some at once where they wait for a network. Rows are in the order of cases whatever ended first. */
async function runCases<Case extends EvalCase, Output>(
  suite: string,
  prepared: Exclude<Prepared<Case, Output>, { skipped: string }>,
  { trials, model, target, atOnce, journal, progress: begin }: EvalContext,
): Promise<{ rows: Ran<Case, Output>[]; broken: SuiteResult['broken'] }> {
  const todo = prepared.cases.flatMap((one) => Array.from({ length: trials }, (_, at) => ({ one, trial: at + 1 })))
  const ran: (Ran<Case, Output> | undefined)[] = new Array(todo.length)
  const broken: SuiteResult['broken'] = []
  const progress = begin(suite, todo.length)
  let awayInARow = 0

  async function runOne(at: number): Promise<void> {
    const { one, trial } = todo[at]!
    const began = performance.now()
    try {
      const task = () => prepared.task(one, trial)
      const known = journal?.known(suite, one.id, trial) as { output: Output } | undefined
      const { output, exchanges, refused } = known
        ? { ...known, exchanges: [], refused: [] }
        : model
          ? await model.recorder.during(one.id, trial, task)
          : { output: await task(), exchanges: [], refused: [] }
      if (!known) journal?.keep(suite, one.id, trial, output)
      ran[at] = { case: one, output, trial, ms: performance.now() - began, exchanges, refused }
    } catch (error) {
      const because = error instanceof Error ? error.message : String(error)
      const isAway = error instanceof InfrastructureError
      broken.push({ id: one.id, because, away: isAway })
      awayInARow = isAway && (model || target) ? awayInARow + 1 : 0
      progress.step()
      return
    }
    awayInARow = 0
    progress.step()
  }

  let next = 0
  async function worker(): Promise<void> {
    while (next < todo.length && awayInARow < surelyAway) {
      next += 1
      await runOne(next - 1)
    }
  }
  await Promise.all(Array.from({ length: model || target ? atOnce : 1 }, worker))
  if (next < todo.length)
    broken.push({ id: todo[next]!.one.id, because: `and ${todo.length - next} more were not asked`, away: true })
  progress.done()
  return { rows: ran.filter((row) => row !== undefined), broken }
}

/** So many cases in a row that could not be asked: the others would only wait for the same. */
const surelyAway = 12

function judgeRows<Case extends EvalCase, Output>(
  { name: suite, scorers, whole, tables, show, shows = 'test' }: SuiteDefinition<Case, Output>,
  rows: readonly Ran<Case, Output>[],
  { trials, model }: EvalContext,
): Pick<SuiteResult, 'measures' | 'tables' | 'cases'> {
  const measures: Measure[] = []
  const cases: CaseResult[] = rows.map((row) => ({
    id: row.case.id,
    split: row.case.split,
    trial: row.trial,
    scores: {},
    ms: Math.round(row.ms),
  }))
  for (const scorer of scorers) {
    const groups = new Map<string, { split: Split; group: string; byCase: Map<string, Contribution[]> }>()
    for (const [at, row] of rows.entries()) {
      for (const [group, contribution] of scorer.score(row.case, row.output)) {
        const key = `${row.case.split} ${group}`
        const { byCase } = groups.get(key) ?? { byCase: new Map<string, Contribution[]>() }
        byCase.set(row.case.id, [...(byCase.get(row.case.id) ?? []), contribution])
        groups.set(key, { split: row.case.split, group, byCase })
        cases[at]!.scores[group ? `${scorer.name} · ${group}` : scorer.name] = scoreOf(contribution)
      }
    }
    for (const { split, group, byCase } of groups.values()) {
      const contributions = [...byCase.values()].map(poolTrials)
      const own = scorer.measure(contributions, `${suite} ${split} ${group}`)
      const every = trials > 1 ? passedEveryTrial(scorer, [...byCase.values()], trials) : []
      for (const measure of [...own, ...every]) measures.push({ ...measure, ...(group && { group }), split })
    }
  }
  for (const split of ['test', 'tune'] as const) {
    const mine = rows.filter((row) => row.case.split === split)
    if (whole && mine.length > 0) for (const measure of whole(mine)) measures.push({ ...measure, split })
  }
  if (show) {
    // Of what a model did, and of a suite that is soon read, what holds too: beside another variant it is what there is to read.
    const alsoWhatHolds = model !== undefined || cases.length <= shownAtMost
    for (const at of lowest(cases, scorers, { split: shows, alsoWhatHolds })) {
      const { case: one, output, exchanges, refused } = rows[at]!
      cases[at]!.shown = show(one, output)
      if (exchanges.length > 0) cases[at]!.exchanges = exchanges
      if (refused.length > 0) cases[at]!.refused = refused
    }
  }
  return { measures, cases, tables: tables?.(rows) ?? [] }
}

/** The scores of a case that could be better, worst first, each from 0 (worst) to 1. What has no good side, counts and times are not among them. */
export function lowScores(
  { scores }: Pick<CaseResult, 'scores'>,
  scorers: readonly { name: string; better?: 'higher' | 'lower' }[],
): { name: string; score: number; goodness: number }[] {
  return Object.entries(scores)
    .flatMap(([name, score]) => {
      const better = scorers.find((one) => name === one.name || name.startsWith(`${one.name} · `))?.better
      if (!better || !(score >= 0 && score <= 1)) return []
      const goodness = better === 'higher' ? score : 1 - score
      return goodness < 1 ? [{ name, score, goodness }] : []
    })
    .sort((a, b) => a.goodness - b.goodness)
}

/** The cases worth reading: those whose lowest score is lowest. */
function lowest(
  cases: readonly CaseResult[],
  scorers: readonly { name: string; better?: 'higher' | 'lower' }[],
  { split, alsoWhatHolds }: { split: Split; alsoWhatHolds: boolean },
): number[] {
  return cases
    .map((one, at) => ({ at, goodness: lowScores(one, scorers)[0]?.goodness ?? 1, mine: one.split === split }))
    .filter(({ goodness, mine }) => mine && (alsoWhatHolds || goodness < 1))
    .sort((a, b) => a.goodness - b.goodness)
    .slice(0, shownAtMost)
    .map(({ at }) => at)
}

const shownAtMost = 200
