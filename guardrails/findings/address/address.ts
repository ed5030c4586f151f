import type { Message, Word } from '../../detect/recogniser.ts'
import { markWords } from '../../detect/word-marks.ts'
import { months } from '../../language/calendar-names.ts'
import streets from '../../lexicon/streets.json' with { type: 'json' }
import { matchesOf } from '../../matches.ts'
import { isDigit, isWordUnit } from '../../normalise.ts'
import { labelled, type PersonalRoom, type Scored } from '../room.ts'
import written from './address.json' with { type: 'json' }

/** Postal addresses down to the street, as one span up to the city. A commune or a postcode alone stays: the search needs it. */
export const address: PersonalRoom = {
  ...written,
  label: labelled('ADRESSE', 'ADDRESS'),
  reads: { by: 'itself', find: (message) => [...streetAddresses(message), ...boxes(message)] },
}

const ways = markWords(streets.ways)
/** Ways that are also everyday words ("15 cours de français", "2 places"): they need a proof beside the number. */
const everyday = new Set(streets.everyday)
const particles = new Set(streets.particles)
const stops = new Set(streets.stops)
const numberSuffix = /^(?:bis|ter|quater|[a-h])$/
const postcode = /(?<!\d)(?:0[1-9]|[1-8]\d|9[0-578]|2[ab])\d{3}(?!\d)/g

const dwelling =
  /\b(?:habit(?:e|ent|ait|ant)|domicilie[es]?|demeur(?:e|ant)|resid(?:e|ant|ait)|loge|heberge[es]?|vit|adresse|addresse|adress|chez lui|domicile|lives?|living|address|resides|emmenage|demenage|installee?s?|au|a)\b[^.!?]{0,24}$/

function streetAddresses(message: Message): Scored[] {
  const { plain, cased } = message
  const words = message.words()
  const found: Scored[] = []
  for (let index = 0; index < words.length; index++) {
    const way = words[index]!
    // "Cosne-Cours-sur-Loire"
    if (!(way.marks & ways) || /[a-z]-$/.test(plain.slice(Math.max(0, way.start - 2), way.start))) continue
    const number = numberBefore(words, index, plain)
    const start = number ?? way.start
    if (found.length > 0 && start < found[found.length - 1]!.end) continue
    const before = plain.slice(Math.max(0, start - 40), start)
    const cued = dwelling.test(before)
    const short = way.plain.length <= 3 && way.plain !== 'rue'
    const end = streetEnd(words, index, plain, cased)
    const zone = plain.slice(way.end, Math.min(plain.length, way.end + 110))
    const code = firstPostcode(zone)
    const coded =
      code !== undefined &&
      !/[.;!?]\s/.test(
        zone.slice(0, code).replace(/^\.|\b(?:st|ste|av|bd|pl|rte|bat|appt?|all|imp|chem|res|esc|et)\. /g, ''),
      )
    if (number === undefined) {
      if (short || end === undefined) continue
      const named = hasProperName(words, index + 1, end)
      const strongCue =
        /\b(?:habit(?:e|ent|ait|ant)|vit|vivent|domicilie[es]?|demeur(?:e|ant)|resid(?:e|ant|ait)|loge|heberge[es]?|adresse(?: postale)?|lives?|living|address|domicile)\b[^.!?]{0,22}$/.test(
          before,
        )
      // "Rue de la Station 41, 7700 Mouscron"
      const abroad = named ? numberAfter.exec(cased.slice(end, end + 40)) : null
      if (abroad && !institution.test(before)) {
        found.push({ start, end: cityEnd(plain, cased, end + abroad[0].length), score: 0.85 })
        continue
      }
      if (
        !(coded && (named || strongCue) && !institution.test(before)) &&
        !(strongCue && (named || !everyday.has(way.plain)) && !institution.test(before))
      )
        continue
      if (coded && !strongCue && !named) continue
    } else {
      const hard = everyday.has(way.plain) || short
      const proof = coded || cued || (end !== undefined && hasProperName(words, index + 1, end))
      if (hard && !proof) continue
      if (hard && !coded && followedByCommon(words, index, plain)) continue
      if (end === undefined && !coded) continue
      if (
        /\b(?:reste|dispose|propose|suit|suivi|encore|il y a|avec|les?|ces|mes|ses|nos|vos|leurs) ?$/.test(before) &&
        hard &&
        !coded
      )
        continue
    }
    const span = coded ? cityEnd(plain, cased, way.end + code! + 5) : extendToCity(plain, cased, end ?? way.end)
    found.push({
      start: prefixStart(plain, start),
      end: span,
      score: number === undefined ? 0.8 : 0.94,
    })
  }
  return found
}

