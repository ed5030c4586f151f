import { meaningfulWords, root } from '../../guardrails/language/words.ts'
import { joinRedacted } from '../../guardrails/redacted.ts'
import { fieldOf } from '../occupations/fields.ts'
import type { Criteria, CriteriaPatch } from './criteria.ts'
import type { Past } from './past.ts'
import type { Refused } from './refused.ts'

type Want = Partial<Pick<Criteria, 'topic' | 'occupation' | 'near' | 'schedule' | 'level' | 'kinds'>>

/**
 * One thing is not wanted and refused at once. Refused in the same breath ("soudeur, surtout pas soudeur") it is refused; else the newer words
 * hold: what was wanted goes when it is refused, what was refused or past comes back when it is wanted.
 */
export function settle(patch: CriteriaPatch, previous: Criteria): void {
  const before = new Set(previous.refused.map((one) => JSON.stringify(one)))
  const refused = (patch.refused ?? []).filter((one) => !before.has(JSON.stringify(one)))
  if (patch.occupation && refused.some((one) => isSame(one, { occupation: patch.occupation! }))) patch.occupation = null
  if (patch.topic && isAllRefused(patch.topic, refused)) patch.topic = null
  for (const criterion of ['occupation', 'topic', 'near', 'schedule', 'level'] as const) {
    const held: Want = { [criterion]: previous[criterion] }
    if (patch[criterion] === undefined && refused.some((one) => covers(one, held))) patch[criterion] = null
  }
  const wanted = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== null)) as Want
  const stays = (one: Refused) => refused.includes(one) || !covers(one, wanted)
  const held = patch.refused ?? previous.refused
  if (held.some((one) => !stays(one))) patch.refused = held.filter(stays)
  // A past that is wanted too is no past, and tells what "ressouder" takes up.
  const left = patch.past ?? previous.past
  const taken = left.filter((one) => goesOn(one, wanted))
  if (taken.length === 0) return
  patch.past = left.filter((one) => !taken.includes(one))
  const said = taken.flatMap((one) => (one.criterion === 'topic' && !covers(one, wanted) ? [one.value] : []))
  if (patch.topic && said.length > 0) patch.topic = joinRedacted([...said, patch.topic], ' ')
}

/** Whether what is unwanted is all that is wanted; "taxi, pas VTC" are two names of one code. */
const isSame = (unwanted: Refused, { occupation }: Want): boolean =>
  unwanted.criterion === 'occupation' &&
  unwanted.value.code === occupation?.code &&
  isAllOf(rootsOf(nameOf(occupation)), rootsOf(nameOf(unwanted.value))) &&
  isAllOf(rootsOf(nameOf(unwanted.value)), rootsOf(nameOf(occupation)))

/** Whether the refused subjects that say nothing else say it whole: "vente" is not "vente en magasin". */
function isAllRefused(topic: string, refused: readonly Refused[]): boolean {
  const wanted = rootsOf(topic)
  const said = refused
    .flatMap((one) => (one.criterion === 'topic' ? [rootsOf(one.value)] : []))
    .filter((words) => isAllOf(words, wanted))
  return wanted.length > 0 && isAllOf(wanted, said.flat())
}

const isAllOf = (words: readonly string[], those: readonly string[]): boolean =>
  words.every((word) => those.includes(word))

const nameOf = ({ name, label }: { name?: string; label: string }): string => name ?? label

/** Whether what is wanted is of what is unwanted: the same, or one of its field, or said with all its words. */
export function covers(unwanted: Past | Refused, want: Want): boolean {
  const { topic, occupation } = want
  switch (unwanted.criterion) {
    case 'occupation':
      return unwanted.value.code === occupation?.code
    case 'topic': {
      const words = rootsOf(unwanted.value)
      const said = rootsOf([topic, occupation && nameOf(occupation)].filter(Boolean).join(' '))
      if (words.length > 0 && words.every((word) => said.includes(word))) return true
      return occupation !== undefined && fieldOf(unwanted.value).some((code) => occupation.code.startsWith(code))
    }
    case 'near':
      return unwanted.value.code === want.near?.code
    case 'kinds':
      return want.kinds?.includes(unwanted.value) ?? false
    default:
      return unwanted.value === want[unwanted.criterion]
  }
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
