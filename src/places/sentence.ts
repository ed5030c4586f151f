import { type Word, wordsOf } from './name-key.ts'

/** How much the words before a name say that a place follows: nothing, a preposition, or no doubt. */
export type Cue = 'none' | 'weak' | 'strong'

/** A text with its words and what surrounds each of them. Indices are those of `words`. */
export interface Sentence {
  text: string
  words: readonly Word[]
  /** The words from `first` on, `size` of them, as a key; undefined when punctuation or a mask stands between. */
  key(first: number, size: number): string | undefined
  /** Written with a capital that means something: not at the start of a sentence, not in a text all in capitals. */
  isCapital(at: number): boolean
  /** The same, at the start of a sentence too. */
  isCapitalised(at: number): boolean
  /** A hyphen ties it to the next word. */
  isTied(at: number): boolean
  /** Nothing of the same clause stands before this word. */
  opens(at: number): boolean
  /** The clause ends at this offset, or goes on with another place, or with what part of the town or around it. */
  closes(end: number): boolean
  cueBefore(at: number): Cue
  /** Whether nothing but a place comes after these words, known or not: "habite à", or only with a capital: "à cinq heures de Rodez". */
  expectsPlace(at: number): 'surely' | 'capital' | 'no'
  /** "À" stands before, or an "a" in a text that never writes it otherwise, and after no subject: "hlm a trappes", not "elle a trappes". */
  isAt(at: number): boolean
  /** Accents are written, so that "a" is the verb. */
  isAccented: boolean
  /** 'dans le', 'en', 'département de la'…: what follows is an area rather than a town. */
  areaCueBefore(at: number): Cue
  /** The folded word `back` places before, in the same sentence; '' for none. */
  before(at: number, back?: number): string
  /** A number that counts what follows ("12 mois") names no place. */
  counts(at: number): boolean
  /** Inside a "[PERSONNE_1]" left by the guard. */
  isMasked(at: number): boolean
}

export function readSentence(text: string): Sentence {
  const words = wordsOf(text)
  const masks = [...text.matchAll(/\[[^\]]{1,40}\]/g)].map((mask) => [mask.index, mask.index + mask[0].length] as const)
  const shouting = /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text)

  const writesAt = /(?<!\p{L})à(?!\p{L})/iu.test(text)

  // All in capitals it may be an acronym: "BPJEPS APT" has nothing of Provence.
  const isCapitalised = (at: number) =>
    !shouting && /^\p{Lu}.*\p{Ll}/u.test(text.slice(words[at]!.start, words[at]!.end))
  const gapAfter = (at: number) => text.slice(words[at]!.end, words[at + 1]?.start ?? text.length)
  const isMasked = (at: number) => masks.some(([start, end]) => words[at]!.start >= start && words[at]!.end <= end)
  const joined = (at: number) => {
    const gap = gapAfter(at)
    return NAME_GAP.test(gap) || (words[at]!.folded.startsWith('saint') && ABBREVIATION_GAP.test(gap))
  }
  const before = (at: number, back = 1): string => {
    for (let one = at - 1; one >= at - back; one -= 1) {
      if (one < 0 || SENTENCE_BREAK.test(gapAfter(one))) return ''
    }
    return words[at - back]!.folded
  }

  const cueBefore = (at: number): Cue => {
    const [last, second, third] = [before(at), before(at, 2), before(at, 3)]
    if (STRONG_ALONE.has(last)) return 'strong'
    if (last === 'secteur' || last === 'zone' || (OF.has(last) && WEAK_WITH_OF.has(second))) return 'weak'
    if (OF.has(last) && PEOPLE.has(second)) return 'weak'
    if (OF.has(last)) return STRONG_WITH_OF.has(second) || /^\d+(?:km|min|mn|h)$/.test(second) ? 'strong' : 'none'
    if (ARTICLE_WORDS.has(last) && (OF.has(second) ? STRONG_WITH_OF.has(third) : STRONG_ALONE.has(second)))
      return 'strong'
    if (!PREPOSITIONS.has(last)) return 'none'
    return LIVING.has(second) || LIVING.has(third) ? 'strong' : 'weak'
  }

  const expectsPlace = (at: number): 'surely' | 'capital' | 'no' => {
    const last = before(at)
    const lead = OF.has(last) ? before(at, 2) : last
    if (cueBefore(at) === 'none' || OF_OTHERS.has(lead)) return 'no'
    const isVerb = text.slice(words[at - 1]!.start, words[at - 1]!.end) === 'a'
    if (isVerb && SUBJECTS.has(before(at, 2))) return 'no'
    return OF_MEASURES.has(lead) ? 'capital' : 'surely'
  }

  const areaCueBefore = (at: number): Cue => {
    const [last, second, third, fourth] = [before(at), before(at, 2), before(at, 3), before(at, 4)]
    if (AREA_NOUNS.has(last) || last === 'en') return 'strong'
    if (last === 'secteur' || last === 'zone' || last === 'bassin') return 'weak'
    if (OF.has(last) && AREA_NOUNS.has(second)) return 'strong'
    if (!ARTICLE_WORDS.has(last)) return last === 'dans' ? 'weak' : 'none'
    if (OF.has(second) && (AREA_NOUNS.has(third) || AREA_NOUNS.has(fourth))) return 'strong'
    return AREA_PREPOSITIONS.has(second) ? 'strong' : 'weak'
  }

  return {
    text,
    words,
    isAccented: /[à-ÿ]/i.test(text),
    isMasked,
    isAt(at) {
      const written = at > 0 ? text.slice(words[at - 1]!.start, words[at - 1]!.end) : ''
      return /^[àÀ]$/.test(written) || (written === 'a' && !writesAt && !SUBJECTS.has(before(at, 2)))
    },
    key(first, size) {
      if (first + size > words.length || isMasked(first)) return undefined
      let key = words[first]!.folded
      for (let at = first; at < first + size - 1; at += 1) {
        if (!joined(at)) return undefined
        key += ` ${words[at + 1]!.folded}`
      }
      return key
    },
    isCapital: (at) => isCapitalised(at) && !(at === 0 || SENTENCE_START.test(gapAfter(at - 1))),
    isCapitalised,
    isTied: (at) => at >= 0 && /^[-‐‑–]$/.test(gapAfter(at)),
    // What the guard took away says nothing of what follows: "[AGE_1] figeac, intérim".
    opens: (at) => at === 0 || CLAUSE_BREAK.test(gapAfter(at - 1)) || isMasked(at - 1),
    closes: (end) => CLAUSE_END.test(text.slice(end, end + 24)),
    cueBefore,
    expectsPlace,
    areaCueBefore,
    before,
    counts(at) {
      const next = words[at + 1]
      if (/^\s?[€%$]|^[.,]\d|^\s?-\s?\d/.test(text.slice(words[at]!.end, words[at]!.end + 4))) return true
      if (!next || !/^\s+$/.test(gapAfter(at))) return false
      return /^\p{Ll}/u.test(text.slice(next.start, next.end)) && !AFTER_A_PLACE.has(next.folded)
    },
  }
}

