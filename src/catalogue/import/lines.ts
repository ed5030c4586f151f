import { decode } from './decode.ts'

export interface Line {
  text: string
  /** From 1. */
  number: number
  /** False for a last line without its line end: the file may have been cut there. */
  ended: boolean
  /** True when more than `LONGEST_LINE` was left out. */
  cut: boolean
}

/** UTF-16 units; a record of a training is a few thousand. Bounds the memory that one file can take. */
export const LONGEST_LINE = 4_000_000

/** The lines that hold something. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Line> {
  let held = ''
  let cut = false
  let number = 1
  for await (const text of decode(chunks)) {
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      const line = cut ? held : held + text.slice(from, end)
      if (line.trim() !== '') yield { text: line, number, ended: true, cut }
      held = ''
      cut = false
      number += 1
      from = end + 1
    }
    if (!cut) held += text.slice(from)
    if (held.length > LONGEST_LINE) {
      held = held.slice(0, 200)
      cut = true
    }
  }
  if (held.trim() !== '') yield { text: held, number, ended: false, cut }
}
