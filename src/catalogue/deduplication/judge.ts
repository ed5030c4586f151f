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
  /** All that is known agrees, but who teaches is not established: the same, if only one provider teaches this there. */
  ifOneProvider: boolean
}

/**
 * Whether two offers are one training: same, different or uncertain (after Fellegi and Sunter 1969). What it is, who teaches it and where must
 * all be established, and nothing may speak against it. The title says what it is; for offers of one provider that begin on the same day
 * with as many hours, the certification or the texts may say it instead. A decisive fact makes two offers different, and so do two
 * lesser contradictions; a single one, or a question left open, makes them uncertain.
 */
export function judge(one: Traits, other: Traits): Judgement {
  const { found, decisive } = compareFacts(one, other)
  const told = (verdict: Verdict, ifOneProvider = false): Judgement => ({ verdict, found, ifOneProvider })
  if (found.reference === 'same') return told('same')
  if (decisive) return told('different')

  const together = found.start === 'same' && (found.hours ?? 'same') === 'same'
  const who = whoTeaches(found, together)
  const what = found.title === 'same' || (together && who !== 'open' && saysTheSame(found))
  const against = reasonsOf(found).filter(({ fact, finding }) => finding === 'different' && fact !== 'title').length
  const unlike = !what && found.title === 'different'
  if (against > 1 || (unlike && (against > 0 || !together))) return told('different')

  const open = !what || against > 0 || found.place !== 'same' || found.modality === 'close' || isVariant(found)
  if (open) return told('uncertain')
  if (who === 'same') return told('same')
  return told('uncertain', one.partner !== other.partner)
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

function saysTheSame({ certification, title, texts, occupations }: Findings): boolean {
  return certification === 'same' || ((title === 'close' || texts === 'same') && occupations !== 'different')
}

/** Only one of them says which year, part or step it is. In titles that are unlike, such a word is part of the wording. */
function isVariant({ variant, title, certification }: Findings): boolean {
  return variant === 'close' && title !== 'different' && certification !== 'same'
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
  modality: { same: 1, close: -1, different: -6 },
  title: { same: 8, close: 3, different: -2 },
  hours: { same: 3, close: 1, different: -4 },
  start: { same: 5, close: 0, different: -3 },
  name: { same: 5, close: 2, different: -3 },
  occupations: { same: 1, close: 0, different: -2 },
  texts: { same: 4, close: 0, different: 0 },
}
