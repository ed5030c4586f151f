import type { Token } from '../detect/phrases.ts'
import type { Candidate, Message } from '../detect/recogniser.ts'
import { kindOf } from '../finding.ts'
import type { Row } from '../learner/row.ts'
import { type Part, placesOf } from '../parts.ts'
import { isWant, storyClauses } from './extent.ts'
import kinds from './word-kinds.json' with { type: 'json' }

/** A message as the model of stories sees it, one unit a clause, with where each stands in the folded text. */
export interface ClauseRow extends Row {
  clauses: Part[]
}

/** `found`: the names that are masked and the facts that lexicons read; the model is shown that they are there, not what they are. */
export function clauseRow(message: Message, found: readonly Candidate[]): ClauseRow {
  const clauses = storyClauses(message.words())
  const masked = placesOf(found.filter(({ type }) => kindOf(type) === 'personal'))
  const facts = placesOf(found.filter(({ type }) => kindOf(type) === 'story'))
  const shown = clauses.map(({ start, end, words }) => lookAt(words, masked.touch(start, end), facts.touch(start, end)))
  return {
    clauses,
    units: shown.map((clause, place) => [
      ...clause.own,
      `place:${place === 0 ? 'first' : place === shown.length - 1 ? 'last' : 'middle'}`,
      ...(shown[place - 1]?.signs ?? ['edge']).map((sign) => `before ${sign}`),
      ...(shown[place + 1]?.signs ?? ['edge']).map((sign) => `after ${sign}`),
    ]),
    stretch: () => [],
    words: shown.map(({ size }) => Math.max(1, Math.min(6, size))),
  }
}

interface Clause {
  own: string[]
  /** What its neighbours are shown of it. */
  signs: string[]
  size: number
}

function lookAt(tokens: readonly Token[], named: boolean, told: boolean): Clause {
  const stems = tokens.map(({ plain }) => (/\d/.test(plain) ? '0' : stemOf(plain)))
  const met = new Set<string>()
  for (const stem of stems) for (const kind of kindsOf.get(stem) ?? []) met.add(kind)
  const first = tokens[0]?.plain ?? ''
  const wants = tokens.some(({ plain }) => isWant(plain))
  const signs = [
    ...met,
    ...(told ? ['told'] : []),
    ...(wants ? ['wants'] : []),
    ...(/^(?:il|elle|son|sa|ses|on|ca)$/.test(first) ? [`by ${first}`] : []),
  ].map((sign) => `:${sign}`)
  const past = tokens.some(({ plain }) => /(?:ait|aient)$/.test(plain))
  return {
    own: [
      ...stems.map((stem) => `word:${stem}`),
      ...stems.map((stem, place) => `pair:${stem} ${stems[place + 1] ?? ''}`),
      ...tokens.map(({ plain }) => `end:${plain.slice(-3)}`),
      ...signs,
      ...signs.map((sign) => `${sign} ${wants}`),
      `kinds:${Math.min(3, met.size)}`,
      `opens:${stems[0]} ${stems[1] ?? ''}`,
      `size:${Math.floor(Math.log2(tokens.length + 1))}`,
      ...(named ? ['named'] : []),
      ...(past ? ['past'] : []),
      ...(tokens.slice(1).some(({ capital }) => capital) ? ['capital'] : []),
      'any',
    ],
    signs,
    size: tokens.length,
  }
}

/** "pères", "mère": gender and number folded, so that twins agree. */
const stemOf = (word: string): string => (word.length > 4 ? word.replace(/(?:ee?s?|s|x)$/, '') : word)

const kindsOf = new Map<string, string[]>()
for (const [kind, words] of Object.entries(kinds)) {
  for (const word of words) {
    const stem = stemOf(word)
    kindsOf.set(stem, [...(kindsOf.get(stem) ?? []), kind])
  }
}
