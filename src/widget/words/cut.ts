/** What fits a place, and whether something of it is left for the record. */
export interface Cut {
  text: string
  more: boolean
}

/** Whole facts, in their order, as many as fit `limit` characters: never a part of one. Empty where none does. */
export function wholeFacts(facts: readonly string[], limit: number, between = ', '): Cut {
  let text = ''
  let more = false
  for (const fact of facts) {
    const longer = text ? `${text}${between}${fact}` : fact
    if (longer.length > limit) more = true
    else text = longer
  }
  return { text, more }
}

/** The facts of a text, sentence by sentence; a sentence longer than `limit` by what it lists ("Dossier, épreuve et entretien"). */
export const factsIn = (text: string, limit: number): string[] =>
  text
    .split(/(?<=\.)\s+|\s;\s|\n+/)
    .map((sentence) => sentence.replace(/\.$/, '').trim())
    .flatMap((sentence) => (sentence.length > limit ? sentence.split(/,\s+/) : [sentence]))

/** A title cut where it changes subject, at most `limit` characters; at a word where one subject alone is longer. */
export function cutTitle(title: string, limit: number): Cut {
  if (title.length <= limit) return { text: title, more: false }
  const breaks = [...title.matchAll(/\s[–:/|-]\s|,\s|\s\(|\u00a0:\s/g)].map(({ index }) => index)
  const at = breaks.filter((one) => one >= limit / 3 && one <= limit).at(-1) ?? title.lastIndexOf(' ', limit)
  const cut = title.slice(0, at > 0 ? at : limit).trimEnd()
  return { text: cut.replace(announcing, ''), more: true }
}

/** Words that call for another: a title does not end on one. */
const announcing = /(?:\s(?:de|du|des|et|ou|pour|par|en|à|au|aux|la|le|les|un|une|sur|avec|dans|of|and|the|for))+$/i
