import type { Token } from '../detect/phrases.ts'
import type { Candidate, Message } from '../detect/recogniser.ts'
import { termsOf } from '../detect/sensitive.ts'
import { kindOf } from '../finding.ts'
import { bucketOfParts, type Prefix, prefixes } from '../learner/buckets.ts'
import { type Part, placesOf } from '../parts.ts'
import { isWant, storyClauses, type WordClause } from './extent.ts'
import kinds from './word-kinds.json' with { type: 'json' }

/** What a clause shows, as strings to learn from, or as places of a table to be read at once. */
export type Feature<Shown> = (prefix: Prefix, one: string, two?: string) => Shown

export const written: Feature<string> = ({ text }, one, two) =>
  two === undefined ? text + one : `${text}${one} ${two}`

/** 2^15 places, the same for each model that reads clauses: a message is hashed once for all. */
const bits = 15
export const bucketed: Feature<number> = (prefix, one, two) => bucketOfParts(prefix, one, two, bits)

/** The row of a message, made once: models read it one after another, behind the recognisers that go by words. */
export function clauseRowOf(message: Message, found: readonly Candidate[]): ClauseRow<number> {
  const known = rows.get(message)
  if (known) return known
  const row = clauseRow(message, found, bucketed)
  rows.set(message, row)
  return row
}
const rows = new WeakMap<Message, ClauseRow<number>>()

/** A message as the model of stories sees it: its clauses, and what each shows, alone and of the ones beside it. */
export interface ClauseRow<Shown> {
  clauses: WordClause[]
  units: Shown[][]
}

/** `found`: the names that are masked and the facts that lexicons read; the model is shown that they are there, not what they are. */
export function clauseRow<Shown>(
  message: Message,
  found: readonly Candidate[],
  feature: Feature<Shown>,
): ClauseRow<Shown> {
  const clauses = storyClauses(message.words())
  const masked = placesOf(found.filter(({ type }) => kindOf(type) === 'personal'))
  const facts = placesOf(found.filter(({ type }) => kindOf(type) === 'story'))
  const units = clauses.map((): Shown[] => [])
  const listed = termsIn(message, clauses)
  for (const [at, { start, end, words }] of clauses.entries()) {
    const unit = units[at]!
    unit.push(feature(MARK, markBefore(message.plain, start)))
    const label = clauses[at - 1]
    if (label && label.words.length < 4 && isLabelled(message.plain, label.end, start))
      unit.push(feature(LABEL, stemOf(label.words.at(-1)!.plain)))
    const signs = lookAt(words, masked.touch(start, end), facts.touch(start, end), listed[at]!, feature, unit)
    for (const sign of signs) {
      units[at - 1]?.push(feature(AFTER, sign))
      units[at + 1]?.push(feature(BEFORE, sign))
      if (far.has(sign)) {
        units[at - 2]?.push(feature(NEAR, sign))
        units[at + 2]?.push(feature(NEAR, sign))
      }
    }
    if (at === 0) unit.push(feature(BEFORE, 'edge'))
    if (at === clauses.length - 1) unit.push(feature(AFTER, 'edge'))
  }
  return { clauses, units }
}

/** What a clause shows to the next but one too. */
const far: ReadonlySet<string> = new Set(['told', 'listed', 'wants'])

