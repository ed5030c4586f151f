import type { CriteriaPatch, Criterion } from '../../criteria/criteria.ts'
import type { Found, Message } from '../../criteria/reading/message.ts'
import type { Contradiction } from '../../criteria/reading/reading.ts'

/** Two firm things said that cannot both hold; corrections ("non, plutôt…") and wishes are not contradictions. */
export function contradictionIn(message: Message, found: readonly Found[]): Contradiction | undefined {
  const one = <Name extends Criterion>(criterion: Name) =>
    found.filter(
      (each): each is Extract<Found, { criterion: Name }> => each.criterion === criterion && each.value !== null,
    )
  const clash = (criterion: Criterion, sides: readonly Found[], alternatives: CriteriaPatch[]): Contradiction => ({
    criterion,
    spans: sides.map(({ start, end }) => message.span(start, end)),
    alternatives,
  })
  const after = one('startAfter')
    .filter(({ strength }) => strength !== 'wish')
    .at(-1)
  const before = one('startBefore')
    .filter(({ strength }) => strength !== 'wish')
    .at(-1)
  if (after && before && after.value! > before.value!) {
    return clash('startAfter', [after, before], [{ startAfter: after.value }, { startBefore: before.value }])
  }
  const modality = one('modality').at(-1)
  const refused = one('excludeModalities').at(-1)
  if (modality && refused?.value?.includes(modality.value!) && modality.strength !== 'wish') {
    return clash('modality', [modality, refused], [{ modality: modality.value }, { excludeModalities: refused.value }])
  }
  const [asked, other] = one('modality')
  if (asked && other && asked.value !== other.value) {
    return clash('modality', [asked, other], [{ modality: other.value }, { modality: asked.value }])
  }
  const schedules = one('schedule')
  const [first, second] = schedules
  if (
    first &&
    second &&
    first.value !== second.value &&
    !joined.test(message.text.slice(Math.min(first.end, second.end), Math.max(first.start, second.start)))
  ) {
    return clash('schedule', schedules, [{ schedule: first.value }, { schedule: second.value }])
  }
  const [certifying, not] = one('certifying')
  if (certifying && not && certifying.value !== not.value) {
    return clash('certifying', [certifying, not], [{ certifying: true }, { certifying: false }])
  }
  return undefined
}

const joined = /\b(?:ou|et|or|and|non|finalement|plutot|sinon|voire|en)\b/
