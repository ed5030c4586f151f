import {
  acronyms,
  brands,
  firstNameWeight,
  functions,
  honorifics,
  isEveryday,
  isSurname,
  looksLikeVerb,
  mayBeSurname,
  type NameWeight,
  particles,
  personVerbs,
  placesNamedAfterPeople,
  relatives,
} from './people.ts'
import type { Candidate, Message, Recogniser, Word } from './recogniser.ts'

/**
 * Names of people: a first name by lexicon, a surname by what stands beside it (a first name, an honorific, "dossier
 * de"). Never a bare pair of capitalised words.
 */
export const names: Recogniser = {
  name: 'names',
  find(message) {
    const terms = cutTerms(message)
    const reader = createReader(message, terms)
    const found: Candidate[] = []
    for (let index = 0; index < terms.length; ) {
      const read = reader.personAt(index)
      if (read) {
        found.push({ type: 'PERSON', start: read.start, end: read.end, score: read.score })
        index = read.next
      } else index++
    }
    return [...found, ...repeated(message, terms, found)]
  },
}

/** One written word, hyphens included: "Jean-Baptiste", "N'Guessan". */
interface Term {
  start: number
  end: number
  pieces: Word[]
  plain: string
  shape: Word['shape']
  /** What stands between this term and the one before. */
  gap: 'start' | 'space' | 'comma' | 'elision' | 'stop'
}

interface Read {
  start: number
  end: number
  next: number
  score: number
}

function cutTerms({ plain, cased, words }: Message): Term[] {
  const terms: Term[] = []
  const all = words()
  for (let index = 0; index < all.length; ) {
    const first = all[index]!
    let last = index
    while (last + 1 < all.length) {
      const next = all[last + 1]!
      const joint = plain.slice(all[last]!.end, next.start)
      if (joint === '-' || joint === ' -\n' || (joint === "'" && joinsByApostrophe(first, next, last === index, cased)))
        last++
      else break
    }
    const end = all[last]!.end
    const previous = terms[terms.length - 1]
    const gap = previous ? gapBetween(plain.slice(previous.end, first.start)) : 'start'
    const pieces = all.slice(index, last + 1)
    const capital = pieces.find((piece) => piece.plain.length > 1) ?? first
    const shape =
      last > index && first.shape === 'title'
        ? 'title'
        : capital.shape === 'upper' && first.shape !== 'lower'
          ? 'upper'
          : first.shape === 'mixed' && first.plain.length === 1
            ? capital.shape
            : first.shape
    terms.push({ start: first.start, end, pieces, plain: plain.slice(first.start, end), shape, gap })
    index = last + 1
  }
  return terms
}

/** "O'Connor", "N'Guessan", "D'Hervé", lower case "n'guessan" but not "n'a", "d'Amélie", "L'AFPA". */
function joinsByApostrophe(first: Word, next: Word, atStart: boolean, cased: string): boolean {
  if (!atStart || first.plain.length !== 1) return false
  const letter = first.plain
  const capital = cased[first.start] !== letter
  const nextCapital = next.shape !== 'lower'
  if (letter === 'o') return capital === nextCapital || capital
  if (letter === 'n' || letter === 'm')
    return (capital && nextCapital) || isSurname(letter + next.plain) || isSurname(next.plain)
  return letter === 'd' && capital && nextCapital && next.shape === 'title' && !isEveryday(next.plain)
}

const gapBetween = (between: string): Term['gap'] =>
  /^(?: {1,3}| ?\n ?)$/.test(between)
    ? 'space'
    : between === "'"
      ? 'elision'
      : /^ ?, ?$/.test(between)
        ? 'comma'
        : 'stop'

