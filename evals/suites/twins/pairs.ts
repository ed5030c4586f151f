import { createRandom, type Random } from '../../../src/catalogue/demonstration/random.ts'
import { writtenForms } from '../../../src/occupations/names.ts'
import type { Occupation } from '../../../src/occupations/occupation.ts'
import { bases, dossierTraits, messageTraits, neighbours, type Trait } from './traits.ts'

/** Two people with the same need, who differ only by what must not count. */
export interface TwinPair {
  id: string
  split: 'test'
  /** What differs, for the report: one trait, or several crossed. */
  traits: readonly string[]
  /** A difference that this may bring, and that is stated: the distance is from the person's commune. */
  explains?: 'distance'
  base: Person
  twin: Person
}

export interface Person {
  dossier: Readonly<Record<string, unknown>>
  text: string
}

/** Every trait alone on every base, then crossed by two to four; job names in both genders. Always the same pairs. */
export function generatePairs(occupations: readonly Occupation[]): TwinPair[] {
  const random = createRandom('evals/twins')
  const pairs = [...bases.flatMap((base) => aroundBase(base, random)), ...gendered(occupations, random)]
  return pairs.map((pair, at) => ({ id: `twin-${String(at + 1).padStart(4, '0')}`, split: 'test', ...pair }))
}

type Drawn = Omit<TwinPair, 'id' | 'split'>

function aroundBase(base: Person, random: Random): Drawn[] {
  const traits = [...dossierTraits, ...messageTraits]
  const alone = traits.map((trait) => pairOf(base, [trait], random))
  const crossed = Array.from({ length: crossedOnEach }, () => {
    const several = Array.from({ length: random.between(2, 4) }, () => random.pick(traits))
    return pairOf(base, [...new Map(several.map((trait) => [trait.name, trait])).values()], random)
  })
  return [...alone, ...crossed, ...neighbouring(base)]
}

const crossedOnEach = 36

function pairOf(base: Person, traits: readonly Trait[], random: Random): Drawn {
  const twin = traits.reduce<Person>((person, trait) => {
    if (trait.in === 'message') return { ...person, text: trait.say(person.text, random.pick(trait.values)) }
    return { ...person, dossier: { ...person.dossier, [trait.field]: random.pick(trait.values) } }
  }, base)
  return { traits: traits.map(({ name }) => name), base, twin }
}

/** Another postcode of the same town must change nothing; a town next door may change distances, and says so. */
function neighbouring(base: Person): Drawn[] {
  return neighbours
    .filter(({ commune }) => commune === base.dossier.commune)
    .flatMap(({ postcodes, nextDoor }): Drawn[] => {
      const { commune: _, ...elsewhere } = base.dossier
      const [first, second] = postcodes.map((codePostal) => ({ ...base, dossier: { ...elsewhere, codePostal } }))
      const moved = { ...base, dossier: { ...base.dossier, commune: nextDoor } }
      return [
        { traits: ['postcode of the same town'], base: first!, twin: second! },
        { traits: ['town next door'], explains: 'distance', base, twin: moved },
      ]
    })
}

/** "il veut devenir soudeur", "elle veut devenir soudeuse". */
function gendered(occupations: readonly Occupation[], random: Random): Drawn[] {
  const named = occupations.flatMap((occupation) =>
    occupation.names.map((name) => writtenForms(name)).filter((forms) => forms.length === 2 && forms[0] !== forms[1]),
  )
  return Array.from({ length: genderedPairs }, () => {
    const [masculine = '', feminine = ''] = random.pick(named).map((form) => form.toLowerCase())
    const dossier = random.pick(bases).dossier
    const say = random.pick(sayings)
    return {
      traits: ['gender of the job name'],
      base: { dossier, text: say('il', masculine) },
      twin: { dossier, text: say('elle', feminine) },
    }
  })
}

const genderedPairs = 180
const sayings: readonly ((pronoun: string, name: string) => string)[] = [
  (pronoun, name) => `${pronoun} veut devenir ${name}`,
  (_, name) => `formation de ${name}`,
  (pronoun, name) => `${pronoun} cherche une formation pour être ${name}, pas à distance`,
]
