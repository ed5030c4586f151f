/** What stands before a number that is nobody's: a code of the trade, a reference, an invoice. */
const impersonal =
  /\b(?:rncp|rs|formacode|rome|uai|nda|rpps|finess|code ape|naf|idcc|qualiopi|carif|session|offre|offres|ref|reference|lots?|marches?|ticket|serie|article|bon|declaration d'activite|code postal|facture|devis|commande|convention|opco|agrement|num(?:ero)? d'activite|code[- ]?barres?|ean|gtin|gencod|isbn|(?:marches?|offres?|session) (?:ft|france travail))\b[ :n°o.-]{0,6}(?:[a-z]{1,2}[-/])?$/

export const isImpersonal = (plain: string, start: number): boolean =>
  impersonal.test(plain.slice(Math.max(0, start - 40), start))
