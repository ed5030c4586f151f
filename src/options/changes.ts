import type { Locale } from '../../guardrails/finding.ts'
import type { Item, ItemSession } from '../item.ts'
import { typeset } from './french.ts'

/** What has become of an offer since it was shown: gone from the catalogue, begun, full, or told otherwise on one of its facts. */
export type Change = 'gone' | 'begun' | 'full' | 'free-again' | 'dates' | 'price' | 'place' | 'hours'

/** `now` is the record of today, undefined where the catalogue has it no more. What neither record says has not changed. */
export function changesOf(
  then: Item,
  now: Item | undefined,
  { since, today }: { since: string; today: string },
): Change[] {
  if (!now) return ['gone']
  const before = ahead(then, since)
  const after = ahead(now, today)
  if (before.length > 0 && after.length === 0 && !now.entry) return ['begun']
  return [
    ...(isFull(after) && !isFull(before) ? ['full' as const] : []),
    ...(!isFull(after) && isFull(before) ? ['free-again' as const] : []),
    // A date that passed by itself is no change of the offer.
    ...(same(startsOf(before, today), startsOf(after, today)) ? [] : ['dates' as const]),
    ...(same([then.price, then.remainingCost], [now.price, now.remainingCost]) ? [] : ['price' as const]),
    ...(same(townsOf(then), townsOf(now)) && then.modality === now.modality ? [] : ['place' as const]),
    ...(then.hours === now.hours && then.schedule === now.schedule ? [] : ['hours' as const]),
  ]
}

const ahead = ({ sessions }: Item, day: string): ItemSession[] => sessions.filter(({ start }) => start >= day)
const isFull = (sessions: readonly ItemSession[]): boolean =>
  sessions.length > 0 && sessions.every(({ seats }) => seats === 0)
const startsOf = (sessions: readonly ItemSession[], day: string): string[] =>
  sessions.map(({ start }) => start).filter((start) => start >= day)
const townsOf = ({ places }: Item): string[] => places.map(({ commune }) => commune.code).sort()
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** "Depuis le 29 novembre : C est complète. Le reste n'a pas changé." */
export function sayChanges(
  changed: readonly { letter: string; changes: readonly Change[] }[],
  { since, locale }: { since: string; locale: Locale },
): string {
  const words = wordings[locale]
  const said = changed.flatMap(({ letter, changes }) => changes.map((change) => words.changes[change](letter)))
  const rest = changed.some(({ changes }) => changes.length === 0)
  const day = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${since}T12:00:00Z`))
  const told = said.length === 0 ? words.nothing : `${said.join('. ')}.${rest ? ` ${words.rest}` : ''}`
  const whole = `${words.since(locale === 'fr' ? day.replace(/^1 /, '1er ') : day)} ${told}`
  return locale === 'fr' ? typeset(whole) : whole
}

type Says = Record<Change, (letter: string) => string>
const wordings: Record<Locale, { since(day: string): string; nothing: string; rest: string; changes: Says }> = {
  fr: {
    since: (day) => `Depuis le ${day} :`,
    nothing: "rien n'a changé.",
    rest: "Le reste n'a pas changé.",
    changes: {
      gone: (letter) => `${letter} n'est plus dans le catalogue`,
      begun: (letter) => `${letter} a commencé, sans autre date connue`,
      full: (letter) => `${letter} est complète`,
      'free-again': (letter) => `${letter} a de nouveau des places`,
      dates: (letter) => `${letter} a d'autres dates`,
      price: (letter) => `${letter} a un autre prix`,
      place: (letter) => `${letter} se passe ailleurs`,
      hours: (letter) => `${letter} a une autre durée ou d'autres horaires`,
    },
  },
  en: {
    since: (day) => `Since ${day}:`,
    nothing: 'nothing has changed.',
    rest: 'The rest has not changed.',
    changes: {
      gone: (letter) => `${letter} is no longer in the catalogue`,
      begun: (letter) => `${letter} has begun, with no other known date`,
      full: (letter) => `${letter} is full`,
      'free-again': (letter) => `${letter} has seats again`,
      dates: (letter) => `${letter} has other dates`,
      price: (letter) => `${letter} has another price`,
      place: (letter) => `${letter} takes place elsewhere`,
      hours: (letter) => `${letter} has another length or other hours`,
    },
  },
}
