declare const redacted: unique symbol

/** Text that went through the guard. Nothing a person wrote reaches a model, a store, a log or a trace as another type. */
export type Redacted = string & { readonly [redacted]: true }

/**
 * Promises that `text` is redacted. Only guard.ts may call it, and src/record when it reads back what was stored
 * redacted; an architecture test holds that promise.
 */
export const mintRedacted = (text: string): Redacted => text as Redacted

/** A part of a redacted text is redacted. Offsets are UTF-16 code units, as in `slice`. */
export const excerpt = (text: Redacted, start: number, end: number): Redacted => mintRedacted(text.slice(start, end))

/** What stands for words that were cut out: a story's are nowhere kept, not even in memory. */
export const cutMark = '[…]'

/**
 * The text without these parts, `[…]` in their place, and where an offset of the whole stands in it. Parts are in order and apart; offsets are
 * UTF-16 code units, `end` excluded.
 */
export function cutOut(
  text: Redacted,
  parts: readonly { start: number; end: number }[],
): { text: Redacted; at: (offset: number) => number } {
  const kept = parts.map(({ start }, index) => text.slice(parts[index - 1]?.end ?? 0, start))
  const at = (offset: number) =>
    parts.reduce((moved, { start, end }) => {
      if (offset >= end) return moved - (end - start) + cutMark.length
      return offset > start ? moved - (offset - start) + cutMark.length : moved
    }, offset)
  return { text: mintRedacted([...kept, text.slice(parts.at(-1)?.end ?? 0)].join(cutMark)), at }
}

/** Joins redacted texts. The separator says nothing: whitespace and punctuation only, else a RangeError. */
export function joinRedacted(parts: readonly Redacted[], separator: string): Redacted {
  if (!saysNothing.test(separator)) throw new RangeError('A separator of redacted texts holds no letter and no digit.')
  return mintRedacted(parts.join(separator))
}

const saysNothing = /^[\s\p{P}\p{S}]*$/u
