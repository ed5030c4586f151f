import type { Redacted } from '../../guardrails/redacted.ts'

export interface FollowUpContext {
  hasOptions: boolean
  optionTitles: readonly string[]
  locale: 'fr' | 'en'
}

/** Tells a question about the options shown ("laquelle est la plus courte ?") from a new or amended need ("plutôt à distance"). */
export function isFollowUp(text: Redacted, context: FollowUpContext): boolean {
  return context.hasOptions && text.includes('?')
}