/** A number behind the street, then a postcode of another country. */
const numberAfter = /^,? (?:n° ?)?\d{1,4} ?[a-z]?, ?(?:[A-Z]{1,2}-)?\d{4,5}(?= [A-Z])/

const institution =
  /\b(?:agence|mairie|greta|afpa|cfa|centre|siege|locaux|lycee|ecole|organisme|entreprise|magasin|formation a lieu|formation se deroule|atelier|reunion|forum|salon|rdv|rendez-vous|mission locale|antenne)\b[^.!?]{0,34}$/

function firstPostcode(zone: string): number | undefined {
  postcode.lastIndex = 0
  const match = postcode.exec(zone)
  return match ? match.index : undefined
}

/** The start of "12", "12 bis", "12-14", "n° 12" before the way; undefined when no number stands there. */
function numberBefore(words: Word[], index: number, plain: string): number | undefined {
  let at = index - 1
  const near = (left: Word, right: Word): boolean =>
    right.start - left.end <= 3 && /^(?:[ ,\n-]{0,3}|\.)$/.test(plain.slice(left.end, right.start))
  if (at < 0 || !near(words[at]!, words[index]!)) return undefined
  if (numberSuffix.test(words[at]!.plain) && at > 0 && near(words[at - 1]!, words[at]!)) at--
  const number = words[at]!
  const worded = wordedNumbers.has(number.plain)
  if (!worded && !/^\d{1,4}(?:bis|ter|quater|[a-h])?$/.test(number.plain)) return undefined
  let start = number.start
  const range = words[at - 1]
  if (worded) {
    // "quatre-vingt-deux rue…"
    for (
      let tens = at;
      tens > 0 && tensWords.has(words[tens - 1]!.plain) && near(words[tens - 1]!, words[tens]!);
      tens--
    )
      start = words[tens - 1]!.start
  } else if (range && /^\d{1,4}$/.test(range.plain) && /^[-/]$/.test(plain.slice(range.end, number.start)))
    start = range.start
  else if (isDigit(plain.charCodeAt(start - 2)) && '.,/:'.includes(plain[start - 1]!)) return undefined
  return start
}
const tensWords = new Set(streets.tens)
const wordedNumbers = new Set(streets.numbers)

/** Where the name of the street ends, or undefined when no name follows the way. */
function streetEnd(words: Word[], index: number, plain: string, cased: string): number | undefined {
  let end: number | undefined
  let names = 0
  let capital = false
  for (let at = index + 1; at < words.length && at <= index + 9; at++) {
    const word = words[at]!
    const previous = words[at - 1]!
    const gap = plain.slice(previous.end, word.start)
    if (gap.length > 3 || !/^(?: |'|-| '|\. ?| ?- ?|\n ?| )$/.test(gap)) break
    if (gap.startsWith('.') && previous.plain.length > 4) break
    if (particles.has(word.plain)) {
      // "un hameau à douze kilomètres"
      if (
        names === 0 &&
        /^(?:a|et|en|au)$/.test(word.plain) &&
        words[at + 1]?.shape === 'lower' &&
        !/^la?$/.test(words[at + 1]!.plain)
      )
        break
      if (
        (word.plain === 'a' || word.plain === 'et' || word.plain === 'en' || word.plain === 'au') &&
        names > 0 &&
        !isStreetJoin(words, at, cased)
      )
        break
      continue
    }
    if (word.shape === 'mixed') {
      if (/^\d{1,2}(?:er)?$/.test(word.plain) && words[at + 1] && months.has(words[at + 1]!.plain)) {
        names++
        end = word.end
        continue
      }
      if (/^\d{4}$/.test(word.plain) && months.has(previous.plain)) end = word.end
      break
    }
    if (stops.has(word.plain) && word.shape === 'lower') break
    if (capital && word.shape === 'lower' && !months.has(word.plain)) break
    if (word.shape !== 'lower') capital = true
    else if (!capital && names >= 2) break
    names++
    end = word.end
    if (names >= 4) break
  }
  return end
}

