import type { z } from 'zod'
import { Offer } from '../../item.ts'
import type { Imported, Position } from './format.ts'
import type { PartnerText } from './partner-text.ts'

const LONGEST_REFERENCE = 500
/** Of all lists of one offer together: the longest real ones are a hundred times shorter. Texts have their own limit. */
const MOST_LISTED = 5_000

/** What a record is, or that it could not be read: nothing in one of them may stop the others. */
export function cautiously(position: Position, read: () => Imported): Imported {
  try {
    return read()
  } catch (cause) {
    return { refused: 'invalid', detail: `cannot be read (${(cause as Error).name})`, position }
  }
}

/** The last border of every importer: what passes here is an Offer and is trusted from then on. */
export function accept(
  draft: z.input<typeof Offer>,
  options: { text: PartnerText; repaired?: Iterable<string>; position: Position },
): Imported {
  const { text, position } = options
  const { reference } = draft.partner
  if (reference.length > LONGEST_REFERENCE) {
    return { refused: 'invalid', detail: `partner/reference: ${reference.slice(0, 80)}…`, position }
  }
  if (text.order !== undefined) {
    const withheld = { line: text.order, partner: draft.partner }
    return { refused: 'quarantined', detail: `${reference}: ${text.order}`, position, withheld }
  }
  const parsed = Offer.safeParse(draft)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { refused: 'invalid', detail: `${issue!.path.join('/')}: ${issue!.message}`, position }
  }
  const { sessions, places, occupations, funding, prerequisites, outcomes } = parsed.data
  const listed = [sessions, places, occupations, funding, prerequisites, outcomes]
  if (listed.reduce((sum, { length }) => sum + length, 0) > MOST_LISTED) {
    return { refused: 'too-long', detail: reference, position }
  }
  const repaired = [...new Set([...text.repaired, ...(options.repaired ?? [])])]
  const { withheld } = text
  return { accepted: parsed.data, position, repaired, ...(withheld.length > 0 && { withheld }) }
}
