/**
 * The short name of an exchange, to paste into the agency's own file: "EV-7K3M". Four characters of Crockford's alphabet (no I, L, O, U) are the
 * first 20 bits of the random part of its id, one in a million: with the day that stands beside it, it names one exchange of an agency.
 */
export function referenceOf(conversationId: string): string {
  const bits = Number.parseInt(/^conv_([0-9a-f]{5})/i.exec(conversationId)?.[1] ?? '0', 16)
  return `EV-${[15, 10, 5, 0].map((shift) => alphabet[(bits >> shift) & 31]).join('')}`
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
