import { type Item, isLead, type Lead } from '../item.ts'
import { readTitle } from './deduplication/title.ts'

/**
 * The items, with what this catalogue knows of each lead: the schools that prepare the same diploma, by its number in the register or, where
 * either gives none, by what it is called.
 */
export function withSchools(items: readonly Item[]): Item[] {
  if (!items.some(isLead)) return [...items]
  const preparing = new Map<string, Item[]>()
  for (const item of items) {
    if (isLead(item) || item.kind !== 'training' || item.places.length === 0) continue
    for (const key of keysOf(item)) {
      const known = preparing.get(key)
      if (known) known.push(item)
      else preparing.set(key, [item])
    }
  }
  return items.map((item) => (isLead(item) ? { ...item, lead: leadOf(keysOf(item), preparing) } : item))
}

function leadOf(keys: readonly string[], preparing: ReadonlyMap<string, readonly Item[]>): Lead {
  const found = [...new Set(keys.flatMap((key) => preparing.get(key) ?? []))]
  const schools = found.map(({ id, provider, places }) => ({
    item: id,
    provider: provider.name,
    commune: places[0]!.commune,
  }))
  // A code of commune begins with its département: those listed are spread over the country.
  const ordered = schools.sort((a, b) => (a.commune.code + a.item < b.commune.code + b.item ? -1 : 1))
  const step = Math.max(1, Math.floor(ordered.length / MOST_LISTED))
  return { count: ordered.length, schools: ordered.filter((_, at) => at % step === 0).slice(0, MOST_LISTED) }
}

const MOST_LISTED = 8

function keysOf({ title, certification }: Item): string[] {
  const { words, diploma = '' } = readTitle(title)
  const called = words.length > 0 && diploma !== '' ? `${diploma} ${[...words].sort().join(' ')}` : undefined
  return [certification?.rncp, called].filter((key) => key !== undefined)
}
