import { decide, type Reason } from '../../detect/decide.ts'
import { weightOf } from '../../detect/first-names.ts'
import {
  firstNameWeight,
  isEveryday,
  isSurname,
  isToponym,
  looksForeign,
  mayBeSurname,
  type NameWeight,
  thingsToo,
} from '../../detect/people.ts'
import type { Term } from '../../detect/terms.ts'
import {
  actsAsPerson,
  asPlace,
  beforeName,
  company,
  doTogether,
  greetedBefore,
  hires,
  listHead,
  metBefore,
  personOnly,
  profileAfter,
  relativeBefore,
  residenceBefore,
  seen,
  someoneMet,
  someonesBefore,
  spokenBy,
  spokenTo,
  tradeAfter,
} from './name-cues.ts'
import type { NameReader, Person, Surroundings } from './name-surroundings.ts'
import type { Extent } from './surnames.ts'

/** A first name where it stands, and how far the name goes on behind it. */
interface First {
  index: number
  term: Term
  next: Term | undefined
  weight: NameWeight
  whole: Extent
  /** A surname stands before it. */
  preceded: boolean
}

/** A known first name, with the surname before or after it when there is one. `lastEnd`: where the name found before ends. */
export function firstNamed(around: Surroundings, lastEnd: () => number): NameReader {
  const { plain, cased, terms, surnames, named, textAfter, textBefore, opens, isAnnounced, isIdentified, isSubject } =
    around

  function read(index: number): Person | undefined {
    const term = terms[index]!
    const weight = weightOf(term)
    if (!weight || isNoName(index, weight)) return undefined
    const whole = surnames.extend(index + 1, !term.capital)
    if (isPlaceOrThing(index, weight, whole)) return undefined
    const before = surnames.before(index)
    const preceded = before !== undefined
    if (!isPerson({ index, term, next: terms[index + 1], weight, whole, preceded })) return undefined
    const sure = whole.surname || preceded
    return {
      start: before ?? term.start,
      end: whole.end,
      next: whole.next,
      score: sure ? 0.93 : weight === 'frequent' ? 0.85 : 0.75,
    }
  }

  function isNoName(index: number, weight: NameWeight): boolean {
    const term = terms[index]!
    if (term.digits || named[index] || plain[term.end] === "'") return true
    // "l'UNAPEI": a name has no article.
    if (term.gap === 'elision' && plain[term.start - 2] === 'l') return true
    if (term.acronym && (weight === 'ambiguous' || !terms[index + 1]?.capital)) return true
    if (term.shape === 'mixed' && term.pieces.length === 1) return true
    return opens(index) && seen.test(plain.slice(term.start, term.end + 6))
  }

  function isPlaceOrThing(index: number, weight: NameWeight, whole: Extent): boolean {
    const term = terms[index]!
    if (!whole.surname && (residenceBefore.test(textBefore(term, 34)) || isOfThings(index) || isThing(index)))
      return true
    if (company.test(plain.slice(whole.end, whole.end + 90))) return true
    return weight === 'ambiguous' && !term.capital && isOfItsKind(index)
  }

  /** "Trieur de fleur de sel", "rose de mai": a thing of its kind, in small letters. */
  function isOfItsKind(index: number): boolean {
    const [particle, kind] = [terms[index + 1], terms[index + 2]]
    return particle?.plain === 'de' && kind !== undefined && !kind.capital
  }

  function isPerson(first: First): boolean {
    const { term, weight } = first
    if (term.capital) return decide(weight === 'ambiguous' ? wordWithCapital : nameWithCapital, first, false)
    // "la voiture de son voisin"
    if (term.plain === 'son') return false
    if (isEveryday(term.plain)) return isEverydayName(first)
    return decide(weight === 'ambiguous' ? wordInLower : nameInLower, first, false)
  }

  const isSure = ({ index, whole, preceded }: First): boolean => whole.surname || preceded || whole.next > index + 1
  const isSubjectHere = ({ index }: First): boolean => isSubject(index + 1)
  const isAnnouncedHere = ({ term }: First): boolean => isAnnounced(term)
  const isIdentifiedHere = ({ term }: First): boolean => isIdentified(term.end)
  const isPlace = ({ term }: First): boolean => isToponym(term.plain)
  const isPersonal = (first: First): boolean =>
    personOnly.test(textAfter(first.term)) || (!isPlace(first) && actsAsPerson.test(textAfter(first.term)))

  /** Words that are first names too, and have a capital. */
  const wordWithCapital: readonly Reason<First, boolean>[] = [
    // "Mercedes Villepinte recrute"
    [(first) => hires.test(plain.slice(first.whole.end, first.whole.end + 30)) && isCompany(first), false],
    // "Bagagiste Orly", "Mercedes Trappes cherche un carrossier"
    [
      (first) =>
        isSure(first) && isPlace(first) && !first.whole.surname && !mayBeSurname(terms[first.index - 1]?.plain ?? ''),
      false,
    ],
    [(first) => isSure(first) && opens(first.index) && first.whole.surname && !hasSurnameProof(first.index + 1), false],
    [isSure, true],
    [
      (first) =>
        /\b(?:a|en|sur|vers|la|le|du|les|une?|des|cette|ce|l') ?$/.test(textBefore(first.term, 12)) &&
        !isAnnouncedHere(first),
      false,
    ],
    [(first) => isOfPlaceOrTrade(first) && !isSomeones(first.term), false],
    [(first) => isPlace(first) && asPlace.test(textAfter(first.term)), false],
    [
      ({ term }) => term.plain === 'noel' && /\b(?:pour|avant|apres|jusqu'a|depuis) $/.test(textBefore(term, 12)),
      false,
    ],
    [
      (first) =>
        isEveryday(first.term.plain) &&
        !(first.term.shape === 'title' && (isAnnouncedHere(first) || isIdentifiedHere(first) || isPersonal(first))),
      false,
    ],
    [({ term }) => isEveryday(term.plain), true],
    [isPersonal, true],
    [(first) => first.term.shape === 'title' && !isPlace(first) && someoneMet.test(textBefore(first.term, 34)), true],
    [(first) => isSubjectHere(first) && !(isPlace(first) && first.next!.plain === 'en'), true],
    [isAnnouncedHere, true],
    [({ term }) => isSpokenTo(term), true],
    [isIdentifiedHere, true],
    [({ index }) => isListed(index), true],
    [({ index }) => isCapitalOfName(index), true],
  ]

  const isCompany = (first: First): boolean =>
    first.whole.surname ? !mayBeSurname(terms[first.whole.next - 1]!.plain) : isPlace(first)

  /** "près d'Orly", "Tailleur de Pierre": the name of a trade. */
  const isOfPlaceOrTrade = (first: First): boolean =>
    (isPlace(first) && /\b(?:de|d'|a|sur) ?$/.test(textBefore(first.term, 5))) ||
    /\b[A-Z]\w+ d(?:e |')$/.test(cased.slice(Math.max(0, first.term.start - 24), first.term.start))

  const isShort = ({ term, weight }: First): boolean => term.plain.length <= 3 && weight === 'usual'

  const nameWithCapital: readonly Reason<First, boolean>[] = [
    [isSure, true],
    [({ term }) => isTongue(term.plain) && programming.test(plain), false],
    [
      (first) => isShort(first) && first.term.shape !== 'title',
      (first) => isSubjectHere(first) || isAnnouncedHere(first),
    ],
    [(first) => isShort(first) && opens(first.index), (first) => isSubjectHere(first) || isIdentifiedHere(first)],
    [({ term }) => term.shape !== 'upper' || term.plain.length > 4, true],
    [isAnnouncedHere, true],
    [isSubjectHere, true],
  ]

  /** What stands on both sides of it makes a name of it. */
  const isKnownWhole = ({ index, next, whole, preceded }: First): boolean =>
    preceded || whole.next > index + 2 || (next !== undefined && whole.next > index + 1 && isBorne(next))
  const isIdentifiedWhole = ({ whole }: First): boolean => isIdentified(whole.end)
  const afterWhole = ({ whole }: First): string => plain.slice(whole.end, whole.end + 24)

  const isEverydayName = (first: First): boolean =>
    first.whole.surname &&
    isKnownWhole(first) &&
    (isAnnouncedHere(first) || isIdentifiedWhole(first) || (opens(first.index) && isSubject(first.whole.next)))

  /** "merveille kouam": words that are first names too, in small letters. */
  const wordInLower: readonly Reason<First, boolean>[] = [
    [(first) => isKnownWhole(first) && beside.some((tells) => tells(first)), true],
    [(first) => first.whole.surname && (isSomeones(first.term) || isIdentifiedWhole(first)), true],
    [(first) => isIdentifiedWhole(first) && /(?:^|[,.;:!?\n(-]) ?$/.test(textBefore(first.term, 3)), true],
    [({ term }) => isMet(term), true],
    [({ term }) => isSpokenTo(term), true],
    [({ term }) => relativeBefore.test(textBefore(term, 24)), true],
    [({ term, whole }) => signedBefore.test(textBefore(term, 16)) && endsSoon(whole.next), true],
    [({ term }) => /^ ?(?:$|[,!.\n])/.test(textAfter(term)) && greetedBefore.test(plain.slice(0, term.start)), true],
    [({ index, whole }) => wantsFirst(index, whole.end), true],
    // "côme prudent 06 39 98 62 83"
    [({ index, next }) => opens(index) && next?.gap === 'space' && isIdentified(next.end), true],
  ]

  /** What beside a whole name says that it is one. */
  const beside: readonly ((first: First) => boolean)[] = [
    isAnnouncedHere,
    ({ whole }) => isSubject(whole.next),
    (first) => profileAfter.test(afterWhole(first)),
    (first) => spokenTo.test(textBefore(first.term, 20)) && spokenBy.test(afterWhole(first)),
    ({ index, next, preceded }) => isFromElsewhere(preceded ? terms[index - 1] : next),
    (first) => first.term.gap === 'start' && (plain[first.whole.end] === ',' || tradeAfter.test(afterWhole(first))),
  ]

  const nameInLower: readonly Reason<First, boolean>[] = [
    [({ term }) => signedBefore.test(textBefore(term, 16)), true],
    [isKnownWhole, true],
    // "abdelhak naceri": beside a name that is no word, two strangers are one person.
    [({ whole, next }) => whole.surname && next !== undefined && looksForeign(next.plain), true],
    [
      ({ term }) => term.plain.length <= 3,
      (first) =>
        (isAnnouncedHere(first) && (first.weight === 'frequent' || isSubjectHere(first))) ||
        wants(first.index, first.weight),
    ],
    [({ weight }) => weight === 'frequent', true],
    [({ term }) => term.plain.length > 4 && term.pieces.length === 1, true],
    [isAnnouncedHere, true],
    [({ whole }) => isSubject(whole.next), true],
    [({ whole, next, term }) => isIdentified(whole.surname ? next!.end : term.end), true],
  ]

  /** "un jean", "filets de colin", "chaussures, jean, gants". */
  const isThing = (index: number): boolean => {
    const [term, previous, next] = [terms[index]!, terms[index - 1], terms[index + 1]]
    if (term.capital || !previous || !thingsToo.has(term.plain)) return false
    if (term.gap === 'comma')
      return next?.gap === 'comma' && previous.weight === undefined && next.weight === undefined && !previous.capital
    if (/^(?:une?|le|la|les|l|du|des|au|aux|en|ce|cette|gout|cafe|gateau)$/.test(previous.plain)) return true
    return (
      /^(?:de|d)$/.test(previous.plain) &&
      !someonesBefore.test(textBefore(term, 24)) &&
      !talkedOf.test(textBefore(term, 24))
    )
  }

  /** "des Mégane et des Zoé, "une Charlotte": what there are several of. */
  const isOfThings = (index: number): boolean => {
    const [term, previous] = [terms[index]!, terms[index - 1]]
    if (term.gap !== 'space' || term.newLine || previous!.capital || isIdentified(term.end)) return false
    return (
      /^(?:des|ces|aux)$/.test(previous!.plain) || (/^(?:les|une?)$/.test(previous!.plain) && !isSubject(index + 1))
    )
  }

  /** "c'est Violette qui, "selon Trésor": a capital after a word that no adjective or brand follows. */
  function isCapitalOfName(index: number): boolean {
    const term = terms[index]!
    const previous = terms[index - 1]
    return (
      term.shape === 'title' &&
      !isToponym(term.plain) &&
      term.gap === 'space' &&
      !term.newLine &&
      previous !== undefined &&
      beforeName.test(previous.plain) &&
      !isTongue(term.plain) &&
      !/^ d(?:e|u|es)?[ ']/.test(textAfter(term))
    )
  }

  /** "j'ai eu Divine au téléphone" */
  const isSpokenTo = (term: Term): boolean => spokenTo.test(textBefore(term, 20)) && spokenBy.test(textAfter(term))

  /** "rdv avec fleur", "j'ai reçu fleur": one meets people only. */
  const isMet = (term: Term): boolean => metBefore.test(textBefore(term, 36))

  /** "le dossier de merveille kouam" */
  const isSomeones = (term: Term): boolean => someonesBefore.test(textBefore(term, 24))

  /** "merveille cherche une alternance": a message that starts so speaks of someone. */
  const wantsFirst = (index: number, end: number): boolean =>
    (opens(index) || (terms[index]!.gap === 'comma' && lastEnd() >= 0)) &&
    !isToponym(terms[index]!.plain) &&
    (personOnly.test(textAfter(terms[index]!)) || isIdentified(end))

  /** "cordialement,\nmodeste gentil\nconseiller": a line of its own. */
  const endsSoon = (next: number): boolean => [next, next + 1].some((at) => !terms[at] || terms[at]!.newLine)

  const isBorne = (term: Term): boolean =>
    mayBeSurname(term.plain) ||
    firstNameWeight(term.plain) !== undefined ||
    (term.pieces.length > 1 && mayBeSurname(term.pieces.at(-1)!.plain))

  /** "exaucé malonga", "kabila parfait": a surname that no word of French resembles. */
  const isFromElsewhere = (term: Term | undefined): boolean =>
    term !== undefined && !isEveryday(term.plain) && isSurname(term.plain) && looksForeign(term.plain)

  /** "Rose et Karim", "Karim, Rose", "Divine et Soleil sont là", "- Rose : absente". */
  function isListed(index: number): boolean {
    const term = terms[index]!
    if (isToponym(term.plain) || term.shape !== 'title') return false
    if (index >= 1 && /^(?: et |, | ou | & | ?[+/] ?)$/.test(plain.slice(lastEnd(), term.start))) return true
    const after = plain.slice(term.end, term.end + 60)
    if (doTogether.test(after) || (opens(index) && notedOf.test(after))) return true
    return isBesideFirst(index) || isCoupledWith(index)
  }

  /** "Dieudonné, Espoir et Modeste", "Violette + Rose" */
  function isBesideFirst(index: number): boolean {
    const [term, beside] = [terms[index]!, terms[index + 1]]
    return (
      beside?.shape === 'title' &&
      /^(?:, | ?[+/] ?)$/.test(plain.slice(term.end, beside.start)) &&
      firstNameWeight(beside.plain) !== undefined &&
      !isToponym(beside.plain) &&
      (!isEveryday(beside.plain) || listHead.test(textBefore(term, 80)))
    )
  }

  /** "Rose et Karim" */
  function isCoupledWith(index: number): boolean {
    const other = terms[index + 2]
    const weight = other?.capital ? firstNameWeight(other.plain) : undefined
    if (weight === undefined || !/^(?:et|ou|and)$/.test(terms[index + 1]!.plain)) return false
    return (
      weight !== 'ambiguous' ||
      (opens(index) && /^ (?:pourr|sont|ont|veul|doi|peu|vien|souhait|cherch|sera)/.test(textAfter(other!)))
    )
  }

  const wants = (index: number, weight: NameWeight): boolean =>
    (weight === 'frequent' || opens(index)) && personOnly.test(textAfter(terms[index]!))

  const hasSurnameProof = (at: number): boolean => {
    const surname = terms[at]
    return (
      surname !== undefined && (mayBeSurname(surname.plain) || !isEveryday(surname.plain) || surname.plain.length === 1)
    )
  }

  return read
}

/** First names that are programming languages or tools for beginners too. */
const isTongue = (word: string): boolean => /^(?:pascal|ada|julia|ruby|scala|elm)$/.test(word)

const programming = /informati|langage|programm|\bcod(?:e|er|age)\b|developp|python|\bjava|rails|\bdata\b/

/** "- Rose : absente" */
const notedOf = /^ ?[:-] (?!(?:les?|la|il|on|ce|cet|cette|pas|ne|attention|votre|vos) )[a-z](?!')/

/** The foot of a letter. */
const signedBefore = /(?:regards|ordialement|journee|vous|--) ?,?\n$/

const talkedOf =
  /\b(?:parl[a-z]{1,5}|propos|question|nouvelles?|cote|merci|occup[a-z]{1,5}|suite|meres?|peres?|parents?|ami[es]?|copine|copain|frere|soeur|voisine?) (?:de |d')$/
