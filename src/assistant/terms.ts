import type { Locale } from '../../guardrails/finding.ts'
import { fold } from '../../guardrails/language/fold.ts'
import terms from './terms.json' with { type: 'json' }

/** What the words of the trade that a message asks about mean, at most two sentences; empty where it names none that we know. */
export function termsIn(text: string, locale: Locale): string[] {
  const said = fold(text).replace(/['-]/g, ' ')
  return known
    .filter(({ pattern }) => pattern.test(said))
    .map((term) => term[locale])
    .slice(0, 2)
}

const known = terms.map((term) => ({ ...term, pattern: new RegExp(`\\b(?:${term.says})\\b`) }))
