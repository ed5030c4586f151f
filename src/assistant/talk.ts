import type { Locale } from '../../guardrails/finding.ts'
import { fold } from '../../guardrails/language/fold.ts'
import { meaningfulWords } from '../../guardrails/language/words.ts'
import { placeholderSource } from '../../guardrails/placeholder-shape.ts'
import { cutMark, type Redacted } from '../../guardrails/redacted.ts'
import type { CriteriaInput } from '../criteria/criteria.ts'
import { RedactedText } from '../criteria/redacted-text.ts'
import type { Act } from '../need/acts/act.ts'
import { typeset } from '../options/french.ts'
import type { Claim, Option } from '../options/option.ts'
import type { Meant } from '../options/options-meant.ts'
import { offersOf, type Question, type Sentence, type Suggestion, type Turn } from '../record/turn.ts'
import { type Replies, replies, type ToolTopic } from './replies.ts'
import { termsIn } from './terms.ts'
import { widening } from './widening.ts'

/** What a turn answers without any search, from what is on the table. */
export type Told = Pick<Turn, 'outcome' | 'reply'> &
  Partial<Pick<Turn, 'options' | 'nearest' | 'answers' | 'question' | 'suggestions' | 'unread'>>

/** Where the exchange stands for what asks no search: letters still to decide; the question that waits for its answer. */
interface Standing {
  waiting: string
  asked: Turn['question']
}

/** What asks no search: a greeting, thanks, anger, a person in danger, the tool itself. The question that waits goes on waiting, but in danger. */
export function talk(act: Act, text: Redacted, locale: Locale, { waiting, asked }: Standing): Told {
  if (act === 'distress') return spoken(replies[locale].distress)
  return { ...said(act, text, locale, { waiting, asked }), question: asked }
}

function said(act: Act, text: Redacted, locale: Locale, { waiting, asked }: Standing): Told {
  const say = replies[locale]
  switch (act) {
    case 'hello':
      return spoken(say.hello(waiting))
    case 'thanks':
      return spoken(say.thanks(waiting))
    case 'displeasure':
      return spoken(say.displeasure)
    case 'meta':
      return spoken(say.tool[toolTopicOf(text)])
    case 'explain-term': {
      const terms = termsIn(text, locale)
      return terms.length > 0 ? spoken(...terms) : spoken(say.termUnknown)
    }
    case 'ask-person':
      return spoken(say.toAsk(say.always))
    default:
      return spoken(asked ? say.stillAsked : say.nothingShown)
  }
}

/** A decision sent without a word is a choice made: it is said, once it is recorded with this turn. */
export const confirmed = (locale: Locale): Told => spoken(replies[locale].recorded)

/**
 * A message in which nothing was read that could change the search, and that asks nothing we know: it is said, and the offers stay; so does the
 * question that it did not answer.
 */
export function notUnderstood(act: Act, locale: Locale, asked: Turn['question'] | undefined): Told {
  const say = replies[locale]
  if (asked && asked.criterion !== 'person' && !isOfAChoice(asked))
    return { ...spoken(say.notAnAnswer), outcome: 'question', question: asked }
  return spoken(act === 'what-if' ? say.notSupposed : act === 'remove' ? say.nothingRemoved : say.notUnderstood)
}

/** Which offer to record: whoever says something else has left that question. */
export const isOfAChoice = (asked: Question | null | undefined): boolean =>
  asked?.choices.some(({ decision }) => decision?.kind === 'choose') === true

/** Nothing is left of a message but what the guard cut: nobody can tell here what it was, and a person may be in danger. */
export function cutWhole(text: Redacted, locale: Locale): Told | undefined {
  const left = text.replaceAll(cutMark, ' ').replace(placeholder, ' ')
  return text.includes(cutMark) && meaningfulWords(left).length === 0 ? spoken(replies[locale].allCut) : undefined
}

const placeholder = new RegExp(placeholderSource, 'g')

/**
 * A choice said in words: the decision is filled in, and waits for the gesture. `isEither`: one of those that are meant, not all ("la A ou la B").
 */
export function confirmChoice(
  { options: meant, by, absent }: Meant,
  table: Turn,
  { optionsDigest, isEither, locale }: { optionsDigest: string; isEither: boolean; locale: Locale },
): Told {
  const say = replies[locale]
  const offers = offersOf(table)
  // What left the table cannot be chosen before it is brought back.
  const gone = meant.filter(({ id }) => !offers.some((one) => one.id === id))
  const isPointed = (by === 'pointing' || offers.length === 1) && gone.length === 0 && absent === undefined
  const all = isPointed && !(isEither && meant.length > 1)
  const choose = (options: readonly Option[], label: string) => ({
    label,
    decision: {
      kind: 'choose' as const,
      optionIds: options.map(({ id }) => id),
      optionsDigest,
    },
  })
  const choices =
    all && meant.length > 1
      ? [choose(meant, say.record(lettersOf(meant), meant.map(({ item }) => item.title).join(' ; ')))]
      : (isPointed ? meant : offers).map((option) => choose([option], say.record(option.letter, option.item.title)))
  const why = [gone.length > 0 && say.gone(lettersOf(gone)), absent && say.notThere(absent, offers.map(named))]
  return asked(all ? say.confirm(lettersOf(meant)) : [...why, say.which].filter(Boolean).join(' '), choices)
}

