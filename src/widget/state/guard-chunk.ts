// First, so that the word lists stand together at the head of the chunk (bundle.ts).
import '../../../guardrails/lexicon/conduct-classes.json' with { type: 'json' }

import { termsIn } from '../../../guardrails/contestable.ts'
import type { Locale } from '../../../guardrails/finding.ts'
import { guard } from '../../../guardrails/guard.ts'
import type { Correction } from '../../../guardrails/motives.ts'
import { createPlaceholders } from '../../../guardrails/placeholders.ts'
import type { Policy } from '../../../guardrails/policy.ts'

/** The guard with its word lists, in one lazy chunk: the same module as on the server, run on the counsellor's machine by the server's policy. */
export function startGuard() {
  const placeholders = createPlaceholders()
  return {
    placeholders,
    termsIn,
    /** Judges a text being typed; numbers no placeholder. */
    check: (text: string, policy: Policy, locale: Locale, corrections: readonly Correction[] = []) =>
      guard(text, policy, { locale, placeholders: createPlaceholders(), corrections, isHarmless }),
    redact: (text: string, policy: Policy, locale: Locale, corrections: readonly Correction[] = []) =>
      guard(text, policy, { locale, placeholders, corrections, isHarmless }),
  }
}

/** What a counsellor says is heard here; the server, which knows more words, judges it. */
const isHarmless = () => true
