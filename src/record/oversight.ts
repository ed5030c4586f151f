import { z } from 'zod'
import { departementOf } from '../places/departement.ts'
import type { Decision } from './decision.ts'
import type { ProviderExposure } from './records.ts'
import type { Turn } from './turn.ts'

/** One thing that happened, as oversight counts it: what, of which sort, how often. Never who. */
export interface Count {
  name:
    | 'turn'
    | 'asked'
    | 'alert'
    | 'block'
    | 'contest'
    | 'contested-term'
    | 'correction'
    | 'wording-refused'
    | 'reading-refused'
    | 'model'
    | 'decision'
    | 'reason'
    | 'revised'
    | 'chosen'
    | 'territory'
    | 'person-request'
    | 'not-relevant'
  key: string
  by: number
}

const once = (name: Count['name'], key: string): Count => ({ name, key, by: 1 })

/** What a stored turn adds to the counts: its outcome, how it was asked, and each type the guard found. */
export function countsOfTurn(turn: Turn): Count[] {
  const asked = turn.message?.template ? 'template' : turn.message ? 'own-words' : 'criteria'
  return [
    once('turn', turn.outcome),
    once('asked', asked),
    ...(turn.criteria.near ? [once('territory', `${departementOf(turn.criteria.near.code)} ${turn.outcome}`)] : []),
    ...(turn.message?.findings ?? []).map(({ kind, type }) => once('alert', type ?? kind)),
  ]
}

/** What a person asked of an exchange that is about them, answered from the record. */
export const PersonRequest = z.enum(['explanation', 'erasure', 'objection', 'correction', 'review'])
export type PersonRequest = z.infer<typeof PersonRequest>
export const personRequest = (kind: PersonRequest): Count => once('person-request', kind)

/** What a decision adds: its kind and reason, and the place ("2/4") of each option chosen. A revision counts as one and as nothing else. */
export function countsOfDecision(decision: Decision, { options }: Turn): Count[] {
  if (decision.supersedes) return [once('revised', decision.kind)]
  return [
    once('decision', decision.kind),
    ...(decision.reason ? [once('reason', decision.reason)] : []),
    ...options.flatMap(({ id }, place) =>
      decision.optionIds?.includes(id) ? [once('chosen', `${place + 1}/${options.length}`)] : [],
    ),
  ]
}

/** A cell below this is masked: few enough people to be recognised. */
export const smallestCell = 5

const Cells = z.array(z.object({ key: z.string(), count: z.number().int().nullable() }))
const Share = z.number().nullable()

/**
 * Counts only, for those who watch over the service: nobody's conversation, no counsellor, and null for what is below five.
 * `firstPlace` compares how often the first option shown is chosen with how often a blind choice would: order must say nothing.
 */
export const OversightSummary = z.object({
  turns: Cells,
  decisions: z.object({ byKind: Cells, byReason: Cells, revised: Cells }),
  alerts: Cells,
  blocked: Cells,
  contested: Cells,
  /** Why counsellors took findings back. */
  corrected: Cells,
  /** Answers by department asked about, "59 options": where the service reaches, and where it does not. */
  territory: Cells,
  /** Explanations, erasures, objections, corrections and reviews of a decision that people asked for. */
  personRequests: Cells,
  /** How requests to a model ended, and what was refused of its readings and wordings, by reason. */
  model: z.object({ requests: Cells, readingRefused: Cells, wordingRefused: Cells }),
  /** In units of one option shown: what each provider received, and what its share of merit deserved. */
  exposure: z.array(
    z.object({ provider: z.string(), exposure: z.number(), merit: z.number(), ratio: Share }).nullable(),
  ),
  firstPlace: z.object({ share: Share, expected: Share, n: z.number().int().nullable() }),
  templateShare: Share,
})
export type OversightSummary = z.infer<typeof OversightSummary>

export function summarise(
  counts: readonly Count[],
  exposure: Readonly<Record<string, ProviderExposure>>,
): OversightSummary {
  const cells = (name: Count['name']) =>
    counts
      .filter((count) => count.name === name)
      .sort((one, other) => (one.key < other.key ? -1 : 1))
      .map(({ key, by }) => ({ key, count: by < smallestCell ? null : by }))
  const asked = counts.filter(({ name }) => name === 'asked')
  return {
    turns: cells('turn'),
    decisions: { byKind: cells('decision'), byReason: cells('reason'), revised: cells('revised') },
    alerts: cells('alert'),
    blocked: cells('block'),
    contested: cells('contest'),
    corrected: cells('correction'),
    territory: cells('territory'),
    personRequests: cells('person-request'),
    model: {
      requests: cells('model'),
      readingRefused: cells('reading-refused'),
      wordingRefused: cells('wording-refused'),
    },
    exposure: Object.entries(exposure)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([provider, line]) =>
        line.exposure < smallestCell
          ? null
          : { provider, ...line, ratio: line.merit > 0 ? line.exposure / line.merit : null },
      ),
    firstPlace: firstPlace(counts.filter(({ name }) => name === 'chosen')),
    templateShare: shareOf(total(asked.filter(({ key }) => key === 'template')), total(asked)),
  }
}

function firstPlace(chosen: readonly Count[]): OversightSummary['firstPlace'] {
  const n = total(chosen)
  if (n < smallestCell) return { share: null, expected: null, n: null }
  const blind = chosen.reduce((sum, { key, by }) => sum + by / Number(key.split('/')[1]), 0)
  return { share: shareOf(total(chosen.filter(({ key }) => key.startsWith('1/'))), n), expected: blind / n, n }
}

const total = (counts: readonly Count[]): number => counts.reduce((sum, { by }) => sum + by, 0)

/** Null also when the part, or what is not of the part, is few enough to be recognised. */
const shareOf = (part: number, whole: number): number | null =>
  (part > 0 && part < smallestCell) || (whole > part && whole - part < smallestCell) || whole < smallestCell
    ? null
    : part / whole
