import type { Span } from './fold.ts'
import lexicon from './negated-verbs.json' with { type: 'json' }

/**
 * A verb that is denied: "ne veut plus", "n'a jamais", "sait pas", "ne rien chercher". What it does with what follows depends on the verb:
 * wanting refuses its object, pleasing refuses its subject, knowing and having are out of reach, any other only tells a fact.
 */
export interface DeniedVerb extends Span {
  kind: 'refused' | 'left' | 'unable' | 'fact' | 'none'
  /** Where what is denied stands: after the cue, only next to it (a belonging), before it, on either side or in the verb itself. */
  of: 'object' | 'thing' | 'subject' | 'either' | 'verb'
  /** The verb where it says something of its own, which auxiliaries do not. */
  verb?: Span
}

/** The verbs that a text denies, clause by clause; `folded` and offsets are folded ones. Linear in its length. */
export function deniedVerbs(folded: string, clauses: readonly Span[]): DeniedVerb[] {
  return clauses.flatMap(({ start, end }) => {
    const clause = folded.slice(start, end)
    if (!denies.test(clause)) return []
    const words = Array.from(clause.matchAll(wordsOf), ({ index, 0: text }) => ({
      text,
      start: start + index,
      end: start + index + text.length,
    }))
    return inClause(words)
  })
}

interface Word extends Span {
  text: string
}

function inClause(words: readonly Word[]): DeniedVerb[] {
  const found: DeniedVerb[] = []
  let read = 0
  for (let at = 0; at < words.length; at += 1) {
    if (at < read) continue
    const denial = isNe(words[at]!) ? afterNe(words, at) : withoutNe(words, at)
    if (!denial) continue
    found.push(denial.denied)
    read = denial.until
  }
  return found
}

interface Read {
  denied: DeniedVerb
  /** The first word that is not of the cue. */
  until: number
}

/** "Ne" and its other half: after the verb, next to it before an infinitive, or earlier in the clause ("aucun ne", "personne n'"). */
function afterNe(words: readonly Word[], ne: number): Read | undefined {
  const first = words[ne + 1]?.text ?? ''
  if (halves.has(first) && first !== 'ni') return beforeInfinitive(words, ne)
  let verb = ne + 1
  while (clitics.has(words[verb]?.text ?? '')) verb += 1
  if (!words[verb] || isNe(words[verb]!)) return undefined
  for (let at = verb + 1; at < Math.min(words.length, verb + FARTHEST); at += 1) {
    const { text } = words[at]!
    // "Ne demande qu'à commencer" denies nothing.
    if (text === 'que' || text === "qu'" || isNe(words[at]!)) return undefined
    const near = at - verb <= NEAR
    if (!(near ? halves : farHalves).has(text)) continue
    const until = afterHalves(words, at)
    return { denied: judged(words, { from: ne, verb, half: at, until }), until }
  }
  for (let at = ne - 1; at >= Math.max(0, ne - FARTHEST); at -= 1) {
    if (!openers.has(words[at]!.text)) continue
    const type = classOf(words[verb]!.text)
    // "Jamais elle n'acceptera"; "personne ne veut l'embaucher" tells of others.
    const refuses = type === 'please' || (/^jamais?$/.test(words[at]!.text) && (type === 'want' || type === 'again'))
    const { start, end } = words[at]!
    return { denied: { kind: refuses ? 'refused' : 'fact', of: 'object', start, end }, until: verb + 1 }
  }
  return undefined
}

/** "Ne pas proposer de vente", "ne plus jamais y retourner", "ne rien chercher". */
function beforeInfinitive(words: readonly Word[], ne: number): Read | undefined {
  const until = afterHalves(words, ne + 1)
  let verb = until
  while (clitics.has(words[verb]?.text ?? '')) verb += 1
  const said = words[verb]
  if (!said || !infinitive.test(said.text)) return undefined
  const { start } = words[ne]!
  const { end } = words[until - 1]!
  const type = classOf(said.text)
  if (type === 'nothing') return { denied: { kind: 'none', of: 'object', start, end }, until }
  const feared = words.slice(Math.max(0, ne - 3), ne).some(({ text }) => fears.has(text))
  const kind = type === 'know' || type === 'have' ? 'unable' : feared ? 'fact' : 'refused'
  const led = kind === 'refused' ? afterFrames(words, until) : until
  return { denied: { kind, of: 'object', start, end: words[led - 1]!.end }, until: led }
}

