import { fold } from '../../../guardrails/language/fold.ts'
import type { Offer } from '../../item.ts'
import type { Point } from '../../places/distance.ts'
import { type Sketch, sketchOf } from './sketch.ts'
import { readTitle, type Title } from './title.ts'

/** What is compared of an offer. An absent value is unknown: it agrees with nothing and contradicts nothing. */
export interface Traits {
  /** "partner/reference": names the offer in reasons and decisions. */
  source: string
  partner: string
  kind: Offer['kind']
  title: Title
  /** What partners declared to be one thing, when they did. */
  group?: string
  /** Codes by register: `rncp`, `rs`, `certifinfo`, `cfd`. */
  certification: Readonly<Record<string, string>>
  certificationLabel?: string
  level?: number
  occupations: readonly string[]
  provider: {
    /** National numbers of schools or training centres (UAI): some partners list those of several sites. */
    uais: readonly string[]
    siret?: string
    /** Words of the name that tell it from others: none in "Centre de formation d'apprentis". */
    name: readonly string[]
  }
  communes: readonly string[]
  points: readonly Point[]
  modality: Offer['modality']
  hours?: number
  starts: readonly string[]
  /** Of summary, objective and content; made when a title does not say enough. */
  texts: () => Sketch
}

export function traitsOf(offer: Offer): Traits {
  const { certification, declared, provider, partner, places } = offer
  const codes = { ...certification, ...declared }
  return {
    source: sourceOf(offer),
    partner: partner.name,
    kind: offer.kind,
    title: titleOf(offer),
    ...(declared?.group && { group: declared.group }),
    certification: Object.fromEntries(
      registers.flatMap((register) => {
        const code = codes[register]
        return code ? [[register, code.replace(/^\D+/, '')]] : []
      }),
    ),
    ...(certification && { certificationLabel: certification.label }),
    ...(certification?.level && { level: certification.level }),
    occupations: offer.occupations.map(({ code }) => code),
    provider: {
      ...(provider.siret && /[1-9]/.test(provider.siret) && { siret: provider.siret }),
      uais: declared?.uai ? declared.uai.split(',') : [],
      name: nameWords(
        provider.name,
        places.map(({ commune }) => commune.name),
      ),
    },
    communes: [...new Set(places.map(({ commune }) => commune.code))].sort(),
    points: places,
    modality: offer.modality,
    ...(offer.hours && { hours: offer.hours }),
    starts: [...new Set(offer.sessions.map(({ start }) => start))],
    texts: once(() => sketchOf([offer.summary, offer.objective, offer.content].join(' '))),
  }
}

export function sourceOf({ partner }: Pick<Offer, 'partner'>): string {
  return `${partner.name}/${partner.reference}`
}

/** Some partners append the town to the title, and to the name of who teaches. */
function titleOf({ title, places }: Offer): Title {
  const read = readTitle(title)
  const towns = new Set(places.flatMap(({ commune }) => fold(commune.name).split(/[^a-z]+/)))
  const words = read.words.filter((word) => !towns.has(word))
  return words.length > 0 ? { ...read, words } : read
}

/** Of an arrondissement of Paris, Lyon or Marseille: some partners write the arrondissement, others the city. */
export function cityOf(commune: string): string {
  if (commune.startsWith('751')) return '75056'
  if (commune.startsWith('6938')) return '69123'
  return /^132[01]/.test(commune) ? '13055' : commune
}

/** The words that tell one organisation from another, without its town. */
export function nameWords(name: string, towns: readonly string[]): string[] {
  const of = new Set(towns.flatMap((town) => fold(town).split(/[^a-z0-9]+/)))
  const words = fold(name)
    .split(/[^a-z0-9]+/)
    .map((word) => SPELLED[word] ?? word)
    .filter((word) => word.length > 1 || /\d/.test(word))
    .filter((word) => !COMMON_IN_NAMES.has(word))
  const distinct = [...new Set(words)]
  const told = distinct.filter((word) => !of.has(word))
  return told.length > 0 ? told : distinct
}

const registers = ['rncp', 'rs', 'certifinfo', 'cfd'] as const

const COMMON_IN_NAMES = new Set(
  (
    'centre centres ctre formation formations form apprentis apprenti apprentissage cfa organisme institut ecole lycee site antenne association ' +
    'sarl sas sa eurl de du des la le les et en aux au un une pour par sur the regional regionale'
  ).split(' '),
)

const SPELLED: Readonly<Record<string, string>> = {
  deux: '2',
  trois: '3',
  quatre: '4',
  saint: 'st',
  sainte: 'ste',
  '1': 'un',
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => {
    made ??= make()
    return made
  }
}
