import { weightOf } from './first-names.ts'
import { announcement, metBefore, tradeBefore } from './name-cues.ts'
import { isKnown, type NameReader, type Surroundings } from './name-surroundings.ts'
import {
  functions,
  honorifics,
  isEveryday,
  isPronounceable,
  isSurname,
  looksLikeVerb,
  mayBeSurname,
  particles,
  personVerbs,
  relatives,
} from './people.ts'
import { linkingParticles } from './surnames.ts'

/** "s'appelle Xhevdet", "dossier de Kpadonou", "nom : …", "sa fille Maëlyne". */
export function announcedNames({ plain, terms, surnames, named, textBefore }: Surroundings): NameReader {
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
    if (common && weightOf(term) === undefined && !mayBeSurname(term.plain)) return undefined
    announcement.lastIndex = term.start
    const match = announcement.exec(plain)
    if (!match) return undefined
    const formal = match[1] !== undefined
    // "dossier de lefebvre"
    const next = terms[index + 1]
    const linked = linkingParticles.test(term.plain) && next?.gap === 'space' && next.capital
    if (!term.capital && !formal && !isSurname(term.plain) && !linked && !isMet(index)) return undefined
    const possible = mayBeSurname(term.plain)
    const stated = formal && /(?:nom ?: ?|appelle )$/.test(textBefore(term, 9))
    if (
      !linked &&
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
    if (!term.capital && terms[index + 1]?.digits) return undefined
    if (weightOf(term)) {
      const whole = surnames.extend(index + 1, !term.capital)
      return { start: term.start, end: whole.end, next: whole.next, score: 0.92 }
    }
    const stop = surnames.after(index, term.capital ? 'after-title' : 'lower')
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
      (term.capital || isKnown(following))
    const last = joins ? stop + 1 : stop
    // "Gonçalves Maria de Fátima"
    const whole = joins && weightOf(following) ? surnames.extend(last, !term.capital) : undefined
    return { start: term.start, end: terms[last - 1]!.end, next: last, ...whole, score: joins ? 0.9 : 0.85 }
  }
}
