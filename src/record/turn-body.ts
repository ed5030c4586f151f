import { type Claim, letterAt, type NearestOption, type Option } from '../options/option.ts'
import { digestOf } from './digest.ts'
import { Turn } from './turn.ts'

/** The shape that turns are stored in; raised when it changes, with a step below that brings older ones up to it. */
export const bodyVersion = 3

export interface StoredBody {
  body: string
  /** What the turn showed of the catalogue, by digest: kept once for all the turns that showed the same. */
  items: ReadonlyMap<string, string>
}

/**
 * A turn as it is stored: its decision and state are kept beside it, since both change after it; items are named by their digest, and evidence
 * gives its value only where the item or the criteria do not hold it.
 */
export async function bodyOf(turn: Turn): Promise<StoredBody> {
  const items = new Map<string, string>()
  const fold = async (option: Option | NearestOption) => {
    const { distanceKm, ...item } = option.item
    const digest = await digestOf(item)
    items.set(digest, JSON.stringify(item))
    const sources = { item: option.item, criteria: turn.criteria }
    return {
      ...option,
      item: distanceKm === undefined ? [digest] : [digest, distanceKm],
      claims: option.claims.map((claim) => foldClaim(claim, sources)),
      differs: option.differs.map((claim) => foldClaim(claim, sources)),
    }
  }
  const folded = {
    bodyVersion,
    ...turn,
    options: await Promise.all(turn.options.map(fold)),
    nearest: await Promise.all(turn.nearest.map(fold)),
    lead: turn.lead && (await fold(turn.lead)),
    excluded: {
      ...turn.excluded,
      examples: turn.excluded.examples.map(({ item, because: { rule, field, value, limit } }) => [
        item.id,
        item.title,
        rule,
        field,
        value,
        limit,
        ...(item.town ? [item.town] : []),
      ]),
    },
    decision: null,
  }
  return { body: JSON.stringify(folded), items }
}

/** A stored body, taken apart once: what it names of the catalogue, and the turn of it once that is there. */
export interface OpenedBody {
  items: string[]
  /** A turn of today, whatever version it was stored in. Throws when it cannot be one. */
  turn(state: string, items: ReadonlyMap<string, string>): Turn
}

/** Throws on a body that is not JSON. */
export function openBody(body: string): OpenedBody {
  const { bodyVersion: version = 1, ...stored } = JSON.parse(body) as Stored
  const folded = version < 3 ? undefined : (stored as unknown as FoldedTurn)
  const shown = folded ? [...folded.options, ...folded.nearest, ...(folded.lead ? [folded.lead] : [])] : []
  return {
    items: shown.map(({ item: [digest] }) => digest),
    turn(state, items) {
      const unfolded = folded ? unfold(folded, items) : stored
      return Turn.parse({ ...steps.slice(version - 1).reduce((older, step) => step(older), unfolded), state })
    },
  }
}

type Stored = Record<string, unknown> & { bodyVersion?: number }

type FoldedEvidence = [source: string, field: string, value?: unknown]
type FoldedClaim = [stance: string, text: string, ...evidence: FoldedEvidence[]]
interface FoldedOption {
  item: [digest: string, distanceKm?: number]
  claims: FoldedClaim[]
  differs: FoldedClaim[]
}
interface FoldedTurn {
  bodyVersion?: number
  criteria: unknown
  options: FoldedOption[]
  nearest: FoldedOption[]
  lead: FoldedOption | null
  excluded: { examples: unknown[][] }
}

type Sources = Readonly<Record<string, unknown>>

const foldClaim = ({ stance, text, evidence }: Claim, sources: Sources): FoldedClaim => [
  stance,
  text,
  ...evidence.map(
    ({ source, field, value }): FoldedEvidence =>
      source in sources && valueAt(sources[source], field) === value ? [source, field] : [source, field, value],
  ),
]

const unfoldClaim = ([stance, text, ...evidence]: FoldedClaim, sources: Sources) => ({
  stance,
  text,
  evidence: evidence.map((one) => {
    const [source, field] = one
    return { source, field, value: one.length > 2 ? one[2] : valueAt(sources[source], field) }
  }),
})

/** The value that a JSON pointer names; null where there is none. */
function valueAt(source: unknown, pointer: string): unknown {
  const names = pointer
    .slice(1)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
  const found = names.reduce((at, name) => (at as Record<string, unknown> | undefined | null)?.[name], source)
  return found ?? null
}

function unfold(folded: FoldedTurn, items: ReadonlyMap<string, string>): Stored {
  const option = (one: FoldedOption) => {
    const [digest, distanceKm] = one.item
    const kept = items.get(digest)
    if (kept === undefined) throw new Error(`The record holds no item ${digest}.`)
    const item: object = { ...(JSON.parse(kept) as object), ...(distanceKm !== undefined && { distanceKm }) }
    const sources = { item, criteria: folded.criteria }
    return {
      ...one,
      item,
      claims: one.claims.map((claim) => unfoldClaim(claim, sources)),
      differs: one.differs.map((claim) => unfoldClaim(claim, sources)),
    }
  }
  return {
    ...folded,
    options: folded.options.map(option),
    nearest: folded.nearest.map(option),
    lead: folded.lead && option(folded.lead),
    excluded: {
      ...folded.excluded,
      examples: folded.excluded.examples.map(([id, title, rule, field, value, limit, town]) => ({
        item: { id, title, ...(town !== undefined && { town }) },
        because: { rule, field, value, limit },
      })),
    },
  }
}

/** From version n to n + 1, in order, on a turn that is unfolded; version 3 only folds. */
const steps: readonly ((older: Stored) => Stored)[] = [withLettersAndActs]

/** Version 1 knew neither letters nor acts, and every message was a need or a question about the options. Its digest stays as it was. */
function withLettersAndActs(older: Stored): Stored {
  const { options, lead, criteria, outcome } = older as unknown as Turn
  const lettered = options.map((option, place) => ({ ...option, letter: letterAt(place) }))
  return {
    ...older,
    criteria: { ...criteria, alternatives: [], refused: [], past: [] },
    act: outcome === 'about' ? 'fact' : 'need',
    options: lettered,
    lead: lead && { ...lead, letter: letterAt(options.length) },
    reply: [],
    common: [],
    nearest: [],
    unread: [],
  }
}
