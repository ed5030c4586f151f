import { canonicalWords, isStopWord } from '../../guardrails/language/words.ts'
import fields from './fields.json' with { type: 'json' }
import type { Referential } from './referential.ts'

/**
 * The field of work that a text names and nothing else, as ROME codes or what they begin with: "dans le bâtiment" gives F, "la vente" the
 * codes of shops and sales. Empty where it names none, or part of one ("vente de voitures"): then its words alone tell.
 */
export const fieldOf = (text: string): readonly string[] => byName.get(nameOf(text)) ?? []

/** A field that a vague wish may be opened with: what it is called, and its codes or what they begin with. */
export interface OpenField {
  name: string
  label: { fr: string; en: string }
  codes: readonly string[]
}

export const openFields: readonly OpenField[] = fields.flatMap(({ said, codes, opens }) =>
  opens ? [{ name: said[0]!, label: opens, codes }] : [],
)

const nameOf = (text: string): string =>
  canonicalWords(text)
    .map(({ text: word }) => word)
    .filter((word) => !isStopWord(word) && !unsaid.has(word))
    .join(' ')

/** Says that it is a field, and not which. */
const unsaid = new Set(['domaine', 'metier', 'milieu', 'monde', 'poste', 'secteur', 'nouveau', 'travail'])

const byName: ReadonlyMap<string, readonly string[]> = new Map(
  fields.flatMap(({ said, codes }) => said.map((name) => [nameOf(name), codes] as const)),
)

/** Whether words name a field of work, or hold the name of a trade. */
export const holdsTrade = (said: string, referential: Referential): boolean =>
  fieldOf(said).length > 0 || referential.match(said).length > 0

/** Whether words name a field or a trade, or tell of one's work, by a share of the words of an occupation. */
export const tellsOfWork = (said: string, referential: Referential): boolean =>
  holdsTrade(said, referential) || (referential.nearest(said, 1)[0]?.similarity ?? 0) >= TELLS

/** How much of an occupation's words tell of work at all. */
const TELLS = 0.3

/** Whether words name a trade or a field of work, and not only something of a life: "restauration", "soudure", not "convalescence". */
export const namesTrade = (said: string, referential: Referential): boolean =>
  fieldOf(said).length > 0 ||
  referential.match(said).some(({ start, end }) => end - start >= said.trim().length * WHOLE_NAME)

/** How much of the words the name of a trade must be, adjectives aside. */
const WHOLE_NAME = 0.6
