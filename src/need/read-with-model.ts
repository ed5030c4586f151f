import { generateText, type LanguageModel, Output } from 'ai'
import { z } from 'zod'
import { fold, type Span } from '../../guardrails/language/fold.ts'
import { excerpt, type Redacted } from '../../guardrails/redacted.ts'
import type { Criteria, CriteriaPatch, Criterion, Read } from '../criteria/criteria.ts'
import { type Message, readable } from '../criteria/reading/message.ts'
import type { Reading } from '../criteria/reading/reading.ts'
import { rooms } from '../criteria/rooms.ts'
import { IsoDate, Kind, Modality, Schedule } from '../item.ts'
import type { Referential } from '../occupations/referential.ts'
import type { Places } from '../places/places.ts'
import type { Prompt } from './prompt.ts'
import { takePersonFacts } from './reading/person-facts.ts'

export interface ReadWithModelInput {
  model: LanguageModel
  prompt: Prompt
  text: Redacted
  previous: Criteria
  referential: Referential
  places: Places
  signal: AbortSignal
}

/** Why there is no reading by the model; the rules' reading stands alone then. */
export type ReadingFailure = { failed: 'aborted' | 'provider' | 'not-finished' | 'schema' }

const Strength = z.enum(['must', 'wish'])
const said = <Value extends z.ZodType>(value: Value) =>
  z.object({ value, quote: z.string(), strength: Strength }).nullable()

/** What a model is asked to say. No optional key and no discriminated union: providers' strict schemas know neither. */
export const ModelReading = z.object({
  topic: said(z.string()),
  occupationCode: said(z.string()),
  kinds: said(z.array(Kind)),
  commune: said(z.string()),
  radiusKm: said(z.number()),
  modality: said(Modality),
  excludeModalities: said(z.array(Modality)),
  startAfter: said(z.string()),
  startBefore: said(z.string()),
  maxHours: said(z.number()),
  maxPrice: said(z.number()),
  certifying: said(z.boolean()),
  level: said(z.number()),
  schedule: said(Schedule),
  constraints: said(z.array(z.string())),
  excludeProviders: said(z.array(z.string())),
})
export type ModelReading = z.infer<typeof ModelReading>

/** Occupations sent to choose from: a code outside them is refused. */
const occupationsSent = 20

/**
 * Reads a redacted message with a model. It may only repeat: each criterion needs a quote that stands in the message and speaks of it, texts
 * are taken from the message and not from the model, codes are those it was sent, and what describes the person is no criterion. What does
 * not hold is left out, in silence: the rules still read, and win over it (merge.ts).
 */
export async function readNeedWithModel(input: ReadWithModelInput): Promise<Reading | ReadingFailure> {
  const { model, prompt, text, previous, referential, signal } = input
  const occupations = referential
    .nearest(text, occupationsSent)
    .map(({ occupation }) => ({ code: occupation.code, label: occupation.label }))
  try {
    const result = await generateText({
      model,
      instructions: prompt.instructions,
      prompt: JSON.stringify({ message: text, previous: criteriaSent(previous), occupations }),
      temperature: prompt.temperature,
      output: Output.object({ schema: ModelReading }),
      maxRetries: 0,
      abortSignal: signal,
      providerOptions: { openai: { store: false } },
    })
    if (result.finishReason !== 'stop') return { failed: 'not-finished' }
    return grounded(result.output, input, new Set(occupations.map(({ code }) => code)))
  } catch (error) {
    if (signal.aborted) return { failed: 'aborted' }
    return { failed: isSchemaError(error) ? 'schema' : 'provider' }
  }
}

/** Nothing of the record but criteria: no item, no name of a provider, no span. */
function criteriaSent({ read, includeItems, excludeItems, excludeProviders, ...criteria }: Criteria) {
  return criteria
}

