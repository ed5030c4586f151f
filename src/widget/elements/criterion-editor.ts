import { html, type TemplateResult } from 'lit'
import type { Criteria, CriteriaInput, Criterion } from '../../criteria/criteria.ts'
import { defaultRadiusKm, mostRadiusKm } from '../../criteria/default-radius-km.ts'
import type { Messages } from '../words/messages-fr.ts'

/** A correction as sent: a patch, or words for what only a reading can resolve (a commune's name). */
export interface Correction {
  criteria: CriteriaInput
  text?: string
}

type Field =
  | { input: 'text' | 'date' | 'number'; value: string; min?: number; max?: number }
  | { input: 'select'; value: string; choices: [value: string, words: string][] }

/** How a criterion is given a value by hand, and what that means for the criteria. */
interface Editor {
  field(criteria: Criteria, messages: Messages, index: number): Field
  /** The value as typed, unless said otherwise. */
  correction?(value: string, criteria: Criteria, messages: Messages, index: number): Correction
  /** Changed where it stands, and not among those to add: its words are. */
  added?: false
}

const choices = (words: object) => Object.entries(words) as [string, string][]
const number = (
  criterion: 'radiusKm' | 'maxHours' | 'maxPrice',
  { min, max, unsaid = '' }: { min: number; max: number; unsaid?: number | '' },
): Editor => ({
  field: (criteria) => ({ input: 'number', value: `${criteria[criterion] ?? unsaid}`, min, max }),
  correction: (value) => ({ criteria: { [criterion]: Number(value) } }),
})
const date = (criterion: 'startAfter' | 'startBefore'): Editor => ({
  field: (criteria) => ({ input: 'date', value: criteria[criterion] ?? '' }),
})

/** In the order of the list to add from; those without can only be taken away. */
const editors: { [Name in Criterion]: Editor | null } = {
  topic: { field: ({ topic }) => ({ input: 'text', value: topic ?? '' }) },
  occupation: {
    field: ({ occupation }) => ({ input: 'text', value: occupation?.label ?? '' }),
    correction: (value) => ({ criteria: { occupation: null, topic: value } }),
    added: false,
  },
  kinds: {
    field: ({ kinds }, messages) => ({ input: 'select', value: kinds[0] ?? '', choices: choices(messages.kinds) }),
    correction: (value) => ({ criteria: { kinds: [value] as CriteriaInput['kinds'] } }),
  },
  near: {
    field: ({ near }) => ({ input: 'text', value: near?.name ?? '' }),
    correction: (value, _, messages) => ({ criteria: {}, text: messages.criteria.placeText(value) }),
  },
  radiusKm: number('radiusKm', { min: 1, max: mostRadiusKm, unsaid: defaultRadiusKm }),
  modality: {
    field: ({ modality }, { modalities }) => ({ input: 'select', value: modality ?? '', choices: choices(modalities) }),
  },
  excludeModalities: null,
  startAfter: date('startAfter'),
  startBefore: date('startBefore'),
  maxHours: number('maxHours', { min: 1, max: 10_000 }),
  maxPrice: number('maxPrice', { min: 0, max: 1_000_000 }),
  certifying: {
    field: ({ certifying }, { criterion }) => ({
      input: 'select',
      value: certifying === false ? 'no' : 'yes',
      choices: [
        ['yes', criterion.certifying.value(true)],
        ['no', criterion.certifying.value(false)],
      ],
    }),
    correction: (value) => ({ criteria: { certifying: value === 'yes' } }),
  },
  level: {
    field: ({ level }, { levels }) => ({
      input: 'select',
      value: `${level ?? ''}`,
      choices: levels.map((words, at) => [`${at + 1}`, words]),
    }),
    correction: (value) => ({ criteria: { level: Number(value) } }),
  },
  schedule: {
    field: ({ schedule }, { schedules }) => ({ input: 'select', value: schedule ?? '', choices: choices(schedules) }),
  },
  constraints: {
    field: ({ constraints }, _, index) => ({ input: 'text', value: constraints[index] ?? '' }),
    correction(value, criteria, _, index) {
      const constraints: string[] = [...criteria.constraints]
      constraints[index] = value
      return { criteria: { constraints } }
    },
  },
  includeItems: null,
  excludeItems: null,
  excludeProviders: null,
  alternatives: null,
  refused: null,
  past: null,
  levelHad: null,
}

export const isEditable = (criterion: Criterion): boolean => editors[criterion] !== null

/** The criteria that can be added here. */
export const addable = (Object.keys(editors) as Criterion[]).filter(
  (criterion) => isEditable(criterion) && editors[criterion]?.added !== false,
)

/** The typed input of one criterion, labelled by its name. */
export function criterionInput(
  criterion: Criterion,
  index: number,
  criteria: Criteria,
  messages: Messages,
): TemplateResult {
  const field = (editors[criterion] ?? editors.topic!).field(criteria, messages, index)
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
  return editors[criterion]?.correction?.(value, criteria, messages, index) ?? { criteria: { [criterion]: value } }
}
