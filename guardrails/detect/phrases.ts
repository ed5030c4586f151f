import told from '../lexicon/told-classes.json' with { type: 'json' }
import type { Word } from './recogniser.ts'

/** A word as phrases compare it, with what separates it from the word before: nothing much, a comma or a bracket, or the end of a sentence. */
export interface Token extends Word {
  /** The number of its stem among those that phrases know, 0 when none does. */
  stem: number
  /** The number of the longest beginning "abc*" of a phrase that it has, 0 when it has none. */
  beginning: number
  /** The lists that it stands in. */
  marks: number
  capital: boolean
  upper: boolean
  before: 'space' | 'comma' | 'stop'
}

/** Where a phrase was read: token indexes, end excluded. */
export interface PhraseMatch<Tag> {
  tag: Tag
  first: number
  end: number
}

export type WordClasses = Record<string, readonly string[]>

/**
 * Compiles phrases into a reader whose time grows with the text only: each word of the text is looked up once, and a
 * phrase is tried only around its rarest word. The words of a phrase are separated by spaces, and a word may be:
 * `a|b` one or the other, `abcd*` what begins so (three letters at least), `@name` a class, `?word` optional,
 * `...` up to four words of the same sentence, `..9` up to nine, `!a|b` not this word here, `,` a pause may
 * come here, `^` a clause begins here.
 */
export function createPhrases<Tag>(
  phrases: readonly { pattern: string; tag: Tag }[],
  classes: WordClasses = {},
): (tokens: readonly Token[]) => PhraseMatch<Tag>[] {
  const byStem = new Map<number, Compiled<Tag>[]>()
  const byBeginning = new Map<number, Compiled<Tag>[]>()
  const known = new Map<string, WordTest>()
  for (const { pattern, tag } of phrases) {
    const steps = pattern.split(' ').map((written) => readStep(written, classes, known))
    const anchor = anchorOf(steps)
    const compiled = { steps, anchor, tag }
    const { stems: same, beginnings } = testOf(steps[anchor]!)
    for (const stem of same) push(byStem, stem, compiled)
    for (const beginning of beginnings) push(byBeginning, beginning, compiled)
  }
  const withStem = inOrder(byStem)
  const withBeginning = inOrder(byBeginning)
  return (tokens) => {
    const matches: PhraseMatch<Tag>[] = []
    for (let at = 0; at < tokens.length; at++) {
      const { stem, beginning } = tokens[at]!
      const same = stem < withStem.length ? withStem[stem] : undefined
      if (same) for (const compiled of same) tryAt(compiled, tokens, at, matches)
      for (let begun = beginning; begun > 0; begun = shorter[begun]!) {
        const alike = begun < withBeginning.length ? withBeginning[begun] : undefined
        if (alike) for (const compiled of alike) tryAt(compiled, tokens, at, matches)
      }
    }
    return matches
  }
}

/** Numbers of the stems that phrases know, from 1. Words of a message are looked up and never kept. */
const stems = new Map<string, number>()
/** Beginnings that phrases know, by their first letters, the longest first. */
const beginningsByHead = new Map<number, { text: string; number: number }[]>()
/** The next shorter beginning of a beginning, 0 when there is none. */
const shorter: number[] = [0]

/** The number of the stem of a word. Phrases are compiled before words are cut. */
export const numberOfStem = (word: string): number => stems.get(stemOf(word)) ?? 0

/** The number of the longest known beginning of a word. */
export function numberOfBeginning(word: string): number {
  const alike = beginningsByHead.get(headOf(word))
  if (alike) for (const { text, number } of alike) if (word.startsWith(text)) return number
  return 0
}

function learnStem(word: string): number {
  const stem = stemOf(word)
  const number = stems.get(stem) ?? stems.size + 1
  stems.set(stem, number)
  return number
}

function learnBeginning(text: string): number {
  const head = headOf(text)
  const alike = beginningsByHead.get(head) ?? []
  const known = alike.find((one) => one.text === text)
  if (known) return known.number
  const number = shorter.length
  const longestFirst = [...alike, { text, number }].sort((one, other) => other.text.length - one.text.length)
  for (const [at, one] of longestFirst.entries()) {
    const next = longestFirst.slice(at + 1).find((other) => one.text.startsWith(other.text))
    shorter[one.number] = next?.number ?? 0
  }
  beginningsByHead.set(head, longestFirst)
  return number
}

/** The first three letters of a word as one number: two beginnings may share it, so that letters decide. */
const headOf = (word: string): number => (word.charCodeAt(0) << 16) ^ (word.charCodeAt(1) << 8) ^ word.charCodeAt(2)

interface WordTest {
  stems: Set<number>
  beginnings: Set<number>
}

