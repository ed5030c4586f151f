import type { LanguageModelV4 } from '@ai-sdk/provider'
import { z } from 'zod'
import { meaningReasons } from '../../guardrails/meaning.ts'
import type { Policy } from '../../guardrails/policy.ts'
import { type AskingFailure, askModel } from '../need/ask-model.ts'
import type { Prompt } from '../need/prompt.ts'
import type { Need } from './argument.ts'
import { type Cited, judgeSentence, type LockReason } from './lock.ts'
import type { Claim, Option } from './option.ts'
import { sharedWords } from './passages.ts'
import { slotsOf } from './slots.ts'

/** One sentence of an answer, of a card or of the reply, with the claims it says. */
export interface Composed {
  text: string
  claims: Claim[]
  wording: 'extracted' | 'model'
}

/** Why a sentence of a model gave way to the claims it cited; counted, shown in oversight. */
export type Refusal = LockReason | AskingFailure | 'unknown-option' | 'unknown-claim' | 'mixed-stances' | 'too-many'

/** What of an answer is in words. */
export interface Draft {
  options: readonly Option[]
  reply: readonly Composed[]
}

/** What of an answer a model may word. */
export interface ToCompose extends Draft {
  /** What is true of all options stands apart from them, in our words. */
  common: readonly Claim[]
  /** What was asked of the options, where it was about them: the model is sent the act, not the message. */
  act?: string
}

/** An answer once it was worded: of each option by its id, what the sentences written for it say. */
export interface Composition extends Draft {
  said: ReadonlyMap<string, readonly Said[]>
}

export interface ComposeInput extends ToCompose {
  model: LanguageModelV4
  prompt: Prompt
  need: Need
  policy: Policy
  signal: AbortSignal
  /** Told why, and what was said: nothing of it where the whole answer was no use. */
  onRefused: (reason: Refusal, said: string) => void
}

const Sentence = z.object({ on: z.string(), text: z.string(), claims: z.array(z.string()) })
type Sentence = z.infer<typeof Sentence>
export const Sentences = z.object({ sentences: z.array(Sentence) })

/** Of an answer over four options: three sentences each, and one of the reply. */
const mostTokens = 450
const mostSentences = 24

/**
 * Lets a model choose which claims of an answer come first, in what order and in what words. It is sent criteria and claims, never the message. Each
 * of its sentences is judged alone: one that may not be shown gives way to the claims it cited, as they were extracted. Options, their places and
 * their claims stay what they were: what no sentence says follows. The same answer where nothing usable came.
 */
export async function compose(input: ComposeInput): Promise<Composition> {
  const { options, reply, onRefused } = input
  const answer = await askModel({
    ...input,
    document: documentOf(input),
    schema: Sentences,
    read: sentencesIn,
    mostTokens,
  })
  if ('failed' in answer) {
    onRefused(answer.failed, '')
    return { options, reply, said: new Map() }
  }
  const letters = new Map(options.map((option) => [option.letter, option]))
  for (const { on, text } of answer.said) if (on !== 'reply' && !letters.has(on)) onRefused('unknown-option', text)
  const written = (on: string) => answer.said.filter((one) => one.on === on)
  const said = new Map(
    options.map((option) => {
      const named = namedClaims(option, input.common)
      return [option.id, written(option.letter).flatMap((sentence) => sentenceOf(sentence, named, input))]
    }),
  )
  return {
    options: options.map((option) => composeCard(option, said.get(option.id)!)),
    reply: composeReply(reply, written('reply'), input),
    said,
  }
}

/** Sentences that are none are left out alone. */
function sentencesIn(value: unknown): Sentence[] | undefined {
  const { sentences } = (value ?? {}) as { sentences?: unknown }
  if (!Array.isArray(sentences)) return undefined
  return sentences
    .flatMap((one) => {
      const read = Sentence.safeParse(one)
      return read.success ? [read.data] : []
    })
    .slice(0, mostSentences)
}

/** Of each stance, the claims a sentence says, in its words or in ours; then those that none says, so that nothing is dropped. */
function composeCard(option: Option, said: readonly Said[]): Option {
  const told = new Set(said.flatMap(({ from }) => from))
  const rest = option.claims.filter((claim) => !told.has(claim))
  const ordered = [...said.map(({ claim }) => claim), ...rest]
  return {
    ...option,
    claims: stances.flatMap((stance) => ordered.filter((claim) => claim.stance === stance)),
    wording: said.some(({ byModel }) => byModel) ? 'model' : option.wording,
  }
}

const stances: readonly Claim['stance'][] = ['for', 'against', 'unknown', 'fact']

export interface Said {
  claim: Claim
  /** The claims that it says. */
  from: Claim[]
  byModel: boolean
}

