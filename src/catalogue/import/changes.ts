import { createHash } from 'node:crypto'
import type { Offer } from '../../item.ts'

/** What an import changed in its source. `withdrawn` offers were published before and no longer are. */
export interface Changes {
  added: number
  changed: number
  unchanged: number
  withdrawn: { count: number; first: { reference: string; title: string }[] }
}

const MOST_WITHDRAWN = 100

/**
 * The new offers against the former ones of the same source. Records that give no date of change bear `receivedAt`: one of them that is as it was
 * keeps the date since which it has been so.
 */
export function compared(
  former: Iterable<Offer>,
  offers: readonly Offer[],
  receivedAt: string,
): { changes: Changes; offers: Offer[] } {
  const before = new Map<string, { digest: string; title: string; updatedAt: string }>()
  for (const offer of former) {
    before.set(keyOf(offer), { digest: digestOf(offer), title: offer.title, updatedAt: offer.updatedAt })
  }
  const changes: Changes = { added: 0, changed: 0, unchanged: 0, withdrawn: { count: 0, first: [] } }
  const kept = offers.map((offer) => {
    const known = before.get(keyOf(offer))
    before.delete(keyOf(offer))
    if (!known) changes.added += 1
    else if (known.digest !== digestOf(offer)) changes.changed += 1
    else {
      changes.unchanged += 1
      return offer.updatedAt === receivedAt ? { ...offer, updatedAt: known.updatedAt } : offer
    }
    return offer
  })
  for (const [key, { title }] of before) {
    changes.withdrawn.count += 1
    const reference = key.slice(key.indexOf('\n') + 1)
    if (changes.withdrawn.first.length < MOST_WITHDRAWN) changes.withdrawn.first.push({ reference, title })
  }
  return { changes, offers: kept }
}

export function keyOf({ partner }: Offer): string {
  return `${partner.name}\n${partner.reference}`
}

/** Of everything that people read; the schema puts the fields in one order. */
function digestOf(offer: Offer): string {
  return createHash('sha256')
    .update(JSON.stringify({ ...offer, updatedAt: '' }))
    .digest('base64')
}
