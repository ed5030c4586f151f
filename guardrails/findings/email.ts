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

/** Walks both ways from each at sign: linear, where a pattern would start again at every letter. */
function emails({ plain }: Message): Scored[] {
  const found: Scored[] = []
  for (let at = plain.indexOf('@'); at >= 0; at = plain.indexOf('@', at + 1)) {
    let before = at
    while (before > 0 && plain[before - 1] === ' ' && at - before < 1) before--
    let start = before
    while (start > 0 && before - start < 80 && localUnit(plain.charCodeAt(start - 1))) start--
    if (start === before) continue
    let end = at + 1
    const spaced = plain[end] === ' '
    if (spaced) end++
    const domain = end
    while (
      end < plain.length &&
      end - domain < 80 &&
      (isWordUnit(plain.charCodeAt(end)) || plain[end] === '.' || plain[end] === '-')
    )
      end++
    while (end > domain && (plain[end - 1] === '.' || plain[end - 1] === '-')) end--
    while (start < before && (plain[start] === '.' || plain[start] === '-')) start++
    if (end - domain < 2 || start === before) continue
    if ((before < at || spaced) && !/\.[a-z]{2,}$/.test(plain.slice(domain, end))) continue
    found.push({ start: brokenLineStart(plain, start), end, score: 0.95 })
  }
  return found
}

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
    const before = match.index
    let start = before
    let words = 0
    for (;;) {
      const from = start
      while (start > 0 && before - start < 64 && localUnit(plain.charCodeAt(start - 1))) start--
      if (start === from) break
      words++
      // "marie point dupont arobase…"
      const dotted =
        /(?: point | dot | tiret | tiret (?:du )?(?:bas|6|huit|haut) | underscore | souligne | ?\[(?:dot|point)\] ?| ?\((?:dot|point)\) ?)$/.exec(
          plain.slice(Math.max(0, start - 18), start),
        )
      if (!dotted || words > 4) break
      start -= dotted[0].length
    }
    if (start === before) continue
    found.push({ start, end: match.index + match[0].length, score: 0.97 })
  }
  return found
}
