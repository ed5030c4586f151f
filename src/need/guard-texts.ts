import type { Finding } from '../../guardrails/finding.ts'
import type { Verdict } from '../../guardrails/guard.ts'
import type { Motive } from '../../guardrails/motives.ts'
import type { Redacted } from '../../guardrails/redacted.ts'

export type Guard = (text: string) => Verdict

export type GuardedTexts<Name extends string> =
  | {
      action: 'goes-on'
      texts: Partial<Record<Name, Redacted>>
      findings: Partial<Record<Name, Finding[]>>
      corrected: Motive[]
    }
  | { action: 'blocked'; pointer: Name; verdict: Extract<Verdict, { action: 'block' }> }

/** Guards every text of a request, by JSON pointer: all go on, or the first that is blocked stops them all. */
export function guardTexts<Name extends string>(
  texts: Readonly<Partial<Record<Name, string>>>,
  guard: Guard,
): GuardedTexts<Name> {
  const redacted: Partial<Record<Name, Redacted>> = {}
  const findings: Partial<Record<Name, Finding[]>> = {}
  const corrected: Motive[] = []
  for (const [pointer, text] of Object.entries(texts) as [Name, string | undefined][]) {
    if (text === undefined) continue
    const verdict = guard(text)
    if (verdict.action === 'block') return { action: 'blocked', pointer, verdict }
    redacted[pointer] = verdict.text
    findings[pointer] = verdict.findings
    corrected.push(...(verdict.corrected ?? []))
  }
  return { action: 'goes-on', texts: redacted, findings, corrected }
}
