import { z } from 'zod'
import { count, numberOf } from '../../guardrails/language/numbers.ts'
import { defaultRadiusKm, mostRadiusKm } from './default-radius-km.ts'
import { byHowMuch, signedAmount } from './reading/by-how-much.ts'
import type { Found, Reader } from './reading/message.ts'
import type { Room } from './room.ts'

/** In km; its place is `near`. */
export const shape = { kept: z.number().positive().optional(), input: z.number().positive().max(mostRadiusKm) }

/** Stated rule, kilometres per minute door to door: by car 0.8 (48 km/h), by public transport 0.4, by bicycle 0.25, on foot 0.08. */
export const kmPerMinute = { car: 0.8, transport: 0.4, bicycle: 0.25, foot: 0.08 } as const

/** Stated rules: "même ville" is 5 km, "pas loin" 15, "autour de" 30. */
const withinTown = 5
const nearby = 15
const around = 30

/** How far, in km. Travel times become distances by the rule above; "peu importe la distance" lifts the limit. */
export const readRadius: Reader = (message, { previous, shown = [] }) => {
  const found: Found[] = []
  const note = (value: number | null, match: RegExpExecArray, implied = false) => {
    const end = match.index + match[0].length
    message.take(match.index, end)
    found.push({ criterion: 'radiusKm', value, start: match.index, end, ...(implied && { implied }) })
  }
  for (const match of message.every(patterns.anywhere)) note(null, match)
  for (const match of message.every(patterns.change)) {
    const km = (previous.radiusKm ?? defaultRadiusKm) + signedAmount(match).amount
    note(Math.min(mostRadiusKm, Math.max(1, km)), match)
  }
  for (const match of message.every(patterns.distance)) {
    const km = numberOf(match.groups!.km!) ?? 0
    if (km > 0 && km <= mostRadiusKm) note(km, match)
  }
  for (const match of message.every(patterns.time)) {
    const { hours, minutes, half, alone } = match.groups!
    const total = (numberOf(hours ?? '0') ?? 0) * 60 + (numberOf(minutes ?? alone ?? '0') ?? 0) + (half ? 30 : 0)
    if (total > 0 && total <= 300)
      note(Math.max(1, Math.round(total * kmPerMinute[meansOf(message.text, match)])), match)
  }
  if (found.length > 0) return found
  for (const match of message.every(patterns.nearer)) {
    const distances = shown.flatMap(({ distanceKm }) => (distanceKm ? [distanceKm] : []))
    const held = previous.radiusKm ? Math.max(1, Math.round(previous.radiusKm / 2)) : nearby
    note(distances.length > 0 ? Math.max(1, Math.ceil(Math.min(...distances))) : held, match)
  }
  for (const match of message.every(patterns.wider)) note(wider(previous.radiusKm, match[0]), match)
  for (const match of message.every(patterns.town)) note(withinTown, match)
  for (const match of message.every(patterns.nearby)) note(nearby, match)
  for (const match of message.every(patterns.around)) {
    found.push({
      criterion: 'radiusKm',
      value: around,
      start: match.index,
      end: match.index + match[0].length,
      implied: true,
    })
  }
  return found
}

/** Stated rule: "plus loin" doubles the radius, "un peu plus loin" adds half of it. */
const wider = (held: number | undefined, said: string): number =>
  Math.min(mostRadiusKm, Math.round((held ?? around) * (/un peu|a bit|slightly/.test(said) ? 1.5 : 2)))

function meansOf(text: string, match: RegExpExecArray): keyof typeof kmPerMinute {
  const after = `${match[0]}${text.slice(match.index + match[0].length, match.index + match[0].length + 40)}`
  if (/a pied|marche|on foot|walk/.test(after)) return 'foot'
  if (/velo|bicyclette|bike|cycl/.test(after)) return 'bicycle'
  if (/transport|bus|metro|tram|train|ter\b|rer|commun/.test(after)) return 'transport'
  return 'car'
}

const means =
  '(?: ?(?:de (?:route|voiture|trajet|transports?(?: en commun)?|bus|train|metro|tram|velo|marche|chez (?:elle|lui|eux)|son domicile)|en (?:voiture|transports?(?: en commun)?|bus|train|metro|tram|velo|tc)|a (?:pied|velo)|max(?:imum|i)?|by (?:car|bus|train|bike)|on foot|away|walk|drive)){0,3}'

