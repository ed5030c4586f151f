import type { Item, Offer } from '../item.ts'
import { nameWords } from './deduplication/traits.ts'
import type { Group } from './groups.ts'

/**
 * The items, those without a SIRET with the body that their school's number (UAI) stands for: the SIREN that other sources write beside it,
 * where both call it alike, or the number itself. A school is one provider then, whatever its sources write of it.
 */
export function withBodies(groups: readonly Pick<Group, 'item' | 'offers'>[]): Item[] {
  const bodies = new Map<string, { siren: string; words: Set<string> } | 'several'>()
  for (const { item, offers } of groups) {
    const siren = item.provider.siret?.slice(0, SIREN_LENGTH)
    const uai = uaiOf(offers)
    if (!siren || !uai) continue
    const known = bodies.get(uai)
    // A training centre and the school that houses it may share a number: then it tells of neither.
    if (known !== undefined && (known === 'several' || known.siren !== siren)) bodies.set(uai, 'several')
    else bodies.set(uai, { siren, words: new Set([...(known?.words ?? []), ...wordsOf(item)]) })
  }
  return groups.map(({ item, offers }) => {
    const uai = uaiOf(offers)
    if (item.provider.siret || !uai) return item
    const known = bodies.get(uai)
    const isOne = known !== undefined && known !== 'several' && wordsOf(item).some((word) => known.words.has(word))
    return { ...item, provider: { ...item.provider, body: isOne ? known.siren : uai } }
  })
}

const SIREN_LENGTH = 9

/** Of one school: some partners list those of all their sites. */
function uaiOf(offers: readonly Offer[]): string | undefined {
  const told = new Set(offers.flatMap(({ declared }) => declared?.uai?.split(',') ?? []))
  return told.size === 1 ? [...told][0] : undefined
}

const wordsOf = ({ provider, places }: Item): string[] =>
  nameWords(
    provider.name,
    places.map(({ commune }) => commune.name),
  )
