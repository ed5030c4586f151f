/**
 * The text of a file whose encoding nobody declared rightly: a byte order mark decides, else the first bytes beyond ASCII do (UTF-8 when most
 * of them form it; otherwise Windows-1252, which reads Latin-1 too, or the old Macintosh set when the accents say so). An XML declaration is
 * not believed: files get re-encoded under it.
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
  if (formed >= broken) return new TextDecoder('utf-8')
  return new TextDecoder(isMacintosh(bytes) ? 'macintosh' : 'windows-1252')
}

/** French accents stand from 0xC0 in Windows-1252, and below 0xA0 on old Macintoshes, at places that French leaves empty in Windows-1252. */
function isMacintosh(bytes: Uint8Array): boolean {
  let windows = 0
  let macintosh = 0
  for (const byte of bytes) {
    if (byte >= 0xc0) windows += 1
    else if (MACINTOSH_ACCENTS.has(byte)) macintosh += 1
  }
  return macintosh > windows
}

/** É à â ç é è ê ë ù û */
const MACINTOSH_ACCENTS = new Set([0x83, 0x88, 0x89, 0x8d, 0x8e, 0x8f, 0x90, 0x91, 0x9d, 0x9e])
