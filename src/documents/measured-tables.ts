import { z } from 'zod'
import { figureNamed, figureSaid, type KeptFigures, type KeptMeasure } from '../explanation/figures.ts'
import { DEPARTEMENTS } from '../places/areas.ts'
import type { Table } from './document.ts'

/** What suites, models and groups of cases are called for those who sign (data/documents/words.json). */
export const DocumentWords = z.strictObject({
  suites: z.record(z.string(), z.string()),
  models: z.record(z.string(), z.string()),
  groups: z.record(z.string(), z.string()),
})
export type DocumentWords = z.infer<typeof DocumentWords>

/** The suites whose name nobody has put into words. */
export const suitesWithoutWords = ({ suites }: KeptFigures, words: DocumentWords): string[] =>
  suites.flatMap(({ name }) => (words.suites[name] ? [] : [name]))

export function measuredTables(
  figures: KeptFigures,
  cards: readonly { path: string; text: string }[],
  words: DocumentWords,
): Record<string, Table> {
  return {
    mesures: measured(figures, words),
    'non-tenus': missed(figures, words),
    'modeles-entraines': trained(cards, words),
    lieux: places(figures, words),
    territoires: departements(figures),
    jumeaux: grouped(figures, words, 'twins', 'no unexplained difference', 'Ce qui diffère entre les deux personnes'),
    formes: grouped(figures, words, 'forms', 'same offers', 'Ce qui diffère entre les deux écritures'),
  }
}

const measured = (figures: KeptFigures, words: DocumentWords): Table => ({
  columns: ['Ce qui est mesuré', 'Valeur', 'Seuils tenus, manqués, non jugés', 'Suite'],
  rows: figures.suites.map((suite) => [
    words.suites[suite.name] ?? suite.name,
    mainSaid(suite, words),
    `${suite.gates.held}, ${suite.gates.failed}, ${suite.gates.skipped}`,
    suite.name,
  ]),
  from: 'evals/figures.json',
})

/** The primary measure of a suite; of one that is only told by group, the lowest and its group. */
function mainSaid({ primary, measures }: KeptFigures['suites'][number], words: DocumentWords): string {
  if (!primary) return '–'
  const named = measures.filter(({ name }) => name === primary || name.startsWith(`${primary} `))
  const whole = named.find(({ name, group }) => !group && (name === primary || name === `${primary} F1`))
  if (whole) return figureSaid(whole)
  const lowest = worstFirst(named.filter(({ name, value }) => value !== null && !/p\d+$/.test(name)))[0]
  if (!lowest) return '–'
  const group = lowest.group ? (words.groups[lowest.group] ?? lowest.group) : lowest.name
  return `${figureSaid(lowest)}, au plus bas\u00a0: ${group}`
}

function missed({ suites }: KeptFigures, words: DocumentWords): Table {
  const decimal = (said: string) => said.replace(/(\d)\.(\d)/g, '$1,$2')
  const rows = suites.flatMap(({ name, failed }) => failed.map((gate) => [words.suites[name] ?? name, decimal(gate)]))
  return {
    columns: ['Ce qui est mesuré', 'Seuil manqué à la dernière mesure (nom de la mesure dans le rapport)'],
    rows: rows.length > 0 ? rows : [['–', 'aucun']],
    from: 'evals/figures.json',
  }
}

/** What a card says in its own table (evals/training.ts writes it). */
function trained(cards: readonly { path: string; text: string }[], words: DocumentWords): Table {
  const cell = (text: string, name: string) => new RegExp(`^\\| ${name} \\| (.+) \\|$`, 'm').exec(text)?.[1] ?? '–'
  const messages = (said: string) => `${whole.format(Number(/^\d+/.exec(said)?.[0] ?? 0))} messages`
  return {
    columns: [
      'Ce que le modèle lit',
      'Appris sur',
      'Jamais appris, gardé pour mesurer',
      'Juste sur cette part',
      'Ce que donnerait toujours la même réponse',
      'Fiche',
    ],
    rows: cards.map(({ path, text }) => {
      const name = /^# The model `(.+)`$/m.exec(text)?.[1] ?? path
      const always = /^Always `(.+)` would be right ([01]?\.\d+) of the time/m.exec(text)
      const row =
        /^\| all the rest of the corpus: the model kept here \|(?: as typed \|)? (\d+) \| (\.\d+) \((\.\d+)–(\.\d+)\) \|/m
      const [, n, ...shares] = row.exec(text) ?? []
      const [value = null, low = null, high = null] = shares.map(Number)
      return [
        words.models[name] ?? name,
        messages(cell(text, 'trained on')),
        messages(cell(text, 'never trained on')),
        figureSaid({ name, unit: 'share', n: Number(n), value, low, high }),
        always ? `${percent.format(Number(always[2]))} («\u00a0${always[1]}\u00a0»)` : '–',
        path,
      ]
    }),
    from: 'evals/training.ts',
  }
}

function places(figures: KeptFigures, words: DocumentWords): Table {
  const kinds = ['prefecture', 'town above 20,000', 'village below 2,000']
  const said = (measure: string, group: string) => {
    const found = figureNamed(figures, `territory / ${measure} / ${group}`)
    return found ? figureSaid(found) : 'non mesuré'
  }
  return {
    columns: ['D’où l’on demande', 'Trouvent une offre à moins de 30 km', 'Part des options qui se suivent à distance'],
    rows: kinds.map((kind) => [words.groups[kind] ?? kind, said('answered within 30 km', kind), said('remote', kind)]),
    from: 'evals/suites/territory.ts',
  }
}

function departements(figures: KeptFigures): Table {
  const near = measuresOf(figures, 'territory', 'answered within 30 km').filter(({ group }) => DEPARTEMENTS[group!])
  return {
    columns: ['Département, le moins bon d’abord', 'Trouvent à moins de 30 km', 'Part à distance'],
    rows: worstFirst(near).map((one) => {
      const remote = figureNamed(figures, `territory / remote / ${one.group}`)
      return [`${one.group} ${DEPARTEMENTS[one.group!]}`, figureSaid(one), remote ? figureSaid(remote) : 'non mesuré']
    }),
    from: 'evals/suites/territory.ts',
  }
}

const grouped = (
  figures: KeptFigures,
  words: DocumentWords,
  suite: string,
  measure: string,
  column: string,
): Table => ({
  columns: [column, 'Paires de même réponse, la moins bonne case d’abord'],
  rows: worstFirst(measuresOf(figures, suite, measure)).map((one) => [
    words.groups[one.group!] ?? one.group!,
    figureSaid(one),
  ]),
  from: `evals/suites/${suite}.ts`,
})

const measuresOf = ({ suites }: KeptFigures, suite: string, measure: string): KeptMeasure[] =>
  (suites.find(({ name }) => name === suite)?.measures ?? []).filter(({ name, group }) => name === measure && group)

/** Of equal ones that which may be worse: the lower end of its interval. */
const worstFirst = (measures: readonly KeptMeasure[]): KeptMeasure[] =>
  measures.toSorted((one, other) => (one.value ?? 0) - (other.value ?? 0) || (one.low ?? 0) - (other.low ?? 0))

const percent = new Intl.NumberFormat('fr-FR', { style: 'percent', maximumFractionDigits: 1 })
const whole = new Intl.NumberFormat('fr-FR')
