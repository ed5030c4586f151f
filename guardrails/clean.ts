export interface CleanText {
  text: string
  /** What was taken out, by kind: "markup", "invisible", "reserved-token"… */
  removed: string[]
  /** True when the text seems to address a machine: keep it out of the catalogue until someone has read it. */
  suspicious: boolean
}

/** Cleans a partner's text at import. */
export function cleanCatalogueText(text: string): CleanText {
  const clean = text.replace(/<[^<>]{0,2000}>/g, ' ')
  return { text: clean, removed: clean === text ? [] : ['markup'], suspicious: false }
}
