import { clauseAt, clauseIndexAt, clausesOf } from './clauses.ts'
import { type CueClasses, cuePattern, rarestWord } from './cues.ts'
import { firstAtLeast, foldWithOffsets, type Span } from './fold.ts'
import lexicon from './negation.json' with { type: 'json' }
import { isStopWord } from './words.ts'

/**
 * How a text speaks of what it denies: it refuses it, leaves it (a former trade), does not ask for it ("pas obligé"), refuses it only as the
 * whole ("pas que"), cannot or does not have it ("ne sait pas", "n'a pas"), which refuses nothing, or names it to set it aside ("plutôt que").
 */
export type NegationKind = 'refused' | 'left' | 'optional' | 'not-only' | 'unable' | 'set-aside'

export interface Negation {
  kind: NegationKind
  cue: Span
  /** All that is denied. */
  scope: Span
  /** The words next to the cue and their list: what is denied beyond doubt, where `scope` holds what hangs on it too. */
  focus: Span
  /** The list itself. What is denied begins between `start` and `head`, its first word of weight: "pas [le soir], [la nuit] ni [le dimanche]". */
  items: readonly NegatedItem[]
}

export interface NegatedItem extends Span {
  head: number
}

/** What a text denies, in its order; offsets are those of the text given. Linear in its length. */
export function negations(text: string): Negation[] {
  const { text: folded, span } = foldWithOffsets(text)
  const clauses = clausesOf(folded)
  const candidates = cuesIn(folded, clauses)
  if (candidates.length === 0) return []
  const sentence: Sentence = {
    text: folded,
    clauses,
    ends: startsOf(ends, folded),
    endsFrom: startsOf(endsFrom, folded),
    conjunctions: startsOf(conjunction, folded),
    // Of two that end together, the longest.
    backward: new Map(
      candidates
        .filter(({ reach }) => reach === 'before')
        .sort((one, other) => other.start - one.start)
        .map((one) => [one.end, one]),
    ),
  }
  const chosen = nearest(candidates)
  const found: Negation[] = []
  for (const [at, cue] of chosen.entries()) {
    // "Pas de vente ni de restauration": the list of the first goes over the second.
    if (cue.start < (found.at(-1)?.focus.end ?? 0) || cue.kind === 'none') continue
    let after = at + 1
    while (after < chosen.length && folded.startsWith('ni ', chosen[after]!.start)) after += 1
    const next = chosen[after]
    const read = readOne(sentence, cue, next?.start ?? folded.length)
    if (read) found.push(read)
  }
  return found.map(({ kind, cue, scope, focus, items }) => ({
    kind,
    cue: span(cue.start, cue.end),
    scope: span(scope.start, scope.end),
    focus: span(focus.start, focus.end),
    items: items.map(({ start, head, end }) => ({ ...span(start, end), head: span(head, end).start })),
  }))
}

/** A folded text with where its clauses are, and what ends a scope. */
interface Sentence {
  text: string
  clauses: readonly Span[]
  ends: readonly number[]
  endsFrom: readonly number[]
  conjunctions: readonly number[]
  /** Cues that may stand after what they deny, by their end. */
  backward: ReadonlyMap<number, CueFound>
}

type Reach = 'clause' | 'phrase' | 'from' | 'from-to' | 'before'

interface Cue {
  kind: NegationKind | 'none'
  reach: Reach
  pattern: RegExp
  /** One of these stands in every text that it matches: most texts hold few, and are searched for little else. */
  hints: readonly string[]
}

interface CueFound extends Span {
  kind: NegationKind | 'none'
  reach: Reach
}

function readOne(sentence: Sentence, cue: CueFound, next: number): Negation | undefined {
  if (cue.reach !== 'before') {
    const ahead = readAhead(sentence, cue, next)
    if (ahead) return negation(cue, ahead)
  }
  const back = sentence.backward.get(cue.end)
  const behind = back && readBehind(sentence, back)
  return behind && negation(back, behind)
}

const negation = ({ kind, start, end }: CueFound, denied: Denied): Negation => ({
  kind: kind as NegationKind,
  cue: { start, end },
  ...denied,
})

type Denied = Pick<Negation, 'scope' | 'focus' | 'items'>

