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
  const opening = new RegExp(`"${key}"\\s*:\\s*\\[$`)
  // What is open around the position: true for the array whose objects are wanted.
  const open: boolean[] = []
  let held = ''
  let from = 0
  let line = 1
  let startedOn = 1
  let inString = false
  let escaped = false
  let depthOfElement = -1
  let found = 0

  for await (const text of decode(chunks)) {
    const at = held.length
    held += text
    for (let index = at; index < held.length; index += 1) {
      const character = held[index]!
      if (character === '\n') line += 1
      if (inString) {
        if (escaped) escaped = false
        else if (character === '\\') escaped = true
        else if (character === '"') inString = false
        continue
      }
      if (character === '"') inString = true
      else if (character === '[') {
        const wanted = depthOfElement < 0 && (open.length === 0 || opening.test(held.slice(from, index + 1)))
        open.push(wanted)
        if (wanted) from = index + 1
      } else if (character === '{') {
        if (depthOfElement < 0 && open.at(-1) === true) {
          depthOfElement = open.length
          from = index
          startedOn = line
        }
        open.push(false)
      } else if (character === '}' || character === ']') {
        open.pop()
        if (open.length === depthOfElement) {
          found += 1
          yield parsed(held.slice(from, index + 1), startedOn)
          depthOfElement = -1
          from = index + 1
        }
      }
    }
    if (depthOfElement < 0) {
      // Enough of what came before to recognise the key when its bracket comes.
      const kept = Math.min(from, held.length) > held.length - key.length - 40 ? from : held.length - key.length - 40
      held = held.slice(kept)
      from = 0
    } else if (held.length - from > LONGEST_ELEMENT) {
      yield { refused: 'too-long', detail: 'an object longer than any record', line: startedOn }
      return
    } else {
      held = held.slice(from)
      from = 0
    }
  }
  if (depthOfElement >= 0) yield { refused: 'truncated', detail: 'the file ends inside an object', line: startedOn }
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
