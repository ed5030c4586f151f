import type { Criteria, CriteriaInput, Criterion, Read, Value } from '../../criteria/criteria.ts'
import { defaultRadiusKm, mostRadiusKm } from '../../criteria/default-radius-km.ts'
import { inOrder } from '../../criteria/in-order.ts'
import { inSentence } from '../../criteria/spoken.ts'
import type { Messages } from './messages-fr.ts'

/** One criterion as a counsellor reads it, and the patch that takes it away. */
export interface Chip {
  criterion: Criterion
  /** Tells apart several chips of one criterion. */
  index: number
  words: string
  read?: Read
  /** Nobody said it: it holds for want of a distance. */
  isDefault?: true
  without: CriteriaInput
}

/** In the order one would say them. */
const order = inOrder([
  'kinds',
  'topic',
  'occupation',
  'near',
  'radiusKm',
  'modality',
  'excludeModalities',
  'startAfter',
  'startBefore',
  'maxHours',
  'maxPrice',
  'certifying',
  'level',
  'schedule',
  'levelHad',
  'alternatives',
  'refused',
  'past',
  'constraints',
  'excludeProviders',
  'includeItems',
  'excludeItems',
])

/** Lists whose entries are told, and taken away, one by one. */
const entryByEntry: readonly Criterion[] = ['alternatives', 'refused', 'past', 'constraints', 'excludeProviders']

/** The criteria as the words of one sentence. */
export function chipsOf(criteria: Criteria, messages: Messages): Chip[] {
  const chips = eachOf(criteria, messages)
  // A subject and a trade of one name are said once, and taken away together.
  return chips.flatMap((chip, at) => {
    const isSaid = ({ words }: Chip) => words.toLowerCase() === chip.words.toLowerCase()
    if (chips.slice(0, at).some(isSaid)) return []
    return [
      { ...chip, without: Object.assign({}, ...chips.filter(isSaid).map(({ without }) => without)) as CriteriaInput },
    ]
  })
}

function eachOf(criteria: Criteria, messages: Messages): Chip[] {
  return order.flatMap((criterion): Chip[] => {
    const held = criteria[criterion]
    if (criterion === 'radiusKm' && isEmpty(held) && !isEmpty(criteria.near)) {
      const words = inSentence(messages, criterion, defaultRadiusKm)
      return [{ criterion, index: 0, words, isDefault: true, without: { radiusKm: mostRadiusKm } }]
    }
    // As far as is accepted is any distance.
    if (isEmpty(held) || (criterion === 'radiusKm' && held === mostRadiusKm)) return []
    const read = criteria.read.find((one) => one.criterion === criterion)
    const say = (value: unknown) => inSentence(messages, criterion, typed(value, read) as Value<Criterion>)
    if (!Array.isArray(held) || !entryByEntry.includes(criterion)) {
      return [{ criterion, index: 0, words: say(held), read, without: withoutIt(criterion, criteria) }]
    }
    return held.map((entry, index) => {
      const without = { [criterion]: held.filter((_, at) => at !== index) }
      return { criterion, index, words: say([entry]), read, without }
    })
  })
}

/** Without a place, another that would do takes it. */
function withoutIt(criterion: Criterion, { alternatives }: Criteria): CriteriaInput {
  const next = criterion === 'near' && alternatives.find(({ topic, occupation }) => !topic && !occupation)
  return next ? { near: next.near, alternatives: alternatives.filter((one) => one !== next) } : { [criterion]: null }
}

/** A town or a trade that was read as other words than those typed says both. */
function typed(value: unknown, read: Read | undefined): unknown {
  if (!read?.corrected) return value
  if (read.criterion === 'near') return { name: `${read.corrected} → ${(value as Value<'near'>).name}` }
  if (read.criterion !== 'occupation') return value
  const { name, label } = value as Value<'occupation'>
  return { name: `${read.corrected} → ${name ?? label}` }
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0)
