import { monthNumber } from '../../guardrails/language/calendar-names.ts'
import { fold } from '../../guardrails/language/fold.ts'
import { meaningfulWords, words } from '../../guardrails/language/words.ts'
import type { Redacted } from '../../guardrails/redacted.ts'
import { type Item, isCertifying } from '../item.ts'
import type { Need } from './argument.ts'
import { atTheEnd, type Measure, measures, startOf } from './measures.ts'
import type { Option } from './option.ts'
import { plain } from './passages.ts'

/** The offers a message points at; all of them where it points at none; none where it points at one that is not there. `absent`: what is not there, in its words. */
export interface Meant {
  options: readonly Option[]
  by: 'pointing' | 'nothing' | 'absent'
  absent?: string
}

/**
 * "La B", "A et C", "la deuxième", "les deux premières", "la moins chère", "celle à distance", "celle de février", "celle du Greta", "l'autre"
 * point at some of the offers on the table. `last` are the items spoken of just before: "elle", "celle-là", and what "l'autre" is not; `earlier` are offers of the exchange that left the table, which their letter still names.
 */
export function optionsMeant(
  text: Redacted,
  options: readonly Option[],
  need: Need,
  { last = [], earlier = [] }: { last?: readonly string[]; earlier?: readonly Option[] } = {},
): Meant {
  const lettered = lettersIn(text)
  const folded = plain(text)
  const named = [...options, ...earlier].filter(({ letter }) => lettered.has(letter))
  const unknown = [...lettered].filter((letter) => !named.some((one) => one.letter === letter)).join(', ')
  if (named.length > 0) return { ...pointed(named), ...(unknown && { absent: unknown }) }
  if (unknown && options.length > 0) return { options: [], by: 'absent', absent: unknown }
  const placed = placesIn(folded, options.length)
  if (placed.length > 0) {
    const there = placed.flatMap((place) => options.at(place) ?? [])
    return there.length > 0 ? pointed(there) : { options: [], by: 'absent', absent: String(placed[0]! + 1) }
  }
  const row = asksInARow.test(folded) ? undefined : ends.find(({ says }) => says.test(folded))
  const atEnd = row ? atTheEnd(row.measure, row.end, options, need) : []
  if (atEnd.length > 0) return pointed(atEnd)
  if (demonstrative.test(folded)) {
    const described = descriptions.find(({ says }) => says.test(folded))
    const there = described ? options.filter(({ item }) => described.holds(item, need)) : []
    if (there.length > 0 && there.length < options.length) return pointed(there)
    const month = monthIn(folded)
    const then = month ? options.filter(({ item }) => Number(startOf(item, need)?.slice(5, 7)) === month) : []
    if (then.length > 0 && then.length < options.length) return pointed(then)
  }
  const spoken = ` ${wordsOnly(folded)} `
  const called = options.filter(({ item }) => namesOf(item).some((name) => spoken.includes(` ${name} `)))
  if (called.length > 0) return pointed(called)
  const before = options.filter(({ item }) => last.includes(item.id))
  if (before.length > 0 && before.length < options.length) {
    if (/\b(?:l autre|les autres|the others?)\b/.test(folded))
      return pointed(options.filter((one) => !before.includes(one)))
    if (before.length === 1 && goesOn.test(folded)) return pointed(before)
  }
  const absent = callsByName.exec(text)?.groups?.name?.trim()
  return absent ? { options: [], by: 'absent', absent } : { options, by: 'nothing' }
}

const pointed = (options: readonly Option[]): Meant => ({ options, by: 'pointing' })

/** A message without the end of a row that it points by: "la moins chère, elle est où ?" asks where, not at what price. */
export const withoutPointing = (text: string): string =>
  ends.reduce((left, { says }) => left.replace(says, ' '), plain(text))

