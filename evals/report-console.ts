import type { Comparison } from './comparison.ts'
import { nameOfGate } from './gate.ts'
import { gradedSaid } from './grade/grades.ts'
import {
  barOf,
  countGates,
  decisions,
  figure,
  intervalOf,
  isWorse,
  measureSaid,
  type Report,
  scoreSaid,
  smallestOf,
} from './report.ts'
import { refusedText } from './report-cases.ts'
import { lowScores, type Provenance, type SuiteResult } from './suite.ts'

/** The report as plain text: gates first, then the measures, then what could not be measured. */
export function consoleReport(report: Report): string {
  const gates = countGates(report.suites)
  const broken = report.suites.reduce((sum, suite) => sum + suite.broken.length, 0)
  return [
    ...report.suites.map((suite) => suiteText(suite, report.tier)),
    ...report.comparisons.map(comparisonText),
    ...decisions(report),
    `Gates: ${gates.held} held, ${gates.failed} FAILED, ${gates.skipped} SKIPPED (a skipped gate is not a pass).`,
    ...(broken > 0 ? [`${broken} case(s) broke: this run is no answer.`] : []),
    ...spentText(report.spent),
  ].join('\n\n')
}

function spentText({ requests, inputTokens, outputTokens, euros }: Report['spent']): string[] {
  if (requests === 0) return []
  const cost = euros === undefined ? 'price unknown (evals/prices.json)' : `${euros.toFixed(4)} €`
  return [`Asked: ${requests} requests, ${inputTokens} tokens sent, ${outputTokens} received, ${cost}.`]
}

function suiteText(suite: SuiteResult, tier: Report['tier']): string {
  const parts = [`== ${suite.name} == ${suite.about} (${suite.cases.length} runs, ${suite.seconds.toFixed(1)} s)`]
  if (suite.skipped) return `${parts[0]}\nSKIPPED, with its ${suite.gates.length} gates: ${suite.skipped}`
  if (suite.absent) parts.push(`NOT MEASURED: ${suite.absent}`)
  if (suite.provenance) parts.push(provenanceText(suite.provenance))
  for (const note of suite.notes) parts.push(`Note: ${note}`)
  if (suite.gates.length > 0) {
    parts.push(
      table(
        ['gate', 'bar', 'measured', '95 % interval', 'n', ''],
        suite.gates.map((gate) => [
          nameOfGate(gate),
          barOf(gate),
          figure(gate.value, gate.unit),
          intervalOf(gate),
          gate.n ?? '–',
          gate.status === 'held' ? 'held' : `${gate.status.toUpperCase()}${gate.because ? `: ${gate.because}` : ''}`,
        ]),
      ),
    )
  }
  if (tier === 'fast') return [...parts, ...suite.broken.map(({ id, because }) => `BROKE ${id}: ${because}`)].join('\n')
  if (suite.measures.length > 0) {
    parts.push(
      table(
        ['measure', 'part', 'value', '95 % interval', 'n'],
        suite.measures.map(({ name, group, split, unit, value, low, high, n }) => [
          measureSaid({ name, group }, suite.scorers),
          split,
          figure(value, unit),
          intervalOf({ low, high, unit }),
          n,
        ]),
      ),
    )
  }
  for (const { title, columns, rows } of suite.tables) parts.push(`${title}\n${table(columns, rows.slice(0, 12))}`)
  parts.push(...worstOf(suite))
  for (const { id, because, away } of suite.broken.slice(0, 10))
    parts.push(`${away ? 'AWAY' : 'BROKE'} ${id}: ${because}`)
  return parts.join('\n')
}

/** Of few cases, those that do not hold, as they are read in the report: whoever added one wants to know why at once. */
function worstOf({ cases, scorers }: SuiteResult): string[] {
  if (cases.length > 50) return []
  const failing = cases
    .map((one) => ({ ...one, low: lowScores(one, scorers) }))
    .filter(({ shown, low }) => shown !== undefined && low.length > 0)
    .sort((a, b) => a.low[0]!.goodness - b.low[0]!.goodness)
  const told = failing
    .slice(0, 3)
    .map(
      ({ id, shown, low, refused = [] }) =>
        `${id}: ${low.map(({ name }) => name).join(', ')}\n    ${[shown!, ...refused.map((one) => `refused: ${refusedText(one)}`)].join('\n').replaceAll('\n', '\n    ')}`,
    )
  return failing.length > 3
    ? [
        ...told,
        `And ${failing.length - 3} more that do not hold, in report.html: ${failing
          .slice(3)
          .map(({ id }) => id)
          .join(', ')}.`,
      ]
    : told
}

export function provenanceText({ written, how, graded, firstRead }: Provenance): string {
  const said = `Cases (${hows[how]}): ${written} Judged ${judgedBy(graded)}.`
  if (!firstRead) return how === 'blind' ? `${said} What the first reading gave was not kept.` : said
  const figures = Object.entries(firstRead.figures).map(([name, value]) => `${name} ${figure(value)}`)
  return `${said} First read on ${firstRead.on} (n = ${firstRead.n}): ${figures.join(', ')}.`
}

const hows: Record<Provenance['how'], string> = {
  blind: 'written blind',
  seen: 'written with the product in view',
  generated: 'generated',
  real: 'real',
}

const judgedBy = (graded: Provenance['graded']): string =>
  typeof graded === 'object'
    ? `by ${gradedSaid(graded)}`
    : graded === 'by one person'
      ? 'by one person: how far another would agree is not known'
      : graded

function comparisonText({ suite, what, first, second, scores, unpaired, refused }: Comparison): string {
  const title = `== ${suite}: ${first} → ${second}, the same cases ==`
  if (refused) return `${title}\nREFUSED: ${refused}. Run it again on the same ground to compare.`
  const rows = scores.map((one) => [
    one.primary ? `${scoreSaid(one)} (decides)` : scoreSaid(one),
    figure(one.firstMean),
    figure(one.secondMean),
    `${one.difference.value >= 0 ? '+' : ''}${figure(one.difference.value)}`,
    intervalOf(one.difference),
    `${one.difference.higher}/${one.difference.lower}/${one.difference.same}`,
    one.better ? figure(one.adjusted, 'p') : '–',
    smallestOf(one),
    isWorse(one) && what === 'baseline' ? 'REGRESSED' : one.better ? one.verdict : '',
  ])
  const columns = [
    'score',
    'first',
    'second',
    'difference',
    '95 % interval',
    'up/down/same',
    'p, corrected',
    'smallest seen',
    '',
  ]
  const unpairedTold = unpaired > 0 ? [`${unpaired} case(s) had no pair.`] : []
  return [title, table(columns, rows), ...unpairedTold].join('\n')
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