const isStreetJoin = (words: Word[], at: number, cased: string): boolean => {
  const next = words[at + 1]
  return next !== undefined && words[at]!.plain === 'et' && next.shape === 'title' && cased[words[at]!.start] === 'e'
}

function hasProperName(words: Word[], from: number, end: number): boolean {
  for (let at = from; at < words.length && words[at]!.start < end; at++) {
    const word = words[at]!
    if ((word.shape === 'title' || word.shape === 'upper') && !particles.has(word.plain)) return true
    if (months.has(word.plain)) return true
  }
  return false
}

function followedByCommon(words: Word[], index: number, plain: string): boolean {
  const next = words[index + 1]
  if (!next || next.start - words[index]!.end > 2) return true
  const name = particles.has(next.plain) ? words[index + 2] : next
  if (!name) return true
  return name.shape === 'lower'
    ? stops.has(name.plain) || commonAfterEveryday.has(name.plain)
    : commonAfterEveryday.has(name.plain) || plain.length === 0
}
const commonAfterEveryday = new Set(streets.commonAfterEveryday)

/** "Appt 12, bât. B, rés. Les Lilas, " before the number belongs to the address. */
function prefixStart(plain: string, start: number): number {
  const from = Math.max(0, start - 70)
  const match = prefix.exec(plain.slice(from, start))
  return match && match[0].trim() !== '' ? from + match.index + (match[0].length - match[0].trimStart().length) : start
}
const prefix =
  /(?<![a-z0-9])(?:(?:centre d'affaires|maison|appt?|appart|appartement|apt|bat|batiment|immeuble|imm|esc|escalier|residence|res|porte|lot|hall|tour|etage|pk|apartment|flat)\b\.? ?(?:n° ?)?[a-z0-9' -]{1,28}[,\n ] ?|\d{1,2}(?:e|er|eme) etage ?,? ?){1,4}$/

/** After a postcode: the city, up to three words of one name, and CEDEX. */
function cityEnd(plain: string, cased: string, from: number): number {
  let index = from
  let end = from
  let words = 0
  while (words < 7) {
    const gap = /^(?: ?[,\n] ?| s\/ ?|[ -]|'| ')/.exec(plain.slice(index, index + 4))
    const at = index + (gap ? gap[0].length : 0)
    if (words > 0 && !gap) break
    let stop = at
    while (stop < plain.length && isWordUnit(plain.charCodeAt(stop))) stop++
    const word = plain.slice(at, stop)
    if (word === '') break
    if (word === 'cedex') {
      const number = /^ \d{1,2}(?!\d)/.exec(plain.slice(stop, stop + 4))
      return stop + (number ? number[0].length : 0)
    }
    const capital = cased[at] !== plain[at]
    const joinedHere = gap?.[0] === '-' || gap?.[0] === "'"
    if (/\d/.test(word)) {
      if (!(words > 0 && /^\d{1,2}$/.test(word) && gap?.[0] === ' ')) break
      end = stop
      break
    }
    if (!cityParticles.has(word)) {
      if (words > 0 && gap && /[,\n]/.test(gap[0])) break
      if (
        !capital &&
        !joinedHere &&
        words > 0 &&
        !cityParticles.has(
          plain
            .slice(Math.max(0, at - 6), at)
            .trim()
            .split(/[ '-]/)
            .at(-1) ?? '',
        )
      )
        break
      if (!capital && !joinedHere && stops.has(word)) break
      end = stop
    } else if (words > 0 && !capital && !joinedHere && !cityParticleFollowed(plain, cased, stop)) break
    words++
    index = stop
  }
  return end
}
const cityParticles = new Set(streets.cityParticles)
const cityParticleFollowed = (plain: string, cased: string, from: number): boolean => {
  const next = /^[ '-](?:(?:la|le|les|l)[ '-])?([a-z])/.exec(plain.slice(from, from + 8))
  if (!next) return false
  const at = from + next[0].length - 1
  return cased[at] !== plain[at]
}

/** ", Lyon" right after a street without a postcode. */
function extendToCity(plain: string, cased: string, end: number): number {
  const match = /^,? ?(?:\n ?)?([A-Z][A-Za-z]{2,20}(?:-[A-Za-z]{2,14}){0,4})(?= ?(?:[,.;)\n]|$))/.exec(
    cased.slice(end, end + 60),
  )
  return match && /^(?:, ?|,?\n)/.test(plain.slice(end, end + 2)) ? end + match[0].length : end
}

