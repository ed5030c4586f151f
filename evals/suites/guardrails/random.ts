/** A seeded source of choices: the same seed makes the same set on every machine. */
export interface Random {
  /** 0 included, `limit` excluded. */
  below: (limit: number) => number
  /** Both ends included. */
  between: (first: number, last: number) => number
  chance: (probability: number) => boolean
  pick: <T>(choices: readonly T[]) => T
  /** A string of `count` decimal digits, the first not zero unless `leadingZero`. */
  digits: (count: number, leadingZero?: boolean) => string
}

export const createRandom = (seed: string): Random => {
  let state = hashOf(seed) || 1
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    between: (first, last) => first + below(last - first + 1),
    chance: (probability) => next() < probability,
    pick: (choices) => choices[below(choices.length)]!,
    digits: (count, leadingZero = true) =>
      Array.from({ length: count }, (_, index) => (index === 0 && !leadingZero ? 1 + below(9) : below(10))).join(''),
  }
}

/** FNV-1a over UTF-16 code units, then a final mix so that neighbouring ids spread; unsigned 32 bits. */
export const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}
