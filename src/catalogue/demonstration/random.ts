/** A seeded stream of choices: the same key gives the same choices on every machine. Not for secrets. */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** Whole number, both ends included. */
  between(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
}

export function createRandom(key: string): Random {
  let state = hash(key)
  const next = () => {
    // mulberry32: 32 bits of state are plenty for a catalogue that nobody has to be unable to predict.
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (list) => {
      if (list.length === 0) throw new RangeError('Nothing to pick from: the list is empty.')
      return list[Math.floor(next() * list.length)]!
    },
  }
}

/** Picks by weight in a fixed list; weights are added up once, so that a pick costs a binary search. */
export interface Weighted<T> {
  readonly size: number
  pick(random: Random): T
}

export function createWeighted<T>(entries: readonly (readonly [T, number])[]): Weighted<T> {
  const kept = entries.filter(([, weight]) => weight > 0)
  const sums: number[] = []
  let total = 0
  for (const [, weight] of kept) {
    total += weight
    sums.push(total)
  }
  return {
    size: kept.length,
    pick: (random) => {
      if (kept.length === 0) throw new RangeError('Nothing to pick from: no entry has a weight.')
      const wanted = random.next() * total
      let low = 0
      let high = sums.length - 1
      while (low < high) {
        const middle = (low + high) >> 1
        if (sums[middle]! > wanted) high = middle
        else low = middle + 1
      }
      return kept[low]![0]
    },
  }
}

/** A shuffled copy (Fisher–Yates). */
export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const copy = [...list]
  for (let at = copy.length - 1; at > 0; at -= 1) {
    const other = random.between(0, at)
    const held = copy[at]!
    copy[at] = copy[other]!
    copy[other] = held
  }
  return copy
}

/** FNV-1a with a final avalanche, so that neighbouring keys ("offer 1", "offer 2") start far apart. */
function hash(key: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < key.length; at += 1) value = Math.imul(value ^ key.charCodeAt(at), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) | 0
}
