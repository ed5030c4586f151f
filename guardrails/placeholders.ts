import type { Locale, PersonalType } from './finding.ts'
import { personal } from './findings/findings.ts'
import type { PersonalRoom } from './findings/room.ts'
import { fold } from './normalise.ts'
import { placeholderSource } from './placeholder-shape.ts'

/**
 * The names that stand for what was masked in one conversation: "[PERSONNE_1]" stays the same person from the first
 * message to the last. The map from placeholder to value lives in memory only; what may be kept of it is sealed.
 */
export interface Placeholders {
  /** The placeholder of a value, the same for every spelling of the same person or number. */
  name(type: PersonalType, value: string, locale: Locale): string
  /** Numbers already used elsewhere in `text` are not given again. */
  reserve(text: string): void
  /** Notes that `redacted` stands for `original`, for an exact way back when one person was written in two ways. */
  remember(redacted: string, original: string): void
  /** Puts the values back, for the eyes of the one who typed them. */
  restore(text: string): string
  /** The highest number given per label, e.g. { PERSONNE: 2 }. */
  highest(): Record<string, number>
  /** What was given, widened or met since the start, to be kept as it is now. */
  changed(): KnownPlaceholder[]
}

/** A placeholder as it may be kept: `words` are the sealed words of a name, or one sealed number; none for a placeholder only met in a text. */
export interface KnownPlaceholder {
  label: string
  number: number
  words: readonly string[]
}

const knownLabels = new Set(Object.values(personal).flatMap(({ label }) => [label.fr, label.en]))
const placeholderShape = new RegExp(placeholderSource, 'g')

export interface PlaceholderOptions {
  /** Continues the numbering of an earlier process: { PERSONNE: 2 } makes the next one [PERSONNE_3]. */
  startAbove?: Record<string, number>
  /** What was kept of this conversation; a later entry of a placeholder replaces an earlier one. */
  known?: readonly KnownPlaceholder[]
  /** Makes of a word what may be kept of it: the same each time, and nothing that leads back to the word. */
  seal?: (word: string) => string
}

export function createPlaceholders(options: PlaceholderOptions = {}): Placeholders {
  const { startAbove = {}, known = [], seal = (word) => word } = options
  const last = new Map<string, number>(Object.entries(startAbove))
  const byKey = new Map<string, string>()
  /** By each word of their names: a long text names many. */
  const people = new Map<string, Set<Named>>()
  const values = new Map<string, string>()
  const originals = new Map<string, string>()
  const changes = new Map<string, KnownPlaceholder>()

  for (const { label, number, words } of new Map(known.map((one) => [placeholderOf(one), one])).values()) {
    last.set(label, Math.max(last.get(label) ?? 0, number))
    if (words.length === 0) continue
    if (peopleLabels.has(label)) know({ label, number, words: new Set(words) })
    else byKey.set(`${label} ${words[0]}`, placeholderOf({ label, number }))
  }

  function know(person: Named): void {
    for (const word of person.words) {
      const key = `${person.label} ${word}`
      people.set(key, (people.get(key) ?? new Set()).add(person))
    }
  }

  function note(label: string, number: number, words: Iterable<string>): string {
    const placeholder = placeholderOf({ label, number })
    changes.set(placeholder, { label, number, words: [...words].sort() })
    return placeholder
  }

  function next(label: string, words: Iterable<string>): { number: number; placeholder: string } {
    const number = (last.get(label) ?? 0) + 1
    last.set(label, number)
    return { number, placeholder: note(label, number, words) }
  }

  function namePerson(label: string, value: string): string {
    const words = new Set(wordsOf(value).map(seal))
    const near = new Set([...words].flatMap((word) => [...(people.get(`${label} ${word}`) ?? [])]))
    const same = [...near].filter((person) => alike(person.words, words))
    const exact = same.find((person) => person.words.size === words.size)
    const person = exact ?? (same.length === 1 ? same[0] : undefined)
    if (!person) {
      const { number, placeholder } = next(label, words)
      know({ label, number, words })
      return placeholder
    }
    if (words.size <= person.words.size) return placeholderOf(person)
    person.words = words
    know(person)
    values.delete(placeholderOf(person))
    return note(label, person.number, words)
  }

  /** The longest way a person was named is what is put back. */
  const noted = (placeholder: string, value: string): string => {
    if (!values.has(placeholder)) values.set(placeholder, value)
    return placeholder
  }

  return {
    name(type, value, locale) {
      const label = personal[type].label[locale]
      if (keyBy(type) === 'words') return noted(namePerson(label, value), value)
      const sealed = seal(keyOf(type, value))
      const key = `${label} ${sealed}`
      const placeholder = byKey.get(key) ?? next(label, [sealed]).placeholder
      byKey.set(key, placeholder)
      return noted(placeholder, value)
    },
    reserve(text) {
      for (const [label, number] of Object.entries(highestPlaceholders([text]))) {
        if (number <= (last.get(label) ?? 0)) continue
        last.set(label, number)
        note(label, number, [])
      }
    },
    remember(redactedText, original) {
      originals.set(redactedText, original)
    },
    restore(text) {
      const original = originals.get(text)
      if (original !== undefined || !text.includes('[')) return original ?? text
      return text.replace(placeholderShape, (placeholder) => values.get(placeholder) ?? placeholder)
    },
    highest: () => Object.fromEntries(last),
    changed: () => [...changes.values()],
  }
}

/** Somebody who was named, by the sealed words of the longest way it was done. */
interface Named {
  label: string
  number: number
  words: ReadonlySet<string>
}

const peopleLabels: ReadonlySet<string> = new Set(
  Object.values<PersonalRoom>(personal).flatMap(({ label, key }) => (key === 'words' ? [label.fr, label.en] : [])),
)

const placeholderOf = ({ label, number }: Pick<KnownPlaceholder, 'label' | 'number'>): string => `[${label}_${number}]`

/** The highest number per label found in stored texts, to go on above them after a restart. */
export function highestPlaceholders(texts: Iterable<string>): Record<string, number> {
  const highest: Record<string, number> = {}
  for (const text of texts) {
    if (!text.includes('[')) continue
    for (const [, label, digits] of text.matchAll(placeholderShape)) {
      if (!knownLabels.has(label!)) continue
      const number = Number(digits)
      if (number > (highest[label!] ?? 0)) highest[label!] = number
    }
  }
  return highest
}

/** Where the placeholders stand in a text. */
export function placeholderSpans(text: string): { start: number; end: number }[] {
  if (!text.includes('[')) return []
  const spans: { start: number; end: number }[] = []
  for (const match of text.matchAll(placeholderShape)) {
    if (knownLabels.has(match[1]!)) spans.push({ start: match.index, end: match.index + match[0].length })
  }
  return spans
}

const wordsOf = (value: string): string[] => fold(value).plain.match(/[\p{L}\p{N}]+/gu) ?? [value]

function alike(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [fewer, more] = one.size <= other.size ? [one, other] : [other, one]
  for (const word of fewer) if (!more.has(word)) return false
  return true
}

/** How two writings of one value are told to be the same. */
const keyBy = (type: PersonalType): PersonalRoom['key'] => (personal[type] as PersonalRoom).key

function keyOf(type: PersonalType, value: string): string {
  const by = keyBy(type)
  const { plain } = fold(value)
  return (typeof by === 'function' ? by(plain) : plain.replace(/[^\p{L}\p{N}]+/gu, '')) || value
}
