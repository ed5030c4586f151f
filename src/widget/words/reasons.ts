import type { Claim, Option } from '../../options/option.ts'
import { type Cut, wholeFacts } from './cut.ts'
import type { Messages } from './messages-fr.ts'
import { rowOf } from './row-facts.ts'

export type Stance = 'for' | 'against' | 'unknown'
export const stances = ['for', 'against', 'unknown'] as const satisfies readonly Stance[]

/** A reason holds at most this many characters: two lines of a column of five at 1,366 px. */
const mostInReason = 48
/** What is said once above the table. */
const mostInCommon = 120

/** What all of these say in the same words; one alone has nothing in common. */
export function commonClaims(offers: readonly Option[]): Claim[] {
  const [first, ...others] = offers
  if (!first || others.length === 0) return []
  return first.claims.filter((claim) => others.every(({ claims }) => claims.some((one) => isSame(one, claim))))
}

const isSame = (one: Claim, other: Claim): boolean => one.stance === other.stance && one.text === other.text

/** What one offer has of its own for a stance, as much as fits; of what rows of the table tell, which rows: what is left unnamed would seem not to count. */
export function reasonOf(option: Option, stance: Stance, common: readonly Claim[], messages: Messages): Cut {
  const held = option.claims.filter((claim) => claim.stance === stance)
  const own = held.filter((claim) => !common.some((one) => isSame(one, claim)))
  const apart = own.filter((claim) => !isInARow(claim))
  if (own.length > 0 && stance === 'unknown')
    return said(fitting(apart.length > 0 ? apart : own, mostInReason, messages), messages)
  if (own.length > 0) {
    const rows = own.filter(isInARow).flatMap(({ evidence }) => evidence.flatMap(({ field }) => rowOf(field) ?? []))
    const named = [...new Set(rows)].map((row) => messages.table.theRow[row]).join(', ')
    const { text, more } = fitting(apart, mostInReason, messages)
    const cut = wholeFacts([text, named].filter(Boolean), mostInReason, ' · ')
    return said({ text: cut.text, more: more || cut.more }, messages)
  }
  return { text: held.length > 0 ? messages.table.likeTheOthers : messages.table.nothingSaid, more: false }
}

const said = (cut: Cut, { table }: Messages): Cut => (cut.text ? cut : { text: table.inRecord, more: false })

/** What is true of all, by stance, as said once above them; what a row tells is not said twice. */
export function commonReasons(common: readonly Claim[], messages: Messages): { stance: Stance; said: Cut }[] {
  return stances.flatMap((stance) => {
    const held = common.filter((claim) => claim.stance === stance || (stance === 'for' && claim.stance === 'fact'))
    const apart = held.filter((claim) => !isInARow(claim))
    const said = apart.length > 0 ? apart : held.filter((claim) => claim.stance === stance)
    return said.length > 0 ? [{ stance, said: fitting(said, mostInCommon, messages) }] : []
  })
}

/**
 * Whole sentences, as many as fit; of one that does not, what it announces. Of what is to be checked, its name where the record is silent, and
 * where the record says something, that: the row is called "to check", and its cells need not say so again.
 */
function fitting(claims: readonly Claim[], limit: number, messages: Messages): Cut {
  const said: string[] = []
  let more = false
  for (const { text, stance, evidence } of claims) {
    const sentence = text.replace(/\.$/, '')
    const [announced, ...told] = sentence.split(/\s?[:;]\s|\s\(/)
    const name = fieldName(evidence[0].field, messages)
    const whole = stance !== 'unknown' ? sentence : told.length > 0 ? sentence.replace(saidByItsRow, '') : name
    const ways = [whole, stance === 'unknown' ? name : announced!]
    const way = ways.find((one) => !wholeFacts([...said, one], limit, ' · ').more)
    if (way !== whole) more = true
    if (way && !said.some((one) => one.toLowerCase().startsWith(way.toLowerCase()))) said.push(way)
  }
  return { text: said.join(' · '), more }
}

/** In the language of the claims, whatever the reader's. */
const saidByItsRow = /,? (?:à vérifier|to check)(?=\s?:)/

const isInARow = ({ evidence }: Claim): boolean =>
  evidence.some(({ source, field }) => source === 'item' && rowOf(field) !== undefined)

/** What a value is, in words, by JSON pointer: "/sessions/0/seats" → "places restantes". */
export function fieldName(pointer: string, messages: Messages): string {
  const path = pointer.replace(/\/\d+/g, '')
  return messages.options.fields[path] ?? path.slice(1).replaceAll('/', ' › ')
}
