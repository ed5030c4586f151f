import { matchTitles, unmetWords } from './match-words.ts'
import { likeness } from './sketch.ts'
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
  | 'modality'
  | 'title'
  | 'hours'
  | 'start'
  | 'occupations'
  | 'texts'

export type Finding = 'same' | 'close' | 'different'

/** What two offers say of each fact; one that either leaves unknown is absent. */
export type Findings = Partial<Record<Fact, Finding>>

/** Compares fact by fact, up to the first difference that is `decisive`: then nothing else needs to be known. */
export function compareFacts(one: Traits, other: Traits): { found: Findings; decisive: boolean } {
  const found: Findings = {}
  for (const [fact, compare] of comparisons) {
    const finding = compare(one, other, found)
    if (finding === undefined) continue
    found[fact] = finding
    if (finding === 'different' && DECISIVE[fact]?.(found)) return { found, decisive: true }
  }
  return { found, decisive: false }
}

/** A contradiction of these is another training, whatever else agrees. */
const DECISIVE: Partial<Record<Fact, (found: Findings) => boolean>> = {
  kind: () => true,
  // A school may be listed at its address by one partner and where it teaches by another.
  place: (found) => found.establishment !== 'same',
  siret: () => true,
  certification: () => true,
  variant: () => true,
  diploma: (found) => found.certification !== 'same',
  modality: () => true,
}

type Compare = (one: Traits, other: Traits, found: Findings) => Finding | undefined

const comparisons: readonly (readonly [Fact, Compare])[] = [
  ['reference', (one, other) => (one.source === other.source ? 'same' : undefined)],
  ['kind', (one, other) => equal(one.kind, other.kind)],
  // An organisation may have several numbers: another one says nothing.
  ['establishment', (one, other) => (equal(one.provider.uai, other.provider.uai) === 'same' ? 'same' : undefined)],
  ['siret', (one, other, { establishment }) => (establishment === 'same' ? undefined : compareSirets(one, other))],
  ['place', comparePlaces],
  ['certification', compareCertifications],
  ['variant', compareVariants],
  ['diploma', (one, other) => equal(one.title.diploma, other.title.diploma)],
  ['modality', compareModalities],
  ['title', (one, other) => matchTitles(one.title, other.title)],
  ['hours', compareHours],
  ['start', (one, other) => meet(one.starts, other.starts)],
  ['name', (one, other, found) => (isSame(found.establishment, found.siret) ? undefined : compareNames(one, other))],
  ['occupations', (one, other) => meet(one.occupations, other.occupations)],
  ['texts', (one, other, found) => (found.title === 'same' ? undefined : compareTexts(one, other, found))],
]

const equal = (one: string | undefined, other: string | undefined): Finding | undefined =>
  one === undefined || other === undefined ? undefined : one === other ? 'same' : 'different'

const meet = (one: readonly string[], other: readonly string[]): Finding | undefined => {
  if (one.length === 0 || other.length === 0) return undefined
  return one.some((value) => other.includes(value)) ? 'same' : 'different'
}

const isSame = (...findings: (Finding | undefined)[]): boolean => findings.includes('same')

/** Without a place, remote trainings and resources are everywhere. */
function comparePlaces(one: Traits, other: Traits): Finding | undefined {
  const [here, there] = [one.communes, other.communes]
  if (here.length === 0 && there.length === 0) {
    const everywhere = one.modality === 'remote' || one.kind === 'skill'
    return everywhere && one.modality === other.modality ? 'same' : undefined
  }
  if (here.length === 0 || there.length === 0) return undefined
  const met = here.some((a) => there.some((b) => a === b || a === cityOf(b) || b === cityOf(a)))
  return met ? 'same' : 'different'
}

/** The first nine digits are the organisation (SIREN), the others one of its addresses. */
function compareSirets({ provider: one }: Traits, { provider: other }: Traits): Finding | undefined {
  if (!one.siret || !other.siret) return undefined
  if (one.siret === other.siret) return 'same'
  return one.siret.slice(0, 9) === other.siret.slice(0, 9) ? 'close' : 'different'
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

/** `close`: one of them is silent on what sets near twins apart. */
function compareVariants(one: Traits, other: Traits): Finding | undefined {
  const [here, there] = [one.title.variant, other.title.variant]
  let finding: Finding | undefined
  for (const what in here) {
    if (there[what] === undefined) continue
    if (here[what] !== there[what]) return 'different'
    finding = 'same'
  }
  const silent = (what: string) => one.partner === other.partner || !MAY_GO_UNSAID.has(what)
  for (const what in here) if (there[what] === undefined && silent(what)) return 'close'
  for (const what in there) if (here[what] === undefined && silent(what)) return 'close'
  return finding
}

/** What one partner says and another leaves out, of the same training. */
const MAY_GO_UNSAID = new Set(['year', 'length', 'option', 'number'])

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
