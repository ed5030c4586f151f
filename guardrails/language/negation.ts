import { clauseAt, clausesOf } from './clauses.ts'
import { foldWithOffsets, type Span } from './fold.ts'
import lexicon from './negation.json' with { type: 'json' }
import { count } from './numbers.ts'
import { isStopWord } from './words.ts'

/**
 * How a text speaks of what it denies: it refuses it, leaves it (a former trade), does not ask for it ("pas obligé"), refuses it only as the
 * whole ("pas que"), cannot or does not have it ("ne sait pas", "n'a pas"), which refuses nothing, or names it to set it aside ("plutôt que").
 */
export type NegationKind = 'refused' | 'left' | 'optional' | 'not-only' | 'unable' | 'set-aside'

export interface Negation {
  kind: NegationKind
  /** False for a cue that denies whatever follows ("sans", "jamais", "ne … pas" with any verb): what is no trade or subject is only absent. */
  firm: boolean
  cue: Span
  /** All that is denied. */
  scope: Span
  /** The words next to the cue and their list: what is denied beyond doubt, where `scope` holds what hangs on it too. */
  focus: Span
}

/** What a text denies, in its order; offsets are those of the text given. Linear in its length. */
export function negations(text: string): Negation[] {
  const { text: folded, span } = foldWithOffsets(text)
  const clauses = clausesOf(folded)
  const candidates = cuesIn(folded, new Set(clauses.map(({ start }) => afterSpace(folded, start))))
  const ending = Map.groupBy(candidates, ({ end }) => end)
  const chosen = nearest(candidates)
  const found: Negation[] = []
  const nexts: number[] = new Array(chosen.length).fill(folded.length)
  for (let at = chosen.length - 2; at >= 0; at -= 1) {
    const { start, reach } = chosen[at + 1]!
    // "De la vente, du bruit": a list goes over what only might begin "de X à Y".
    nexts[at] = reach === 'from-to' || folded.startsWith('ni ', start) ? nexts[at + 1]! : start
  }
  for (const [at, cue] of chosen.entries()) {
    // "Pas de vente ni de restauration": the list of the first goes over the second.
    if (cue.start < (found.at(-1)?.focus.end ?? 0) || cue.kind === 'none') continue
    const read = readOne(folded, clauses, cue, ending.get(cue.end) ?? [], nexts[at]!)
    if (read) found.push(read)
  }
  return found.map(({ kind, firm, cue, scope, focus }) => ({
    kind,
    firm,
    cue: span(cue.start, cue.end),
    scope: span(scope.start, scope.end),
    focus: span(focus.start, focus.end),
  }))
}

type Reach = 'clause' | 'phrase' | 'loose' | 'from' | 'from-to' | 'before'

interface Cue {
  kind: NegationKind | 'none'
  reach: Reach
  /** Counts only where a clause begins. */
  opens: boolean
  /** Of each of its steps, the words it may begin with: a text without one of them is not looked through. */
  needs: readonly (readonly string[])[]
  pattern: RegExp
}

interface CueFound extends Span {
  kind: NegationKind | 'none'
  reach: Reach
}

function readOne(
  text: string,
  clauses: readonly Span[],
  cue: CueFound,
  alike: readonly CueFound[],
  next: number,
): Negation | undefined {
  const { kind, reach } = cue
  if (kind === 'none') return undefined
  // "En a marre de la vente" has the shorter "marre" in it, which goes on; "la vente, elle en a marre" has not.
  const onward = reach === 'before' ? alike.find((one) => goesOn.has(one.reach) && one.kind === kind) : cue
  const ahead = onward && readAhead(text, clauses, onward, next)
  if (ahead)
    return {
      kind,
      firm: onward.reach !== 'loose' && onward.reach !== 'from-to',
      cue: { start: cue.start, end: cue.end },
      ...ahead,
    }
  const back = alike.find((one) => one.reach === 'before')
  if (!back || (reach !== 'before' && says(text, cue.end, clauseAt(clauses, cue.end - 1).end))) return undefined
  const behind = readBehind(text, clauses, back)
  if (!behind) return undefined
  const firm = back.kind === 'refused' && !tells.test(text.slice(behind.scope.start, behind.scope.end))
  return { kind: back.kind as NegationKind, firm, cue: { start: back.start, end: back.end }, ...behind }
}