type Step =
  | { is: 'word'; test: WordTest; optional: boolean }
  | { is: 'not'; test: WordTest }
  | { is: 'gap'; most: number }
  | { is: 'pause' }
  | { is: 'start' }

interface Compiled<Tag> {
  steps: Step[]
  anchor: number
  tag: Tag
}

const headLength = 3

function readStep(written: string, classes: WordClasses, known: Map<string, WordTest>): Step {
  if (written === ',') return { is: 'pause' }
  if (written === '^') return { is: 'start' }
  if (written === '...') return { is: 'gap', most: 4 }
  if (/^\.\.\d+$/.test(written)) return { is: 'gap', most: Number(written.slice(2)) }
  if (written.startsWith('!')) return { is: 'not', test: readTest(written.slice(1), classes, known) }
  const optional = written.startsWith('?')
  return { is: 'word', test: readTest(optional ? written.slice(1) : written, classes, known), optional }
}

function readTest(written: string, classes: WordClasses, known: Map<string, WordTest>): WordTest {
  const before = known.get(written)
  if (before) return before
  const test: WordTest = { stems: new Set(), beginnings: new Set() }
  for (const choice of written.split('|')) {
    if (choice.startsWith('@')) {
      const list = classes[choice.slice(1)]
      if (list === undefined) throw new Error(`No word class is named ${choice}.`)
      const inner = readTest(list.join('|'), classes, known)
      for (const stem of inner.stems) test.stems.add(stem)
      for (const beginning of inner.beginnings) test.beginnings.add(beginning)
    } else if (choice.endsWith('*')) {
      if (choice.length < headLength + 1) throw new Error(`Too short a beginning: ${choice}.`)
      test.beginnings.add(learnBeginning(choice.slice(0, -1)))
    } else test.stems.add(learnStem(choice))
  }
  known.set(written, test)
  return test
}

/** The rarest word: the one that needs no help from frequent words. */
function anchorOf(steps: readonly Step[]): number {
  let best = -1
  let bestCost = Number.POSITIVE_INFINITY
  for (const [index, step] of steps.entries()) {
    if (step.is !== 'word' || step.optional) continue
    let cost = 0
    for (const one of step.test.stems) if (frequent.has(one)) cost += 100
    cost += Math.min(step.test.stems.size + step.test.beginnings.size * 3, 90) / 100
    if (cost < bestCost) {
      best = index
      bestCost = cost
    }
  }
  if (best < 0) throw new Error('A phrase needs a word that must be there.')
  return best
}

// Whose stem would be another word: "boîte" is not "boit", "trans" is not the name Tran, "Bitche" is a town.
const unchanged = new Set(told.unchanged)

const endings = ['ees', 'ee', 'es', 'e', 's']

const frequent = new Set(
  (
    'il elle on ils elles je tu vous nous qui que qu d de du des un une le la les l a au aux en et ou est es sont suis ' +
    'etait etre ete ai as avait avoir ont ne n pas plus son sa ses mon ma mes ton ta tes notre nos votre vos leur leurs se s ' +
    'pour par avec sans dans sur sous ce cet cette ces c y lui me m te tout tous toute toutes fait faire ' +
    'formation personne the of to is was be been are am he she they it has had have his her their my your you i in on at ' +
    'an and or not no with for from this that all any me only'
  )
    .split(' ')
    .map(learnStem),
)

const testOf = (step: Step): WordTest => {
  if (step.is !== 'word') throw new Error('A phrase is tried around a word.')
  return step.test
}

function passes(test: WordTest, token: Token): boolean {
  if (token.stem > 0 && test.stems.has(token.stem)) return true
  if (test.beginnings.size > 0)
    for (let { beginning } = token; beginning > 0; beginning = shorter[beginning]!)
      if (test.beginnings.has(beginning)) return true
  return false
}

/** Reads a phrase whose anchor stands at `at`. */
function tryAt<Tag>(
  { steps, anchor, tag }: Compiled<Tag>,
  tokens: readonly Token[],
  at: number,
  into: PhraseMatch<Tag>[],
): void {
  const end = walk(steps, anchor + 1, tokens, at + 1, 1, false)
  if (end < 0) return
  const first = walk(steps, anchor - 1, tokens, at - 1, -1, false)
  if (first >= 0) into.push({ tag, first, end })
}

/**
 * Reads the steps after the anchor, `by` 1, or from right to left those before it, `by` -1; returns where the phrase ends or begins, or -1.
 * `paused`: a comma may come here.
 */
