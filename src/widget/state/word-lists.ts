/**
 * A long list of words told by what each one adds to the one before it: a capital for how many first letters they share (A is none),
 * then the rest. Alphabetical lists travel a fifth lighter, once compressed. Exact, in the order given.
 */
export function packWords(list: readonly string[]): string {
  let previous = ''
  let packed = ''
  for (const word of list) {
    const shared = sharedStart(previous, word)
    packed += String.fromCharCode(none + shared) + word.slice(shared)
    previous = word
  }
  return packed
}

/** The list again. */
export function unpackWords(packed: string): string[] {
  let previous = ''
  const words = packed.match(/[A-Z][^A-Z]*/g) ?? []
  return words.map((word) => {
    previous = previous.slice(0, word.charCodeAt(0) - none) + word.slice(1)
    return previous
  })
}

/** Several lists as one in alphabetical order; a name that stands in two keeps the mark (+ or *) of the later, as when they are read in turn. */
export function mergeNames(lists: readonly unknown[]): string[] {
  const byName = new Map<string, string>()
  for (const list of lists) {
    for (const name of list as string[]) byName.set(name.replace(/[*+]{1,2}$/, ''), name)
  }
  return [...byName.values()].sort()
}

/** Long enough to gain by it (measured: short lists travel better as they are), and without the capitals that pack it. */
export const isPackable = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 300 && value.every((word) => /^[^A-Z ]+$/.test(word))

const none = 'A'.charCodeAt(0)

function sharedStart(one: string, other: string): number {
  let length = 0
  while (length < 25 && length < one.length && one[length] === other[length]) length++
  return length
}
