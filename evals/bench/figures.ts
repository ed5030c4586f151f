/** A figure beside its bar. Units are in the label. */
export interface Figure {
  label: string
  value: number
  bar?: { atMost: number } | { atLeast: number }
}

/** Prints figures as a table and tells whether every bar holds. */
export function printFigures(title: string, figures: readonly Figure[]): boolean {
  console.log(`\n${title}`)
  const width = Math.max(...figures.map(({ label }) => label.length))
  for (const { label, value, bar } of figures) {
    const limit = bar && ('atMost' in bar ? `≤ ${bar.atMost}` : `≥ ${bar.atLeast}`)
    const verdict = bar ? (holds(value, bar) ? 'held' : 'MISSED') : ''
    console.log(`  ${label.padEnd(width)}  ${format(value).padStart(9)}  ${(limit ?? '').padEnd(10)} ${verdict}`)
  }
  return figures.every(({ value, bar }) => !bar || holds(value, bar))
}

/** The value below which a share of the sample lies; the sample is not empty. */
export function percentile(sample: readonly number[], share: number): number {
  const sorted = [...sample].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
}

const holds = (value: number, bar: NonNullable<Figure['bar']>) =>
  'atMost' in bar ? value <= bar.atMost : value >= bar.atLeast
const format = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1))