/** "Veut pas", "il vient pas", "sait plus lire": the half alone, after a verb. */
function withoutNe(words: readonly Word[], half: number): Read | undefined {
  const particle = words[half]!.text
  if (!spokenHalves.has(particle)) return undefined
  let verb = half - 1
  while (adverbs.has(words[verb]?.text ?? '')) verb -= 1
  const said = words[verb]
  if (!said || clitics.has(said.text) || pronouns.has(said.text) || halves.has(said.text)) return undefined
  const type = classOf(said.text)
  const until = afterHalves(words, half)
  if (type === 'other') {
    let before = verb - 1
    while (clitics.has(words[before]?.text ?? '') && !articles.has(words[before]!.text)) before -= 1
    if (!pronouns.has(words[before]?.text ?? '')) return undefined
  }
  if (/^pl?u$/.test(particle) && !['want', 'can', 'please', 'again'].includes(type)) return undefined
  // "Veut plus de responsabilités" asks for more.
  if (particle === 'plus' && until === half + 1 && type !== 'please' && type !== 'again' && type !== 'can') {
    let next = until
    while (clitics.has(words[next]?.text ?? '')) next += 1
    if (words[next] && !infinitive.test(words[next]!.text)) return undefined
  }
  return { denied: judged(words, { from: verb, verb, half, until }), until }
}

interface Place {
  /** Where the cue begins. */
  from: number
  verb: number
  half: number
  /** The first word after it. */
  until: number
}

