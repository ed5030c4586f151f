import type { Profile } from '../../src/need/profile.ts'
import { leastGain, mostTold, profileFields } from '../../src/need/profile-fields.ts'
import { defaultRadiusKm } from '../../src/criteria/default-radius-km.ts'
import type { Item } from '../../src/item.ts'
import type { Evidence } from '../../src/options/option.ts'
import { distanceKm, type Point } from '../../src/places/distance.ts'
import type { Turn } from '../../src/record/turn.ts'
import { shareOf } from '../scorer.ts'
import { wilson } from '../statistics.ts'
import { defineSuite, type EvalCase } from '../suite.ts'
import { askOnce } from './ask-once.ts'
import { type Hidden, inventPeople, type Person, toldBy } from './profile/people.ts'

interface Case extends EvalCase {
  field: keyof Profile
  person: Person
  /** Where the person lives. */
  home: Point
}
interface Output {
  with: Turn
  without: Turn
}

const peopleEach = 100
/** Enough that a share of a twentieth is told from none. */
const guessed = 4000
const traits: readonly (keyof Hidden)[] = ['sex', 'origin', 'territory']

/** Earned data: what each field of the dossier changes for the better, and what it would tell a guesser of sex, origin and territory. */
export const profileSuite = defineSuite<Case, Output>({
  name: 'profile',
  provenance: {
    written: 'invented people by stated links (evals/suites/profile/links.json).',
    how: 'generated',
    graded: 'by rule',
  },
  about: 'Invented dossiers, each field alone: whether the answer changes rightly by it, and how much it tells of sex, origin and territory.',
  async prepare({ stage, target }) {
    if (target) return { skipped: 'compares answers under one ledger, in this process.' }
    const { byCode } = await stage.places()
    const { assistant, close } = await stage.assistant({ newSeed: () => 'profile' })
    const people = inventPeople(peopleEach)
    return {
      cases: profileFields.flatMap(({ field }) =>
        people.map((person, at): Case => {
          const home = byCode(String(person.dossier.near.commune))!
          return { id: `${field}-${at + 1}`, split: 'test', field, person, home }
        }),
      ),
      async task({ field, person }) {
        const text = field === 'targetOccupation' ? 'une formation' : `une formation de ${person.trade}${person.asks}`
        // How far one can travel says nothing without from where.
        const beside = field === 'radiusKm' ? person.dossier.near : {}
        return {
          with: await askOnce(assistant, { ...beside, ...person.dossier[field] }, text),
          without: await askOnce(assistant, beside, text),
        }
      },
      close,
    }
  },
  scorers: [
    shareOf(
      {
        name: 'gain',
        about: 'Answers that the field changes rightly: options that do not hold for the person are fewer (or as few, and more hold), or an argument rests on it.',
      },
      (one, output) => {
        const { field } = one
        const hit = { hits: Number(isGain(one, output)), of: 1 }
        return { '': hit, [field]: hit }
      },
    ),
  ],
  whole() {
    const people = inventPeople(guessed)
    return profileFields.flatMap(({ field }) =>
      traits.map((trait) => {
        const { hits, of, base } = toldBy(people, field, trait)
        // Of what who knows nothing gets wrong, how much the field makes right.
        const known = Math.max(0, hits - base)
        return { name: `${trait} told`, group: field, unit: 'share' as const, better: 'lower' as const, n: of - base, ...wilson(known, of - base) }
      }),
    )
  },
  gates: [
    ...profileFields.map(({ field }) => ({ measure: 'gain', group: field, comparison: 'at least' as const, bar: leastGain })),
    ...profileFields.flatMap(({ field }) =>
      traits
        // A commune is a territory: it serves the distance alone.
        .filter((trait) => !(field === 'near' && trait === 'territory'))
        .map((trait) => ({ measure: `${trait} told`, group: field, comparison: 'at most' as const, bar: mostTold })),
    ),
  ],
  show: ({ field, person }, { with: one, without }) =>
    `${field} ${JSON.stringify(person.dossier[field])}: ${one.options.length} options, ${without.options.length} without`,
})

/** By what the options are, for fields that search; by what is said of them, for those that only argue. */
function isGain(one: Case, { with: told, without }: Output): boolean {
  const holds = holding[one.field]
  if (!holds) {
    const restsOnIt = (evidence: Evidence) =>
      evidence.source === 'profile'
        ? evidence.field.startsWith(`/${one.field}`)
        : evidence.source === 'criteria' && evidence.field === `/${one.field}` && isFromProfile(told, one.field)
    return told.options.some(({ claims }) => claims.some(({ evidence }) => evidence.some(restsOnIt)))
  }
  const right = ({ options }: Turn) => options.filter(({ item }) => holds(item, one)).length
  const wrong = (turn: Turn) => turn.options.length - right(turn)
  return wrong(told) < wrong(without) || (wrong(told) === wrong(without) && right(told) > right(without))
}

const isFromProfile = ({ criteria }: Turn, field: string): boolean =>
  criteria.read.some(({ criterion, from }) => criterion === field && from === 'profile')

/** Whether an offer suits what the dossier says, judged from the record and from who was invented, not by the code that selects. */
const holding: Partial<Record<keyof Profile, (item: Item, one: Case) => boolean>> = {
  targetOccupation: ({ occupations }, { person }) => occupations.some(({ code }) => code.startsWith(person.domain)),
  near: (item, { home }) => isWithin(item, home, defaultRadiusKm),
  radiusKm: (item, { home, person }) => isWithin(item, home, Number(person.dossier.radiusKm.mobiliteKm)),
  availability({ sessions, entry }, { person }) {
    const { des } = person.dossier.availability.disponibilite as { des: string }
    return entry !== undefined || sessions.length === 0 || sessions.some(({ start }) => start >= des)
  },
}

const isWithin = ({ modality, places }: Item, home: Point, km: number): boolean =>
  modality === 'remote' || places.some((place) => distanceKm(home, place) <= km + 0.5)