function sentenceOf({ text, claims }: Sentence, named: ReadonlyMap<string, Claim>, input: ComposeInput): Said[] {
  const { need, policy, onRefused } = input
  const cited = claims.map((id): Cited & Claim => ({ ...named.get(id)!, id }))
  if (cited.length === 0 || claims.some((id) => !named.has(id))) {
    onRefused('unknown-claim', text)
    return []
  }
  const from = claims.map((id) => named.get(id)!)
  const extracted = from.map((claim): Said => ({ claim, from: [claim], byModel: false }))
  const refuse = (reason: Refusal) => {
    onRefused(reason, text)
    return extracted
  }
  if (cited.length > mostCited) return refuse('too-many')
  if (new Set(cited.map(({ stance }) => stance)).size > 1) return refuse('mixed-stances')
  const judged = judgeSentence(text, cited, { policy, locale: need.locale })
  if (!judged.shown) return refuse(judged.reasons[0]!)
  const evidence = cited.flatMap((claim) => claim.evidence)
  const claim: Claim = { stance: cited[0]!.stance, text: judged.text, evidence: [evidence[0]!, ...evidence.slice(1)] }
  return [{ claim, from, byModel: true }]
}

const mostCited = 2

/** The reply in the model's words where they hold, over the same sentences of ours; else as it stands. */
function composeReply(
  reply: readonly Composed[],
  written: readonly Sentence[],
  input: ComposeInput,
): readonly Composed[] {
  const named = ownSentences(reply)
  const replaced = new Map<Composed, Composed>()
  for (const { text, claims } of written) {
    const cited = claims.map((id) => named.get(id))
    const [only] = cited
    if (!only || cited.length > 1) {
      input.onRefused('unknown-claim', text)
      continue
    }
    const judged = judgeSentence(text, [ownClaim(claims[0]!, only)], {
      policy: input.policy,
      locale: input.need.locale,
    })
    const reasons = judged.shown ? crossed(judged.text, only.text) : judged.reasons
    if (!judged.shown || reasons.length > 0) input.onRefused(reasons[0]!, text)
    else if (judged.text !== only.text) replaced.set(only, { ...only, text: judged.text, wording: 'model' })
  }
  return reply.map((sentence) => replaced.get(sentence) ?? sentence)
}

/** Sentences that are ours and say no claim, by the names they are sent under. Those that say claims are worded claim by claim, offer by offer. */
const ownSentences = (reply: readonly Composed[]): ReadonlyMap<string, Composed> =>
  new Map(reply.filter(({ claims }) => claims.length === 0).map((sentence, at) => [`r${at + 1}`, sentence]))

const ownClaim = (id: string, { text }: Composed): Cited => ({
  id,
  text,
  evidence: [{ source: 'criteria', field: '/', value: text }],
})

/**
 * What is said of one letter may not be said of another: each part of a sentence that names letters or counts must name those of a part of
 * ours, in its order, in its words.
 */
function crossed(text: string, ours: string): LockReason[] {
  const parts = partsOf(ours)
  const isTheirs = (part: string) =>
    pointsOf(part) === '' ||
    parts.some(
      (own) => pointsOf(own) === pointsOf(part) && meaningReasons(part, [{ text: own, ofTheWhole: true }]).length === 0,
    )
  return partsOf(text).every(isTheirs) ? [] : ['slot']
}

const partsOf = (text: string): string[] => text.split(/[;.?!](?:\s|$)/).filter((part) => /\p{L}/u.test(part))
/** Letters of offers and numbers, in their order. */
const pointsOf = (part: string): string => [...part.matchAll(/(?<!\p{L})[A-Z](?![\p{L}’'])|\d+/gu)].join(' ')

/** What of an option a model may choose from, by the names it is sent: what touches the person first, a few of each stance. */
function namedClaims({ letter, claims }: Option, common: readonly Claim[]): ReadonlyMap<string, Claim> {
  const own = claims.filter(({ text }) => !common.some((one) => one.text === text))
  const kept = stances.flatMap((stance) => own.filter((claim) => claim.stance === stance).slice(0, most[stance]))
  return new Map(kept.map((claim, at) => [`${letter.toLowerCase()}${at + 1}`, claim]))
}

const most: Record<Claim['stance'], number> = { for: 3, against: 3, unknown: 3, fact: 2 }

function documentOf({ options, reply, need, common, act }: ComposeInput): object {
  const claimsOf = (option: Option) => {
    const sent: Partial<Record<Claim['stance'], Record<string, string>>> = {}
    for (const [id, claim] of namedClaims(option, common))
      sent[claim.stance] = { ...sent[claim.stance], [id]: saysOf(id, claim) }
    return sent
  }
  return {
    locale: need.locale,
    need: needSent(need, options),
    ...(act && { act }),
    reply: Object.fromEntries(
      [...ownSentences(reply)].map(([id, sentence]) => [id, saysOf(id, ownClaim(id, sentence))]),
    ),
    options: Object.fromEntries(options.map((option) => [option.letter, claimsOf(option)])),
  }
}

/** "Commence le {c3.date=4 janvier 2027}." */
function saysOf(id: string, claim: Pick<Claim, 'text' | 'evidence'>): string {
  const { says, slots } = slotsOf(id, claim)
  return says.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) =>
    slots.has(name) ? `{${name}=${slots.get(name)}}` : whole,
  )
}

/** Of the topic, only the words that the options' passages share: what else the message said stays here, and what is refused, left or second choice. */
function needSent({ criteria }: Need, options: readonly Option[]) {
  const { topic, occupation, modality, schedule, certifying, level } = criteria
  const passages = options
    .map(({ item }) => [item.title, item.summary, item.objective, item.content].join('\n'))
    .join('\n')
  return {
    topic: topic && sharedWords(topic, passages),
    occupation: occupation?.label,
    modality,
    schedule,
    certifying,
    level,
  }
}
