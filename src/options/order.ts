/**
 * A number in [0, 1) that depends on nothing but the seed and the key (FNV-1a, then a murmur3 finaliser): the same seed gives the same
 * order everywhere, and no position can be earned.
 */
export function drawOf(seed: string, key: string): number {
  let hash = 0x811c9dc5
  for (const character of `${seed}\u0000${key}`) {
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/** Puts things in the order the seed says, whatever order they came in. */
export function shuffleBySeed<Thing>(things: readonly Thing[], seed: string, keyOf: (thing: Thing) => string): Thing[] {
  return [...things].sort(
    (one, other) => drawOf(seed, keyOf(one)) - drawOf(seed, keyOf(other)) || (keyOf(one) < keyOf(other) ? -1 : 1),
  )
}

/** The name of this way of choosing and ordering, kept in each turn: raised when the same inputs would no longer give the same options. */
export const orderPolicy = 'seeded-shuffle/3'
