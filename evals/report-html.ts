import type { Comparison } from './comparison.ts'
import { nameOfGate } from './gate.ts'
import {
  barOf,
  countGates,
  decisions,
  figure,
  intervalOf,
  measureSaid,
  type Report,
  scoreSaid,
  smallestOf,
} from './report.ts'
import { casesSection, scriptDigest } from './report-cases.ts'
import { differenceChart, escapeHtml, gateChart, heatMap } from './report-charts.ts'
import { provenanceText } from './report-console.ts'
import type { SuiteResult } from './suite.ts'

/** One file that needs nothing else: no font, no request, one script of its own. Every chart has its figures in a table below it. */
export function htmlReport(report: Report): string {
  const verdict = {
    0: 'All measured gates hold.',
    1: 'At least one gate failed.',
    3: 'The run could not answer: some cases broke.',
  }[report.exit]
  const { held, failed, skipped } = countGates(report.suites)
  const { requests, inputTokens, outputTokens, euros } = report.spent
  const cost = euros === undefined ? 'price unknown' : `${euros.toFixed(4)} €`
  const spent =
    requests === 0
      ? 'no model was asked anything new'
      : `${requests} requests to a model, ${inputTokens + outputTokens} tokens, ${cost}`
  const versions = Object.entries(report.versions).map(([name, version]) => `${name} ${version}`)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src '${scriptDigest}'">
<title>Éventail evaluation, ${escapeHtml(report.startedAt.slice(0, 16))}</title><style>${style}</style></head>
<body><main><h1>Éventail evaluation</h1>
${decisions(report)
  .map((one) => `<p class="verdict decision">${escapeHtml(one)}</p>`)
  .join('\n')}
<p class="verdict">${verdict}</p>
<p>Gates: ${held} held, ${failed} failed, ${skipped} skipped (a skipped gate is not a pass).</p>
<p>${escapeHtml(report.startedAt)} · <code>${escapeHtml(report.command)}</code> · ${escapeHtml(versions.join(' · '))} · ${spent}</p>
<nav aria-label="Suites"><ul>${report.suites.map(suiteLink).join('')}<li><a href="#cases">cases, worst first</a></li></ul></nav>
${report.comparisons.map(comparisonSection).join('\n')}
${report.suites.map(suiteSection).join('\n')}
${casesSection(report)}
</main></body></html>
`
}

function suiteLink(suite: SuiteResult): string {
  const { failed } = countGates([suite])
  const told = suite.skipped ? ' (skipped)' : failed > 0 ? ` (${failed} failed)` : ''
  return `<li><a href="#${idOf(suite.name)}">${escapeHtml(suite.name)}</a>${told}</li>`
}

function suiteSection(suite: SuiteResult): string {
  const id = idOf(suite.name)
  const parts = [`<section aria-labelledby="${id}"><h2 id="${id}">${escapeHtml(suite.name)}</h2>`]
  parts.push(`<p>${escapeHtml(suite.about)} ${suite.cases.length} runs in ${suite.seconds.toFixed(1)} s.</p>`)
  if (suite.skipped) parts.push(`<p class="told"><strong>Skipped:</strong> ${escapeHtml(suite.skipped)}</p>`)
  if (suite.absent) parts.push(`<p class="told"><strong>Not measured:</strong> ${escapeHtml(suite.absent)}</p>`)
  if (suite.provenance) parts.push(`<p>${escapeHtml(provenanceText(suite.provenance))}</p>`)
  for (const note of suite.notes) parts.push(`<p>${escapeHtml(note)}</p>`)
  for (const { id, because } of suite.broken.slice(0, 20)) {
    parts.push(`<p class="told"><strong>Broke:</strong> ${escapeHtml(id)}: ${escapeHtml(because)}</p>`)
  }
  parts.push(gateChart(suite.gates, { id: `chart-${id}`, suite: suite.name }))
  if (suite.gates.length > 0) {
    const rows = suite.gates.map((gate) => [
      nameOfGate(gate),
      barOf(gate),
      figure(gate.value, gate.unit),
      intervalOf(gate),
      gate.n ?? '–',
      gate.because ? `${gate.status}: ${gate.because}` : gate.status,
    ])
    parts.push(table(`${suite.name}: gates`, ['Gate', 'Bar', 'Measured', '95 % interval', 'n', 'Status'], rows))
  }
  parts.push(heatMap(suite.measures, { id: `heat-${id}`, suite: suite.name }))
  if (suite.measures.length > 0) {
    const rows = suite.measures.map(({ name, group, split, unit, value, low, high, n }) => [
      measureSaid({ name, group }, suite.scorers),
      split,
      figure(value, unit),
      intervalOf({ low, high, unit }),
      n,
    ])
    parts.push(
      folded(
        'All measures',
        table(`${suite.name}: measures`, ['Measure', 'Part', 'Value', '95 % interval', 'n'], rows),
      ),
    )
  }
  for (const { title, columns, rows } of suite.tables)
    parts.push(folded(title, table(`${suite.name}: ${title.toLowerCase()}`, columns, rows)))
  const about = suite.scorers.map(({ name, about }) => [name, about])
  if (about.length > 0)
    parts.push(folded('What is scored', table(`${suite.name}: scorers`, ['Scorer', 'Meaning'], about)))
  return `${parts.join('\n')}</section>`
}

function comparisonSection(comparison: Comparison, at: number): string {
  const { suite, first, second, scores, unpaired, refused } = comparison
  const title = `${escapeHtml(suite)}: ${escapeHtml(first)} and ${escapeHtml(second)}, case by case`
  if (refused)
    return `<section aria-labelledby="comparison-${at}"><h2 id="comparison-${at}">${title}</h2><p class="told"><strong>Refused:</strong> ${escapeHtml(refused)}.</p></section>`
  const rows = scores.map((one) => [
    one.primary ? `${scoreSaid(one)} (decides)` : scoreSaid(one),
    figure(one.firstMean),
    figure(one.secondMean),
    figure(one.difference.value),
    intervalOf(one.difference),
    `${one.difference.higher} up, ${one.difference.lower} down, ${one.difference.same} same`,
    one.better ? figure(one.adjusted, 'p') : '–',
    smallestOf(one),
    one.better ? one.verdict : '–',
  ])
  const columns = [
    'Score',
    'First',
    'Second',
    'Difference',
    '95 % interval',
    'Cases',
    'p, corrected',
    'Smallest seen',
    'Verdict',
  ]
  const named = `${suite}, ${first} and ${second}`
  const cases = scores.flatMap(({ score, cases }) =>
    cases.map(({ id, first, second }) => [score, id, figure(first), figure(second)]),
  )
  return `<section aria-labelledby="comparison-${at}"><h2 id="comparison-${at}">${title}</h2>
${differenceChart(scores, { id: `comparison-chart-${at}`, suite: named })}
${table(`${named}: paired differences`, columns, rows)}
${folded('Cases that differ most', table(`${named}: cases`, ['Score', 'Case', 'First', 'Second'], cases))}
${unpaired > 0 ? `<p class="told">${unpaired} case(s) had no pair and are not compared.</p>` : ''}</section>`
}

/** A suite run with two prompts is named "compose compose.short": an id has no space. */
const idOf = (name: string): string => name.replace(/[^\w-]+/g, '-')

const folded = (title: string, inside: string): string =>
  `<details><summary>${escapeHtml(title)}</summary>${inside}</details>`

function table(caption: string, columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const head = columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`)
  const body = rows.map((row) => {
    const cells = row.map((cell, at) => {
      const text = escapeHtml(String(cell))
      return at === 0 ? `<th scope="row">${text}</th>` : `<td>${text}</td>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  return `<div class="scroll" role="region" aria-label="${escapeHtml(caption)}" tabindex="0"><table><caption>${escapeHtml(caption)}</caption><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
}

const style = `
:root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--line:#c9c9c9;--held:#0b6b3a;--failed:#b3261e;--skipped:#6b5900}
@media(prefers-color-scheme:dark){:root{--ink:#ececec;--paper:#161616;--line:#4a4a4a;--held:#7ddba3;--failed:#ff9a91;--skipped:#e6cf6a}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:60rem;margin:0 auto;padding:1rem}
h2{margin-top:2.5rem;border-top:1px solid var(--line);padding-top:1rem}
nav ul{display:flex;flex-wrap:wrap;gap:1rem;list-style:none;padding:0}a{color:inherit}
.verdict{font-size:1.2rem;font-weight:600}.decision{border-left:4px solid currentColor;padding-left:.75rem}.decision~.decision{font-size:1rem;font-weight:400}.told{border-left:4px solid var(--skipped);padding-left:.75rem}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.875rem;margin:.5rem 0}
caption{text-align:left;font-weight:600;padding:.25rem 0}
th,td{border-bottom:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top;white-space:pre-wrap;overflow-wrap:break-word}
tbody th{font-weight:500}summary{cursor:pointer;padding:.4rem 0;font-weight:600}
form{display:flex;flex-wrap:wrap;gap:.75rem}input,select,button{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);max-width:100%}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(18rem,100%),1fr));gap:1rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0;font-size:.8125rem}
#list{padding-left:1.25rem}#list summary{font-weight:400;overflow-wrap:anywhere}h3{font-size:1rem}del{color:var(--failed)}ins{color:var(--held)}
svg{width:100%;min-width:36rem;height:auto;font:12px system-ui,sans-serif;fill:currentColor}
.grid{stroke:var(--line);stroke-width:1}.whisker{stroke:currentColor;stroke-width:2}.bar{stroke:var(--ink);stroke-width:2;stroke-dasharray:3 2}
.held,.up{color:var(--held)}.failed,.down{color:var(--failed)}.skipped,.level{color:var(--skipped)}
.held,.failed,.skipped,.up,.down,.level{fill:currentColor}.failed .mark,.skipped .mark{stroke:currentColor;stroke-width:2}.skipped .mark{fill:var(--paper)}
`
