import { isInstitution } from '../detect/institution-names.ts'
import { localUnit } from '../detect/mail-units.ts'
import { cueDistance, type Message, standsAlone } from '../detect/recogniser.ts'
import institutions from '../lexicon/institutions.json' with { type: 'json' }
import { matchesOf } from '../matches.ts'
import { isDigit, isWordUnit } from '../normalise.ts'
import written from './handle.json' with { type: 'json' }
import { labelled, type PersonalRoom, type Scored } from './room.ts'

/** The name of an account. */
export const handle: PersonalRoom = {
  ...written,
  label: labelled('PSEUDO', 'HANDLE'),
  reads: { by: 'itself', find: (message) => [...signedHandles(message), ...namedHandles(message)] },
}

const handleCue =
  /(?:\b(?:insta(?:gram)?|snap(?:chat)?|tik ?tok|twitter|telegram|discord|skype|pseudo|facebook|messenger|whatsapp|signal|threads|mastodon|compte|profil|identifiant|handle|username|user|fb|x)\b)/g

/** "@lea_martin" */
function signedHandles({ plain }: Message): Scored[] {
  const found: Scored[] = []
  for (let at = plain.indexOf('@'); at >= 0; at = plain.indexOf('@', at + 1)) {
    if (at > 0 && localUnit(plain.charCodeAt(at - 1))) continue
    const name = plain.slice(at + 1, handleEnd(plain, at))
    if (name.length < 3 || isInstitution(name) || officialHandles.test(name)) continue
    found.push({ start: at, end: at + 1 + name.length, score: 0.96 })
  }
  return found
}

function handleEnd(plain: string, at: number): number {
  let end = at + 1
  while (end - at < 40 && (isWordUnit(plain.charCodeAt(end)) || /^[_.-]$/.test(plain[end] ?? ''))) end++
  while (end > at && '.-'.includes(plain[end - 1]!)) end--
  return end
}

/** "son insta : lea.93", "pseudo Discord kevin_du_62" */
function namedHandles({ plain, cased }: Message): Scored[] {
  const found: Scored[] = []
  for (const match of matchesOf(namedHandle, plain)) {
    const [whole, cue, name] = match as unknown as [string, string, string]
    const start = match.index + whole.length - name.length
    let end = start + name.length
    while ('.-'.includes(plain[end - 1]!)) end--
    if (!standsAlone(plain, start, end) || isCommon(name)) continue
    const strong = /[_.:\d]/.test(plain.slice(start, end)) || /[:(]|pseudo/.test(cue)
    if (!strong || cueDistance(plain, start, end, handleCue) > 25) continue
    if (!cue.includes(':') && /^[A-Z][a-z]+$/.test(cased.slice(start, end))) continue
    found.push({ start, end, score: 0.96 })
  }
  return found
}

const namedHandle =
  /\b((?:insta(?:gram)?|snap(?:chat)?|tik ?tok|twitter|telegram|discord|skype|pseudo(?:nyme)?|facebook|messenger|sur x)(?: ?(?:discord|insta|snap|skype|twitter|telegram|tiktok))?(?: (?:il|elle|je))?(?: (?:est|c'est|suis|sous|is))? ?[:(]? ?@?)((?:live:)?[a-z0-9][a-z0-9._-]{2,30}(?:#\d{4}(?!\d))?)/g
const officialHandles =
  /^(?:tous$|toutes?$|equipe$|distance$|home$|work$|domicile$|school$|online$|all$|here$|channel$|everyone$|francetravail|france_travail|pole_?emploi|afpa|cnil|ameli|caf|service_?public|gouv|mission_?locale|cap_?emploi|apec|media|import|param|override|font-face)/
const commonAfterCue = new Set(institutions.afterNetworks)
const isCommon = (name: string): boolean =>
  commonAfterCue.has(name) || (name.length < 4 && !isDigit(name.charCodeAt(name.length - 1)))