/** An offer is pointed at that is not there: which of those that are? Nothing is chosen by answering. */
export function askWhich(said: string, table: Turn, locale: Locale): Told {
  const say = replies[locale]
  const offers = offersOf(table)
  return spoken([say.notThere(said, offers.map(named)), ...(offers.length > 1 ? [say.whichOne] : [])].join(' '))
}

/** A set that holds nothing can be neither chosen nor refused: what would bring offers is one tap away. */
export const nothingToDecide = (turn: Turn, locale: Locale): Told => ({
  ...spoken(replies[locale].nothingToDecide),
  suggestions: widenings(turn, locale),
})

export const widenings = ({ relax }: Turn, locale: Locale): Suggestion[] =>
  relax.map((relaxation) => widening(relaxation, locale)).slice(0, 2)

/** Another person: a new exchange is offered, with the words to begin it; here, nothing of what was said would be kept. */
export function askAnotherExchange(text: Redacted, here: CriteriaInput | undefined, locale: Locale): Told {
  const say = replies[locale]
  return {
    outcome: 'question',
    reply: [],
    question: {
      text: typeset(say.anotherPerson),
      criterion: 'person',
      choices: here ? [{ label: say.suggest.samePerson, criteria: here }] : [],
    },
    suggestions: [{ label: say.suggest.newExchange, to: 'new-exchange', send: { text: RedactedText.parse(text) } }],
  }
}

/** None suits: what is wrong is asked, and each answer is a refusal that names it. */
export function askWhatIsWrong(optionsDigest: string, locale: Locale): Told {
  const say = replies[locale]
  const reasons = Object.entries(say.wrong) as [keyof Replies['wrong'], string][]
  return asked(
    say.whatIsWrong,
    reasons.map(([reason, label]) => ({
      label,
      decision: { kind: 'none' as const, reason, optionsDigest },
    })),
  )
}

const asked = (text: string, choices: Question['choices']): Told => ({
  outcome: 'question',
  reply: [],
  question: { text, criterion: 'decision', choices },
})

const spoken = (...texts: string[]): Told => ({ outcome: 'talk', reply: texts.map((text) => sentence(text)) })

export const sentence = (text: string, claims: readonly Claim[] = []): Sentence => ({
  text: typeset(text),
  claims: [...claims],
  wording: 'extracted',
})

export const named = ({ letter, item }: Option) => ({ letter, provider: item.provider.name })

/** "A, B, C et D restent": the letters of all that waits for a person; nothing where nothing does. */
export function waitingOf(turns: readonly Turn[], locale: Locale): string {
  const letters = turns.flatMap(offersOf).map(({ letter }) => letter)
  return letters.length > 0 ? replies[locale].remain([...new Set(letters)].sort()) : ''
}

export const lettersOf = (options: readonly Option[]): string => options.map(({ letter }) => letter).join(', ')

/** What of the tool is asked after; what it is and does where nothing else is. */
function toolTopicOf(text: Redacted): ToolTopic {
  const said = fold(text)
  return toolTopics.find(({ says }) => says.test(said))?.topic ?? 'does'
}

const toolTopics: readonly { topic: ToolTopic; says: RegExp }[] = [
  { topic: 'print', says: /\bimprim|\bprint/ },
  { topic: 'enrols', says: /\b(?:inscri\w*|envo[iy]\w*|lien|mail|reserve\w*|enrol|send|book)\b/ },
  { topic: 'kept', says: /\b(?:gard\w*|stock\w*|enregistr\w*|confidentiel\w*|donnees|prive\w*|rgpd|keep|stored?)\b/ },
  {
    topic: 'fresh',
    says: /\b(?:a jour|fiches?|datent?|dates?|catalogue|fiables?|sources?|(?:es|etes|est) (?:bien )?surs?|certaine?s?|d'ou|sure|up to date)\b/,
  },
  { topic: 'order', says: /\b(?:ordre|class\w*|tri\w*|premiere?|order|sorted)\b/ },
  { topic: 'plainly', says: /\b(?:compren\w*|compri[st]\w*|simple\w*|clair\w*|understand)\b/ },
  { topic: 'is', says: /\b(?:ia|robot|humaine?|machine|ai|bot|human|chatgpt)\b/ },
]
