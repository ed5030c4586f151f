import type { Cost } from './scale.ts'

/** The costs as a page that needs nothing else: a table, and a curve for each cost, both axes logarithmic. */
export function costReport(costs: readonly Cost[]): string {
  const rows = costs.map(
    (cost) =>
      `<tr><th scope="row">${cost.offers.toLocaleString('en')}</th>${curves.map(({ of }) => `<td>${rounded(of(cost))}</td>`).join('')}</tr>`,
  )
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>What the catalogue costs as it grows</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse } th, td { padding: .25rem .75rem; text-align: right; border-bottom: 1px solid #ccc }
figure { display: inline-block; margin: 1rem 1rem 0 0 } svg text { font-size: 11px }
</style>
<h1>What the catalogue costs as it grows</h1>
<table><thead><tr><th>offers</th>${curves.map(({ label }) => `<th>${label}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>
${curves.map((curve) => figure(curve, costs)).join('\n')}
</html>
`
}

interface Curve {
  label: string
  of: (cost: Cost) => number
}

const curves: readonly Curve[] = [
  { label: 'build (s)', of: ({ build }) => build },
  { label: 'build memory (MB)', of: ({ buildMB }) => buildMB },
  { label: 'disk (MB)', of: ({ diskMB }) => diskMB },
  { label: 'opening (s)', of: ({ opening }) => opening },
  { label: 'server memory (MB)', of: ({ serverMB }) => serverMB },
  { label: 'search p50 (ms)', of: ({ p50 }) => p50 },
  { label: 'search p99 (ms)', of: ({ p99 }) => p99 },
  { label: 'p99 while rebuilding (ms)', of: ({ rebuildingP99 }) => rebuildingP99 },
]

const width = 300
const height = 200
const margin = 40

function figure({ label, of }: Curve, costs: readonly Cost[]): string {
  const across = scale(
    costs.map(({ offers }) => offers),
    margin,
    width - margin,
  )
  const up = scale(costs.map(of), height - margin, margin)
  const points = costs.map((cost) => ({ x: across(cost.offers), y: up(of(cost)), cost }))
  const marks = points.map(
    ({ x, y, cost }) =>
      `<circle cx="${x}" cy="${y}" r="3"/><text x="${x}" y="${y - 8}" text-anchor="middle">${rounded(of(cost))}</text>` +
      `<text x="${x}" y="${height - 15}" text-anchor="middle">${cost.offers.toLocaleString('en')}</text>`,
  )
  return `<figure><figcaption>${label}</figcaption>
<svg width="${width}" height="${height}" role="img" aria-label="${label} against the number of offers">
<path d="M${margin} ${height - margin + 8}H${width - margin}" stroke="#999"/>
<polyline points="${points.map(({ x, y }) => `${x},${y}`).join(' ')}" fill="none" stroke="#2458a8" stroke-width="2"/>
${marks.join('')}</svg></figure>`
}

/** A logarithmic scale from the least to the most of some values; in the middle when there is but one. */
function scale(values: readonly number[], from: number, to: number): (value: number) => number {
  const logarithms = values.map(Math.log)
  const least = Math.min(...logarithms)
  const span = Math.max(...logarithms) - least
  return (value) => Math.round(span > 0 ? from + ((Math.log(value) - least) / span) * (to - from) : (from + to) / 2)
}

const rounded = (value: number): string => (value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en'))