/** A clause that tells something of somebody, as against one that only names what is denied after it. */
const tells = /^(?:ils?|elles?|on|je|j'|qu[ei]|qu'|s[e']|celles?|ceux|ca|cela|tout)\b|\d/

const goesOn: ReadonlySet<Reach> = new Set(['clause', 'from', 'phrase'])

/** Whether any of the last words there carries meaning. */
function says(text: string, from: number, until: number): boolean {
  const last = text.slice(Math.max(from, until - SAID_WITHIN), until)
  return (last.match(wordsOf) ?? []).some((word) => !isStopWord(word) && !anaphors.has(word))
}
const SAID_WITHIN = 200

function readAhead(
  text: string,
  clauses: readonly Span[],
  { end: cueEnd, reach, kind }: CueFound,
  next: number,
): Pick<Negation, 'scope' | 'focus'> | undefined {
  // "À éviter : la vente"; "non : la vente" is a correction.
  const weak = reach === 'phrase' || reach === 'loose'
  const colon = weak ? 0 : (/^ {0,2}: {0,2}/.exec(text.slice(cueEnd, cueEnd + 6))?.[0].length ?? 0)
  const opens = cueEnd + colon
  const clause = clauseAt(clauses, opens)
  if (clause.start > afterSpace(text, opens)) return undefined
  const stop = (from: number, until: number): number => {
    const left = reach === 'from' || reach === 'from-to'
    return Math.min(firstMatch(ends, text, from, until), left ? firstMatch(endsFrom, text, from, until) : until)
  }
  const first = readItem(text, opens, Math.min(clause.end, next), 1)
  if (!first) return undefined
  // "Ancien boulanger formation de cariste": a training begins something else, where it does not begin what is denied.
  const limit = stop(opens, firstMatch(endsLater, text, first.end, Math.min(clause.end, next)))
  if (reach === 'from-to' && firstMatch(endsFrom, text, limit, limit + 1) > limit) return undefined
  const list = readList(text, opens, limit, { stop, within: next, counted: colon > 0, left: kind === 'left' })
  if (!list) return undefined
  const start = afterSpace(text, opens)
  const focus = { start, end: list.end }
  const aside = (at: number): number => at + (/^ {0,2}\([^()\n]{1,60}\)/.exec(text.slice(at, at + 64))?.[0].length ?? 0)
  if (weak) return { scope: { start, end: aside(list.end) }, focus }
  const clauseEnd = clauseAt(clauses, list.end - 1).end
  const goes =
    list.end <= limit ? limit : stop(list.end, firstMatch(endsLater, text, list.end, Math.min(clauseEnd, next)))
  const until = list.doing ? goes : firstMatch(another, text, list.end, goes)
  const end = beforeSpace(text, firstMatch(conjunction, text, list.end, Math.max(list.end, until)))
  // "Sauf agent de service (ASH)" says it twice.
  const scope = { start, end: aside(end) }
  return { scope, focus }
}

/** "Le commerce, non merci": the clause so far, or the one before where the cue is alone in its own. */
function readBehind(
  text: string,
  clauses: readonly Span[],
  { start, reach: _, kind }: CueFound,
): Pick<Negation, 'scope' | 'focus'> | undefined {
  const own = clauseAt(clauses, start)
  const before = clauses[clauses.indexOf(own) - 1]
  const said = (span: Span) => says(text, span.start, span.end)
  const here = { start: own.start, end: start }
  const scope = said(here) ? here : kind === 'refused' ? before : undefined
  if (!scope || !said(scope)) return undefined
  const trimmed = { start: afterSpace(text, scope.start), end: beforeSpace(text, scope.end) }
  return { scope: trimmed, focus: trimmed }
}

interface Item {
  end: number
  /** "Soulever des cartons": what is done, as against what is named. */
  doing: boolean
  /** How it is introduced: items of one list are introduced alike. */
  by: 'of' | 'some' | 'the' | 'in' | 'bare'
}

/** The words held together after a cue and those joined to them: "de vente, de ménage ni de restauration". */
function readList(
  text: string,
  from: number,
  limit: number,
  { stop, within, counted, left }: ListBounds,
): Item | undefined {
  const first = readItem(text, from, limit)
  if (!first) return undefined
  let sure = first.end
  let end = first.end
  let again = /\bni *$/.test(text.slice(Math.max(0, from - 4), from))
  for (let items = 1; items < MOST_ITEMS; items += 1) {
    join.lastIndex = end
    const joint = join.exec(text)
    if (!joint) break
    const [written, word] = joint
    // "Ni bar ni salle, l'accueil ou le ménage": once it is said again, it has to be.
    again ||= word === 'ni' || word === 'nor'
    if (again && word === undefined) break
    // "Ancien maçon, carreleur à Lyon": only what goes on with "de" was left as well.
    if (left && word === undefined && first.by !== 'of' && first.by !== 'some') break
    const item = readItem(text, end + written.length, stop(end + written.length, within))
    if (!item) break
    const alike = item.by === first.by
    if ((word === 'et' || word === 'and' || word === undefined) && !alike) break
    // "Ne peut plus soulever de cartons et vise…" goes on with what else is told.
    if (first.doing && !item.doing && (word === 'et' || word === 'and')) break
    end = item.end
    // A comma alone makes a list where each item says "de", or after a colon; elsewhere only if a conjunction closes it.
    if (word !== undefined || (alike && (counted || item.by === 'of' || item.by === 'some'))) sure = end
  }
  return { ...first, end: sure }
}

interface ListBounds {
  /** Where what is denied ends, from an offset on. */
  stop: (from: number, until: number) => number
  /** Where the next cue begins. */
  within: number
  /** After a colon, commas alone make a list. */
  counted: boolean
  left: boolean
}

function readItem(text: string, from: number, limit: number, most = MOST_WORDS): Item | undefined {
  let at = afterSpace(text, from)
  let by: Item['by'] = 'bare'
  let doing = false
  let end: number | undefined
  for (;;) {
    empty.lastIndex = at
    const passed = empty.exec(text)
    const word = passed?.[0].trim()
    if (!passed || !word || at + word.length > limit) break
    by = introducedBy(word, by)
    // "Ne veut pas de formation": of what, it does not say.
    if (!isStopWord(word) && /^[a-z]{4}/.test(word)) end = at + word.length
    at += passed[0].length
  }
  for (let words = 0; words < most; words += 1) {
    held.lastIndex = at
    const word = held.exec(text)
    if (!word || at + word[0].length > limit || isStopWord(word[1]!) || isMeasure(text, at)) break
    if (words === 0) doing = infinitive.test(word[1]!)
    at += word[0].length
    end = at
    link.lastIndex = at
    const linked = link.exec(text)?.[0] ?? ''
    // "Pas le samedi Toulon": whole in itself, unless more hangs on it.
    if (closed.has(word[1]!) && linked.trim() === '') break
    at += linked.length
  }
  return end === undefined ? undefined : { end, by, doing }
}
const infinitive = /^[a-z]{2,}(?:er|ir|oir|dre|tre|ire)$/

/** "Licencié de l'aciérie 58 ans": how much, how long and how old is of something else. */
function isMeasure(text: string, at: number): boolean {
  measure.lastIndex = at
  return measure.test(text)
}
const measure = /\d{1,5} ?(?:ans?|a\.|mois|h|heures|km|min|minutes|euros?|€|%)(?![a-z])/y

function introducedBy(word: string, before: Item['by']): Item['by'] {
  if (/^(?:de|d')$/.test(word)) return 'of'
  if (/^(?:du|des)$/.test(word)) return 'some'
  if (/^(?:le|la|les|l'|the)$/.test(word)) return before === 'of' ? 'some' : before === 'in' ? before : 'the'
  return /^(?:en|dans|a|au|aux|sur|chez|in)$/.test(word) ? 'in' : before
}

const MOST_ITEMS = 8
const MOST_WORDS = 6

/** Each cue where it stands, the clause boundaries respected. */
function cuesIn(text: string, openings: ReadonlySet<number>): CueFound[] {
  const found: CueFound[] = []
  const present = new Set(text.match(wordsOf))
  for (const { kind, reach, opens, needs, pattern } of cues) {
    if (!needs.every((words) => words.some((word) => present.has(word)))) continue
    for (const { index, 0: written } of text.matchAll(pattern)) {
      if (opens && !openings.has(index)) continue
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
const reaches: readonly Reach[] = ['clause', 'from', 'phrase', 'from-to', 'before', 'loose']

const classes: Readonly<Record<string, readonly string[]>> = lexicon.classes

/** Between two words; nothing after an apostrophe or a hyphen. */
const gap = "(?:(?<=['-])| {1,3})"

/** A cue as the lexicon writes it, as a pattern. */
function sourceOf(cue: string): string {
  const [said, seen] = cue.split(' > ')
  return `(?<![a-z0-9-])${wordsIn(said!)}${seen === undefined ? '' : `(?=${gap}${wordsIn(seen)})`}`
}

function wordsIn(written: string): string {
  let source = ''
  let opened = false
  for (const step of written.split(' ')) {
    if (step === '^') continue
    const optional = step.startsWith('?')
    const choice = `(?:${choicesOf(optional ? step.slice(1) : step).join('|')})`
    if (opened) source += optional ? `(?:${gap}${choice})?` : `${gap}${choice}`
    else source += optional ? `(?:${choice}${gap})?` : choice
    opened ||= !optional
  }
  return `${source}(?:(?<=['-])|(?<=[>→])|(?![a-z0-9'-]))`
}

const choicesOf = (step: string): string[] =>
  step
    .split('|')
    .flatMap((one) => {
      if (one === '#') return [amount]
      return one.startsWith('@') ? classes[one.slice(1)]! : [one.replace('*', '[a-z]{1,20}')]
    })
    .sort((one, other) => other.length - one.length)
function needsOf(cue: string): string[][] {
  const steps = cue.split(' ').filter((step) => !step.startsWith('?') && !/^[\^>]|[*#]/.test(step))
  return steps
    .map((step) => choicesOf(step).map((choice) => /[a-z0-9]+/.exec(choice)?.[0] ?? ''))
    .filter((words) => !words.includes(''))
}

const amount = `(?:${count}|plusieurs|quelques|longues|nombreuses)`

const oneOf = (written: readonly string[], flags: string): RegExp => new RegExp(written.map(sourceOf).join('|'), flags)

const cues: readonly Cue[] = kinds.flatMap((kind) =>
  Object.entries<string | readonly string[]>(lexicon[kind]).flatMap(([reach, written]) =>
    typeof written === 'string'
      ? []
      : written.map((cue) => ({
          kind,
          reach: reach as Reach,
          opens: cue.startsWith('^'),
          needs: needsOf(cue),
          pattern: new RegExp(`${sourceOf(cue)}(?: du tout| at all)?`, 'g'),
        })),
  ),
)
const ends = oneOf(lexicon.ends.words, 'g')
/** What an article or a preposition leads to still belongs to what is denied: "ne veut plus suivre de formation". */
const endsLater = new RegExp(
  `(?<!\\b(?:une?|les?|la|des?|du|en|son|sa|[dl]') ?)${oneOf(lexicon['ends-later'].words, '').source}`,
  'g',
)
const closed = new Set(lexicon.closed.words)
const anaphors = new Set(lexicon.anaphors.words)
const endsFrom = oneOf(lexicon['ends-from'].words, 'g')
/** "Plus de vente un secrétariat": something else, unless a small word joins it or it is the object of a verb. */
const another = /(?<!\b(?:dans|chez|avec|pour|sur|de|par|comme|ou|et|en|a)) (?:une?|des) /g
const conjunction = / (?:et|and) /g
const wordsOf = /[a-z0-9]+/g
const empty = new RegExp(
  `(?:${[...lexicon.empty.words]
    .sort((one, other) => other.length - one.length)
    .map((one) => (one.endsWith("'") ? one : `${one}(?![a-z0-9'-]) {0,3}`))
    .join('|')})`,
  'y',
)
/** A word of what is held together, and what may join it to the next: "vente de vêtements", "aide-soignante". */
const held = /([a-z0-9+#]+(?:[-&.][a-z0-9]+)*)(?![a-z0-9'])/y
const link = / {1,3}(?:(?:de la |de l'|du |des |de |d'))?/y
const join = /(?: {0,2},? {0,2}(et|ou|ni|or|and|nor) | {0,2}, {0,2}| {0,2}\/ {0,2})(?! )/y

/** Looks no farther than a word that begins in time, so that many cues in one clause cost no more than the clause. */
function firstMatch(pattern: RegExp, text: string, from: number, until: number): number {
  pattern.lastIndex = from
  return Math.min(pattern.exec(text.slice(0, until + LONGEST_END))?.index ?? until, until)
}
const LONGEST_END = 40

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
