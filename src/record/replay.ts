import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import type { Catalogue } from '../catalogue/catalogue-index.ts'
import { orderPolicy } from '../options/order.ts'
import { pick } from '../options/pick.ts'
import { shortlist } from '../options/shortlist.ts'
import type { Places } from '../places/places.ts'
import type { Relevance } from '../relevance/relevance.ts'
import type { SelectionRecord } from './records.ts'
import type { Turn } from './turn.ts'

export interface Replay {
  same: boolean
  differences: { field: string; recorded: unknown; replayed: unknown }[]
}

/** Runs a turn's selection again from its record: the same items in the same order, or what differs and which version is to blame. */
export async function replay(
  turn: Turn,
  selection: SelectionRecord | null,
  deps: { catalogue: Catalogue; embedding: EmbeddingModelV4; relevance: Relevance; places: Places },
): Promise<Replay> {
  if (!selection) return { same: true, differences: [] }
  if (turn.order.policy !== orderPolicy) return differing('/order/policy', turn.order.policy, orderPolicy)
  const index = await deps.catalogue.version(turn.versions.catalogue)
  if (!index) return differing('/versions/catalogue', turn.versions.catalogue, deps.catalogue.current().version)
  // The dense space is not asked again: its vector is in the record.
  const [occupations] = turn.versions.embedding.split(' ')
  if (occupations !== deps.embedding.modelId) {
    return differing('/versions/embedding', turn.versions.embedding, deps.embedding.modelId)
  }
  const near = turn.criteria.near && deps.places.byCode(turn.criteria.near.code)
  const circumstances = {
    today: selection.today,
    near,
    alreadyRefused: new Set(selection.alreadyRefused),
    alreadyShown: new Set(selection.alreadyShown),
  }
  const { embedding, relevance } = deps
  const search = { index, embedding, relevance, dense: selection.dense, circumstances }
  const list = await shortlist(turn.criteria, search)
  const drawn = { exposure: selection.exposure, seed: turn.order.seed }
  const { chosen, alsoValid, nearest } = await pick(turn.criteria, search, list, drawn)
  const pairs = [
    ['/options', turn.options.map(({ item }) => item.id), chosen.map((item) => item.id)],
    [
      '/nearest',
      turn.nearest.map(({ item, breaks }) => [item.id, breaks]),
      nearest.map(({ item, breaks }) => [item.id, breaks]),
    ],
    ['/alsoValid', turn.alsoValid.map(({ item }) => item.id), alsoValid.map(({ item }) => item.id)],
    ['/excluded/counts', turn.excluded.counts, list.excluded.counts],
  ] as const
  const differences = pairs
    .filter(([, recorded, replayed]) => JSON.stringify(recorded) !== JSON.stringify(replayed))
    .map(([field, recorded, replayed]) => ({ field, recorded, replayed }))
  return { same: differences.length === 0, differences }
}

const differing = (field: string, recorded: unknown, replayed: unknown): Replay => ({
  same: false,
  differences: [{ field, recorded, replayed }],
})