function walk(
  steps: readonly Step[],
  step: number,
  tokens: readonly Token[],
  at: number,
  by: 1 | -1,
  paused: boolean,
): number {
  if (step < 0 || step >= steps.length) return by < 0 ? at + 1 : at
  const one = steps[step]!
  const goOn = (from: number, mayPause: boolean): number => walk(steps, step + by, tokens, from, by, mayPause)
  switch (one.is) {
    case 'not':
      return meets(one.test, tokens, at, by, false) ? -1 : goOn(at, paused)
    case 'pause':
      return goOn(at, true)
    case 'start':
      return opensClause(tokens, at, by) ? goOn(at, paused) : -1
    case 'gap':
      return overGap(one.most, tokens, at, by, (from) => goOn(from, true))
    case 'word': {
      const found = meets(one.test, tokens, at, by, paused) ? goOn(at + by, false) : -1
      return found < 0 && one.optional ? goOn(at, paused) : found
    }
  }
}

/** What stands between the word at `at` and the one read before it. */
const gapAt = (tokens: readonly Token[], at: number, by: 1 | -1): Token['before'] | undefined =>
  tokenAt(tokens, by < 0 ? at + 1 : at)?.before

function meets(test: WordTest, tokens: readonly Token[], at: number, by: 1 | -1, paused: boolean): boolean {
  const token = tokenAt(tokens, at)
  if (!token) return false
  const gap = gapAt(tokens, at, by)
  return (gap === 'space' || (paused && gap === 'comma')) && passes(test, token)
}

const opensClause = (tokens: readonly Token[], at: number, by: 1 | -1): boolean =>
  tokenAt(tokens, at) ? gapAt(tokens, at, by) !== 'space' : by < 0

/** Skips as few words as it can, and none beyond the end of a sentence. */
function overGap(
  most: number,
  tokens: readonly Token[],
  at: number,
  by: 1 | -1,
  goOn: (from: number) => number,
): number {
  for (let skipped = 0; skipped <= most; skipped++) {
    const from = at + by * skipped
    const found = goOn(from)
    if (found >= 0) return found
    if (!tokenAt(tokens, from) || gapAt(tokens, from, by) === 'stop') return -1
  }
  return -1
}

const tokenAt = (tokens: readonly Token[], at: number): Token | undefined => (at < 0 ? undefined : tokens[at])

/** What stands between two words. */
export function separation(plain: string, from: number, to: number): Token['before'] {
  if (from === 0) return 'stop'
  let before: Token['before'] = 'space'
  for (let index = from; index < to; index++) {
    switch (plain.charCodeAt(index)) {
      case 0x2e: // . but not an initial or an abbreviation such as "M." and "st."
        if (isAbbreviation(plain, index)) continue
        return 'stop'
      case 0x21: // !
      case 0x3f: // ?
      case 0x3b: // ;
      case 0x0a:
        return 'stop'
      case 0x09: // a tab: the next cell
      case 0x2c: // ,
      case 0x3a: // :
      case 0x28: // (
      case 0x29: // )
      case 0x2f: // /
      case 0x5b: // [
      case 0x5d: // ]
      case 0x7c: // |
      case 0x2b: // +
      case 0x2192: // →
      case 0x2022: // •
        before = 'comma'
        break
      case 0x2d: // a dash, not a hyphen
        if (plain.charCodeAt(index - 1) === 0x20 && plain.charCodeAt(index + 1) === 0x20) before = 'comma'
    }
  }
  return before
}

/** One or two letters before the point, or "mme", "mlle". */
function isAbbreviation(plain: string, point: number): boolean {
  const from = Math.max(plain.slice(Math.max(0, point - 6), point).lastIndexOf(' ') + 1 + Math.max(0, point - 6), 0)
  return point > from && /^(?:[a-z]|mr|ms|dr|st|ste|mme|mlle|mrs|env|ex|niv)$/.test(plain.slice(from, point))
}

/** "musulmanes" is musulman, "condamnée" is condamn; what is left has four letters at least. */
function stemOf(word: string): string {
  const last = word.at(-1)
  if ((last !== 'e' && last !== 's') || unchanged.has(word)) return word
  for (const ending of endings) {
    const length = word.length - ending.length
    if (length < 4 || !word.endsWith(ending)) continue
    const doubled = length > 4 && /(?:nn|ll|tt)$/.test(word.slice(length - 2, length))
    return word.slice(0, doubled ? length - 1 : length)
  }
  return word
}

/** The values of a map by their number: a list is looked up faster. */
const inOrder = <Value>(map: ReadonlyMap<number, Value>): (Value | undefined)[] =>
  Array.from({ length: Math.max(0, ...map.keys()) + 1 }, (_, number) => map.get(number))

function push<Value>(map: Map<number, Value[]>, key: number, value: Value): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
