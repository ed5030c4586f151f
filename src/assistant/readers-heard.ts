import type { Redacted } from '../../guardrails/redacted.ts'
import type { TypedSpan } from '../need/stances/features.ts'
import { asksForARow } from '../options/options-meant.ts'
import { questionsIn } from '../options/questions.ts'
import { termsIn } from './terms.ts'

/** What exact readers hear in a message, for the model of acts: kinds of values, what is asked of a record, a row asked for, a term of the trade. */
export function readersHeard(text: Redacted, spans: readonly TypedSpan[]): string[] {
  const questions = questionsIn(text)
  const kinds = new Set(spans.map(({ type }) => type))
  return [
    ...(kinds.size > 0 ? [...kinds].map((kind) => `value:${kind}`) : ['value:none']),
    ...(questions.length > 0
      ? questions.flatMap((question) => [
          `asks:${question.asks}`,
          ...('fields' in question ? question.fields.slice(0, 2).map((field) => `asks:${field}`) : []),
        ])
      : ['asks:nothing']),
    ...(asksForARow(text) ? ['asks:row'] : []),
    ...(termsIn(text, 'fr').length > 0 ? ['term'] : []),
  ]
}
