import type { Vocabulary } from '../catalogue/vocabulary.ts'
import { isOneSlipFrom } from '../catalogue/vocabulary.ts'
import type { OccupationRef } from '../need/criteria.ts'
import { writtenForms } from '../occupations/names.ts'
import type { Referential } from '../occupations/referential.ts'
import { fold, words } from '../occupations/words.ts'
import type { Subject } from './subject.ts'

/** A word that the catalogue never says, and those it or the names of occupations say that are one slip of the keyboard away. */
export interface Unsaid {
  said: string
  spellings: readonly string[]
}

/** What may have been meant where nothing answers: to be asked, never searched in its place. */
export function createDoubts(referential: Referential) {
  let named: Map<string, string> | undefined

  function namesLike(folded: string): string[] {
    named ??= wordsOfNames(referential)
    return [...named].flatMap(([other, printed]) => (isOneSlipFrom(folded, other) ? [printed] : []))
  }

  return {
    unsaid: (subject: Subject, vocabulary: Vocabulary): Unsaid[] =>
      subject.flatMap(({ said, known }) => {
        if (known) return []
        const folded = fold(said)
        const spellings = [...new Set([...vocabulary.spellings(folded), ...namesLike(folded)])].slice(0, mostSpellings)
        return spellings.length > 0 ? [{ said, spellings }] : []
      }),
    /** Occupations that the words are nearest to, though not surely; none where something is named. */
    meant: (topic: string, subject: Subject): OccupationRef[] =>
      (subject.some(({ named }) => named) ? [] : referential.nearest(topic, mostMeant))
        .filter(({ similarity }) => similarity >= PERHAPS)
        .map(({ occupation: { code, label } }) => ({ code, label })),
  }
}

const mostSpellings = 3
const mostMeant = 3
/** Below, words that were never about an occupation look like one. */
const PERHAPS = 0.25

/** Every word of a name, folded, with the word as the referential writes it. */
function wordsOfNames({ codes, byCode }: Referential): Map<string, string> {
  const found = new Map<string, string>()
  for (const code of codes) {
    const { label, names } = byCode(code)!
    for (const form of [label, ...names].flatMap(writtenForms)) {
      for (const { text, start, end } of words(form)) {
        if (!found.has(text)) found.set(text, form.slice(start, end).toLowerCase())
      }
    }
  }
  return found
}
