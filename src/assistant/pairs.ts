import type { Item } from '../item.ts'
import { type Pair, type PairVerdict, readPair } from '../record/pairs.ts'
import type { Caller } from '../record/records.ts'
import type { Refusal } from '../record/refusal.ts'
import { subjectOf } from '../subjects/subject.ts'
import type { Setting } from './setting.ts'

/** A need and an offer that a counsellor said does not answer it, as a referent judges them. */
export interface PairToJudge {
  id: string
  need: { of: Pair['of']; code: string; label: string }
  /** As the catalogue has it now, or had it when it was judged; null where it is gone. */
  item: { id: string; title: string; codes: string[] } | null
  /** How often it was said. */
  count: number
  state: 'waiting' | PairVerdict['judged']
}

/** A pair as the evaluations grade them (src/relevance/precedents.json). */
export interface GradedPair {
  need: { occupation: string } | { topic: string }
  offer: { title: string; codes: string[] }
  grade: 'not'
  item: string
}

/** Those that wait first, then the most often said. */
export async function pairs(setting: Setting, { tenant }: Caller): Promise<PairToJudge[]> {
  const { records, catalogue, referential } = setting
  const counts = (await records.counts(tenant)).filter(({ name }) => name === 'not-relevant')
  const read = counts.flatMap(({ key, by }) => {
    const pair = readPair(key)
    return pair ? [{ id: key, pair, by }] : []
  })
  const items = await catalogue.current().items([...new Set(read.map(({ pair }) => pair.itemId))])
  const now = new Map(items.map((item) => [item.id, item]))
  const verdicts = await records.pairVerdicts(tenant)
  const label = ({ of, code }: Pair) =>
    (of === 'occupation' ? referential.byCode(code)?.label : subjectOf(code)?.label.fr) ?? code
  return read
    .map(({ id, pair, by }): PairToJudge => {
      const verdict = verdicts.get(id)
      const offer = now.has(pair.itemId) ? offerOf(now.get(pair.itemId)!) : verdict?.offer
      return {
        id,
        need: { of: pair.of, code: pair.code, label: label(pair) },
        item: offer ? { id: pair.itemId, ...offer } : null,
        count: by,
        state: verdict?.judged ?? 'waiting',
      }
    })
    .sort((one, other) => order(one) - order(other) || other.count - one.count || (one.id < other.id ? -1 : 1))
}

const order = ({ state }: PairToJudge): number => (state === 'waiting' ? 0 : 1)
const offerOf = ({ title, occupations }: Item) => ({ title, codes: occupations.map(({ code }) => code) })

/** A referent's word, which may change; nothing of the selection changes by it. */
export async function judgePair(
  setting: Setting,
  caller: Caller,
  id: string,
  judged: PairVerdict['judged'],
): Promise<PairToJudge | Refusal> {
  if (!caller.human) return { refused: 'human-required' }
  const found = (await pairs(setting, caller)).find((one) => one.id === id)
  if (!found) return { refused: 'not-found' }
  const offer = found.item && { title: found.item.title, codes: found.item.codes }
  await setting.records.judgePair(caller.tenant, id, { judged, at: setting.clock().toISOString(), offer })
  return { ...found, state: judged }
}

/** Those accepted, one for the evaluations each; what left the catalogue before it was judged has no title and is not among them. */
export async function acceptedPairs(setting: Setting, caller: Caller): Promise<GradedPair[]> {
  return (await pairs(setting, caller)).flatMap(({ need, item, state }) =>
    state === 'accepted' && item
      ? [
          {
            need: need.of === 'occupation' ? { occupation: need.code } : { topic: need.label },
            offer: { title: item.title, codes: item.codes },
            grade: 'not' as const,
            item: item.id,
          },
        ]
      : [],
  )
}