/** Whether a message only points: "et la B ?", "pardon, la 2" ask again what was asked of another. */
export const onlyPoints = (text: Redacted): boolean =>
  /^\s*(?:et|pardon|pareil|idem|and|same)\b/.test(plain(text)) &&
  plain(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(pointingWords, ' ')
    .trim() === ''

const pointingWords =
  /\b(?:et|pardon|euh|pareil|idem|mais|que|pour|and|same|for|la|le|les|l|the|one|ones|celles?|celui|option|offre|formation|autres?|others?|[a-h]|[1-9]|une?|deux|trois|quatre|premiere?s?|deuxiemes?|seconde?s?|troisiemes?|quatriemes?|derniere?s?|first|second|third|last)\b/g

/** "Laquelle est la moins chère ?", "la plus courte ?", "les plus courtes d'abord": asks them all, side by side. */
export function asksForARow(text: Redacted): boolean {
  const folded = plain(text)
  const asks = asksInARow.test(folded) || saysOnlyAnEnd.test(folded)
  return (asks && ends.some(({ says }) => says.test(folded))) || firstInARow.test(folded)
}

const saysOnlyAnEnd = /^[^a-z]*(?:et |mais )?(?:l[ae]|the) [a-z]+(?: [a-z]+)?[^a-z]*$/

const firstInARow =
  /\bl[ae]s? (?:plus|moins) (?:court|long|cher|proche|pres|loin|tot|tard)\w* (?:d abord|en premier|first)|\b(?:par|by) (?:prix|date|duree|distance|price|length)\b/

const asksInARow = /\b(?:laquelle|lequel|lesquelles|lesquels|which|quelle est|c est quoi|c etait quoi)\b/

const ends: readonly { says: RegExp; measure: Measure; end: 'least' | 'most' }[] = [
  { says: /\bl[ae] moins cher|\bthe cheapest\b/, measure: 'cost', end: 'least' },
  { says: /\bl[ae] plus cher|\bthe dearest\b/, measure: 'cost', end: 'most' },
  {
    says: /\bl[ae] (?:plus (?:proche|pres)|moins (?:loin|eloigne))|\bthe (?:nearest|closest)\b/,
    measure: 'distance',
    end: 'least',
  },
  { says: /\bl[ae] plus (?:loin|eloigne)|\bthe furthest\b/, measure: 'distance', end: 'most' },
  { says: /\bl[ae] (?:plus court|moins long)|\bthe shortest\b/, measure: 'hours', end: 'least' },
  { says: /\bl[ae] (?:plus long|moins court)|\bthe longest\b/, measure: 'hours', end: 'most' },
  {
    says: /\b(?:qui (?:commence|demarre|debute) )?l[ae] plus tot|\b(?:commence|demarre|debute)\w* en premier|\bthe (?:soonest|earliest)\b|\b(?:starts?|begins?) first\b/,
    measure: 'start',
    end: 'least',
  },
  { says: /\b(?:qui (?:commence|demarre|debute) )?l[ae] plus tard|\bthe latest\b/, measure: 'start', end: 'most' },
]

const demonstrative = /\b(?:celles?|celui|ceux|l[ae]s? (?:formation|offre|option)s?|the ones?)\b/

const descriptions: readonly { says: RegExp; holds: (item: Item, need: Need) => boolean }[] = [
  { says: /\b(?:a distance|en ligne|distanciel|remote|online)\b/, holds: ({ modality }) => modality === 'remote' },
  { says: /\b(?:en presentiel|sur place|on site)\b/, holds: ({ modality }) => modality === 'onsite' },
  { says: /\b(?:mixte|hybride|mixed)\b/, holds: ({ modality }) => modality === 'mixed' },
  { says: /\ben alternance\b/, holds: ({ schedule }) => schedule === 'alternating' },
  { says: /\b(?:du soir|le soir|evening)\b/, holds: ({ schedule }) => schedule === 'evening' },
  { says: /\b(?:du|le) week end\b/, holds: ({ schedule }) => schedule === 'weekend' },
  { says: /\b(?:a temps partiel|part time)\b/, holds: ({ schedule }) => schedule === 'part-time' },
  { says: /\bgratuite?s?\b|\bfree\b/, holds: (item, need) => measures.cost(item, need) === 0 },
  {
    says: /\b(?:certifiante?s?|diplomante?s?|avec (?:le |un )?(?:titre|diplome))\b/,
    holds: (item) => isCertifying(item) === true,
  },
]

const monthIn = (folded: string): number | undefined => {
  const name = words(folded).find(({ text }) => monthNumber(text) > 0)?.text
  return name === undefined ? undefined : monthNumber(name)
}

/** "Elle", "celle-là": the one spoken of just before, and nobody else. */
const goesOn = /\b(?:celle (?:la|ci)|celui (?:la|ci)|cette (?:formation|offre|option)|elle|it|that one|this one)\b/

/** "Celle de Sète", "celle de l'Afpa": by a name that a capital shows. */
const callsByName =
  /\b(?:[Cc]elles?|[Cc]elui|[Cc]eux)\s+(?:de\s+la\s+|de\s+l['’]|d['’]|des\s+|du\s+|de\s+|à\s+|au\s+)(?<name>\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)*)/u

