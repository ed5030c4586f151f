import { z } from 'zod'
import { placeholderSpans } from '../../guardrails/placeholders.ts'
import { type Item, isCertifying } from '../item.ts'
import type { Decision } from '../record/decision.ts'
import { referenceOf } from '../record/reference.ts'
import { type Conversation, offersOf, type Turn } from '../record/turn.ts'
import { handOverWords } from './hand-over-words.ts'

const Text = z.string()
const Texts = z.array(Text)

/** A session as a calendar takes it: ISO days, times HH:MM local. */
const Session = z.object({ start: Text, end: Text.optional(), startTime: Text.optional(), endTime: Text.optional() })

/** One offer as the person reads it: facts of its record with the day of the record, and what it does not say as questions to ask. */
const Handed = z.object({
  letter: Text.nullable(),
  title: Text,
  provider: Text,
  fictitious: z.boolean(),
  facts: z.array(z.object({ label: Text, values: Texts, fromCatalogue: z.boolean() })),
  goodToKnow: Texts,
  toAsk: Texts,
  updated: Text,
  /** Where to go, without where one comes from. */
  place: z.object({ name: Text, lat: z.number(), lon: z.number() }).nullable(),
  session: Session.nullable(),
})
export type Handed = z.infer<typeof Handed>

/**
 * The page in the person's hand after a decision: the decision, dated facts of the catalogue, what to ask, rights. Computed from the record alone,
 * of which it takes neither message, note, criteria nor claims: nothing on it says what was asked or masked.
 */
export const HandOver = z.object({
  object: z.literal('hand-over'),
  locale: z.enum(['fr', 'en']),
  reference: Text,
  conversation: Text,
  decidedAt: Text,
  title: Text,
  day: Text,
  offers: z.array(Handed),
  /** Where nothing of the catalogue was chosen: what was, and what comes next. */
  next: Texts,
  warning: Text,
  made: Text,
  rights: Texts,
  contact: z.object({ agency: Text, referent: Text }),
  /** The whole page as plain text, to copy or to put into a letter. */
  text: Text,
})
export type HandOver = z.infer<typeof HandOver>

/** A set with the decision made on it, and the item chosen beside it, where it was one. */
export interface Decided {
  turn: Turn & { decision: Decision }
  ownItem?: Item
}

export function makeHandOver(
  { id, locale, objection }: Pick<Conversation, 'id' | 'locale' | 'objection'>,
  decided: readonly [Decided, ...Decided[]],
  { contact, madeAt }: { contact: { agency: string; referent: string }; madeAt: Date },
): HandOver {
  const words = handOverWords[locale]
  const on = madeAt.toISOString().slice(0, 10)
  const chosen = decided.flatMap(chosenIn)
  const offers = chosen.map(({ letter, item }) => ({ letter, ...handedOf(item, on, locale) }))
  const shown = new Set(decided.flatMap(({ turn }) => offersOf(turn).map(({ item }) => item.id))).size
  const own = decided.flatMap(({ turn: { decision } }) => (decision.kind === 'own' ? ownWords(decision.text) : []))
  const next = [...own.map(words.ownIdea), ...(offers.length > 0 ? [] : words.next(shown, own.length > 0))]
  const decidedAt = decided
    .map(({ turn }) => turn.decision.decidedAt)
    .sort()
    .at(-1)!
  const page = {
    object: 'hand-over' as const,
    locale,
    reference: referenceOf(id),
    conversation: id,
    decidedAt,
    title: titleOf(
      chosen.map(({ item }) => item),
      words,
    ),
    day: words.day(decidedAt),
    offers,
    next,
    warning: words.warning,
    made: objection ? words.madeByHand : offers.length > 0 ? words.made : words.madeNone,
    rights: [...words.rights],
    contact,
  }
  return { ...page, text: asText(page) }
}

interface Chosen {
  letter: string | null
  item: Item
}

function chosenIn({ turn, ownItem }: Decided): Chosen[] {
  const { decision } = turn
  if (decision.kind === 'none') return []
  if (decision.kind === 'own') return ownItem ? [{ letter: null, item: ownItem }] : []
  return offersOf(turn)
    .filter(({ id }) => decision.optionIds?.includes(id))
    .map(({ letter, item }) => ({ letter, item }))
    .sort((one, other) => (one.letter < other.letter ? -1 : 1))
}

/** The counsellor's own words for another lead; what was masked in them is about somebody, and is not handed over. */
const ownWords = (text: string | undefined): string[] =>
  text && placeholderSpans(text).length === 0 && !text.includes('[…]') ? [text] : []

function titleOf(items: readonly Item[], words: HandOverWords): string {
  if (items.length === 0) return words.titles.none
  const kinds = new Set(items.map(({ kind }) => kind))
  const [kind] = kinds
  return kinds.size === 1 && kind ? words.titles[kind] : words.titles.several
}

