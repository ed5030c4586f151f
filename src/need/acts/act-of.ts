import { fold } from '../../../guardrails/language/fold.ts'
import type { Redacted } from '../../../guardrails/redacted.ts'
import type { Act, HeardAct } from './act.ts'
import { readAct } from './read-act.ts'
import { verbs } from './verbs.ts'

/** Where the exchange stands when a message comes: what is on the table, whether it waits for a decision, whether a need was said. */
export interface Exchange {
  /** How many offers are on the table. */
  shown: number
  pending: boolean
  amendable: boolean
  /** Whether the message points at some of the offers, and asks nothing that a record holds. */
  points: boolean
  /** What was asked of other offers just before, where the message only points at these: "et la B ?". */
  goesOn: Act | undefined
  /** Whether a choice filled in waits for its gesture. */
  isChoosing: boolean
  /** Whether the turn before asked something. */
  isAsked: boolean
  /** Whether the words ask which stands first or last in a row: "laquelle est la moins chère". */
  asksForARow: boolean
  /** What exact readers hear in the message. */
  heard: readonly string[]
  /** Whether the message says anything that a search could use. */
  saysCriteria: () => boolean
  /** Whether it names a trade or a subject that is not looked for already. */
  saysGoal: () => boolean
}

/**
 * What a message does: what its place in the exchange says (a yes, a finger pointed after a question), else the likeliest act by the trained
 * model that means something here: nobody is another person before somebody was told of, what changes a need before one was said is a need,
 * and what speaks of offers where there are none is searched where it says a criterion. Whatever is told beside it, and however sadly, a goal
 * that is named is searched: the same need has the same options whoever it is of.
 */
export function actOf(text: Redacted, exchange: Exchange): Act | 'other-person' {
  const { shown, pending, amendable, points, goesOn, isChoosing, isAsked, asksForARow, heard, saysCriteria, saysGoal } =
    exchange
  if (isThanks(text) || (isAssent(text) && !isAsked)) return 'thanks'
  if (isChoosing && (isAssent(text) || (points && isBrief(text)))) return 'choose'
  if (goesOn) return goesOn
  if (shown > 0 && asksForARow) return 'fact'
  const { ranked, sure } = readAct(text, { state: { shown, pending, asked: isAsked }, heard })
  const [likely] = ranked.filter(({ label }) => (label !== 'other-person' || amendable) && (sure || !surely.has(label)))
  const act = heardAs(likely!.label)
  if (act === 'other-person') return act
  const isSearched =
    verbs[act] === 'search' ||
    (verbs[act] === 'talk' && saysGoal()) ||
    (shown === 0 && !withoutOffers.has(act) && saysCriteria())
  if (!amendable && isSearched) return 'need'
  return isSearched && verbs[act] !== 'search' ? 'amend' : act
}

/** What is no business of the assistant is told what it does. */
const heardAs = (label: HeardAct): Act | 'other-person' => (label === 'off' ? 'meta' : label)

/** In doubt nobody is sent to another exchange, and what could be a change is one. */
const surely: ReadonlySet<HeardAct> = new Set<HeardAct>(['other-person', 'what-if'])

/** Acts that mean something with nothing on the table: what speaks of offers does not. */
const withoutOffers: ReadonlySet<Act> = new Set<Act>([
  'explain-term',
  'ask-person',
  'hello',
  'thanks',
  'displeasure',
  'distress',
  'meta',
])

/** "La 1 plutôt" points; a longer message, or one that denies or asks, says something more. */
const isBrief = (text: string): boolean =>
  text.trim().split(/\s+/).length <= 6 &&
  !/\?|\b(?:pas|sauf|sans|ni|not|except|ou (?:pas|non)|combien|pourquoi|comment|lequel|laquelle|qui|quoi|how|why|which)\b/.test(
    fold(text),
  )

/** Nothing but thanks, also where something was asked. */
const isThanks = (text: Redacted): boolean =>
  /^(?:(?:ok|super|parfait|bien|bon|non|oui)[\s,.!]+)*(?:un grand )?(?:merci|thanks|thank you)(?: (?:beaucoup|bien|infiniment|a (?:toi|vous)|so much|a lot))?[\s.!]*$/.test(
    fold(text),
  )

/** A yes, or that it was heard: nothing is asked. */
export const isAssent = (text: Redacted): boolean =>
  /^(?:(?:oui|ok|okay|voila|c'est (?:bon|ca|note|parfait)|ca marche|d'accord|bien recu|bien|tres bien|parfait|entendu|comme ca|je note|note|recu|super|nickel|yes|fine|got it|exactement)[\s,.!]*)+$/.test(
    fold(text),
  )
