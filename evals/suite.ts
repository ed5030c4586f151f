import type { Prompt } from '../src/need/prompt.ts'
import { type Gate, type GateResult, judgeGate } from './gate.ts'
import type { Recorder } from './recorder.ts'
import { type Contribution, type Measure, poolTrials, type Scorer, type Split, scoreOf } from './scorer.ts'
import type { Stage } from './stage.ts'
import type { Target } from './target.ts'

export interface EvalCase {
  id: string
  split: Split
}

/** What a suite may use. `target` replaces the assistant of the stage by a running server; `model` is only there for suites with a prompt. */
export interface EvalContext {
  stage: Stage
  target?: Target
  model?: { recorder: Recorder; prompt: Prompt; name: string; address: string; apiKey: string }
  trials: number
  progress: (suite: string, total: number) => Progress
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

/** Data, a task, scorers, and the gates that their measures must hold. */
export interface SuiteDefinition<Case extends EvalCase, Output> {
  name: string
  about: string
  /** The prompt whose variants this suite compares. */
  prompt?: string
  prepare: (context: EvalContext) => Promise<Prepared<Case, Output>>
  scorers: readonly Scorer<Case, Output>[]
  /** Measures that no single case has, such as how evenly partners were shown. Rows are those of one split. */
  whole?: (rows: readonly Row<Case, Output>[]) => Omit<Measure, 'split'>[]
  tables?: (rows: readonly Row<Case, Output>[]) => Table[]
  gates: readonly Gate[]
  /** What a reader needs to see why a case scored as it did. */
  show?: (one: Case, output: Output) => string
}

/** A score a case, by scorer and group ("nDCG@10 · everyday"), and what it looked like if it is among the lowest. */
export interface CaseResult {
  id: string
  split: Split
  trial: number
  scores: Record<string, number>
  shown?: string
}

export interface SuiteResult {
  name: string
  about: string
  skipped?: string
  absent?: string
  notes: readonly string[]
  scorers: { name: string; about: string; better?: 'higher' | 'lower' }[]
  measures: Measure[]
  gates: GateResult[]
  tables: Table[]
  cases: CaseResult[]
  /** Cases whose task broke: the run is then not an answer (exit 3). */
  broken: { id: string; because: string }[]
  seconds: number
}

export interface Suite {
  name: string
  about: string
  prompt?: string
  run(context: EvalContext): Promise<SuiteResult>
}

export function defineSuite<Case extends EvalCase, Output>(definition: SuiteDefinition<Case, Output>): Suite {
  const { name, about, prompt, gates } = definition
  return {
    name,
    about,
    prompt,
    async run(context) {
      const began = performance.now()
      const result: SuiteResult = {
        name,
        about,
        notes: [],
        scorers: definition.scorers.map(({ name, about, better }) => ({ name, about, better })),
        measures: [],
        gates: [],
        tables: [],
        cases: [],
        broken: [],
        seconds: 0,
      }
      const prepared = await definition.prepare(context)
      if ('skipped' in prepared) {
        result.skipped = prepared.skipped
      } else {
        const { rows, broken } = await runCases(name, prepared, context)
        await prepared.close?.()
        Object.assign(result, { absent: prepared.absent, notes: prepared.notes ?? [], broken })
        Object.assign(result, judgeRows(definition, rows))
      }
      const absent = prepared && 'skipped' in prepared ? prepared.skipped : prepared.absent
      result.gates = gates.map((gate) => judgeGate(gate, result.measures, absent))
      result.seconds = (performance.now() - began) / 1000
      return result
    },
  }
}

type Ran<Case, Output> = Row<Case, Output> & { trial: number }

async function runCases<Case extends EvalCase, Output>(
  suite: string,
  prepared: Exclude<Prepared<Case, Output>, { skipped: string }>,
  { trials, model, progress: begin }: EvalContext,
): Promise<{ rows: Ran<Case, Output>[]; broken: SuiteResult['broken'] }> {
  const rows: Ran<Case, Output>[] = []
  const broken: SuiteResult['broken'] = []
  const progress = begin(suite, prepared.cases.length * trials)
  for (const one of prepared.cases) {
    for (let trial = 1; trial <= trials; trial += 1) {
      try {
        model?.recorder.begin(one.id, trial)
        const output = await prepared.task(one, trial)
        const miss = model?.recorder.missed()
        if (miss) throw miss
        rows.push({ case: one, output, trial })
      } catch (error) {
        broken.push({ id: one.id, because: error instanceof Error ? error.message : String(error) })
      }
      progress.step()
    }
  }
  progress.done()
  return { rows, broken }
}

function judgeRows<Case extends EvalCase, Output>(
  { name: suite, scorers, whole, tables, show }: SuiteDefinition<Case, Output>,
  rows: readonly Ran<Case, Output>[],
): Pick<SuiteResult, 'measures' | 'tables' | 'cases'> {
  const measures: Measure[] = []
  const cases: CaseResult[] = rows.map((row) => ({
    id: row.case.id,
    split: row.case.split,
    trial: row.trial,
    scores: {},
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
      for (const measure of scorer.measure(contributions, `${suite} ${split} ${group}`)) {
        measures.push({ ...measure, ...(group && { group }), split })
      }
    }
  }
  for (const split of ['test', 'tune'] as const) {
    const mine = rows.filter((row) => row.case.split === split)
    if (whole && mine.length > 0) for (const measure of whole(mine)) measures.push({ ...measure, split })
  }
  if (show) for (const at of lowest(cases)) cases[at]!.shown = show(rows[at]!.case, rows[at]!.output)
  return { measures, cases, tables: tables?.(rows) ?? [] }
}

/** The test cases worth reading: those whose lowest share is lowest. */
function lowest(cases: readonly CaseResult[]): number[] {
  const worst = ({ scores }: CaseResult) =>
    Math.min(1, ...Object.values(scores).filter((score) => score >= 0 && score <= 1))
  return cases
    .map((one, at) => ({ at, score: worst(one), test: one.split === 'test' }))
    .filter(({ score, test }) => test && score < 1)
    .sort((a, b) => a.score - b.score)
    .slice(0, shownAtMost)
    .map(({ at }) => at)
}

const shownAtMost = 40
