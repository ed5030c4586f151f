import { fold } from '../../../guardrails/language/fold.ts'
import type { Redacted } from '../../../guardrails/redacted.ts'
import type { Act } from './act.ts'
import { readAct } from './read-act.ts'
import { saidAct } from './said-act.ts'
import { verbs } from './verbs.ts'

/** Where the exchange stands when a message comes: what is on the table, whether it waits for a decision, whether a need was said. */
export interface Exchange {
  offers: readonly string[]
  pending: boolean
  amendable: boolean
  /** Whether the message points at some of the offers. */
  points: boolean
  /** What was asked of other offers just before, where the message only points at these: "et la B ?". */
  goesOn: Act | undefined
  /** Whether a choice filled in waits for its gesture. */
  isChoosing: boolean
  /** Whether the turn before asked something. */
  isAsked: boolean
  /** Whether the words name a term of the trade that can be explained. */
  namesTerm: boolean
  /** Whether the words ask after a fact of a record that we know of. */
  asksFact: boolean
  /** Whether the words ask which stands first or last in a row: "laquelle est la moins chère". */
  asksForARow: boolean
  /** What exact readers hear in the message. */
  heard: readonly string[]
  /** Whether the message says anything that a search could use, beside words that no reader knows. */
  saysCriteria: () => boolean
  /** Whether it says what to look for: a trade, a subject in whatever words, a kind of offer. Nothing else can be added beside. */
  saysGoal: () => boolean
}

/**
 * What a message does: what its place in the exchange says (a yes, a finger pointed after a question), what its fixed words say, else the
 * likeliest act by the trained model that means something here: what speaks of offers does not while there are none, nor what changes a need
 * before one was said. In doubt, what says a criterion is searched, and what says none is told.
 */
export function actOf(text: Redacted, exchange: Exchange): Act {
  const {
    offers,
    pending,
    amendable,
    points,
    goesOn,
    isChoosing,
    isAsked,
    asksFact,
    asksForARow,
    namesTerm,
    heard,
    saysCriteria,
    saysGoal,
  } = exchange
  const plain = fold(text)
  if (isAssent(text) && !isAsked) return 'thanks'
  const isBrief = points && !asksFact && wordsIn(text) <= mostOfAPointing && !refusing.test(plain) && !asks(plain)
  if (isChoosing && (isAssent(text) || isBrief)) return 'choose'
  if (goesOn) return goesOn
  if (offers.length > 0 && (asksForARow || eitherWay.test(plain))) return 'fact'
  if (namesTerm && meaning.test(plain)) return 'explain-term'
  const reading = readAct(text, { state: { shown: offers.length, pending, asked: isAsked }, heard })
  const isLong = wordsIn(text) > mostOfACourtesy
  const isQuestion = asks(plain)
  // A first message that says what could be searched asks for it, whatever courtesy, comparison or refusal it tells beside.
  const mayTalk = !isLong && (reading.act === 'thanks' || isQuestion)
  if (!amendable && !mayTalk && saysCriteria()) return 'need'
  const said = saidAct(text)
  if (said) return said === 'why' && reading.act === 'why-not' ? 'why-not' : said
  if (pending && isBrief && pointing.test(plain) && (wordsIn(text) <= mostOfABarePointing || !saysCriteria()))
    return 'choose'
  const { sure, ranked } = reading
  // What could be searched brings no earlier set back by chance.
  const isDoubtful = (label: Act): boolean => label === 'undo' && !sure && saysCriteria()
  const isGuess = reading.margin < leastMargin
  if (isGuess && isQuestion && asksFact && offers.length > 0) return 'fact'
  // "Blabla machin" is like nothing that was learned: nothing is done, and that is said; what asks so is looked for in the records.
  const isUnheard = ranked[0]!.weight < leastWeight && !points && !saysCriteria()
  if (isUnheard && amendable && offers.length > 0) return isQuestion ? 'fact' : 'amend'
  const can = (label: Act): boolean =>
    !(isLong && courtesies.has(label)) &&
    !isDoubtful(label) &&
    !(label === 'choose' && isQuestion && !points) &&
    !(isGuess && surely.has(label))
  const likely = ranked.filter(({ label }) => can(label))
  const act = likely[0]!.label
  // What speaks of offers is told that there are none, but where it says a criterion.
  if (offers.length === 0 && !withoutOffers.has(act)) {
    return (amendable || sure) && !saysCriteria() ? act : amendable ? 'amend' : 'need'
  }
  // "Bonjour, secrétariat" asks: words that no reader knows may be the need.
  if (greets.test(plain) && !isLong && act !== 'need' && !asks(plain) && !saysCriteria()) return 'hello'
  if (courtesies.has(act) && !sure && saysCriteria()) return amendable ? 'amend' : 'need'
  if (verbs[act] === 'search') {
    if (!amendable) return 'need'
    // "S'il pouvait dormir sur place ?" supposes nothing that could be searched.
    if (act === 'what-if' && asksFact && offers.length > 0 && !saysCriteria()) return 'fact'
    if (act === 'complement' && !saysGoal()) return isQuestion && offers.length > 0 ? 'fact' : 'amend'
    if (sure || act === 'more' || saysCriteria() || act === 'complement') return act
    // In doubt, what could not be searched anyway is told where that is nearly as likely, and so is what asks.
    const told = likely.find(({ label }) => verbs[label] === 'about' || verbs[label] === 'talk')
    const isNear = told !== undefined && told.weight >= nearTheFirst * likely[0]!.weight
    if (isNear && !(isQuestion && asksFact)) return told.label
    return isQuestion && offers.length > 0 ? 'fact' : act
  }
  // In doubt, what says a criterion and asks nothing is searched.
  if (!sure && !isQuestion && saysCriteria()) {
    const searched = likely.find(({ label }) => verbs[label] === 'search')
    if (searched && searched.weight >= nearTheFirst * likely[0]!.weight) return amendable ? searched.label : 'need'
  }
  return act
}

