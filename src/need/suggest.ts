import type { Locale } from '../../guardrails/finding.ts'
import { fold } from '../../guardrails/language/fold.ts'
import type { Referential } from '../occupations/referential.ts'
import { nameKey } from '../places/name-key.ts'
import type { Places } from '../places/places.ts'
import { allSubjects } from '../subjects/subject.ts'

/** What a field may be completed with. `value` is what to send: the code of a town or an occupation, the name of a subject. */
export type Suggested = 'occupation' | 'commune' | 'subject'
export interface Suggestion {
  value: string
  label: string
}

/** At most this many: more are not read. */
const mostSuggestions = 8

/** Completes a field from our own referentials, from two letters on: what begins with the words first, then what has a word that does. */
export function createSuggest({ places, referential }: { places: Places; referential: Referential }) {
  let occupations: Entry[] | undefined
  let communes: Entry[] | undefined
  const all: Record<Suggested, (locale: Locale) => Entry[]> = {
    occupation: () => (occupations ??= occupationEntries(referential)),
    commune: () => (communes ??= communeEntries(places)),
    subject: subjectEntries,
  }
  return (of: Suggested, typed: string, locale: Locale): Suggestion[] => {
    const key = of === 'commune' ? nameKey(typed) : fold(typed).trim()
    if (key.length < 2) return []
    const entries = all[of](locale)
    const first = entries.filter(({ keys }) => keys.some((one) => one.startsWith(key)))
    const rest = of === 'commune' ? [] : entries.filter(({ keys }) => keys.some((one) => one.includes(` ${key}`)))
    const found = new Map<string, Suggestion>()
    for (const { value, label } of [...first, ...rest]) if (!found.has(value)) found.set(value, { value, label })
    return [...found.values()].slice(0, mostSuggestions)
  }
}

interface Entry extends Suggestion {
  keys: string[]
}

/** Under the name that was begun, with both its genders: which of them was typed changes nothing. */
const occupationEntries = ({ codes, byCode }: Referential): Entry[] =>
  codes
    .flatMap((code) => byCode(code) ?? [])
    .flatMap(({ code, label, names }) =>
      [label, ...names].map((name) => ({
        value: code,
        label: name.charAt(0).toUpperCase() + name.slice(1),
        keys: name.split(' / ').map(fold),
      })),
    )

/** The most populated first; several of one name are told apart by their departement. */
const communeEntries = ({ communes }: Places): Entry[] =>
  [...communes]
    .sort((one, other) => other.population - one.population)
    .map(({ code, name, postcodes }) => ({
      value: code,
      label: `${name} (${code.slice(0, /^9[78]/.test(code) ? 3 : 2)})`,
      keys: [nameKey(name), ...postcodes],
    }))

const subjectEntries = (locale: Locale): Entry[] =>
  allSubjects
    .filter(({ group }) => !group)
    .map(({ label, names }) => ({
      value: label.fr,
      label: label[locale],
      keys: [label.fr, label.en, ...names].map(fold),
    }))
