/** SHA-256 of a text in UTF-8, in hexadecimal: synchronous and without any platform API, unlike crypto.subtle. Source: FIPS 180-4. */
export function sha256(text: string): string {
  const bytes = new TextEncoder().encode(text)
  const blocks = ((bytes.length + 8) >> 6) + 1
  const words = new Uint32Array(blocks * 16)
  for (let index = 0; index < bytes.length; index++) words[index >> 2]! |= bytes[index]! << (24 - (index & 3) * 8)
  words[bytes.length >> 2]! |= 0x80 << (24 - (bytes.length & 3) * 8)
  words[words.length - 1] = bytes.length * 8
  const state = Uint32Array.from(initial)
  const schedule = new Uint32Array(64)
  for (let block = 0; block < words.length; block += 16) {
    schedule.set(words.subarray(block, block + 16))
    for (let round = 16; round < 64; round++) {
      const early = schedule[round - 15]!
      const late = schedule[round - 2]!
      const mixedEarly = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)
      const mixedLate = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10)
      schedule[round] = schedule[round - 16]! + mixedEarly + schedule[round - 7]! + mixedLate
    }
    compress(state, schedule)
  }
  return [...state].map((word) => word.toString(16).padStart(8, '0')).join('')
}

function compress(state: Uint32Array, schedule: Uint32Array): void {
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let round = 0; round < 64; round++) {
    const choice = (e & f) ^ (~e & g)
    const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + constants[round]! + schedule[round]!) | 0
    const majority = (a & b) ^ (a & c) ^ (b & c)
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  for (const [index, value] of [a, b, c, d, e, f, g, h].entries()) state[index]! += value
}

const turn = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits))

// The standard's constants are the fractional parts of square and cube roots of the first primes.
const primes = Array.from({ length: 312 }, (_, index) => index + 2)
  .filter((candidate, _, all) => !all.some((smaller) => smaller < candidate && candidate % smaller === 0))
  .slice(0, 64)
const fraction = (root: number): number => Math.floor((root - Math.floor(root)) * 2 ** 32)
const initial = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))
const constants = primes.map((prime) => fraction(Math.cbrt(prime)))
