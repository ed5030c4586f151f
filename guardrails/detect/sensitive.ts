import { type FindingType, kindOf } from '../finding.ts'
import lexicon from '../lexicon/sensitive.json' with { type: 'json' }
import frames from '../lexicon/sensitive-frames.json' with { type: 'json' }
import { firstNameWeight, mayBeSurname } from './people.ts'
import { createPhrases, type PhraseMatch, type Token } from './phrases.ts'
import type { Candidate, Recogniser } from './recogniser.ts'

/** Data of GDPR articles 9 and 10 about a person. The same words as a training topic, an institution or a job are none. */
export const sensitive: Recogniser = {
  name: 'sensitive',
  find(message, before) {
    const tokens = message.words()
    const facts: Fact[] = []
    for (const match of readTerms(tokens)) {
      const fact = aboutSomeone(tokens, match)
      if (fact) facts.push(fact)
    }
    const found = merged(facts, tokens).map((fact) => candidateOf(fact, tokens))
    if (found.length === 0) return found
    // What is said about a group is not a fact about a person.
    const judged = before.filter(({ type }) => kindOf(type) === 'conduct')
    return judged.length === 0 ? found : found.filter((one) => !overlapsAny(one, judged))
  },
}

const overlapsAny = (one: Candidate, judged: readonly Candidate[]): boolean =>
  judged.some((other) => one.start < other.end && other.start < one.end)

type Kind = 'noun' | 'state' | 'own' | 'fact'

interface Term {
  type: FindingType
  kind: Kind
  recast: string
  /** Read in capitals only: "TH". */
  upper: boolean
  /** Only behind a verb: the word alone may be another verb, "arrete". */
  said: boolean
}

interface Fact extends Term {
  first: number
  end: number
  score: number
}

const readTerms = createPhrases<Term>(
  Object.entries(lexicon.terms).flatMap(([type, kinds]) =>
    Object.entries(kinds).flatMap(([kind, byRecast]) =>
      Object.entries(byRecast as Record<string, string | string[]>).flatMap(([recast, list]) =>
        (typeof list === 'string' ? list.split(', ') : list).map((written) => ({
          pattern: written.replace(/[~^]/, ''),
          tag: {
            type: type as FindingType,
            kind: kind as Kind,
            recast,
            upper: written.endsWith('^'),
            said: written.endsWith('~'),
          },
        })),
      ),
    ),
  ),
  lexicon.classes,
)

const setOf = (list: string): ReadonlySet<string> => new Set(list.split(' '))
const copulas = setOf(frames.copulas)
const participles = setOf(frames.participles)
const degrees = setOf(frames.degrees)
const havings = setOf(frames.havings)
const determiners = setOf(frames.determiners)
const definites = setOf('le la les l the')
const possessives = setOf(frames.possessives)
const honorifics = setOf(frames.honorifics)
const persons = setOf(frames.persons)
const englishPersons = setOf('man woman client guy boy girl lady jobseeker candidate applicant person')
const pronouns = setOf(frames.pronouns)
const generics = setOf(frames.generics)
const impersonals = setOf(frames.impersonals)
const topics = setOf(frames.topics)
const questions = setOf(frames.questions)
const causes = setOf(frames.causes)
const links = setOf(frames.links)
const many = setOf(frames.many)
const talked = setOf(frames.talked)
const followers = setOf(frames.followers)
const anyone = setOf(frames.anyone)
const themes = setOf(frames.themes)
const joinedThemes = setOf(frames.joinedThemes)
const relatives = setOf(frames.relatives)

function aboutSomeone(tokens: readonly Token[], { tag, first, end }: PhraseMatch<Term>): Fact | undefined {
  if (tag.upper && !tokens[first]!.upper) return undefined
  const from =
    tag.kind === 'fact'
      ? factStart(tokens, first, end)
      : tag.kind === 'state'
        ? stateStart(tokens, first, end, tag)
        : nounStart(tokens, first, end, tag)
  return from < 0 ? undefined : { ...tag, first: from, end, score: tag.kind === 'fact' ? 0.9 : 0.85 }
}

