/**
 * `fetch`, where a session may be over: a small window signs in again, the page is not left, and the request goes once more as it was. Whoever
 * closes it gets the refusal, as from any other server.
 */
export async function fetchSignedIn(address: string, init: RequestInit, locale: () => string): Promise<Response> {
  const response = await fetch(address, init)
  // Embedded elsewhere it has a token, which its host renews.
  if (response.status !== 401 || !address.startsWith('/') || new Headers(init.headers).has('authorization'))
    return response
  const told: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  const signIn = typeof told === 'object' && told !== null && 'signIn' in told ? told.signIn : undefined
  if (typeof signIn !== 'string') return response
  // Of several requests that were refused together, one asks.
  asking ??= import('../elements/sign-in-dialog.ts')
    .then(({ askToSignIn }) => askToSignIn(signIn, locale() === 'en' ? 'en' : 'fr'))
    .finally(() => {
      asking = undefined
    })
  return (await asking) ? fetch(address, init) : response
}

let asking: Promise<boolean> | undefined
