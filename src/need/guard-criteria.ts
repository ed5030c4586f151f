import type { Verdict } from '../../guardrails/guard.ts'
import type { Redacted } from '../../guardrails/redacted.ts'
import type { Alternative } from '../criteria/alternatives.ts'
import type { CriteriaInput, CriteriaPatch } from '../criteria/criteria.ts'
import type { Past } from '../criteria/past.ts'
import type { Refused } from '../criteria/refused.ts'
import type { CommuneRef, OccupationRef } from '../item.ts'
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
  const { topic, constraints, excludeProviders, occupation, near, alternatives, refused, past, ...rest } = input
  const texts = guardTexts(textsOf(input), deps.guard)
  if (texts.action === 'blocked') return { blocked: texts }
  const problems: { pointer: string; detail: string }[] = []
  const known = knownFrom(deps, texts.texts as Record<string, Redacted>, problems)
  const list = <In, Out>(
    name: string,
    values: readonly In[] | null | undefined,
    one: (value: In, at: string) => Out[],
  ) => values && { [name]: values.flatMap((value, index) => one(value, `/criteria/${name}/${index}`)) }
  const lifted = Object.fromEntries(Object.entries(input).filter(([, value]) => value === null))
  const patch: CriteriaPatch = {
    ...rest,
    ...lifted,
    ...(topic && { topic: known.text('/criteria/topic')[0] ?? null }),
    ...(occupation && { occupation: known.occupation(occupation, '/criteria/occupation')[0] ?? null }),
    ...(near && { near: known.near(near, '/criteria/near')[0] ?? null }),
    ...list('constraints', constraints, (_, at) => known.text(at)),
    ...list('excludeProviders', excludeProviders, (_, at) => known.text(at)),
    ...list('alternatives', alternatives, known.alternative),
    ...list('refused', refused, known.said),
    ...list('past', past, known.said),
  }
  if (patch.startAfter && patch.startBefore && patch.startAfter > patch.startBefore) {
    problems.push({ pointer: '/criteria/startBefore', detail: 'before startAfter' })
  }
  return problems.length > 0 ? { problems } : { patch }
}

type RefusedInput = NonNullable<CriteriaInput['refused']>[number]
type AlternativeInput = NonNullable<CriteriaInput['alternatives']>[number]

/** Values as we know them; an unknown code gives none, and a problem. */
function knownFrom(
  { places, referential }: GuardCriteriaDeps,
  guarded: Record<string, Redacted>,
  problems: { pointer: string; detail: string }[],
) {
  const text = (at: string): Redacted[] => (guarded[at] ? [guarded[at]] : [])
  const occupation = (input: { code: string; name?: string }, at: string): (OccupationRef & { name?: string })[] => {
    const found = referential.byCode(input.code)
    if (!found) problems.push({ pointer: `${at}/code`, detail: 'unknown ROME code' })
    const name = found?.names.find((one) => one === input.name)
    return found ? [{ code: found.code, label: found.label, ...(name && { name }) }] : []
  }
  const near = (input: { code: string }, at: string): CommuneRef[] => {
    const found = places.byCode(input.code)
    if (!found) problems.push({ pointer: `${at}/code`, detail: 'unknown INSEE code' })
    return found ? [{ code: found.code, name: found.name }] : []
  }
  return {
    text,
    occupation,
    near,
    alternative(input: AlternativeInput, at: string): Alternative[] {
      const other: Alternative = {
        topic: text(`${at}/topic`)[0],
        occupation: input.occupation && occupation(input.occupation, `${at}/occupation`)[0],
        near: input.near && near(input.near, `${at}/near`)[0],
      }
      return other.topic || other.occupation || other.near ? [other] : []
    },
    said<Kept extends Refused | Past>(input: RefusedInput, pointer: string): Kept[] {
      const at = `${pointer}/value`
      const { criterion } = input
      switch (criterion) {
        case 'topic':
          return text(at).map((value) => ({ criterion, value }) as Kept)
        case 'occupation':
          return occupation(input.value, at).map((value) => ({ criterion, value }) as Kept)
        case 'near':
          return near(input.value, at).map((value) => ({ criterion, value }) as Kept)
        default:
          return [input as Kept]
      }
    },
  }
}

/** Every text of the criteria, by JSON pointer into the request. */
function textsOf(input: CriteriaInput): Record<string, string> {
  const { topic, constraints, excludeProviders, alternatives, refused, past } = input
  const said: [string, string | null | undefined][] = [
    ['topic', topic],
    ...(constraints ?? []).map((text, at): [string, string] => [`constraints/${at}`, text]),
    ...(excludeProviders ?? []).map((text, at): [string, string] => [`excludeProviders/${at}`, text]),
    ...(alternatives ?? []).map((other, at): [string, string | undefined] => [`alternatives/${at}/topic`, other.topic]),
    ...Object.entries({ refused, past }).flatMap(([name, list]) =>
      (list ?? []).flatMap((one, at): [string, string][] =>
        one.criterion === 'topic' ? [[`${name}/${at}/value`, one.value]] : [],
      ),
    ),
  ]
  return Object.fromEntries(said.flatMap(([at, text]) => (text?.trim() ? [[`/criteria/${at}`, text]] : [])))
}
