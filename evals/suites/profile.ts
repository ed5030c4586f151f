import type { Profile } from '../../src/need/profile.ts'
import { profileFields } from '../../src/need/profile-fields.ts'
import type { Turn } from '../../src/record/turn.ts'
import { shareOf } from '../scorer.ts'
import { wilson } from '../statistics.ts'
import { defineSuite, type EvalCase } from '../suite.ts'
import { askOnce } from './ask-once.ts'
import { type Hidden, inventPeople, type Person, toldBy } from './profile/people.ts'

interface Case extends EvalCase {
  field: keyof Profile
  person: Person
}
interface Output {
  with: Turn
  without: Turn
}

const peopleEach = 60
/** Enough that a share of a twentieth is told from none. */
const guessed = 4000
/** A field stays where it changes so many answers rightly, and tells no more than that of a trait that it is not about. */
const leastGain = 0.05
const mostTold = 0.6
const traits: readonly (keyof Hidden)[] = ['sex', 'origin', 'territory']

/** Earned data: what each field of the dossier changes for the better, and what it would tell a guesser of sex, origin and territory. */
export const profileSuite = defineSuite<Case, Output>({
  name: 'profile',
  about: 'Invented dossiers, each field alone: whether the answer changes rightly by it, and how much it tells of sex, origin and territory.',
  async prepare({ stage, target }) {
    if (target) return { skipped: 'compares answers under one ledger, in this process.' }
    const { assistant, close } = await stage.assistant({ newSeed: () => 'profile' })
    const people = inventPeople(peopleEach)
    return {
      cases: profileFields.flatMap(({ field }) =>
        people.map((person, at): Case => ({ id: `${field}-${at + 1}`, split: 'test', field, person })),
      ),
      async task({ field, person }) {
        const text = field === 'targetOccupation' ? 'une formation' : `une formation de ${person.trade}${person.asks}`
        return { with: await askOnce(assistant, person.dossier[field], text), without: await askOnce(assistant, {}, text) }
      },
      close,
    }
  },
  scorers: [
    shareOf(
      { name: 'gain', about: 'Answers that the field changes rightly: a search that obeys it, or an argument that rests on it.' },
      ({ field }, output) => {
        const hit = { hits: Number(isGain(field, output)), of: 1 }
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

/** A search that is narrowed to what holds, or an argument for, against or open that names the field. */
function isGain(field: keyof Profile, { with: one, without }: Output): boolean {
  const argues = one.options.some(({ claims }) =>
    claims.some(({ evidence }) => evidence.some(({ source, field: at }) => source === 'profile' && at.startsWith(`/${field}`))),
  )
  const obeyed = JSON.stringify(one.criteria) !== JSON.stringify(without.criteria)
  return argues || (obeyed && (one.options.length > 0 || one.outcome === 'not-enough'))
}
