import { createRandom, type Random } from '../../../src/catalogue/demonstration/random.ts'
import type { Profile } from '../../../src/need/profile.ts'
import links from './links.json' with { type: 'json' }

/** What must not be told by a field, of an invented person. */
export interface Hidden {
  sex: string
  origin: string
  territory: string
}

export interface Person {
  hidden: Hidden
  /** As a partner would send it, one entry for each field of the profile. */
  dossier: Readonly<Record<keyof Profile, Readonly<Record<string, unknown>>>>
  trade: string
  /** How the ROME codes of the trade begin. */
  domain: string
  /** What else the message says. */
  asks: string
}

/**
 * Invented people, whose fields follow from sex, origin and territory as links.json says, and from nothing else: its shares are ours, of the
 * order of those that public statistics give, so that what is told of a field is a consequence that anyone can compute again.
 * Its communes were drawn by lot on the mainland: above 100,000 inhabitants, from 5,000 to 100,000, below 2,000.
 */
export function inventPeople(count: number): Person[] {
  const random = createRandom('evals/profile')
  return Array.from({ length: count }, () => invent(random))
}

function invent(random: Random): Person {
  const hidden: Hidden = {
    sex: drawn(links.sex, random),
    origin: drawn(links.origin, random),
    territory: drawn(links.territory, random),
  }
  const job = () => random.pick(Object.entries(links.jobs[drawn(links.field[hidden.sex as 'woman' | 'man'], random) as keyof typeof links.jobs]))
  const [trade, domain] = job()
  const { origin, territory } = hidden
  return {
    hidden,
    trade,
    domain,
    asks: random.pick(['', '', ' à distance', ' qui mène à un diplôme']),
    dossier: {
      targetOccupation: { metierVise: trade },
      experience: { experiences: [{ metier: job()[0], duree: random.pick(['6 mois', '2 ans', '5 ans', '12 ans']) }] },
      level: { niveauFormation: drawn(links.level[origin as keyof typeof links.level], random) },
      skills: { competences: [random.pick(links.skills)] },
      languages: { langues: [{ langue: 'français', niveau: drawn(links.french[origin as keyof typeof links.french], random) }] },
      near: { commune: random.pick(links.communes[territory as keyof typeof links.communes]) },
      radiusKm: { mobiliteKm: Number(drawn(links.mobility[territory as keyof typeof links.mobility], random)) },
      availability: { disponibilite: { des: random.pick(['2026-12-01', '2027-02-01', '2027-06-01']) } },
      modality: { modalite: drawn(links.modality[territory as keyof typeof links.modality], random) },
      digitalEase: { aisanceNumerique: random.pick(['faible', 'moyenne', 'bonne']) },
      constraints: { contraintes: [random.pick(links.constraints)] },
    },
  }
}

function drawn(shares: Readonly<Record<string, number>>, random: Random): string {
  let left = random.between(0, 999) / 1000
  for (const [name, share] of Object.entries(shares)) {
    left -= share
    if (left < 0) return name
  }
  return Object.keys(shares).at(-1)!
}

/**
 * How much of a hidden trait a field tells: a guesser learns from one half of the people which trait goes with which value, and guesses the other
 * half. 0 is what who knows nothing but the commonest trait would reach, 1 is always right.
 */
export function toldBy(people: readonly Person[], field: keyof Profile, trait: keyof Hidden): { hits: number; of: number; base: number } {
  const half = Math.floor(people.length / 2)
  const [learning, guessed] = [people.slice(0, half), people.slice(half)]
  const commonest = mostly(learning.map(({ hidden }) => hidden[trait]))
  const byValue = Map.groupBy(learning, ({ dossier }) => JSON.stringify(dossier[field]))
  const guess = (person: Person) => {
    const alike = byValue.get(JSON.stringify(person.dossier[field]))
    return alike ? mostly(alike.map(({ hidden }) => hidden[trait])) : commonest
  }
  return {
    hits: guessed.filter((person) => guess(person) === person.hidden[trait]).length,
    of: guessed.length,
    base: guessed.filter(({ hidden }) => hidden[trait] === commonest).length,
  }
}

const mostly = (values: readonly string[]): string =>
  [...Map.groupBy(values, (value) => value)].sort(([, one], [, other]) => other.length - one.length)[0]![0]
