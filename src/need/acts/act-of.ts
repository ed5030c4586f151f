import { fold } from '../../../guardrails/language/fold.ts'
import type { Redacted } from '../../../guardrails/redacted.ts'
import { isFollowUp } from '../follow-up.ts'
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
  /** Whether the message says anything that a search could use, beside words that no reader knows. */
  saysCriteria: () => boolean
}

/**
 * What a message does: what its place in the exchange says (a yes, a finger pointed after a question), what its fixed words say, else what
 * the trained model is sure of, or takes for talk while nothing could be searched or a question is asked, else a question about the offers
 * on the table, else a need or a change of it. What speaks of offers means nothing while there are none, and what changes a need none
 * before one was said.
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
    saysCriteria,
  } = exchange
  const plain = fold(text)
  if (isAssent(text) && !isAsked) return 'thanks'
  const isBrief = points && !asksFact && wordsIn(text) <= mostOfAPointing && !refusing.test(plain) && !asks(plain)
  if (isChoosing && (isAssent(text) || isBrief)) return 'choose'
  if (goesOn) return goesOn
  if (offers.length > 0 && (asksForARow || eitherWay.test(plain))) return 'fact'
  if (namesTerm && meaning.test(plain)) return 'explain-term'
  const reading = readAct(text, { shown: offers.length, pending })
  const isLong = wordsIn(text) > mostOfACourtesy
  // A first message that says what could be searched asks for it, whatever courtesy, comparison or refusal it tells beside.
  const mayTalk = !isLong && (reading.act === 'thanks' || asks(plain))
  if (!amendable && !mayTalk && saysCriteria()) return 'need'
  const { sure } = reading
  const said = saidAct(text)
  if (said) return said === 'why' && sure && reading.act === 'why-not' ? 'why-not' : said
  if (pending && isBrief && pointing.test(plain) && (wordsIn(text) <= mostOfABarePointing || !saysCriteria()))
    return 'choose'
  // What acts on the set takes certainty, or a finger on an offer; what is about the tool speaks to it.
  const isDoubtful = (label: Act): boolean =>
    (acting.has(label) && !(label === 'choose' && points)) || (label === 'meta' && !addressed.test(plain))
  const ranked = reading.ranked.filter(
    ({ label }) => (sure || !isDoubtful(label)) && !(isLong && courtesies.has(label)),
  )
  const act = ranked[0]?.label ?? reading.act
  // "Bonjour, secrétariat" asks: words that no reader knows may be the need.
  if (greets.test(plain) && !isLong && act !== 'need' && !asks(plain) && !saysCriteria()) return 'hello'
  const searches = verbs[act] === 'search'
  const talks = !searches && (offers.length > 0 || verbs[act] === 'talk' || aboutNothing.has(act))
  const isNeed = courtesies.has(act) && saysCriteria()
  if (talks && sure && !isNeed && !(act === 'choose' && asksFact)) return act
  if (searches && sure && amendable && (saysCriteria() || !asksFact || !text.includes('?'))) return act
  const told = ranked.find(({ label }) => tells(label) && (offers.length > 0 || verbs[label] === 'talk'))
  if (isFollowUp(text, { hasOptions: offers.length > 0, optionTitles: offers, locale: 'fr' })) {
    return asksFact || !told ? 'fact' : told.label
  }
  // A question that nothing could be searched for is answered from what is on the table, or said to be out of reach.
  if (told && offers.length > 0 && asks(plain) && !saysCriteria()) return arguing.has(told.label) ? 'fact' : told.label
  if (!amendable) return 'need'
  // In doubt, what could not be searched anyway is talked about, and so is what asks.
  if (talks && !isNeed && (!saysCriteria() || asks(plain))) return act
  if (!sure && told && !saysCriteria() && told.weight >= nearTheFirst * (ranked[0]?.weight ?? 0)) {
    return arguing.has(told.label) ? 'fact' : told.label
  }
  // What could not be searched and names what a record may say asks for it, however it is spelt.
  if (offers.length > 0 && asksFact && !sure && !saysCriteria()) return 'fact'
  return searches && (sure || (act === 'more' && !saysCriteria())) ? act : 'amend'
}

/** Acts that are answered with nothing on the table. */
const aboutNothing: ReadonlySet<Act> = new Set<Act>(['explain-term', 'ask-person'])
/** Acts that bring a set back or fill a decision in. */
const acting: ReadonlySet<Act> = new Set<Act>(['undo', 'choose'])
/** Acts that ask for arguments: without a cue or certainty, a question is after a fact. */
const arguing: ReadonlySet<Act> = new Set<Act>(['why', 'why-not'])
/** "Bonjour, il cherche quelque chose" is a need: courtesy never takes its place. */
const courtesies: ReadonlySet<Act> = new Set<Act>(['hello', 'thanks'])
const tells = (act: Act): boolean => verbs[act] === 'about' || verbs[act] === 'talk'

/** Share of the first act's weight from which a message that says no criterion is taken for what is told, not searched. */
const nearTheFirst = 0.7

const asks = (plain: string): boolean =>
  /\?|^(?:et |mais |sinon )*(?:(?:il )?y a|y'?a|est-ce qu)\b|\b(?:ou (?:pas|non)|combien|pourquoi|comment|lequel|laquelle|qui|quoi|how|why|which)\b/.test(
    plain,
  )
/** "Alternance ou pas": asks which it is. */
const eitherWay = /\bou (?:pas|non)[ ?!.]*$/
/** "Coucou, c'est re moi" greets, whatever else it tells. */
const greets = /^(?:re)?(?:bonjour|bonsoir|salut|coucou|hello|hi|bjr|good (?:morning|afternoon))\b/
/** To the tool, or of it. */
const addressed =
  /\b(?:tu|t'\w+|te|toi|ton|ta|tes|vous|votre|vos|outil|page|site|ia|robot|logiciel|programme|you|your)\b/
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
