import type { Area } from '../../places/areas.ts'
import type { Commune } from '../../places/commune.ts'
import { distanceKm } from '../../places/distance.ts'
import { nameKey } from '../../places/name-key.ts'
import type { PlaceMention, Places } from '../../places/places.ts'
import { resolveAmong } from '../../places/resolution.ts'
import type { Criteria } from '../criteria.ts'
import { isOnlyPlace } from '../only-place.ts'
import { denialBefore, isOfOthers, startsOver } from '../reading/cues.ts'
import type { Found, Message, Reader, ReadingContext } from '../reading/message.ts'
import { isBesideNeed, isNote } from '../reading/stances.ts'
import { asked, doubtOf, type PlaceDoubt, reference } from './doubt.ts'
import { reachFrom, wholeArea } from './whole-area.ts'

/**
 * Where. Of several places said, the one to go to counts and the home does not; two towns said together widen the radius. A place that
 * is not understood is never dropped: without another one to go to, it is asked which is meant.
 */
export const readNear: Reader = (message, context) => {
  const { places } = context
  const said = held.get(message) ?? holdPlaces(message, context)
  const answer = answerIn(message, said, context)
  if (answer) return answer
  const all = listed(
    said.flatMap((mention) => spotOf(mention, message, places)),
    message,
  )
  const refused = all
    .filter(isPlaced)
    .filter(({ role }) => role === 'refused')
    .map(refusalOf)
  const spots = settled(
    all.filter(({ role }) => role !== 'refused'),
    startsOver(message) ? { places } : { places, previous: context.previous },
  )
  const sought = foremost(spots)
  const [doubt] = sought.flatMap(({ doubt }) => doubt ?? [])
  // A name that nothing bears may be a company's: it is asked about only where no other place was said.
  const isOpen = doubt?.because === 'unknown' ? !spots.some(isPlaced) : !sought.some(isPlaced)
  if (doubt && isOpen) return [...refused, { doubt }]
  return [...refused, ...choose(message, spots.filter(isPlaced), context)]
}

/**
 * The places that a message names, for `readNear`. "Oloron-Sainte-Marie" and "Saint-Mars-du-Désert" are held together: no other reader
 * takes a word out of them.
 */
export function holdPlaces(message: Message, { places }: ReadingContext): PlaceMention[] {
  // English words are a letter away from towns as French ones are ("nanny", Nancy), and no list has them.
  const said = places
    .findInText(message.original)
    .filter(
      (mention) =>
        message.language === 'fr' ||
        !('misspelt' in mention && mention.misspelt) ||
        /\p{Lu}/u.test(message.original[mention.start]!),
    )
  for (const { start, end, kind } of said) {
    if (kind !== 'unknown' && /\s|-/.test(message.original.slice(start, end)))
      message.hold(message.index(start), message.index(end))
  }
  held.set(message, said)
  return said
}

const held = new WeakMap<Message, PlaceMention[]>()

/** A place as the search understands it, or what is not sure about it. */
interface Spot {
  start: number
  end: number
  role: Role
  commune?: Commune
  /** Of an area, or of a place that has an extent: what it takes to hold it from the commune. */
  radiusKm?: number
  area?: Area
  corrected?: Found['corrected']
  doubt?: PlaceDoubt
  /** All that bear the name, where one is not surely meant. */
  namesakes?: readonly Commune[]
}

/** What a place is to the search, foremost first: where to go, home, where the person worked, whose office it is, how far to go at most, where others are. */
const roles = ['sought', 'home', 'past', 'office', 'reach', 'others'] as const
type Role = (typeof roles)[number] | 'refused'
type Placed = Spot & { commune: Commune }

const foremost = <One extends Spot>(spots: readonly One[]): One[] =>
  roles.map((role) => spots.filter((one) => one.role === role)).find(({ length }) => length > 0) ?? []

const refusalOf = ({ commune, start, end }: Placed): Found => ({
  criterion: 'refused',
  value: [{ criterion: 'near', value: reference(commune) }],
  start,
  end,
})

const isPlaced = (spot: Spot): spot is Placed => spot.commune !== undefined

