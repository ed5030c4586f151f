import type { Comparison } from './comparison.ts'
import { nameOfGate } from './gate.ts'
import { countGates, figure, intervalOf, type Report } from './report.ts'
import type { SuiteResult } from './suite.ts'

/** The report as plain text: gates first, then the measures, then what could not be measured. */
export function consoleReport(report: Report): string {
  const gates = countGates(report.suites)
  const broken = report.suites.reduce((sum, suite) => sum + suite.broken.length, 0)
  return [
    ...report.suites.map(suiteText),
    ...report.comparisons.map(comparisonText),
    `Gates: ${gates.held} held, ${gates.failed} FAILED, ${gates.skipped} SKIPPED (a skipped gate is not a pass).`,
    ...(broken > 0 ? [`${broken} case(s) broke: this run is no answer.`] : []),
  ].join('\n\n')
}

function suiteText(suite: SuiteResult): string {
  const parts = [`== ${suite.name} == ${suite.about} (${suite.cases.length} runs, ${suite.seconds.toFixed(1)} s)`]
  if (suite.skipped) return `${parts[0]}\nSKIPPED, with its ${suite.gates.length} gates: ${suite.skipped}`
  if (suite.absent) parts.push(`NOT MEASURED: ${suite.absent}`)
  for (const note of suite.notes) parts.push(`Note: ${note}`)
  if (suite.gates.length > 0) {
    parts.push(
      table(
        ['gate', 'bar', 'measured', '95 % interval', 'n', ''],
        suite.gates.map((gate) => [
          nameOfGate(gate),
          `${gate.comparison === 'at least' ? '≥' : '≤'} ${gate.bar}${gate.judge === 'interval' ? ' (interval)' : ''}`,
          figure(gate.value, gate.unit),
          intervalOf(gate),
          gate.n ?? '–',
          gate.status === 'held' ? 'held' : `${gate.status.toUpperCase()}${gate.because ? `: ${gate.because}` : ''}`,
        ]),
      ),
    )
  }
  if (suite.measures.length > 0) {
    parts.push(
      table(
        ['measure', 'part', 'value', '95 % interval', 'n'],
        suite.measures.map(({ name, group, split, unit, value, low, high, n }) => [
          group ? `${name} · ${group}` : name,
          split,
          figure(value, unit),
          intervalOf({ low, high, unit }),
          n,
        ]),
      ),
    )
  }
  for (const { title, columns, rows } of suite.tables) parts.push(`${title}\n${table(columns, rows.slice(0, 12))}`)
  for (const { id, because } of suite.broken.slice(0, 10)) parts.push(`BROKE ${id}: ${because}`)
  return parts.join('\n')
}

function comparisonText({ suite, what, first, second, scores, unpaired }: Comparison): string {
  const rows = scores.map(({ score, firstMean, secondMean, difference, regressed }) => [
    score,
    figure(firstMean),
    figure(secondMean),
    `${difference.value >= 0 ? '+' : ''}${figure(difference.value)}`,
    intervalOf(difference),
    `${difference.higher}/${difference.lower}/${difference.same}`,
    figure(difference.p, 'p'),
    regressed && what === 'baseline' ? 'REGRESSED' : '',
  ])
  const columns = ['score', 'first', 'second', 'difference', '95 % interval', 'up/down/same', 'sign test p', '']
  const title = `== ${suite}: ${first} → ${second}, the same cases ==`
  return [title, table(columns, rows), ...(unpaired > 0 ? [`${unpaired} case(s) had no pair.`] : [])].join('\n')
}

function table(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [columns, ...rows].map((row) => row.map(String))
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => [...(row[at] ?? '')].length)))
  return cells
    .map((row) =>
      `  ${row.map((cell, at) => cell + ' '.repeat(Math.max(0, widths[at]! - [...cell].length))).join('  ')}`.trimEnd(),
    )
    .join('\n')
}