/** Acts whose answer does harm, closes the talk or is long, where nobody meant them: never by a guess. */
const surely: ReadonlySet<Act> = new Set<Act>(['distress', 'hello', 'thanks', 'meta', 'excluded', 'more'])

/** Acts that mean something with nothing on the table: what speaks of offers does not. */
const withoutOffers: ReadonlySet<Act> = new Set<Act>([
  'need',
  'amend',
  'remove',
  'correction',
  'complement',
  'explain-term',
  'ask-person',
  'hello',
  'thanks',
  'displeasure',
  'distress',
  'meta',
])
/** "Bonjour, il cherche quelque chose" is a need: courtesy never takes its place. */
const courtesies: ReadonlySet<Act> = new Set<Act>(['hello', 'thanks'])

/** Under this margin a reading is right two times in five (acts.md): a guess. */
const leastMargin = 27
/** Words that were never met weigh less than this all together. */
const leastWeight = 60

/** Share of the first act's weight from which a message that says a criterion and asks nothing is searched. */
const nearTheFirst = 0.7

const asks = (plain: string): boolean =>
  /\?|^(?:et |mais |sinon )*(?:(?:il )?y a|y'?a|est-ce qu)\b|\b(?:ou (?:pas|non)|combien|pourquoi|comment|lequel|laquelle|qui|quoi|how|why|which)\b/.test(
    plain,
  )
/** "Alternance ou pas": asks which it is. */
const eitherWay = /\bou (?:pas|non)[ ?!.]*$/
/** "Coucou, c'est re moi" greets, whatever else it tells. */
const greets = /^(?:re)?(?:bonjour|bonsoir|salut|coucou|hello|hi|bjr|good (?:morning|afternoon))\b/
const pointing = /^(?:(?:ok|bon|euh|non|alors|donc)[ ,]+)*(?:la|le|l'|l’|celles?|celui|option|the)\b/
const refusing = /\b(?:pas|sauf|sans|ni|not|except)\b/
const meaning =
  /\b(?:c'est quoi|c koi|veut dire|ca sert|a quoi (?:ca )?sert|c'est un (?:diplome|titre|niveau)|signifie|qu'est-ce que|what is|what does)\b/

/** In words: "la 1 plutôt" points; a longer message says something more. */
const mostOfAPointing = 6
/** "Celle de février" points, whatever could be searched in it. */
const mostOfABarePointing = 4
/** Who says more than this does not only greet or thank. */
const mostOfACourtesy = 15
const wordsIn = (text: string): number => text.trim().split(/\s+/).length

/** A yes, or that it was heard: nothing is asked. */
export const isAssent = (text: Redacted): boolean =>
  /^(?:(?:oui|ok|okay|voila|c'est (?:bon|ca|note|parfait)|ca marche|d'accord|bien recu|bien|tres bien|parfait|entendu|comme ca|je note|note|recu|super|nickel|yes|fine|got it|exactement)[\s,.!]*)+$/.test(
    fold(text),
  )
