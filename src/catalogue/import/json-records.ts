import type { Imported, Position } from './format.ts'
import { type Line, linesOf } from './lines.ts'

/** Each line as a JSON object, or why it is none. */
export async function* jsonRecords(
  chunks: AsyncIterable<Uint8Array>,
): AsyncIterable<
  { record: Readonly<Record<string, unknown>>; position: Position } | Extract<Imported, { refused: string }>
> {
  let record = 0
  for await (const line of linesOf(chunks)) {
    record += 1
    const position = { record, line: line.number }
    const parsed = parse(line)
    yield 'record' in parsed ? { record: parsed.record, position } : { ...parsed, position }
  }
}

function parse(
  line: Line,
): { record: Readonly<Record<string, unknown>> } | Omit<Extract<Imported, { refused: string }>, 'position'> {
  if (line.cut) return { refused: 'too-long', detail: 'the line is longer than any record' }
  let value: unknown
  try {
    value = JSON.parse(line.text)
  } catch {
    // The parser's own message quotes the line, which may hold anything.
    return line.ended
      ? { refused: 'malformed', detail: 'not JSON' }
      : { refused: 'truncated', detail: 'the last line is not whole JSON' }
  }
  return isRecord(value) ? { record: value } : { refused: 'malformed', detail: 'not a JSON object' }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
