import type { Term } from '../../../guardrails/contestable.ts'
import type { Finding, Locale } from '../../../guardrails/finding.ts'
import type { Verdict } from '../../../guardrails/guard.ts'
import type { Correction } from '../../../guardrails/motives.ts'
import type { PolicyInForce } from './api.ts'

/** What the guard-chunk offers, once loaded. */
type Loaded = ReturnType<typeof import('./guard-chunk.ts').startGuard>

/** A text that may leave, with the version of the policy it was checked under; or why it stays: what was found, or a guard that could not be loaded (it fails closed). */
export type Redaction =
  | { stays: false; text: string; findings: Finding[]; policy: string }
  | {
      stays: true
      because: 'findings' | 'disguise' | 'too-long' | 'guard-failure'
      findings: Finding[]
      limit?: number
    }

export type BrowserGuard = ReturnType<typeof createBrowserGuard>

/**
 * The guard on the counsellor's machine, by the policy that the server has in force. The map from placeholder to value lives in this tab's memory and
 * nowhere else.
 */
export function createBrowserGuard(options: {
  load: () => Promise<() => Loaded>
  policy: () => Promise<PolicyInForce>
  locale: () => Locale
}) {
  let loading: Promise<Loaded> | undefined
  let loaded: Loaded | undefined
  let asking: Promise<PolicyInForce> | undefined
  let inForce: PolicyInForce | undefined
  const reserved: string[] = []

  async function ready(): Promise<[Loaded, PolicyInForce]> {
    loading ??= options.load().then((start) => {
      loaded = start()
      for (const text of reserved.splice(0)) loaded.placeholders.reserve(text)
      return loaded
    })
    asking ??= options.policy().then((given) => {
      inForce = given
      return given
    })
    try {
      return await Promise.all([loading, asking])
    } catch (error) {
      if (!loaded) loading = undefined
      if (!inForce) asking = undefined
      throw error
    }
  }

  /** Loads what is missing; true when all is there. */
  const prepare = () =>
    ready().then(
      () => true,
      () => false,
    )

  return {
    prepare,
    /** Asks the server again: the policy has changed there. */
    renew(): Promise<boolean> {
      asking = undefined
      inForce = undefined
      return prepare()
    },
    /** What would be masked or would block, while typing; undefined until the guard is there. */
    check: (text: string, corrections: readonly Correction[] = []): Verdict | undefined =>
      inForce && loaded?.check(text, inForce.policy, options.locale(), corrections),
    /** Words of our own lists in a text, for a contest to carry; none until the guard is there. */
    terms: (text: string): Term[] => loaded?.termsIn(text) ?? [],
    async redact(text: string, corrections: readonly Correction[] = []): Promise<Redaction> {
      try {
        const [guard, { policy, version }] = await ready()
        const verdict = guard.redact(text, policy, options.locale(), corrections)
        return verdict.action === 'block'
          ? { stays: true, because: verdict.because, findings: verdict.findings, limit: verdict.limit }
          : { stays: false, text: verdict.text, findings: verdict.findings, policy: version }
      } catch {
        return { stays: true, because: 'guard-failure', findings: [] }
      }
    },
    /** Numbers of placeholders already used in `text` are not given again. */
    reserve(text: string) {
      if (loaded) loaded.placeholders.reserve(text)
      else reserved.push(text)
    },
    /** Puts the values back, for this screen only. */
    restore: (text: string): string => loaded?.placeholders.restore(text) ?? text,
    /** Forgets every value: another conversation, another person. */
    forget() {
      loading = undefined
      loaded = undefined
      reserved.length = 0
    },
  }
}
