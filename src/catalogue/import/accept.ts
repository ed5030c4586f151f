import type { z } from 'zod'
import { Offer } from '../item.ts'
import type { Imported, Position } from './format.ts'
import type { PartnerText } from './partner-text.ts'

/** The last border of every importer: what passes here is an Offer and is trusted from then on. */
export function accept(
  draft: z.input<typeof Offer>,
  options: { text: PartnerText; repaired?: Iterable<string>; position: Position },
): Imported {
  const { text, position } = options
  if (text.order !== undefined) {
    return { refused: 'quarantined', detail: `${draft.partner.reference}: ${text.order}`, position }
  }
  const parsed = Offer.safeParse(draft)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { refused: 'invalid', detail: `${issue!.path.join('/')}: ${issue!.message}`, position }
  }
  return { accepted: parsed.data, position, repaired: [...new Set([...text.repaired, ...(options.repaired ?? [])])] }
}
