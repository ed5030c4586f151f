import { type GroundContext, type GroundReason, ground } from '../../guardrails/ground.ts'
import { fold } from '../../guardrails/language/fold.ts'
import { clausesOf, type Licence, type MeaningReason, meaningReasons } from '../../guardrails/meaning.ts'
import type { Redacted } from '../../guardrails/redacted.ts'
import type { Claim } from './option.ts'
import { emptied, filled, slotsIn, slotsOf, slotted } from './slots.ts'

/** A claim under the name that a model cites it by. */
export type Cited = Pick<Claim, 'text' | 'evidence'> & { id: string }

/** Why a sentence of a model is not shown: it is ungrounded, says what its claims do not, or puts a fact where another belongs. */
export type LockReason = GroundReason | MeaningReason | 'slot'

export type Judged = { shown: true; text: Redacted } | { shown: false; reasons: LockReason[] }

/**
 * Whether a sentence of a model may be shown over the claims that it cites: its slots are filled from them, each of its own words must be theirs,
 * a fact stands among the words of its own claim, and as a whole it neither orders, praises, compares nor speaks of a person.
 */
export function judgeSentence(written: string, cited: readonly Cited[], context: GroundContext): Judged {
  const sent = new Map(cited.map((claim) => [claim.id, { ...slotsOf(claim.id, claim), licence: licenceOf(claim) }]))
  const slots = new Map([...sent.values()].flatMap((one) => [...one.slots]))
  const text = slotted(written, slots)
  const whole = filled(text, slots)
  if (whole === undefined || [...sent].some(([id, { says }]) => isMisplaced(id, says, text))) {
    return { shown: false, reasons: ['slot'] }
  }
  const claims = cited.map((claim) => claim.text)
  const values = cited.flatMap(({ evidence }) =>
    evidence.flatMap(({ value }) => (typeof value === 'string' || typeof value === 'number' ? [value] : [])),
  )
  const grounding = ground(asSentence(whole), [...values, ...claims], context)
  const meaning = meaningReasons(
    emptied(text, slots),
    [...sent.values()].map(({ licence }) => licence),
  )
  const reasons = [
    ...(grounding.grounded ? [] : grounding.reasons),
    ...meaning,
    ...(cited.length > 1 ? strays(text) : []),
  ]
  return grounding.grounded && reasons.length === 0 ? { shown: true, text: grounding.text } : { shown: false, reasons }

  /** Among the words of a fact's own claim, only those of a claim without facts may stand: a price is not told in the words of what is left to pay. */
  function strays(text: string): LockReason[] {
    const plain = cited.filter(({ id }) => sent.get(id)!.slots.size === 0).map(({ id }) => id)
    const isStray = (clause: string): boolean => {
      const called = slotsIn(clause)
      if (called.length === 0) return false
      const owners = [...new Set(called.map((one) => one.split('.')[0]!))]
      const kinds = owners.map((owner) => kindOf(called.find((one) => one.startsWith(`${owner}.`))!))
      if (new Set(kinds).size < kinds.length) return true
      const licences = [...owners, ...plain].map((id) => sent.get(id)!.licence)
      return meaningReasons(emptied(clause, slots), licences).includes('word')
    }
    return clausesOf(text).some(isStray) ? ['slot'] : []
  }
}

const kindOf = (called: string): string => called.split('.')[1]!.replace(/\d+$/, '')

/** What is told of the entry, the public or the premises is not told of the offer. */
const licenceOf = ({ text, evidence }: Cited): Licence => ({
  text,
  ofTheWhole: !evidence.every(({ field }) => besideTheOffer.test(field)),
})
const besideTheOffer = /^\/(?:admission|prerequisites|audience|accessibility|funding|constraints)/

/** A share without its number, a limit told as the length itself, the town asked about as the town of the offer. */
function isMisplaced(id: string, says: string, text: string): boolean {
  const own = slotsIn(text).filter((called) => called.startsWith(`${id}.`))
  if (says.includes(`{${id}.rate}`) && !own.includes(`${id}.rate`)) return true
  const before = (called: string, letters: number) => {
    const at = text.indexOf(`{${called}`)
    return fold(text.slice(Math.max(0, at - letters), at))
  }
  const headOf = (called: string) =>
    fold(says.slice(0, says.indexOf(`{${called}}`))).match(/[a-z]{4,}(?=[^a-z]*(?:de |of )?[^a-z]*$)/)?.[0]
  return own.some((called) => {
    const kind = kindOf(called)
    if (kind === 'from')
      return !new RegExp(`\\{${id}\\.distance[^}]*\\} (?:de|du|from|of) $`, 'i').test(
        text.slice(0, text.indexOf(`{${called}`)),
      )
    if (kind === 'count') return !ofSoMany.test(before(called, 14))
    if (kind !== 'hours' && kind !== 'price') return false
    const second = headOf(`${id}.${kind}2`)
    if (!says.includes(`{${id}.${kind}2}`) || !second) return false
    return before(called, second.length + nearby).includes(second) !== called.endsWith('2')
  })
}

/** "sur 87 personnes", "(87 personnes": a share is of so many, and they did nothing themselves. */
const ofSoMany = /(?:\b(?:sur|parmi|of|among) (?:les )?|\()$/

/** In letters: "la limite de". */
const nearby = 8

/** A capital, one stop, single spaces. */
const asSentence = (text: string): string => {
  const plain = text.replaceAll(/[ \t\n]+/g, ' ').trim()
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}${/[.!?…]$/.test(plain) ? '' : '.'}`
}