/** A place that is said to be left, or where an organisation has its name from is none. */
function spotOf(mention: PlaceMention, message: Message, places: Places): Spot[] {
  const start = message.index(mention.start)
  const end = message.index(mention.end)
  const before = message.text.slice(Math.max(0, start - 40), start)
  if (message.isTaken(start, end) || patterns.notPlace.test(before)) return []
  // "Melle [PERSONNE_1]" is how she is called.
  if (/^\.? ?\[personne/.test(message.text.slice(end, end + 12))) return []
  const from = leadStart(message, start)
  message.take(from, end)
  const denial = denialBefore(message, from)
  if (denial === 'refused' || patterns.refusedAfter.test(message.text.slice(end, end + 24))) {
    // Where it says just one town: an area has others in it that may do.
    if (mention.kind !== 'commune' || mention.resolution.kind !== 'found') return []
    return [{ start: from, end, role: 'refused', commune: mention.resolution.commune }]
  }
  if (denial !== 'none' || patterns.left.test(before) || patterns.notGoing.test(before)) return []
  // What is told beside the need is not worth a question.
  const isDoubtful = mention.kind === 'unknown' || (mention.kind === 'commune' && mention.resolution.kind !== 'found')
  if (isDoubtful && isNote(message) && isBesideNeed(message, 'place', { start, end })) return []
  const spot = { start: from, end, role: roleOf(message, start, end) }
  const span = message.span(start, end)
  const said = message.excerpt(start, end)
  if (mention.kind === 'unknown') {
    return [{ ...spot, doubt: { criterion: 'near', because: 'unknown', span, said, candidates: [] } }]
  }
  if (mention.kind === 'known') return [{ ...spot, commune: mention.place.commune, radiusKm: mention.place.radiusKm }]
  if (mention.kind === 'area') {
    const whole = wholeArea(mention.area, places)
    return whole ? [{ ...spot, ...whole, area: mention.area }] : []
  }
  if (mention.resolution.kind === 'found') {
    return [{ ...spot, commune: mention.resolution.commune, ...(mention.misspelt && { corrected: said }) }]
  }
  const because = mention.misspelt ? 'misspelt' : 'namesakes'
  const candidates = mention.resolution.kind === 'ambiguous' ? mention.resolution.candidates : []
  const doubt = doubtOf({ because, span, said }, candidates)
  return [{ ...spot, doubt, ...(because === 'namesakes' && { namesakes: candidates }) }]
}

function roleOf(message: Message, start: number, end: number): Role {
  const clause = message.text.slice(Math.max(message.clauseAt(start).start, start - farBefore), start)
  // "Résidence : Gisors".
  if (patterns.home.test(message.text.slice(Math.max(0, start - 40), start))) return 'home'
  if (patterns.reachAfter.test(message.text.slice(end, end + 24))) return 'reach'
  if (patterns.reach.test(clause)) return 'reach'
  if (isOfOthers(clause)) return 'others'
  return (['office', 'past'] as const).find((role) => patterns[role].test(clause)) ?? 'sought'
}

/** How much of its clause tells what a place is: some forty words. */
const farBefore = 240

/** "Jusqu'à Vesoul ou Belfort", "accepte Fort-de-France, Le Lamentin": how far one may go holds for the whole list. */
function listed(spots: readonly Spot[], { text }: Message): Spot[] {
  const goingOn: Spot[] = []
  for (const spot of spots) {
    const last = goingOn.at(-1)
    const isListed =
      last?.role === 'reach' && spot.role === 'sought' && patterns.list.test(text.slice(last.end, spot.start))
    goingOn.push(isListed ? { ...spot, role: 'reach' } : spot)
  }
  return goingOn
}

/**
 * Of namesakes, the one that another place of the message lies beside is meant: "Saint-Denis ou Paris", "Aix" after Aix-en-Provence; without
 * another, the nearest to the place in force, where it is around there.
 */
function settled(spots: readonly Spot[], { places, previous }: { places: Places; previous?: Criteria }): Spot[] {
  const sure = spots.filter(isPlaced)
  const inForce = previous?.near && places.byCode(previous.near.code)
  return spots.map((spot) => {
    const {
      doubt,
      namesakes = doubt?.candidates.flatMap(({ code }) => places.byCode(code) ?? []) ?? [],
      ...placed
    } = spot
    const beside = namesakes.filter((one) => sure.some(({ commune }) => distanceKm(commune, one) <= together))
    const [only, ...others] = beside
    if (only && others.length === 0) return { ...placed, commune: only }
    const nearest = inForce && sure.length === 0 && spot.namesakes ? aroundThere(inForce, namesakes) : undefined
    return nearest ? { ...placed, commune: nearest } : { ...placed, ...(doubt && { doubt }) }
  })
}

/** The nearest of those within reach of a place; else the only one of its region, an island being one. */
function aroundThere(inForce: Commune, namesakes: readonly Commune[]): Commune | undefined {
  const [nearest] = [...namesakes].sort((one, other) => distanceKm(inForce, one) - distanceKm(inForce, other))
  if (nearest && distanceKm(inForce, nearest) <= together) return nearest
  const [only, ...others] = namesakes.filter(({ region }) => region === inForce.region)
  return others.length === 0 ? only : undefined
}

/**
 * What answers in which departement or region the town lies that was asked about: "le 97", "la Réunion", "93200". Another town, or an area
 * with none of that name in it, says something else.
 */
function answerIn(
  message: Message,
  said: readonly PlaceMention[],
  { previous, places }: ReadingContext,
): (Found | { doubt: PlaceDoubt })[] | undefined {
  const doubt = asked(previous, places)
  if (!doubt) return undefined
  const number = patterns.number.exec(message.text)?.groups?.number
  const [mention, ...others] = said
  const isIn = number
    ? (one: Commune) => one.departement.startsWith(number.toUpperCase()) || one.postcodes.includes(number)
    : mention?.kind === 'area' && others.length === 0
      ? (one: Commune) => mention.area.departements.includes(one.departement)
      : undefined
  const inside = isIn ? doubt.candidates.filter(isIn) : []
  if (inside.length === 0) return undefined
  const [start, end] =
    number || !mention ? [0, message.text.length] : [message.index(mention.start), message.index(mention.end)]
  message.take(leadStart(message, start), end)
  const resolved = resolveAmong(inside, nameKey(doubt.said))
  if (resolved.kind === 'found') return [{ criterion: 'near', value: reference(resolved.commune), start, end }]
  return [{ doubt: doubtOf({ because: 'namesakes', said: doubt.said }, inside) }]
}

/** In km: farther apart than this, a namesake is not settled by another place, nor is what a person agrees to go to around home. */
const together = 60
const agreedTo = 100

function choose(message: Message, spots: readonly Placed[], context: ReadingContext): Found[] {
  const { previous } = context
  const [first, ...others] = foremost(spots)
  if (!first) return heldNoMore(message, context)
  const last = others.at(-1)
  const isAmended = last && patterns.correction.test(message.text.slice(first.end, last.start))
  const main = isAmended ? last : centred(message, first, spots, context)
  const span = { start: main.start, end: main.end }
  const { corrected } = main
  const found: Found[] = [
    { criterion: 'near', value: reference(main.commune), ...span, ...(corrected && { corrected }) },
  ]
  const elsewhere = isAmended ? [] : othersThan(main, foremost(spots), message)
  const extent = Math.max(main.radiusKm ?? 0, ...elsewhere.map(({ radiusKm = 0 }) => radiusKm))
  const reached = spots.filter(({ role }) => role === 'reach' && role !== main.role)
  const farthest = Math.max(0, ...reached.map((one) => kmFrom(main, one)).filter((km) => km <= agreedTo))
  const widen = (value: number | null) => found.push({ criterion: 'radiusKm', value, ...span, implied: true })
  if (extent > 0) widen(extent)
  else if (!isAmended && farthest > 0) widen(Math.ceil(farthest) + 5)
  else if (heldArea(previous)) widen(null)
  return [...found, ...placesBeside(message, elsewhere, { main, previous })]
}

const kmFrom = ({ commune }: Placed, other: Placed): number =>
  distanceKm(commune, other.commune) + (other.radiusKm ?? 0)

/**
 * "Dole ou Besançon": each is searched. One that holds the other is not another ("Arcachon, en Gironde"), nor is one far away that another
 * sentence tells of.
 */
function othersThan(main: Placed, spots: readonly Placed[], { text }: Message): Placed[] {
  const isIn = (one: Placed, { area, radiusKm = 0, commune }: Placed) =>
    one.commune.code === commune.code ||
    (area ? area.departements.includes(one.commune.departement) : distanceKm(one.commune, commune) <= radiusKm)
  const isBeside = (one: Placed) =>
    distanceKm(one.commune, main.commune) <= together ||
    !/[.;!?\n]/.test(text.slice(Math.min(one.end, main.end), Math.max(one.start, main.start)))
  const apart = spots.filter((one) => isBeside(one) && !isIn(one, main) && !isIn(main, one))
  return apart.filter((one, at) => !apart.slice(0, at).some((other) => isIn(one, other))).slice(0, mostElsewhere)
}

/** With the first, as many as a need has alternatives. */
const mostElsewhere = 3

/** Other places as alternatives; those of an earlier message go with the place that they stood beside. */
function placesBeside(
  message: Message,
  elsewhere: readonly Placed[],
  { main, previous: { alternatives } }: { main: Placed; previous: Criteria },
): Found[] {
  const goals = startsOver(message) ? [] : alternatives.filter((one) => !isOnlyPlace(one))
  const value = [...goals, ...elsewhere.map(({ commune }) => ({ near: reference(commune) }))]
  const [first, last] = [elsewhere[0], elsewhere.at(-1)]
  if (first && last) return [{ criterion: 'alternatives', value, start: first.start, end: last.end }]
  if (goals.length === alternatives.length) return []
  const { start, end } = main
  return [{ criterion: 'alternatives', value: goals.length > 0 ? goals : null, start, end, implied: true }]
}

/**
 * "Enlève Angers", "finalement pas à Angers": without another place said, the one that was held is held no more, and another that would do
 * takes its place.
 */
function heldNoMore(message: Message, { places, previous: { near, alternatives } }: ReadingContext): Found[] {
  if (!near || !patterns.setAside.test(message.text)) return []
  return places.findInText(message.original).flatMap((mention): Found[] => {
    if (mention.kind !== 'commune' || mention.resolution.kind !== 'found') return []
    const [start, end] = [message.index(mention.start), message.index(mention.end)]
    const from = leadStart(message, start)
    const isSetAside = patterns.dropped.test(message.text.slice(Math.max(0, start - 40), start))
    if (mention.resolution.commune.code !== near.code) return []
    if (!isSetAside && denialBefore(message, from) !== 'refused') return []
    const next = alternatives.find(isOnlyPlace)
    if (next?.near) {
      const others = alternatives.filter((one) => one !== next)
      return [
        { criterion: 'near', value: next.near, start: from, end },
        { criterion: 'alternatives', value: others.length > 0 ? others : null, start: from, end, implied: true },
      ]
    }
    return [
      { criterion: 'near', value: null, start: from, end },
      { criterion: 'radiusKm', value: null, start: from, end, implied: true },
    ]
  })
}

/**
 * Around which place. Home, where it is one of those to go to; in an area, the town said to be in it; where the person lives there,
 * or where the search was, that town and the whole of the area.
 */
function centred(
  message: Message,
  first: Placed,
  spots: readonly Placed[],
  { previous: { near }, places }: ReadingContext,
): Placed {
  const home = spots.find(
    (one) => one.role === 'home' && spots.some((other) => other.role === 'sought' && other.commune === one.commune),
  )
  if (home) return home
  const { area, radiusKm } = first
  if (!radiusKm) return first
  const isInside = (commune: Commune) =>
    area ? area.departements.includes(commune.departement) : distanceKm(first.commune, commune) <= radiusKm
  const town = spots.find((one) => (one.radiusKm ?? 0) < radiusKm && one.role !== 'reach' && isInside(one.commune))
  if (town && town.role !== 'home') return isInstead(message, first, town) ? first : town
  const held = town?.commune ?? (near && places.byCode(near.code))
  return held && area && isInside(held) ? { ...first, commune: held, radiusKm: reachFrom(held, area, places) } : first
}

/** "Vallée de Chamonix ou Sallanches": another place, not one within the first. */
const isInstead = ({ text }: Message, one: Spot, other: Spot): boolean =>
  /^[\s,]*(?:ou|et|puis)[\s,]*$/.test(text.slice(Math.min(one.end, other.end), Math.max(one.start, other.start)))

/** A radius that an earlier "dans le 59" implied goes with it. */
function heldArea(previous: Criteria): boolean {
  const near = previous.read.find(({ criterion }) => criterion === 'near')?.span
  const radius = previous.read.find(({ criterion }) => criterion === 'radiusKm')?.span
  return near !== undefined && near.start === radius?.start && near.end === radius.end
}

function leadStart(message: Message, start: number): number {
  const from = Math.max(0, start - 40)
  const match = patterns.lead.exec(message.text.slice(from, start))
  return match ? from + match.index + (/^[\s,(]/.test(match[0]) ? 1 : 0) : start
}

export const patterns = {
  /** A departement or a postcode, and nothing else: "le 97", "celui du 93". */
  number:
    /^\W*(?:(?:non|oui|euh|ben|bah|alors|c'est|celui|celle|dans|de|du|des|le|la|les|departement|dept|dep|plutot|pardon|the|in|one)[ ,]+)*(?<number>9[78]\d?|\d{2}|2[ab]|\d{5})(?:,? (?:svp|stp|merci|please|plutot|alors|du coup))*\W*$/,
  lead: /(?:^|[\s,(/])(?:a|sur|vers|pres|pres de|pres d'|proche|proche de|autour|autour de|autour d'|aux alentours de|alentours de|du cote de|cote|coin|(?:dans )?le coin de|secteur|secteur de|zone|bassin de|bassin|region de|region|agglo(?:meration)? de|metropole de|dans|ds|en|au|aux|de|du|d'|depuis|pour|ou|et|near|in|around|at|departement|departement de|departement du|le|la|les|l'|dept)(?: (?:le|la|les|l'|de|du|des|d'))?[\s']*$/,
  home: /\b(?:aujourd'hui|desormais|maintenant|actuellement|logement|installee?s?|habit(?!er\b|ai)\w{1,4}|domicilie\w{0,2}|resid(?!er\b|ai)\w{1,5}|vit|loge\w{0,2}|demeur\w{1,3}|lives?|living|based)(?: [a-z]{1,10})?(?: (?:a|sur|dans|en|au|in|de|du|d'|la|le|pres|commune|ville|village|secteur|cote)){0,4}[\s':]*$/,
  reach:
    /\b(?:jusqu'?a?|voire|a la rigueur|(?:a la )?limite|au pire|accept(?:e|erait|ant)|(?:peut|pourrait) (?:aller|se deplacer|se rendre|descendre|monter|pousser)|(?:plus|trop) loin que|(?:sur place|ici|chez (?:elle|lui|eux)) ou)(?: (?:sur|vers|a|en|dans))?[\s':]*$/,
  reachAfter: /^ (?:(?:grand |au )?max(?:i|imum)?|au plus(?: loin)?|si (?:besoin|necessaire|il le faut))\b(?! \d)/,
  list: /^[\s,/]*(?:(?:et|ou|voire|puis)[\s,]*)?$/,
  office:
    /\b(?:agence|antenne|mission locale|ccas|plie|greta|gretas|afpa|cfa|cci|cma|cap emploi|france travail|pole emploi|mairie|entreprise|employeur|societe|association|cabinet|usine)(?: (?!a\b)[a-z-]{2,}){0,2}(?: (?:de|d'|du|des|a))?[\s']*$/,
  notPlace:
    /\b(?:n[ée]e? a|lycee|universite|ifsi|chez|train|ligne|ecole(?: de [a-z]+)?|rue|avenue)[\s']*(?:de |d'|du )?$/,
  past: /\b(?:originaire|ancienn?e?s?|ex|a (?:travaille|bosse|exerce|ete|fait|tenu|dirige|vecu|habite)|(?:viv|habit|resid|log|travaill|boss)ai(?:t|ent|s)|apres \w+ (?:ans?|annees|mois))\b(?!.*\b(?:cherche|veut|souhait|vise|voudr|aimer))/,
  /** Where one comes from is not where one looks. */
  left: /\b(?:(?:(?<!(?:refuse\w{0,2} de|pas|jamais) )quitte[rz]?|quittant|grandi a)(?: (?:la|le|l'))?|(?:vien[st]|venue?|venant|arrivee?|part|partie?|demenage\w{0,2}) (?:de|d'|du))[\s']*$/,
  notGoing:
    /\b(?:pas|plus|jamais|refuse|sans)(?: [a-z']{1,10}){0,2} (?:d')?(?:aller|se rendre|bouger|venir|monter|descendre|retourner|revenir|travailler|habiter|vivre|rester)(?: (?:a|sur|vers|en|dans))?[\s']*$/,
  /** Worth a second look at what was refused. */
  setAside: /\b(?:pas|plus|sans|sauf|hors|jamais|enleve|retire|supprime|oublie|laisse|annule|remove|drop|not)/,
  dropped: /\b(?:enleve[rz]?|retire[rz]?|supprime[rz]?|oublie[rz]?|laisse[rz]? tomber|annule[rz]?|remove|drop)[\s']*$/,
  refusedAfter: /^ (?:(?:c'est |est )?(?:non|exclue?|trop loin|hors de question)\b(?! loin))/,
  correction: /\b(?:non|finalement|pardon|enfin|plutot|en fait|sorry|actually)\b/,
}
