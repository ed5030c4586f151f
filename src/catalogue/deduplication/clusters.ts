import { judge, type Reason } from './judge.ts'
import type { Judged } from './judged.ts'
import type { Traits } from './traits.ts'

/** Why two offers were joined, or might be. Offers by their place in the list; `score` says how much agrees, and is no probability. */
export interface Link {
  between: readonly [number, number]
  why:
    | { rule: 'decided' }
    | { rule: 'declared'; group: string }
    | { rule: 'judged'; score: number; reasons: readonly Reason[] }
}

export interface Clusters {
  /** Each offer once; clusters in the order of their first offers, with the links that made them. */
  clusters: { members: readonly number[]; links: Link[] }[]
  /** Pairs that may be the same and were not joined: for a person to decide. */
  doubts: Link[]
}

/** Decisions of people, by places in the list: they outrank every rule. */
export interface Decided {
  same: readonly (readonly [number, number])[]
  different: readonly (readonly [number, number])[]
}

/**
 * Joins what is the same, surest first. Two clusters are joined only if no member of one contradicts a member of the other: "A is like B, B is
 * like C" makes no chain when A and C are two trainings. Where a question stays open, an offer joins only what it alone can be: one that names
 * no provider, where a single provider teaches this; where several do, nobody knows whose it is.
 */
export function cluster(
  all: readonly Traits[],
  judged: readonly Judged[],
  decided: Decided = { same: [], different: [] },
): Clusters {
  const sets = createSets(all.length)
  const apart = new Set(decided.different.map(pairKey))
  const links: Link[] = []
  const doubts: Link[] = []
  const allowed = (between: Pair) => sets.crossing(between).every((pair) => !apart.has(pairKey(pair)))
  const agreed = (between: Pair) =>
    allowed(between) &&
    sets.crossing(between).every(([one, other]) => {
      const { verdict, found } = judge(all[one]!, all[other]!)
      return verdict !== 'different' && found.variant !== 'close' && found.extent !== 'close'
    })
  const joinIf = (may: (between: Pair) => boolean, link: Link) => {
    if (sets.together(link.between)) return
    if (!may(link.between)) {
      doubts.push(link)
      return
    }
    sets.join(link.between)
    links.push(link)
  }

  for (const between of decided.same) joinIf(allowed, { between, why: { rule: 'decided' } })
  for (const { between, group } of declaredPairs(all)) joinIf(allowed, { between, why: { rule: 'declared', group } })
  for (const pair of judged) if (pair.verdict === 'same') joinIf(agreed, linkOf(pair))
  const alone = withoutRivals(all, judged)
  for (const pair of judged) {
    if (pair.verdict === 'uncertain') joinIf((between) => alone(pair) && agreed(between), linkOf(pair))
  }
  return {
    clusters: sets.all(links),
    doubts: doubts.filter(({ between }) => !sets.together(between) && !apart.has(pairKey(between))),
  }
}

type Pair = readonly [number, number]

const linkOf = ({ between, score, reasons }: Judged): Link => ({ between, why: { rule: 'judged', score, reasons } })

function* declaredPairs(all: readonly Traits[]): Generator<{ between: Pair; group: string }> {
  const firsts = new Map<string, number>()
  for (const [at, { group }] of all.entries()) {
    if (group === undefined) continue
    const first = firsts.get(group)
    if (first === undefined) firsts.set(group, at)
    else yield { between: [first, at], group }
  }
}

/** Whether each offer of a pair could be no other of the other's partner: all that it could be there are one training. */
function withoutRivals(all: readonly Traits[], judged: readonly Judged[]): (pair: Judged) => boolean {
  const possible = new Map<number, number[]>()
  for (const {
    between: [one, other],
    verdict,
    ifAlone,
  } of judged) {
    if (verdict === 'uncertain' && !ifAlone) continue
    possible.set(one, [...(possible.get(one) ?? []), other])
    possible.set(other, [...(possible.get(other) ?? []), one])
  }
  const sole = (one: number, other: number) =>
    possible.get(one)!.every((rival) => {
      if (rival === other || all[rival]!.partner !== all[other]!.partner) return true
      const { verdict, ifAlone, found } = judge(all[rival]!, all[other]!)
      return verdict === 'same' || (ifAlone && found.title === 'same' && hostOf(all[rival]!) === hostOf(all[other]!))
    })
  return ({ between: [one, other], ifAlone }) =>
    ifAlone && all[one]!.partner !== all[other]!.partner && sole(one, other) && sole(other, one)
}

const hostOf = ({ provider: { siret, name } }: Traits): string => siret?.slice(0, 9) ?? name.join(' ')

const pairKey = ([one, other]: Pair): string => (one < other ? `${one} ${other}` : `${other} ${one}`)

/** Union-find that keeps the members of each set. */
function createSets(size: number) {
  const setOf = Int32Array.from({ length: size }, (_, at) => at)
  const members = new Map<number, number[]>()
  const inSet = (set: number) => members.get(set) ?? [set]
  return {
    together: ([one, other]: Pair) => setOf[one] === setOf[other],
    /** Every pair that a join would put together. */
    crossing([one, other]: Pair): Pair[] {
      const beside = inSet(setOf[other]!)
      return inSet(setOf[one]!).flatMap((a) => beside.map((b): Pair => [a, b]))
    },
    join([one, other]: Pair) {
      const [kept, gone] = [setOf[one]!, setOf[other]!]
      const moved = inSet(gone)
      members.set(kept, [...inSet(kept), ...moved])
      for (const at of moved) setOf[at] = kept
      members.delete(gone)
    },
    all(links: readonly Link[]): Clusters['clusters'] {
      const found = new Map<number, Clusters['clusters'][number] & { members: number[] }>()
      for (const [at, set] of setOf.entries()) {
        const known = found.get(set)
        if (known) known.members.push(at)
        else found.set(set, { members: [at], links: [] })
      }
      for (const link of links) found.get(setOf[link.between[0]]!)!.links.push(link)
      return [...found.values()]
    },
  }
}
