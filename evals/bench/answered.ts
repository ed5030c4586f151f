import { join } from 'node:path'
import type { CatalogueIndex } from '../../src/catalogue/catalogue-index.ts'
import { Criteria, noCriteria } from '../../src/criteria/criteria.ts'
import type { Item } from '../../src/item.ts'
import { reasonsToLeaveOut } from '../../src/options/filters.ts'
import { distanceKm } from '../../src/places/distance.ts'
import { type Expect, SaidCase } from '../said.ts'
import { type Grade, gradeOf, scoreSaid } from '../said-score.ts'
import { evaluationDay, type Stage } from '../stage.ts'
import { readJsonLines } from '../suites/jsonl.ts'
import { talkOn } from '../suites/said.ts'
import { announce, type Figure, printFigures } from './figures.ts'

/** What is asked of a catalogue: of its answers and options, in shares. */
export interface Bars {
  absurd: number
  right: number
  rightOrClose: number
  rightWhereHeld: number
  shownWhereNone: number
  actionable: number
}

const sets = join(import.meta.dirname, '../sets/needs')

/** The needs of the half that nobody reads, asked of a catalogue: what is shown, and what it holds that could have been. */
export async function printAnswered(
  title: string,
  { items, index, bars, stage }: { items: readonly Item[]; index: CatalogueIndex; bars: Bars; stage: Stage },
): Promise<boolean> {
  announce(`asking the scored needs of ${title}`)
  const cases = ['scored', 'W3-scored'].flatMap((file) => readJsonLines(join(sets, `${file}.jsonl`), SaidCase))
  const { talk, close } = await talkOn(stage, { index })
  const places = await stage.places()
  const answers: Grade[][] = []
  const held: boolean[] = []
  const fitting: boolean[] = []
  const none: boolean[] = []
  const shown: Item[] = []
  for (const one of cases) {
    const answered = await talk(one, 0)
    if ('refused' in answered) continue
    const { turn } = answered
    const grades = scoreSaid(one, answered).graded.map(({ grade }) => grade)
    if (grades.length > 0) answers.push(grades)
    shown.push(...turn.options.map(({ item }) => item))
    const { expect, say } = one
    if (!(expect.right?.codes?.length || expect.right?.words?.length) || !expect.outcome?.includes('options')) continue
    const code = expect.near === undefined ? turn.criteria.near?.code : expect.near
    const here = code ? places.byCode(code) : undefined
    const reach = expect.radiusKm ?? turn.criteria.radiusKm ?? USUAL_KM
    const isWithin = (item: Item) =>
      item.modality === 'remote'
        ? expect.modality !== 'onsite' && !expect.excludeModalities?.includes('remote')
        : here === undefined || item.places.some((place) => distanceKm(here, place) <= reach)
    const holding = items.filter((item) => isWithin(item) && gradeOf(item, expect, say) === 'right')
    if (holding.length > 0) held.push(grades.includes('right'))
    if (holding.some((item) => isAdmitted(item, expect))) fitting.push(grades.includes('right'))
    if (holding.length === 0)
      none.push(turn.outcome === 'options' && !grades.some((grade) => grade === 'right' || grade === 'close'))
  }
  close()
  const all = answers.flat()
  const share = <One>(those: readonly One[], holds: (one: One) => boolean) => ({
    n: those.length,
    value: those.filter(holds).length / Math.max(1, those.length),
  })
  const isBad = (grade: Grade) => grade === 'absurd' || grade === 'refused'
  const isNear = (grade: Grade) => grade === 'right' || grade === 'close'
  const figures: Figure[] = [
    {
      label: 'answers with an absurd or refused option',
      ...share(answers, (grades) => grades.some(isBad)),
      bar: { atMost: bars.absurd },
    },
    { label: 'options right', ...share(all, (grade) => grade === 'right'), bar: { atLeast: bars.right } },
    { label: 'options right or close', ...share(all, isNear), bar: { atLeast: bars.rightOrClose } },
    { label: 'a right one shown where it holds one', ...share(held, Boolean), bar: { atLeast: bars.rightWhereHeld } },
    { label: 'options shown where it holds none', ...share(none, Boolean), bar: { atMost: bars.shownWhereNone } },
    {
      label: 'options with place or remote, next date or entry, contact',
      ...share(shown, isActionable),
      bar: { atLeast: bars.actionable },
    },
  ]
  return printFigures(`Scored needs, asked of ${title} (${items.length.toLocaleString('en')} items)`, figures)
}

/** Whether it is of a kind that is asked, and open, and breaks nothing that the message says for sure: a diploma is no workshop, however its title is called. */
function isAdmitted(item: Item, { kinds, modality, ...expect }: Expect): boolean {
  const said = {
    ...noCriteria,
    kinds: kinds?.length ? kinds : ['training', 'skill', 'event'],
    excludeModalities: (expect.excludeModalities ?? []).filter((one) => one !== 'work-study'),
    modality: modality === 'work-study' ? undefined : modality,
    maxPrice: expect.maxPrice,
    maxHours: expect.maxHours,
    startAfter: expect.startAfter,
    startBefore: expect.startBefore,
    level: expect.level,
    certifying: expect.certifying,
  }
  const present = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null && value !== undefined))
  const nothing: ReadonlySet<string> = new Set()
  const circumstances = { today: evaluationDay, alreadyRefused: nothing, alreadyShown: nothing }
  return [...reasonsToLeaveOut(item, Criteria.parse(present), circumstances)].length === 0
}

/** As the product assumes where a message says nothing. */
const USUAL_KM = 30

function isActionable({ kind, modality, places, sessions, entry, contact }: Item): boolean {
  const where = modality === 'remote' || places.length > 0
  const when =
    entry !== undefined ||
    sessions.some(({ start, end }) => (kind === 'event' ? start : (end ?? start)) >= evaluationDay)
  return where && when && contact !== undefined
}