/** What a job or a training asks of whoever comes. */
const demanded =
  /^(?:(?:exige|accepte|conseille)e?s?|requise?s?|obligatoires?|necessaires?|possibles?|vierges?|required)$/

const adjacent = (tokens: readonly Token[], at: number): boolean => tokens[at]?.before === 'space'

/** A clause that says it all; not of people in general, nor of what a training teaches or a job asks for. */
function factStart(tokens: readonly Token[], first: number, end: number): number {
  if (demanded.test(tokens[end]?.plain ?? '')) return -1
  const people = many.has(tokens[first]!.plain) && /^(?:des|les|aux|ces)$/.test(tokens[first - 1]?.plain ?? '')
  if (isHowTo(tokens, first)) return -1
  if (people || isGeneral(tokens, first) || isTopical(tokens, first)) return -1
  // "a des" before "soucis cardiaques" goes with it, so that the recast can stand for the whole.
  let at = first
  while (adjacent(tokens, at) && at > 0 && first - at < 3 && isDetermining(tokens, at - 1)) at--
  return withSubject(tokens, adjacent(tokens, at) && at > 0 && isHaving(tokens, at - 1) ? at - 1 : first)
}

/** "est sourd", "dame sourde", "en tant que sourd", "sourd, …" */
function stateStart(tokens: readonly Token[], first: number, end: number, { type, said }: Term): number {
  // "Le manque de permis est un handicap": the noun, which "handicapé" is looked up by too.
  if (tokens[first]!.plain === 'handicap') return -1
  let at = first
  while (adjacent(tokens, at) && at > 0 && degrees.has(tokens[at - 1]!.plain)) at--
  const before = adjacent(tokens, at) ? tokens[at - 1] : undefined
  if (before && (isCopula(tokens, at - 1) || participles.has(before.plain))) {
    const aim = before.plain === 'etre' && adjacent(tokens, at - 1) && tokens[at - 2]?.plain === 'pour'
    return aim || isGeneral(tokens, at - 1) ? -1 : withSubject(tokens, at - 1)
  }
  if (said || (type === 'ETHNIC_ORIGIN' && before && isBorne(tokens, at))) return -1
  const plural = isPlural(tokens[first]!.plain) && isPlural(tokens[end - 1]!.plain)
  if (before && isPerson(tokens, at - 1) && !plural && !isSurnamed(tokens, at)) {
    return isGeneral(tokens, at - 1) || isTopical(tokens, at - 1) ? -1 : at - 1
  }
  if (before && links.has(before.plain) && !plural) return isTopical(tokens, at - 1) ? -1 : at - 1
  if (before?.capital && !plural && isNamed(tokens, at - 1) && !tokens[at]!.capital && !isTopical(tokens, at))
    return at - 1
  // "a Kurdish woman": in English the person comes after.
  if (!said && !plural && adjacent(tokens, end) && englishPersons.has(tokens[end]!.plain) && !isTopical(tokens, at))
    return at
  const bare = type === 'ETHNIC_ORIGIN' ? tokens[at]!.before === 'stop' : !before
  const whole = endsThere(tokens, end) || (type !== 'ETHNIC_ORIGIN' && isDescribed(tokens, end))
  if (bare && !plural && whole && !isTopical(tokens, at) && !isTheme(tokens, end)) return at
  return -1
}

