import type { LanguageModelV4 } from '@ai-sdk/provider'
import { z } from 'zod'
import { fold, type Span } from '../../guardrails/language/fold.ts'
import { excerpt, type Redacted } from '../../guardrails/redacted.ts'
import { type Criteria, type CriteriaPatch, type Criterion, noCriteria, type Read } from '../criteria/criteria.ts'
import { type Message, readable } from '../criteria/reading/message.ts'
import { RedactedText } from '../criteria/redacted-text.ts'
import { rooms } from '../criteria/rooms.ts'
import { IsoDate, Kind, Modality, type OccupationRef, Schedule } from '../item.ts'
import type { Referential } from '../occupations/referential.ts'
import type { Places } from '../places/places.ts'
import { subjectsIn } from '../subjects/subjects-in.ts'
import { type AskingFailure, askModel } from './ask-model.ts'
import type { Prompt } from './prompt.ts'
import { readNeed } from './read-need.ts'
import { takePersonFacts } from './reading/person-facts.ts'

export interface ReadMessageInput {
  model: LanguageModelV4
  prompt: Prompt
  text: Redacted
  previous: Criteria
  referential: Referential
  places: Places
  /** ISO date. */
  today: string
  signal: AbortSignal
  /** Told what was left out, and why. */
  onRefused?: (reason: Unproven, said: string) => void
}

/** Its quote does not stand in the message (or describes the person), or what it says does not follow from the quote. */
export type Unproven = 'no-such-words' | 'not-borne-out'

/** What a model takes a message for; the first three may change what is searched. */
export const ModelAct = z.enum(['need', 'amend', 'complement', 'question', 'choose', 'undo', 'talk'])
export type ModelAct = z.infer<typeof ModelAct>

/** What it read, as far as the message proves it: wanted, refused, lifted. It leaves nothing unread, since it need not say so. */
export interface ModelRead {
  act: ModelAct
  patch: CriteriaPatch
  read: Read[]
  /** How many of the things it said were left out, since the message does not bear them out. */
  leftOut: number
}

const What = z.enum([
  'goal',
  'kind',
  'place',
  'distance',
  'modality',
  'start',
  'end',
  'hours',
  'price',
  'certified',
  'level',
  'schedule',
  'constraint',
  'provider',
])
type What = z.infer<typeof What>

/** One thing that a message says, in the words of the prompt: all texts, so that any model can write it. */
export const Change = z.object({
  do: z.enum(['set', 'or', 'not', 'remove', 'unsure']),
  what: What,
  value: z.string(),
  quote: z.string(),
  wish: z.boolean(),
})
export type Change = z.infer<typeof Change>

export const ModelReading = z.object({ act: ModelAct, changes: z.array(Change) })
export type ModelReading = z.infer<typeof ModelReading>

const quotes = z.array(z.string())
/** What a small model is asked: which words say what. What they mean, the rules read in them. */
export const FlatReading = z.object({
  act: ModelAct,
  goal: quotes,
  not: quotes,
  place: quotes,
  when: quotes,
  limits: quotes,
  constraints: quotes,
})
type FlatReading = z.infer<typeof FlatReading>

/** A reply is a dozen changes at most. */
const mostTokens = 450
const mostChanges = 20

/**
 * Reads a redacted message with a model. It may only repeat: what it says must be quoted from the message, away from what describes the
 * person; texts are taken from the message and not from the model, places and trades are found by our own referentials in the words it gives
 * them. What does not hold is left out, in silence: the rules still read.
 */
export async function readMessage(input: ReadMessageInput): Promise<ModelRead | { failed: AskingFailure }> {
  const { model, prompt, text, previous, today, signal } = input
  const document = { date: today, message: text, known: knownSent(previous) }
  const asking = { model, prompt, document, mostTokens, signal }
  if (prompt.name.endsWith('.flat')) {
    const read = (value: unknown) =>
      lenient(FlatReading, value, { act: 'need', goal: [], not: [], place: [], when: [], limits: [], constraints: [] })
    const answer = await askModel<FlatReading>({ ...asking, schema: FlatReading, read })
    return 'failed' in answer ? answer : flatRead(answer.said, input)
  }
  const answer = await askModel<ModelReading>({ ...asking, schema: ModelReading, read: changesIn })
  return 'failed' in answer ? answer : changesRead(answer.said, input)
}

