import { isSensitive, kindOf } from '../finding.ts'
import { type StoryType, stories } from '../findings/findings.ts'
import type { TermKind, Terms } from '../findings/room.ts'
import frames from '../lexicon/sensitive-frames.json' with { type: 'json' }
import lexicon from '../lexicon/told-classes.json' with { type: 'json' }
import { type Places, placesOf } from '../parts.ts'
import { behindName, storyClauses, storyExtent } from '../stories/extent.ts'
import { closes, marksOfPhrase } from './closing.ts'
import { decide, type Reason } from './decide.ts'
import { firstNameWeight, mayBeSurname } from './people.ts'
import { createPhrases, type PhraseMatch, type Token } from './phrases.ts'
import type { Candidate, Message, Recogniser } from './recogniser.ts'

/** What is told of a person's life: GDPR articles 9 and 10, and what else is nobody's business. The same words as a training topic, an institution, a right or a job are none. */
export const sensitive: Recogniser = {
  name: 'sensitive',
  find(message, before) {
    const tokens = message.words()
    const facts: Fact[] = []
    const matches = termsOf(message)
    const starts = new Set(matches.length > 1 ? matches.map(({ tag, first }) => `${tag.type} ${first}`) : [])
    for (const match of matches) {
      const explained = match.tag.loose && isExplained(tokens, match, starts)
      const fact = aboutSomeone(tokens, explained ? { ...match, tag: { ...match.tag, loose: false } } : match)
      if (fact && !isRight(message.plain, tokens, fact) && !isCared(message.plain, tokens, fact)) facts.push(fact)
    }
    if (facts.length === 0) return []
    const found = merged(facts, tokens).map((fact) => candidateOf(fact, tokens))
    // What is said about a group is not a fact about a person; a sensitive word in a name or an address is part of it.
    const elsewhere = placesOf(before.filter(({ type }) => kindOf(type) === 'personal' || kindOf(type) === 'conduct'))
    const told = found.filter((one) => !isWithin(one, elsewhere))
    if (told.length === 0) return told
    const clauses = storyClauses(tokens)
    return told.map((one) => ({
      ...one,
      ...behindName(message.plain, storyExtent(message.plain, one, clauses), elsewhere),
    }))
  },
}

/** The words of lists, also where nothing shows yet that they are said of somebody; read once for a message. */
export function termsOf(message: Message): readonly PhraseMatch<Term>[] {
  const known = terms.get(message)
  if (known) return known
  const matches = readTerms(message.words())
  terms.set(message, matches)
  return matches
}
const terms = new WeakMap<Message, readonly PhraseMatch<Term>[]>()

/** "sous traitement pour un lymphome", "opéré d'un cancer": what is said of things too is no longer where a word of its type explains it. */
function isExplained(tokens: readonly Token[], { tag, end }: PhraseMatch<Term>, starts: ReadonlySet<string>): boolean {
  for (let at = end; at < end + 4 && tokens[at]?.before === 'space'; at++) {
    if (at > end && starts.has(`${tag.type} ${at}`)) return true
    if (!explaining.has(tokens[at]!.plain)) return false
  }
  return false
}
const explaining: ReadonlySet<string> = new Set(frames.explaining)

function isWithin({ start, end }: Candidate, elsewhere: Places<Candidate>): boolean {
  const holder = elsewhere.at(start) ?? elsewhere.at(end - 1)
  return holder !== undefined && (kindOf(holder.type) === 'conduct' || (holder.start <= start && end <= holder.end))
}

interface Term {
  type: StoryType
  kind: TermKind
  /** Read in capitals only: "TH". */
  upper: boolean
  /** Only behind a verb: the word alone may be another verb, "arrete". */
  said: boolean
  /** Said of things and of moods too, "sourd aux critiques", "noir de monde": read only where it closes what is said of a person. */
  loose: boolean
}

interface Fact extends Term {
  first: number
  end: number
  score: number
}

export const readTerms = createPhrases<Term>(
  Object.entries(stories).flatMap(([type, { terms }]: [string, { terms: Terms }]) =>
    Object.entries(terms).flatMap(([kind, list]) =>
      list.map((written) => {
        const marks = marksOfPhrase(written)
        return {
          pattern: written.slice(0, written.length - marks.length),
          tag: {
            type: type as StoryType,
            kind: kind as TermKind,
            upper: marks.includes('^'),
            said: marks.includes('~'),
            loose: marks.includes('%'),
          },
        }
      }),
    ),
  ),
  lexicon.classes,
)

