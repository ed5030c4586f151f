import type { Span } from '../../../guardrails/language/fold.ts'
import type { Message } from '../../criteria/reading/message.ts'
import type { Stance } from '../../criteria/reading/stances.ts'
import fields from './form-fields.json' with { type: 'json' }

/** A field of a form and what its value is for, in offsets of the folded text. */
export interface FormField extends Span {
  stance: Stance
}

/** The fields of a pasted form, one a line ("Métier : boulanger", "REFUS | comptabilité"); none where fewer than three lines are fields. */
export function formFieldsIn({ text }: Message): FormField[] {
  const lines = [...text.matchAll(line)]
  if (lines.length < fewest) return []
  return lines.flatMap(({ index, 0: whole, groups }): FormField[] => {
    const stance = stances.find(({ labels }) => labels.test(groups!.label!.trim()))?.stance
    return stance ? [{ stance, start: index, end: index + whole.length }] : []
  })
}

const fewest = 3

/** In folded text; a cell is cut by a bar, a label by a colon or a bar. */
const line = /(?<=^|\n|\| )[-•*\s]*(?<label>[a-z][a-z'()/ ]{1,32}?) ?[:|] ?[^\n]+/g

const stances = fields.map(({ stance, labels }) => ({
  stance: stance as Stance,
  labels: new RegExp(`^(?:${labels})$`),
}))
