import type { Span } from '../../../guardrails/language/fold.ts'
import type { Message } from '../../criteria/reading/message.ts'
import origins from './origins.json' with { type: 'json' }
import facts from './person-facts.json' with { type: 'json' }

/**
 * Who the person is asks for nothing: family, age, origin, faith, home, status, a gap in a career. The words are taken first and kept
 * nowhere, so that no date, place, duration or subject is read in them, and twins that differ only by them get the same criteria. Gives where they
 * stand, in folded offsets.
 */
export function takePersonFacts(message: Message): Span[] {
  const facts = [
    ...spansOf(message.every(patterns.fact)),
    // "Né", not the "ne" of a negation.
    ...spansOf(message.every(patterns.born)).filter(({ start, end }) =>
      /^né/iu.test(message.excerpt(start, end).normalize('NFC')),
    ),
    // "Anglais, débutant" names what to learn; "Roumain, cherche une formation" names the person.
    ...spansOf(message.every(patterns.bareNationality)).filter(
      ({ start, end }) => !origins.taughtLanguages.includes(message.text.slice(start, end)),
    ),
  ]
  for (const { start, end } of facts) message.take(start, end)
  return facts
}

const spansOf = (matches: readonly RegExpMatchArray[]): Span[] =>
  matches.map(({ index, 0: words }) => ({ start: index!, end: index! + words.length }))

const longestFirst = (words: readonly string[]): string[] => [...words].sort((one, other) => other.length - one.length)

/** What stands between angle brackets in person-facts.json, in folded text. */
const classes: Record<string, string> = {
  count: '(?:\\d{1,2}|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|plusieurs)',
  country: `(?:${longestFirst(origins.countries).join('|')})`,
  // "Malienne" and "coréenne" double their n.
  nationality: `(?:${longestFirst(origins.nationalities).join('|')})(?:ne|e)?s?`,
}

const written = (fact: string): string => fact.replace(/<(count|country|nationality)>/g, (_, name) => classes[name]!)

export const patterns = {
  fact: new RegExp(`\\b(?:${Object.values(facts).flat().map(written).join('|')})(?![a-z])`, 'g'),
  born: /\bne (?:en|a|au|aux) [^,.;:]{2,24}/g,
  bareNationality: new RegExp(`(?<=^|[,.;:!?\\n(] ?|\\bpour )${classes.nationality}(?= ?(?:[,.;:!?\\n)]|$))`, 'g'),
}