/** Changes that are none are left out alone; an act that is none says nothing. */
function changesIn(value: unknown): ModelReading | undefined {
  const { act, changes } = (value ?? {}) as { act?: unknown; changes?: unknown }
  if (!Array.isArray(changes)) return undefined
  const known = changes.flatMap((one) => {
    const read = Change.safeParse({ wish: false, ...(one as object), value: String((one as Change)?.value ?? '') })
    return read.success ? [read.data] : []
  })
  return { act: ModelAct.safeParse(act).data ?? 'need', changes: known.slice(0, mostChanges) }
}

function lenient<Shape extends object>(schema: z.ZodType<Shape>, value: unknown, missing: Shape): Shape | undefined {
  return schema.safeParse({ ...missing, ...(value as object) }).data
}

/** What is held, in the words of the prompt: no item, no name of a provider, nothing that was refused or left. */
function knownSent({
  topic,
  occupation,
  near,
  radiusKm,
  modality,
  startAfter,
  startBefore,
  maxHours,
  maxPrice,
  level,
  schedule,
}: Criteria) {
  const known = {
    goal: occupation?.name ?? occupation?.label ?? topic,
    place: near?.name,
    distance: radiusKm,
    modality,
    start: startAfter,
    end: startBefore,
    hours: maxHours,
    price: maxPrice,
    level,
    schedule,
  }
  return Object.values(known).some((value) => value !== undefined) ? known : undefined
}

function changesRead({ act, changes }: ModelReading, input: ReadMessageInput): ModelRead {
  const proof = proofIn(input.text)
  const patch: CriteriaPatch = {}
  const read: Read[] = []
  const keep = (criterion: Criterion, value: unknown, span: Span, wish: boolean) => {
    const { quote, wish: mayWish } = rooms[criterion]
    if (quote?.test(fold(input.text.slice(span.start, span.end))) === false) return
    const before = patch[criterion]
    Object.assign(patch, {
      [criterion]: Array.isArray(value) ? distinct([...((before as unknown[]) ?? []), ...value]) : value,
    })
    if (read.some((one) => one.criterion === criterion)) return
    read.push({ criterion, from: 'model', strength: wish && mayWish !== 'never' ? 'wish' : 'must', span })
  }
  // Nothing can be another possibility before the first one is known.
  const ordered = [...changes].sort((one, other) => Number(one.do === 'or') - Number(other.do === 'or'))
  const wanted = new Set(
    changes.flatMap(({ do: does, what, value, quote }) => {
      const span = what === 'goal' && (does === 'set' || does === 'or') ? proof(quote) : undefined
      return span
        ? (goalOf(value, excerpt(input.text, span.start, span.end), input.referential).occupation?.code ?? [])
        : []
    }),
  )
  let leftOut = 0
  for (const change of ordered) {
    const before = JSON.stringify(patch)
    const span = proof(change.quote)
    if (change.do === 'unsure') continue
    if (span && change.do === 'remove') {
      for (const criterion of criteriaOf[change.what]) keep(criterion, isListed(criterion) ? [] : null, span, false)
    } else if (span) {
      const part = excerpt(input.text, span.start, span.end)
      const said = ofAnotherName(meant[change.what](change, part, input), wanted, part)
      for (const [criterion, value] of Object.entries(said)) {
        if (value !== undefined) keep(criterion as Criterion, value, span, change.wish)
      }
    }
    if (JSON.stringify(patch) !== before) continue
    leftOut += 1
    input.onRefused?.(span ? 'not-borne-out' : 'no-such-words', saidBy(change))
  }
  if (patch.startAfter && patch.startBefore && patch.startAfter > patch.startBefore) {
    for (const criterion of ['startAfter', 'startBefore'] as const) delete patch[criterion]
  }
  return { act, patch, read: read.filter(({ criterion }) => criterion in patch), leftOut }
}

const saidBy = ({ do: does, what, value, quote }: Change): string =>
  `${[does, what, value].filter(Boolean).join(' ')} («\u00A0${quote}\u00A0»)`

/** Two trades of one code, one wanted and one not ("les vélos, pas les motos"): what is refused is then the words for it. */
function ofAnotherName(patch: CriteriaPatch, wanted: ReadonlySet<string>, part: Redacted): CriteriaPatch {
  const refused = patch.refused?.map((one) =>
    one.criterion === 'occupation' && wanted.has(one.value.code) ? { criterion: 'topic' as const, value: part } : one,
  )
  return refused ? { ...patch, refused } : patch
}

