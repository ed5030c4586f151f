import { meaningfulWords } from '../../guardrails/language/words.ts'
import type { Redacted } from '../../guardrails/redacted.ts'
import type { Item } from '../item.ts'
import type { Option } from './option.ts'
import { plain } from './passages.ts'

/** "La B", "A et C", "la deuxième", "la 2", "celle du Greta", "celle à Lille" mean some of the options; otherwise all are meant. */
export function optionsMeant(text: Redacted, options: readonly Option[]): readonly Option[] {
  const lettered = lettersIn(text)
  const named = options.filter(({ letter }) => lettered.has(letter))
  if (named.length > 0) return named
  const folded = plain(text)
  const several = /\b(deux|trois|2|3|two|three|first) (?:premieres?|premiers|first|two|three)\b/.exec(folded)
  if (several) return options.slice(0, /deux|2|two/.test(several[0]) ? 2 : 3)
  if (/\b(?:la derniere|le dernier|the last one)\b/.test(folded)) return options.slice(-1)
  const placed = options.filter((_, index) => ordinals[index]?.test(folded))
  if (placed.length > 0) return placed
  const spoken = ` ${wordsOnly(folded)} `
  const called = options.filter(({ item }) => namesOf(item).some((name) => spoken.includes(` ${name} `)))
  return called.length > 0 ? called : options
}

/** Letters of offers: a capital that stands alone, or any letter after a word that leads to one. "A Laval" is a place. */
function lettersIn(text: string): ReadonlySet<string> {
  const alone = [...text.matchAll(/(?<![\p{L}\p{N}'’-])([B-H]|A(?!\s+\p{Lu}\p{Ll}))(?![\p{L}\p{N}'’-])/gu)]
  const led = [
    ...plain(text).matchAll(
      /\b(?:la|le|option|offre|formation|carte|et|ou) ([b-h])\b|\b(?:la|option|offre) (a)\b(?! [a-z]+ [a-z]+e?r\b)/g,
    ),
  ]
  return new Set([...alone, ...led].map(([, one, other]) => (one ?? other ?? '').toUpperCase()))
}

const ordinals = [
  'premiere?|1ere?|first',
  'deuxieme|seconde?|2e|2eme|second',
  'troisieme|3e|3eme|third',
  'quatrieme|4e|4eme|fourth',
].map(
  (said, place) =>
    new RegExp(
      `\\b(?:${said}|(?:option|formation|offre|la|le|numero) ${place + 1})\\b(?! (?:session|date|annee|etage))`,
    ),
)

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
