import { meaningfulWords, root } from '../../guardrails/language/words.ts'
import { fieldOf } from '../occupations/fields.ts'
import type { Criteria, CriteriaPatch, Past, Refused } from './criteria.ts'

type Want = Partial<Pick<Criteria, 'topic' | 'occupation'>>

/**
 * One thing is not wanted and refused at once. Refused in the same breath ("soudeur, surtout pas soudeur") it is refused; else the newer words
 * hold: what was wanted goes when it is refused, what was refused or past comes back when it is wanted.
 */
export function settle(patch: CriteriaPatch, previous: Criteria): void {
  const added = <Name extends 'refused' | 'past'>(name: Name) => {
    const before = new Set(previous[name].map((one) => JSON.stringify(one)))
    return (patch[name] ?? []).filter((one) => !before.has(JSON.stringify(one)))
  }
  const refused = added('refused')
  if (patch.occupation && refused.some((one) => isSame(one, { occupation: patch.occupation! }))) patch.occupation = null
  if (patch.topic && refused.some((one) => isSame(one, { topic: patch.topic! }))) patch.topic = null
  const { topic, occupation } = previous
  if (patch.occupation === undefined && occupation && refused.some((one) => covers(one, { occupation }))) {
    patch.occupation = null
  }
  if (patch.topic === undefined && topic && refused.some((one) => covers(one, { topic }))) patch.topic = null
  const wanted: Want = {
    ...(patch.topic && { topic: patch.topic }),
    ...(patch.occupation && { occupation: patch.occupation }),
  }
  const stays = (one: Refused) => refused.includes(one) || !covers(one, wanted)
  const held = patch.refused ?? previous.refused
  if (held.some((one) => !stays(one))) patch.refused = held.filter(stays)
  // A past that is wanted too is no past.
  const left = patch.past ?? previous.past
  if (left.some((one) => goesOn(one, wanted))) patch.past = left.filter((one) => !goesOn(one, wanted))
}

/** Whether what is unwanted is all that is wanted. */
function isSame(unwanted: Past | Refused, want: Want): boolean {
  if (unwanted.criterion === 'topic') return want.topic !== undefined && haveSameWords(unwanted.value, want.topic)
  if (unwanted.criterion !== 'occupation' || unwanted.value.code !== want.occupation?.code) return false
  // "Taxi, pas VTC": two names of one code.
  return haveSameWords(nameOf(unwanted.value), nameOf(want.occupation))
}

const nameOf = ({ name, label }: { name?: string; label: string }): string => name ?? label

function haveSameWords(one: string, other: string): boolean {
  const [these, those] = [rootsOf(one), rootsOf(other)]
  return these.length === those.length && those.every((word) => these.includes(word))
}

/** Whether what is wanted is of what is unwanted: the same, or one of its field, or said with all its words. */
export function covers(unwanted: Past | Refused, want: Want): boolean {
  const { topic, occupation } = want
  if (unwanted.criterion === 'occupation') return unwanted.value.code === occupation?.code
  if (unwanted.criterion !== 'topic') return false
  const words = rootsOf(unwanted.value)
  const said = rootsOf([topic, occupation && nameOf(occupation)].filter(Boolean).join(' '))
  if (words.length > 0 && words.every((word) => said.includes(word))) return true
  return occupation !== undefined && fieldOf(unwanted.value).some((code) => occupation.code.startsWith(code))
}

/** "Quatorze ans de soudure TIG, veut ressouder": its first word is enough. */
function goesOn(past: Past, want: Want): boolean {
  if (covers(past, want)) return true
  const [head] = past.criterion === 'topic' ? rootsOf(past.value) : []
  return (
    head !== undefined &&
    rootsOf(want.topic ?? '').some((word) => word === head || word === `res${head}` || word === `re${head}`)
  )
}

export const rootsOf = (text: string): string[] => meaningfulWords(text).map(root)
