import { matchesOf } from '../matches.ts'
import { type Part, placesOf } from '../parts.ts'

/** How far from `start..end` the nearest word that announces a type stands; Infinity when none does within reach. */
export type CueFinder = (type: string, start: number, end: number, before?: number) => number

/** Finds the cues of a message once, type by type, when first asked. */
export function createCueFinder(plain: string): CueFinder {
  const found = new Map<string, ReturnType<typeof cuesOf>>()
  return (type, start, end, before = 45) => {
    let known = found.get(type)
    if (!known) {
      known = cuesOf(type, plain)
      found.set(type, known)
    }
    if (known.none) return Number.POSITIVE_INFINITY
    if (known.touching.has(start)) return 1
    const previous = known.places.before(start)
    const distance = previous && previous.start >= start - before ? start - previous.end : Number.POSITIVE_INFINITY
    const next = known.places.after(end)
    if (!next || next.end > end + reachAfter || /[,;\n]/.test(plain.slice(end, next.start))) return distance
    return Math.min(distance, next.start - end + 8)
  }
}

/** A number is announced more often than it is explained. */
const reachAfter = 34

function cuesOf(type: string, plain: string) {
  const partsOf = (pattern: RegExp | undefined): Part[] =>
    pattern
      ? matchesOf(pattern, plain).map((match) => ({ start: match.index, end: match.index + match[0].length }))
      : []
  const parts = partsOf(cues[type])
  const touching = new Set(partsOf(rightBefore[type]).map(({ end }) => end))
  return { places: placesOf(parts), touching, none: parts.length === 0 && touching.size === 0 }
}

/** What stands before a number that is nobody's: a code of the trade, a reference, an invoice. */
export const notPersonal =
  /\b(?:rncp|rs|formacode|rome|uai|nda|rpps|finess|code ape|naf|idcc|qualiopi|carif|session|offre|offres|ref|reference|lots?|marches?|ticket|serie|article|bon|declaration d'activite|code postal|facture|devis|commande|convention|opco|agrement|num(?:ero)? d'activite|code[- ]?barres?|ean|gtin|gencod|isbn|(?:marches?|offres?|session) (?:ft|france travail))\b[ :n°o.-]{0,6}(?:[a-z]{1,2}[-/])?$/

// A short prefix of the number in the words of the trade: "FT 1234567A", "id. 12345678".
const cues: Record<string, RegExp> = {
  NIR: /\b(?:nir|secu|securite sociale|n° ?ss|no ?ss|num(?:ero)? ?(?:de )?ss|ss|carte vitale|vitale|immatriculation sociale|insee|assure social|social security|nss|ssn|nia|ntt|matricule secu|cpam|numero (?:provisoire|d'immatriculation)|immatricule (?:provisoirement|a la))\b/g,
  TAX_ID: /\b(?:fiscale?|fiscaux|impots?|spi|nif|avis d'imposition|tax)\b/g,
  FT_ID:
    /\b(?:id|ident|identifiants?|identifian|identifant|france ?travail|ft|pole[ -]emploi|pe|p\.e|demandeu(?:r|se)|ide|dossier|n° ?de|inscrit|jobseeker|usagere?|beneficiaire|num de)\b/g,
  CAF_NUMBER: /\b(?:caf|all?oc(?:[a-z]{0,12})|matricule|msa|allowance)\b/g,
  SIRET: /\bsirets?\b/g,
  SIREN: /\b(?:sirens?|rcs|r\.c\.s)\b/g,
  ID_CARD:
    /\b(?:cni|cnis|cin|carte (?:nationale )?d'? ?identite|carte d'id|piece d'? ?identite|carte nationale|identite|identity card|id card|ci)\b/g,
  // The letters of the word in any order: it is often mistyped.
  PASSPORT: /\b(?:pas[seopr]{3,7}ts?|(?:document|titre) de voyage|travel document|pp)\b/g,
  DRIVING_LICENCE:
    /\b(?:permis(?! de sejour)|neph|permis de conduire|driving licen[cs]e|driver'?s licen[cs]e|licence number)\b/g,
  RESIDENCE_PERMIT:
    /\b(?:(?:titre|carte|permis)(?: de)? sejour|agdref|recepisse|demande(?:ur)? d'asile|foreigner|(?:numero|num|no|n°) (?:d')?etran[a-z]{2,6}|carte (?:de resident|pluriannuelle)|sejour|residence permit|aps|cst|api?s|vls-?ts)\b/g,
  CREDIT_CARD: /\b(?:carte|cb|visa|mastercard|bancaire|card|american express|amex)\b/g,
  PHONE:
    /\b(?:tel|telephone|portable|mobile|appeler|joindre|joignable|rappeler|phone|call|tph|fixe|gsm|num(?:ero)?|sms|whatsapp|appelle)\b/g,
}

/** Words too short to count anywhere but right before the number: "DE 1234567A", "son titre (n° 9912345678)". */
const rightBefore: Record<string, RegExp> = {
  FT_ID: /\bde(?: ?(?:n°|no|num|:))? ?(?=\d)/g,
  RESIDENCE_PERMIT: /\btitre ?\(?(?:n°|no|:|numero) ?(?=\d)/g,
}
