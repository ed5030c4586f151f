import type { Message } from '../../criteria/reading/message.ts'
import origins from './origins.json' with { type: 'json' }
import facts from './person-facts.json' with { type: 'json' }

/**
 * Who the person is asks for nothing: family, age, origin, faith, home, status, a gap in a career. The words are taken first and kept
 * nowhere, so that no date, place, duration or subject is read in them, and twins that differ only by them get the same criteria.
 */
export function takePersonFacts(message: Message): void {
  for (const match of message.every(patterns.fact)) message.take(match.index, match.index + match[0].length)
  for (const match of message.every(patterns.born)) {
    const end = match.index + match[0].length
    // "Né", not the "ne" of a negation.
    if (/^né/iu.test(message.excerpt(match.index, end).normalize('NFC'))) message.take(match.index, end)
  }
  for (const match of message.every(patterns.bareNationality)) {
    // "Anglais, débutant" names what to learn; "Roumain, cherche une formation" names the person.
    if (!origins.taughtLanguages.includes(match[0])) message.take(match.index, match.index + match[0].length)
  }
}

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
  bareNationality: new RegExp(`(?<=^|[,.;:!?\\n(] ?)${classes.nationality}(?= ?(?:[,.;:!?\\n)]|$))`, 'g'),
}
