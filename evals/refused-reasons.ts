import type { Unproven } from '../src/need/read-message.ts'
import type { Refusal } from '../src/options/compose.ts'

/** What each reason means to whoever owns the prompt: what of a sentence, or of a reading, was in the way. */
const meanings: Readonly<Record<Refusal | Unproven, string>> = {
  number: 'it says a number that its facts do not have',
  date: 'it says a date that its facts do not have',
  name: 'it names what its facts do not name',
  url: 'it holds an address',
  directive: 'it tells somebody what to do',
  superlative: 'it praises, or sets one above the others',
  personal: 'it tells of the person',
  sensitive: 'it says what the guard lets nobody say',
  language: 'it is in another language than was asked for',
  empty: 'it says nothing',
  'too-long': 'it is longer than any sentence that is shown',
  word: 'a word of it is in none of its facts',
  negation: 'it denies what its facts do not deny, or leaves their denial out',
  certainty: 'its facts leave open what it says for sure',
  slot: 'braces call a fact that is not there, or one that stands among the words of another',
  'unknown-option': 'it is on an option that was not shown',
  'unknown-claim': 'it cites no fact that was sent',
  'mixed-stances': 'it joins facts for and against, or known and unknown',
  'too-many': 'it cites more than two facts',
  aborted: 'the reply came too late',
  provider: 'the model answered with an error',
  unreadable: 'the reply is not of the shape that was asked for',
  'no-such-words': 'its quote is not in the message, letter for letter',
  'not-borne-out': 'the words that it quotes do not say that',
}

const known = new Map(Object.entries(meanings))

/** One line a reason, for those of a list that are known. */
export const reasonsExplained = (reasons: readonly string[]): string[] =>
  [...new Set(reasons)].flatMap((reason) => (known.has(reason) ? [`${reason}: ${known.get(reason)}`] : []))
