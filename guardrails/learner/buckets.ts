/**
 * The bucket of a feature among 2^bits: FNV-1a over UTF-16 code units (for ASCII, the published function over bytes), its high bits folded
 * into the low ones. Source: Fowler, Noll, Vo, "The FNV Non-Cryptographic Hash Algorithm".
 */
export function bucketOf(feature: string, bits: number): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < feature.length; at += 1) hash = Math.imul(hash ^ feature.charCodeAt(at), 0x01000193)
  return ((hash >>> bits) ^ hash) & ((1 << bits) - 1)
}
