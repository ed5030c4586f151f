import type { Verdict } from '../../guardrails/guard.ts'
import type { Redacted } from '../../guardrails/redacted.ts'
import type { Referential } from '../occupations/referential.ts'
import type { Places } from '../places/places.ts'
import type { CriteriaInput, CriteriaPatch } from './criteria.ts'
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
export function guardCriteria(
  input: CriteriaInput,
  { guard, places, referential }: GuardCriteriaDeps,
): GuardedCriteria {
  const { topic, constraints, excludeProviders, occupation, near, ...rest } = input
  const texts = guardTexts(textsOf({ topic, constraints, excludeProviders }), guard)
  if (texts.action === 'blocked') return { blocked: texts }
  const guarded = texts.texts as Record<string, Redacted>
  const patch: CriteriaPatch = { ...rest }
  const problems: { pointer: string; detail: string }[] = []
  if (topic !== undefined) patch.topic = topic === null ? null : (guarded['/criteria/topic'] ?? null)
  for (const name of ['constraints', 'excludeProviders'] as const) {
    const list = input[name]
    if (list === undefined) continue
    patch[name] = list === null ? null : list.flatMap((_, index) => guarded[`/criteria/${name}/${index}`] ?? [])
  }
  if (occupation !== undefined) {
    const known = occupation && referential.byCode(occupation.code)
    if (occupation && !known) problems.push({ pointer: '/criteria/occupation/code', detail: 'unknown ROME code' })
    const name = known?.names.find((one) => one === occupation?.name)
    patch.occupation = known ? { code: known.code, label: known.label, ...(name && { name }) } : null
  }
  if (near !== undefined) {
    const known = near && places.byCode(near.code)
    if (near && !known) problems.push({ pointer: '/criteria/near/code', detail: 'unknown INSEE code' })
    patch.near = known ? { code: known.code, name: known.name } : null
  }
  if (patch.startAfter && patch.startBefore && patch.startAfter > patch.startBefore) {
    problems.push({ pointer: '/criteria/startBefore', detail: 'before startAfter' })
  }
  return problems.length > 0 ? { problems } : { patch }
}

function textsOf(input: Pick<CriteriaInput, 'topic' | 'constraints' | 'excludeProviders'>): Record<string, string> {
  const texts: Record<string, string> = {}
  if (input.topic?.trim()) texts['/criteria/topic'] = input.topic
  for (const name of ['constraints', 'excludeProviders'] as const) {
    for (const [index, text] of (input[name] ?? []).entries())
      if (text.trim()) texts[`/criteria/${name}/${index}`] = text
  }
  return texts
}
