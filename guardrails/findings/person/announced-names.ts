import { weightOf } from '../../detect/first-names.ts'
import {
  functions,
  honorifics,
  isEveryday,
  isPronounceable,
  isSurname,
  looksForeign,
  looksLikeVerb,
  mayBeSurname,
  particles,
  personVerbs,
  relatives,
} from '../../detect/people.ts'
import type { Term } from '../../detect/terms.ts'
import { announcement, mailHead, metBefore, tradeBefore } from './name-cues.ts'
import { isKnown, type NameReader, type Surroundings } from './name-surroundings.ts'
import { linkingParticles } from './surnames.ts'

/** "s'appelle Xhevdet", "dossier de Kpadonou", "nom : …", "sa fille Maëlyne". */
export function announcedNames({
  plain,
  terms,
  surnames,
  named,
  cased,
  textBefore,
  isNumbered,
}: Surroundings): NameReader {
  /** "rdv avec claver fotso": in lower case, an unknown word beside a known one. */
  const isMet = (index: number): boolean => {
    const [term, next] = [terms[index]!, terms[index + 1]]
    return next?.gap === 'space' && term.plain.length > 3 && isKnown(next) && metBefore.test(textBefore(term, 36))
  }

  return (index) => {
    const term = terms[index]!
    if (term.gap === 'start' || term.digits || term.plain.length < 2 || named[index]) return undefined
    if (term.acronym && !(particles.has(term.plain) && terms[index + 1]?.capital)) return undefined
    if (honorifics.has(term.plain) || functions.has(term.plain) || relatives.has(term.plain)) return undefined
    // An everyday word in small letters counts after a form only, and where it is a name too.
    const common = !term.capital && isEveryday(term.plain) && !linkingParticles.test(term.plain)
    if (!term.capital && countsOrRefers.test(term.plain)) return undefined
    if (common && weightOf(term) === undefined && !mayBeSurname(term.plain)) return undefined
    const next = terms[index + 1]
    // "De: Rosalba Quintanilla [mailto:…]"
    if (
      term.capital &&
      next?.gap === 'space' &&
      next.capital &&
      !next.newLine &&
      mailHead.test(textBefore(term, 22)) &&
      !/DE ?: ?$/.test(cased.slice(Math.max(0, term.start - 6), term.start))
    ) {
      let stop = index + 1
      while (stop < index + 5 && terms[stop]?.gap === 'space' && terms[stop]!.capital && !terms[stop]!.newLine) stop++
      return { start: term.start, end: terms[stop - 1]!.end, next: stop, score: 0.94 }
    }
    announcement.lastIndex = term.start
    const match = announcement.exec(plain)
    if (!match) return undefined
    const formal = match[1] !== undefined
    // "dossier de lefebvre"
    const linked = linkingParticles.test(term.plain) && next?.gap === 'space' && next.capital
    if (
      !term.capital &&
      !formal &&
      !isSurname(term.plain) &&
      !linked &&
      !isMet(index) &&
      // "RAPPELER SABATIER 04 65 71…", in a text where capitals say nothing
      (isEveryday(term.plain) || cased[term.start] === plain[term.start] || !isNumbered(term.start, term.end))
    )
      return undefined
    const possible = mayBeSurname(term.plain)
    const stated = formal && /(?:nom ?: ?|appelle )$/.test(textBefore(term, 9))
    const called = stated && term.capital && next?.gap === 'space' && next.capital && !isEveryday(next.plain)
    if (
      !linked &&
      !called &&
      isEveryday(term.plain) &&
      !((term.capital ? formal : stated) && (possible || (stated && weightOf(term))))
    )
      return undefined
    if (!possible && !term.capital && looksLikeVerb(term.plain)) return undefined
    // "Conseiller Relation Client" is a trade, "nom commun" a lesson.
    const known = possible || weightOf(term) !== undefined
    if (!known && (term.capital ? tradeBefore : /\bnom $/).test(textBefore(term, 20))) return undefined
    // "éducateur PJJ"
    if (!known && !formal && term.shape === 'upper' && !isPronounceable(term.plain)) return undefined
    if (!term.capital && !possible && !linked && (particles.has(term.plain) || personVerbs.has(term.plain)))
      return undefined
    // "pièce d'identité : carte 12AB34567"
    const shouted = cased[term.start] !== plain[term.start] && !term.capital
    if (!term.capital && next?.digits && !(shouted && possible && isNumbered(term.start, term.end))) return undefined
    if (weightOf(term)) {
      const whole = surnames.extend(index + 1, !term.capital)
      return { start: term.start, end: whole.end, next: whole.next, score: 0.92 }
    }
    const stop = surnames.after(called ? index + 1 : index, term.capital ? 'after-title' : 'lower')
    if (stop === undefined) return undefined
    const following = terms[stop]
    const joins =
      following?.gap === 'space' &&
      !following.newLine &&
      following.capital === term.capital &&
      !following.acronym &&
      !following.digits &&
      following.plain.length > 1 &&
      !isEveryday(following.plain) &&
      (term.capital ||
        isKnown(following) ||
        (shouted && looksForeign(following.plain) && !looksLikeVerb(following.plain)))
    let last = joins ? stop + 1 : stop
    // "Randriamampionona Fanomezantsoa Herilalaina"
    while (joins && term.capital && last < stop + 3 && isStrangeName(terms[last])) last++
    // "Gonçalves Maria de Fátima"
    const whole = joins && weightOf(following) ? surnames.extend(last, !term.capital) : undefined
    return { start: term.start, end: terms[last - 1]!.end, next: last, ...whole, score: joins ? 0.9 : 0.85 }
  }
}

/** "elle a appelé quatre employeurs", "Bénéficiaire : voir pièce jointe" */
const countsOrRefers =
  /^(?:voir|idem|cf|neant|aucune?|inconnue?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|cent|mille|plusieurs)$/

const isStrangeName = (term: Term | undefined): boolean =>
  term?.gap === 'space' &&
  term.shape === 'title' &&
  !term.newLine &&
  !term.digits &&
  !isEveryday(term.plain) &&
  (isSurname(term.plain) || (term.plain.length > 4 && looksForeign(term.plain)))
