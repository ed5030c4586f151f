/** A stretch of a text, end excluded. */
export interface Part {
  start: number
  end: number
}

/** Looks parts up by place, in a time that does not grow with the text. Parts do not overlap. */
export interface Places<Kind extends Part> {
  /** The part that holds the unit at `index`. */
  at(index: number): Kind | undefined
  /** The last part that ends at `index` or before. */
  before(index: number): Kind | undefined
  /** The first part that starts at `index` or after. */
  after(index: number): Kind | undefined
  /** Whether a part shares a unit with `start..end`. */
  touch(start: number, end: number): boolean
}

export function placesOf<Kind extends Part>(parts: readonly Kind[]): Places<Kind> {
  const inOrder = parts.length < 2 ? parts : parts.toSorted((one, other) => one.start - other.start)
  /** How many parts start before `index`. */
  const startedBefore = (index: number): number => {
    let low = 0
    let high = inOrder.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (inOrder[middle]!.start < index) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    at(index) {
      const last = inOrder[startedBefore(index + 1) - 1]
      return last && last.end > index ? last : undefined
    },
    before(index) {
      const count = startedBefore(index)
      const last = inOrder[count - 1]
      return last && last.end > index ? inOrder[count - 2] : last
    },
    after: (index) => inOrder[startedBefore(index)],
    touch(start, end) {
      const last = inOrder[startedBefore(end) - 1]
      return last !== undefined && last.end > start
    },
  }
}
