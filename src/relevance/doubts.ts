import { fold } from '../../guardrails/language/fold.ts'
import { words } from '../../guardrails/language/words.ts'
import type { Vocabulary } from '../catalogue/vocabulary.ts'
import { isOneSlipFrom } from '../catalogue/vocabulary.ts'
import type { OccupationRef } from '../item.ts'
import { writtenForms } from '../occupations/names.ts'
import type { Referential } from '../occupations/referential.ts'
import { features } from '../occupations/words.ts'
import { subjectOf } from './subject.ts'

/** A word that the catalogue never says, and words one slip of the keyboard away that would name an occupation or a subject in its place. */
export interface Unsaid {
  said: string
  spellings: readonly string[]
}

/** What may have been meant where nothing answers: to be asked, never searched in its place. */
export interface Doubts {
  unsaid: readonly Unsaid[]
  /** Occupations that the words are nearest to, though not surely. */
  meant: readonly OccupationRef[]
  /** Whether the words name a trade or a subject: then it is known that nothing answers, else not what was asked. */
  named: boolean
}

export function createDoubts(referential: Referential): (topic: string, vocabulary: Vocabulary) => Doubts {
  let named: Map<string, string> | undefined

  function spellingsOf(folded: string, vocabulary: Vocabulary): string[] {
    named ??= wordsOfNames(referential)
    const ofNames = [...named].flatMap(([other, printed]) => (isOneSlipFrom(folded, other) ? [printed] : []))
    const printed = [...vocabulary.spellings(folded), ...ofNames]
    return [...new Map(printed.toReversed().map((word) => [features(fold(word)).stem, word])).values()].toReversed()
  }

  return (topic, vocabulary) => {
    const subject = subjectOf(topic, { referential, vocabulary })
    /** A correction counts where most of the need would then be about a thing that has a name: other words than the catalogue's are French too. */
    const leads = (said: string, spelling: string): boolean => {
      const corrected = subjectOf(topic.replace(said, spelling), { referential, vocabulary })
      const about = corrected.filter((part) => part.named && fold(part.said).includes(fold(spelling)))
      return about.length > 0 && about.length * 2 >= corrected.length
    }
    const unsaid = subject.flatMap(({ said, known }): Unsaid[] => {
      if (known) return []
      const spellings = spellingsOf(fold(said), vocabulary).filter((spelling) => leads(said, spelling))
      return spellings.length > 0 ? [{ said, spellings: spellings.slice(0, mostSpellings) }] : []
    })
    const named = subject.some((part) => part.named)
    return { unsaid, meant: subject.length < 2 || named ? [] : nearest(topic), named }
  }

  function nearest(topic: string): OccupationRef[] {
    return referential
      .nearest(topic, mostMeant)
      .filter(({ similarity }) => similarity >= PERHAPS)
      .map(({ occupation: { code, label } }) => ({ code, label }))
  }
}

const mostSpellings = 3
const mostMeant = 3
/** Below, words that were never about an occupation look like one. */
const PERHAPS = 0.3

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