const setOf = (list: readonly string[]): ReadonlySet<string> => new Set(list)
const copulas = setOf(frames.copulas)
const participles = setOf(frames.participles)
const degrees = setOf(frames.degrees)
const havings = setOf(frames.havings)
const determiners = setOf(frames.determiners)
const definites = setOf(['le', 'la', 'les', 'l', 'the'])
const possessives = setOf(frames.possessives)
const honorifics = setOf(frames.honorifics)
const persons = setOf(frames.persons)
const englishPersons = setOf(frames.englishPersons)
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
const rights = setOf(frames.rights)

function aboutSomeone(tokens: readonly Token[], { tag, first, end }: PhraseMatch<Term>): Fact | undefined {
  if (tag.upper && !tokens[first]!.upper) return undefined
  const from =
    tag.kind === 'fact'
      ? factStart(tokens, first, end, tag)
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
function factStart(tokens: readonly Token[], first: number, end: number, { type, loose }: Term): number {
  if (isOfNobody(tokens, first, end) || (loose && !closes(tokens, end, true))) return -1
  if (isOfThingHere(tokens, first) || (type === 'ETHNIC_ORIGIN' && isOfGoods(tokens, first))) return -1
  // "a des" before "soucis cardiaques" goes with it, so that the whole is taken out.
  let at = first
  while (adjacent(tokens, at) && at > 0 && first - at < 3 && isDetermining(tokens, at - 1)) at--
  return withSubject(tokens, adjacent(tokens, at) && at > 0 && isHaving(tokens, at - 1) ? at - 1 : first)
}

/** By the verb that it holds, or that stands before it. */
function isOfThingHere(tokens: readonly Token[], first: number): boolean {
  const verb = adjacent(tokens, first) && isVerb(tokens[first - 1]!.plain) ? first - 1 : first
  return isVerb(tokens[verb]!.plain) && isOfThing(tokens, verb)
}

function isOfNobody(tokens: readonly Token[], first: number, end: number): boolean {
  if (demanded.test(tokens[end]?.plain ?? '') || isHowTo(tokens, first)) return true
  if (many.has(tokens[first]!.plain) && /^(?:des|les|aux|ces)$/.test(tokens[first - 1]?.plain ?? '')) return true
  return isGeneral(tokens, first) || isTopical(tokens, first)
}

/** A term where it stands, the words of degree or the articles before it left out. */
interface Told extends Term {
  tokens: readonly Token[]
  first: number
  end: number
  /** Where what goes with it begins. */
  at: number
  /** The word just before. */
  before: Token | undefined
  /** Nothing follows that it would be said of. */
  closed: boolean
}

/** What is said of people in general, or is a topic, is said of nobody. */
const ofNobodyBefore = ({ tokens, at }: Told): boolean => isGeneral(tokens, at - 1) || isTopical(tokens, at - 1)
const fromBefore = (told: Told): number => (ofNobodyBefore(told) ? -1 : told.at - 1)
const isPlain = ({ tokens, first, end }: Told): boolean =>
  !(isPlural(tokens[first]!.plain) && isPlural(tokens[end - 1]!.plain))

/** "est sourd", "dame sourde", "en tant que sourd", "sourd, …" */
function stateStart(tokens: readonly Token[], first: number, end: number, term: Term): number {
  // "Le manque de permis est un handicap": the noun, which "handicapé" is looked up by too.
  if (tokens[first]!.plain === 'handicap') return -1
  let at = first
  while (adjacent(tokens, at) && at > 0 && degrees.has(tokens[at - 1]!.plain)) at--
  const before = adjacent(tokens, at) ? tokens[at - 1] : undefined
  const closed = !term.loose || closes(tokens, end, true)
  return decide(states, { ...term, tokens, first, end, at, before, closed }, -1)
}

const isBehindPerson = (told: Told): boolean => {
  const { tokens, at, before, loose } = told
  // "Dossier invalide", "profil hypersensible à la lumière": of papers as well.
  const paper = loose && /^(?:dossier|profil|suivi)$/.test(before?.plain ?? '')
  return before !== undefined && !paper && isPerson(tokens, at - 1) && isPlain(told) && !isSurnamed(tokens, at)
}

/** Where a state that is told of somebody starts. */
const states: readonly Reason<Told, number>[] = [
  [
    ({ tokens, at, before }) => before !== undefined && (isCopula(tokens, at - 1) || participles.has(before.plain)),
    (told) => (told.closed && !isOfOthers(told) ? withSubject(told.tokens, told.at - 1) : -1),
  ],
  [({ said }) => said, -1],
  [({ type, before, tokens, at }) => type === 'ETHNIC_ORIGIN' && before !== undefined && isBorne(tokens, at), -1],
  // "Jeune black motivé", but "homme noir de monde"
  [isBehindPerson, (told) => (!told.closed && complements.has(told.tokens[told.end]!.plain) ? -1 : fromBefore(told))],
  [(told) => !told.closed || !isPlain(told), -1],
  [
    ({ before }) => before !== undefined && links.has(before.plain),
    ({ tokens, at }) => (isTopical(tokens, at - 1) ? -1 : at - 1),
  ],
  [({ tokens, at }) => isTopical(tokens, at), -1],
  [
    ({ tokens, at, before }) => before?.capital === true && isNamed(tokens, at - 1) && !tokens[at]!.capital,
    ({ at }) => at - 1,
  ],
  // "a Kurdish woman": in English the person comes after.
  [({ tokens, end }) => adjacent(tokens, end) && englishPersons.has(tokens[end]!.plain), ({ at }) => at],
  [(told) => isBare(told) && isWhole(told) && !isTheme(told.tokens, told.end), ({ at }) => at],
]

/** "pour être sourd", "les gens qui sont sourds", "la salle est sourde", "il s'est arrêté" */
function isOfOthers({ tokens, at, before, loose }: Told): boolean {
  const aim = before!.plain === 'etre' && adjacent(tokens, at - 1) && tokens[at - 2]?.plain === 'pour'
  return aim || isGeneral(tokens, at - 1) || isOfThing(tokens, at - 1) || (loose && isOfItself(tokens, at - 1))
}

/** Nothing before it; "Blanche et fine, la farine": a colour is a thing's, but at the head of a sentence. */
const isBare = ({ type, tokens, at, before, loose }: Told): boolean =>
  type === 'ETHNIC_ORIGIN' ? tokens[at]!.before === 'stop' && !loose : !before
const isWhole = ({ type, tokens, end, loose }: Told): boolean =>
  endsThere(tokens, end) || (type !== 'ETHNIC_ORIGIN' && !loose && isDescribed(tokens, end))

/** "a une RQTH", "son handicap", "suite à une dépression", "RQTH en cours" */
function nounStart(tokens: readonly Token[], first: number, end: number, term: Term): number {
  // "Handicapée par son niveau": the state, which "handicap" is looked up by too.
  if (/^handicape/.test(tokens[first]!.plain)) return -1
  let at = first
  while (adjacent(tokens, at) && at > 0 && first - at < 6 && isDetermining(tokens, at - 1)) at--
  const before = adjacent(tokens, at) ? tokens[at - 1] : undefined
  const closed = !term.loose || closes(tokens, end) || acted.has(tokens[end]!.plain)
  return decide(nouns, { ...term, tokens, first, end, at, before, closed }, -1)
}

const isDetermined = ({ tokens, at, first }: Told, by: ReadonlySet<string>): boolean =>
  tokens.slice(at, first).some(({ plain }) => by.has(plain))

/** Where a noun that is told of somebody starts. */
const nouns: readonly Reason<Told, number>[] = [
  [
    (told) => isDetermined(told, possessives),
    (told) =>
      isFigurative(told) || isGeneral(told.tokens, told.at) || isTalkedAbout(told.tokens, told.at) ? -1 : told.at,
  ],
  [({ closed, kind }) => !closed || kind === 'own', -1],
  [
    ({ tokens, at, before }) => before !== undefined && isHaving(tokens, at - 1),
    ({ tokens, at }) => (isHadByOthers(tokens, at - 1) ? -1 : withSubject(tokens, at - 1)),
  ],
  [({ before }) => before !== undefined && causes.has(before.plain), fromBefore],
  [
    ({ tokens, first, end, at, before }) =>
      before !== undefined && isCopula(tokens, at - 1) && !(tokens[first]!.plain === 'handicap' && end - first === 1),
    fromBefore,
  ],
  [({ tokens, at, before }) => before !== undefined && isPerson(tokens, at - 1), fromBefore],
  [(told) => told.before !== undefined || told.said || isDetermined(told, definites), -1],
  [({ tokens, at, first }) => at !== first && isAsked(tokens, first), -1],
  [({ tokens, end, loose }) => !endsThere(tokens, end) && (loose || !isDescribed(tokens, end)), -1],
  [({ tokens, first, end }) => !isTopical(tokens, first) && !isTheme(tokens, end), ({ first }) => first],
]

/** "c'est sa religion", "son accident de parcours" */
const isFigurative = ({ tokens, at, kind, closed }: Told): boolean =>
  isFigure(tokens, at) || (kind === 'own' && !closed)

const isHadByOthers = (tokens: readonly Token[], verb: number): boolean =>
  isGeneral(tokens, verb) || isHowTo(tokens, verb) || isOfThing(tokens, verb)

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

/** After the subject of a verb: "sa religion lui interdit", "un handicap qu'il tait". */
const acted = setOf(['lui', 'l', 'ne', 'n', 'est', 'etait', 'que', 'qu'])

/** "La pâtisserie, c'est sa religion" */
const isFigure = (tokens: readonly Token[], possessive: number): boolean =>
  tokens[possessive - 1]?.plain === 'est' && /^(?:c|ce)$/.test(tokens[possessive - 2]?.plain ?? '')

const isVerb = (word: string): boolean => copulas.has(word) || havings.has(word) || word === 's' || word === 'se'

/** What the verb is said of is a thing: "ce planning est schizophrène", "le secteur est malade", "ça se greffe". */
function isOfThing(tokens: readonly Token[], verb: number): boolean {
  let thing = false
  for (let at = verb; at > 0 && verb - at < 9 && adjacent(tokens, at); at--) {
    const { plain, capital } = tokens[at - 1]!
    if (plain === 'son') {
      thing = true
      continue
    }
    if (pronouns.has(plain) || isPerson(tokens, at - 1) || generics.has(plain) || relatives.has(plain)) return false
    if (worker.test(plain) || (capital && isNamed(tokens, at - 1))) return false
    // "le médecin l'a déclaré inapte"
    if (plain === 'l' && isVerb(tokens[at]!.plain)) return false
    if (articles.has(plain)) thing = true
  }
  return thing
}

/** "Produits d'origine italienne", "cuisine de type asiatique". */
function isOfGoods(tokens: readonly Token[], first: number): boolean {
  if (!/^(?:d|de|origine)$/.test(tokens[first]!.plain) || !adjacent(tokens, first) || first === 0) return false
  const { plain, capital } = tokens[first - 1]!
  return !(
    isVerb(plain) ||
    isPerson(tokens, first - 1) ||
    relatives.has(plain) ||
    pronouns.has(plain) ||
    worker.test(plain) ||
    degrees.has(plain) ||
    links.has(plain) ||
    /^(?:et|mais|ou|francais|francaise)$/.test(plain) ||
    (capital && isNamed(tokens, first - 1))
  )
}

const articles = setOf(frames.articles)

/** Endings of those who do, and of few things: "la coiffeuse", "mon électricien". */
const worker = /(?:[^r]euse|ienne|[^q]uiste|[^tu]iste|[ae]trice|icien)$/

/** "s'est arrêté": by itself, not by others. */
function isOfItself(tokens: readonly Token[], copula: number): boolean {
  const at = tokens[copula]!.plain === 'ete' ? copula - 2 : copula - 1
  return adjacent(tokens, copula) && /^(?:s|se|m|me|c|ce|ca)$/.test(tokens[at]?.plain ?? '')
}

const complements = setOf(frames.complements)

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

/** "elle garde une dame atteinte d'Alzheimer": whom one works for, told by nothing else. */
function isCared(plain: string, tokens: readonly Token[], { first }: Fact): boolean {
  const from = isPerson(tokens, first) ? first : first - 1
  if (from < 1 || !isPerson(tokens, from)) return false
  return caring.test(plain.slice(Math.max(0, tokens[from]!.start - 60), tokens[from]!.start))
}
const caring =
  /(?:\b(?:il|elle|qui) (?:s'|a |avait |veut |aime |doit |sait )?(?:gard|aid|accompagn|assist|occup|condui|transport|veill|promen|lav|coiff|soign|visit|encadr)[a-z]{0,5} (?:d'|de |sur |avec |aupres d'|aupres de |chez )?|\b(?:auxiliaire|aide|garde|employee?|aesh|avs|educateur|educatrice|animateur|animatrice|soignante?|dame de compagnie)\b[a-z ]{0,20} (?:chez |aupres d'|aupres de |pour |avec ))(?:une?|deux|trois|quatre|des|plusieurs) (?:jeune |vieux |vieil |vieille |petite? |grande? )?$/

/** "Licenciement pour inaptitude : quels droits ?", "le B2 vierge est-il exigé ?": a rule is asked for, of nobody in particular. */
function isRight(plain: string, tokens: readonly Token[], { type, kind, first, end }: Fact): boolean {
  const ofLife = !isSensitive(type)
  if (kind === 'state' && !ofLife) return false
  let from = first
  while (from > 0 && first - from < 40 && tokens[from]!.before !== 'stop') from--
  let to = end
  while (to < tokens.length && to - end < 40 && tokens[to]!.before !== 'stop') to++
  const close = tokens[to - 1]!.end
  if (!plain.slice(close, close + 3).includes('?')) return false
  const sentence = Array.from({ length: to - from }, (_, step) => from + step)
  return (
    sentence.some((at) => asksForRight(tokens[at]!.plain, ofLife)) &&
    !sentence.some((at) => isOfSomebody(plain, tokens, at, ofLife))
  )
}

const asksForRight = (word: string, ofLife: boolean): boolean =>
  rights.has(word) || (ofLife && (questions.has(word) || word === 'qui'))

function isOfSomebody(plain: string, tokens: readonly Token[], at: number, ofLife: boolean): boolean {
  const { plain: word, start } = tokens[at]!
  if (isPerson(tokens, at) && !generics.has(word) && !topics.has(word)) return true
  // "est-il exigé" asks of a thing.
  if (plain[start - 1] === '-' || (ofLife && word === 'qui')) return false
  return pronouns.has(word) || possessives.has(word) || isNamed(tokens, at)
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

/** The pronoun in front of a verb goes with it, so that the whole is taken out clause. */
function withSubject(tokens: readonly Token[], verb: number): number {
  let first = verb
  while (first > 0 && verb - first < 3 && adjacent(tokens, first) && clitics.has(tokens[first - 1]!.plain)) first--
  return first
}

const clitics = setOf(frames.clitics)

/** Two facts of one type in the same breath are one. */
function merged(facts: Fact[], tokens: readonly Token[]): Fact[] {
  const kept: Fact[] = []
  for (const fact of facts.sort((one, other) => one.first - other.first || other.end - one.end)) {
    const same = kept.slice(-closest).find((other) => isSameSubject(other, fact) && isSameBreath(tokens, other, fact))
    if (same) same.end = Math.max(same.end, fact.end)
    else kept.push({ ...fact })
  }
  return kept
}

/** "RQTH pour son dos" is one thing to say. */
const isSameSubject = (before: Fact, after: Fact): boolean =>
  after.type === before.type || (before.type === 'DISABILITY' && after.type === 'HEALTH')

/** How many facts back one may still be in the same breath: a long text takes no longer than its length. */
const closest = 8

function isSameBreath(tokens: readonly Token[], before: Fact, after: Fact): boolean {
  if (after.first - before.end > 4) return false
  if (after.first < before.end) return true
  for (let at = before.end; at <= after.first; at++) if (tokens[at]!.before !== 'space') return false
  return true
}

const candidateOf = ({ type, first, end, score }: Fact, tokens: readonly Token[]): Candidate => ({
  type,
  start: tokens[first]!.start,
  end: tokens[end - 1]!.end,
  score,
})
