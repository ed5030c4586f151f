import { type Finding, type FindingType, kindOf, type Locale } from './finding.ts'
import type { Placeholders } from './placeholders.ts'
import type { Policy } from './policy.ts'
import { mintRedacted, type Redacted } from './redacted.ts'

export interface GuardContext {
  locale: Locale
  placeholders: Placeholders
}

export type Verdict =
  | { action: 'pass' | 'alert'; text: Redacted; findings: Finding[] }
  | {
      action: 'block'
      because: 'findings' | 'disguise' | 'too-long' | 'guard-failure'
      /** Always empty: nothing of a blocked text goes on. */
      text: Redacted
      findings: Finding[]
      /** With `too-long`: the limit, in code points. */
      limit?: number
      /** With `guard-failure`: the name of the recogniser that failed. */
      failed?: string
    }

/**
 * Judges a text that a person wrote: what may go on (redacted), what the counsellor is told, what does not go on.
 * The only maker of `Redacted`. Never throws: an error inside is a block.
 */
export function guard(text: string, policy: Policy, context: GuardContext): Verdict {
  if (longerThan(text, policy.limit)) {
    return { action: 'block', because: 'too-long', text: nothing, findings: [], limit: policy.limit }
  }
  const spans: { type: FindingType; start: number; end: number }[] = []
  for (const match of text.matchAll(/(?<!\d)0[1-79](?:[ .-]?\d{2}){4}(?!\d)/g)) {
    spans.push({ type: 'PHONE', start: match.index, end: match.index + match[0].length })
  }
  for (const match of text.matchAll(/(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}/g)) {
    spans.push({ type: 'EMAIL', start: match.index, end: match.index + match[0].length })
  }
  spans.sort((one, other) => one.start - other.start)
  let redactedText = ''
  let from = 0
  const findings = spans.map(({ type, start, end }): Finding => {
    const replacement = context.placeholders.name(type, text.slice(start, end), context.locale)
    redactedText += text.slice(from, start) + replacement
    from = end
    return { kind: kindOf(type), type, start, end, replacement, advice: policy.types[type].advice[context.locale] }
  })
  redactedText += text.slice(from)
  return { action: findings.length > 0 ? 'alert' : 'pass', text: mintRedacted(redactedText), findings }
}

const nothing = mintRedacted('')

function longerThan(text: string, limit: number): boolean {
  if (text.length <= limit) return false
  if (text.length > 2 * limit) return true
  let points = 0
  for (const _ of text) points++
  return points > limit
}
