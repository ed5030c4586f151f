import { en as explained } from '../explanation/wording-en.ts'
import type { Replies } from './replies.ts'

const small = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

export const english: Replies = {
  options: (options, nearest) =>
    `${options} ${options > 1 ? 'offers answer' : 'offer answers'} the request.${
      nearest > 0 ? ` ${nearest} more would, but for a criterion or two.` : ''
    }`,
  notEnough: (nearest) =>
    nearest > 0
      ? `No offer meets every criterion. ${nearest} would, but for one or two.`
      : 'No offer of the catalogue answers this request.',
  undone: 'Here are the earlier offers again.',
  nothingToUndo: 'There is no earlier set of offers to go back to.',
  nothingShown: 'No offer is on the table yet. Write the need: an occupation or a subject, a place.',

  hello: 'Hello. Write what the person needs: an occupation or a subject, a place, what must be respected.',
  thanks: (waiting) =>
    waiting
      ? 'You are welcome. Nothing is passed on: the offers stay here until you choose.'
      : 'You are welcome. I am here if needed.',
  displeasure:
    'I understand. Say what is wrong (the occupation, the place, the dates) and I search otherwise; “undo” brings the earlier offers back.',
  distress:
    'What you write calls for a person first, speaking. Immediate danger: 15 or 112. Suicidal thoughts: 3114, day and night. Violence: 3919. The search can wait.',
  meta: 'I search the catalogue for offers that answer, give the pros and cons, and decide nothing. Names and what identifies people are masked on your machine before anything is sent; the order of the cards is drawn. The guide of the page says the rest.',

  why: (letters) => `${letters}: because its record answers the request on these points.`,
  whyAll: 'Each is here because its record answers the request on these points.',
  leftOut: (counts) =>
    `Left out by the criteria: ${counts.map(({ rule, count }) => `${count} (${small(explained.rules[rule])})`).join(', ')}.`,
  nothingLeftOut: 'No criterion left out an offer that answers the request.',
  alsoValid: (titles) => `As valid, not shown for want of room: ${titles.join('; ')}.`,
  catalogueSays: 'This is what the catalogue says.',
  differences: 'This is what sets them apart.',
  toAsk: 'To check with the person or the provider, from what the records do not say:',
  nothingToAsk: 'The records leave nothing open about this request.',
  summary: 'For the person:',
  opinion: 'That depends on what matters to the person.',
  lettered: (letter, text) => `${letter}: ${text}`,

  unsaid: (said) => `${said.map((one) => `“${one}”`).join(', ')}: no offer says it. Did you mean something else?`,
  meant: 'No offer answers these words. Is it one of these occupations?',

  confirm: (letters) => `Record this choice: ${letters}? Nothing is recorded before your gesture.`,
  which: 'Which one? Nothing is recorded before your gesture.',
  record: (letter, title) => `I propose ${letter}: ${title}`,
  recorded: 'Your decision is recorded; you can revise it.',
  whatIsWrong: 'What is wrong? Say it in words, or tap a reason to turn these offers down.',
  wrong: {
    'not-relevant': 'Not the right occupation or subject',
    'too-far': 'Too far',
    dates: 'The dates do not suit',
    price: 'Too expensive',
    prerequisites: 'The entry level asked',
  },
}
