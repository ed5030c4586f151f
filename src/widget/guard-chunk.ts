// First, so that the word lists stand together at the head of the chunk (bundle.ts).
import '../../guardrails/lexicon/policy.json' with { type: 'json' }

import type { Locale } from '../../guardrails/finding.ts'
import { guard } from '../../guardrails/guard.ts'
import { createPlaceholders } from '../../guardrails/placeholders.ts'
import { defaultPolicy } from '../../guardrails/policy.ts'

/** The guard with its word lists, in one lazy chunk: the same module as on the server, run on the counsellor's machine. */
export function startGuard() {
  const placeholders = createPlaceholders()
  return {
    placeholders,
    /** Judges a text being typed; numbers no placeholder. */
    check: (text: string, locale: Locale) => guard(text, defaultPolicy, { locale, placeholders: createPlaceholders() }),
    redact: (text: string, locale: Locale) => guard(text, defaultPolicy, { locale, placeholders }),
  }
}
