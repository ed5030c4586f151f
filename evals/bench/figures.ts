/** A figure beside its bar. Units are in the label. */
export interface Figure {
  label: string
  /** How many searches, messages or questions it is made of, where it is more than one. */
  n?: number
  value: number
  bar?: { atMost: number } | { atLeast: number }
}

/** Prints figures as a table and tells whether every bar holds. */
export function printFigures(title: string, figures: readonly Figure[]): boolean {
  console.log(`\n${title}`)
  const labels = figures.map(({ label, n }) => (n === undefined ? label : `${label}, n = ${n.toLocaleString('en')}`))
  const width = Math.max(...labels.map((label) => label.length))
  for (const [at, { value, bar }] of figures.entries()) {
    const limit = bar && ('atMost' in bar ? `≤ ${format(bar.atMost)}` : `≥ ${format(bar.atLeast)}`)
    const verdict = bar ? (holds(value, bar) ? 'held' : 'MISSED') : ''
    console.log(`  ${labels[at]!.padEnd(width)}  ${format(value).padStart(9)}  ${(limit ?? '').padEnd(10)} ${verdict}`)
  }
  return figures.every(({ value, bar }) => !bar || holds(value, bar))
}

/** The value below which a share of the sample lies; the sample is not empty. */
export function percentile(sample: readonly number[], share: number): number {
  const sorted = [...sample].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
}

/** Milliseconds that each call took, after calls that do not count: what just started has nothing compiled and nothing cached. */
export async function timesOf<Query>(
  queries: readonly Query[],
  ask: (query: Query) => unknown,
  warmUp = 30,
): Promise<number[]> {
  for (const query of queries.slice(0, warmUp)) await ask(query)
  const times: number[] = []
  for (const query of queries) {
    const began = performance.now()
    await ask(query)
    times.push(performance.now() - began)
  }
  return times
}

/** Tells what is about to take long, and when since the start: a bench that says nothing for minutes looks like one that hangs. */
export function announce(what: string): void {
  console.log(`${`${Math.round(performance.now() / 1000)} s`.padStart(7)}  ${what}…`)
}

/** Prints rows under their headings, numbers to the right. */
export function printTable(title: string, headings: readonly string[], rows: readonly (string | number)[][]): void {
  const lines = [headings, ...rows].map((row) => row.map((cell) => (typeof cell === 'number' ? format(cell) : cell)))
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)))
  console.log(`\n${title}`)
  for (const line of lines) {
    console.log(
      `  ${line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ')}`,
    )
  }
}

const holds = (value: number, bar: NonNullable<Figure['bar']>) =>
  'atMost' in bar ? value <= bar.atMost : value >= bar.atLeast
const format = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1))
