import { fold } from './language/fold.ts'
import { lemma, root, words } from './language/words.ts'
import lexicon from './lexicon/meaning.json' with { type: 'json' }

/** What words say that no cited claim says: a word of their own, another negation, or a certainty where the claim has none. */
export type MeaningReason = 'word' | 'negation' | 'certainty'

/** What words may rest on. `ofTheWhole`: said of the offer itself, and not of its entry, its public or its premises. */
export interface Licence {
  text: string
  ofTheWhole: boolean
}

/**
 * Judges words against the claims they cite: each word that carries meaning must be one of theirs, or one that says the same; they deny where
 * a claim denies and nowhere else; what a claim leaves open (not stated, possible, on request) they leave open too. "Free", "without",
 * "guaranteed", "accessible" are words like any other: they are there or they are not. Facts stand in slots and are not judged here.
 */
export function meaningReasons(said: string, claims: readonly Licence[]): MeaningReason[] {
  // What it quotes to the letter denies nothing of its own.
  const isQuoted = (quote: string) => claims.some(({ text }) => fold(text).includes(quote))
  const sentence = readMeaning(said, isQuoted)
  const known = claims.map(readClaim)
  const alone = known.map((claim) => againstParts(said, sentence, claim))
  if (alone.some((reasons) => reasons.length === 0)) return []
  if (known.length === 1) return alone[0]!
  if (known.every(({ whole }) => whole.denies) && against(sentence, joined(known)).length === 0) return []
  // Several claims in one breath: each stretch rests on one of them, and what is denied belongs to the stretch that denies it.
  const affirming = known.filter(({ whole }) => !whole.denies)
  const reasons = clausesOf(said).flatMap((clause) => {
    const part = readMeaning(clause, isQuoted)
    const each = known.map((claim) => againstParts(clause, part, claim))
    if (each.some((found) => found.length === 0)) return []
    if (affirming.length > 1 && against(part, joined(affirming)).length === 0) return []
    return each.sort((one, other) => one.length - other.length)[0]!
  })
  const unheard = known.some(({ whole }) => whole.silent && !sentence.silent)
  return [...new Set<MeaningReason>([...reasons, ...(unheard ? (['certainty'] as const) : [])])]
}