/** "a une RQTH", "son handicap", "suite à une dépression", "RQTH en cours" */
function nounStart(tokens: readonly Token[], first: number, end: number, { kind, said }: Term): number {
  let at = first
  let possessed = false
  let definite = false
  while (adjacent(tokens, at) && at > 0 && first - at < 6 && isDetermining(tokens, at - 1)) {
    at--
    if (possessives.has(tokens[at]!.plain)) possessed = true
    if (definites.has(tokens[at]!.plain)) definite = true
  }
  const before = adjacent(tokens, at) ? tokens[at - 1] : undefined
  if (possessed) return isGeneral(tokens, at) || isTalkedAbout(tokens, at) ? -1 : at
  if (kind === 'own') return -1
  if (before && isHaving(tokens, at - 1))
    return isGeneral(tokens, at - 1) || isHowTo(tokens, at - 1) ? -1 : withSubject(tokens, at - 1)
  const figure = tokens[first]!.plain === 'handicap' && end - first === 1
  if (before && (causes.has(before.plain) || (isCopula(tokens, at - 1) && !figure))) {
    return isGeneral(tokens, at - 1) || isTopical(tokens, at - 1) ? -1 : at - 1
  }
  if (before && isPerson(tokens, at - 1)) return isGeneral(tokens, at - 1) || isTopical(tokens, at - 1) ? -1 : at - 1
  const noted = at === first || !isAsked(tokens, first)
  const alone = !before && !definite && !said && noted && (endsThere(tokens, end) || isDescribed(tokens, end))
  return alone && !isTopical(tokens, first) && !isTheme(tokens, end) ? first : -1
}

/** "suite à une", "has a": the preposition or the English article goes with the noun. */
function isDetermining(tokens: readonly Token[], at: number): boolean {
  const { plain, upper } = tokens[at]!
  if (plain === 'de' && upper) return false
  if (plain !== 'a') return determiners.has(plain)
  const before = adjacent(tokens, at) ? (tokens[at - 1]?.plain ?? '') : ''
  return causes.has(before) || /^(?:has|have|had|having|with|of|from|is)$/.test(before)
}

/** "he's" too. */
const isCopula = (tokens: readonly Token[], at: number): boolean =>
  copulas.has(tokens[at]!.plain) ||
  (tokens[at]!.plain === 's' && /^(?:s?he|who|client)$/.test(tokens[at - 1]?.plain ?? ''))

/** "atelier : parler de son handicap" is everybody's. */
function isTalkedAbout(tokens: readonly Token[], possessive: number): boolean {
  const verbs = tokens.slice(Math.max(0, possessive - 3), possessive)
  return verbs.some(({ plain }) => talked.has(plain)) && isTopical(tokens, possessive)
}

/** A first name, or what follows "Mme". */
const isNamed = (tokens: readonly Token[], at: number): boolean =>
  firstNameWeight(tokens[at]!.plain) !== undefined ||
  (adjacent(tokens, at) && honorifics.has(tokens[at - 1]?.plain ?? ''))

/** "je crois que Blanche signe", "mme blanche fontaine": a name that is a colour too. */
function isBorne(tokens: readonly Token[], at: number): boolean {
  const { plain, capital } = tokens[at]!
  const titled = /^(?:mme|mlle|mr)$/.test(tokens[at - 1]!.plain)
  return (capital || titled) && (firstNameWeight(plain) !== undefined || (titled && mayBeSurname(plain)))
}

/** "Mme Blanc" is a name. */
const isSurnamed = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]!.capital && honorifics.has(tokens[at - 1]?.plain ?? '')

/** "DE" too, for demandeur d'emploi: in capitals, or after "mon", "une". */
function isPerson(tokens: readonly Token[], at: number): boolean {
  const { plain, upper } = tokens[at]!
  if (anyone.has(plain) && /^(?:une?|tout|chaque)$/.test(tokens[at - 1]?.plain ?? '') && isAsked(tokens, at))
    return false
  if (/^(?:femme|homme)$/.test(plain) && /^une?$/.test(tokens[at - 1]?.plain ?? '')) {
    return !tokens.slice(at, at + 5).some((_, step) => isInverted(tokens, at + step))
  }
  if (plain !== 'de') return persons.has(plain)
  return (
    (upper && (!tokens[at + 1]?.upper || tokens[at + 1]!.plain.length < 5)) ||
    /^(?:mon|ma|une?|ce|cette|notre)$/.test(tokens[at - 1]?.plain ?? '')
  )
}

