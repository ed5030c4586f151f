import { z } from 'zod'
import { type CriteriaPatch, Criterion, type Read } from '../criteria/criteria.ts'
import { doubtOf, type PlaceDoubt } from '../criteria/near/doubt.ts'
import { spokenDate } from '../criteria/spoken.ts'
import { IsoDate, Kind, Modality, Schedule } from '../item.ts'
import type { Referential } from '../occupations/referential.ts'
import type { Places } from '../places/places.ts'
import type { Guard } from './guard-texts.ts'

const Wording = z.object({ fr: z.string().min(1), en: z.string().min(1) })

/** Criteria that a request or one of its choices sets, all of them plain values. */
const Fixed = z.strictObject({
  modality: Modality.optional(),
  maxHours: z.number().positive().optional(),
  maxPrice: z.number().min(0).optional(),
  certifying: z.boolean().optional(),
  level: z.number().int().min(1).max(8).optional(),
  schedule: Schedule.optional(),
  excludeModalities: z.array(Modality).optional(),
})

/** `fills` is the criterion that the value becomes; a choice sets its own criteria, and what it says when it fills the topic. */
export const Slot = z.strictObject({
  name: z.string().regex(/^[a-z]{2,20}$/),
  label: Wording,
  type: z.enum(['text', 'occupation', 'commune', 'date', 'number', 'choice']),
  required: z.boolean(),
  fills: Criterion,
  choices: z.array(z.strictObject({ value: z.string(), label: Wording, criteria: Fixed.optional() })).optional(),
})
export type Slot = z.infer<typeof Slot>

/** What requests are grouped by, in the order in which an interface shows them. */
export const families = {
  trade: { fr: 'Se former à un métier', en: 'Train for an occupation' },
  terms: { fr: 'Selon la durée, le prix, le lieu', en: 'By length, price, place' },
  basics: { fr: 'Reprendre les bases', en: 'Back to basics' },
  work: { fr: 'Oral, entretien, rencontres', en: 'Speaking, interviews, meetings' },
} as const
type Family = keyof typeof families

/** A request the counsellor fills instead of writing: `{slot}` stands for a value, `[ … {slot}]` is left out with an empty slot. */
export const StandardRequest = z.strictObject({
  id: z.string().regex(/^[a-z-]{3,40}$/),
  family: z.enum(Object.keys(families) as [Family, ...Family[]]),
  label: Wording,
  text: Wording,
  kinds: z.array(Kind),
  criteria: Fixed.optional(),
  slots: z.array(Slot),
})
export type StandardRequest = z.infer<typeof StandardRequest>

export interface RequestDeps {
  locale: 'fr' | 'en'
  places: Places
  referential: Referential
  guard: Guard
}

export type Filled =
  /** `text` is still to be guarded as a message, as a whole; the texts in `patch` are already. */
  | { text: string; patch: CriteriaPatch; read: Read[]; ambiguous?: PlaceDoubt }
  | { problems: { pointer: string; detail: string }[] }

/** The request as an interface lists it, in one language; the text keeps its `{slots}`. */
export function describeRequest(request: StandardRequest, locale: 'fr' | 'en') {
  return {
    id: request.id,
    family: { id: request.family, label: families[request.family][locale] },
    label: request.label[locale],
    text: request.text[locale].replace(/[[\]]/g, ''),
    slots: request.slots.map(({ name, label, type, required, choices }) => ({
      name,
      label: label[locale],
      type,
      ...(choices && { choices: choices.map((choice) => ({ value: choice.value, label: choice.label[locale] })) }),
      required,
    })),
  }
}