/** One sentence, cut where another claim may begin. */
export const clausesOf = (text: string): string[] =>
  text.split(clauseEnd).filter((clause) => /[\p{L}{]{2,}/u.test(clause))

const clauseEnd = /[,;:()]|\.\s|\s(?:et|ni|mais|and|but|nor|avec|puis|then|à partir)\s/i

interface Meaning {
  /** Words that carry meaning, each with all the keys it may be found by. */
  words: readonly { text: string; keys: readonly string[] }[]
  /** Of all its words, the small ones too. */
  keys: ReadonlySet<string>
  /** How often it denies; several "ni" are one. */
  denials: number
  denies: boolean
  /** Says that something is not said. */
  silent: boolean
  /** The reserves it makes, each by its place in the list with the keys of the stretch that makes it. */
  reserves: readonly { reserve: number; keys: ReadonlySet<string> }[]
  ofTheWhole: boolean
}

/** A claim, and what its frame says with each of the things that it quotes. */
interface Claimed {
  whole: Meaning
  parts: readonly Meaning[]
}

function readClaim({ text, ofTheWhole }: Licence): Claimed {
  const meaning = (said: string) => ({ ...readMeaning(said, () => true), ofTheWhole })
  const [frame = '', ...rest] = text.split(/\s?:\s/)
  const told = rest
    .join(' : ')
    .split(/[»”]|[;.]\s/)
    .filter((part) => /\p{L}/u.test(part))
  return { whole: meaning(text), parts: told.length > 1 ? told.map((part) => meaning(`${frame} : ${part}`)) : [] }
}

/** A sentence may say several of the things that a claim quotes, one a stretch, and not what one has of another. */
function againstParts(said: string, sentence: Meaning, { whole, parts }: Claimed): MeaningReason[] {
  const reasons = against(sentence, whole)
  if (reasons.length > 0 || parts.length === 0) return reasons
  const stretches = clausesOf(said).map((clause) => readMeaning(clause))
  const isWithin = ({ words: those }: Meaning) =>
    parts.some(({ keys }) => those.every((word) => word.keys.some((key) => keys.has(key))))
  return stretches.every(isWithin) ? [] : ['word']
}

function against(said: Meaning, claim: Meaning): MeaningReason[] {
  const reasons: MeaningReason[] = []
  const isKnown = ({ text, keys }: Meaning['words'][number]) =>
    (claim.ofTheWhole && wholes.has(text)) || keys.some((key) => claim.keys.has(key))
  if (!said.words.every(isKnown)) reasons.push('word')
  const isDenied = said.denies !== claim.denies && (said.denies || said.words.length > 0)
  if (isDenied || said.denials > Math.max(1, claim.denials)) reasons.push('negation')
  const lost = claim.reserves.some(
    ({ reserve, keys }) =>
      !said.reserves.some((one) => one.reserve === reserve) &&
      said.words.some((word) => word.keys.some((key) => keys.has(key))),
  )
  if ((claim.silent && !said.silent) || lost) reasons.push('certainty')
  return reasons
}

const joined = (claims: readonly Claimed[]): Meaning => {
  const wholes = claims.map(({ whole }) => whole)
  return {
    words: wholes.flatMap(({ words: those }) => those),
    keys: new Set(wholes.flatMap(({ keys }) => [...keys])),
    denials: wholes.reduce((sum, { denials }) => sum + denials, 0),
    denies: wholes.every(({ denies }) => denies),
    silent: wholes.some(({ silent }) => silent),
    reserves: wholes.flatMap(({ reserves: those }) => those),
    ofTheWhole: wholes.some(({ ofTheWhole }) => ofTheWhole),
  }
}

function readMeaning(text: string, isQuoted: (quote: string) => boolean = () => false): Meaning {
  const folded = fold(text)
  const plain = withPhrases(folded)
  // What the catalogue says in its own words denies nothing of the claim that quotes it.
  const unquoted = folded.replaceAll(quotes, (quote) => (isQuoted(quote) ? ' ; ' : quote))
  const frame = unquoted === folded ? plain : withPhrases(unquoted)
  const tokens = tokensOf(plain).filter((word) => !negators.has(word))
  const framed = tokensOf(frame)
  const denying = framed.filter((word) => negators.has(word) && word !== 'ni').length
  const denials = Math.max(denying, Number(framed.includes('ni'))) + deniedByMore(frame)
  return {
    words: tokens.filter((word) => !free.has(word)).map((word) => ({ text: word, keys: keysOf(word) })),
    keys: new Set(tokens.flatMap(keysOf)),
    denials,
    denies: denials > 0,
    // "Sans port de charges, dit le catalogue" is silent about nothing.
    silent: frame.split(/[,;:]/).some((part) => {
      const said = tokensOf(part)
      return (
        (said.some((word) => negators.has(word)) && said.some((word) => silences.has(word))) || nothingOn.test(part)
      )
    }),
    reserves: plain.split(/[,;]/).flatMap((part) => {
      const said = tokensOf(part)
      const keys = new Set(said.flatMap(keysOf))
      return reserves.flatMap((those, reserve) => (said.some((word) => those.has(word)) ? [{ reserve, keys }] : []))
    }),
    ofTheWhole: false,
  }
}

const quotes = /[«“"][^«»“”"]*[»”"]/g
/** "Ne … plus", "personne ne", "n'a … personne": how often, in one stretch each. */
function deniedByMore(frame: string): number {
  return frame.split(/[.;,]/).filter((part) => {
    const denying = part.search(/\bn(?:e\b|['’])/)
    return denying >= 0 && /\b(?:plus|personne)\b/.test(part)
  }).length
}
/** "Rien sur l'accessibilité", "nothing about". */
const nothingOn = /\b(?:rien|nothing) (?:sur|de|du|a propos|about|on)\b/

/** "Non précisé" and "accès", not "n'" or "l'"; numbers and single letters are judged elsewhere. */
const tokensOf = (plain: string): string[] =>
  words(plain).flatMap(({ text }) => (text.length > 1 && !/^\d+$/.test(text) ? [text] : []))

function withPhrases(plain: string): string {
  let made = plain.replaceAll('-', ' ').replaceAll(/\s+/g, ' ').replaceAll('like a french ', 'like a ')
  for (const like of compared) made = made.replace(like, ` ${conceptMark}$1 `)
  for (const { says, as } of phrases) made = made.replace(says, as)
  return made
}

/** By the word itself, its lemma, its root, the families it belongs to, and how it begins: "certification" and "certifiante". */
function keysOf(word: string): string[] {
  const known = keysByWord.get(word)
  if (known) return known
  // What phrases stand for is itself and nothing like it.
  if (word.startsWith(conceptMark)) return [word]
  const plain = lemma(word)
  const keys = [word, plain, `^${root(plain)}`, ...(families.get(word) ?? []), ...(families.get(plain) ?? [])]
  if (plain.length >= longEnough) keys.push(`~${plain.slice(0, beginning)}`)
  const unique = [...new Set(keys)]
  if (keysByWord.size < mostKept) keysByWord.set(word, unique)
  return unique
}

const keysByWord = new Map<string, string[]>()
const mostKept = 20_000
/** In letters: words that begin alike this far are forms of one another ("restauration" is no restaurant). */
const beginning = 7
const longEnough = 8

/** Letters only, so that what stands for a phrase is read as one word. */
const conceptMark = 'concept'
/** "Comme un CAP" is no CAP. */
const compared = [/\bcomme (?:une?|le|la) (\w+)/g, /\blike an? (\w+)/g]

const free: ReadonlySet<string> = new Set([
  ...lexicon.small.fr,
  ...lexicon.small.en,
  ...lexicon.frame.fr,
  ...lexicon.frame.en,
])
/** What is spoken of where a claim is of the offer itself. */
const wholes: ReadonlySet<string> = new Set(lexicon.whole)
const negators: ReadonlySet<string> = new Set(lexicon.negators)
const silences: ReadonlySet<string> = new Set(lexicon.silence)
const reserves: readonly ReadonlySet<string>[] = lexicon.kept.map(
  (those) => new Set(those.map((word) => word.replace('@', conceptMark))),
)
const phrases = lexicon.phrases
  .map(([says = '', as = '']) => ({
    says: new RegExp(`(?<![\\p{L}\\d])${says}(?![\\p{L}\\d])`, 'gu'),
    as: as.replace('@', conceptMark),
  }))
  .sort((one, other) => other.says.source.length - one.says.source.length)

/** Of a word, the families that it belongs to. A word of the catalogue shares one with each of its English words, and none with another French one. */
const families: ReadonlyMap<string, string[]> = (() => {
  const found = new Map<string, string[]>()
  const put = (word: string, family: string) => found.set(word, [...(found.get(word) ?? []), family])
  for (const [at, line] of lexicon.same.entries()) {
    for (const word of line.split(' ')) put(word, `=${at}`)
  }
  for (const line of lexicon.translated) {
    const [french = [], english = []] = line.split(' = ').map((words) => words.split(' '))
    for (const word of french) for (const one of [word, ...english]) put(one, `=${word}`)
  }
  return found
})()
