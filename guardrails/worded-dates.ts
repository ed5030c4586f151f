import { months } from './language/calendar-names.ts'
import type { Span } from './language/fold.ts'
import { wordedNumbers } from './language/numbers.ts'

/** The dates whose day is written in words in a folded text: "trois juin mille neuf cent…". */
export function wordedDates(plain: string): Span[] {
  const numbers = wordedNumbers(plain)
  return numbers.flatMap(({ start, end, value }, at) => {
    month.lastIndex = end
    if (value > 31 || !month.test(plain)) return []
    const after = month.lastIndex
    const year = numbers[at + 1]
    const follows = year && year.value > 20 && /^[^a-z]{1,3}$/.test(plain.slice(after, year.start))
    return [{ start, end: follows ? year.end : after }]
  })
}

const month = new RegExp(`[^a-z]{1,3}(?:${[...months].join('|')})(?![a-z])(?: \\d{4})?`, 'y')
