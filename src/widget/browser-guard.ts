import type { Finding, Locale } from '../../guardrails/finding.ts'
import type { Verdict } from '../../guardrails/guard.ts'

/** What the guard-chunk offers, once loaded. */
type Loaded = ReturnType<typeof import('./guard-chunk.ts').startGuard>

/** A text that may leave, or why it stays: what was found, or a guard that could not be loaded (it fails closed). */
export type Redaction =
  | { stays: false; text: string; findings: Finding[] }
  | {
      stays: true
      because: 'findings' | 'disguise' | 'too-long' | 'guard-failure'
      findings: Finding[]
      limit?: number
    }

export type BrowserGuard = ReturnType<typeof createBrowserGuard>

/** The guard on the counsellor's machine. The map from placeholder to value lives in this tab's memory and nowhere else. */
export function createBrowserGuard(options: { load: () => Promise<() => Loaded>; locale: () => Locale }) {
  let loading: Promise<Loaded> | undefined
  let loaded: Loaded | undefined
  const reserved: string[] = []

  async function ready(): Promise<Loaded> {
    loading ??= options.load().then((start) => {
      loaded = start()
      for (const text of reserved.splice(0)) loaded.placeholders.reserve(text)
      return loaded
    })
    try {
      return await loading
    } catch (error) {
      loading = undefined
      throw error
    }
  }

  return {
    /** Loads the chunk; true when it is there. */
    prepare: () =>
      ready().then(
        () => true,
        () => false,
      ),
    /** What would be masked or would block, while typing; undefined until the chunk is there. */
    check: (text: string): Verdict | undefined => loaded?.check(text, options.locale()),
    async redact(text: string): Promise<Redaction> {
      try {
        const verdict = (await ready()).redact(text, options.locale())
        return verdict.action === 'block'
          ? { stays: true, because: verdict.because, findings: verdict.findings, limit: verdict.limit }
          : { stays: false, text: verdict.text, findings: verdict.findings }
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