/** "a" is also how "à" is folded: it needs a subject before it. */
function isHaving(tokens: readonly Token[], at: number): boolean {
  const { plain } = tokens[at]!
  const before = adjacent(tokens, at) ? tokens[at - 1] : undefined
  // "la demande de RQTH" is a noun.
  if (/^(?:demande|porte|garde)$/.test(plain) && /^(?:la|une|les|de)$/.test(before?.plain ?? '')) return false
  if (plain !== 'a' && plain !== 'as') return havings.has(plain)
  return (
    before === undefined ||
    pronouns.has(before.plain) ||
    isPerson(tokens, at - 1) ||
    before.capital ||
    /^[nyl]$/.test(before.plain)
  )
}

/** Who is spoken of is nobody in particular: "les personnes qui", "faut-il être", "si on est". */
function isGeneral(tokens: readonly Token[], verb: number): boolean {
  for (let at = verb - 1, steps = 0; at >= 0 && steps < 6 && tokens[at + 1]!.before !== 'stop'; at--, steps++) {
    const { plain } = tokens[at]!
    if (plain === 'il' && (tokens[at - 1]?.plain === 'faut' || tokens[at + 1]!.plain === 'faut')) return true
    if (pronouns.has(plain)) return false
    if (isPerson(tokens, at) && !generics.has(plain)) return false
    if (generics.has(plain) || impersonals.has(plain)) return true
  }
  return false
}

/** The words stand in the name of a training, a job, an institution or a question. */
function isTopical(tokens: readonly Token[], first: number): boolean {
  for (let at = first - 1, steps = 0; at >= 0 && steps < 9 && tokens[at + 1]!.before !== 'stop'; at--, steps++) {
    const { plain } = tokens[at]!
    if (tokens[at + 1]!.before === 'comma') return false
    const pending = plain === 'cours' && tokens[at - 1]?.plain === 'en'
    if ((topics.has(plain) && !pending) || questions.has(plain) || (tokens[at]!.upper && /^(?:du|but|bp)$/.test(plain)))
      return true
    if (pronouns.has(plain)) return false
  }
  return false
}

/** Nothing follows that would make another noun of it: "RQTH en cours", but not "handicap et emploi". */
function endsThere(tokens: readonly Token[], end: number): boolean {
  const next = tokens[end]
  if (next === undefined || next.before === 'stop') return true
  if (next.before === 'comma') {
    if (next.plain === 'a') return !/^(?:qui|quelle?s?|quoi)$/.test(tokens[end + 1]?.plain ?? '')
    return !questions.has(next.plain) && !/^(?:qui|que|ou|faut|peut)$/.test(next.plain)
  }
  if (next.plain === 'd') return tokens[end + 1]?.plain === 'apres'
  return followers.has(next.plain) || /^\d/.test(next.plain)
}

/** One word more, that tells what it is like or when: "addictions multiples", "garde à vue lundi"; but not "handicap formation ?" */
function isDescribed(tokens: readonly Token[], end: number): boolean {
  const next = tokens[end]
  if (next?.before !== 'space' || next.capital || topics.has(next.plain) || joinedThemes.has(next.plain)) return false
  if (/^demandee?s?$/.test(next.plain) && (tokens[end + 1]?.before ?? 'stop') === 'stop') return false
  return next.plain.length > 3 && !demanded.test(next.plain) && endsThere(tokens, end + 1) && !isAsked(tokens, end)
}

/** "avec une RQTH, quelles aides ?" */
function isAsked(tokens: readonly Token[], at: number): boolean {
  let from = at
  while (from > 0 && at - from < 40 && tokens[from]!.before !== 'stop') from--
  for (
    let next = from;
    next < Math.min(tokens.length, at + 40) && (next === from || tokens[next]!.before !== 'stop');
    next++
  ) {
    const { plain } = tokens[next]!
    if (questions.has(plain) || /^(?:on|que|qui)$/.test(plain)) return true
    if (isInverted(tokens, next)) return true
  }
  return false
}

