import {
  type Criteria,
  type CriteriaChange,
  type CriteriaPatch,
  Criterion,
  noCriteria,
  type Read,
} from '../criteria/criteria.ts'
import { mostRadiusKm } from '../criteria/default-radius-km.ts'
import type { Ambiguity, Reading } from '../criteria/reading/reading.ts'
import { rooms } from '../criteria/rooms.ts'
import { covers } from '../criteria/unwanted.ts'
import type { Profile } from './profile.ts'

export type From = Read['from']

/** Everything that speaks in one turn, in rising order of precedence. */
export interface Voices {
  profile: Profile
  message?: Pick<Reading, 'patch' | 'read' | 'ambiguous'>
  template?: Pick<Reading, 'patch' | 'read'>
  counsellor?: CriteriaPatch
  /** ISO date; an availability already past asks for nothing. */
  today: string
}

/**
 * The criteria of a turn. Precedence: the counsellor's correction, then the standard request, then the message as it was read, then the
 * profile. Newer words amend older ones; the profile only fills what nobody spoke of. What the counsellor removed stays removed until words
 * bring it back. A name that several bear ("Saint-Denis") takes the place of what was held while it is asked which is meant.
 */
export function mergeTurn(previous: Criteria, voices: Voices): { criteria: Criteria; changed: CriteriaChange[] } {
  let criteria = previous
  const doubt = voices.message?.ambiguous
  const asked = doubt?.criterion
  if (asked) criteria = mergeCriteria(criteria, { [asked]: null }, placeAsked(doubt), 'message').criteria
  if (voices.message) criteria = mergeCriteria(criteria, voices.message.patch, voices.message.read, 'message').criteria
  if (voices.template) {
    criteria = mergeCriteria(criteria, voices.template.patch, voices.template.read, 'template').criteria
  }
  if (voices.counsellor) criteria = mergeCriteria(criteria, voices.counsellor, [], 'counsellor').criteria
  for (const voice of [voices.template?.patch, voices.counsellor])
    criteria = voice ? wantedAgain(criteria, voice) : criteria
  const known = criteriaFromProfile(voices.profile, voices.today)
  if (asked) delete known.patch[asked]
  const { occupation } = known.patch
  if (occupation && criteria.refused.some((one) => covers(one, { occupation }))) delete known.patch.occupation
  criteria = withoutLimit(mergeCriteria(criteria, known.patch, known.read, 'profile').criteria)
  return { criteria, changed: changesBetween(previous, criteria) }
}

/** "Enlève la distance": words that lift how far leave no limit, as a hand that removes the default does. */
function withoutLimit(criteria: Criteria): Criteria {
  const isLifted = criteria.near && criteria.radiusKm === undefined && holder(criteria, 'radiusKm') === 'message'
  return isLifted ? { ...criteria, radiusKm: mostRadiusKm } : criteria
}

/** What is asked about a place stays asked until it is answered: the country is never searched meanwhile. */
const placeAsked = (doubt: Ambiguity): Read[] =>
  doubt.criterion === 'near'
    ? [
        {
          criterion: 'near',
          from: 'message',
          strength: 'must',
          ...(doubt.span && { span: doubt.span }),
          said: doubt.said,
        },
      ]
    : []

/** What was chosen by hand or in a standard request is refused no more, unless it is refused by the same hand. */
function wantedAgain(criteria: Criteria, { refused, past, ...patch }: CriteriaPatch): Criteria {
  const want = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== null))
  return {
    ...criteria,
    ...(!refused && { refused: criteria.refused.filter((one) => !covers(one, want)) }),
    ...(!past && { past: criteria.past.filter((one) => !covers(one, want)) }),
  }
}

/** Applies one voice to the criteria; `read` tells strength and span, absent entries are musts. */
export function mergeCriteria(
  previous: Criteria,
  patch: CriteriaPatch,
  read: readonly Read[],
  from: From,
): { criteria: Criteria; changed: CriteriaChange[] } {
  const criteria: Criteria = structuredClone(previous)
  const subjectSaid = Boolean(patch.topic || patch.occupation) && from !== 'profile'
  if (subjectSaid && patch.occupation === undefined && holder(criteria, 'occupation') === 'profile') {
    remove(criteria, 'occupation')
  }
  for (const criterion of Criterion.options) {
    if (!(criterion in patch) || patch[criterion] === undefined) continue
    if (!mayReplace(from, criteria, criterion)) continue
    const value = patch[criterion]
    remove(criteria, criterion)
    const holds = value !== null && !(Array.isArray(value) && value.length === 0)
    if (holds) Object.assign(criteria, { [criterion]: value })
    const said = read.find((one) => one.criterion === criterion)
    // What was lifted by hand or in words ("peu importe la distance") stays so: the profile does not fill it again.
    if (!holds && from !== 'counsellor' && !said) continue
    criteria.read.push({
      criterion,
      from: said?.from === 'model' ? 'model' : from,
      strength: said?.strength ?? 'must',
      ...(said?.span && { span: said.span }),
      ...(said?.said && { said: said.said }),
      ...(said?.corrected && { corrected: said.corrected }),
    })
  }
  return { criteria, changed: changesBetween(previous, criteria) }
}

/** What the profile says as criteria; why it may is stated in profile-fields.ts. */
export function criteriaFromProfile(profile: Profile, today: string): { patch: CriteriaPatch; read: Read[] } {
  const patch: CriteriaPatch = {}
  const read: Read[] = []
  for (const criterion of Criterion.options) {
    const { told } = rooms[criterion]
    const value = told?.value(profile, today)
    if (!told || !value) continue
    Object.assign(patch, { [criterion]: value })
    read.push({ criterion, from: 'profile', strength: told.strength })
  }
  return { patch, read }
}

export function changesBetween(before: Criteria, after: Criteria): CriteriaChange[] {
  return Criterion.options.flatMap((criterion) => {
    const from = before[criterion] ?? null
    const to = after[criterion] ?? null
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ criterion, from, to }]
  })
}

function mayReplace(from: From, criteria: Criteria, criterion: Criterion): boolean {
  const by = holder(criteria, criterion)
  if (from !== 'profile') return true
  if (by !== undefined && by !== 'profile') return false
  // The target occupation is only searched for when nobody named a subject; a wish never contradicts an exclusion.
  if (criterion === 'occupation') return !criteria.topic && !isSaid(criteria, 'topic')
  if (criterion === 'modality') return criteria.excludeModalities.length === 0
  return true
}

const holder = (criteria: Criteria, criterion: Criterion): From | undefined =>
  criteria.read.find((one) => one.criterion === criterion)?.from

const isSaid = (criteria: Criteria, criterion: Criterion): boolean => holder(criteria, criterion) !== undefined

function remove(criteria: Criteria, criterion: Criterion): void {
  criteria.read = criteria.read.filter((one) => one.criterion !== criterion)
  const empty = (noCriteria as Record<string, unknown>)[criterion]
  if (Array.isArray(empty)) Object.assign(criteria, { [criterion]: [] })
  else delete criteria[criterion]
}
