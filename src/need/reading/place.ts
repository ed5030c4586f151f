import type { Area } from '../../places/areas.ts'
import type { Commune } from '../../places/commune.ts'
import { distanceKm } from '../../places/distance.ts'
import type { PlaceMention, Places } from '../../places/places.ts'
import type { CommuneRef } from '../criteria.ts'
import type { Ambiguity } from '../reading.ts'
import { denialBefore } from './cues.ts'
import type { Found, Message, Reader } from './message.ts'
import { plainPlaces } from './plain-places.ts'

/** Where. Of several places said, the one to go to counts and the home does not; two towns said together widen the radius. */
export function readPlace(...[message, context]: Parameters<Reader>): { found: Found[]; ambiguous?: Ambiguity } {
  const { places } = context
  const spots: Spot[] = []
  const refused: Found[] = []
  let ambiguous: Ambiguity | undefined
  for (const mention of places.findInText(message.original)) {
    const start = message.index(mention.start)
    const end = message.index(mention.end)
    if (message.isTaken(start, end) || !isPlace(message, mention, start)) continue
    const from = leadStart(message, start)
    message.take(from, end)
    const denial = denialBefore(message, from)
    if (denial === 'refused' && mention.kind !== 'area' && mention.resolution.kind === 'found') {
      const value = reference(mention.resolution.commune)
      refused.push({ criterion: 'refused', value: [{ criterion: 'near', value }], start: from, end })
    }
    if (denial !== 'none') continue
    const home = patterns.home.test(message.text.slice(Math.max(0, start - 40), start))
    if (mention.kind === 'area') {
      const spot = wholeArea(mention.area, places)
      if (spot) spots.push({ ...spot, start: from, end, home })
    } else if (mention.resolution.kind === 'ambiguous') {
      const candidates = mention.resolution.candidates.slice(0, 4).map(reference)
      ambiguous ??= { criterion: 'near', span: message.span(start, end), candidates }
    } else if (mention.resolution.kind === 'found') {
      spots.push({ commune: mention.resolution.commune, start: from, end, home })
    }
  }
  for (const { commune, area, start, end } of plainPlaces(message, places)) {
    const from = leadStart(message, start)
    message.take(from, end)
    if (denialBefore(message, from) !== 'none') continue
    const home = patterns.home.test(message.text.slice(Math.max(0, start - 40), start))
    const spot = commune ? { commune } : wholeArea(area!, places)
    if (spot) spots.push({ ...spot, start: from, end, home })
  }
  spots.sort((one, other) => one.start - other.start)
  if (spots.length > 0 && ambiguous) ambiguous = undefined
  return { found: [...refused, ...choose(message, spots, context)], ...(ambiguous && { ambiguous }) }
}

interface Spot {
  commune: Commune
  radiusKm?: number
  start: number
  end: number
  home: boolean
}

function choose(message: Message, spots: Spot[], { previous }: Parameters<Reader>[1]): Found[] {
  const wanted = spots.filter(({ home }) => !home)
  const [first, ...others] = wanted.length > 0 ? wanted : spots
  if (!first) return []
  const last = others.at(-1)
  const corrected = last && patterns.correction.test(message.text.slice(first.end, last.start))
  const main = corrected ? last : first
  const span = { start: main.start, end: main.end }
  const found: Found[] = [{ criterion: 'near', value: reference(main.commune), ...span }]
  if (main.radiusKm) found.push({ criterion: 'radiusKm', value: main.radiusKm, ...span, implied: true })
  else if (!corrected && others.length > 0) {
    const farthest = Math.max(...others.map((one) => distanceKm(main.commune, one.commune) + (one.radiusKm ?? 0)))
    // Farther apart, the second town is another search, not a wider one.
    if (farthest <= 60) found.push({ criterion: 'radiusKm', value: Math.ceil(farthest) + 5, ...span, implied: true })
  } else if (heldArea(previous)) found.push({ criterion: 'radiusKm', value: null, ...span, implied: true })
  return found
}

