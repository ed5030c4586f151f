import { isInstitution } from '../detect/institution-names.ts'
import type { Message } from '../detect/recogniser.ts'
import { matchesOf } from '../matches.ts'
import { isWordUnit } from '../normalise.ts'
import { labelled, type PersonalRoom, type Scored } from './room.ts'
import written from './url.json' with { type: 'json' }

/** Links to a person's page. */
export const url: PersonalRoom = {
  ...written,
  label: labelled('LIEN', 'LINK'),
  reads: { by: 'itself', find: links },
}

const link =
  /(?:https?:\/\/|www\.)[^\s<>"'()[\]{}]{2,300}|(?:linkedin|facebook|instagram|twitter|tiktok|github|gitlab|behance|malt|doyoubuzz|viadeo|linktr|snapchat|youtube|x|fb|t|wa|lnkd)\.(?:com|fr|org|ee|me|net|io|in)\/[^\s<>"'()[\]{}]{1,200}|[a-z0-9-]{2,60}\.(?:wixsite|wordpress|blogspot|github|gitlab|notion|canva|over-blog|webflow|netlify|vercel|tumblr|jimdofree|jimdo|weebly|carrd|free|e-monsite)\.(?:com|fr|io|site|app|net|co|page)(?:\/[^\s<>"'()[\]{}]{0,200})?/g
const personalHosts =
  /(?:^|\.)(?:linkedin|facebook|fb|instagram|twitter|x|tiktok|github|gitlab|behance|dribbble|malt|doyoubuzz|viadeo|linktr|snapchat|youtube|about|t|wa|wixsite|wordpress|blogspot|canva|notion|dropbox|calendly|pinterest|soundcloud|medium|discord|lnkd|over-blog|webflow|netlify|vercel|tumblr|jimdofree|carrd|vinted|leboncoin|copainsdavant|xing|deviantart|artstation|vimeo|e-monsite)\.[a-z]{2,5}$/
const personalPages =
  /(?:docs|drive|photos|sites)\.google\.|1drv\.ms|we\.tl|cv[.-]?(?:designr|en-ligne)|portfolio|\/cv|[?&](?:nom|name|email|user|prenom)=/
function links({ plain }: Message): Scored[] {
  const found: Scored[] = []
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
    found.push({ start, end, score: 0.97 })
  }
  return found
}

/** On a social network: the front page, or the page of an organisation. */
const isInstitutionPage = (path: string): boolean =>
  path.length < 2 || /^\/(?:company|school|jobs|learning|groups|pages|hashtag|watch|playlist|embed|search)\b/.test(path)
