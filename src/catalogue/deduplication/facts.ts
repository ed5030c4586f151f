import { distanceKm } from '../../places/distance.ts'
import { matchTitles, unmetWords } from './match-words.ts'
import { likeness } from './sketch.ts'
import type { Title } from './title.ts'
import { SILENCE, type What } from './title-words.ts'
import { cityOf, type Traits } from './traits.ts'

export type Fact =
  | 'reference'
  | 'kind'
  | 'place'
  | 'establishment'
  | 'siret'
  | 'name'
  | 'certification'
  | 'variant'
  | 'diploma'
  | 'level'
  | 'branch'
  | 'extent'
  | 'modality'
  | 'title'
  | 'hours'
  | 'start'
  | 'occupations'
  | 'texts'

export type Finding = 'same' | 'close' | 'different'

/** What two offers say of each fact; one that either leaves unknown is absent. */
export type Findings = Partial<Record<Fact, Finding>>

/** Compares fact by fact, up to the first difference that is decisive: then nothing else needs to be known. */
export function compareFacts(one: Traits, other: Traits): { found: Findings; decisive: boolean } {
  const found: Findings = {}
  for (const [fact, compare, isDecisive] of comparisons) {
    const finding = compare(one, other, found)
    if (finding === undefined) continue
    found[fact] = finding
    if (finding === 'different' && isDecisive?.(one, other, found)) return { found, decisive: true }
  }
  return { found, decisive: false }
}

type Compare = (one: Traits, other: Traits, found: Findings) => Finding | undefined
/** Whether a contradiction is another training, whatever else agrees. */
type IsDecisive = (one: Traits, other: Traits, found: Findings) => boolean

const always = () => true
const unlessCertified: IsDecisive = (_, __, { certification }) => certification !== 'same'
/** A school may be listed at its address by one partner and where it teaches by another. */
const unlessOneSchool: IsDecisive = (one, other, { establishment }) =>
  establishment !== 'same' || one.partner === other.partner

const comparisons: readonly (readonly [Fact, Compare, IsDecisive?])[] = [
  ['reference', (one, other) => (one.source === other.source ? 'same' : undefined)],
  ['kind', (one, other) => equal(one.kind, other.kind), always],
  // An organisation may have several numbers: another one says nothing.
  ['establishment', (one, other) => (meet(one.provider.uais, other.provider.uais) === 'same' ? 'same' : undefined)],
  ['siret', compareSirets, always],
  ['place', comparePlaces, unlessOneSchool],
  ['certification', compareCertifications, always],
  ['variant', compareVariants, always],
  ['diploma', compareDiplomas, unlessCertified],
  ['level', (one, other) => equal(one.level, other.level), unlessCertified],
  ['modality', compareModalities, always],
  ['title', (one, other) => matchTitles(one.title, other.title)],
  ['branch', compareBranches, always],
  ['extent', compareExtents],
  ['hours', compareHours],
  ['start', (one, other) => meet(one.starts, other.starts)],
  ['name', (one, other, found) => (isSame(found.establishment, found.siret) ? undefined : compareNames(one, other))],
  ['occupations', (one, other) => meet(one.occupations, other.occupations)],
  ['texts', (one, other, found) => (found.title === 'same' ? undefined : compareTexts(one, other, found))],
]

const equal = <Value>(one: Value | undefined, other: Value | undefined): Finding | undefined =>
  one === undefined || other === undefined ? undefined : one === other ? 'same' : 'different'

const meet = (one: readonly string[], other: readonly string[]): Finding | undefined => {
  if (one.length === 0 || other.length === 0) return undefined
  return one.some((value) => other.includes(value)) ? 'same' : 'different'
}

const isSame = (...findings: (Finding | undefined)[]): boolean => findings.includes('same')

/** Without a place, remote trainings and resources are everywhere. `close`: two addresses of one establishment. */
function comparePlaces(one: Traits, other: Traits, { establishment }: Findings): Finding | undefined {
  const [here, there] = [one.communes, other.communes]
  if (here.length === 0 && there.length === 0) {
    const everywhere = one.modality === 'remote' || one.kind === 'skill'
    return everywhere && one.modality === other.modality ? 'same' : undefined
  }
  if (here.length === 0 || there.length === 0) return undefined
  const met = here.some((a) => there.some((b) => a === b || a === cityOf(b) || b === cityOf(a)))
  if (met) return 'same'
  const near = () => one.points.some((a) => other.points.some((b) => distanceKm(a, b) <= SAME_SCHOOL_KM))
  return establishment === 'same' && near() ? 'close' : 'different'
}

/** Between the address of a school and where it teaches: a town and the next. */
const SAME_SCHOOL_KM = 15

