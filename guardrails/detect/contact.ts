import institutions from '../lexicon/institutions.json' with { type: 'json' }
import { matchesOf } from '../matches.ts'
import { isDigit, isWordUnit } from '../normalise.ts'
import { type Candidate, cueDistance, type Message, type Recogniser, standsAlone } from './recogniser.ts'

/** Email addresses, links to a person's page, handles. Telephone numbers are numbers: see identifiers. */
export const contact: Recogniser = {
  name: 'contact',
  find(message) {
    return [...emails(message), ...spelledEmails(message), ...links(message), ...handles(message)]
  },
}

const localUnit = (unit: number): boolean =>
  isWordUnit(unit) || unit === 0x2e || unit === 0x2d || unit === 0x5f || unit === 0x2b || unit === 0x25

/** Walks both ways from each at sign: linear, where a pattern would start again at every letter. */
function emails({ plain }: Message): Candidate[] {
  const found: Candidate[] = []
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
    found.push({ type: 'EMAIL', start: brokenLineStart(plain, start), end, score: 0.95 })
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

function spelledEmails({ plain }: Message): Candidate[] {
  const found: Candidate[] = []
  if (!/[ [({]arob|[[({] ?(?:at|chez|@)| (?:at|chez) /.test(plain)) return found
  for (const match of matchesOf(spelled, plain)) {
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
    found.push({ type: 'EMAIL', start, end: match.index + match[0].length, score: 0.97 })
  }
  return found
}

const link =
  /(?:https?:\/\/|www\.)[^\s<>"'()[\]{}]{2,300}|(?:linkedin|facebook|instagram|twitter|tiktok|github|gitlab|behance|malt|doyoubuzz|viadeo|linktr|snapchat|youtube|x|fb|t|wa|lnkd)\.(?:com|fr|org|ee|me|net|io|in)\/[^\s<>"'()[\]{}]{1,200}|[a-z0-9-]{2,60}\.(?:wixsite|wordpress|blogspot|github|gitlab|notion|canva|over-blog|webflow|netlify|vercel|tumblr|jimdofree|jimdo|weebly|carrd|free|e-monsite)\.(?:com|fr|io|site|app|net|co|page)(?:\/[^\s<>"'()[\]{}]{0,200})?/g
const personalHosts =
  /(?:^|\.)(?:linkedin|facebook|fb|instagram|twitter|x|tiktok|github|gitlab|behance|dribbble|malt|doyoubuzz|viadeo|linktr|snapchat|youtube|about|t|wa|wixsite|wordpress|blogspot|canva|notion|dropbox|calendly|pinterest|soundcloud|medium|discord|lnkd|over-blog|webflow|netlify|vercel|tumblr|jimdofree|carrd|vinted|leboncoin|copainsdavant|xing|deviantart|artstation|vimeo|e-monsite)\.[a-z]{2,5}$/
const personalPages =
  /(?:docs|drive|photos|sites)\.google\.|1drv\.ms|we\.tl|cv[.-]?(?:designr|en-ligne)|portfolio|\/cv|[?&](?:nom|name|email|user|prenom)=/
const institutionWords = new Set(institutions.hosts)
const institutionParts = institutions.parts

/** The words of the name, alone or two by two: "www.mission-locale.fr", "greta-lorraine.fr", "opco2i.fr". */
function isInstitution(name: string): boolean {
  const words = name.split(/[./-]/)
  return words.some(
    (word, index) =>
      institutionWords.has(word) ||
      institutionWords.has(`${word}-${words[index + 1]}`) ||
      institutionParts.some((part) => word.startsWith(part) || word.endsWith(part)),
  )
}

function links({ plain }: Message): Candidate[] {
  const found: Candidate[] = []
  // A full stop before a space only ends a sentence.
  if (!plain.includes('.') || !/\.\S|:\/\//.test(plain)) return found
  for (const match of matchesOf(link, plain)) {
    let start = match.index
    let end = start + match[0].length
    while (end > start && '.,;:!?'.includes(plain[end - 1]!)) end--
    if (isWordUnit(plain.charCodeAt(start - 1)) || plain[start - 1] === '@') continue
    while (
      start > 0 &&
      match.index - start < 20 &&
      (plain[start - 1] === '.' || isWordUnit(plain.charCodeAt(start - 1)))
    )
      start--
    const address = plain.slice(start, end).replace(/^https?:\/\//, '')
    const host = address.split(/[/?#:]/, 1)[0]!
    const path = address.slice(host.length)
    if (personalHosts.test(host) ? isInstitutionPage(path) : !personalPages.test(address) && isInstitution(host))
      continue
    found.push({ type: 'URL', start, end, score: 0.97 })
  }
  return found
}

/** On a social network: the front page, or the page of an organisation. */
const isInstitutionPage = (path: string): boolean =>
  path.length < 2 || /^\/(?:company|school|jobs|learning|groups|pages|hashtag|watch|playlist|embed|search)\b/.test(path)

const handleCue =
  /(?:\b(?:insta(?:gram)?|snap(?:chat)?|tik ?tok|twitter|telegram|discord|skype|pseudo|facebook|messenger|whatsapp|signal|threads|mastodon|compte|profil|identifiant|handle|username|user|fb|x)\b)/g

function handles({ plain, cased }: Message): Candidate[] {
  const found: Candidate[] = []
  for (let at = plain.indexOf('@'); at >= 0; at = plain.indexOf('@', at + 1)) {
    if (at > 0 && localUnit(plain.charCodeAt(at - 1))) continue
    let end = at + 1
    while (
      end < plain.length &&
      end - at < 40 &&
      (isWordUnit(plain.charCodeAt(end)) || plain[end] === '_' || plain[end] === '.' || plain[end] === '-')
    )
      end++
    while (end > at && '.-'.includes(plain[end - 1]!)) end--
    const name = plain.slice(at + 1, end)
    if (name.length < 3 || isInstitution(name) || officialHandles.test(name)) continue
    found.push({ type: 'HANDLE', start: at, end, score: 0.96 })
  }
  // "son insta : lea.93", "pseudo Discord kevin_du_62"
  for (const match of matchesOf(namedHandle, plain)) {
    const name = match[2]!
    const start = match.index + match[0].length - name.length
    let end = start + name.length
    while ('.-'.includes(plain[end - 1]!)) end--
    if (!standsAlone(plain, start, end) || isCommon(name)) continue
    const strong = /[_.:\d]/.test(plain.slice(start, end)) || /[:(]|pseudo/.test(match[1]!)
    if (!strong || cueDistance(plain, start, end, handleCue) > 25) continue
    if (/^[A-Z][a-z]+$/.test(cased.slice(start, end)) && !match[1]!.includes(':')) continue
    found.push({ type: 'HANDLE', start, end, score: 0.96 })
  }
  return found
}

const namedHandle =
  /\b((?:insta(?:gram)?|snap(?:chat)?|tik ?tok|twitter|telegram|discord|skype|pseudo(?:nyme)?|facebook|messenger|sur x)(?: ?(?:discord|insta|snap|skype|twitter|telegram|tiktok))?(?: (?:il|elle|je))?(?: (?:est|c'est|suis|sous|is))? ?[:(]? ?@?)((?:live:)?[a-z0-9][a-z0-9._-]{2,30}(?:#\d{4}(?!\d))?)/g
const officialHandles =
  /^(?:tous$|toutes?$|equipe$|distance$|home$|work$|domicile$|school$|online$|all$|here$|channel$|everyone$|francetravail|france_travail|pole_?emploi|afpa|cnil|ameli|caf|service_?public|gouv|mission_?locale|cap_?emploi|apec|media|import|param|override|font-face)/
const commonAfterCue = new Set(
  'est sur pour avec dans par qui pas compte profil page http https www com professionnel marketing est-ce ads'.split(
    ' ',
  ),
)
const isCommon = (name: string): boolean =>
  commonAfterCue.has(name) || (name.length < 4 && !isDigit(name.charCodeAt(name.length - 1)))
