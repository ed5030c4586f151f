import type { Alternative } from '../criteria/alternatives.ts'
import type { Criteria, CriteriaInput, Criterion, Read } from '../criteria/criteria.ts'
import { day, euros, number } from './format.ts'
import type { Messages } from './messages-fr.ts'

/** One criterion as a counsellor reads it, and the patch that takes it away. */
export interface Chip {
  criterion: Criterion
  /** Tells apart several chips of one criterion. */
  index: number
  words: string
  read?: Read
  without: CriteriaInput
}

/** The criteria as the words of one sentence, in the order one would say them. */
export function chipsOf(criteria: Criteria, messages: Messages): Chip[] {
  const { criteria: words } = messages
  const chips: Chip[] = []
  const add = (criterion: Criterion, text: string, without: CriteriaInput = { [criterion]: null }, index = 0) =>
    chips.push({
      criterion,
      index,
      words: text,
      read: criteria.read.find((one) => one.criterion === criterion),
      without,
    })
  const each = <Name extends List>(name: Name, say: (value: Criteria[Name][number]) => string) =>
    criteria[name].forEach((value, index) => {
      add(name, say(value), { [name]: criteria[name].filter((_, at) => at !== index) }, index)
    })

  if (criteria.kinds.length > 0) add('kinds', criteria.kinds.map((kind) => messages.kinds[kind]).join(', '))
  if (criteria.topic) add('topic', criteria.topic)
  if (criteria.occupation) add('occupation', criteria.occupation.label)
  if (criteria.near) {
    const typed = criteria.read.find(({ criterion }) => criterion === 'near')?.corrected
    add('near', words.around(typed ? `${typed} → ${criteria.near.name}` : criteria.near.name))
  }
  if (criteria.radiusKm) add('radiusKm', words.within(criteria.radiusKm))
  if (criteria.modality) add('modality', messages.modalities[criteria.modality])
  if (criteria.excludeModalities.length > 0)
    add(
      'excludeModalities',
      criteria.excludeModalities.map((one) => words.excluded(messages.modalities[one])).join(', '),
    )
  if (criteria.startAfter) add('startAfter', words.startAfter(day(criteria.startAfter, messages)))
  if (criteria.startBefore) add('startBefore', words.startBefore(day(criteria.startBefore, messages)))
  if (criteria.maxHours) add('maxHours', words.maxHours(number(criteria.maxHours, messages)))
  if (criteria.maxPrice !== undefined)
    add('maxPrice', criteria.maxPrice === 0 ? words.free : words.maxPrice(euros(criteria.maxPrice, messages)))
  if (criteria.certifying !== undefined) add('certifying', criteria.certifying ? words.certifying : words.notCertifying)
  if (criteria.level) add('level', words.level(criteria.level))
  if (criteria.schedule) add('schedule', messages.schedules[criteria.schedule])
  if (criteria.levelHad) add('levelHad', words.levelHad(criteria.levelHad))
  each('alternatives', (other) => words.orElse(saidOf(other)))
  each('refused', ({ criterion, value }) => words.without(saidWords(criterion, value, messages)))
  each('past', ({ value }) => words.left(typeof value === 'string' ? value : (value.name ?? value.label)))
  each('constraints', (value) => value)
  each('excludeProviders', words.without)
  if (criteria.includeItems.length > 0) add('includeItems', words.itemsAdded(criteria.includeItems.length))
  if (criteria.excludeItems.length > 0) add('excludeItems', words.itemsRemoved(criteria.excludeItems.length))
  return chips
}

type List = 'constraints' | 'excludeProviders' | 'alternatives' | 'refused' | 'past'

const saidOf = ({ topic, occupation, near }: Alternative): string =>
  [topic, occupation?.name ?? occupation?.label, near?.name].filter(Boolean).join(', ')

/** One value of a criterion as its own chip would say it. */
const saidWords = (criterion: Criterion, value: unknown, messages: Messages): string =>
  valueWords(criterion, criterion === 'kinds' ? [value] : value, messages)

/** A criterion's value, as told when it changed or could be widened. */
export function valueWords(criterion: Criterion, value: unknown, messages: Messages): string {
  const { criteria: words } = messages
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return words.wasRemoved
  const one = { ...empty, [criterion]: value } as Criteria
  return chipsOf(one, messages)
    .map((chip) => chip.words)
    .join(', ')
}

const empty: Criteria = {
  kinds: [],
  excludeModalities: [],
  constraints: [],
  includeItems: [],
  excludeItems: [],
  excludeProviders: [],
  alternatives: [],
  refused: [],
  past: [],
  read: [],
}
