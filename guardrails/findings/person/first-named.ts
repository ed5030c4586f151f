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

/** A known first name, with the surname before or after it when there is one. `lastEnd`: where the name found before ends. */
export function firstNamed(around: Surroundings, lastEnd: () => number): NameReader {
  const { plain, cased, terms, surnames, named, textAfter, textBefore, opens, isAnnounced, isIdentified, isSubject } =
    around

  function read(index: number): Person | undefined {
    const term = terms[index]!
    const weight = weightOf(term)
    if (!weight || term.digits || named[index] || plain[term.end] === "'") return undefined
    // "l'UNAPEI": a name has no article.
    if (term.gap === 'elision' && plain[term.start - 2] === 'l') return undefined
    if (term.acronym && (weight === 'ambiguous' || !terms[index + 1]?.capital)) return undefined
    if (term.shape === 'mixed' && term.pieces.length === 1) return undefined
    if (opens(index) && seen.test(plain.slice(term.start, term.end + 6))) return undefined
    const whole = surnames.extend(index + 1, !term.capital)
    if (!whole.surname && residenceBefore.test(textBefore(term, 34))) return undefined
    if (!whole.surname && (isOfThings(index) || isThing(index))) return undefined
    if (company.test(plain.slice(whole.end, whole.end + 90))) return undefined
    if (weight === 'ambiguous' && !term.capital && isOfItsKind(index)) return undefined
    const before = surnames.before(index)
    const isPerson = term.capital ? capitalisedFirst : lowerFirst
    if (!isPerson(index, weight, whole, before !== undefined)) return undefined
    const sure = whole.surname || before !== undefined
    return {
      start: before ?? term.start,
      end: whole.end,
      next: whole.next,
      score: sure ? 0.93 : weight === 'frequent' ? 0.85 : 0.75,
    }
  }

  /** "Trieur de fleur de sel", "rose de mai": a thing of its kind, in small letters. */
  function isOfItsKind(index: number): boolean {
    const [particle, kind] = [terms[index + 1], terms[index + 2]]
    return particle?.plain === 'de' && kind !== undefined && !kind.capital
  }

  function capitalisedFirst(index: number, weight: NameWeight, whole: Extent, preceded: boolean): boolean {
    const term = terms[index]!
    const sure = whole.surname || preceded || whole.next > index + 1
    const subject = isSubject(index + 1)
    const announcedHere = isAnnounced(term)
    if (weight === 'ambiguous') {
      if (hires.test(plain.slice(whole.end, whole.end + 30))) {
        if (whole.surname ? !mayBeSurname(terms[whole.next - 1]!.plain) : isToponym(term.plain)) return false
      }
      if (sure) {
        // "Bagagiste Orly", "Mercedes Trappes cherche un carrossier"
        if (isToponym(term.plain) && !whole.surname && !mayBeSurname(terms[index - 1]?.plain ?? '')) return false
        return !opens(index) || !whole.surname || hasSurnameProof(index + 1)
      }
      if (!announcedHere && /\b(?:a|en|sur|vers|la|le|du|les|une?|des|cette|ce|l') ?$/.test(textBefore(term, 12)))
        return false
      if (!someonesBefore.test(textBefore(term, 24))) {
        if (isToponym(term.plain) && /\b(?:de|d'|a|sur) ?$/.test(textBefore(term, 5))) return false
        // "Tailleur de Pierre": the name of a trade.
        if (/\b[A-Z]\w+ d(?:e |')$/.test(cased.slice(Math.max(0, term.start - 24), term.start))) return false
      }
      if (isToponym(term.plain) && asPlace.test(textAfter(term))) return false
      if (term.plain === 'noel' && /\b(?:pour|avant|apres|jusqu'a|depuis) $/.test(textBefore(term, 12))) return false
      const personal =
        personOnly.test(textAfter(term)) || (!isToponym(term.plain) && actsAsPerson.test(textAfter(term)))
      if (isEveryday(term.plain)) return term.shape === 'title' && (announcedHere || isIdentified(term.end) || personal)
      if (personal || (term.shape === 'title' && !isToponym(term.plain) && someoneMet.test(textBefore(term, 34))))
        return true
      return (
        (subject && !(isToponym(term.plain) && terms[index + 1]!.plain === 'en')) ||
        announcedHere ||
        isSpokenTo(term) ||
        isIdentified(term.end) ||
        isListed(index) ||
        isCapitalOfName(index)
      )
    }
    if (sure) return true
    if (
      isTongue(term.plain) &&
      /informati|langage|programm|\bcod(?:e|er|age)\b|developp|python|\bjava|rails|\bdata\b/.test(plain)
    )
      return false
    if (term.plain.length <= 3 && weight === 'usual' && term.shape !== 'title') return subject || announcedHere
    if (term.plain.length <= 3 && weight === 'usual' && opens(index)) return subject || isIdentified(term.end)
    return term.shape !== 'upper' || term.plain.length > 4 || announcedHere || subject
  }

  function lowerFirst(index: number, weight: NameWeight, whole: Extent, preceded: boolean): boolean {
    const term = terms[index]!
    const next = terms[index + 1]
    const known = preceded || whole.next > index + 2 || (next !== undefined && whole.next > index + 1 && isBorne(next))
    const after = plain.slice(whole.end, whole.end + 24)
    // "la voiture de son voisin"
    if (term.plain === 'son') return false
    if (isEveryday(term.plain))
      return (
        whole.surname &&
        known &&
        (isAnnounced(term) || isIdentified(whole.end) || (opens(index) && isSubject(whole.next)))
      )
    if (weight === 'ambiguous')
      return (
        (known &&
          (isAnnounced(term) ||
            isSubject(whole.next) ||
            profileAfter.test(after) ||
            (spokenTo.test(textBefore(term, 20)) && spokenBy.test(after)) ||
            isFromElsewhere(preceded ? terms[index - 1] : next) ||
            (term.gap === 'start' && (plain[whole.end] === ',' || tradeAfter.test(after))))) ||
        (whole.surname && (isSomeones(term) || isIdentified(whole.end))) ||
        (isIdentified(whole.end) && /(?:^|[,.;:!?\n(-]) ?$/.test(textBefore(term, 3))) ||
        isMet(term) ||
        isSpokenTo(term) ||
        relativeBefore.test(textBefore(term, 24)) ||
        (signedBefore.test(textBefore(term, 16)) && endsSoon(whole.next)) ||
        (greetedBefore.test(plain.slice(0, term.start)) && /^ ?(?:$|[,!.\n])/.test(textAfter(term))) ||
        wantsFirst(index, whole.end) ||
        // "côme prudent 06 39 98 62 83"
        (opens(index) && next?.gap === 'space' && isIdentified(next.end))
      )
    // "abdelhak naceri": beside a name that is no word, two strangers are one person.
    if (signedBefore.test(textBefore(term, 16))) return true
    if (known || (whole.surname && next !== undefined && looksForeign(next.plain))) return true
    if (term.plain.length <= 3)
      return (isAnnounced(term) && (weight === 'frequent' || isSubject(index + 1))) || wants(index, weight)
    return (
      weight === 'frequent' ||
      (term.plain.length > 4 && term.pieces.length === 1) ||
      isAnnounced(term) ||
      isSubject(whole.next) ||
      isIdentified(whole.surname ? next!.end : term.end)
    )
  }

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
    if (doTogether.test(after)) return true
    if (opens(index) && /^ ?[:-] (?!(?:les?|la|il|on|ce|cet|cette|pas|ne|attention|votre|vos) )[a-z](?!')/.test(after))
      return true
    const beside = terms[index + 1]
    // "Dieudonné, Espoir et Modeste", "Violette + Rose"
    if (
      beside?.shape === 'title' &&
      /^(?:, | ?[+/] ?)$/.test(plain.slice(term.end, beside.start)) &&
      firstNameWeight(beside.plain) !== undefined &&
      !isToponym(beside.plain) &&
      (!isEveryday(beside.plain) || listHead.test(textBefore(term, 80)))
    )
      return true
    const other = terms[index + 2]
    const weight = other?.capital ? firstNameWeight(other.plain) : undefined
    const joint = beside?.plain
    if (weight === undefined || !(joint === 'et' || joint === 'ou' || joint === 'and')) return false
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

/** The foot of a letter. */
const signedBefore = /(?:regards|ordialement|journee|vous|--) ?,?\n$/

const talkedOf =
  /\b(?:parl[a-z]{1,5}|propos|question|nouvelles?|cote|merci|occup[a-z]{1,5}|suite|meres?|peres?|parents?|ami[es]?|copine|copain|frere|soeur|voisine?) (?:de |d')$/