const criteriaOf: { readonly [Name in What]: readonly Criterion[] } = {
  goal: ['topic', 'occupation'],
  kind: ['kinds'],
  place: ['near'],
  distance: ['radiusKm'],
  modality: ['modality', 'excludeModalities'],
  start: ['startAfter'],
  end: ['startBefore'],
  hours: ['maxHours'],
  price: ['maxPrice'],
  certified: ['certifying'],
  level: ['level'],
  schedule: ['schedule'],
  constraint: ['constraints'],
  provider: ['excludeProviders'],
}

const isListed = (criterion: Criterion): boolean => Array.isArray((noCriteria as Record<string, unknown>)[criterion])

type Meaning = (change: Change, quote: Redacted, input: ReadMessageInput) => CriteriaPatch

/** What is wanted as it is, and refused among all that is refused. */
const valued =
  <Name extends 'kinds' | 'schedule' | 'level'>(name: Name, parse: (value: string) => unknown): Meaning =>
  (change) => {
    const value = parse(change.value)
    if (value === undefined) return {}
    if (change.do === 'not') return { refused: [{ criterion: name, value }] } as CriteriaPatch
    return { [name]: name === 'kinds' ? [value] : value } as CriteriaPatch
  }

const limited =
  (name: Criterion, parse: (value: string) => unknown): Meaning =>
  (change) =>
    change.do === 'set' ? ({ [name]: parse(change.value) } as CriteriaPatch) : {}

/** What each change means for the criteria, by what it is of. */
const meant: { readonly [Name in What]: Meaning } = {
  goal(change, quote, { referential }) {
    const { occupation, topic } = goalOf(change.value, quote, referential)
    if (change.do === 'or') return { alternatives: [{ topic, occupation, near: undefined }] }
    if (change.do === 'set') return occupation ? { occupation } : { topic }
    return {
      refused: occupation
        ? [{ criterion: 'occupation', value: occupation }]
        : topic
          ? [{ criterion: 'topic', value: topic }]
          : [],
    }
  },
  place(change, quote, { places }) {
    const found = places.resolve(change.value)
    // The town must stand in the words: a model may know where people come from.
    if (found.kind !== 'found' || !fold(quote).includes(fold(change.value))) return {}
    const near = { code: found.commune.code, name: found.commune.name }
    if (change.do === 'or') return { alternatives: [{ topic: undefined, occupation: undefined, near }] }
    return change.do === 'set' ? { near } : { refused: [{ criterion: 'near', value: near }] }
  },
  modality(change) {
    const value = Modality.safeParse(change.value).data
    if (!value) return {}
    return change.do === 'not' ? { excludeModalities: [value] } : { modality: value }
  },
  kind: valued('kinds', (value) => Kind.safeParse(value).data),
  schedule: valued('schedule', (value) => Schedule.safeParse(value).data),
  level: valued('level', (value) => within(value, 1, 8, true)),
  distance: limited('radiusKm', (value) => within(value, 1, 1000)),
  hours: limited('maxHours', (value) => within(value, 1, 10_000)),
  price: limited('maxPrice', (value) => within(value, 0, 1_000_000)),
  start: limited('startAfter', realDate),
  end: limited('startBefore', realDate),
  certified: ({ value, ...change }) =>
    value === 'true' || value === 'false' ? { certifying: (value === 'true') !== (change.do === 'not') } : {},
  constraint: (_, quote) => ({ constraints: [quote] }),
  provider: (change, quote) => (change.do === 'not' ? { excludeProviders: [quote] } : {}),
}

/** A trade of our referential or a subject of our own, found in the model's name for it; else the words of the message. */
function goalOf(
  value: string,
  quote: Redacted,
  referential: Referential,
): { occupation?: OccupationRef; topic?: Redacted } {
  const known = subjectsIn(value)[0]?.subject
  if (known && !known.rome?.length) return { topic: RedactedText.parse(known.names[0] ?? known.label.fr) }
  const [named] = referential.match(value)
  const isWhole = named !== undefined && named.end - named.start >= value.trim().length * mostOfTheName
  const [first, second] = referential.nearest(value, 2)
  const nearest =
    first && first.similarity >= surely && first.similarity - (second?.similarity ?? 0) >= apart
      ? first.occupation
      : undefined
  const found = isWhole && named.occupations.length === 1 ? named.occupations[0] : nearest
  return found ? { occupation: { code: found.code, label: found.label } } : { topic: quote }
}

