import type { ComparedScore } from './comparison.ts'
import type { GateResult } from './gate.ts'
import { nameOfGate } from './gate.ts'
import { barOf, figure } from './report.ts'
import type { Measure } from './scorer.ts'

const width = 720
const labelWidth = 260
const plotWidth = width - labelWidth - 70
const rowHeight = 26

/**
 * Gates with their interval and the bar as a tick, on one scale from 0 to 1: a dot that held, a square that failed, a hollow dot that was
 * skipped, since colour alone tells not everyone. Empty when none was measured in shares.
 */
export function gateChart(gates: readonly GateResult[], named: { id: string; suite: string }): string {
  const drawn = gates.filter(({ unit, value }) => value !== undefined && (unit === 'share' || unit === 'p'))
  if (drawn.length === 0) return ''
  const x = (share: number) => labelWidth + Math.min(1, Math.max(0, share)) * plotWidth
  const rows = drawn.map((gate, at) => {
    const y = at * rowHeight + rowHeight / 2
    const words = `${figure(gate.value)} (${figure(gate.low)} to ${figure(gate.high)}), bar ${barOf(gate)}, ${gate.status}`
    return `<g class="${gate.status}"><title>${escapeHtml(`${nameOfGate(gate)}: ${words}`)}</title>${label(nameOfGate(gate), y)}${whisker(x(gate.low!), x(gate.high!), y)}${gate.status === 'failed' ? square(x(gate.value!), y) : dot(x(gate.value!), y)}<path class="bar" d="M${x(gate.bar)} ${y - 9}v18"/><text x="${width - 58}" y="${y + 4}">${figure(gate.value)}</text></g>`
  })
  const summary = drawn.map((gate) => `${nameOfGate(gate)} ${figure(gate.value)}, ${gate.status}`).join('; ')
  return svg(
    named,
    'measured values with 95 % intervals; the tick is the bar, a square is a gate that failed',
    summary,
    rows,
    axis([0, 0.25, 0.5, 0.75, 1], x, drawn.length),
  )
}

/** Paired differences around zero: right of it the second run is higher. */
export function differenceChart(scores: readonly ComparedScore[], named: { id: string; suite: string }): string {
  if (scores.length === 0) return ''
  // Scores of other units (words, options) are drawn as a share of their first mean, so that one scale holds all.
  const scaled = scores.map(({ score, firstMean, difference }) => {
    const unit = Math.max(1, Math.abs(firstMean))
    return { score, value: difference.value / unit, low: difference.low / unit, high: difference.high / unit }
  })
  const reach = Math.max(0.05, ...scaled.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]))
  const x = (value: number) => labelWidth + ((value / reach + 1) / 2) * plotWidth
  const rows = scaled.map(({ score, value, low, high }, at) => {
    const y = at * rowHeight + rowHeight / 2
    const side = low > 0 ? 'up' : high < 0 ? 'down' : 'level'
    return `<g class="${side}">${label(score, y)}${whisker(x(low), x(high), y)}${dot(x(value), y)}<text x="${width - 58}" y="${y + 4}">${value >= 0 ? '+' : ''}${figure(value)}</text></g>`
  })
  const summary = scaled.map(({ score, value }) => `${score} ${figure(value)}`).join('; ')
  const ticks = [-reach, 0, reach]
  return svg(
    named,
    'paired differences with 95 % intervals; the middle line is no difference',
    summary,
    rows,
    axis(ticks, x, scaled.length),
  )
}

/** A cell a group, the darker the lower, the worst one framed: who is served worse, at a glance. Only where there are groups enough to look at. */
export function heatMap(measures: readonly Measure[], named: { id: string; suite: string }): string {
  const grouped = measures.filter(({ split, group, unit }) => split === 'test' && group && unit === 'share')
  const byName = [...Map.groupBy(grouped, ({ name }) => name)].filter(([, cells]) => cells.length >= 4)
  if (byName.length === 0) return ''
  const perRow = 12
  const charts = byName.map(([name, cells], at) => {
    const bad = cells[0]!.better === 'lower' ? (value: number) => value : (value: number) => 1 - value
    const [worst] = [...cells].sort((a, b) => bad(b.value) - bad(a.value))
    const size = 56
    const drawn = cells.map((cell, place) => {
      const [left, top] = [(place % perRow) * size, Math.floor(place / perRow) * size]
      const frame = cell === worst ? ' stroke="currentColor" stroke-width="3"' : ''
      return `<rect x="${left + 2}" y="${top + 2}" width="${size - 4}" height="${size - 4}" class="failed" fill-opacity="${(0.04 + 0.9 * bad(cell.value)).toFixed(2)}"${frame}><title>${escapeHtml(`${cell.group}: ${figure(cell.value)}, n = ${cell.n}`)}</title></rect>`
    })
    const id = `${named.id}-${at}`
    const told = `${name} by group; the worst is ${worst!.group} with ${figure(worst!.value)} (n = ${worst!.n})`
    const height = Math.ceil(cells.length / perRow) * size
    return `<p>${escapeHtml(told)}.</p><div class="scroll" role="region" aria-labelledby="${id}-t" tabindex="0"><svg role="img" aria-labelledby="${id}-t" viewBox="0 0 ${perRow * size} ${height}" style="max-height:${height}px"><title id="${id}-t">${escapeHtml(`${named.suite}: ${told}. The figures are in the table of all measures`)}</title>${drawn.join('')}</svg></div>`
  })
  return charts.join('\n')
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const label = (text: string, y: number): string => {
  const short = text.length > 40 ? `${text.slice(0, 39)}…` : text
  return `<text x="${labelWidth - 10}" y="${y + 4}" text-anchor="end">${escapeHtml(short)}</text>`
}

const whisker = (low: number, high: number, y: number): string =>
  `<path class="whisker" d="M${low.toFixed(1)} ${y}H${high.toFixed(1)}"/>`

const dot = (x: number, y: number): string => `<circle class="mark" cx="${x.toFixed(1)}" cy="${y}" r="4.5"/>`

const square = (x: number, y: number): string =>
  `<rect class="mark" x="${(x - 4).toFixed(1)}" y="${y - 4}" width="8" height="8"/>`

function axis(ticks: readonly number[], x: (value: number) => number, rows: number): string {
  const bottom = rows * rowHeight
  const marks = ticks.map(
    (tick) =>
      `<path class="grid" d="M${x(tick).toFixed(1)} 0V${bottom}"/><text x="${x(tick).toFixed(1)}" y="${bottom + 16}" text-anchor="middle">${Number(tick.toFixed(2))}</text>`,
  )
  return marks.join('')
}

function svg(
  { id, suite }: { id: string; suite: string },
  title: string,
  summary: string,
  rows: readonly string[],
  grid: string,
): string {
  const height = rows.length * rowHeight + 22
  return `<div class="scroll" role="region" aria-labelledby="${id}-t" tabindex="0"><svg role="img" aria-labelledby="${id}-t ${id}-d" viewBox="0 0 ${width} ${height}"><title id="${id}-t">${escapeHtml(`${suite}: ${title}`)}</title><desc id="${id}-d">${escapeHtml(summary)}. The same figures are in the table below.</desc>${grid}${rows.join('')}</svg></div>`
}
