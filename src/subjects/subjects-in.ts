import { isEnglishDeterminer, smallWordsOf } from '../../guardrails/language/english.ts'
import { fold } from '../../guardrails/language/fold.ts'
import { isStopWord, lemma, type Word, words } from '../../guardrails/language/words.ts'
import { features } from '../occupations/words.ts'
import english from './english.json' with { type: 'json' }
import { allSubjects, type Subject, subjectOf } from './subject.ts'

/** Where a text says a subject: UTF-16 units of that text, `end` excluded, the levels said after it included. */
export interface SubjectSaid {
  subject: Subject
  start: number
  end: number
  /** The name that was met, as the list writes it. */
  name: string
  /** Levels or categories said beside it, as the list writes them, in reading order: "CACES R489 1A et 3" gives 1A and 3. */
  levels: readonly string[]
  /** Whether that name is English. */
  isEnglish: boolean
}

/**
 * The subjects that a text says, the longest name first where two overlap: whatever the accents, the case, the plural, the gender and, in words of
 * seven letters or more, one wrong letter. Small words between those of a name are passed over, other words and marks are not. Time grows
 * with the length of the text: a name has few words, and each is tried once from each.
 */
export function subjectsIn(text: string): SubjectSaid[] {
  const said = words(text)
  const keys = said.map((word) => keysOf(word))
  const spans = said.flatMap((_, at) => longestAt(text, said, keys, at) ?? [])
  spans.sort((one, other) => other.end - other.start - (one.end - one.start) || one.start - other.start)
  const free = new Array<boolean>(said.length).fill(true)
  const kept: SubjectSaid[] = []
  for (const { start, end, entry } of spans) {
    if (free.slice(start, end).includes(false)) continue
    free.fill(false, start, end)
    if (entry.isTrap || isTaught(text, said, start)) continue
    const subject = subjectOf(entry.id)!
    const { levels, after } = levelsBeside(text, said, { start, end }, subject)
    free.fill(false, end, after)
    kept.push({
      subject,
      name: entry.name,
      levels,
      isEnglish: entry.isEnglish === true,
      start: said[start]!.start,
      end: said[after - 1]!.end,
    })
  }
  return kept.sort((one, other) => one.start - other.start)
}

interface Entry {
  id: string
  name: string
  /** Heard in no French text, and letter by letter: French words are near to English ones and mean others. */
  isEnglish?: boolean
  /** Words that look like the subject and are not. */
  isTrap: boolean
  /** The masculine singular of a name of one word that is compared by its stem. */
  lemma: string | undefined
}

interface Node {
  next: Map<string, Node>
  entries: Entry[]
}

/** Every name that begins here is followed word by word, over small words too: "permis de conduire" passes by "permis DE". */
function longestAt(text: string, said: readonly Word[], keys: readonly Keys[], start: number) {
  let longest: { start: number; end: number; entry: Entry } | undefined
  let paths = step(root, keys[start]!).map((node): Path => ({ node, small: 0, isWhole: true }))
  for (let at = start; paths.length > 0; ) {
    const entries = paths.flatMap(({ node, isWhole }) => (isWhole ? node.entries : []))
    const entry = entries.find((one) => isMeant(text, said, { start, at }, one))
    if (entry) longest = { start, end: at + 1, entry }
    at += 1
    const word = said[at]
    if (!word || BREAK.test(text.slice(said[at - 1]!.end, word.start))) break
    const passes = isPassedOver(word)
    paths = paths.flatMap(({ node, small }): Path[] => [
      ...step(node, keys[at]!).map((next) => ({ node: next, small: 0, isWhole: true })),
      ...(passes && small < MOST_SMALL ? [{ node, small: small + 1, isWhole: false }] : []),
    ])
  }
  return longest
}

interface Path {
  node: Node
  /** Small words passed over since the last word of the name. */
  small: number
  /** Whether the last word read is one of the name. */
  isWhole: boolean
}

const step = ({ next }: Node, { exact, stem }: Keys): Node[] =>
  [next.get(exact), stem === undefined ? undefined : next.get(stem)].filter((node) => node !== undefined)

function isMeant(
  text: string,
  said: readonly Word[],
  { start, at }: { start: number; at: number },
  entry: Entry,
): boolean {
  if (entry.isEnglish && isFrench(text)) return false
  if (at === start && entry.lemma !== undefined && !isForm(said[at]!.text, entry)) return false
  return !isVerb(said, at, entry) && isElided(text, said[start]!, entry)
}

