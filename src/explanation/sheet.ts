import { z } from 'zod'
import { type FindingKind, findingKinds, type Locale } from '../../guardrails/finding.ts'
import { placeholderSpans } from '../../guardrails/placeholders.ts'
import { type Criteria, Criterion } from '../criteria/criteria.ts'
import { criteriaWords } from '../criteria/words.ts'
import { profileFields } from '../need/profile-fields.ts'
import type { Claim, NearestOption, Option } from '../options/option.ts'
import type { Decision } from '../record/decision.ts'
import { type Conversation, offersOf, type Turn } from '../record/turn.ts'
import { Algorithm } from './algorithm.ts'
import { type Counted, type ExplanationWording, wordingOf } from './wording.ts'

const Text = z.string()
const Texts = z.array(Text)

/** `breaks`: what was asked and this one does not follow, when it was shown beside the options. */
const ShownOption = z.object({ title: Text, provider: Text, for: Texts, against: Texts, unknown: Texts, breaks: Texts })

const Explained = z.object({
  number: z.number().int(),
  at: Text,
  asked: Text.nullable(),
  understood: z.array(z.object({ criterion: Text, value: Text, from: Text })),
  outcome: Text,
  leftOut: z.array(z.object({ reason: Text, count: z.number().int() })),
  shown: z.array(ShownOption),
  alsoValid: z.array(z.object({ title: Text, provider: Text })),
  decision: z.object({ text: Text, chosen: Texts, by: Text, at: Text }).nullable(),
  sent: z.number().int(),
})

/**
 * What one person is owed about one conversation, in plain words: the data used and not used, the rules applied with their counts and
 * weights, the options shown, who decided, how to contest (GDPR 15(1)(h), CRPA R311-3-1-2, AI Act 86). What it says of the conversation is counted
 * in the record; the rules are those in force, and it says of how many answers they have changed since.
 */
export const Sheet = z.object({
  object: z.literal('sheet'),
  locale: z.enum(['fr', 'en']),
  conversation: Text,
  openedAt: Text,
  madeAt: Text,
  simply: Texts,
  used: z.array(z.object({ field: Text, value: Text, purpose: Text, effect: Text })),
  notUsed: z.array(z.object({ field: Text, because: Text })),
  masked: z.array(z.object({ kind: Text, count: z.number().int() })),
  answers: z.array(Explained),
  /** Answers that were made under earlier rules than those below. */
  madeEarlier: z.number().int(),
  rules: Algorithm,
  rights: Texts,
  contact: z.object({ agency: Text, referent: Text }),
})
export type Sheet = z.infer<typeof Sheet>

export interface SheetContext {
  /** How many requests left for a model, by turn id. */
  sent: ReadonlyMap<string, number>
  rules: Algorithm
  contact: { agency: string; referent: string }
  madeAt: Date
}

export function makeSheet(conversation: Conversation, { sent, rules, contact, madeAt }: SheetContext): Sheet {
  const { locale, profile, objection } = conversation
  const words = wordingOf(locale)
  const used = profileFields.flatMap(({ field, purpose, effect }) => {
    const value = inWords(profile[field], words)
    return value === '' ? [] : [{ field, value, purpose: purpose[locale], effect: words.effects[effect] }]
  })
  return {
    object: 'sheet',
    locale,
    conversation: conversation.id,
    openedAt: conversation.createdAt,
    madeAt: madeAt.toISOString(),
    simply: [
      ...(objection ? [words.objected] : []),
      ...words.simply({ ...countIn(conversation, sent), kept: used.length }),
    ],
    used,
    notUsed: conversation.dropped.map(({ field, reason }) => ({ field, because: words.droppedBecause[reason] })),
    masked: maskedIn(conversation.turns, words),
    answers: conversation.turns.map((turn) => explain(turn, sent.get(turn.id) ?? 0, locale, words)),
    madeEarlier: conversation.turns.filter(({ versions }) => hasChanged(versions, rules.versions)).length,
    rules,
    rights: [...words.rights],
    contact,
  }
}

function countIn({ dropped, turns }: Conversation, sent: SheetContext['sent']): Omit<Counted, 'kept'> {
  const sets = turns.filter(showsOffers)
  const offers = sets.flatMap(offersOf)
  return {
    exchanges: turns.length,
    written: turns.filter(({ message }) => message !== null).length,
    // A set brought back was not searched again.
    searches: sets.filter(({ act }) => act !== 'undo').length,
    shown: new Set(offers.map(({ item }) => item.id)).size,
    dropped: dropped.length,
    isProtected: dropped.filter(({ reason }) => reason === 'protected').length,
    masked: masksIn(turns),
    sent: [...sent.values()].reduce((sum, requests) => sum + requests, 0),
    worded: new Set(offers.filter(({ wording }) => wording === 'model').map(({ id }) => id)).size,
    decisions: turns.filter(({ decision }) => decision !== null).length,
  }
}

