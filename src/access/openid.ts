import * as client from 'openid-client'
import { type Role, roles } from './scopes.ts'
import { callbackPath, type SignIn, SignInRefused, type SignInUnderWay, signedOutPath } from './sign-in.ts'

export interface SignInSettings {
  issuer: string
  clientId: string
  /** Sent in the body of the token request (client_secret_post). None: a public client. */
  clientSecret?: string
  /** As asked of the provider, for example `openid siret`. */
  scope: string
  /** The claim that names the organisation, such as `siret`. None: everyone who signs in is of one. */
  tenantClaim?: string
  /** Where the roles are, such as `realm_access.roles`. None: they are given here, by `npm run people`. */
  rolesClaim?: string
  /** This service, as browsers know it. */
  origin: string
}

/** The tenant of everyone where no claim names it. */
const onlyTenant = 'agency'
/** As far as the clock of the provider may be from ours. */
const clockToleranceSeconds = 30
const answerSeconds = 10

/** OpenID Connect, authorization code flow: Keycloak, ProConnect and their like. */
export function createSignIn(settings: SignInSettings): SignIn {
  const redirectUri = new URL(callbackPath, settings.origin).href
  const known = new Set(settings.scope.split(' '))
  let found: Promise<client.Configuration> | undefined

  /** Asked once it is needed, and again until it has answered: a provider that is away stops no start. */
  function provider(): Promise<client.Configuration> {
    found ??= discover(settings).catch((error) => {
      found = undefined
      throw refusalOf(error)
    })
    return found
  }

  return {
    check: async () => void (await provider()),

    /** Nothing is sent that a provider might not know: PKCE only where it is announced. */
    async begin(returnTo) {
      const config = await provider()
      const underWay: SignInUnderWay = { state: client.randomState(), nonce: client.randomNonce(), returnTo }
      const asked: Record<string, string> = {
        redirect_uri: redirectUri,
        scope: [...known].join(' '),
        state: underWay.state,
        nonce: underWay.nonce,
      }
      if (config.serverMetadata().supportsPKCE()) {
        underWay.verifier = client.randomPKCECodeVerifier()
        asked.code_challenge = await client.calculatePKCECodeChallenge(underWay.verifier)
        asked.code_challenge_method = 'S256'
      }
      return { address: client.buildAuthorizationUrl(config, asked).href, underWay }
    },

    async finish(search, { state, nonce, verifier }) {
      const config = await provider()
      try {
        const tokens = await client.authorizationCodeGrant(config, new URL(search, redirectUri), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        const inToken = tokens.claims()!
        if (inToken.sub === '') throw new SignInRefused('JWT "sub" (subject) claim is empty')
        const told = config.serverMetadata().userinfo_endpoint
          ? { ...inToken, ...(await client.fetchUserInfo(config, tokens.access_token, inToken.sub)) }
          : inToken
        return {
          issuer: inToken.iss,
          subject: inToken.sub,
          tenant: tenantIn(told, settings.tenantClaim),
          roles: settings.rolesClaim === undefined ? null : rolesIn(told, settings.rolesClaim),
          idToken: tokens.id_token!,
        }
      } catch (error) {
        throw refusalOf(error)
      }
    },

    async endAddress(idToken) {
      const config = await provider()
      if (!config.serverMetadata().end_session_endpoint) return undefined
      const back = new URL(signedOutPath, settings.origin).href
      // ProConnect asks for a state here as well.
      const asked = { id_token_hint: idToken, post_logout_redirect_uri: back, state: client.randomState() }
      return client.buildEndSessionUrl(config, asked).href
    },
  }
}

async function discover({ issuer, clientId, clientSecret }: SignInSettings): Promise<client.Configuration> {
  const authentication = clientSecret === undefined ? client.None() : client.ClientSecretPost(clientSecret)
  // Plain http is for a provider on this machine alone: the settings refuse any other.
  const isPlain = issuer.startsWith('http:')
  const config = await client.discovery(
    new URL(issuer),
    clientId,
    { [client.clockTolerance]: clockToleranceSeconds },
    authentication,
    { timeout: answerSeconds, ...(isPlain && { execute: [client.allowInsecureRequests] }) },
  )
  // Signatures are checked though the connection is: of the identity token, and of what it tells of the person where that is signed.
  client.enableNonRepudiationChecks(config)
  return config
}

function tenantIn(claims: object, claim: string | undefined): string {
  if (claim === undefined) return onlyTenant
  const tenant = at(claims, claim)
  if (typeof tenant !== 'string' || !/^[\w.:@/-]{1,100}$/.test(tenant))
    throw new SignInRefused(`claim ${claim} is missing`)
  return tenant
}

function rolesIn(claims: object, claim: string): Role[] {
  const told = at(claims, claim)
  const names = typeof told === 'string' ? told.split(/[ ,]+/) : Array.isArray(told) ? told : []
  return roles.filter((role) => names.includes(role))
}

/** `realm_access.roles` is a path, unless a claim bears that very name. */
function at(claims: object, path: string): unknown {
  const own = (value: unknown, name: string): unknown =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, name)
      ? (value as Record<string, unknown>)[name]
      : undefined
  return own(claims, path) ?? path.split('.').reduce<unknown>(own, claims)
}

/**
 * What went wrong, in the words of the library, which name parameters and claims and say nothing of what they held; the provider's own words are
 * reduced to a code.
 */
function refusalOf(error: unknown): SignInRefused {
  if (error instanceof SignInRefused) return error
  if (error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError) {
    const code = error.error.replaceAll(/[^\w.-]+/g, '-').slice(0, 80)
    return new SignInRefused(`provider says ${code}`, { cause: error })
  }
  let because = 'provider cannot be reached'
  for (let inner: unknown = error; inner instanceof Error; inner = inner.cause) {
    const { code } = inner as { code?: unknown }
    if (typeof code === 'string' && code.startsWith('OAUTH_')) because = inner.message
  }
  return new SignInRefused(because, { cause: error })
}
