import { compareFacts, type Fact, type Finding, type Findings } from './facts.ts'
import type { Traits } from './traits.ts'

export type Verdict = 'same' | 'different' | 'uncertain'

export interface Reason {
  fact: Fact
  finding: Finding
}

export interface Judgement {
  verdict: Verdict
  found: Findings
  /** Nothing speaks against it and one thing is not established: the same, if neither could be another of the other's partner. */
  ifAlone: boolean
}

/**
 * Whether two offers are one training: same, different or uncertain (after Fellegi and Sunter 1969). What it is, who teaches it and where must
 * all be established, and nothing may speak against it. The title says what it is; for offers of one provider that begin on the same day
 * with as many hours, the certification or the texts may say it instead. A decisive fact makes two offers different, and so do two
 * lesser contradictions; a single one, or a question left open, makes them uncertain. Across partners one question may stay open: who teaches;
 * or the wording and the exact address, where the numbers of the school and of the diploma are the same.
 */
export function judge(one: Traits, other: Traits): Judgement {
  const { found, decisive } = compareFacts(one, other)
  const told = (verdict: Verdict, ifAlone = false): Judgement => ({ verdict, found, ifAlone })
  if (found.reference === 'same') return told('same')
  if (decisive) return told('different')

  const { certification, place, title } = found
  const together = found.start === 'same' && (found.hours ?? 'same') === 'same'
  const who = whoTeaches(found, together)
  // Another partner may leave the diploma out of a title, one and the same would not.
  const named =
    title === 'same' && (found.diploma !== 'close' || (certification === 'same' && one.partner !== other.partner))
  const what = named || (together && who !== 'open' && saysTheSame(found))
  const against = reasonsOf(found).filter(({ fact, finding }) => finding === 'different' && fact !== 'title').length
  const unlike = !what && title === 'different'
  if (against > 1 || (unlike && (against > 0 || !together))) return told('different')

  if (against > 0 || [found.modality, found.variant, found.extent].includes('close')) return told('uncertain')
  if (what && place === 'same' && who === 'same') return told('same')
  const worded = place === 'same' && (what || title === 'same')
  return told('uncertain', worded || isNumbered(found))
}

/** Orders pairs, surest first, and decides nothing. */
export function surenessOf(found: Findings): number {
  let sum = 0
  for (const [fact, finding] of Object.entries(found) as [Fact, Finding][]) sum += WEIGHTS[fact][finding]
  return sum
}

export const reasonsOf = (found: Findings): Reason[] =>
  (Object.entries(found) as [Fact, Finding][]).map(([fact, finding]) => ({ fact, finding }))

/** A name that only resembles is enough when day and hours agree too. */
function whoTeaches({ establishment, siret, name }: Findings, together: boolean): 'same' | 'open' {
  if (establishment === 'same' || siret === 'same' || name === 'same') return 'same'
  return together && (siret === 'close' || name === 'close') ? 'same' : 'open'
}

/**
 * The same school and diploma by their national numbers. One provider that two partners name by its own number, too, means two trainings by two
 * wordings.
 */
function isNumbered({ establishment, certification, place, title, siret }: Findings): boolean {
  const there = place === 'same' || place === 'close'
  return establishment === 'same' && certification === 'same' && there && (title === 'same' || siret === undefined)
}

function saysTheSame({ certification, title, texts, occupations, branch }: Findings): boolean {
  if (branch === 'close') return false
  return certification === 'same' || ((title === 'close' || texts === 'same') && occupations !== 'different')
}

const WEIGHTS: Record<Fact, Record<Finding, number>> = {
  reference: { same: 20, close: 0, different: 0 },
  kind: { same: 0, close: 0, different: -20 },
  place: { same: 4, close: 0, different: -6 },
  establishment: { same: 6, close: 0, different: -3 },
  siret: { same: 5, close: 2, different: -10 },
  certification: { same: 6, close: 0, different: -10 },
  variant: { same: 1, close: -2, different: -10 },
  diploma: { same: 1, close: 0, different: -6 },
  level: { same: 0, close: 0, different: -6 },
  modality: { same: 1, close: -1, different: -6 },
  title: { same: 8, close: 3, different: -2 },
  branch: { same: 0, close: -2, different: -10 },
  extent: { same: 0, close: -2, different: -10 },
  hours: { same: 3, close: 1, different: -4 },
  start: { same: 5, close: 0, different: -3 },
  name: { same: 5, close: 2, different: -3 },
  occupations: { same: 1, close: 0, different: -2 },
  texts: { same: 4, close: 0, different: 0 },
}
