import { localUnit } from '../detect/mail-units.ts'
import type { Message } from '../detect/recogniser.ts'
import { matchesOf } from '../matches.ts'
import { isWordUnit } from '../normalise.ts'
import written from './email.json' with { type: 'json' }
import { labelled, type PersonalRoom, type Scored } from './room.ts'

/** Written with its sign, or spelled: "arobase", "[at]". */
export const email: PersonalRoom = {
  ...written,
  label: labelled('COURRIEL', 'EMAIL'),
  reads: { by: 'itself', find: (message) => [...emails(message), ...spelledEmails(message)] },
}

function emails({ plain }: Message): Scored[] {
  const found: Scored[] = []
  for (let at = plain.indexOf('@'); at >= 0; at = plain.indexOf('@', at + 1)) {
    const part = emailAround(plain, at)
    if (part) found.push(part)
  }
  return found
}

/** Walks both ways from an at sign: linear, where a pattern would start again at every letter. */
function emailAround(plain: string, at: number): Scored | undefined {
  const before = plain[at - 1] === ' ' ? at - 1 : at
  const domain = plain[at + 1] === ' ' ? at + 2 : at + 1
  let start = walk(plain, before, -1, localUnit)
  let end = walk(plain, domain, 1, domainUnit)
  if (start === before) return undefined
  while (end > domain && '.-'.includes(plain[end - 1]!)) end--
  while (start < before && '.-'.includes(plain[start]!)) start++
  if (end - domain < 2 || start === before) return undefined
  const spaced = before < at || domain > at + 1
  if (spaced && !/\.[a-z]{2,}$/.test(plain.slice(domain, end))) return undefined
  return { start: brokenLineStart(plain, start), end, score: 0.95 }
}

/** How far units go on from a place, backwards or forwards, 80 at most. */
function walk(plain: string, from: number, step: 1 | -1, goesOn: (unit: number) => boolean): number {
  let at = from
  while (Math.abs(at - from) < 80 && goesOn(plain.charCodeAt(step > 0 ? at : at - 1))) at += step
  return at
}

const domainUnit = (unit: number): boolean => isWordUnit(unit) || unit === 0x2e || unit === 0x2d

/** An address cut by a line break: "prenom\nnom@…". */
function brokenLineStart(plain: string, start: number): number {
  if (plain[start - 1] !== '\n') return start
  let from = start - 1
  while (from > 0 && start - from < 40 && localUnit(plain.charCodeAt(from - 1))) from--
  const fragment = plain.slice(from, start - 1)
  // Of the name or the telephone number above, the end is none of it.
  if (!/[a-z]/.test(fragment) || !/[._-]$/.test(fragment)) return start
  return from === 0 || plain[from - 1] === ' ' ? from : start
}

// "arobase", "[at]", "(chez)"… then at least one "point", "[dot]" or dot.
const spelled =
  /[ ]?(?:\[ ?(?:at|arobase?|chez|@) ?\]|\( ?(?:at|arobase?|chez|@) ?\)|\{ ?(?:at|arobase?) ?\}| arob(?:ase|as|aze)?| at | chez )[ ]?([a-z0-9-]{1,40})((?:(?: ?\[ ?(?:dot|point|pt) ?\] ?| ?\( ?(?:dot|point|pt) ?\) ?| point | dot |\.)[a-z0-9-]{2,30}){1,3})/g

const topLevel = / (?:com|fr|net|org|eu|info|re|be|ch|io|example)$|\.[a-z]{2,}$/

function spelledEmails({ plain }: Message): Scored[] {
  const found: Scored[] = []
  if (!/[ [({]arob|[[({] ?(?:at|chez|@)| (?:at|chez) /.test(plain)) return found
  for (const match of matchesOf(spelled, plain)) {
    // "un poste chez Orange point de vente": in words that say something else too, the last one names a part of the network.
    if (/^ ?(?:chez|at) /.test(match[0]) && !topLevel.test(match[0])) continue
    const start = spelledStart(plain, match.index)
    if (start < match.index) found.push({ start, end: match.index + match[0].length, score: 0.97 })
  }
  return found
}

/** Up to five words of the part before the sign: "marie point dupont arobase…" */
function spelledStart(plain: string, before: number): number {
  let start = before
  for (let words = 0; words < 5; words++) {
    const from = start
    while (start > 0 && before - start < 64 && localUnit(plain.charCodeAt(start - 1))) start--
    const joint = start === from ? null : spelledJoint.exec(plain.slice(Math.max(0, start - 18), start))
    if (!joint || words === 4) break
    start -= joint[0].length
  }
  return start
}

const spelledJoint =
  /(?: point | dot | tiret | tiret (?:du )?(?:bas|6|huit|haut) | underscore | souligne | ?\[(?:dot|point)\] ?| ?\((?:dot|point)\) ?)$/