export const patterns = {
  distance: new RegExp(
    String.raw`(?:\b(?:dans un (?:rayon|perimetre) (?:de|d')|rayon (?:de|:)?|a (?:moins|pas plus) de|a|jusqu'a|moins de|pas plus de|pas a plus de|max(?:imum|i)?(?: de)?|en dessous de|sous|mobile (?:sur|a|dans)|mobilite(?: de)?|within|less than|up to) ?:? ?)?(?<km>\d{1,3}(?:,\d)?|${count}) ?(?:kms?|kilometres?|bornes|kilometers?)\b(?: (?:autour|a la ronde|max(?:imum|i)?|de chez (?:elle|lui)|around|environ|de rayon))?`,
    'g',
  ),
  change: byHowMuch('kms?|kilometres?|bornes|kilometers?'),
  time: new RegExp(
    `(?:\\b(?:a (?:moins|pas plus) (?:de|d')|pas (?:a )?plus (?:de|d')|a|moins (?:de|d')|max(?:imum|i)?|jusqu'a|dans les|within|less than|trajet (?:de|:)?|temps de trajet (?:de|:)?) ?:? ?)?(?:\\b(?<alone>\\d{1,3}|${count}(?= (?:minutes|min|mn) (?:de (?:route|voiture|trajet|transport|bus|train|chez|marche)|en (?:voiture|transport|bus|train|tc|metro)|a (?:pied|velo)|max))) ?(?:min(?:utes?|s)?|mn)\\b|(?<=\\b(?:a|moins d'|plus d'|plus de|moins de|max|maximum|within|jusqu'a|de) ?)(?<hours>\\d|${count}) ?(?:h|heures?|hours?)(?:(?<minutes>[0-5]\\d)\\b| (?:et (?<half>demie?))|\\b)(?= (?:de (?:route|voiture|trajet|transport|bus|train|chez|marche)|en (?:voiture|transport|bus|train|tc|metro)|a (?:pied|velo)|max|by|from home)|(?<=\\ba (?:moins|pas plus) d[e'] ?(?:\\d|${count}) ?(?:h|heures?))(?= (?:de|d'|du) (?!cours|formation|travail)[a-z])))${means}`,
    'g',
  ),
  nearer:
    /\b(?:plus (?:pres|proche)s?|moins loin|(?:c'est )?trop loin|moins eloignee?s?|rapproche\w{0,2}|closer|nearer|too far)\b(?: de chez (?:elle|lui))?/g,
  wider:
    /\b(?:(?<!\b(?:pas|guere|jamais) )(?:un (?:petit )?peu |a bit |slightly )?plus loin(?! que)|(?:un peu )?elargi\w{0,3}(?: (?:un peu|la zone|le secteur|le rayon|le perimetre|la recherche|geographiquement)){0,2}|plus large|further|wider)\b/g,
  town: /\b(?:intra[- ]?muros|uniquement (?:a|sur|dans) (?!distance|domicile|partir)(?=[a-z])|(?:a|sur|dans) (?:la |sa )?(?:meme ville|ville meme|commune meme)|(?:dans )?sa (?:ville|commune))\b/g,
  nearby:
    /\b(?:(?:pas|not) (?:trop |tres |too )?(?:loin|eloignee?s?|far)(?: de (?:chez (?:elle|lui|eux)|son domicile|la maison))?|(?:a )?proximite(?: de (?:chez (?:elle|lui)|son domicile))?|(?:tout )?(?:pres|proche) de (?:chez (?:elle|lui|eux)|son domicile|la maison)|autour de chez (?:elle|lui|eux|moi)|dans le coin|a cote de (?:chez (?:elle|lui|eux)|la maison|son domicile)|(?:en )?local(?:ement)?\b|sans (?:trop de )?deplacements?|nearby|close to home)\b/g,
  around:
    /\b(?:autour (?=de|d')|aux alentours|alentours|secteur|bassin|(?:ou |et )?(?:aux |les |ses )?env(?:irons)?\b|dans (?:le|les) coins? d|agglo\w{0,7}|around)\b/g,
  anywhere:
    /\b(?:peu importe (?:la distance|le lieu|l'endroit|ou)|(?:partout|n'importe ou) en france|n'importe ou|(?:bouger?|aller|va|part|ira|accepte|demenag\w+|peut etre|cherche[rz]?|recherche[rz]?|prend\w*) (?:un peu )?partout|(?<=^\W{0,3}(?:et |ou |plutot )?)partout|(?:mobile |mobilite )(?:sur )?(?:toute la france|nationale|france entiere|partout)|(?:dans )?toute la france|france entiere|tres mobile|pret a demenager|prete a demenager|anywhere|any distance|nationwide)\b/g,
}

export const widerRadii = [20, 30, 50, 80, 120, 200]

export const room: Room<'radiusKm'> = {
  read: readRadius,
  lift: 'distances?|rayon|kilometres?|kilometrage|km|perimetre|mobilite|lieu|endroit|ville|commune',
  quote: /\d|\b(?:une?|deux|trois|demi|loin|pres|proche|ville|km|minutes?|heures?|near|far|close)/,
  addsUp: false,
  wish: 'not-rather',
  told: { value: ({ radiusKm }) => radiusKm, strength: 'must' },
  filter: null,
  toldBeside: 'nothing',
  milder: ({ near, radiusKm = defaultRadiusKm }) => (near ? widerRadii.filter((wider) => wider > radiusKm) : []),
  excess: null,
}
