import { type Places, placesOf } from '../parts.ts'
import { surest } from '../surest.ts'
import type { Candidate } from './recogniser.ts'

/** The names and numbers beside which a date is a birth, and a number an age; an address stands beside course dates. */
export const neighboursOf = (before: readonly Candidate[]): Places<Candidate> =>
  placesOf(surest(before.filter(({ type }) => type !== 'ADDRESS' && type !== 'DATE_OF_BIRTH')))