/** Words too weak to tell one name from another. */
export function isLinkWord(word: string): boolean {
  return OF.has(word) || ARTICLE_WORDS.has(word) || LINKS.has(word)
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '))

const NAME_GAP = /^[\s'’\-‐‑–/]{1,3}$/
const ABBREVIATION_GAP = /^\.[\s-]?$/
const SENTENCE_BREAK = /[.,!?;:\n()"/]/
const CLAUSE_BREAK = /[.,!?;:\n()"/•«»]|\s[-–—]\s/
const CLAUSE_END =
  /^\s*(?:$|[.,!?;:\n()"/•«»]|[-–—]\s|(?:centre(?:[- ]ville)?|intra[- ]?muros|ville|entière?|max\w*|et|ou|puis)\b)/i
const SENTENCE_START = /[.!?:;\n•"«]/
const OF = setOf('de d du des of')
const ARTICLE_WORDS = setOf('le la les l')
const LINKS = setOf('en sur sous et a au aux saint sainte')
const PREPOSITIONS = setOf('a au aux sur vers dans ds in at pour entre jusqu via')
const STRONG_ALONE = setOf(
  'autour ville commune lieu localisation residence perimetre depuis pres proche habite near around agence quartier coin ' +
    'cote domicile canton',
)
const STRONG_WITH_OF = setOf(
  'autour pres proche proximite cote alentours environs bassin agglomeration agglo ville commune mairie km ' +
    'kilometres minutes min heure heures h gare loin banlieue peripherie metropole agence habitant habitante ' +
    'partir quartier coin environ limite village hameau bourg canton presqu',
)
/** What follows these is a company, a person, a moment as often as a place. */
const OF_OTHERS = setOf('agence quartier lieu gare depuis pour entre jusqu via habitant partir centre domicile')
const OF_MEASURES = setOf('dans ds in at au aux km kilometres minutes min heure heures h')
const SUBJECTS = setOf('il elle on y qui lui ca cela')
/** "Une dame de Sarlat". */
const PEOPLE = setOf(
  'monsieur dame homme femme jeune jeunes fille garcon gars mere pere couple famille mamie papi petite petit personne ' +
    'beneficiaire usager usagere ado stagiaire candidat candidate',
)
/** Also said of trades: "le secteur du bois". */
const WEAK_WITH_OF = setOf('secteur zone rayon centre region pays vallee')
const LIVING = setOf(
  'habite habitant habitent habitait habiter reside residant resident residence demeure demeurant vit vivant vivre ' +
    'loge logee domicilie domiciliee installe installee installer demenage demenager heberge hebergee base basee situe ' +
    'situee lives living based',
)
const AREA_NOUNS = setOf('departement departements dept dep region regions academie')
const AREA_PREPOSITIONS = setOf('dans ds sur vers partout')
const AFTER_A_PLACE = setOf('et ou a au en dans pour avec sur de du des ni mais avant apres si puis car comme sans')
