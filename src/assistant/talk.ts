import type { Locale } from '../../guardrails/finding.ts'
import type { Redacted } from '../../guardrails/redacted.ts'
import type { Act } from '../need/acts/act.ts'
import { answerAbout } from '../options/about.ts'
import type { Need } from '../options/argument.ts'
import { typeset } from '../options/french.ts'
import type { Answer, Claim, Option } from '../options/option.ts'
import { optionsMeant } from '../options/options-meant.ts'
import { offersOf, type Question, type Sentence, type Turn } from '../record/turn.ts'
import { type Replies, replies } from './replies.ts'

/** What a turn answers without any search, from what is on the table. */
export type Told = Pick<Turn, 'outcome' | 'reply'> & Partial<Pick<Turn, 'options' | 'nearest' | 'answers' | 'question'>>

/** A message about the offers on the table: their arguments, facts, contrasts and silences, and what was left out beside them. */
export function tellAbout(act: Act, text: Redacted, table: Turn, need: Need): Told {
  const say = replies[need.locale]
  const offers = offersOf(table)
  const meant = optionsMeant(text, offers)
  const about = { outcome: 'about' as const, options: table.options, nearest: table.nearest }
  const each = (claims: (option: Option) => readonly Claim[]): Answer[] =>
    meant.flatMap((option) => claims(option).map((claim): Answer => ({ optionId: option.id, claim })))
  const stance = (wanted: Claim['stance']) => each(({ claims }) => claims.filter((claim) => claim.stance === wanted))
  switch (act) {
    case 'why': {
      const all = meant.length === offers.length
      return { ...about, answers: stance('for'), reply: [sentence(all ? say.whyAll : say.why(lettersOf(meant)))] }
    }
    case 'why-not':
    case 'excluded':
      return { ...about, answers: [], reply: leftOutOf(table, say) }
    case 'compare':
      return { ...about, answers: each(({ differs }) => differs), reply: [sentence(say.differences)] }
    case 'opinion':
      return { ...about, answers: [], reply: [sentence(say.opinion), ...tradeOffs(meant, say)] }
    case 'ask-person': {
      const open = stance('unknown')
      return { ...about, answers: open, reply: [sentence(open.length > 0 ? say.toAsk : say.nothingToAsk)] }
    }
    case 'summary':
      return { ...about, answers: each(({ claims }) => claims.slice(0, 3)), reply: [sentence(say.summary)] }
    default:
      return { ...about, answers: answerAbout(text, offers, need), reply: [sentence(say.catalogueSays)] }
  }
}

/** A sentence for what asks no search: a greeting, thanks, anger, a person in danger, the tool itself. */
export function talk(act: Act, locale: Locale, waiting: boolean): Told {
  const say = replies[locale]
  switch (act) {
    case 'hello':
      return spoken(say.hello)
    case 'thanks':
      return spoken(say.thanks(waiting))
    case 'displeasure':
      return spoken(say.displeasure)
    case 'distress':
      return spoken(say.distress)
    case 'meta':
      return spoken(say.meta)
    default:
      return spoken(say.nothingShown)
  }
}

/** A decision sent without a word is a choice made: it is said, once it is recorded with this turn. */
export const confirmed = (locale: Locale): Told => spoken(replies[locale].recorded)

/** A choice said in words: the decision is filled in, and waits for the gesture. */
export function confirmChoice(text: Redacted, table: Turn, { locale }: Need): Told {
  const say = replies[locale]
  const offers = offersOf(table)
  const meant = optionsMeant(text, offers)
  const sure = meant.length < offers.length || offers.length === 1
  const choose = (options: readonly Option[], label: string) => ({
    label,
    decision: {
      kind: 'choose' as const,
      optionIds: options.map(({ id }) => id),
      optionsDigest: table.optionsDigest!,
    },
  })
  const choices =
    sure && meant.length > 1
      ? [choose(meant, say.record(lettersOf(meant), meant.map(({ item }) => item.title).join(' ; ')))]
      : (sure ? meant : offers).map((option) => choose([option], say.record(option.letter, option.item.title)))
  return asked(sure ? say.confirm(lettersOf(meant)) : say.which, choices)
}

/** None suits: what is wrong is asked, and each answer is a refusal that names it. */
export function askWhatIsWrong(table: Turn, { locale }: Need): Told {
  const say = replies[locale]
  const reasons = Object.entries(say.wrong) as [keyof Replies['wrong'], string][]
  return asked(
    say.whatIsWrong,
    reasons.map(([reason, label]) => ({
      label,
      decision: { kind: 'none' as const, reason, optionsDigest: table.optionsDigest! },
    })),
  )
}

const asked = (text: string, choices: Question['choices']): Told => ({
  outcome: 'question',
  reply: [],
  question: { text, criterion: 'decision', choices },
})

const spoken = (text: string): Told => ({ outcome: 'talk', reply: [sentence(text)] })

export const sentence = (text: string, claims: Claim[] = []): Sentence => ({
  text: typeset(text),
  claims,
  wording: 'extracted',
})

const lettersOf = (options: readonly Option[]): string => options.map(({ letter }) => letter).join(', ')

function leftOutOf({ excluded, alsoValid }: Turn, say: Replies): Sentence[] {
  const counted = excluded.counts.length > 0 ? say.leftOut(excluded.counts) : say.nothingLeftOut
  const titles = alsoValid.map(({ item }) => `${item.title} (${item.provider})`)
  return [sentence(counted), ...(titles.length > 0 ? [sentence(say.alsoValid(titles))] : [])]
}

/** What sets each apart, side by side: no side is taken. */
const tradeOffs = (options: readonly Option[], say: Replies): Sentence[] =>
  options
    .flatMap(({ letter, differs }) =>
      differs.slice(0, 1).map((claim) => sentence(say.lettered(letter, claim.text), [claim])),
    )
    .slice(0, 3)
