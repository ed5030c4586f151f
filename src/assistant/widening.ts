import type { Locale } from '../../guardrails/finding.ts'
import type { Relaxation } from '../options/option.ts'
import type { Suggestion } from '../record/turn.ts'
import { replies } from './replies.ts'
import { asSent } from './sent-criteria.ts'

/** A criterion or two that give way, and how many more would answer. */
export const widening = ({ criterion, to, and, gains }: Relaxation, locale: Locale): Suggestion => {
  const changes = [{ criterion, to }, ...(and ? [and] : [])]
  return {
    label: replies[locale].suggest.widen(changes, gains),
    to: 'this-exchange',
    send: { criteria: asSent(Object.fromEntries(changes.map((one) => [one.criterion, one.to]))) },
  }
}
