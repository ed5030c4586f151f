import type { LanguageModel } from 'ai'
import { Output, streamText } from 'ai'
import { z } from 'zod'
import { type GroundReason, ground } from '../../guardrails/ground.ts'
import type { Policy } from '../../guardrails/policy.ts'
import type { Prompt } from '../need/prompt.ts'
import type { Need } from './argument.ts'
import type { Claim, Option } from './option.ts'
import { rootsOf, sharedWords } from './passages.ts'

/** Why a model's wording of an option was replaced by the extracted one; counted, shown in oversight. */
export type Refusal =
  | `ground-${GroundReason}`
  | 'unknown-option'
  | 'unknown-claim'
  | 'changed-stance'
  | 'another-claim'
  | 'one-sided'
  | 'not-answered'

export interface WordClaimsInput {
  model: LanguageModel
  prompt: Prompt
  options: readonly Option[]
  need: Need
  policy: Policy
  signal: AbortSignal
  onRefused: (reason: Refusal) => void
}

const WordedOption = z.object({
  optionId: z.string(),
  claims: z.array(
    z.object({ claimIds: z.array(z.string()), stance: z.enum(['for', 'against', 'unknown']), text: z.string() }),
  ),
})
type WordedOption = z.infer<typeof WordedOption>

/**
 * Lets a model choose which evidenced claims matter and word them. It is sent criteria and catalogue passages, never the message. Options
 * come out in whatever order the model writes them, each verified first; `place` is where the seed put it. What the model leaves out,
 * or words without ground, keeps its extracted wording, and so do all of them when the provider fails: no failure leaves an option out.
 */
export async function* wordClaims(input: WordClaimsInput): AsyncGenerator<{ place: number; option: Option }> {
  const waiting = new Map(input.options.map((option, place) => [option.id, { place, option }]))
  for await (const element of elementsOf(input)) {
    const found = waiting.get(element.optionId)
    if (!found) {
      input.onRefused('unknown-option')
      continue
    }
    const worded = verify(found.option, element, input)
    waiting.delete(element.optionId)
    if (typeof worded === 'string') input.onRefused(worded)
    yield { place: found.place, option: typeof worded === 'string' ? found.option : worded }
  }
  for (const { place, option } of waiting.values()) {
    input.onRefused('not-answered')
    yield { place, option }
  }
}

async function* elementsOf({ model, prompt, options, need, signal }: WordClaimsInput): AsyncGenerator<WordedOption> {
  const { elementStream } = streamText({
    model,
    instructions: prompt.instructions,
    prompt: JSON.stringify({ locale: need.locale, need: needSent(need, options), options: options.map(optionSent) }),
    temperature: prompt.temperature,
    output: Output.array({ element: WordedOption }),
    maxRetries: 0,
    abortSignal: signal,
    // Without a handler the SDK prints the request, and with it the prompt.
    onError: () => {},
    providerOptions: { openai: { store: false } },
  })
  try {
    yield* elementStream
  } catch {
    // A provider's error is not ours to show: what it did not word stays as extracted, and is counted.
  }
}

/** Of the topic, only the words that the options' passages share: what else the message said stays here, and what is refused, left or second choice. */
function needSent({ criteria }: Need, options: readonly Option[]) {
  const { read, includeItems, excludeItems, alternatives, refused, past, topic, ...shown } = criteria
  const passages = options
    .map(({ item }) => [item.title, item.summary, item.objective, item.content].join('\n'))
    .join('\n')
  return { ...shown, topic: topic && sharedWords(topic, passages) }
}

function optionSent({ id, item, claims }: Option) {
  return {
    optionId: id,
    passages: {
      title: item.title,
      summary: item.summary,
      objective: item.objective,
      content: item.content?.slice(0, 1200),
    },
    claims: arguable(claims).map((claim, index) => ({ claimId: idOf(index), stance: claim.stance, says: claim.text })),
  }
}

/** Plain facts are not argued: they stay as extracted beside what the model words. */
const arguable = (claims: readonly Claim[]) => claims.filter((claim) => claim.stance !== 'fact')
const idOf = (index: number) => `c${index + 1}`

function verify(option: Option, worded: WordedOption, { need, policy }: WordClaimsInput): Option | Refusal {
  const allowed = new Map(arguable(option.claims).map((claim, index) => [idOf(index), claim]))
  const claims: Claim[] = []
  for (const { claimIds, stance, text } of worded.claims.slice(0, 8)) {
    const cited = claimIds.map((id) => allowed.get(id))
    if (cited.length === 0 || cited.some((claim) => !claim)) return 'unknown-claim'
    const known = cited as Claim[]
    if (known.some((claim) => claim.stance !== stance)) return 'changed-stance'
    const evidence = known.flatMap((claim) => claim.evidence)
    const values = evidence.map(({ value }) => value).filter((value) => value !== null)
    const grounding = ground(text, [...values, ...known.map((claim) => claim.text)], { policy, locale: need.locale })
    if (!grounding.grounded) return `ground-${grounding.reasons[0]!}`
    if (speaksOfAnother(text, known, [...allowed.values()])) return 'another-claim'
    claims.push({ stance, text: grounding.text, evidence: [evidence[0]!, ...evidence.slice(1)] })
  }
  const arguesFor = claims.some((claim) => claim.stance === 'for')
  const arguesAgainst = claims.some((claim) => claim.stance !== 'for')
  if (!arguesFor || !arguesAgainst) return 'one-sided'
  return {
    ...option,
    claims: [...claims, ...option.claims.filter((claim) => claim.stance === 'fact')],
    wording: 'model',
  }
}

/** A sentence that cites one argument in the words of another: its evidence would not be what it rests on. */
function speaksOfAnother(text: string, cited: readonly Claim[], all: readonly Claim[]): boolean {
  const words = [...rootsOf(text)]
  const shared = (claim: Claim) => {
    const roots = rootsOf(claim.text)
    return words.filter((word) => roots.has(word)).length
  }
  const own = Math.max(...cited.map(shared))
  return all.some((claim) => !cited.includes(claim) && shared(claim) > own)
}