/** A radius that an earlier "dans le 59" implied goes with it. */
function heldArea(previous: Parameters<Reader>[1]['previous']): boolean {
  const near = previous.read.find(({ criterion }) => criterion === 'near')?.span
  const radius = previous.read.find(({ criterion }) => criterion === 'radiusKm')?.span
  return near !== undefined && near.start === radius?.start && near.end === radius.end
}

/**
 * A departement or region as the search understands it: its most populated commune and the radius that holds nineteen of its
 * twenty communes' inhabitants. Remembered, as it takes a look at every commune.
 */
function wholeArea(area: Area, places: Places): { commune: Commune; radiusKm: number } | undefined {
  const key = `${area.kind} ${area.code}`
  const perPlaces = knownAreas.get(places) ?? new Map<string, { commune: Commune; radiusKm: number }>()
  knownAreas.set(places, perPlaces)
  const known = perPlaces.get(key)
  if (known) return known
  const inside = places.communes.filter((one) => !one.parent && area.departements.includes(one.departement))
  const centre = inside.reduce((most, one) => (one.population > (most?.population ?? -1) ? one : most), inside[0])
  if (!centre) return undefined
  const reach = inside
    .map((one) => ({ km: distanceKm(centre, one), population: one.population }))
    .sort((one, other) => one.km - other.km)
  const total = reach.reduce((sum, { population }) => sum + population, 0)
  let held = 0
  const edge = reach.find(({ population }) => {
    held += population
    return held >= 0.95 * total
  })
  const made = { commune: centre, radiusKm: Math.max(5, Math.ceil((edge?.km ?? area.radiusKm) / 5) * 5) }
  perPlaces.set(key, made)
  return made
}

const knownAreas = new WeakMap<Places, Map<string, { commune: Commune; radiusKm: number }>>()

/** A lower-case name needs a word that leads to a place; a capital or a number is enough elsewhere. */
function isPlace(message: Message, mention: PlaceMention, start: number): boolean {
  const before = message.text.slice(Math.max(0, start - 24), start)
  if (patterns.notPlace.test(before)) return false
  if (patterns.lead.test(before)) return true
  return /^[\p{Lu}\d]/u.test(message.original.slice(mention.start, mention.start + 2))
}

function leadStart(message: Message, start: number): number {
  const from = Math.max(0, start - 40)
  const match = patterns.lead.exec(message.text.slice(from, start))
  return match ? from + match.index + (/^[\s,(]/.test(match[0]) ? 1 : 0) : start
}

const reference = (commune: Commune): CommuneRef => ({ code: commune.code, name: commune.name })

export const patterns = {
  lead: /(?:^|[\s,(/])(?:a|sur|vers|pres|pres de|pres d'|proche|proche de|autour|autour de|autour d'|aux alentours de|alentours de|du cote de|cote|secteur|secteur de|zone|bassin de|bassin|region de|region|agglo(?:meration)? de|metropole de|dans|en|au|aux|de|du|d'|depuis|pour|ou|et|near|in|around|at|departement|departement de|departement du|le|la|les|l'|dept)(?: (?:le|la|les|l'|de|du|des|d'))?[\s']*$/,
  home: /\b(?:habit\w{1,4}|domicilie\w{0,2}|reside\w{0,2}|vit|loge\w{0,2}|demeur\w{1,3}|originaire|lives?|living|based)(?: [a-z]{1,10})?(?: (?:a|sur|dans|en|au|in|de|d'|pres de))?[\s']*$/,
  notPlace:
    /\b(?:n[ée] a|greta|gretas|afpa|lycee|cfa|mission locale|cci|universite|ifsi|ecole|permis|caces|niveau|cap|pse|anglais|rue|avenue|agence|agence de|antenne de)[\s']*(?:de |d'|du )?$/,
  correction: /\b(?:non|finalement|pardon|enfin|plutot|en fait|sorry|actually)\b/,
}
