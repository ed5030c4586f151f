import { hash } from './sketch.ts'
import { cityOf, type Traits } from './traits.ts'

/** Offers by what the same training would share. */
export interface Blocks {
  /** Those too large to tell anything apart. */
  crowded: ReadonlySet<number>
  /** Each pair once, the earlier offer first, with the block in which it met. */
  pairs(): Generator<{ between: readonly [number, number]; block: number }>
}

/**
 * Pairs that could be the same share a block. Blocks are facts that the same training would share:
 * place with a word of the title; place and day with hours or provider; certification with place or establishment. A block too large to
 * tell anything apart is left out; of titles, what such words hold meets by two of them.
 */
export function blocksAmong(all: readonly Traits[]): Blocks {
  const sizes = new Map<number, number>()
  const own = all.map((traits) => count(blocksOf(traits), sizes))
  const narrow = all.map((traits) => count(narrowBlocksOf(traits, sizes), sizes))
  const crowded = new Set([...sizes].flatMap(([key, size]) => (size > LARGEST_BLOCK ? [key] : [])))

  function* pairs(): ReturnType<Blocks['pairs']> {
    const blocks = new Map<number, number[]>()
    const met = new Int32Array(all.length).fill(-1)
    for (const [at, keys] of own.entries()) {
      for (const key of [...keys, ...narrow[at]!]) {
        if (sizes.get(key)! < 2 || crowded.has(key)) continue
        const block = blocks.get(key)
        if (!block) {
          blocks.set(key, [at])
          continue
        }
        for (const earlier of block) {
          if (met[earlier] === at) continue
          met[earlier] = at
          yield { between: [earlier, at], block: key }
        }
        block.push(at)
      }
    }
  }

  return { crowded, pairs }
}

/** Keys are hashes: two blocks that meet by chance cost a few comparisons and join nothing. */
function count(keys: readonly number[], sizes: Map<number, number>): number[] {
  const distinct = [...new Set(keys)]
  for (const key of distinct) sizes.set(key, (sizes.get(key) ?? 0) + 1)
  return distinct
}

function blocksOf(traits: Traits): number[] {
  const { provider, hours, starts, certification, group, source } = traits
  const keys = [hash(source)]
  if (group) keys.push(hash(group, BY.group))
  const codes = Object.entries(certification).map(([register, code]) => hash(code, hash(register)))
  for (const place of placesOf(traits)) {
    for (const word of traits.title.words) keys.push(wordKey(place, word))
    for (const code of codes) keys.push(hash(place, code))
    for (const start of starts) {
      const day = hash(start, hash(place))
      if (hours) keys.push(hash(String(hours), day))
      for (const word of provider.name) keys.push(hash(word.slice(0, PREFIX), day))
    }
  }
  for (const uai of provider.uais) for (const code of codes) keys.push(hash(uai, code))
  return keys
}

function narrowBlocksOf(traits: Traits, sizes: ReadonlyMap<number, number>): number[] {
  return placesOf(traits).flatMap((place) => {
    const crowded = traits.title.words
      .map((word) => wordKey(place, word))
      .filter((key) => sizes.get(key)! > LARGEST_BLOCK)
      .sort((a, b) => a - b)
    return crowded.flatMap((one, at) => crowded.slice(at + 1).map((other) => hash(String(one), other)))
  })
}

/** Of that kind of offer. Cities stand for their arrondissements. */
function placesOf({ kind, communes, modality }: Traits): string[] {
  const places = communes.length > 0 ? [...new Set(communes.map(cityOf))] : [modality]
  return places.map((place) => `${kind} ${place}`)
}

const wordKey = (place: string, word: string): number => hash(word.slice(0, PREFIX), hash(place, BY.word))

const BY = { group: 1, word: 2 } as const
/** Letters of a word that an abbreviation keeps. */
const PREFIX = 4
const LARGEST_BLOCK = 120
