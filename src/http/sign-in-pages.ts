import { html } from 'hono/html'
import type { Locale } from '../../guardrails/finding.ts'
import { documentOf } from './explanation-pages.ts'

type Html = ReturnType<typeof documentOf>

/** Tells the page that opened this window, and closes it. */
export const signedInScript = `new BroadcastChannel('eventail-signed-in').postMessage('signed-in')
window.close()
`

/** Shown in the small window, for as long as it takes to close. */
export function signedInPage(locale: Locale): Html {
  const [title, detail] = words[locale].signedIn
  return documentOf(title, locale, html`<h1>${title}</h1><p>${detail}</p><script src="/signed-in.js"></script>`)
}

export function signedOutPage(locale: Locale): Html {
  const { again, signedOut } = words[locale]
  const [title, detail] = signedOut
  return documentOf(title, locale, html`<h1>${title}</h1><p>${detail}</p><p><a href="/sign-in">${again}</a></p>`)
}

/** Goes on to the provider by itself: a redirection after a form may not leave this origin (form-action). */
export function leavingPage(address: string, locale: Locale): Html {
  const { leaving } = words[locale]
  const [title, detail] = leaving
  return documentOf(
    title,
    locale,
    html`<meta http-equiv="refresh" content="0; url=${address}"><h1>${title}</h1><p><a href="${address}">${detail}</a></p>`,
  )
}

/** It did not work: what to do, and nothing of why, which the operator reads in the log. */
export function notSignedInPage(because: 'refused' | 'unavailable' | 'expired', request: string, locale: Locale): Html {
  const { again, number } = words[locale]
  const [title, detail] = words[locale][because]
  return documentOf(
    title,
    locale,
    html`<h1>${title}</h1><p>${detail}</p><p><a href="/sign-in">${again}</a></p><p><small>${number}<code>${request}</code></small></p>`,
  )
}

/** Signed in, and without a role here: whom to ask, and by which reference. */
export function noRolePage(person: string, referent: string, locale: Locale): Html {
  const { again, noRole } = words[locale]
  const [title, detail] = noRole(referent)
  return documentOf(
    title,
    locale,
    html`<h1>${title}</h1><p>${detail}</p><p class="note"><code>${person}</code></p><p><a href="/sign-in">${again}</a></p>`,
  )
}

/** Where a token is asked for at this machine, and none was shown. */
export function launchPage(locale: Locale): Html {
  const [title, detail] = words[locale].launch
  return documentOf(title, locale, html`<h1>${title}</h1><p>${detail}</p>`)
}

type Told = [title: string, detail: string]

const fr = {
  again: 'Se connecter',
  number: 'Numéro à transmettre à votre référent : ',
  signedIn: ['Connexion rétablie', 'Vous pouvez fermer cette fenêtre et reprendre votre échange.'] as Told,
  signedOut: [
    'Vous êtes déconnecté(e)',
    'Vos échanges sont gardés ; vous les retrouverez en vous reconnectant.',
  ] as Told,
  leaving: ['Déconnexion', 'Se déconnecter aussi du service d’identité'] as Told,
  refused: [
    'La connexion n’a pas abouti',
    'Recommencez. Si cela dure, transmettez le numéro ci-dessous à votre référent.',
  ] as Told,
  expired: ['La connexion a pris trop de temps', 'Recommencez : rien de votre échange n’est perdu.'] as Told,
  unavailable: [
    'Le service d’identité ne répond pas',
    'Réessayez dans quelques minutes. Si cela dure, transmettez le numéro ci-dessous à votre référent.',
  ] as Told,
  noRole: (referent: string): Told => [
    'Votre compte n’a pas encore d’accès',
    `Transmettez cette référence à ${referent || 'la personne qui administre Éventail'}, puis connectez-vous de nouveau.`,
  ],
  launch: [
    'Ouvrez l’adresse affichée au démarrage',
    'Plusieurs personnes se servent de cette machine : l’adresse complète, qui se termine par un jeton, est affichée là où Éventail a été démarré.',
  ] as Told,
}

const en: typeof fr = {
  again: 'Sign in',
  number: 'Number to give your referent: ',
  signedIn: ['Signed in again', 'You may close this window and go on with your conversation.'],
  signedOut: ['You are signed out', 'Your conversations are kept; you will find them when you sign in again.'],
  leaving: ['Signing out', 'Sign out of the identity service as well'],
  refused: ['You could not be signed in', 'Try again. If it lasts, give the number below to your referent.'],
  expired: ['Signing in took too long', 'Try again: nothing of your conversation is lost.'],
  unavailable: [
    'The identity service does not answer',
    'Try again in a few minutes. If it lasts, give the number below to your referent.',
  ],
  noRole: (referent) => [
    'Your account has no access yet',
    `Give this reference to ${referent || 'whoever administers Éventail'}, then sign in again.`,
  ],
  launch: [
    'Open the address printed at the start',
    'Several people share this machine: the whole address, which ends with a token, is printed where Éventail was started.',
  ],
}

const words: Record<Locale, typeof fr> = { fr, en }
