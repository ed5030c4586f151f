/** What reading a need asks of the occupation referential: codes, and everyday names found in a sentence. */
export interface OccupationNames {
  byCode(code: string): { code: string; label: string } | undefined
  match(text: string): readonly { code: string; start: number; end: number }[]
  /** The occupations closest in meaning, most similar first. */
  nearest(text: string, limit: number): readonly { code: string }[]
}
