import { createRandom } from '../../src/catalogue/demonstration/random.ts'
import type { Item, ItemSession } from '../../src/item.ts'

/**
 * As many items as asked, made one by one from the demonstration's: each round through them moves places and dates and rewords titles and
 * summaries, the same way every time. A million is never held whole.
 */
export function* scaledItems(base: readonly Item[], count: number): Generator<Item> {
  for (let number = 0; number < count; number += 1) {
    const item = base[number % base.length]!
    const round = Math.floor(number / base.length)
    yield round === 0 ? item : varied(item, round, base)
  }
}

function varied(item: Item, round: number, base: readonly Item[]): Item {
  const random = createRandom(`${item.id} ${round}`)
  const other = random.pick(base)
  return {
    ...item,
    id: `${item.id}-${round}`,
    title: `${item.title}${random.pick(qualifiers)}`,
    summary: `${item.summary} ${other.summary.slice(0, random.between(0, 120))}`,
    places: item.places.length > 0 && other.places.length > 0 ? other.places : item.places,
    sessions: item.sessions.map((session) => later(session, random.between(0, 150))),
    partners: item.partners.map((partner) => ({ ...partner, reference: `${partner.reference}-${round}` })),
  }
}

const qualifiers = ['', ' en soirée', ' en alternance', ' – parcours renforcé', ' (initiation)', ' – remise à niveau']

function later(session: ItemSession, days: number): ItemSession {
  const moved = (date: string) => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
  return { ...session, start: moved(session.start), ...(session.end && { end: moved(session.end) }) }
}
