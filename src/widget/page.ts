import type { Locale } from '../../guardrails/finding.ts'
import { en } from './words/messages-en.ts'
import { fr } from './words/messages-fr.ts'

export interface Page {
  locale: Locale
  agency: string
  /** Whom a counsellor turns to: a name, an address, a sentence. */
  referent: string
  /** The catalogue is a demonstration and says so from the first screen. */
  fictitious: boolean
  /** Somebody signed in, and may sign out. */
  signedIn?: boolean
}

/** The page of a counsellor, served at "/": one element, no inline script and no inline style. */
export function renderPage({ locale, agency, referent, fictitious, signedIn }: Page): string {
  const messages = locale === 'en' ? en : fr
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${attribute(`${messages.name}, ${messages.tagline}`)}</title>
<link rel="icon" href="/widget/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/widget/page.css">
<script type="module" src="/widget.js"></script>
</head>
<body>
${signedIn ? `<form class="session" method="post" action="/sign-out"><button>${locale === 'fr' ? 'Se déconnecter' : 'Sign out'}</button></form>\n` : ''}<eventail-chat locale="${locale}" agency="${attribute(agency)}" referent="${attribute(referent)}"${fictitious ? ' fictitious' : ''}></eventail-chat>
<noscript><p>${locale === 'fr' ? 'Cette page a besoin de JavaScript.' : 'This page needs JavaScript.'}</p></noscript>
</body>
</html>
`
}

const attribute = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
