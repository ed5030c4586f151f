import { html, type TemplateResult } from 'lit'
import type { Criteria, CriteriaInput, Criterion } from '../criteria/criteria.ts'
import type { Messages } from './messages-fr.ts'

/** A correction as sent: a patch, or words for what only a reading can resolve (a commune's name). */
export interface Correction {
  criteria: CriteriaInput
  text?: string
}

type Field =
  | { input: 'text' | 'date' | 'number'; value: string; min?: number; max?: number }
  | { input: 'select'; value: string; choices: [value: string, words: string][] }

/** The criteria that can be given a value here; the others can only be taken away. */
export const editable: readonly Criterion[] = [
  'topic',
  'kinds',
  'near',
  'radiusKm',
  'modality',
  'startAfter',
  'startBefore',
  'maxHours',
  'maxPrice',
  'certifying',
  'level',
  'schedule',
  'constraints',
]

export const isEditable = (criterion: Criterion): boolean => criterion === 'occupation' || editable.includes(criterion)

/** The typed input of one criterion, labelled by its name. */
export function criterionInput(
  criterion: Criterion,
  index: number,
  criteria: Criteria,
  messages: Messages,
): TemplateResult {
  const field = fieldOf(criterion, index, criteria, messages)
  const label = html`<label for="criterion-value">${messages.criterion[criterion].name}</label>`
  if (field.input === 'select')
    return html`${label}<select id="criterion-value" name="value" required>
        ${field.choices.map(([value, words]) => html`<option value=${value} ?selected=${value === field.value}>${words}</option>`)}
      </select>`
  return html`${label}<input id="criterion-value" name="value" required type=${field.input} .value=${field.value}
      min=${field.min ?? ''} max=${field.max ?? ''} maxlength="200" autocomplete="off" />`
}

/** What a new value means for the criteria. */
export function correctionOf(
  criterion: Criterion,
  index: number,
  value: string,
  criteria: Criteria,
  messages: Messages,
): Correction {
  switch (criterion) {
    case 'near':
      return { criteria: {}, text: messages.criteria.placeText(value) }
    case 'occupation':
      return { criteria: { occupation: null, topic: value } }
    case 'constraints': {
      const constraints: string[] = [...criteria.constraints]
      constraints[index] = value
      return { criteria: { constraints } }
    }
    case 'kinds':
      return { criteria: { kinds: [value] as CriteriaInput['kinds'] } }
    case 'certifying':
      return { criteria: { certifying: value === 'yes' } }
    case 'radiusKm':
    case 'maxHours':
    case 'maxPrice':
    case 'level':
      return { criteria: { [criterion]: Number(value) } }
    default:
      return { criteria: { [criterion]: value } }
  }
}

function fieldOf(criterion: Criterion, index: number, criteria: Criteria, messages: Messages): Field {
  const choices = (words: object) => Object.entries(words) as [string, string][]
  switch (criterion) {
    case 'kinds':
      return { input: 'select', value: criteria.kinds[0] ?? '', choices: choices(messages.kinds) }
    case 'modality':
      return { input: 'select', value: criteria.modality ?? '', choices: choices(messages.modalities) }
    case 'schedule':
      return { input: 'select', value: criteria.schedule ?? '', choices: choices(messages.schedules) }
    case 'level':
      return {
        input: 'select',
        value: `${criteria.level ?? ''}`,
        choices: messages.levels.map((words, at) => [`${at + 1}`, words]),
      }
    case 'certifying':
      return {
        input: 'select',
        value: criteria.certifying === false ? 'no' : 'yes',
        choices: [
          ['yes', messages.criterion.certifying.value(true)],
          ['no', messages.criterion.certifying.value(false)],
        ],
      }
    case 'radiusKm':
      return { input: 'number', value: `${criteria.radiusKm ?? ''}`, min: 1, max: 1000 }
    case 'maxHours':
      return { input: 'number', value: `${criteria.maxHours ?? ''}`, min: 1, max: 10_000 }
    case 'maxPrice':
      return { input: 'number', value: `${criteria.maxPrice ?? ''}`, min: 0, max: 1_000_000 }
    case 'startAfter':
    case 'startBefore':
      return { input: 'date', value: criteria[criterion] ?? '' }
    case 'near':
      return { input: 'text', value: criteria.near?.name ?? '' }
    case 'occupation':
      return { input: 'text', value: criteria.occupation?.label ?? '' }
    case 'constraints':
      return { input: 'text', value: criteria.constraints[index] ?? '' }
    default:
      return { input: 'text', value: criteria.topic ?? '' }
  }
}
