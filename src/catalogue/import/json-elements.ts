import { decode } from './decode.ts'
import type { Imported } from './format.ts'
import { isRecord } from './json-records.ts'

type Element = { record: Readonly<Record<string, unknown>>; line: number }
type Broken = Omit<Extract<Imported, { refused: string }>, 'position'> & { line: number }

/** UTF-16 units; bounds the memory that one element can take. */
const LONGEST_ELEMENT = 4_000_000

/**
 * The objects of a JSON document, one in memory at a time: the elements of the array that the document is, or of the array under `key` of the
 * object that it is. Several documents may follow each other, as pages of an answer do when they are saved to one file.
 */
export async function* jsonElements(chunks: AsyncIterable<Uint8Array>, key: string): AsyncIterable<Element | Broken> {
  /** What is open around the position, outermost first. */
  const open: ('object' | 'list' | 'wanted')[] = []
  /** The last string outside of elements: before the bracket of a list in an object it is the list's name. */
  let name = ''
  let inString = false
  let escaped = false
  let line = 1
  /** An element that grew too long keeps its depth, and loses its text. */
  let element: { text: string; line: number; depth: number; tooLong?: true } | undefined
  let found = 0

  for await (const text of decode(chunks)) {
    let from = 0
    for (let at = 0; at < text.length; at += 1) {
      const character = text[at]!
      if (character === '\n') line += 1
      if (inString) {
        if (escaped) escaped = false
        else if (character === '\\') escaped = true
        else if (character === '"') inString = false
        if (!element && inString && name.length <= key.length) name += character
      } else if (character === '"') {
        inString = true
        if (!element) name = ''
      } else if (character === '[') {
        open.push(!element && (open.length === 0 || name === key) ? 'wanted' : 'list')
      } else if (character === '{') {
        if (!element && open.at(-1) === 'wanted') {
          element = { text: '', line, depth: open.length }
          from = at
        }
        open.push('object')
      } else if (character === '}' || character === ']') {
        open.pop()
        if (element?.depth === open.length) {
          found += 1
          if (!element.tooLong) yield parsed(element.text + text.slice(from, at + 1), element.line)
          element = undefined
        }
      }
    }
    if (!element || element.tooLong) continue
    element.text += text.slice(from)
    if (element.text.length > LONGEST_ELEMENT) {
      yield { refused: 'too-long', detail: 'an object longer than any record', line: element.line }
      element = { ...element, text: '', tooLong: true }
    }
  }
  if (element) yield { refused: 'truncated', detail: 'the file ends inside an object', line: element.line }
  else if (open.length > 0) yield { refused: 'truncated', detail: 'the file ends before its last bracket', line }
  else if (found === 0) yield { refused: 'malformed', detail: `no objects under "${key}"`, line: 1 }
}

function parsed(text: string, line: number): Element | Broken {
  try {
    const value: unknown = JSON.parse(text)
    if (isRecord(value)) return { record: value, line }
  } catch {
    // The parser's own message quotes the text, which may hold anything.
  }
  return { refused: 'malformed', detail: 'not JSON', line }
}