/** "garde-t-il", "peut-elle" */
const isInverted = (tokens: readonly Token[], at: number): boolean =>
  /^(?:t|peut|doit)$/.test(tokens[at]!.plain) && /^(?:il|elle)$/.test(tokens[at + 1]?.plain ?? '')

/** "comment faire un dossier MDPH": of nobody. */
function isHowTo(tokens: readonly Token[], verb: number): boolean {
  return (
    /^(?:faire|avoir|obtenir|demander|renouveler|dossier|demande|renouvellement)$/.test(tokens[verb]!.plain) &&
    tokens.slice(Math.max(0, verb - 3), verb).some(({ plain }) => /^(?:comment|ou|pour|how)$/.test(plain))
  )
}

/** "handicap et emploi", "OETH : 6 % pour les entreprises", "au programme": a subject, not a note about somebody. */
function isTheme(tokens: readonly Token[], end: number): boolean {
  const joined = /^(?:et|dans|au|du|en)$/.test(tokens[end]?.plain ?? '')
  for (let at = end, steps = 0; at < tokens.length && steps < 12 && tokens[at]!.before !== 'stop'; at++, steps++) {
    if (themes.has(tokens[at]!.plain) || (joined && steps < 3 && joinedThemes.has(tokens[at]!.plain))) return true
  }
  return false
}

const isPlural = (word: string): boolean => word.length > 3 && word !== 'trans' && /[^iu]s$|aux$/.test(word)

/** The pronoun in front of a verb goes with it, so that the recast can stand for the whole clause. */
function withSubject(tokens: readonly Token[], verb: number): number {
  let first = verb
  while (first > 0 && verb - first < 3 && adjacent(tokens, first) && clitics.has(tokens[first - 1]!.plain)) first--
  return first
}

const clitics = setOf('il elle je j ne n se s y en lui he she i')

/** Two facts of one type in the same breath are one. */
function merged(facts: Fact[], tokens: readonly Token[]): Fact[] {
  const kept: Fact[] = []
  for (const fact of facts.sort((one, other) => one.first - other.first || other.end - one.end)) {
    const same = kept.slice(-closest).find((other) => isSameSubject(other, fact) && isSameBreath(tokens, other, fact))
    if (same) {
      same.end = Math.max(same.end, fact.end)
      if (same.type !== fact.type) same.recast = fact.recast
    } else kept.push({ ...fact })
  }
  return kept
}

/** "RQTH pour son dos" is one thing to say, and the reason tells best what helps. */
const isSameSubject = (before: Fact, after: Fact): boolean =>
  after.type === before.type || (before.type === 'DISABILITY' && after.type === 'HEALTH')

/** How many facts back one may still be in the same breath: a long text takes no longer than its length. */
const closest = 8

function isSameBreath(tokens: readonly Token[], before: Fact, after: Fact): boolean {
  if (after.first - before.end > 4) return false
  for (let at = before.end; at <= after.first; at++) if (tokens[at]!.before === 'stop') return after.first < before.end
  return true
}

function candidateOf({ type, first, end, recast, score }: Fact, tokens: readonly Token[]): Candidate {
  const candidate: Candidate = { type, start: tokens[first]!.start, end: tokens[end - 1]!.end, score }
  // What helps a relative is no need of the person's: only the hours that it takes may be.
  const around = tokens.slice(Math.max(0, first - 3), end)
  const kin = around.some(({ plain }, at) => relatives.has(plain) && possessives.has(around[at - 1]?.plain ?? ''))
  const functional = (lexicon.recasts as Record<string, { fr: string; en: string }>)[recast && kin ? 'hours' : recast]
  if (functional) candidate.recast = functional
  return candidate
}