function readAhead(
  { text, clauses, ends, endsFrom, conjunctions }: Sentence,
  { end: cueEnd, reach }: CueFound,
  next: number,
): Denied | undefined {
  // "À éviter : la vente."
  const colon = reach === 'clause' ? /^ {0,2}: {0,2}/.exec(text.slice(cueEnd, cueEnd + 6)) : null
  const opens = cueEnd + (colon?.[0].length ?? 0)
  const clause = clauseAt(clauses, opens)
  if (clause.start > afterSpace(text, opens)) return undefined
  const stop = (from: number, until: number): number => {
    const left = reach === 'from' || reach === 'from-to'
    return Math.min(firstFrom(ends, from, until), left ? firstFrom(endsFrom, from, until) : until)
  }
  const limit = stop(opens, Math.min(clause.end, next))
  if (reach === 'from-to' && firstFrom(endsFrom, limit, limit + 1) > limit) return undefined
  const items = readList(text, opens, limit, stop)
  const [end] = items.slice(-1).map((item) => item.end)
  if (end === undefined) return undefined
  const start = afterSpace(text, opens)
  const focus = { start, end }
  if (reach === 'phrase') return { scope: focus, focus, items }
  const until = end <= limit ? limit : stop(end, Math.min(clauseAt(clauses, end - 1).end, next))
  const scope = { start, end: beforeSpace(text, firstFrom(conjunctions, end, Math.max(end, until))) }
  return { scope, focus, items }
}

/** "Le commerce, non merci": the clause so far, or the one before where the cue is alone in its own. */
function readBehind({ text, clauses }: Sentence, { start, kind }: CueFound): Denied | undefined {
  const own = clauseAt(clauses, start)
  const before = clauses[clauseIndexAt(clauses, start) - 1]
  const said = (span: Span) => [...text.slice(span.start, span.end).matchAll(wordsOf)].some(([one]) => !isStopWord(one))
  const far = start - MOST_BEHIND
  const here = { start: own.start >= far ? own.start : text.indexOf(' ', far) + 1, end: start }
  const scope = said(here) ? here : kind === 'refused' ? before : undefined
  if (!scope || scope.end - scope.start > MOST_BEHIND || !said(scope)) return undefined
  const trimmed = { start: afterSpace(text, scope.start), end: beforeSpace(text, scope.end) }
  return { scope: trimmed, focus: trimmed, items: [{ ...trimmed, head: trimmed.end - 1 }] }
}

interface Item extends NegatedItem {
  /** How it is introduced: items of one list are introduced alike. */
  by: 'of' | 'the' | 'in' | 'bare'
}

/** The words held together after a cue and those joined to them: "de vente, de ménage ni de restauration". */
function readList(
  text: string,
  from: number,
  limit: number,
  stop: (from: number, until: number) => number,
): readonly Item[] {
  const first = readItem(text, from, limit)
  if (!first) return []
  const items = [first]
  let sure = 1
  while (items.length < MOST_ITEMS) {
    const { end } = items.at(-1)!
    join.lastIndex = end
    const joint = join.exec(text)
    if (!joint) break
    const [written, word] = joint
    const item = readItem(text, end + written.length, stop(end + written.length, text.length))
    if (!item) break
    if ((word === 'et' || word === 'and' || word === undefined) && item.by !== first.by) break
    items.push(item)
    // A comma alone makes a list where each item says "de"; elsewhere only if a conjunction closes it.
    if (word !== undefined || item.by === 'of') sure = items.length
  }
  return items.slice(0, sure)
}

function readItem(text: string, from: number, limit: number): Item | undefined {
  let at = afterSpace(text, from)
  let start = at
  let by: Item['by'] = 'bare'
  let framed: Item | undefined
  for (;;) {
    passed.lastIndex = at
    const word = passed.exec(text)
    if (!word || at + word[0].trimEnd().length > limit) break
    const head = at
    at += word[0].length
    if (word[1] !== undefined) {
      framed = { start, head, end: head + word[1].length, by }
      start = at
    } else {
      by = introducedBy(word[0].trim(), by)
      // "Pas de formation demandée."
      if (framed) framed.end = head + word[0].trimEnd().length
    }
  }
  const head = at
  let end: number | undefined
  for (let words = 0; words < MOST_WORDS; words += 1) {
    held.lastIndex = at
    const word = held.exec(text)
    if (!word || at + word[0].length > limit || isStopWord(word[1]!)) break
    at += word[0].length
    end = at
    link.lastIndex = at
    at += link.exec(text)?.[0].length ?? 0
  }
  return end === undefined ? framed : { start, head, end, by }
}