/** The first nine digits are the organisation (SIREN), the others one of its addresses; a school may have several organisations. */
function compareSirets(
  { provider: one }: Traits,
  { provider: other }: Traits,
  { establishment }: Findings,
): Finding | undefined {
  if (!one.siret || !other.siret) return undefined
  if (one.siret === other.siret) return 'same'
  return one.siret.slice(0, 9) === other.siret.slice(0, 9) || establishment === 'same' ? 'close' : 'different'
}

function compareNames({ provider: { name: one } }: Traits, { provider: { name: other } }: Traits): Finding | undefined {
  if (one.length === 0 || other.length === 0) return undefined
  const [alone, left] = unmetWords(one, other)
  if (alone.length === 0 && left.length === 0) return 'same'
  return alone.length < one.length ? 'close' : 'different'
}

/** Codes of one register are compared; one that is equal outweighs registers that were renewed. Without codes, equal labels agree. */
function compareCertifications(one: Traits, other: Traits): Finding | undefined {
  let finding: Finding | undefined
  for (const [register, code] of Object.entries(one.certification)) {
    const beside = other.certification[register]
    if (beside === undefined) continue
    if (beside === code) return 'same'
    finding = 'different'
  }
  const label = one.certificationLabel
  return finding ?? (label !== undefined && label === other.certificationLabel ? 'same' : undefined)
}

/** `close`: one of them is silent on what sets near twins apart, so that it may be another. */
function compareVariants(one: Traits, other: Traits): Finding | undefined {
  const [here, there] = [one.title.variant, other.title.variant]
  let finding: Finding | undefined
  for (const what in here) {
    if (there[what as What] === undefined) continue
    if (here[what as What] !== there[what as What]) return 'different'
    finding = 'same'
  }
  const onePartner = one.partner === other.partner
  return tellsMore(here, there, onePartner) || tellsMore(there, here, onePartner) ? 'close' : finding
}

/** Whoever says no year begins with the first. */
function tellsMore(one: Title['variant'], other: Title['variant'], onePartner: boolean): boolean {
  for (const what in one) {
    if (other[what as What] !== undefined) continue
    const silence = what === 'year' && one.year === '1' ? 'partner' : SILENCE[what as What]
    if (silence === 'whole' || (silence === 'partner' && onePartner)) return true
  }
  return false
}

/** `close`: only one of them names a diploma. */
function compareDiplomas({ title: one }: Traits, { title: other }: Traits): Finding | undefined {
  if (one.diploma === other.diploma) return one.diploma === undefined ? undefined : 'same'
  return one.diploma && other.diploma ? 'different' : 'close'
}

/** Of titles that are not the same: another branch or part of the diploma; `close` where only one of two like titles names a branch. */
function compareBranches({ title: one }: Traits, { title: other }: Traits, { title }: Findings): Finding | undefined {
  if (title === 'same') return undefined
  if (one.part.length > 0 !== other.part.length > 0) return 'different'
  for (const what of ['part', 'branch'] as const) {
    const [alone, left] = unmetWords(one[what], other[what])
    if (alone.length > 0 && left.length > 0) return 'different'
  }
  if (title === 'different') return undefined
  const unsaid = (named: readonly string[], { words }: Title) => unmetWords(named, words)[0].length > 0
  return unsaid(one.branch, other) || unsaid(other.branch, one) ? 'close' : undefined
}

/** "Tableur" and "Tableur, perfectionnement". */
function compareExtents(one: Traits, other: Traits, { title }: Findings): Finding | undefined {
  if (title === 'different') return undefined
  const [here, there] = [one.title.variant, other.title.variant]
  return here.step === there.step && here.extent === there.extent ? undefined : 'close'
}

function compareModalities({ modality: one }: Traits, { modality: other }: Traits): Finding {
  if (one === other) return 'same'
  return one === 'mixed' || other === 'mixed' ? 'close' : 'different'
}

function compareHours({ hours: one }: Traits, { hours: other }: Traits): Finding | undefined {
  if (one === undefined || other === undefined) return undefined
  if (one === other) return 'same'
  return Math.abs(one - other) <= 0.05 * Math.max(one, other) ? 'close' : 'different'
}

/** Texts of one subject share words whoever writes them; they must share more where hours or occupations are not known to be equal. */
function compareTexts(one: Traits, other: Traits, { start, hours, occupations }: Findings): Finding | undefined {
  if (start !== 'same') return undefined
  const alike = hours === 'same' && occupations === 'same' ? LIKE_TEXTS : 3 * LIKE_TEXTS
  return likeness(one.texts(), other.texts()) >= alike ? 'same' : undefined
}

/** Share of words in common above which texts speak for one training, among offers that begin together: see the evaluation. */
const LIKE_TEXTS = 0.05
