import type { Candidate, Recogniser } from './detect/recogniser.ts'
import { type Finding, kindOf, type Locale } from './finding.ts'
import { type Inspection, inspect, RecogniserFailure } from './inspect.ts'
import type { Placeholders } from './placeholders.ts'
import type { Policy } from './policy.ts'
import { mintRedacted, type Redacted } from './redacted.ts'

export interface GuardContext {
  locale: Locale
  placeholders: Placeholders
  /** Recognisers that join the built-in ones, such as a named-entity model. */
  more?: readonly Recogniser[]
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
  try {
    const inspection = inspect(text, context.more)
    const blocks = inspection.candidates.some(({ type }) => policy.types[type].action === 'block')
    if (blocks || inspection.disguised) {
      const findings = inspection.candidates.map((candidate) => tell(candidate, policy, context.locale))
      return { action: 'block', because: blocks ? 'findings' : 'disguise', text: nothing, findings }
    }
    return redact(text, inspection, policy, context)
  } catch (error) {
    const failed = error instanceof RecogniserFailure ? error.recogniser : 'guard'
    return { action: 'block', because: 'guard-failure', text: nothing, findings: [], failed }
  }
}

function redact(
  text: string,
  { candidates }: Inspection,
  policy: Policy,
  { locale, placeholders }: GuardContext,
): Verdict {
  placeholders.reserve(text)
  let redactedText = ''
  let from = 0
  const findings = candidates.map((candidate): Finding => {
    const replacement = placeholders.name(candidate.type, text.slice(candidate.start, candidate.end), locale)
    redactedText += visible(text.slice(from, candidate.start)) + replacement
    from = candidate.end
    return { ...tell(candidate, policy, locale), replacement }
  })
  redactedText += visible(text.slice(from))
  if (placeholders.restore(redactedText) !== text) placeholders.remember(redactedText, text)
  return { action: findings.length > 0 ? 'alert' : 'pass', text: mintRedacted(redactedText), findings }
}

function tell({ type, start, end, recast }: Candidate, policy: Policy, locale: Locale): Finding {
  const finding: Finding = { kind: kindOf(type), type, start, end, advice: policy.types[type].advice[locale] }
  if (recast) finding.recast = { text: recast[locale] }
  return finding
}

/** What cannot be seen does not go on: it is where instructions for a machine hide. */
const visible = (text: string): string => text.replace(/\p{Cf}|\p{Cs}|[\u{FE00}-\u{FE0F}]|[\u{E0100}-\u{E01EF}]/gu, '')

const nothing = mintRedacted('')

function longerThan(text: string, limit: number): boolean {
  if (text.length <= limit) return false
  if (text.length > 2 * limit) return true
  let points = 0
  for (const _ of text) points++
  return points > limit
}