function introducedBy(word: string, before: Item['by']): Item['by'] {
  if (/^(?:de|d'|du|des)$/.test(word)) return 'of'
  if (/^(?:le|la|les|l'|the)$/.test(word)) return before === 'of' || before === 'in' ? before : 'the'
  return /^(?:en|dans|a|au|aux|sur|chez|in)$/.test(word) ? 'in' : before
}

const MOST_ITEMS = 8
const MOST_WORDS = 6
/** UTF-16 units that a cue reaches back over. */
const MOST_BEHIND = 120

/** Each cue where it stands, the clause boundaries respected. */
function cuesIn(text: string, clauses: readonly Span[]): CueFound[] {
  const found: CueFound[] = []
  for (const { kind, reach, pattern, hints } of cues) {
    if (!hints.some((hint) => text.includes(hint))) continue
    for (const { index, 0: written } of text.matchAll(pattern)) {
      if (reach === 'from-to' && !clauses.some(({ start }) => afterSpace(text, start) === index)) continue
      found.push({ kind, reach, start: index, end: index + written.length })
    }
  }
  return found
}

/** Of cues that overlap, the one that ends nearest to what it denies, then the longest, then the least usual. */
function nearest(candidates: readonly CueFound[]): CueFound[] {
  const chosen: CueFound[] = []
  const order = [...candidates].sort(
    (one, other) =>
      other.end - one.end ||
      one.start - other.start ||
      kinds.indexOf(one.kind) - kinds.indexOf(other.kind) ||
      reaches.indexOf(one.reach) - reaches.indexOf(other.reach),
  )
  for (const one of order) if (one.end <= (chosen.at(-1)?.start ?? Number.POSITIVE_INFINITY)) chosen.push(one)
  return chosen.reverse()
}

const kinds: readonly CueFound['kind'][] = ['none', 'not-only', 'optional', 'unable', 'set-aside', 'left', 'refused']
const reaches: readonly Reach[] = ['clause', 'from', 'phrase', 'from-to', 'before']

const classes: CueClasses = lexicon.classes

const oneOf = (written: readonly string[]): RegExp =>
  new RegExp(written.map((cue) => cuePattern(cue, classes)).join('|'), 'g')

const cues: readonly Cue[] = kinds.flatMap((kind) =>
  Object.entries<string | readonly string[]>(lexicon[kind]).flatMap(([reach, written]) =>
    typeof written === 'string'
      ? []
      : written.map((cue) => ({
          kind,
          reach: reach as Reach,
          pattern: new RegExp(`${cuePattern(cue, classes)}(?: du tout| at all)?`, 'g'),
          hints: rarestWord(cue, classes),
        })),
  ),
)
const ends = oneOf(lexicon.ends.words)
const endsFrom = oneOf(lexicon['ends-from'].words)
const conjunction = / (?:et|and) /g
const wordsOf = /[a-z0-9]+/g
const whole = (one: string): string => (one.endsWith("'") ? one : `${one}(?![a-z0-9'-])`)
/** A word that may stand between a cue and what it denies; captured where it says something of its own. */
const passed = new RegExp(
  `(?:(${lexicon.frames.words.map(whole).join('|')})|(?:${lexicon.empty.words.map(whole).join('|')})) {0,3}`,
  'y',
)
/** A word of what is held together, and what may join it to the next: "vente de vêtements", "aide-soignante". */
const held = /([a-z0-9+#]+(?:[-&.][a-z0-9]+)*)(?![a-z0-9'])/y
const link = / {1,3}(?:(?:de la |de l'|du |des |de |d'))?/y
const join = /(?: {0,2},? {0,2}(et|ou|ni|or|and|nor) | {0,2}, {0,2}| {0,2}\/ {0,2})(?! )/y

const startsOf = (pattern: RegExp, text: string): number[] => Array.from(text.matchAll(pattern), ({ index }) => index)

/** The first of these offsets from `from` on, or `until`. */
function firstFrom(sorted: readonly number[], from: number, until: number): number {
  const at = firstAtLeast(sorted, from)
  return Math.min(sorted[at] ?? until, until)
}

function afterSpace(text: string, from: number): number {
  let at = from
  while (text[at] === ' ') at += 1
  return at
}

function beforeSpace(text: string, end: number): number {
  let at = end
  while (text[at - 1] === ' ') at -= 1
  return at
}
