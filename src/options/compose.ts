import type { LanguageModelV4 } from '@ai-sdk/provider'
import { z } from 'zod'
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

export interface ComposeInput extends Draft {
  /** What is true of all options stands apart from them, in our words. */
  common: readonly Claim[]
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
export const Composition = z.object({ sentences: z.array(Sentence) })

/** Of an answer over four options: three sentences each, and one of the reply. */
const mostTokens = 450
const mostSentences = 24

/**
 * Lets a model choose which claims of an answer come first, in what order and in what words. It is sent criteria and claims, never the message. Each
 * of its sentences is judged alone: one that may not be shown gives way to the claims it cited, as they were extracted. Options, their places and
 * their claims stay what they were: what no sentence says follows. The same answer where nothing usable came.
 */
export async function compose(input: ComposeInput): Promise<Draft> {
  const { options, reply, onRefused } = input
  const answer = await askModel({
    ...input,
    document: documentOf(input),
    schema: Composition,
    read: sentencesIn,
    mostTokens,
  })
  if ('failed' in answer) {
    onRefused(answer.failed, '')
    return { options, reply }
  }
  const letters = new Map(options.map((option) => [option.letter, option]))
  for (const { on, text } of answer.said) if (on !== 'reply' && !letters.has(on)) onRefused('unknown-option', text)
  const written = (on: string) => answer.said.filter((one) => one.on === on)
  return {
    options: options.map((option) => composeCard(option, written(option.letter), input)),
    reply: composeReply(reply, written('reply'), input),
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
function composeCard(option: Option, written: readonly Sentence[], input: ComposeInput): Option {
  const named = namedClaims(option, input.common)
  const said = written.flatMap((sentence) => sentenceOf(sentence, named, input))
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

interface Said {
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
  const named = new Map(reply.map((sentence, at) => [`r${at + 1}`, sentence]))
  const replaced = new Map<Composed, Composed>()
  for (const { text, claims } of written) {
    const cited = claims.map((id) => named.get(id))
    const [only] = cited
    if (!only || cited.length > 1) {
      input.onRefused('unknown-claim', text)
      continue
    }
    const ours = {
      id: claims[0]!,
      text: only.text,
      evidence: [{ source: 'criteria', field: '/', value: only.text }],
    } satisfies Cited
    const judged = judgeSentence(text, [ours], { policy: input.policy, locale: input.need.locale })
    if (judged.shown) replaced.set(only, { ...only, text: judged.text, wording: 'model' })
    else input.onRefused(judged.reasons[0]!, text)
  }
  return reply.map((sentence) => replaced.get(sentence) ?? sentence)
}

/** What of an option a model may choose from, by the names it is sent: what touches the person first, a few of each stance. */
function namedClaims({ letter, claims }: Option, common: readonly Claim[]): ReadonlyMap<string, Claim> {
  const own = claims.filter(({ text }) => !common.some((one) => one.text === text))
  const kept = stances.flatMap((stance) => own.filter((claim) => claim.stance === stance).slice(0, most[stance]))
  return new Map(kept.map((claim, at) => [`${letter.toLowerCase()}${at + 1}`, claim]))
}

const most: Record<Claim['stance'], number> = { for: 3, against: 3, unknown: 3, fact: 2 }

function documentOf({ options, reply, need, common }: ComposeInput): object {
  const claimsOf = (option: Option) => {
    const sent: Partial<Record<Claim['stance'], Record<string, string>>> = {}
    for (const [id, claim] of namedClaims(option, common))
      sent[claim.stance] = { ...sent[claim.stance], [id]: saysOf(id, claim) }
    return sent
  }
  return {
    locale: need.locale,
    need: needSent(need, options),
    reply: Object.fromEntries(
      reply.map(({ text }, at) => [
        `r${at + 1}`,
        saysOf(`r${at + 1}`, { text, evidence: [{ source: 'criteria', field: '/', value: text }] }),
      ]),
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