/** Fills a request. Values that do not fit their slot are problems, by JSON pointer into the message. */
export function fillRequest(
  request: StandardRequest,
  values: Readonly<Record<string, string>>,
  deps: RequestDeps,
): Filled {
  const patch: CriteriaPatch = { ...request.criteria, ...(request.kinds.length > 0 && { kinds: request.kinds }) }
  const said: Record<string, string> = {}
  let ambiguous: PlaceDoubt | undefined
  const problems: { pointer: string; detail: string }[] = []
  const refuse = (name: string, detail: Detail) => {
    problems.push({
      pointer: `/template/values/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      detail: details[detail][deps.locale],
    })
  }
  for (const name of Object.keys(values)) {
    if (!request.slots.some((slot) => slot.name === name)) refuse(name.slice(0, 40), 'unknown-slot')
  }
  for (const slot of request.slots) {
    const value = (Object.hasOwn(values, slot.name) ? values[slot.name]! : '').trim()
    if (!value) {
      if (slot.required) refuse(slot.name, 'missing')
      continue
    }
    const filled = value.length > longestValue ? 'too-long' : fillSlot(slot, value, deps)
    if (typeof filled === 'string') refuse(slot.name, filled)
    else {
      said[slot.name] = filled.said
      Object.assign(patch, filled.patch)
      ambiguous ??= filled.doubt
    }
  }
  if (problems.length > 0) return { problems }
  const text = request.text[deps.locale]
    .replace(/\[([^\]]*)\]/g, (_, part: string) => (slotsOf(part).every((name) => said[name]) ? part : ''))
    .replace(/\{([a-z]+)\}/g, (_, name: string) => said[name] ?? '')
  const read = Criterion.options
    .filter((criterion) => patch[criterion] !== undefined)
    .map((criterion): Read => ({ criterion, from: 'template', strength: 'must' }))
  return { text, patch, read, ...(ambiguous && { ambiguous }) }
}

const longestValue = 300

type Detail = keyof typeof details
/** `doubt`: which town is meant is asked, as of a message in words. */
type FilledSlot = { said: string; patch: CriteriaPatch; doubt?: PlaceDoubt }

function fillSlot(slot: Slot, value: string, deps: RequestDeps): FilledSlot | Detail {
  switch (slot.type) {
    case 'occupation':
      return fillOccupation(value, deps)
    case 'commune':
      return fillCommune(value, deps)
    case 'date': {
      const date = IsoDate.safeParse(value)
      if (!date.success || Number.isNaN(Date.parse(value))) return 'not-a-date'
      return { said: spokenDate(value, deps.locale), patch: { [slot.fills]: value } }
    }
    case 'number': {
      const number = Number(value.replace(',', '.'))
      const fits =
        Number.isFinite(number) && (slot.fills === 'maxPrice' ? number >= 0 : number > 0) && number <= 1_000_000
      return fits ? { said: value, patch: { [slot.fills]: number } } : 'not-a-number'
    }
    case 'choice': {
      const choice = slot.choices?.find((one) => one.value === value)
      if (!choice) return 'not-a-choice'
      const label = choice.label[deps.locale]
      return {
        said: label,
        patch: { ...choice.criteria, ...(slot.fills === 'topic' && guardedAs('topic', label, deps)) },
      }
    }
    case 'text':
      return { said: value, patch: guardedAs(slot.fills, value, deps) }
  }
}

/** Nothing of a blocked value becomes a criterion; the message it stands in is blocked as a whole. */
function guardedAs(criterion: Criterion, value: string, { guard }: RequestDeps): CriteriaPatch {
  const verdict = guard(value)
  if (verdict.action === 'block') return {}
  if (criterion === 'constraints' || criterion === 'excludeProviders') return { [criterion]: [verdict.text] }
  return { [criterion]: verdict.text }
}

function fillOccupation(value: string, deps: RequestDeps): FilledSlot {
  const byCode = deps.referential.byCode(value.toUpperCase())
  const occupation = byCode ?? deps.referential.match(value)[0]?.occupations[0]
  if (!occupation) return { said: value, patch: guardedAs('topic', value, deps) }
  const { code, label } = occupation
  return { said: byCode ? label : value, patch: { occupation: { code, label } } }
}

function fillCommune(value: string, { places, guard }: RequestDeps): FilledSlot | Detail {
  const typed = /^(.*?)\s*\((\d[\dab]\d?)\)$/i.exec(value)
  const [name, departement] = typed ? [typed[1]!, typed[2]!] : [value]
  const byCode = places.byCode(value)
  const resolution = places.resolve(name, departement ? { departement } : undefined)
  const [byPostcode] = places.byPostcode(value)
  const commune = byCode ?? (resolution.kind === 'found' ? resolution.commune : byPostcode)
  if (commune) return { said: commune.name, patch: { near: { code: commune.code, name: commune.name } } }
  const verdict = guard(name)
  if (verdict.action === 'block') return 'unknown-commune'
  const candidates = resolution.kind === 'ambiguous' ? resolution.candidates : places.misspelt(name)
  const because = resolution.kind === 'ambiguous' ? 'namesakes' : candidates.length > 0 ? 'misspelt' : 'unknown'
  return { said: name, patch: {}, doubt: doubtOf({ because, said: verdict.text }, candidates) }
}

const slotsOf = (text: string): string[] => [...text.matchAll(/\{([a-z]+)\}/g)].map((match) => match[1]!)

const details = {
  missing: { fr: 'à remplir', en: 'required' },
  'unknown-slot': { fr: 'cette demande n’a pas ce champ', en: 'this request has no such slot' },
  'too-long': { fr: 'trop long', en: 'too long' },
  'not-a-date': { fr: 'date attendue, AAAA-MM-JJ', en: 'a date is expected, YYYY-MM-DD' },
  'not-a-number': { fr: 'nombre attendu', en: 'a number is expected' },
  'not-a-choice': { fr: 'choix inconnu', en: 'unknown choice' },
  'unknown-commune': { fr: 'commune inconnue', en: 'unknown commune' },
} as const