/** The last mark before a clause: a bracket, a colon, the beginning of a line or of the message; a space where there is none. */
function markBefore(plain: string, start: number): string {
  for (let at = start - 1; at >= 0; at--) {
    const mark = plain[at]!
    if (/[a-z0-9]/.test(mark)) return ' '
    if (/[(:;.,!?\n-]/.test(mark)) return mark
  }
  return '^'
}

/** "Remarques : …" */
const isLabelled = (plain: string, end: number, start: number): boolean => /^ ?:/.test(plain.slice(end, start))

/** By clause, what words of lists stand in it, also where nothing shows that they are said of somebody: what sort of thing they tell. */
function termsIn(message: Message, clauses: readonly Part[]): Set<string>[] {
  const words = message.words()
  const terms = clauses.map(() => new Set<string>())
  const inOrder = termsOf(message).toSorted((one, other) => one.first - other.first)
  let at = 0
  for (const { tag, first } of inOrder) {
    const { start } = words[first]!
    while (at < clauses.length && clauses[at]!.end <= start) at++
    if (at < clauses.length && clauses[at]!.start <= start)
      terms[at]!.add('listed').add(`${tag.type} ${tag.loose ? 'loose' : tag.kind}`)
  }
  return terms
}

const [WORD, PAIR, BEGINS, SIGN, TOGETHER, WANTED, OPENS, SIZE, KINDS, IS, BEFORE, AFTER, NEAR, MARK, LABEL] = prefixes(
  [
    'word:',
    'pair:',
    'begins:',
    'sign:',
    'together:',
    'wanted:',
    'opens:',
    'size:',
    'kinds:',
    'is:',
    'before:',
    'after:',
    'near:',
    'mark:',
    'label:',
  ],
)

/** Writes into `unit` what a clause shows; returns what the clauses beside it are shown. */
function lookAt<Shown>(
  tokens: readonly Token[],
  named: boolean,
  told: boolean,
  listed: ReadonlySet<string>,
  feature: Feature<Shown>,
  unit: Shown[],
): Set<string> {
  const signs = new Set<string>()
  lookAtWords(tokens, feature, unit, signs)
  const met = signs.size
  const wants = tokens.some(({ plain }) => isWant(plain))
  if (told) signs.add('told')
  for (const term of listed) signs.add(term)
  if (wants) signs.add('wants')
  const first = tokens[0]!.plain
  if (subjects.has(first)) signs.add(first)
  for (const sign of signs) unit.push(feature(SIGN, sign), feature(WANTED, sign, wants ? 'yes' : 'no'))
  const some = [...signs].slice(0, mostPaired).sort()
  for (const [at, one] of some.entries())
    for (const other of some.slice(at + 1)) unit.push(feature(TOGETHER, one, other))
  unit.push(
    feature(OPENS, stemOf(first), tokens.length > 1 ? stemAt(tokens[1]!) : ''),
    feature(SIZE, `${Math.floor(Math.log2(tokens.length + 1))}`),
    feature(KINDS, `${Math.min(3, met)}`),
    feature(IS, 'clause'),
  )
  if (named) unit.push(feature(IS, 'named'))
  if (tokens.some(({ plain }) => plain.endsWith('ait') || plain.endsWith('aient'))) unit.push(feature(IS, 'past'))
  if (tokens.some(({ capital }, at) => capital && at > 0)) unit.push(feature(IS, 'capital'))
  return signs
}

/** Each word, alone, with the one before and by how it begins; its kinds are signs. */
function lookAtWords<Shown>(
  tokens: readonly Token[],
  feature: Feature<Shown>,
  unit: Shown[],
  signs: Set<string>,
): void {
  let before = ''
  for (const [at, token] of tokens.entries()) {
    const stem = stemAt(token)
    unit.push(feature(WORD, stem))
    // How it begins stands for its family, and for half of its misspellings: "curatelle", "curatrice", "incarcéré".
    if (token.plain.length > 5) unit.push(feature(BEGINS, token.plain.slice(0, 5)))
    if (at > 0) unit.push(feature(PAIR, before, stem))
    before = stem
    const kinds = kindsOf.get(stem)
    if (kinds) for (const kind of kinds) signs.add(kind)
  }
}

/** Numbers are all alike. */
const stemAt = ({ plain, shape }: Token): string => (shape === 'mixed' && /\d/.test(plain) ? '0' : stemOf(plain))

/** So many signs of a clause are also shown two by two: all pairs of more would weigh more than the rest. */
const mostPaired = 6

const subjects: ReadonlySet<string> = new Set(['il', 'elle', 'son', 'sa', 'ses', 'on', 'ca'])

/** "pères", "mère": gender and number folded, so that twins agree. */
function stemOf(word: string): string {
  if (word.length < 5) return word
  let end = word.length
  const last = word[end - 1]
  if (last === 's' || last === 'x') end--
  if (word[end - 1] === 'e' && last !== 'x') end--
  if (word[end - 1] === 'e' && end < word.length) end--
  return end === word.length ? word : word.slice(0, end)
}

const kindsOf = new Map<string, string[]>()
for (const [kind, words] of Object.entries(kinds)) {
  for (const word of words) {
    const stem = stemOf(word)
    kindsOf.set(stem, [...(kindsOf.get(stem) ?? []), kind])
  }
}
