import { generateText, type LanguageModel, Output } from 'ai'
import { z } from 'zod'
import { fold, type Span } from '../../guardrails/language/fold.ts'
import { excerpt, type Redacted } from '../../guardrails/redacted.ts'
import { type Criteria, type CriteriaPatch, Criterion, type Read, type Value } from '../criteria/criteria.ts'
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
/** What it read, in the shape of what the rules read; it leaves nothing unread, since it need not say so. */
export type ModelRead = Pick<Reading, 'patch' | 'read'>

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
export async function readNeedWithModel(input: ReadWithModelInput): Promise<ModelRead | ReadingFailure> {
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

function grounded(reading: ModelReading, input: ReadWithModelInput, codes: ReadonlySet<string>): ModelRead {
  const patch: CriteriaPatch = {}
  const read: Read[] = []
  const message = readable(input.text)
  takePersonFacts(message)
  const quoted = (quote: string) => quotedIn(message, quote)
  const known = knownIn(input, codes, quoted)
  for (const criterion of Criterion.options) {
    const [said, value] = groundings[criterion]?.(reading, known) ?? []
    const span = said && quoted(said.quote)
    const isEmpty = value === undefined || value === null || (Array.isArray(value) && value.length === 0)
    if (!span || isEmpty) continue
    const { quote, wish } = rooms[criterion]
    if (quote?.test(fold(input.text.slice(span.start, span.end))) === false) continue
    Object.assign(patch, { [criterion]: value })
    read.push({ criterion, from: 'model', strength: wish === 'never' ? 'must' : said.strength, span })
  }
  if (patch.startAfter && patch.startBefore && patch.startAfter > patch.startBefore) {
    for (const criterion of ['startAfter', 'startBefore'] as const) delete patch[criterion]
  }
  return { patch, read: read.filter(({ criterion }) => criterion in patch) }
}

/** What a model says, and the value that the message, the codes sent and the limits bear out. */
type Grounded<Name extends Criterion> = [said: Said<unknown>, value: Value<Name> | null | undefined]

/** Null where a model is not asked. */
const groundings: { [Name in Criterion]: ((reading: ModelReading, known: Known) => Grounded<Name>) | null } = {
  topic: ({ topic }, { text }) => [topic, topic && text(topic.value)],
  occupation: ({ occupationCode: code }, { occupation }) => [code, code && occupation(code.value)],
  kinds: ({ kinds }) => [kinds, unique(kinds?.value)],
  near: ({ commune }, { town }) => [commune, commune && town(commune.value)],
  radiusKm: ({ radiusKm }) => [radiusKm, within(radiusKm, 1, 1000)],
  modality: ({ modality }) => [modality, modality?.value],
  excludeModalities: ({ excludeModalities }) => {
    const refused = unique(excludeModalities?.value)
    // All of them refused would leave nothing to search.
    return [excludeModalities, refused?.length === Modality.options.length ? undefined : refused]
  },
  startAfter: ({ startAfter }) => [startAfter, realDate(startAfter)],
  startBefore: ({ startBefore }) => [startBefore, realDate(startBefore)],
  maxHours: ({ maxHours }) => [maxHours, within(maxHours, 1, 10_000)],
  maxPrice: ({ maxPrice }) => [maxPrice, within(maxPrice, 0, 1_000_000)],
  certifying: ({ certifying }) => [certifying, certifying?.value],
  level: ({ level }) => {
    const value = within(level, 1, 8)
    return [level, value !== undefined && Number.isInteger(value) ? value : undefined]
  },
  schedule: ({ schedule }) => [schedule, schedule?.value],
  constraints: ({ constraints }, { texts }) => [constraints, texts('constraints', constraints)],
  includeItems: null,
  excludeItems: null,
  excludeProviders: ({ excludeProviders }, { texts }) => [
    excludeProviders,
    texts('excludeProviders', excludeProviders),
  ],
  alternatives: null,
  refused: null,
  past: null,
  levelHad: null,
}

type Known = ReturnType<typeof knownIn>

function knownIn(
  { text, previous, referential, places }: ReadWithModelInput,
  codes: ReadonlySet<string>,
  quoted: (quote: string) => Span | undefined,
) {
  const taken = (quote: string): Redacted[] => {
    const span = quoted(quote)
    return span ? [excerpt(text, span.start, span.end)] : []
  }
  return {
    text: (quote: string) => taken(quote)[0],
    /** Beside those that are held: a list adds up. */
    texts: (criterion: 'constraints' | 'excludeProviders', said: Said<string[]>) =>
      said && unique([...previous[criterion], ...said.value.slice(0, mostTexts).flatMap(taken)]),
    occupation(code: string) {
      const known = codes.has(code) ? referential.byCode(code) : undefined
      return known && { code: known.code, label: known.label }
    },
    town(name: string) {
      const place = quoted(name) ? places.resolve(name) : undefined
      return place?.kind === 'found' ? { code: place.commune.code, name: place.commune.name } : undefined
    },
  }
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