const box = /(?<![a-z0-9])(?:bp|cs|b\.p\.|boite postale|tsa) ?(?:n° ?)?\d{1,5}[ ,\n-]{1,3}/g
const hamlet =
  /(?<![a-z])(?:lieu[ -]?dit|hameau(?: de| du| des| d')?|ferme (?:de|du|des)|villa|domaine (?:de|du|des)|residence|hlm|foyer|camping|chrs|cada|cite|section|quartier|zac|z\.a\.c\.|zae?|zi|lotissement|morne|ravine|habitation|maison(?! d(?:e l'|e la|es|u) )|mas|hent|park|centre d'affaires|servitude|immeuble|allee|voie) "?([a-z' -]{2,40}),? ?(?:\n ?)?(?:(?:bat|esc|appt|apt|porte)\b[. ]{1,2}[a-z0-9]{1,4},? )?(?=(?:0[1-9]|[1-8]\d|9[0-578])\d{3}(?!\d) ?[a-z])/g
const statedHamlet =
  /\b(?:habite|vit|domiciliee?|demeure|reside|adresse ?:?) (?:au |a |a la |dans la |dans le |en )?((?:lieu[ -]?dit|hameau|residence|villa|ferme|domaine|batiment|bat\.|appartement|appt) [a-z0-9'" -]{3,60})/g

function boxes({ plain, cased, digits }: Message): Scored[] {
  const found: Scored[] = []
  // "2A100" has three digits of its own.
  const coded = digits().some(({ start, end }) => end - start === 5 || end - start === 3) ? plain : ''
  for (const match of matchesOf(box, coded)) {
    const after = match.index + match[0].length
    postcode.lastIndex = 0
    const code = postcode.exec(plain.slice(after, after + 6))
    if (code?.index === 0) found.push({ start: match.index, end: cityEnd(plain, cased, after + 5), score: 0.85 })
  }
  for (const match of matchesOf(hamlet, coded)) {
    found.push({
      start: prefixStart(plain, match.index),
      end: cityEnd(plain, cased, match.index + match[0].length + 5),
      score: 0.94,
    })
  }
  for (const match of matchesOf(statedHamlet, plain)) {
    const start = match.index + match[0].length - match[1]!.length
    let end = start
    for (const part of matchesOf(/[a-z0-9]+/g, match[1]!)) {
      const at = start + part.index
      if (stops.has(part[0]) && !cityParticles.has(part[0])) break
      if (part.index > 22 && cased[at] === plain[at] && !cityParticles.has(part[0])) break
      if (!cityParticles.has(part[0])) end = at + part[0].length
    }
    if (end - start > 8) found.push({ start, end, score: 0.8 })
  }
  return found
}
