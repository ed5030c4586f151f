import type { Locale } from '../../../guardrails/finding.ts'
import { isEnglishAround, smallWordsOf } from '../../../guardrails/language/english.ts'
import type { Span } from '../../../guardrails/language/fold.ts'
import { isStopWord } from '../../../guardrails/language/words.ts'
import type { Redacted } from '../../../guardrails/redacted.ts'
import type { ReadingContext } from '../../criteria/reading/message.ts'
import { isFiller } from '../../criteria/topic/read-topic.ts'
import type { Referential } from '../../occupations/referential.ts'
import { subjectsIn } from '../../subjects/subjects-in.ts'

/**
 * The language a message is written in, by its small words: English where it has more of them than of what is said around a need in French. A few
 * words that tell nothing ("plumber, Nantes") are English where more of them is what English calls an occupation or a subject than what French does.
 */
export function languageOf(text: Redacted, { match, english }: Referential): Locale {
  const said = smallWordsOf(text, isFrench)
  if (said.english !== said.french) return said.english > said.french ? 'en' : 'fr'
  const subjects = subjectsIn(text).filter(({ isEnglish }) => isEnglish)
  return lettersOf(english.match(text)) + lettersOf(subjects) > lettersOf(match(text)) ? 'en' : 'fr'
}

const isFrench = (word: string): boolean => isStopWord(word) || (isFiller(word) && !isEnglishAround(word))

const lettersOf = (mentions: readonly Span[]): number =>
  mentions.reduce((letters, { start, end }) => letters + end - start, 0)

/** What words say in a language: an English name says its trade in a message in English, and nothing in French. */
export const inLanguage = (language: Locale, context: ReadingContext): ReadingContext =>
  language === 'en' ? { ...context, referential: context.referential.english } : context