function grounded(reading: ModelReading, input: ReadWithModelInput, codes: ReadonlySet<string>): Reading {
  const patch: CriteriaPatch = {}
  const read: Read[] = []
  const message = readable(input.text)
  takePersonFacts(message)
  const quoted = (quote: string) => quotedIn(message, quote)
  const keep = <Name extends Criterion>(criterion: Name, value: Criteria[Name] | undefined, from: Said<unknown>) => {
    const span = from && quoted(from.quote)
    if (
      !span ||
      rooms[criterion].quote?.test(fold(input.text.slice(span.start, span.end))) === false ||
      value === undefined ||
      (Array.isArray(value) && value.length === 0)
    )
      return
    Object.assign(patch, { [criterion]: value })
    read.push({ criterion, from: 'model', strength: rooms[criterion].mayBeWish ? from.strength : 'must', span })
  }
  const { topic, occupationCode, commune } = reading
  const words = topic && quoted(topic.value)
  keep('topic', words ? excerpt(input.text, words.start, words.end) : undefined, topic)
  const occupation =
    occupationCode && codes.has(occupationCode.value) ? input.referential.byCode(occupationCode.value) : undefined
  keep('occupation', occupation && { code: occupation.code, label: occupation.label }, occupationCode)
  const place = commune && quoted(commune.value) ? input.places.resolve(commune.value) : undefined
  keep('near', place?.kind === 'found' ? { code: place.commune.code, name: place.commune.name } : undefined, commune)
  keep('kinds', unique(reading.kinds?.value), reading.kinds)
  keep('radiusKm', within(reading.radiusKm, 1, 1000), reading.radiusKm)
  keep('modality', reading.modality?.value, reading.modality)
  const refused = unique(reading.excludeModalities?.value)
  // All of them refused would leave nothing to search.
  keep(
    'excludeModalities',
    refused?.length === Modality.options.length ? undefined : refused,
    reading.excludeModalities,
  )
  keep('startAfter', realDate(reading.startAfter), reading.startAfter)
  keep('startBefore', realDate(reading.startBefore), reading.startBefore)
  keep('maxHours', within(reading.maxHours, 1, 10_000), reading.maxHours)
  keep('maxPrice', within(reading.maxPrice, 0, 1_000_000), reading.maxPrice)
  keep('certifying', reading.certifying?.value, reading.certifying)
  const level = within(reading.level, 1, 8)
  keep('level', level !== undefined && Number.isInteger(level) ? level : undefined, reading.level)
  keep('schedule', reading.schedule?.value, reading.schedule)
  for (const criterion of ['constraints', 'excludeProviders'] as const) {
    const texts = reading[criterion]?.value.slice(0, mostTexts).flatMap((one) => {
      const span = quoted(one)
      return span ? [excerpt(input.text, span.start, span.end)] : []
    })
    keep(criterion, texts && [...new Set([...input.previous[criterion], ...texts])], reading[criterion])
  }
  if (patch.startAfter && patch.startBefore && patch.startAfter > patch.startBefore) {
    for (const criterion of ['startAfter', 'startBefore'] as const) delete patch[criterion]
  }
  return { patch, read: read.filter(({ criterion }) => criterion in patch) }
}

const mostTexts = 20

type Said<Value> = { value: Value; quote: string; strength: 'must' | 'wish' } | null

/** Where the quote stands in the message, whatever its case, away from what describes the person; less than two letters prove nothing. */
function quotedIn(message: Message, quote: string): Span | undefined {
  const span = found(message.original, quote)
  return span && !message.isTaken(message.index(span.start), message.index(span.end)) ? span : undefined
}

function found(text: Redacted, quote: string): Span | undefined {
  const wanted = quote.trim()
  if (wanted.length < 2 || wanted.length > 400) return undefined
  const exact = text.indexOf(wanted)
  // Lower case may change the length of a few letters: then only the exact quote counts.
  const lower = text.toLowerCase()
  const start = exact >= 0 || lower.length !== text.length ? exact : lower.indexOf(wanted.toLowerCase())
  return start >= 0 ? { start, end: start + wanted.length } : undefined
}

const unique = <Value>(values: Value[] | undefined): Value[] | undefined => values && [...new Set(values)]

const within = (one: Said<number>, least: number, most: number): number | undefined =>
  one && Number.isFinite(one.value) && one.value >= least && one.value <= most ? one.value : undefined

const realDate = (one: Said<string>): string | undefined =>
  one && IsoDate.safeParse(one.value).success && !Number.isNaN(Date.parse(one.value)) ? one.value : undefined

const isSchemaError = (error: unknown): boolean =>
  error instanceof Error && /NoObjectGenerated|NoOutputGenerated|TypeValidation|JSONParse/.test(error.name)
