/**
 * The bucket of a feature among 2^bits: FNV-1a over UTF-16 code units (for ASCII, the published function over bytes), its high bits folded
 * into the low ones. Source: Fowler, Noll, Vo, "The FNV Non-Cryptographic Hash Algorithm".
 */
export function bucketOf(feature: string, bits: number): number {
  const hash = hashOn(0x811c9dc5, feature)
  return ((hash >>> bits) ^ hash) & ((1 << bits) - 1)
}

/** The beginning of features, hashed once: what follows is hashed letter by letter, with no string made of both. */
export interface Prefix {
  text: string
  hash: number
}

export const prefix = (text: string): Prefix => ({ text, hash: hashOn(0x811c9dc5, text) })

/** As many as there are texts, each in its place. */
export const prefixes = <const Texts extends readonly string[]>(texts: Texts) =>
  texts.map(prefix) as { [Place in keyof Texts]: Prefix }

/** The bucket of `prefix`, `one` and, where there is another, a space and `two`. */
export function bucketOfParts(prefix: Prefix, one: string, two: string | undefined, bits: number): number {
  let hash = hashOn(prefix.hash, one)
  if (two !== undefined) hash = hashOn(Math.imul(hash ^ 0x20, 0x01000193), two)
  return ((hash >>> bits) ^ hash) & ((1 << bits) - 1)
}

/** FNV-1a, from where `hash` stands. */
export function hashOn(hash: number, text: string): number {
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash
}