function isFrench(text: string): boolean {
  const { english, french } = smallWordsOf(text)
  return french > english
}

/**
 * A name of one word is said by its forms only: "compter" is not "compta", nor "comptable". A language has one: "cuisine italienne" teaches no
 * Italian.
 */
function isForm(word: string, { id, name, lemma: called }: Entry): boolean {
  const meant = slipOf(word) ?? word
  return subjectOf(id)!.family === 'langues'
    ? fold(name) === word || fold(name) === meant
    : lemma(word) === called || lemma(meant) === called
}

/** "Le permis a été retiré" says no permis A. */
const isVerb = (said: readonly Word[], at: number, { name }: Entry): boolean =>
  said[at]!.text === 'a' && / A$/.test(name) && said[at + 1] !== undefined && said[at + 1]!.start - said[at]!.end === 1

/** "S'affirmer" is one word to compare, which "affirmer" is not. */
const isElided = (text: string, { start }: Word, { name }: Entry): boolean =>
  !ELIDED.test(name) || /['’ʼ]/.test(text[start - 1] ?? '')
const ELIDED = /^[a-z]+'[^ ]+$/

const MOST_SMALL = 3
const BREAK = /[.;:!?\n()[\]]/

/** Small words say nothing between two of a name; those that deny do: "permis sans B". */
const isPassedOver = ({ text }: Word): boolean => (isStopWord(text) && !denying.has(text)) || isEnglishDeterminer(text)
const denying: ReadonlySet<string> = new Set(['aucun', 'aucune', 'contre', 'ni', 'non', 'pas', 'plus', 'sans'])

/** "Professeur d'anglais", "moniteur de code": who teaches or handles it is a trade. */
function isTaught(text: string, said: readonly Word[], start: number): boolean {
  const before = said.slice(Math.max(0, start - 3), start)
  const at = before.findLastIndex(({ text: word }) => !isStopWord(word))
  const trade = before[at]
  if (!trade || !TEACHES.test(trade.text)) return false
  return (
    !BREAK.test(text.slice(trade.end, said[start]!.start)) && /[^\s,]/.test(text.slice(trade.end, said[start]!.start))
  )
}

const TEACHES =
  /^(?:profs?|professeure?s?|format(?:eur|rice)s?|enseignante?s?|monit(?:eur|rice)s?|instruct(?:eur|rice)s?|traduct(?:eur|rice)s?|interpretes?|inspect(?:eur|rice)s?|teacher)$/

/** Levels follow their subject ("anglais B2", "CACES R489 cat 1A et 3") or stand before it ("niveau A1 en français"). */
function levelsBeside(
  text: string,
  said: readonly Word[],
  { start, end }: { start: number; end: number },
  { levels = [] }: Subject,
): { levels: string[]; after: number } {
  const known = new Map(levels.map((level) => [fold(level), level]))
  const found: string[] = []
  let after = end
  for (const { text: word } of said.slice(start, end))
    if (/\d/.test(word) && known.has(word)) found.push(known.get(word)!)
  if (known.size === 0) return { levels: found, after }
  for (let at = end; at < said.length; at += 1) {
    if (/[.;!?\n]/.test(text.slice(said[at - 1]!.end, said[at]!.start))) break
    const level = known.get(said[at]!.text)
    if (level !== undefined && !isArticle(said[at]!, text)) {
      found.push(level)
      after = at + 1
    } else if (!isLevelWord(said[at]!)) break
  }
  if (found.length > 0) return { levels: found, after }
  for (let at = start - 1; at >= Math.max(0, start - MOST_BEFORE); at -= 1) {
    if (BREAK.test(text.slice(said[at]!.end, said[at + 1]!.start))) break
    const level = known.get(said[at]!.text)
    if (level !== undefined && level.length > 1) return { levels: [level], after }
    if (!isLevelWord(said[at]!)) break
  }
  return { levels: found, after }
}

const MOST_BEFORE = 3
const LEVEL_WORDS = new Set(['niveau', 'niveaux', 'level', 'categorie', 'categories', 'cat', 'option', 'type', 'jusqu'])
const isLevelWord = (word: Word): boolean => LEVEL_WORDS.has(word.text) || isPassedOver(word)

/** "CACES R482 à Lyon": a category is written with a capital. */
const isArticle = ({ text: word, start, end }: Word, text: string): boolean =>
  word.length === 1 && !/[A-Z\d]/.test(text.slice(start, end))

interface Keys {
  exact: string
  stem?: string
}

/** A word with a capital, a digit or few letters is compared as it is, others by their stem; a slip by the word it is a slip of. */
function keysOf({ text }: Word): Keys {
  const exact = `=${text}`
  if (text.length < SHORTEST_STEMMED || /\d/.test(text)) return { exact }
  const stem = stemOf(text)
  if (stems.has(stem) || text.length < SHORTEST_SLIP - 1) return { exact, stem }
  const meant = slipOf(text)
  return { exact, stem: meant === undefined ? stem : stemOf(meant) }
}

function stemOf(text: string): string {
  const { stem } = features(lemma(text))
  return stem.length < SHORTEST_STEMMED ? text.replace(/s$/, '') : stem
}

const SHORTEST_STEMMED = 4
const SHORTEST_SLIP = 7

/** The word of a name that a text word is one letter away from: dropped, added, changed, or two turned round; never the first. */
function slipOf(text: string): string | undefined {
  if (slips.get(text)?.includes(text)) return undefined
  for (const shorter of [text, ...shortened(text)]) {
    const meant = slips.get(shorter)?.find((word) => isOneSlip(text, word))
    if (meant !== undefined) return meant
  }
  return undefined
}

const shortened = (text: string): string[] =>
  Array.from({ length: text.length - 1 }, (_, at) => text.slice(0, at + 1) + text.slice(at + 2))

function isOneSlip(one: string, other: string): boolean {
  if (Math.max(one.length, other.length) < SHORTEST_SLIP || Math.abs(one.length - other.length) > 1) return false
  let head = 0
  while (head < one.length && one[head] === other[head]) head += 1
  let tail = 0
  while (tail < Math.min(one.length, other.length) - head && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1
  const [left, right] = [one.slice(head, one.length - tail), other.slice(head, other.length - tail)]
  return left.length + right.length <= 2 || (left.length === 2 && left[0] === right[1] && left[1] === right[0])
}

const root: Node = { next: new Map(), entries: [] }
const stems = new Set<string>()
const slips = new Map<string, string[]>()

/** The words of a name that count: not the small ones, unless they are capitals ("permis CE", "prépa AS") or only one would be left ("à son compte"). */
function wordsOfName(name: string): Word[] {
  const all = words(name)
  const told = all.filter((word) => !isPassedOver(word) || /^[A-Z]+$/.test(name.slice(word.start, word.end)))
  return told.length > 1 ? told : all
}

function learn(name: string, entry: Omit<Entry, 'name' | 'lemma'>): void {
  let node = root
  for (const { text, start, end } of wordsOfName(name)) {
    const isExact = entry.isEnglish || /[A-Z\d]/.test(name.slice(start, end)) || text.length < SHORTEST_STEMMED
    const key = isExact ? `=${text}` : stemOf(text)
    if (!isExact) stems.add(key)
    if (!isExact && text.length >= SHORTEST_SLIP) {
      for (const shorter of [text, ...shortened(text)]) {
        const known = slips.get(shorter) ?? []
        if (!known.includes(text)) slips.set(shorter, [...known, text])
      }
    }
    const next = node.next.get(key) ?? { next: new Map<string, Node>(), entries: [] }
    node.next.set(key, next)
    node = next
  }
  const [only, second] = wordsOfName(name)
  const own = only && !second && !entry.isEnglish ? lemma(only.text) : undefined
  // The first that is called so keeps the name; words of one stem are several names ("stress", "stressant").
  if (!node.entries.some((one) => one.lemma === own)) node.entries.push({ ...entry, name, lemma: own })
}

for (const { id, names } of allSubjects) {
  for (const name of names) learn(name, { id, isTrap: false })
}
const otherNumberOf = (english: string): string =>
  /[^s]s$/.test(english) ? english.slice(0, -1) : /s$/.test(english) ? english : `${english}s`

for (const [id, names] of Object.entries(english)) {
  for (const name of names)
    for (const form of [name, otherNumberOf(name)]) learn(form, { id, isTrap: false, isEnglish: true })
}
for (const { id, saysNot = [] } of allSubjects) for (const name of saysNot) learn(name, { id, isTrap: true })
