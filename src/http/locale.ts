import type { Locale } from '../../guardrails/finding.ts'

/** French first: English only where the client asks for it before French. */
export function localeOf(request: Request): Locale {
  for (const range of (request.headers.get('accept-language') ?? '').split(',')) {
    const language = range.trim().slice(0, 2).toLowerCase()
    if (language === 'fr' || language === 'en') return language
  }
  return 'fr'
}
