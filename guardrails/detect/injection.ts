import lexicon from '../findings/injection.json' with { type: 'json' }
import { hashOn } from '../learner/buckets.ts'
import { matchesOf } from '../matches.ts'
import { createPhrases, type Token } from './phrases.ts'
import type { Candidate, Recogniser } from './recogniser.ts'
import { isRehearsal, isReported } from './told.ts'

/** Words meant for a machine: orders to it, forged roles and markers. A second line; containment is the first. */
export const injection: Recogniser = {
  name: 'injection',
  find(message) {
    const tokens = message.words()
    const given = readOrders(tokens).filter(({ first, end }) => {
      const [from, to] = [tokens[first]!.start, tokens[end - 1]!.end]
      return !isReported(message, from) && !isRehearsal(message, from, to)
    })
    const found = given.map(
      ({ first, end }): Candidate => ({
        type: 'INJECTION',
        start: tokens[first]!.start,
        end: tokens[end - 1]!.end,
        score: 0.8,
      }),
    )
    const stuffed = repeated(tokens)
    if (stuffed) found.push(stuffed)
    found.push(...markers(message.plain))
    return joined(found)
  },
}

export const readOrders = createPhrases(
  Object.values(lexicon.phrases).flatMap((phrases) => phrases.map((pattern) => ({ pattern, tag: true }))),
  lexicon.classes,
)

const marker = new RegExp(
  lexicon.markup.map((literal) => literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|'),
  'g',
)

const markers = (plain: string): Candidate[] =>
  matchesOf(marker, plain).map(({ index, 0: { length } }) => ({
    type: 'INJECTION',
    start: index,
    end: index + length,
    score: 0.9,
  }))

/**
 * Words piled up for a machine: twelve in a row, three times over, which are two fifths of all that is said. A list of certificates whose names begin
 * alike says something else after each.
 */
function repeated(tokens: readonly Token[]): Candidate | undefined {
  if (tokens.length < fewestStuffed) return undefined
  /** Where a run was met last, and how often so far, by its hash. */
  const seen = new Map<number, { first: number; times: number }>()
  const hashes = tokens.map(({ plain }) => hashOn(0x811c9dc5, plain))
  let [length, hash] = [0, 0]
  for (let last = 0; last < tokens.length; last++) {
    length += tokens[last]!.plain.length + 1
    hash = (Math.imul(hash, 31) + hashes[last]!) | 0
    const first = last - run + 1
    if (first < 0) continue
    // A run of shorter words is a table of numbers or of initials.
    if (length > 48) {
      const met = seen.get(hash)
      const isSame = met && hashes.slice(first, last + 1).every((one, at) => one === hashes[met.first + at])
      const times = isSame ? met.times + 1 : 1
      seen.set(hash, { first, times })
      if (times >= 3 && times * run >= tokens.length * share)
        return { type: 'INJECTION', start: tokens[first]!.start, end: tokens[last]!.end, score: 0.7 }
    }
    length -= tokens[first]!.plain.length + 1
    hash = (hash - Math.imul(hashes[first]!, outgoing)) | 0
  }
  return undefined
}

const run = 12
/** Of all that is said: measured, honest lists of certificates stay below. */
const share = 0.4
/** What the first word of a run weighs in its hash once the run is whole: 31 to the power of 11, in 32 bits. */
const outgoing = Array<number>(run - 1)
  .fill(31)
  .reduce((product, factor) => Math.imul(product, factor), 1)

const fewestStuffed = 40

/** One attempt is told once, from its first sign to its last. */
function joined(found: readonly Candidate[]): Candidate[] {
  if (found.length === 0) return []
  return [
    {
      type: 'INJECTION',
      start: Math.min(...found.map(({ start }) => start)),
      end: Math.max(...found.map(({ end }) => end)),
      score: Math.max(...found.map(({ score }) => score)),
    },
  ]
}
