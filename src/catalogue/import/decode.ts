/**
 * The text of a file whose encoding nobody declared rightly: a byte order mark decides, else the first bytes beyond ASCII do (UTF-8 when most
 * of them form it, Windows-1252 otherwise, which reads Latin-1 too). An XML declaration is not believed: files get re-encoded under it.
 */
export async function* decode(chunks: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  let decoder: TextDecoder | undefined
  let begun = false
  let waiting: Uint8Array = new Uint8Array(0)
  for await (const chunk of chunks) {
    if (decoder) {
      yield decoder.decode(chunk, { stream: true })
      continue
    }
    let bytes = joined(waiting, chunk)
    waiting = bytes
    if (!begun) {
      if (bytes.length < MARK_LENGTH) continue
      begun = true
      decoder = markedDecoder(bytes)
    }
    if (!decoder) {
      const beyond = bytes.findIndex((byte) => byte > 0x7f)
      yield ascii.decode(beyond < 0 ? bytes : bytes.subarray(0, beyond))
      bytes = waiting = beyond < 0 ? new Uint8Array(0) : bytes.subarray(beyond)
      // A character of UTF-8 takes up to four bytes: fewer could be one cut in two.
      if (bytes.length < 4) continue
      decoder = guessedDecoder(bytes)
    }
    waiting = new Uint8Array(0)
    yield decoder.decode(bytes, { stream: true })
  }
  decoder ??= markedDecoder(waiting) ?? guessedDecoder(waiting)
  yield decoder.decode(waiting)
}

const MARK_LENGTH = 3
const ascii = new TextDecoder('windows-1252')

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

function markedDecoder(bytes: Uint8Array): TextDecoder | undefined {
  const [first, second, third] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le')
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be')
  return first === 0xef && second === 0xbb && third === 0xbf ? new TextDecoder('utf-8') : undefined
}

function guessedDecoder(bytes: Uint8Array): TextDecoder {
  let formed = 0
  let broken = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]!
    if (byte < 0x80) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1
    const rest = bytes.subarray(at + 1, at + length)
    if (length > 1 && rest.every((next) => next >> 6 === 0b10)) {
      formed += 1
      at += rest.length
    } else broken += 1
  }
  return new TextDecoder(formed >= broken ? 'utf-8' : 'windows-1252')
}
