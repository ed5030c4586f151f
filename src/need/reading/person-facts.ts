import type { Message } from './message.ts'
import facts from './person-facts.json' with { type: 'json' }

/**
 * Who the person is asks for nothing: family, age, origin, home, status, a gap in a career. The words are taken first and kept nowhere,
 * so that no date, place, duration or subject is read in them, and twins that differ only by them get the same criteria.
 */
export function takePersonFacts(message: Message): void {
  for (const match of message.every(patterns.fact)) message.take(match.index, match.index + match[0].length)
  for (const match of message.every(patterns.born)) {
    const end = match.index + match[0].length
    // "Né", not the "ne" of a negation.
    if (/^né/iu.test(message.excerpt(match.index, end).normalize('NFC'))) message.take(match.index, end)
  }
}

export const patterns = {
  fact: new RegExp(`\\b(?:${Object.values(facts).flat().join('|')})\\b`, 'g'),
  born: /\bne (?:en|a|au|aux) [^,.;:]{2,24}/g,
}