function createReader(message: Message, terms: Term[]) {
  const { plain, cased } = message
  const capitals = terms.filter((term) => term.shape === 'upper' && term.plain.length > 3).length
  /** A message typed in capitals throughout: capitals then say nothing. */
  const shouted = capitals > 5 && capitals * 2 > terms.filter((term) => term.plain.length > 3).length

  const isCapital = (term: Term | undefined): boolean =>
    term !== undefined &&
    (term.shape === 'title' ||
      (term.shape === 'upper' && !shouted) ||
      (term.pieces.length > 1 && term.pieces[0]!.shape !== 'lower'))
  const isAcronym = (term: Term): boolean =>
    term.shape === 'upper' && (acronyms.has(term.plain) || (term.plain.length <= 2 && !mayBeSurname(term.plain)))
  const isDigits = (term: Term): boolean => /\d/.test(term.plain)

  /** The weight of a term as a first name; a compound needs a first name in front and no place in it. */
  function weightOf(term: Term): NameWeight | undefined {
    if (term.pieces.length === 1) return firstNameWeight(term.plain)
    if (term.pieces.some((piece) => placePieces.has(piece.plain))) return undefined
    const weights = term.pieces.map((piece) => firstNameWeight(piece.plain))
    if (!weights[0]) return undefined
    if (weights.every((weight) => weight !== undefined))
      return weights.includes('frequent') ||
        weights.filter((weight) => weight !== 'ambiguous').length > 0 ||
        /^(?:jean|marie|anne|pierre)-/.test(term.plain)
        ? 'frequent'
        : 'ambiguous'
    if (term.pieces[0]!.plain.length < 3) return undefined
    return mayBeSurname(term.pieces.at(-1)!.plain) ? 'usual' : 'ambiguous'
  }

  const wordsBefore = (index: number, count: number): string[] => {
    const found: string[] = []
    for (let at = index; at > 0 && found.length < count; at--) {
      if (terms[at]!.gap === 'stop' || terms[at]!.gap === 'comma') break
      found.push(terms[at - 1]!.plain)
    }
    return found
  }

  /** "lycée Jean Moulin", "rue du général de Gaulle", "Saint-Denis". */
  function isNamedPlace(index: number): boolean {
    const term = terms[index]!
    const before = wordsBefore(index, 3)
    if (before[0] === undefined) return false
    const [near, far, further] = before
    if (placesNamedAfterPeople.has(near!))
      return (
        near !== 'chez' ||
        !/\b(?:vit|habite|loge|heberge|hebergee) $/.test(plain.slice(Math.max(0, term.start - 15), term.start - 5))
      )
    const isLink = (word: string): boolean =>
      /^(?:de|du|des|la|le|les|d|l|professionnel|professionnelle|polyvalent|general|technique|prive|privee|public|hospitalier|social|sociale|municipal|municipale|agricole|commandant|marechal|president|docteur|abbe|formation|culturel)$/.test(
        word,
      )
    if (far && isLink(near!) && placesNamedAfterPeople.has(far) && far !== 'chez') return true
    if (further && far && isLink(near!) && isLink(far) && placesNamedAfterPeople.has(further)) return true
    // The second word of a first name that itself stands behind such a word.
    return (
      index > 1 &&
      isCapital(terms[index - 1]) &&
      far !== undefined &&
      placesNamedAfterPeople.has(far) &&
      far !== 'chez' &&
      firstNameWeight(near!) !== undefined
    )
  }

  const isBrand = (index: number): boolean => {
    const term = terms[index]!
    const rest = plain.slice(term.start, term.start + 24).replaceAll('-', ' ')
    for (const brand of brands) if (brand.includes(' ') && rest.startsWith(brand)) return true
    return false
  }

  /** The end of a surname that starts at `index`: particles, then one or two words. */
  function surnameAt(index: number, mode: 'after-first' | 'after-title' | 'lower'): number | undefined {
    let at = index
    let sawParticle = false
    while (
      at < terms.length &&
      at - index < 3 &&
      isParticle(terms[at]!) &&
      terms[at + 1] &&
      (terms[at + 1]!.gap === 'space' || terms[at + 1]!.gap === 'elision')
    ) {
      at++
      sawParticle = true
    }
    const term = terms[at]
    if (!term || (at > index && term.gap === 'stop') || isDigits(term)) return undefined
    const word = term.plain
    if (isCapital(term)) {
      if (term.plain.length === 1) return undefined
      if (isAcronym(term)) return undefined
      if (isEveryday(word) && !mayBeSurname(word)) return undefined
      if (sawParticle && terms[index]!.plain !== 'd' && isPlainParticle(terms[index]!) && isPlace(term))
        return undefined
      if (isEveryday(word) && sawParticle && /^(?:de|du|des)$/.test(terms[index]!.plain)) return undefined
      return at + 1
    }
    if (mode === 'after-first') return isSurname(word) && !sawParticle ? at + 1 : undefined
    if (word.length < 3 || (isEveryday(word) && !isSurname(word))) return undefined
    if (isSurname(word) || (mayBeSurname(word) && !isEveryday(word))) return at + 1
    if (
      sawParticle &&
      /^(?:de|du|des|d|la|le|les|l)$/.test(terms[at - 1]!.plain) &&
      !(terms[index]!.plain === 'le' && mode === 'after-title')
    )
      return undefined
    if (looksLikeVerb(word) || personVerbs.has(word) || relatives.has(word) || functions.has(word)) return undefined
    return at + 1
  }

  const isParticle = (term: Term): boolean => term.pieces.length === 1 && particles.has(term.plain)
  const isPlainParticle = (term: Term): boolean => /^(?:de|du|des|la|le|les)$/.test(term.plain)
  const isPlace = (term: Term): boolean => isEveryday(term.plain)

  /** "D." or "D" alone after a first name or an honorific. */
  function initialAt(index: number): number | undefined {
    const term = terms[index]
    if (!term || term.plain.length !== 1 || term.gap !== 'space' || cased[term.start] === term.plain) return undefined
    const after = plain.slice(term.end, term.end + 2)
    return /^(?:\.|,|\)| |$|\n|;|:)/.test(after) && !/^ ?[:'"]/.test(after) && !/^['"]/.test(after)
      ? term.end + (after[0] === '.' ? 1 : 0)
      : undefined
  }

  function withSurname(first: number, last: number, lower: boolean): { next: number; end: number; surname: boolean } {
    let next = last
    let end = terms[last - 1]!.end
    let surname = false
    for (let count = 0; count < 4; count++) {
      const term = terms[next]
      if (!term || term.gap !== 'space') break
      // A second first name.
      if (
        !surname &&
        firstNameWeight(term.plain) !== undefined &&
        (isCapital(term) || (lower && !isEveryday(term.plain) && firstNameWeight(term.plain) !== 'ambiguous')) &&
        !isAcronym(term)
      ) {
        next++
        end = term.end
        continue
      }
      if (surname && !isCapital(term)) break
      if (surname && !(term.shape === terms[next - 1]!.shape && !isEveryday(term.plain) && !isAcronym(term))) break
      const stop = surnameAt(next, lower ? 'lower' : 'after-first')
      if (stop === undefined) break
      next = stop
      end = terms[stop - 1]!.end
      surname = true
    }
    if (!surname) {
      const initial = initialAt(next)
      if (initial !== undefined) return { next: next + 1, end: initial, surname: true }
    }
    return { next, end, surname }
  }

  /** A surname in front of the first name: "DIALLO Fatoumata", "Garnier, Paul". */
  function surnameBefore(index: number): number | undefined {
    const term = terms[index - 1]
    const first = terms[index]!
    if (!term || (first.gap !== 'space' && first.gap !== 'comma') || isDigits(term) || term.plain.length < 2)
      return undefined
    if (!isCapital(term)) return first.gap === 'space' && isSurname(term.plain) ? startBefore(index - 1) : undefined
    if (
      isAcronym(term) ||
      (isEveryday(term.plain) && !isSurname(term.plain)) ||
      honorifics.has(term.plain) ||
      placesNamedAfterPeople.has(term.plain)
    )
      return undefined
    if (first.gap === 'comma')
      return term.shape === 'upper' && term.plain.length > 2 && first.shape === 'title'
        ? startBefore(index - 1)
        : undefined
    if (term.shape === 'upper')
      return term.plain.length > 2 || isSurname(term.plain) ? startBefore(index - 1) : undefined
    if (isSurname(term.plain)) return startBefore(index - 1)
    if (startsSentence(index - 1))
      return looksLikeVerb(term.plain) || /(?:er|ez|ir|s|e|t)$/.test(term.plain) ? undefined : startBefore(index - 1)
    return looksLikeVerb(term.plain) ? undefined : startBefore(index - 1)
  }

  /** Particles in front of an inverted surname: "BEN ALI Mohamed", "DE LA TOUR Anne". */
  function startBefore(index: number): number {
    let at = index
    while (
      at > 0 &&
      index - at < 3 &&
      terms[at]!.gap === 'space' &&
      isCapital(terms[at - 1]) &&
      (particles.has(terms[at - 1]!.plain) || (terms[at - 1]!.shape === 'upper' && mayBeSurname(terms[at - 1]!.plain)))
    )
      at--
    return terms[at]!.start
  }

  const startsSentence = (index: number): boolean => {
    const term = terms[index]!
    return (
      term.gap === 'start' ||
      (term.gap === 'stop' && /[.!?\n:•*-]["'( ]*$/.test(plain.slice(Math.max(0, term.start - 4), term.start))) ||
      plain[term.start - 1] === '\n'
    )
  }

  function personAt(index: number): Read | undefined {
    return titledAt(index) ?? announcedAt(index) ?? namedAt(index) ?? initialedAt(index) ?? surnameAlone(index)
  }

  /** "Mme Garnier", "M. Ben Ali", "madame diallo", "Mme B." */
  function titledAt(index: number): Read | undefined {
    const title = terms[index]!
    if (!honorifics.has(title.plain) || title.pieces.length > 1) return undefined
    if (title.plain === 'm' && !isTitleM(title, terms[index + 1], plain, cased)) return undefined
    if ((title.plain === 'me' || title.plain === 'ms' || title.plain === 'pr') && cased[title.start] === title.plain[0])
      return undefined
    let at = index + 1
    if (terms[at]?.plain === 'et' && terms[at + 1] && honorifics.has(terms[at + 1]!.plain)) return undefined
    while (terms[at] && honorifics.has(terms[at]!.plain) && terms[at]!.plain !== 'm' && terms[at]!.plain.length > 1)
      at++
    const first = terms[at]
    if (!first || !/^(?:\.? ?|\.?\n|e ?)$/.test(plain.slice(terms[at - 1]!.end, first.start).replace(/ {2,}/g, ' ')))
      return undefined
    const careful = /^(?:maitre|professeur|docteur|me|pr|sir|lady|miss|veuve)$/.test(title.plain)
    const initial =
      initialAt(at) ??
      (first.plain.length === 1 &&
      cased[first.start] !== first.plain &&
      /^(?:\.|,| |$)/.test(plain.slice(first.end, first.end + 1)) &&
      first.plain !== 'a'
        ? first.end + (plain[first.end] === '.' ? 1 : 0)
        : undefined)
    if (initial !== undefined) {
      const surname =
        terms[at + 1] && isCapital(terms[at + 1]) && plain.slice(first.end, terms[at + 1]!.start).length <= 2
          ? surnameAt(at + 1, 'after-first')
          : undefined
      if (surname !== undefined) return { start: first.start, end: terms[surname - 1]!.end, next: surname, score: 0.95 }
      return { start: first.start, end: initial, next: at + 1, score: 0.9 }
    }
    if (isDigits(first)) return undefined
    const lower = !isCapital(first)
    if (lower && careful) return undefined
    if (
      (firstNameWeight(first.plain) !== undefined && !(lower && isEveryday(first.plain))) ||
      (first.pieces.length > 1 && weightOf(first))
    ) {
      const whole = withSurname(at, at + 1, lower)
      return { start: first.start, end: whole.end, next: whole.next, score: 0.96 }
    }
    const stop = surnameAt(at, lower ? 'lower' : 'after-title')
    if (stop === undefined) {
      if (
        !lower &&
        first.shape === 'title' &&
        !honorifics.has(first.plain) &&
        !functions.has(first.plain) &&
        first.plain.length > 2 &&
        !isEveryday(first.plain)
      )
        return { start: first.start, end: first.end, next: at + 1, score: 0.85 }
      return undefined
    }
    let { end } = terms[stop - 1]!
    let next = stop
    const following = terms[next]
    if (
      following?.gap === 'space' &&
      !isAcronym(following) &&
      !isDigits(following) &&
      isCapital(following) === !lower
    ) {
      if (firstNameWeight(following.plain) !== undefined && !isEveryday(following.plain)) {
        end = following.end
        next++
      } else if (!lower && isCapital(following) && !isEveryday(following.plain)) {
        end = following.end
        next++
      }
    }
    return { start: first.start, end, next, score: lower ? 0.85 : 0.95 }
  }

  /** "s'appelle Xhevdet", "dossier de Kpadonou", "nom : …", "sa fille Maëlyne". */
  function announcedAt(index: number): Read | undefined {
    const term = terms[index]!
    if (term.gap === 'start' || isDigits(term) || term.plain.length < 2 || honorifics.has(term.plain)) return undefined
    const before = plain.slice(Math.max(0, term.start - 40), term.start)
    const capital = isCapital(term)
    const announced = announcement.exec(before)
    if (!announced) return undefined
    const formal = announced[1] !== undefined
    if (!capital && !formal) return undefined
    if (isEveryday(term.plain) && !(capital && mayBeSurname(term.plain) && formal)) return undefined
    if (isAcronym(term) || functions.has(term.plain) || relatives.has(term.plain) || isNamedPlace(index))
      return undefined
    if (
      !capital &&
      (looksLikeVerb(term.plain) || particles.has(term.plain) || personVerbs.has(term.plain)) &&
      !mayBeSurname(term.plain)
    )
      return undefined
    if (capital && !formal && looksLikeVerb(term.plain) && !mayBeSurname(term.plain)) return undefined
    const weight = weightOf(term)
    const first = weight !== undefined ? withSurname(index, index + 1, !capital) : undefined
    if (first) return { start: term.start, end: first.end, next: first.next, score: 0.92 }
    const stop = surnameAt(index, capital ? 'after-title' : 'lower')
    if (stop === undefined) return undefined
    const following = terms[stop]
    if (
      following?.gap === 'space' &&
      isCapital(following) === capital &&
      !isAcronym(following) &&
      !isEveryday(following.plain) &&
      !isDigits(following) &&
      following.plain.length > 1 &&
      (capital || firstNameWeight(following.plain) !== undefined || isSurname(following.plain))
    ) {
      return { start: term.start, end: following.end, next: stop + 1, score: 0.9 }
    }
    if (!formal && weight === undefined && !isSurname(term.plain) && following?.gap === 'elision') return undefined
    return { start: term.start, end: terms[stop - 1]!.end, next: stop, score: 0.85 }
  }

  /** A first name by itself, with the surname before or after it when there is one. */
  function namedAt(index: number): Read | undefined {
    const term = terms[index]!
    const weight = weightOf(term)
    if (!weight || isDigits(term)) return undefined
    const capital = isCapital(term)
    if (isNamedPlace(index) || isBrand(index)) return undefined
    if (!capital && isEveryday(term.plain)) return undefined
    if (capital && isAcronym(term) && !isCapital(terms[index + 1])) return undefined
    if (term.shape === 'mixed' && term.pieces.length === 1) return undefined
    const whole = withSurname(index, index + 1, !capital)
    const before = surnameBefore(index)
    const next = terms[index + 1]
    const sure = whole.surname || before !== undefined
    const verb = next?.gap === 'space' && personVerbs.has(next.plain) && next.shape === 'lower'
    const short = term.plain.length <= 3
    let accepted: boolean
    if (capital) {
      if (weight === 'ambiguous') {
        accepted = sure
          ? !startsSentence(index) || hasSurnameProof(whole, index)
          : (verb && !isEveryday(term.plain) && notThing(index)) || personBefore(index)
      } else accepted = term.shape !== 'upper' || sure || term.plain.length > 4 || personBefore(index) || verb
      if (accepted && short && !sure && weight !== 'frequent')
        accepted = verb || personBefore(index) || term.shape === 'title'
      // "Paris", "Le Port": what a counsellor writes about a place starts with "à" or "de".
      if (
        accepted &&
        !sure &&
        weight === 'ambiguous' &&
        /\b(?:a|en|sur|vers|de la|du|la|le|les|un|une|des|ville de|commune de) $/.test(
          plain.slice(Math.max(0, term.start - 12), term.start),
        )
      )
        accepted = false
    } else if (weight === 'ambiguous')
      accepted = whole.surname && isSurname(terms[index + 1]!.plain) && personBefore(index)
    else
      accepted = !short || sure ? weight === 'frequent' || sure || personBefore(index) || term.plain.length > 5 : false
    if (!accepted) return undefined
    return {
      start: before ?? term.start,
      end: whole.end,
      next: whole.next,
      score: sure ? 0.93 : weight === 'frequent' ? 0.85 : 0.75,
    }
  }

  const hasSurnameProof = (whole: { surname: boolean; next: number }, index: number): boolean => {
    const surname = terms[index + 1]
    return !whole.surname || (surname !== undefined && (mayBeSurname(surname.plain) || !isEveryday(surname.plain)))
  }
  const notThing = (index: number): boolean =>
    !/\b(?:la|le|les|un|une|des|du|cette|ce|l') ?$/.test(
      plain.slice(Math.max(0, terms[index]!.start - 7), terms[index]!.start),
    )

  /** A word that announces a person just before. */
  function personBefore(index: number): boolean {
    const term = terms[index]!
    return (
      (term.gap === 'space' || term.gap === 'elision' || term.gap === 'stop') &&
      someoneBefore.test(plain.slice(Math.max(0, term.start - 34), term.start))
    )
  }

  /** "F. Diallo", "J.-P. Martin" */
  function initialedAt(index: number): Read | undefined {
    const term = terms[index]!
    if (term.pieces[0]!.plain.length !== 1 || cased[term.start] === plain[term.start] || term.plain.length > 3)
      return undefined
    let at = index
    while (
      terms[at + 1] &&
      terms[at + 1]!.plain.length === 1 &&
      /^\. ?-?$/.test(plain.slice(terms[at]!.end, terms[at + 1]!.start)) &&
      cased[terms[at + 1]!.start] !== terms[at + 1]!.plain
    )
      at++
    const surname = terms[at + 1]
    if (
      !surname ||
      !/^\. ?$/.test(plain.slice(terms[at]!.end, surname.start)) ||
      !isCapital(surname) ||
      surname.plain.length < 3
    )
      return undefined
    if (
      isEveryday(surname.plain) ||
      isAcronym(surname) ||
      (looksLikeVerb(surname.plain) && !mayBeSurname(surname.plain))
    )
      return undefined
    if (isNamedPlace(index)) return undefined
    const previous = terms[index - 1]
    if (previous && term.gap === 'space' && previous.shape === 'upper' && acronyms.has(previous.plain)) return undefined
    const stop = surnameAt(at + 1, 'after-title')
    return stop === undefined ? undefined : { start: term.start, end: terms[stop - 1]!.end, next: stop, score: 0.88 }
  }

  /** A well-known surname with a capital, where no place or everyday word bears it. */
  function surnameAlone(index: number): Read | undefined {
    const term = terms[index]!
    if (
      !isCapital(term) ||
      !isSurname(term.plain) ||
      isEveryday(term.plain) ||
      isAcronym(term) ||
      term.plain.length < 3
    )
      return undefined
    if (isNamedPlace(index) || isBrand(index)) return undefined
    const next = terms[index + 1]
    const previous = terms[index - 1]
    const verb = next?.gap === 'space' && next.shape === 'lower' && personVerbs.has(next.plain)
    // "Renault", "Leclerc": companies too.
    if (
      /\b(?:chez|a|au|de chez|entreprise|groupe|societe|magasin|usine|garage|camion|voiture|une|un|la|le|sa|son|ma|mon) $/.test(
        plain.slice(Math.max(0, term.start - 12), term.start),
      )
    )
      return undefined
    if (
      !(verb || personBefore(index)) ||
      (previous && term.gap === 'space' && isCapital(previous) && !startsSentence(index - 1))
    )
      return undefined
    return { start: term.start, end: term.end, next: index + 1, score: 0.72 }
  }

  return { personAt }
}

const placePieces = new Set(
  'saint sainte st ste sur sous les lez lès en aux bois mer ville mont bourg val pont plage ferrand galante benite mezieres d l la le'.split(
    ' ',
  ),
)

/** "M. Garnier", "M Garnier", "m. garnier"; not "M1", "3 m de haut". */
function isTitleM(title: Term, next: Term | undefined, plain: string, cased: string): boolean {
  if (!next) return false
  const dotted = plain[title.end] === '.'
  if (/\d ?$/.test(plain.slice(Math.max(0, title.start - 2), title.start))) return false
  if (cased[title.start] === 'm') return dotted && !isEveryday(next.plain)
  return dotted || plain[title.end] === ' '
}

// Group 1: a form or a plain statement of a name, after which lower case counts too.
const announcement = new RegExp(
  `(?:\\b((?:s'appelle|s'appelait|se nomme|se prenomme|prenommee?|nommee?|appelee?|nom(?: de famille| de naissance| d'usage| marital| complet)?(?: et prenom)? ?:|prenoms?(?: et nom)? ?:|nom et prenom|identite ?:|usagere? ?:|beneficiaire ?:|candidate? ?:|demandeu(?:r|se)(?: d'emploi)? ?:|stagiaire ?:|conseillere?(?: referente?)? ?:|referente? ?:|tut(?:eur|rice) ?:|contact ?:|au nom de|nee sous le nom de|(?:her|his|my) name is|is called|named|name ?:)) ?|` +
    `\\b(?:dossier(?: de| d'| ?:)?|je recois|on recoit|recois|recu|je rencontre|j'ai vu|j'ai recu|j'accompagne|situation de|profil de|cv de|compte rendu de|entretien avec|rdv avec|rendez-vous avec|rdv de|nee|epouse|veuve|divorcee?|signe|signature ?:|cordialement,?|bien a vous,?|la part de|ma collegue|mon collegue|(?:sa|son|ma|mon|leur|notre|ses|mes|la|le|une|un|her|his) (?:fille|fils|mari|femme|frere|soeur|mere|pere|conjointe?|compagnon|compagne|epoux|epouse|amie?|cousine?|collegue|tuteur|tutrice|conseillere?|referente?|formateur|formatrice|neveu|niece|enfant|aine|ainee|cadet|cadette|beau-frere|belle-soeur|ex-mari|voisine?|daughter|son|wife|husband|brother|sister)|conseillere?(?: en insertion| pro| referente?)?|assistante sociale|educatrice|educateur|usagere?|demandeur d'emploi|demandeuse d'emploi|beneficiaire) )$`,
)

const someoneBefore =
  /\b(?:avec|pour|par|de|d'|appele|appelle|rappeler|rappelle|recois|recoit|recu|rencontre|accompagne|suis|suit|suivi par|vu|vois|contacte|contacter|oriente|orienter|positionner|inscrire|bonjour|bonsoir|salut|merci|cher|chere|transmis a|confie a|adresse a|dossier|profil|situation|entretien|rdv|usagere?|demandeu(?:r|se)|candidate?|beneficiaire|conseillere?|referente?|tuteur|tutrice|collegue|formateur|formatrice|stagiaire|prenom ?:|nom ?:|s'appelle|fille|fils|mari|femme|frere|soeur|mere|pere|conjointe?|compagne|compagnon|epouse|cordialement,?|dear|hello|hi|with|for|meet|met|seeing|et|ou|que|qu'|chez) ?(?:a |an )?$/

/** The same person's name elsewhere in the message: "Fatoumata Diarra … Diarra". */
function repeated({ cased, plain }: Message, terms: Term[], found: readonly Candidate[]): Candidate[] {
  if (found.length === 0) return []
  const known = new Set<string>()
  for (const { start, end } of found) {
    for (const term of terms) {
      if (
        term.start >= start &&
        term.end <= end &&
        term.plain.length > 2 &&
        !isEveryday(term.plain) &&
        firstNameWeight(term.plain) !== 'ambiguous' &&
        cased[term.start] !== plain[term.start]
      )
        known.add(term.plain)
    }
  }
  return terms
    .filter(
      (term) =>
        known.has(term.plain) &&
        cased[term.start] !== plain[term.start] &&
        !found.some(({ start, end }) => term.start >= start && term.end <= end),
    )
    .map((term): Candidate => ({ type: 'PERSON', start: term.start, end: term.end, score: 0.6 }))
}
