import { nameOfGate } from './gate.ts'
import { barOf, countGates, decisions, figure, intervalOf, type Report } from './report.ts'
import { escapeHtml } from './report-charts.ts'

/** For the pull request: what failed, what is told apart, and how many gates held. */
export function markdownReport(report: Report): string {
  const { held, failed, skipped } = countGates(report.suites)
  const verdict = { 0: 'Gates hold', 1: '**A gate failed or a primary score fell**', 3: '**Nothing was judged**' }[
    report.exit
  ]
  const failing = report.suites.flatMap(({ name, gates }) =>
    gates
      .filter(({ status }) => status === 'failed')
      .map(
        (gate) =>
          `| ${name} | ${nameOfGate(gate)} | ${barOf(gate)} | ${figure(gate.value, gate.unit)} (${intervalOf(gate)}) | ${gate.n} |`,
      ),
  )
  const others = report.comparisons.flatMap(({ suite, first, second, scores }) =>
    scores
      .filter(({ primary, verdict }) => !primary && verdict !== 'not told apart')
      .map(
        ({ score, difference, verdict }) =>
          `- ${suite}, ${score}: ${second || 'now'} against ${first || 'before'} ${figure(difference.value)} (${intervalOf(difference)}), ${verdict}.`,
      ),
  )
  const away = report.suites.flatMap(({ name, broken }) =>
    broken.slice(0, 3).map(({ id, because }) => `- ${name} ${id}: ${because}`),
  )
  return [
    ...decisions(report).map((one) => `**${one.replace(':', ':**')}`),
    `### Éventail evaluation: ${verdict}`,
    `${held} gates held, ${failed} failed, ${skipped} skipped (no pass). \`${report.command}\``,
    ...(failing.length > 0
      ? [`| suite | gate | bar | measured | n |\n|---|---|---|---|---|\n${failing.join('\n')}`]
      : []),
    ...(others.length > 0 ? [others.join('\n')] : []),
    ...(away.length > 0 ? [away.join('\n')] : []),
    '',
  ].join('\n\n')
}

/** JUnit's XML, a gate a test, which every continuous integration reads. A case that broke is an error, not a failure. */
export function junitReport({ suites }: Report): string {
  const parts = suites.map(({ name, gates, broken, seconds }) => {
    const tests = gates.map((gate) => {
      const told = `${figure(gate.value, gate.unit)}, bar ${barOf(gate)}, n = ${gate.n ?? 0}`
      const inside = {
        held: '',
        failed: `<failure message="${escapeHtml(told)}"/>`,
        skipped: `<skipped message="${escapeHtml(gate.because ?? '')}"/>`,
      }[gate.status]
      return `<testcase classname="${escapeHtml(name)}" name="${escapeHtml(nameOfGate(gate))}">${inside}</testcase>`
    })
    const errors = broken.map(
      ({ id, because }) =>
        `<testcase classname="${escapeHtml(name)}" name="${escapeHtml(id)}"><error message="${escapeHtml(because)}"/></testcase>`,
    )
    const count = (status: string) => gates.filter((gate) => gate.status === status).length
    return `<testsuite name="${escapeHtml(name)}" tests="${tests.length + errors.length}" failures="${count('failed')}" skipped="${count('skipped')}" errors="${errors.length}" time="${seconds.toFixed(2)}">${[...tests, ...errors].join('')}</testsuite>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="eventail">${parts.join('\n')}</testsuites>\n`
}
