import type { Measure, Unit } from './scorer.ts'

/** A bar that one measure of the test part must hold; absent `group` is the whole suite. */
export interface Gate {
  measure: string
  group?: string
  comparison: 'at least' | 'at most'
  bar: number
  /** What is held against the bar: the estimate, or the end of its interval that makes it harder. */
  judge?: 'estimate' | 'interval'
  /** With fewer, the measure cannot tell: the gate is skipped. */
  fewest?: number
}

export interface GateResult extends Gate {
  /** `skipped` is never a pass: it is printed with its reason. */
  status: 'held' | 'failed' | 'skipped'
  because?: string
  unit?: Unit
  value?: number
  low?: number
  high?: number
  n?: number
}

export function judgeGate(gate: Gate, measures: readonly Measure[], absent: string | undefined): GateResult {
  const measure = measures.find(
    (one) => one.split === 'test' && one.name === gate.measure && (one.group ?? '') === (gate.group ?? ''),
  )
  if (!measure || Number.isNaN(measure.value)) {
    return { ...gate, status: 'skipped', because: absent ?? 'not measured here' }
  }
  const { unit, value, low, high, n } = measure
  if (gate.fewest !== undefined && n < gate.fewest) {
    return {
      ...gate,
      unit,
      value,
      low,
      high,
      n,
      status: 'skipped',
      because: `n = ${n}, at least ${gate.fewest} are needed`,
    }
  }
  const atLeast = gate.comparison === 'at least'
  const judged = gate.judge === 'interval' ? (atLeast ? low : high) : value
  const holds = atLeast ? judged >= gate.bar : judged <= gate.bar
  return { ...gate, unit, value, low, high, n, status: holds ? 'held' : 'failed' }
}

/** All of n or none of n, of what happens and not of how fast: one case can break it, so that a minute's worth of cases means something. */
export const isExact = ({ comparison, bar, measure }: Gate): boolean =>
  (comparison === 'at least' ? bar === 1 : bar === 0) && !/ p\d+$/.test(measure)

export const nameOfGate = ({ measure, group }: Pick<Gate, 'measure' | 'group'>): string =>
  group ? `${measure} · ${group}` : measure
