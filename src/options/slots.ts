import { overlaps } from '../../guardrails/language/fold.ts'
import type { Claim } from './option.ts'

/** What a sentence may leave for us to fill: `c3.date` and the like, and the words of the claim that stand there. */
export type Slots = ReadonlyMap<string, string>

/**
 * The facts of a claim that are never for a model to write: dates, times, amounts, lengths, names, what the catalogue says in its own words.
 * `says` is the claim with those facts taken out, each in its slot; two of a kind are numbered ("hours", "hours2"). The values are excerpts of
 * the claim, letter by letter, so that a slot filled says what the claim said.
 */
export function slotsOf(
  id: string,
  { text, evidence }: Pick<Claim, 'text' | 'evidence'>,
): { says: string; slots: Slots } {
  const slots = new Map<string, string>()
  const name = (kind: string): string => {
    for (let count = 1; ; count += 1) {
      const called = `${id}.${kind}${count > 1 ? count : ''}`
      if (!slots.has(called)) return called
    }
  }
  const isPlace = evidence.some(({ field }) => places.test(field))
  const spans = kinds
    .filter(({ kind }) => kind !== 'place' || isPlace)
    .flatMap(({ kind, says }) =>
      [...text.matchAll(says)].map((found) => {
        const [start, end] = found.indices!.groups!.value!
        return { kind, start, end }
      }),
    )
  let says = ''
  let from = 0
  // The first kind that takes a stretch keeps it: "17 h 30" is a time, not 17.
  const kept = spans.filter((one, at) => !spans.slice(0, at).some((other) => overlaps(one, other)))
  kept.sort((one, other) => one.start - other.start)
  for (const { kind, start, end } of kept) {
    const called = name(kind)
    slots.set(called, text.slice(start, end))
    says += `${text.slice(from, start)}{${called}}`
    from = end
  }
  // A year or a level within what is quoted may be told alone.
  for (const { kind, start, end } of spans.filter((one) => one.kind !== 'quote' && !kept.includes(one))) {
    if (!isPart(kept, start, end)) continue
    slots.set(name(kind), text.slice(start, end))
  }
  for (const [called, value] of [...slots]) {
    const month = called.includes('.date') && /\p{L}{3,}/u.exec(value)?.[0]
    if (month) slots.set(called.replace('.date', '.month'), month)
  }
  return { says: says + text.slice(from), slots }
}

/** Fills the slots of a sentence; undefined where one names nothing that its claims hold. */
export function filled(text: string, slots: Slots): string | undefined {
  let isKnown = true
  const made = text.replaceAll(slot, (_, called: string) => {
    const value = slots.get(called)
    isKnown &&= value !== undefined
    return value ?? ''
  })
  return isKnown && !/[{}]/.test(made) ? made : undefined
}

/** The names of the slots that a text leaves. */
export const slotsIn = (text: string): string[] => [...text.matchAll(slot)].map(([, called]) => called!)

/** The same with nothing in the slots but what the catalogue says in its own words: what is left is the words of whoever wrote it. */
export const emptied = (text: string, slots: Slots): string =>
  text.replaceAll(slot, (_, called: string) => (/\.quote\d*$/.test(called) ? (slots.get(called) ?? ' ') : ' '))

/** What stands in a sentence letter by letter as a slot of its claims would fill it is that slot. */
export function slotted(text: string, slots: Slots): string {
  let made = text.replaceAll(slot, '{$1}')
  for (const [called, value] of [...slots].sort(([, one], [, other]) => other.length - one.length)) {
    if (/\d/.test(value)) made = made.replace(new RegExp(spaced(value), 'g'), `{${called}}`)
  }
  return made
}

/** Any space for any other: amounts are typeset with spaces that do not break. */
const spaced = (value: string): string =>
  `(?<![\\d{.])${value.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s/g, '\\s?')}(?!\\d)`

const isPart = (kept: readonly { kind: string; start: number; end: number }[], start: number, end: number): boolean =>
  kept.some((one) => one.kind === 'quote' && one.start <= start && end <= one.end)

/** With or without the value that stood beside its name when it was sent. */
const slot = /\{([A-Za-z]+\d*\.[a-z]+\d*)(?:=[^{}]*)?\}/g
const places = /^\/(?:places|distanceKm|near)/
const space = '[ \\u00a0\\u202f]'
const amount = `\\d+(?:[ \\u00a0\\u202f,.]\\d+)*`
const town = `\\p{Lu}[\\p{L}'’-]+(?:${space}(?:\\p{Lu}[\\p{L}'’-]+|\\d+er?))*`
const month =
  'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|January|February|March|April|May|June|July|August|September|October|November|December'

const kind = (name: string, pattern: string) => ({ kind: name, says: new RegExp(pattern, 'dgu') })

/** In the order in which they take a stretch. */
const kinds = [
  kind('quote', '(?<value>[«“][^»”]+[»”](?:, [«“][^»”]+[»”])*)'),
  kind('date', `(?<value>\\b\\d{1,2}(?:er)?${space}(?:${month})${space}\\d{4})`),
  kind(
    'time',
    `(?<value>\\b(?:de|from)${space}\\d{1,2}(?:${space}h(?:${space}\\d{2})?|:\\d{2})${space}(?:à|to)${space}\\d{1,2}(?:${space}h(?:${space}\\d{2})?|:\\d{2}))`,
  ),
  kind('price', `(?<value>€${amount}|${amount}${space}?€)`),
  kind('distance', `(?<value>\\b${amount}${space}km)`),
  kind('rate', `(?<value>\\b${amount}${space}?%)`),
  kind('hours', `(?<value>\\b${amount}${space}(?:heures?|hours?))\\b`),
  kind('seats', `(?<value>\\b${amount}${space}(?:places?|seats?))\\b`),
  kind('age', `(?<value>\\b\\d{2}(?:${space}(?:à|to)${space}\\d{2})?${space}(?:ans|years))\\b`),
  kind('count', `(?<value>\\b${amount}${space}(?:personnes?|people))\\b`),
  kind('code', '(?<value>\\b(?:RNCP|RS)\\d+)'),
  kind('level', `\\b(?:[nN]iveau|level)${space}(?<value>\\d)\\b`),
  kind('from', `(?<=${space}km${space})(?:[dD]e|[dD]u|from|of)${space}(?<value>${town})`),
  kind('place', `(?<!\\p{L})(?:(?:[dD]e|[dD]u|[àÀ]|[aA]ux?|[iI]n|of|from)${space}|[dD]['’])(?<value>${town})`),
  kind('quote', ` ?:${space}(?<value>[^{}]+)\\.$`),
] as const
