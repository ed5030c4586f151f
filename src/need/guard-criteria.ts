import type { Verdict } from '../../guardrails/guard.ts'
import { fold } from '../../guardrails/language/fold.ts'
import { meaningfulWords } from '../../guardrails/language/words.ts'
import type { Redacted } from '../../guardrails/redacted.ts'
import type { Alternative } from '../criteria/alternatives.ts'
import { type CriteriaInput, type CriteriaPatch, type Criterion, noCriteria, type Value } from '../criteria/criteria.ts'
import { occupationsIn } from '../criteria/occupation/read-occupation.ts'
import type { Past } from '../criteria/past.ts'
import { readable } from '../criteria/reading/message.ts'
import type { CommuneRef } from '../item.ts'
import type { Referential } from '../occupations/referential.ts'
import type { Places } from '../places/places.ts'
import { type Guard, guardTexts } from './guard-texts.ts'

export interface GuardCriteriaDeps {
  guard: Guard
  places: Places
  referential: Referential
}

export type GuardedCriteria =
  | { patch: CriteriaPatch }
  | { problems: { pointer: string; detail: string }[] }
  | { blocked: { pointer: string; verdict: Extract<Verdict, { action: 'block' }> } }

/**
 * Turns what a caller sent into a patch: texts guarded, codes checked, names and labels taken from the referential and the gazetteer
 * rather than from the caller. Unknown codes are problems, by JSON pointer into the request.
 */
export function guardCriteria(input: CriteriaInput, deps: GuardCriteriaDeps): GuardedCriteria {
  const said: Record<string, string> = {}
  const collect = (raw: string, at: string) => {
    if (raw.trim()) said[at] = raw
    return []
  }
  // Twice over the same table: first for the texts alone, so that none is taken that was not guarded.
  patchOf(input, { text: collect, occupation: () => [], near: () => [] })
  const texts = guardTexts(said, deps.guard)
  if (texts.action === 'blocked') return { blocked: texts }
  const problems: { pointer: string; detail: string }[] = []
  const patch = asTrade(patchOf(input, knownFrom(deps, texts.texts as Record<string, Redacted>, problems)), deps)
  if (patch.startAfter && patch.startBefore && patch.startAfter > patch.startBefore) {
    problems.push({ pointer: '/criteria/startBefore', detail: 'before startAfter' })
  }
  return problems.length > 0 ? { problems } : { patch }
}

/** Words typed over a trade that name another are that trade: "boulanger" edited to "pâtissier" stays an occupation. */
function asTrade(patch: CriteriaPatch, { places, referential }: GuardCriteriaDeps): CriteriaPatch {
  const { topic, occupation } = patch
  if (!topic || occupation !== null) return patch
  // No date is read in the name of a trade.
  const context = { previous: noCriteria, places, referential, today: '1970-01-01', locale: 'fr' as const }
  const message = readable(topic)
  const [said, ...others] = occupationsIn(message, context)
  const left = said && `${message.text.slice(0, said.start)} ${message.text.slice(said.end)}`
  if (!said || others.length > 0 || meaningfulWords(left!).length > 0) return patch
  const bearer = said.values.find(({ label }) => fold(label) === fold(said.name)) ?? said.values[0]!
  return { ...patch, topic: null, occupation: bearer }
}

type Sent<Name extends Criterion> = NonNullable<CriteriaInput[Name]>
type Entry<List> = List extends readonly (infer One)[] ? One : List

/** A value, or each entry of a list, as we know it; none where it is not known. Only what holds no text and no code is taken as sent. */
type Taking<Name extends Criterion> =
  | (Sent<Name> extends Value<Name> ? 'as-sent' : never)
  | ((sent: Entry<Sent<Name>>, at: string, known: Known) => Entry<Value<Name>>[])

const taking: { [Name in Criterion]: Taking<Name> } = {
  topic: (sent, at, { text }) => text(sent, at),
  occupation: (sent, at, { occupation }) => occupation(sent, at),
  kinds: 'as-sent',
  near: (sent, at, { near }) => near(sent, at),
  radiusKm: 'as-sent',
  modality: 'as-sent',
  excludeModalities: 'as-sent',
  startAfter: 'as-sent',
  startBefore: 'as-sent',
  maxHours: 'as-sent',
  maxPrice: 'as-sent',
  certifying: 'as-sent',
  level: 'as-sent',
  schedule: 'as-sent',
  constraints: (sent, at, { text }) => text(sent, at),
  includeItems: 'as-sent',
  excludeItems: 'as-sent',
  excludeProviders: (sent, at, { text }) => text(sent, at),
  alternatives(sent, at, { text, occupation, near }) {
    const other: Alternative = {
      topic: sent.topic === undefined ? undefined : text(sent.topic, `${at}/topic`)[0],
      occupation: sent.occupation && occupation(sent.occupation, `${at}/occupation`)[0],
      near: sent.near && near(sent.near, `${at}/near`)[0],
    }
    return other.topic || other.occupation || other.near ? [other] : []
  },
  refused: (sent, at, known) =>
    sent.criterion === 'near'
      ? known.near(sent.value, `${at}/value`).map((value) => ({ criterion: 'near', value }))
      : sent.criterion === 'topic' || sent.criterion === 'occupation'
        ? subject(sent, at, known)
        : [sent],
  past: subject,
  levelHad: 'as-sent',
}

function subject(sent: Sent<'past'>[number], at: string, { text, occupation }: Known): Past[] {
  return sent.criterion === 'topic'
    ? text(sent.value, `${at}/value`).map((value) => ({ criterion: 'topic', value }))
    : occupation(sent.value, `${at}/value`).map((value) => ({ criterion: 'occupation', value }))
}

function patchOf(input: CriteriaInput, known: Known): CriteriaPatch {
  const patch = Object.entries(input).flatMap(([name, sent]): [string, unknown][] => {
    const take = taking[name as Criterion] as Taking<'topic'> | 'as-sent'
    if (sent === undefined) return []
    if (sent === null || take === 'as-sent') return [[name, sent]]
    const at = `/criteria/${name}`
    const value = Array.isArray(sent)
      ? sent.flatMap((one, index) => take(one as never, `${at}/${index}`, known))
      : (take(sent as never, at, known)[0] ?? null)
    return [[name, value]]
  })
  return Object.fromEntries(patch)
}

/** Values as we know them; an unknown code gives none, and a problem. */
interface Known {
  text(raw: string, at: string): Redacted[]
  occupation(sent: { code: string; name?: string }, at: string): Value<'occupation'>[]
  near(sent: { code: string }, at: string): CommuneRef[]
}

function knownFrom(
  { places, referential }: GuardCriteriaDeps,
  guarded: Record<string, Redacted>,
  problems: { pointer: string; detail: string }[],
): Known {
  return {
    text: (_, at) => (guarded[at] ? [guarded[at]] : []),
    occupation(sent, at) {
      const found = referential.byCode(sent.code)
      if (!found) problems.push({ pointer: `${at}/code`, detail: 'unknown ROME code' })
      const name = found?.names.find((one) => one === sent.name)
      return found ? [{ code: found.code, label: found.label, ...(name && { name }) }] : []
    },
    near(sent, at) {
      const found = places.byCode(sent.code)
      if (!found) problems.push({ pointer: `${at}/code`, detail: 'unknown INSEE code' })
      return found ? [{ code: found.code, name: found.name }] : []
    },
  }
}
