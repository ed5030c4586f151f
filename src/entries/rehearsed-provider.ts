import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import Provider from 'oidc-provider'

export type ProviderKind = 'keycloak' | 'proconnect'

export interface RehearsedProvider {
  issuer: string
  /** Every authorization request that it was sent: the names of its parameters. */
  asked: string[][]
  stop(): Promise<void>
}

const allowedByProConnect = 'client_id redirect_uri response_type scope state nonce acr_values claims prompt'.split(' ')
const realm = '/realms/agence'

/**
 * A real OpenID provider on loopback for tests. `keycloak`: an issuer with a path, PKCE announced and required, roles in `realm_access`, a plain
 * userinfo. `proconnect`: unknown parameters refused, PKCE not announced, long state and nonce asked for, a signed userinfo with `siret`, no role.
 * Whoever signs in is whom the form names; `people` says what is told of each.
 */
export async function rehearseProvider(
  kind: ProviderKind,
  { redirectUri, signedOut, people }: { redirectUri: string; signedOut: string; people: Record<string, object> },
): Promise<RehearsedProvider> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const path = kind === 'keycloak' ? realm : ''
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const asked: string[][] = []
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'eventail',
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [signedOut],
        token_endpoint_auth_method: 'client_secret_post',
        ...(kind === 'proconnect' && { userinfo_signed_response_alg: 'RS256' }),
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: 'one' }] },
    claims: { openid: ['sub', 'siret', 'realm_access'], siret: ['siret'] },
    scopes: ['openid', 'siret'],
    conformIdTokenClaims: kind === 'proconnect',
    pkce: { required: () => kind === 'keycloak' },
    features: {
      devInteractions: { enabled: false },
      jwtUserinfo: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource },
    },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `${path}/interaction/${uid}` },
    findAccount: (_context: unknown, accountId: string) =>
      people[accountId] && { accountId, claims: async () => ({ sub: accountId, ...people[accountId] }) },
    async loadExistingGrant({ oidc }: { oidc: { session: { accountId: string }; client: { clientId: string } } }) {
      const grant = new provider.Grant({ accountId: oidc.session.accountId, clientId: oidc.client.clientId })
      grant.addOIDCScope('openid siret')
      await grant.save()
      return grant
    },
    cookies: { keys: ['rehearsed'] },
    renderError: async (context: { body: string }, out: { error: string }) => {
      context.body = out.error
    },
  })
  const answer = provider.callback()

  server.on('request', (request: IncomingMessage & { originalUrl?: string }, response) => {
    request.originalUrl = request.url
    request.url = (request.url ?? '').slice(path.length) || '/'
    const { pathname, searchParams } = new URL(request.url, issuer)
    if (pathname.startsWith('/interaction/')) return void signInForm(provider, request, response)
    if (pathname === '/auth') {
      const names = [...searchParams.keys()]
      asked.push(names)
      const refused = names.find((name) => !allowedByProConnect.includes(name))
      const short = ['state', 'nonce'].find((name) => (searchParams.get(name) ?? '').length < 32)
      if (kind === 'proconnect' && (refused || short)) {
        response.writeHead(400).end(`invalid_request: ${refused ?? short}`)
        return
      }
    }
    if (kind === 'proconnect' && pathname.endsWith('/openid-configuration')) withoutPkce(response)
    answer(request, response)
  })
  return {
    issuer,
    asked,
    stop: () =>
      new Promise((stopped) => {
        server.closeAllConnections()
        server.close(() => stopped())
      }),
  }
}

export const clientSecret = 'a-secret-of-the-rehearsal'

/** One field and one button: the name given is the account. */
async function signInForm(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(`<!doctype html><html lang="fr"><title>Identité</title><form method="post">
<label>Identifiant <input name="login" autofocus></label> <button>Continuer</button></form></html>`)
    return
  }
  let text = ''
  for await (const chunk of request) text += chunk
  const accountId = new URLSearchParams(text).get('login') ?? ''
  await provider.interactionFinished(request, response, { login: { accountId } })
}

/** Asks nothing: whoever comes here is signed out. */
async function logoutSource(context: { body: string }, form: string): Promise<void> {
  context.body = `<!doctype html><html lang="fr"><title>Identité</title>${form.replace('</form>', '<input type="hidden" name="logout" value="yes"><button>Se déconnecter ici aussi</button></form>')}</html>`
}

function withoutPkce(response: ServerResponse): void {
  const end = response.end.bind(response)
  response.end = ((body: string | Buffer) => {
    const { code_challenge_methods_supported: _, ...metadata } = JSON.parse(String(body))
    const text = JSON.stringify(metadata)
    response.setHeader('content-length', Buffer.byteLength(text))
    return end(text)
  }) as typeof response.end
}