/** Shares of what a name says, and similarities in occupation space, in 0..1. */
const mostOfTheName = 0.8
const surely = 0.75
const apart = 0.15

const within = (value: string, least: number, most: number, whole = false): number | undefined => {
  const number = Number(value.replace(',', '.').replace(/[^\d.]+$/, ''))
  const holds = value.trim() !== '' && Number.isFinite(number) && number >= least && number <= most
  return holds && (!whole || Number.isInteger(number)) ? number : undefined
}

function realDate(value: string): string | undefined {
  return IsoDate.safeParse(value).success && !Number.isNaN(Date.parse(value)) ? value : undefined
}

/** Small models point, rules read: each stretch alone, in the slot that it was put in. */
function flatRead({ act, goal, not, ...slots }: FlatReading, input: ReadMessageInput): ModelRead {
  const proof = proofIn(input.text)
  const { text, places, referential, today } = input
  const patch: CriteriaPatch = {}
  const read: Read[] = []
  const take = (quote: string, wanted: readonly Criterion[], as: (part: Redacted) => CriteriaPatch) => {
    const span = proof(quote)
    if (!span) return
    const said = as(excerpt(text, span.start, span.end))
    for (const criterion of wanted) {
      if (said[criterion] === undefined || patch[criterion] !== undefined) continue
      Object.assign(patch, { [criterion]: said[criterion] })
      read.push({ criterion, from: 'model', strength: 'must', span })
    }
  }
  const byRules = (part: Redacted) =>
    readNeed(part, { previous: noCriteria, places, referential, today, locale: 'fr' }).patch
  for (const quote of goal) take(quote, ['occupation', 'topic'], (part) => goalOf(part, part, referential))
  for (const quote of not) {
    const span = proof(quote)
    if (!span) continue
    const part = excerpt(text, span.start, span.end)
    const { schedule, modality } = byRules(part)
    const { occupation, topic } = goalOf(quote, part, referential)
    const refused: Criteria['refused'] = schedule
      ? [{ criterion: 'schedule', value: schedule }]
      : occupation
        ? [{ criterion: 'occupation', value: occupation }]
        : [{ criterion: 'topic', value: topic ?? part }]
    Object.assign(
      patch,
      modality ? { excludeModalities: [modality] } : { refused: [...(patch.refused ?? []), ...refused] },
    )
    read.push({ criterion: modality ? 'excludeModalities' : 'refused', from: 'model', strength: 'must', span })
  }
  for (const quote of slots.place) take(quote, ['near', 'radiusKm'], byRules)
  for (const quote of slots.when) take(quote, ['startAfter', 'startBefore'], byRules)
  for (const quote of slots.limits) take(quote, limits, byRules)
  for (const quote of slots.constraints) take(quote, ['constraints'], (part) => ({ constraints: [part] }))
  const quoted = [...goal, ...not, ...slots.place, ...slots.when, ...slots.limits, ...slots.constraints]
  const unproven = quoted.filter((quote) => !proof(quote))
  for (const quote of unproven) input.onRefused?.('no-such-words', quote)
  return { act, patch, read, leftOut: unproven.length }
}

const limits: readonly Criterion[] = [
  'radiusKm',
  'maxHours',
  'maxPrice',
  'level',
  'schedule',
  'modality',
  'excludeModalities',
  'certifying',
]

/** Where a quote stands in the message, whatever its case and its spaces, away from what describes the person; less than two letters prove nothing. */
function proofIn(text: Redacted): (quote: string) => Span | undefined {
  const message: Message = readable(text)
  takePersonFacts(message)
  return (quote) => {
    const wanted = quote.trim().replace(/^["'«»“”…. ]+|["'«»“”…. ]+$/g, '')
    if (wanted.length < 2 || wanted.length > 400) return undefined
    const pattern = wanted
      .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll(/\s+/g, '\\s+')
      .replaceAll(/['’]/g, "['’]")
    const found = new RegExp(pattern, 'iu').exec(text)
    if (!found) return undefined
    const span = { start: found.index, end: found.index + found[0].length }
    return message.isTaken(message.index(span.start), message.index(span.end)) ? undefined : span
  }
}

const distinct = (values: readonly unknown[]): unknown[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
]