/** An answer about options shows again what an earlier one showed. */
const showsOffers = ({ outcome }: Turn): boolean => outcome === 'options' || outcome === 'not-enough'

const rulesOf = ['app', 'guardrails', 'policy', 'prompts'] as const
const hasChanged = (then: Turn['versions'], now: Turn['versions']): boolean =>
  rulesOf.some((name) => then[name] !== now[name])

function explain(turn: Turn, sent: number, locale: Locale, words: ExplanationWording): Sheet['answers'][number] {
  return {
    number: turn.number,
    at: turn.createdAt,
    asked: turn.message?.redacted ?? null,
    understood: understoodIn(turn.criteria, locale, words),
    outcome: words.outcomes[turn.outcome],
    leftOut: turn.excluded.counts.map(({ rule, count }) => ({ reason: words.rules[rule], count })),
    shown: showsOffers(turn) ? offersOf(turn).map((option) => shownOption(option, words)) : [],
    alsoValid: turn.alsoValid.map(({ item }) => ({ title: item.title, provider: item.provider })),
    decision: turn.decision && decided(turn.decision, offersOf(turn), locale),
    sent,
  }
}

/** Each criterion in force, as the page says it, with where it came from. */
function understoodIn(
  criteria: Criteria,
  locale: Locale,
  words: ExplanationWording,
): Sheet['answers'][number]['understood'] {
  return Criterion.options.flatMap((criterion) => {
    const held = criteria[criterion]
    if (held === undefined || (Array.isArray(held) && held.length === 0)) return []
    const { name, value } = criteriaWords[locale].criterion[criterion]
    const read = criteria.read.filter((one) => one.criterion === criterion).at(-1)
    const from = read ? words.origins[read.from] + (read.strength === 'wish' ? ` (${words.wish})` : '') : ''
    return [{ criterion: name, value: value(held as never), from }]
  })
}

/** A value of the profile as words: its labels and numbers, never its codes. '' when there is nothing. */
function inWords(value: unknown, words: ExplanationWording): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number') return words.number(value)
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? words.date(value) : value
  if (Array.isArray(value)) {
    return value
      .map((one) => inWords(one, words))
      .filter(Boolean)
      .join(', ')
  }
  if ('label' in (value as object)) return inWords((value as { label: unknown }).label, words)
  if ('name' in (value as object)) return inWords((value as { name: unknown }).name, words)
  return Object.values(value as object)
    .map((one) => inWords(one, words))
    .filter(Boolean)
    .join(' ')
}

const shownOption = (
  { item, claims, ...beside }: Option | NearestOption,
  words: ExplanationWording,
): Sheet['answers'][number]['shown'][number] => {
  const said = (stance: Claim['stance']) => claims.filter((claim) => claim.stance === stance).map(({ text }) => text)
  return {
    title: item.title,
    provider: item.provider.name,
    for: said('for'),
    against: said('against'),
    unknown: said('unknown'),
    breaks: 'breaks' in beside ? beside.breaks.map(({ rule }) => words.rules[rule]) : [],
  }
}

function decided(decision: Decision, options: readonly Option[], locale: Locale): Sheet['answers'][number]['decision'] {
  const words = wordingOf(locale)
  const chosen = options.filter(({ id }) => decision.optionIds?.includes(id)).map(({ item }) => item.title)
  const reason = decision.reason ? ` (${words.reasons[decision.reason]})` : ''
  const said = [words.decided[decision.kind] + reason, ...(decision.supersedes ? [words.revised] : [])]
  return {
    text: said.join('. '),
    chosen: decision.text ? [...chosen, decision.text] : chosen,
    by: words.counsellor,
    at: decision.decidedAt,
  }
}

function maskedIn(turns: readonly Turn[], words: ExplanationWording): Sheet['masked'] {
  const found = turns.flatMap((turn) => turn.message?.findings ?? [])
  const countOf = (kind: FindingKind) =>
    kind === 'personal' ? masksIn(turns) : found.filter((finding) => finding.kind === kind).length
  return findingKinds
    .map((kind) => ({ kind: words.findingKinds[kind], count: countOf(kind) }))
    .filter(({ count }) => count > 0)
}

/** What the counsellor's own machine masked comes as placeholders, and was found by nobody here. */
const masksIn = (turns: readonly Turn[]): number =>
  turns.reduce((sum, turn) => sum + placeholderSpans(turn.message?.redacted ?? '').length, 0)