/** Places on screen, counted from 0: "la 2 et la 3", "1 vs 3", "les deux premières", "la dernière" (-1). */
function placesIn(folded: string, count: number): number[] {
  const several = /\b(deux|trois|2|3|two|three) (?:premieres?|premiers|first)\b|\bfirst (two|three)\b/.exec(folded)
  if (several) return [0, 1, 2].slice(0, /deux|2|two/.test(several[0]) ? 2 : 3)
  if (/\b(?:les|des) deux dernieres?\b/.test(folded)) return [count - 2, count - 1]
  if (/\b(?:la derniere|le dernier|the last one)\b/.test(folded)) return [-1]
  return ordinals.flatMap((ordinal, place) => (ordinal.test(folded) ? [place] : []))
}

/** Letters of offers: a capital that stands alone, or any letter after a word that leads to one. "A Laval" is a place, "permis B" a licence. */
function lettersIn(text: string): ReadonlySet<string> {
  const alone = [
    ...text.matchAll(
      /(?<![\p{L}\p{N}'’-]|(?:[Pp]ermis|[Ll]icence|[Nn]iveau|[Ll]evel|[Cc]at[eé]gorie|[Cc]lasse|[Gg]roupe|[Pp]lan)\s)([B-H]|A(?!\s+\p{Lu}\p{Ll}))(?![\p{L}\p{N}'’-])/gu,
    ),
  ]
  const led = [
    ...fold(text).matchAll(
      /\b(?:la|le|option|offre|formation|carte|et|ou) ([b-h])\b(?!['’-])|\b(?:la|option|offre) (a)\b(?! [a-z]+ [a-z]+e?r\b)/g,
    ),
  ]
  return new Set([...alone, ...led].map(([, one, other]) => (one ?? other ?? '').toUpperCase()))
}

const ordinals = [
  // "Laquelle commence en premier" asks when.
  '(?<!\\ben )(?:premiere?|1ere?)|the first|first (?:one|option)',
  'deuxieme|seconde|2e|2eme|second one|the second',
  'troisieme|3e|3eme|third',
  'quatrieme|4e|4eme|fourth',
  ...[5, 6, 7, 8, 9].map((place) => `${place}e|${place}eme`),
].map(
  (said, at) =>
    new RegExp(
      `\\b(?:${said}|(?:option|formation|offre|la|le|numero) ${cardinals(at + 1)}|${at + 1} (?:vs|versus|contre)|(?:vs|versus|contre) ${at + 1})\\b(?! (?:session|date|annee|etage|fois|jour|mois|semaine|heure|km|ans?|euros?|personne|premiere|derniere))`,
    ),
)

/** "La 2", "la deux": "la une" is no offer. */
function cardinals(value: number): string {
  const word = ['', '', 'deux', 'trois', 'quatre', 'cinq', 'six'][value]
  return word ? `(?:${value}|${word})` : String(value)
}

/** What may single an option out: its organisations, by the whole name or an unusual first word, and its towns. */
const namesOf = ({ provider, partners, places }: Item): string[] =>
  [
    ...[provider.name, ...partners.map(({ name }) => name)].flatMap((name) => [name, meaningfulWords(name)[0] ?? name]),
    ...places.map(({ commune }) => commune.name),
  ]
    .map((name) => wordsOnly(plain(name)))
    .filter((name) => name.length > 3 && !commonNames.has(name))

const wordsOnly = (folded: string): string => folded.replace(/[^a-z0-9]+/g, ' ').trim()

const commonNames = new Set(
  'centre formation formations institut ecole atelier ateliers maison relais campus'.split(' '),
)
