import type { Locale } from '../../guardrails/finding.ts'
import type { Commune } from '../places/commune.ts'
import type { Places } from '../places/places.ts'

/**
 * The commune that a person typed alone in a field: a name, a name and a postcode ("Saint-Denis 93200"), or a code alone, which is an INSEE
 * code before it is a postcode. When it is not one commune, what to type instead.
 */
export function communeAsked(typed: string, places: Places, locale: Locale): { commune: Commune } | { detail: string } {
  const [, name = '', code = ''] = /^\s*(.*?)[\s,(]*(\d[\dabAB]\d{0,3})?\)?\s*$/.exec(typed) ?? []
  const exact = code.length === 5 ? places.byCode(code) : undefined
  if (exact && (name === '' || places.find(name).includes(exact))) return { commune: exact }
  if (name === '') {
    const [largest] = places.byPostcode(code)
    return largest ? { commune: largest } : { detail: words[locale].unknown }
  }
  const found = places.resolve(name, code.length === 5 ? { postcode: code } : code ? { departement: code } : undefined)
  if (found.kind === 'found') return { commune: found.commune }
  if (found.kind === 'unknown') return { detail: words[locale].unknown }
  const choices = found.candidates.slice(0, 5).map(({ name, postcodes }) => `${name} ${postcodes[0] ?? ''}`.trim())
  return { detail: words[locale].several(choices.join(', ')) }
}

const words: Record<Locale, { unknown: string; several: (choices: string) => string }> = {
  fr: {
    unknown: 'Commune inconnue : écrivez son nom, son code postal ou son code INSEE.',
    several: (choices) => `Plusieurs communes portent ce nom. Précisez : ${choices}.`,
  },
  en: {
    unknown: 'Unknown town: write its name, its postcode or its INSEE code.',
    several: (choices) => `Several towns bear this name. Choose: ${choices}.`,
  },
}
