import { clauseAt, clauseIndexAt, clausesOf } from './clauses.ts'
import { type CueClasses, cuePattern, rarestWord } from './cues.ts'
import { firstAtLeast, foldWithOffsets, type Span } from './fold.ts'
import lexicon from './negation.json' with { type: 'json' }
import { count } from './numbers.ts'
import { deniedVerbs } from './verb-negation.ts'
import { isStopWord } from './words.ts'

/**
 * How a text speaks of what it denies: it refuses it, leaves it (a former trade), does not ask for it ("pas obligé"), refuses it only as the
 * whole ("pas que"), has no need of it ("pas besoin"), cannot or does not have it ("ne sait pas", "n'a pas le permis"), names it to set it
 * aside ("plutôt que"), or tells that something is not so ("le tuteur n'était pas présent"), which refuses nothing either.
 */
export type NegationKind = 'refused' | 'left' | 'optional' | 'not-only' | 'needless' | 'unable' | 'set-aside' | 'fact'

export interface Negation {
  kind: NegationKind
  /** False for a cue that denies whatever follows ("sans", "jamais", "ne … pas" with any verb): what is no trade or subject is only absent. */
  firm: boolean
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
  const openings = new Set(clauses.map(({ start }) => afterSpace(folded, start)))
  const candidates = [...cuesIn(folded, openings), ...verbCuesIn(folded, clauses)]
  if (candidates.length === 0) return []
  const sentence: Sentence = {
    text: folded,
    clauses,
    ends: startsOf(ends, folded),
    endsLater: startsOf(endsLater, folded),
    endsFrom: startsOf(endsFrom, folded),
    another: startsOf(another, folded),
    conjunctions: startsOf(conjunction, folded),
    ending: Map.groupBy(candidates, ({ end }) => end),
  }
  const chosen = nearest(candidates)
  const found: Negation[] = []
  const nexts: number[] = new Array(chosen.length).fill(folded.length)
  for (let at = chosen.length - 2; at >= 0; at -= 1) {
    const { kind, start, reach } = chosen[at + 1]!
    // "De la vente, du bruit": a list goes over what only might begin "de X à Y".
    nexts[at] = kind === 'none' || reach === 'from-to' || folded.startsWith('ni ', start) ? nexts[at + 1]! : start
  }
  for (const [at, cue] of chosen.entries()) {
    // "Pas de vente ni de restauration": the list of the first goes over the second.
    if (cue.start < (found.at(-1)?.focus.end ?? 0) || cue.kind === 'none') continue
    const read = readOne(sentence, cue, nexts[at]!)
    if (read) found.push(read)
  }
  return found.map(({ kind, firm, cue, scope, focus, items }) => ({
    kind,
    firm,
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
  endsLater: readonly number[]
  endsFrom: readonly number[]
  another: readonly number[]
  conjunctions: readonly number[]
  /** Cues by their end. */
  ending: ReadonlyMap<number, readonly CueFound[]>
}

type Reach = 'clause' | 'phrase' | 'loose' | 'from' | 'from-to' | 'before' | 'verb'

interface Cue {
  kind: NegationKind | 'none'
  reach: Reach
  /** Counts only where a clause begins. */
  opens: boolean
  pattern: RegExp
  /** One of these stands in every text that it matches: most texts hold few, and are searched for little else. */
  hints: readonly string[]
}

interface CueFound extends Span {
  kind: NegationKind | 'none'
  reach: Reach
  /** The denied verb, where it says something of its own. */
  verb?: Span
  /** Of a denied verb, whose cue begins with "ne": another cue that ends later is of the same denial. */
  verbal?: boolean
}

function readOne(sentence: Sentence, cue: CueFound, next: number): Negation | undefined {
  const { text, clauses, ending } = sentence
  if (cue.reach === 'verb') return readVerb(sentence, cue, next)
  const alike = (ending.get(cue.end) ?? []).filter(({ kind }) => kind !== 'none')
  // "En a marre de la vente" has the shorter "marre" in it, which goes on; "la vente, elle en a marre" has not.
  const onward = cue.reach === 'before' ? alike.find((one) => goesOn.has(one.reach) && one.kind === cue.kind) : cue
  const ahead = onward && readAhead(sentence, onward, next)
  // "Vendre, elle ne sait pas faire": named first, and taken up by a verb that says nothing.
  const named = ahead && cue.verbal && !saysMore(text, ahead.scope) ? readNamed(sentence, cue) : undefined
  if (named) return negation(cue, true, named)
  if (ahead) return negation(cue, onward.reach !== 'loose' && onward.reach !== 'from-to', ahead)
  // "Plus question pour lui de remonter": no list of things, and yet it is said.
  const rest = onward && wholes.has(onward.kind) ? readRest(sentence, onward, next) : undefined
  if (rest && says(text, rest.scope.start, rest.scope.end)) return negation(cue, onward!.reach === 'clause', rest)
  const isSaidOf = cue.verbal && cue.kind !== 'refused' ? cue : undefined
  const back = alike.find((one) => one.reach === 'before') ?? isSaidOf
  const goesFurther = cue.reach !== 'before' && says(text, cue.end, clauseAt(clauses, cue.end - 1).end)
  const behind = back && !goesFurther ? (readNextClause(sentence, back) ?? readBehind(sentence, back)) : undefined
  // "Jamais en été"; "il n'y connaît rien" only tells of itself.
  if (!behind && rest) return negation(cue, false, rest)
  if (!behind) return cue.verbal && wholes.has(cue.kind) ? readAlone(sentence, cue, next) : undefined
  const firm = back!.kind === 'refused' && !tells.test(text.slice(behind.scope.start, behind.scope.end))
  return negation({ ...back!, start: cue.start }, firm, behind)
}

/** "Porter, il ne peut plus" denies what is named first; "il ne peut plus" only tells of itself. */
function readAlone(sentence: Sentence, cue: CueFound, next: number): Negation | undefined {
  const named = readNamed(sentence, cue)
  return named ? negation(cue, false, named) : readVerb(sentence, { ...cue, kind: 'fact' }, next)
}

/** A fact: the verb with what hangs on it, or all that stands before it where nothing follows ("la remise à niveau n'est pas nécessaire"). */
function readVerb(sentence: Sentence, cue: CueFound, next: number): Negation | undefined {
  const { text, clauses } = sentence
  const clause = clauseAt(clauses, cue.end - 1)
  const verb = cue.verb ?? cue
  const limit = Math.min(firstFrom(sentence.ends, cue.end, clause.end), next)
  const [after, until] = [afterSpace(text, cue.end), beforeSpace(text, limit)]
  const far = cue.start - MOST_BEHIND
  const from = clause.start >= far ? afterSpace(text, clause.start) : text.indexOf(' ', far) + 1
  if (after >= until) {
    // "Si c'est encore un atelier CV elle vient pas": the condition is what is refused.
    const condition = conditions.exec(text.slice(from, verb.start))
    if (condition) {
      const scope = { start: from + condition[0].length - condition[1]!.length, end: from + condition[0].length }
      return negation({ ...cue, kind: 'refused' }, false, {
        scope,
        focus: scope,
        items: [{ ...scope, head: scope.end - 1 }],
      })
    }
    const named = says(text, from, cue.start) ? undefined : readNamed(sentence, cue)
    if (named) return negation(cue, false, named)
    const scope = { start: from, end: verb.end }
    return negation(cue, false, { scope, focus: scope, items: [{ ...scope, head: scope.end - 1 }] })
  }
  const ahead = readAhead(sentence, { ...cue, reach: 'clause' }, next)
  const scope = { start: cue.verb?.start ?? after, end: until }
  const focus = ahead?.focus ?? { start: after, end: until }
  return negation(cue, false, { scope, focus, items: ahead?.items ?? [{ ...focus, head: focus.start }] })
}

/** What it would be if it were so, before who would then not come. */
const conditions =
  /^(?:et |mais )?si (?:c'est|c'etait|c) ?(?:encore |juste |que |pour ){0,3}((?:(?! (?:il|elle|on|je|j'|ils|elles)\b).){3,80}?)(?= (?:il|elle|on|je|j'|ils|elles)\b)/

const negation = ({ kind, start, end }: CueFound, firm: boolean, denied: Denied): Negation => ({
  kind: kind as NegationKind,
  firm,
  cue: { start, end },
  ...denied,
})

type Denied = Pick<Negation, 'scope' | 'focus' | 'items'>

/** A clause that tells something of somebody, as against one that only names what is denied after it. */
const tells = /^(?:ils?|elles?|on|je|j'|qu[ei]|qu'|s[e']|celles?|ceux|ca|cela|tout)\b|\d/

const goesOn: ReadonlySet<Reach> = new Set(['clause', 'from', 'phrase'])

/** Whether any of the last words there carries meaning. */
function says(text: string, from: number, until: number): boolean {
  const last = text.slice(Math.max(from, until - SAID_WITHIN), until)
  return summer.test(last) || (last.match(wordsOf) ?? []).some((word) => !isStopWord(word) && !anaphors.has(word))
}
/** Without its accent it is "been", a small word. */
const summer = /\b(?:l'|d'|cet |en |fin )ete\b/
const SAID_WITHIN = 200

function readAhead(
  { text, clauses, ends, endsLater, endsFrom, another, conjunctions }: Sentence,
  { end: cueEnd, reach, kind }: CueFound,
  next: number,
): Denied | undefined {
  // "À éviter : la vente"; "non : la vente" is a correction.
  const weak = reach === 'phrase' || reach === 'loose'
  const colon = weak ? 0 : (/^ {0,2}: {0,2}/.exec(text.slice(cueEnd, cueEnd + 6))?.[0].length ?? 0)
  const opens = cueEnd + colon
  const clause = clauseAt(clauses, opens)
  if (clause.start > afterSpace(text, opens)) return undefined
  const stop = (from: number, until: number): number => {
    const left = reach === 'from' || reach === 'from-to'
    return Math.min(firstFrom(ends, from, until), left ? firstFrom(endsFrom, from, until) : until)
  }
  const first = readItem(text, opens, Math.min(clause.end, next), 1)
  if (!first) return undefined
  // "Ancien boulanger formation de cariste": a training begins something else, where it does not begin what is denied.
  const limit = stop(opens, firstFrom(endsLater, first.end, Math.min(clause.end, next)))
  if (reach === 'from-to' && firstFrom(endsFrom, limit, limit + 1) > limit) return undefined
  const items = readList(text, opens, limit, { stop, within: next, counted: colon > 0, left: kind === 'left' })
  const [last] = items.slice(-1)
  if (!last) return undefined
  const { end: listEnd } = last
  const start = afterSpace(text, opens)
  const focus = { start, end: listEnd }
  const aside = (at: number): number => at + (/^ {0,2}\([^()\n]{1,60}\)/.exec(text.slice(at, at + 64))?.[0].length ?? 0)
  if (weak) return { scope: { start, end: aside(listEnd) }, focus, items }
  const clauseEnd = clauseAt(clauses, listEnd - 1).end
  const goes = listEnd <= limit ? limit : stop(listEnd, firstFrom(endsLater, listEnd, Math.min(clauseEnd, next)))
  const until = items[0]!.doing ? goes : firstFrom(another, listEnd, goes)
  const end = beforeSpace(text, firstFrom(conjunctions, listEnd, Math.max(listEnd, until)))
  // "Sauf agent de service (ASH)" says it twice.
  const scope = { start, end: aside(end) }
  return { scope, focus, items }
}

/** "Vendre, elle ne sait pas faire": what opens the sentence, before the clause of the cue. */
function readNamed({ text, clauses }: Sentence, { start }: CueFound): Denied | undefined {
  const at = clauseIndexAt(clauses, start)
  const before = clauses[at - 1]
  if (!before || text[before.end] !== ',' || (at > 1 && text[clauses[at - 2]!.end] === ',')) return undefined
  const scope = { start: afterSpace(text, before.start), end: before.end }
  const words = text.slice(scope.start, scope.end)
  if (tells.test(words) || scope.end - scope.start > MOST_NAMED || !says(text, scope.start, scope.end)) return undefined
  return { scope, focus: scope, items: [{ ...scope, head: scope.end - 1 }] }
}
/** All that follows in the clause. */
function readRest(
  { text, clauses, ends }: Sentence,
  { end: cueEnd, reach }: CueFound,
  next: number,
): Denied | undefined {
  if (reach !== 'clause' && reach !== 'loose') return undefined
  const clause = clauseAt(clauses, cueEnd - 1)
  const start = afterSpace(text, cueEnd)
  const end = beforeSpace(text, firstFrom(ends, start, Math.min(clause.end, next)))
  if (start >= end) return undefined
  return { scope: { start, end }, focus: { start, end }, items: [{ start, end, head: start }] }
}
const wholes: ReadonlySet<CueFound['kind']> = new Set(['refused', 'unable', 'needless', 'fact'])

/** UTF-16 units: more than that tells something. */
const MOST_NAMED = 30

/** Whether words there are more than a verb that says nothing by itself ("faire", "travailler"). */
const saysMore = (text: string, { start, end }: Span): boolean =>
  (text.slice(start, end).match(wordsOf) ?? []).some((word) => !isStopWord(word) && !framing.has(word))

/** "C'est fini, la route": a verdict that opens the sentence, and what it is on. */
function readNextClause({ text, clauses }: Sentence, { start, end }: CueFound): Denied | undefined {
  const at = clauseIndexAt(clauses, start)
  const own = clauses[at]!
  const [before, after] = [clauses[at - 1], clauses[at + 1]]
  if (!after || text[own.end] !== ',' || says(text, end, own.end) || says(text, own.start, start)) return undefined
  if ((before && !/[.!?;\n]/.test(text.slice(before.end, own.start))) || !article.test(text.slice(after.start)))
    return undefined
  const scope = { start: afterSpace(text, after.start), end: after.end }
  return { scope, focus: scope, items: [{ ...scope, head: scope.end - 1 }] }
}
const article = /^ ?(?:l[ae]s? |l'|de la |de l'|du )/

/** "Le commerce, non merci": the clause so far, or the one before where the cue is alone in its own. */
function readBehind({ text, clauses }: Sentence, { start, end, kind }: CueFound): Denied | undefined {
  // "Métier : boulanger", and on the next line "Exclu : cuisinier": what heads a field speaks of what follows.
  if (heads.test(text.slice(end, end + 2))) return undefined
  const own = clauseAt(clauses, start)
  const before = clauses[clauseIndexAt(clauses, start) - 1]
  const said = (span: Span) => says(text, span.start, span.end)
  const far = start - MOST_BEHIND
  const here = { start: own.start >= far ? own.start : text.indexOf(' ', far) + 1, end: start }
  const scope = said(here)
    ? here
    : kind === 'refused' || (kind === 'left' && verdict.test(text.slice(start, start + 2)))
      ? before
      : undefined
  if (!scope || scope.end - scope.start > MOST_BEHIND || !said(scope)) return undefined
  const trimmed = { start: afterSpace(text, scope.start), end: beforeSpace(text, scope.end) }
  return { scope: trimmed, focus: trimmed, items: [{ ...trimmed, head: trimmed.end - 1 }] }
}

const heads = /^ ?[:|]/

/** "La vente, c'est derrière elle". */
const verdict = /^c'/

interface Item extends NegatedItem {
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
): readonly Item[] {
  const first = readItem(text, from, limit)
  if (!first) return []
  const items = [first]
  let sure = 1
  let again = /\bni *$/.test(text.slice(Math.max(0, from - 4), from))
  while (items.length < MOST_ITEMS) {
    const { end } = items.at(-1)!
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
    items.push(item)
    // A comma alone makes a list where each item says "de", or after a colon; elsewhere only if a conjunction closes it.
    if (word !== undefined || (alike && (counted || item.by === 'of' || item.by === 'some'))) sure = items.length
  }
  return items.slice(0, sure)
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
      framed = { start, head, end: head + word[1].length, by, doing: false }
      start = at
    } else {
      by = introducedBy(word[0].trim(), by)
      // "Pas de formation demandée."
      if (framed) framed.end = head + word[0].trimEnd().length
    }
  }
  const head = at
  let doing = false
  let end: number | undefined
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
  if (end === undefined) return framed
  muchOf.lastIndex = end
  return { start, head, end: end + (muchOf.exec(text)?.[0].length ?? 0), by, doing }
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
/** UTF-16 units that a cue reaches back over. */
const MOST_BEHIND = 120

/** Each cue where it stands, the clause boundaries respected. */
function cuesIn(text: string, openings: ReadonlySet<number>): CueFound[] {
  const found: CueFound[] = []
  for (const { kind, reach, opens, pattern, hints } of cues) {
    if (!hints.some((hint) => text.includes(hint))) continue
    for (const { index, 0: written } of text.matchAll(pattern)) {
      if (opens && !openings.has(index)) continue
      found.push({ kind, reach, start: index, end: index + written.length })
    }
  }
  return found
}

const verbCuesIn = (text: string, clauses: readonly Span[]): CueFound[] =>
  deniedVerbs(text, clauses).flatMap(({ kind, of, start, end, verb }): CueFound[] => {
    const cue = { kind, start, end, verbal: true, ...(verb && { verb }) }
    if (of === 'verb') return [{ ...cue, reach: 'verb' }]
    const ahead: CueFound = { ...cue, reach: of === 'thing' ? 'loose' : 'clause' }
    const behind: CueFound = { ...cue, reach: 'before' }
    return of === 'object' || of === 'thing' ? [ahead] : of === 'subject' ? [behind] : [ahead, behind]
  })

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
  for (const one of order) {
    const last = chosen.at(-1)
    if (!last || one.end <= last.start) chosen.push(one)
    // "N'a [pas envie]": one denial.
    else if (one.verbal && one.start < last.start && last.end > one.end)
      chosen[chosen.length - 1] = { ...last, start: one.start, verbal: true }
  }
  return chosen.reverse()
}

const kinds: readonly CueFound['kind'][] = [
  'none',
  'not-only',
  'optional',
  'needless',
  'unable',
  'set-aside',
  'left',
  'fact',
  'refused',
]
const reaches: readonly Reach[] = ['clause', 'from', 'phrase', 'from-to', 'verb', 'loose', 'before']

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
          opens: cue.startsWith('^'),
          pattern: new RegExp(`${cuePattern(cue, classes)}(?: du tout| at all)?`, 'g'),
          hints: rarestWord(cue, classes),
        })),
  ),
)
const ends = oneOf(lexicon.ends.words)
/** What an article or a preposition leads to still belongs to what is denied: "ne veut plus suivre de formation". */
const endsLater = new RegExp(
  `(?<!\\b(?:une?|les?|la|des?|du|en|son|sa|cette|ce|[dl]') ?)${oneOf(lexicon['ends-later'].words).source}`,
  'g',
)
const closed = new Set(lexicon.closed.words)
const anaphors = new Set(lexicon.anaphors.words)
const framing = new Set(lexicon.frames.words)
const endsFrom = oneOf(lexicon['ends-from'].words)
/** "Plus de vente un secrétariat": something else, unless a small word joins it or it is the object of a verb. */
const another = /(?<!\b(?:dans|chez|avec|pour|sur|sous|de|par|comme|ou|et|en|a|derriere|devant|contre)) (?:une?|des) /g
const conjunction = / (?:et|and) /g
const wordsOf = /[a-z0-9]+/g
const anyOf = (words: readonly string[]): string =>
  [...words]
    .sort((one, other) => other.length - one.length)
    .map((one) => (one.endsWith("'") ? one : `${one}(?![a-z0-9'-])`))
    .join('|')
/** A word that may stand between a cue and what it denies; captured where it says something of its own. */
const passed = new RegExp(`(?:(${anyOf(lexicon.frames.words)})|(?:${anyOf(lexicon.empty.words)})) {0,3}`, 'y')
/** A word of what is held together, and what may join it to the next: "vente de vêtements", "aide-soignante"; in a list "mise en rayon". */
const held = /([a-z0-9+#]+(?:[-&.][a-z0-9]+)*)(?![a-z0-9'])/y
const link = / {1,3}(?:(?:de la |de l'|du |des |de |d'|(?:en|au|aux) (?=[a-z-]+(?: [a-z-]+)?(?:,| et | ou | ni ))))?/y
/** "Pas d'écran plus de deux heures": how much of it is denied is denied too. */
const muchOf = new RegExp(` (?:plus|moins) d(?:e |')${count} [a-z]{1,10}`, 'y')
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
