import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildDigest } from '../src/build-digest.ts'
import { figureNamed, type KeptFigures } from '../src/explanation/figures.ts'
import { UsageError } from './command.ts'
import { type GateResult, nameOfGate } from './gate.ts'
import { countGates, figure, intervalOf, type Report } from './report.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const kept = 'evals/figures.json'

/**
 * Keeps what a whole run measured on the half that nobody tunes on, with the build it was measured on, as the artefact that documents are made from
 * (src/documents) and as the table of evals/README.md. Throws UsageError for a run that is not whole.
 */
export function keepFigures(report: Report, all: readonly string[]): string[] {
  const absent = all.filter((name) => report.suites.every((suite) => suite.name !== name))
  if (report.tier !== 'full' || absent.length > 0) {
    throw new UsageError('--keep takes the figures of a whole run: name no suite, and no --fast.')
  }
  if (report.exit === 3) throw new UsageError('--keep: a case broke, and a run that broke is no answer.')
  const figures = figuresOf(report, buildDigest(root))
  writeFileSync(`${root}${kept}`, `${JSON.stringify(figures, null, 1)}\n`)
  const readme = `${root}evals/README.md`
  writeFileSync(
    readme,
    readFileSync(readme, 'utf8').replace(between, (_, open, close) => `${open}${tableOf(figures)}${close}`),
  )
  return [kept, 'evals/README.md']
}

export function figuresOf({ startedAt, suites }: Report, build: string): KeptFigures {
  return {
    format: 'eventail-figures/1',
    measuredOn: startedAt.slice(0, 10),
    build,
    suites: suites.map(({ name, about, measures, gates, primary = gates[0]?.measure }) => ({
      name,
      about,
      ...(primary && { primary }),
      measures: measures
        .filter(({ split, group }) => split === 'test' && (!group || isFew(measures.filter((one) => one.group).length)))
        .map(({ name: measure, group, unit, n, value, low, high }) => ({
          name: measure,
          ...(group && { group }),
          unit,
          n,
          value: rounded(value),
          low: rounded(low),
          high: rounded(high),
        })),
      gates: countGates([{ gates }]),
      failed: gates.filter(({ status }) => status === 'failed').map(gateSaid),
    })),
  }
}

/** A suite that cuts its cases into hundreds of groups is read in its report. */
const isFew = (groups: number): boolean => groups <= 400

const rounded = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(5)) : null)

const gateSaid = (gate: GateResult): string =>
  `${nameOfGate(gate)} : ${figure(gate.value, gate.unit)}, seuil ${gate.comparison === 'at least' ? '≥' : '≤'} ${gate.bar}`

export function tableOf(figures: KeptFigures): string {
  const rows = figures.suites.map(({ name, primary, gates }) => {
    const main = figureNamed(figures, `${name} / ${primary}`)
    const value = main?.value ?? undefined
    const interval = main
      ? intervalOf({ low: main.low ?? undefined, high: main.high ?? undefined, unit: main.unit })
      : '–'
    return `| \`${name}\` | ${primary ?? '–'} | ${figure(value, main?.unit)} | ${interval} | ${main?.n ?? '–'} | ${gates.held}, ${gates.failed}, ${gates.skipped} |`
  })
  const missed = figures.suites.flatMap(({ name, failed }) =>
    failed.map((gate) => `- ${name}: ${gate.replace(' : ', ', ').replace('seuil', 'bar')}`),
  )
  return [
    '',
    `Measured on ${figures.measuredOn}, build \`${figures.build}\`.`,
    '',
    '| of suite | primary measure | value | 95 % interval | n | gates held, failed, skipped |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
    missed.length > 0 ? 'Bars missed:' : 'No bar was missed.',
    ...missed,
    '',
  ].join('\n')
}

const between = /(<!-- figures -->)[\s\S]*?(<!-- \/figures -->)/
