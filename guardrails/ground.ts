import { createPhrases, type Token, tokensOf } from './detect/phrases.ts'
import { messageOf } from './detect/recogniser.ts'
import type { Locale } from './finding.ts'
import { guard } from './guard.ts'
import lexicon from './lexicon/ground.json' with { type: 'json' }
import { fold } from './normalise.ts'
import { createPlaceholders, type Placeholders } from './placeholders.ts'
import type { Policy } from './policy.ts'
import type { Redacted } from './redacted.ts'

export type GroundReason =
  | 'number'
  | 'date'
  | 'name'
  | 'url'
  | 'directive'
  | 'superlative'
  | 'personal'
  | 'sensitive'
  | 'language'
  | 'empty'
  | 'too-long'

export type Grounding = { grounded: true; text: Redacted } | { grounded: false; reasons: GroundReason[] }

export interface GroundContext {
  policy: Policy
  locale: Locale
  placeholders?: Placeholders
}

/** Judges a model's sentence against the values it was given. */
export function ground(
  sentence: string,
  evidence: readonly (string | number | boolean)[],
  context: GroundContext,
): Grounding {
  if (!sentence.trim()) return { grounded: false, reasons: ['empty'] }
  const known = evidence.join(' ')
  const reasons: GroundReason[] = []
  const tokens = tokensOf(messageOf(fold(sentence)))
  if ((sentence.match(/\d+/g) ?? []).some((digits) => !known.includes(digits))) reasons.push('number')
  if (readDirectives(tokens).length > 0) reasons.push('directive')
  if (readSuperlatives(tokens).length > 0) reasons.push('superlative')
  const verdict = guard(sentence, context.policy, {
    locale: context.locale,
    placeholders: context.placeholders ?? createPlaceholders(),
  })
  if (verdict.action !== 'pass') reasons.push(verdict.action === 'block' ? 'sensitive' : 'personal')
  if (reasons.length > 0) return { grounded: false, reasons }
  return { grounded: true, text: verdict.text }
}

const phrasesOf = (phrases: readonly string[]): ((tokens: readonly Token[]) => unknown[]) =>
  createPhrases(
    phrases.map((pattern) => ({ pattern, tag: true })),
    lexicon.classes,
  )
const readDirectives = phrasesOf(lexicon.directive.phrases)
const readSuperlatives = phrasesOf(lexicon.superlative.phrases)
