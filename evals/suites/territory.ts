import seats from '../../data/catalogue/seats.json' with { type: 'json' }
import { createRandom } from '../../src/catalogue/demonstration/random.ts'
import type { Commune } from '../../src/places/commune.ts'
import type { Turn } from '../../src/record/turn.ts'
import { shareOf } from '../scorer.ts'
import { defineSuite, type EvalCase } from '../suite.ts'
import { askOnce } from './ask-once.ts'

interface Asked extends EvalCase {
  text: string
  departement: string
  place: 'prefecture' | 'town above 20,000' | 'village below 2,000'
}

/** Asked everywhere: what is taught nearly everywhere, in five domains of work. */
const trades = ['aide-soignant', 'maçon', 'cuisinier', 'comptable', 'conducteur routier']

/** What a person finds nearby, by where that person lives: the same five needs from every department seat, and one from a larger town and two villages of each. */
export const territorySuite = defineSuite<Asked, Turn>({
  name: 'territory',
  provenance: {
    written: 'five trades from department seats, towns and villages drawn by a seed.',
    how: 'generated',
    graded: 'by rule',
  },
  about: 'Five everyday trades asked from every department: whether an offer answers within 30 km, and how many are remote.',
  async prepare({ stage, target }) {
    const { communes, byCode } = await stage.places()
    const cases = casesOf(communes, (code) => byCode(code)!)
    if (target) return { cases, task: async ({ text }) => (await target.ask(text)).turn }
    const { assistant, close } = await stage.assistant({ newSeed: () => 'territory' })
    return { cases, task: ({ text }) => askOnce(assistant, {}, text), close }
  },
  scorers: [
    shareOf(
      { name: 'answered within 30 km', about: 'Needs for which one option at least is held on site within 30 km.' },
      ({ departement, place }, { options }) => {
        const near = options.filter(({ item }) => item.distanceKm !== null && item.distanceKm !== undefined && item.distanceKm <= 30)
        const hit = { hits: Number(near.length > 0), of: 1 }
        return { '': hit, [place]: hit, [departement]: hit }
      },
    ),
    shareOf(
      { name: 'remote', about: 'Options that are followed at a distance.' },
      ({ departement, place }, { options }) => {
        const share = { hits: options.filter(({ item }) => item.modality === 'remote').length, of: options.length }
        return { '': share, [place]: share, [departement]: share }
      },
    ),
  ],
  gates: [
    { measure: 'answered within 30 km', group: 'prefecture', comparison: 'at least', bar: 0.8, fewest: 400 },
    { measure: 'answered within 30 km', group: 'village below 2,000', comparison: 'at least', bar: 0.4, fewest: 150 },
  ],
  show: ({ text }, { outcome, options }) => `${text}: ${outcome}, ${options.map(({ item }) => `${item.title} ${item.distanceKm ?? 'remote'}`).join(' | ')}`,
})

function casesOf(communes: readonly Commune[], byCode: (code: string) => Commune): Asked[] {
  const random = createRandom('evals/territory')
  return seats.flatMap((code) => {
    const seat = byCode(code)
    const around = communes.filter((one) => one.departement === seat.departement && one.code !== seat.code && one.parent === undefined)
    const larger = around.filter(({ population }) => population > 20_000)
    const villages = around.filter(({ population }) => population < 2000 && population > 200)
    const asked = (town: Commune, trade: string, place: Asked['place']): Asked => ({
      id: `${town.code} ${trade}`,
      split: 'test',
      text: `formation de ${trade} autour de ${town.name} (${seat.departement})`,
      departement: seat.departement,
      place,
    })
    return [
      ...trades.map((trade) => asked(seat, trade, 'prefecture')),
      ...(larger.length > 0 ? [asked(random.pick(larger), random.pick(trades), 'town above 20,000')] : []),
      ...(villages.length > 0
        ? [asked(random.pick(villages), random.pick(trades), 'village below 2,000'), asked(random.pick(villages), random.pick(trades), 'village below 2,000')]
        : []),
    ]
  })
}