function judged(words: readonly Word[], { from, verb, half, until }: Place): DeniedVerb {
  const said = words[verb]!
  const particle = words[half]!.text
  const type = classOf(said.text)
  const next = words[until]?.text ?? ''
  const led = afterFrames(words, until)
  const cue = { start: words[from]!.start, end: words[until - 1]!.end }
  const denied = (kind: DeniedVerb['kind'], of: DeniedVerb['of']): DeniedVerb => ({ kind, of, ...cue })
  /** "Ne veut plus travailler dans la vente": the verb between says nothing of its own. */
  const through = (kind: DeniedVerb['kind'], of: DeniedVerb['of']): DeniedVerb => ({
    ...denied(kind, led > until ? 'object' : of),
    end: words[led - 1]!.end,
  })
  const onVerb: DeniedVerb = { ...denied('fact', 'verb'), verb: { start: said.start, end: said.end } }
  if (type === 'nothing' || /-(?:vous|tu|il|elle|on|ils|elles|t-\w+)$/.test(said.text)) return denied('none', 'object')
  if (type === 'think' && (next === 'que' || next === "qu'")) return denied('none', 'object')
  // "N'a plus que le mardi".
  if (particle === 'plus' && (next === 'que' || next === "qu'") && type !== 'please') return denied('none', 'object')
  const noMore = words.slice(half, until).some(({ text }) => /^pl(?:us|u)$|^pu$/.test(text))
  const onward = words.slice(until, until + NEAR).map(({ text }) => text)
  const infinitiveNext = onward.find((text) => !clitics.has(text)) ?? ''
  // "Ne veut pas qu'elle parte", against "ne veut pas que du distanciel", which refuses only the whole.
  const that = (next === 'que' || next === "qu'") && pronouns.has(words[until + 1]?.text ?? '')
  if (that && (type === 'want' || type === 'can')) return { ...denied('refused', 'object'), end: words[until]!.end }
  switch (type) {
    case 'want':
    case 'again':
      return through('refused', 'either')
    case 'please': {
      const subject = words[from === verb ? verb - 1 : from - 1]?.text ?? ''
      const opens = from === 0 || pronouns.has(subject) || words[verb - 1]?.text === "s'"
      return denied('refused', opens ? 'either' : 'subject')
    }
    // "La vente ne lui dit rien".
    case 'say':
      return words.slice(from, verb).some(({ text }) => receivers.has(text)) ? denied('refused', 'subject') : onVerb
    case 'know':
      return denied('unable', 'either')
    case 'offer': {
      // "Ne lui propose plus d'ateliers"; "le centre ne propose pas de stage" tells a fact.
      const given = words.slice(from, verb).some(({ text }) => receivers.has(text))
      const ordered = /(?:ez|ons|er)$/.test(said.text)
      if (given || ordered) return denied('refused', 'object')
      return said.text.startsWith('parl') && !/^(?:de|d'|du|des)$/.test(next) ? denied('unable', 'object') : onVerb
    }
    case 'can': {
      if (classOf(infinitiveNext) === 'do' || classOf(infinitiveNext) === 'offer') return through('refused', 'object')
      return denied(noMore ? 'refused' : 'unable', noMore ? 'object' : 'thing')
    }
    case 'work':
      return noMore ? denied('left', 'object') : onVerb
    case 'have':
    case 'be': {
      if (wished.has(next)) return denied('refused', 'either')
      if (managed.has(next)) return denied('unable', 'object')
      const never = words.slice(half, until).some(({ text }) => /^jamais?$/.test(text))
      if (never && practised.has(next)) {
        return { ...denied('unable', 'object'), end: words[until + 1] ? words[until]!.end : cue.end }
      }
      const there = words[verb - 1]?.text === 'y'
      const lacked = onward.find((text) => !articles.has(text) && !determiners.has(text)) ?? ''
      if (type === 'have' && !there && belongings.has(lacked)) return denied('unable', 'thing')
      return denied('fact', 'verb')
    }
    default: {
      const ordered = from === 0 && /(?:ez|ons)$/.test(said.text)
      return ordered ? denied('refused', 'object') : onVerb
    }
  }
}

/** Past the verbs that say nothing by themselves, where more follows. */
function afterFrames(words: readonly Word[], from: number): number {
  let at = from
  while (clitics.has(words[at]?.text ?? '')) at += 1
  if (!framing.has(classOf(words[at]?.text ?? '')) || !infinitive.test(words[at]!.text)) return from
  at += words[at]!.text === 'entendre' && words[at + 1]?.text === 'parler' ? 2 : 1
  if (words[at]?.text === 'vers') at += 1
  return words[at] ? at : from
}

const framing: ReadonlySet<string> = new Set(['do', 'offer'])

/** "Plus jamais", "jamais rien", "pas du tout" are one. */
function afterHalves(words: readonly Word[], half: number): number {
  let until = half + 1
  while (until < half + NEAR && spokenHalves.has(words[until]?.text ?? '') && words[until]!.text.length > 2) until += 1
  if (words[until]?.text === 'encore') until += 1
  if (words[until]?.text === 'du' && words[until + 1]?.text === 'tout') until += 2
  return until
}

const isNe = ({ text }: Word): boolean => text === 'ne' || text === "n'"

/** In words, from the verb: how far its other half may stand, and how far where it may be the object ("n'accepte dans l'immédiat aucun poste"). */
const NEAR = 4
const FARTHEST = 8

const denies = /\bne\b|\bn'|\b(?:pas?|plus?|pu|jamais?|rien|guere)\b/
const wordsOf = /[a-z]+'|[a-z0-9]+(?:-[a-z0-9]+)*/g
const infinitive = /^[a-z]+(?:er|ir|oir|dre|tre|ire)$/

const { clitics, pronouns, articles, determiners, adverbs, receivers, fears, wished, managed, practised, belongings } =
  Object.fromEntries(
    Object.entries(lexicon.words).map(([name, words]) => [name, new Set<string>(words)]),
  ) as unknown as Record<keyof typeof lexicon.words, ReadonlySet<string>>
const halves = new Set(lexicon.halves.near)
const farHalves = new Set(lexicon.halves.far)
const openers = new Set(lexicon.halves.before)
const spokenHalves = new Set(lexicon.halves.spoken)

type VerbClass = keyof typeof lexicon.verbs
const whole = new Map<string, VerbClass>()
const stems = new Map<string, VerbClass>()
for (const [name, forms] of Object.entries(lexicon.verbs) as [VerbClass, string[]][]) {
  for (const form of forms) {
    if (form.endsWith('*')) stems.set(form.slice(0, -1), name)
    else whole.set(form, name)
  }
}

/** By the word, else by its longest beginning that is known. */
function classOf(word: string): VerbClass | 'other' {
  const exact = whole.get(word) ?? (word.startsWith('j') ? whole.get(word.slice(1)) : undefined)
  if (exact) return exact
  for (let length = Math.min(word.length, LONGEST_STEM); length >= 3; length -= 1) {
    const known = stems.get(word.slice(0, length))
    if (known) return known
  }
  return 'other'
}
const LONGEST_STEM = Math.max(...[...stems.keys()].map((stem) => stem.length))
