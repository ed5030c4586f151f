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
  const named = (communes: readonly Commune[]) =>
    communes
      .slice(0, 5)
      .map(({ name, postcodes }) => `${name} ${postcodes[0] ?? ''}`.trim())
      .join(', ')
  if (found.kind === 'ambiguous') return { detail: words[locale].several(named(found.candidates)) }
  const near = places.misspelt(name)
  return { detail: near.length > 0 ? words[locale].misspelt(named(near)) : words[locale].unknown }
}

type Says = (choices: string) => string
const words: Record<Locale, { unknown: string; misspelt: Says; several: Says }> = {
  fr: {
    unknown: 'Commune inconnue : écrivez son nom, son code postal ou son code INSEE.',
    misspelt: (choices) => `Commune inconnue. Vouliez-vous dire : ${choices} ?`,
    several: (choices) => `Plusieurs communes portent ce nom. Précisez : ${choices}.`,
  },
  en: {
    unknown: 'Unknown town: write its name, its postcode or its INSEE code.',
    misspelt: (choices) => `Unknown town. Did you mean: ${choices}?`,
    several: (choices) => `Several towns bear this name. Choose: ${choices}.`,
  },
}
