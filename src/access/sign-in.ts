import type { Role } from './scopes.ts'

export const callbackPath = '/sign-in/callback'
export const signedOutPath = '/signed-out'

/** What a sign-in under way must find again, kept by the browser that began it. */
export interface SignInUnderWay {
  state: string
  nonce: string
  verifier?: string
  returnTo: string
}

export interface SignedIn {
  issuer: string
  subject: string
  tenant: string
  /** What the provider says; null where roles are given here. */
  roles: readonly Role[] | null
  idToken: string
}

/** Somebody was not signed in: `because` is one line for the operator, made of codes and of names of claims, never of what they hold. */
export class SignInRefused extends Error {
  override name = 'SignInRefused'
  readonly because: string

  constructor(because: string, options?: ErrorOptions) {
    super(because, options)
    this.because = because
  }
}

/** With whom people sign in; each call throws SignInRefused. */
export interface SignIn {
  /** Whether the provider answers, and is the one that was named. */
  check(): Promise<void>
  /** Where to send a browser, and what it must bring back. */
  begin(returnTo: string): Promise<{ address: string; underWay: SignInUnderWay }>
  /** `search` is the query that the provider sent the browser back with. */
  finish(search: string, underWay: SignInUnderWay): Promise<SignedIn>
  /** Where the browser goes to be signed out of the provider too; undefined where it offers none. */
  endAddress(idToken: string): Promise<string | undefined>
}
