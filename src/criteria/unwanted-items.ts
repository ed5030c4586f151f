import type { Item } from '../item.ts'
import { fieldOf } from '../occupations/fields.ts'
import { writtenForms as formsOf } from '../occupations/names.ts'
import type { Criteria } from './criteria.ts'
import type { Failure, Judge } from './judging.ts'
import type { Past } from './past.ts'
import type { Refused } from './refused.ts'
import { rootsOf } from './unwanted.ts'

/** What the person refuses, by its codes or in the words of what the offer is called; schedules, kinds, levels and towns as they are. */
export const refusedIn: Judge = (item, criteria) => {
  for (const refused of criteria.refused) {
    const verdict = isSubject(refused) ? unwantedIn(item, refused, criteria) : plainlyIn(item, refused)
    if (verdict) return { ...verdict, limit: wordsOf(refused) }
  }
  return undefined
}

/** What the person did or leaves, where the offer is not of what is wanted as well. */
export const leftIn: Judge = (item, criteria) => {
  if (criteria.past.length === 0 || namesWanted(item, criteria)) return undefined
  for (const left of criteria.past) {
    const verdict = unwantedIn(item, left, criteria)
    if (verdict) return { ...verdict, limit: wordsOf(left) }
  }
  return undefined
}

/** By code, by the name of the trade, or by a word of the subject in what it is called. */
function namesWanted({ title, certification, occupations }: Item, { topic, occupation }: Criteria): boolean {
  if (occupation && occupations.some(({ code }) => code === occupation.code)) return true
  const called = rootsIn(`${title} ${certification?.label ?? ''}`)
  const trades = occupation ? formsOf(nameOf(occupation)).map(rootsOf) : []
  if (trades.some((roots) => roots.length > 0 && roots.every((root) => called.has(root)))) return true
  return rootsOf(topic ?? '').some((root) => called.has(root))
}

type Subject = Extract<Refused, Past>

const isSubject = (refused: Refused): refused is Subject =>
  refused.criterion === 'topic' || refused.criterion === 'occupation'

/**
 * The title is what the offer says it is. Its certification or its codes may cover more than one thing ("taxi ou VTC"): they tell nothing where
 * they cover what is wanted too.
 */
function unwantedIn(item: Item, unwanted: Subject, wanted: Criteria): Where | undefined {
  const forms = (unwanted.criterion === 'topic' ? [unwanted.value] : formsOf(nameOf(unwanted.value))).map(rootsOf)
  const names = (text: string) => {
    const said = rootsIn(text)
    return forms.some((roots) => roots.length > 0 && roots.every((root) => said.has(root)))
  }
  const { title, certification, occupations } = item
  if (names(title)) return { field: '/title', value: title }
  if (certification && names(certification.label) && !namesWanted(item, wanted)) {
    return { field: '/certification/label', value: certification.label }
  }
  if (occupations.some(({ code }) => code === wanted.occupation?.code)) return undefined
  const codes = unwanted.criterion === 'topic' ? fieldOf(unwanted.value) : [unwanted.value.code]
  const index = occupations.findIndex(
    ({ code, label }) => codes.some((one) => code.startsWith(one)) || (unwanted.criterion === 'topic' && names(label)),
  )
  return index < 0 ? undefined : { field: `/occupations/${index}/label`, value: occupations[index]!.label }
}

function plainlyIn(item: Item, refused: Exclude<Refused, Subject>): Where | undefined {
  switch (refused.criterion) {
    case 'kinds':
      return item.kind === refused.value ? { field: '/kind', value: item.kind } : undefined
    case 'schedule':
      return item.schedule === refused.value ? { field: '/schedule', value: item.schedule } : undefined
    case 'level': {
      const level = item.certification?.level
      return level === refused.value ? { field: '/certification/level', value: level } : undefined
    }
    case 'near': {
      const { code, name } = refused.value
      // "Paris" is "Paris 12e Arrondissement" too.
      const isThere = (commune: { code: string; name: string }) =>
        commune.code === code || /^\d/.test(commune.name.split(`${name} `)[1] ?? '')
      const only = item.places.length > 0 && item.places.every(({ commune }) => isThere(commune))
      return only ? { field: '/places/0/commune/name', value: item.places[0]!.commune.name } : undefined
    }
  }
}

type Where = Omit<Failure, 'limit'>

const wordsOf = ({ value }: Refused | Past): Failure['limit'] =>
  typeof value === 'object' ? ('label' in value ? nameOf(value) : value.name) : value

const nameOf = ({ name, label }: NonNullable<Criteria['occupation']>): string => name ?? label

/** Of a title or a label, each of which is judged many times. */
function rootsIn(text: string): ReadonlySet<string> {
  const known = roots.get(text)
  if (known) return known
  const made = new Set(rootsOf(text))
  if (roots.size >= 10_000) roots.clear()
  roots.set(text, made)
  return made
}

const roots = new Map<string, ReadonlySet<string>>()