type HandOverWords = (typeof handOverWords)['fr']

/** An offer without its letter; dates are seen from the day `on`. */
export function handedOf(item: Item, on: string, locale: 'fr' | 'en'): Omit<Handed, 'letter'> {
  const words = handOverWords[locale]
  const ahead = item.sessions.filter(({ start }) => start >= on)
  const [next] = ahead
  const [place] = item.places
  const said = sentencesSaying(item)
  const fact = (label: string, values: readonly string[], fromCatalogue = false) =>
    values.length > 0 ? [{ label, values: values.map(asSentence), fromCatalogue }] : []
  const certifying = isCertifying(item)
  const cost = words.cost(item)
  return {
    title: item.title,
    provider: item.provider.name,
    fictitious: item.fictitious === true,
    facts: [
      ...fact(words.labels.where, [words.where(item)]),
      ...fact(words.labels.when, [words.when(item, ahead)]),
      ...fact(words.labels.length, [words.length(item)]),
      ...fact(words.labels.pay, [cost ?? words.notSaid]),
      ...fact(words.labels.call, [callOf(item) ?? words.notSaid]),
      ...fact(words.labels.bring, said.length > 0 ? said : [words.notSaid], said.length > 0),
      ...fact(words.labels.enter, [...(item.admission ? [item.admission] : []), ...item.prerequisites], true),
    ],
    goodToKnow: [
      ...words.certification(item),
      ...(item.schedule === 'alternating' ? [words.alternating] : []),
      ...(item.modality === 'onsite' ? [] : [words.remote[item.modality]]),
      ...(item.accessibility ? [words.accessibility(item.accessibility)] : []),
    ].map(asSentence),
    toAsk: [
      ...(item.kind === 'event' ? [] : [words.ask.seats]),
      ...(next || item.kind === 'skill' ? [] : [words.ask.start]),
      ...(cost && item.remainingCost ? [] : item.price && 'free' in item.price ? [] : [words.ask.pay]),
      ...(item.kind === 'training' && certifying === undefined ? [words.ask.certification] : []),
      ...(item.kind === 'training' && certifying === false ? [words.ask.goOn] : []),
      ...(item.schedule === 'alternating' ? [words.ask.employer] : []),
      ...(item.modality === 'onsite' ? [] : [words.ask.equipment]),
    ].slice(0, mostQuestions),
    updated: words.updated(item),
    place: place ? { name: words.town(place), lat: place.lat, lon: place.lon } : null,
    session: next ? { start: next.start, end: next.end, startTime: next.startTime, endTime: next.endTime } : null,
  }
}

const asSentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Four fit one side with two offers. */
const mostQuestions = 4

/** Whom to reach, as the record gives it: never a person (see import/desk.ts). */
function callOf({ contact, url, partners }: Item): string | undefined {
  const address = contact?.url ?? url ?? partners.find((partner) => partner.url)?.url
  const voice = [contact?.phone, contact?.email].filter(Boolean)
  return [contact?.organisation, ...(voice.length > 0 ? voice : [address])].filter(Boolean).join(', ') || undefined
}

/** What the record itself says to bring: whole sentences, never a guess. */
function sentencesSaying({ admission, audience, summary, content }: Item): string[] {
  const texts = [admission, audience, summary, content].flatMap((text) => text?.split(/(?<=[.!?;])\s+|\n+/) ?? [])
  return [...new Set(texts.filter((text) => toBring.test(text)).map((text) => text.trim()))].slice(0, 2)
}

const toBring = /\b(?:à apporter|apporte[rz]|se munir|munissez|munie?s? d|venir avec|présentez-vous avec)/i

function asText(page: Omit<HandOver, 'text'>): string {
  const words = handOverWords[page.locale]
  const offers = page.offers.map(({ letter, title, provider, facts, goodToKnow, toAsk, updated }) =>
    [
      `${letter ? `${letter}. ` : ''}${title}, ${provider}`,
      ...facts.map(({ label, values }) => `- ${label}${words.colon}${values.join(' / ')}`),
      ...goodToKnow.map((line) => `- ${words.labels.know}${words.colon}${line}`),
      ...toAsk.map((line) => `- ${words.labels.ask}${words.colon}${line}`),
      `(${updated})`,
    ].join('\n'),
  )
  return [
    `${page.title}. ${page.day}, ${words.reference(page.reference)}`,
    ...offers,
    ...page.next,
    page.warning,
    page.made,
    ...page.rights,
    [page.contact.agency, page.contact.referent].filter(Boolean).join(', '),
  ]
    .filter(Boolean)
    .join('\n\n')
}
