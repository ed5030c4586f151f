import { type PersonalType, personal } from '../findings/findings.ts'
import type { Code, CueDistance, DigitRule, Numbered, NumberReading, Shape } from '../findings/room.ts'
import { matchesOf } from '../matches.ts'
import { isWordUnit } from '../normalise.ts'
import { type Places, placesOf } from '../parts.ts'
import { endOf, type Run, runsFrom } from './digit-runs.ts'
import { isImpersonal } from './impersonal.ts'
import { announcedBy, type CueFinder, createCueFinder } from './number-cues.ts'
import { type Candidate, type Message, type Recogniser, standsAlone } from './recogniser.ts'

/** Numbers that name a person or a bank account, by shape, check key and the words around them: what each room says of its own. */
export const numbers: Recogniser = {
  name: 'numbers',
  find(message, before) {
    const count = message.digits().reduce((sum, { start, end }) => sum + end - start, 0)
    if (count === 0) return []
    const cueFor = createCueFinder(message.plain)
    const codes = [...shapedCodes(message, count, cueFor), ...otherCodes(message)]
    return count < fewest ? codes : [...told(message, before, cueFor), ...codes]
  },
}

/** Digits of the shortest number that is told by its digits. */
const fewest = 6

const rooms = Object.entries(personal).flatMap(([type, { reads }]) =>
  reads.by === 'number' ? [{ type: type as PersonalType, ...(reads satisfies NumberReading) }] : [],
)

/** The rules for a number of so many digits, and the types that its nearest word could announce. */
const byLength = new Map<number, { rules: (DigitRule & Ruled)[]; types: PersonalType[] }>()
interface Ruled {
  type: PersonalType
  tail: RegExp | undefined
}
for (const { type, digits = [], cues, tail } of rooms) {
  for (const rule of digits) ofLength(rule.digits).rules.push({ ...rule, type, tail })
  for (const length of cues?.digits ?? []) ofLength(length).types.push(type)
}
function ofLength(length: number) {
  const known = byLength.get(length) ?? { rules: [], types: [] }
  byLength.set(length, known)
  return known
}

/** Numbers told by their digits, written in one or several groups. */
function told({ plain, digits }: Message, before: readonly Candidate[], cueFor: CueFinder): Candidate[] {
  const dialled = placesOf(before.filter(({ type }) => type === 'PHONE'))
  const found: Candidate[] = []
  const groups = digits()
  for (let first = 0; first < groups.length; ) {
    const best = begins(plain, groups[first]!.start)
      ? surestRun(runsFrom(groups, first, plain), plain, dialled, cueFor)
      : undefined
    if (best) found.push(best.candidate)
    first += best?.groups ?? 1
  }
  return found
}

/** No letter touches it, but the word that announces it: "n°", "FT1234567". */
const begins = (plain: string, start: number): boolean =>
  !isWordUnit(plain.charCodeAt(start - 1)) || announcing.test(plain.slice(Math.max(0, start - 6), start))
const announcing = /\b(?:n|no|num|ft|id|de|caf|siret|siren|nir)$/

interface Read {
  candidate: Candidate
  groups: number
}

/** Of the numbers that begin at one group, the surest, the longest of those that are read later. */
function surestRun(
  runs: readonly Run[],
  plain: string,
  dialled: Places<Candidate>,
  cueFor: CueFinder,
): Read | undefined {
  let best: Read | undefined
  for (const run of runs) {
    const [start, end] = [run.groups[0]!.start, endOf(run)]
    // A part of a telephone number is no identifier, whatever is said around it.
    if (isWordUnit(plain.charCodeAt(end)) || isPartOf(dialled, start, end)) continue
    const candidate = classified(run, plain, start, end, cueFor)
    if (candidate && (!best || candidate.score > best.candidate.score || run.groups.length > best.groups))
      best = { candidate, groups: run.groups.length }
  }
  return best
}

function classified(run: Run, plain: string, start: number, end: number, cueFor: CueFinder): Candidate | undefined {
  const known = byLength.get(run.joined.length)
  if (!known) return undefined
  const distance: CueDistance = (type, reach) => cueFor(type, start, end, reach)
  const number = { digits: run.joined, groups: run.groups.length, plain, start, end, distance }
  const nearest = announcedBy(known.types, distance, run.joined.length)
  const holding = known.rules.filter((rule) => holds(rule, number, nearest))
  if (holding.length === 0) return undefined
  const { type, score, tail } = holding.reduce((one, other) => (other.score > one.score ? other : one))
  return { type, score, start, end: end + (tail?.exec(plain.slice(end, end + 14))?.[0].length ?? 0) }
}

function holds(rule: DigitRule & Ruled, number: Numbered, nearest: PersonalType | undefined): boolean {
  if (rule.announced && nearest !== (rule.announced === true ? rule.type : rule.announced)) return false
  if (rule.key && !rule.key(number.digits)) return false
  if (rule.personal && isImpersonal(number.plain, number.start)) return false
  return rule.where?.(number) ?? true
}

/** It shares digits with a number and does not hold the whole of it. */
function isPartOf(numbers: Places<Candidate>, start: number, end: number): boolean {
  const first = numbers.at(start)
  const last = numbers.at(end - 1)
  return (first !== undefined && first.start < start) || (last !== undefined && (last.end > end || last.start < start))
}

/** Each pattern is read once, for all the types that it is a shape of. */
const shaped = new Map<RegExp, { shape: Shape; type: PersonalType }[]>()
for (const { type, shapes = [] } of rooms)
  for (const shape of shapes) shaped.set(shape.pattern, [...(shaped.get(shape.pattern) ?? []), { shape, type }])

function shapedCodes({ plain, cased }: Message, digits: number, cueFor: CueFinder): Candidate[] {
  const found: Candidate[] = []
  for (const [pattern, readers] of shaped) {
    const { fewestDigits = fewest, within } = readers[0]!.shape
    if (digits < fewestDigits || (within && !within.test(plain))) continue
    for (const match of matchesOf(pattern, plain)) {
      const [start, end] = [match.index, match.index + match[0].length]
      if (!standsAlone(plain, start, end)) continue
      const distance: CueDistance = (type, reach) => cueFor(type, start, end, reach)
      const code: Code = { match, text: match[0], start, end, plain, cased, distance }
      for (const { shape, type } of readers) {
        const score = shape.score(code)
        if (score !== undefined) found.push({ type, start, end, score })
      }
    }
  }
  return found
}

const otherCodes = (message: Message): Candidate[] =>
  rooms.flatMap(({ type, find }) => find?.(message).map((part) => ({ type, ...part })) ?? [])
