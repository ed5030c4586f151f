import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSignIn, type SignInSettings } from './openid.ts'
import { SignInRefused } from './sign-in.ts'

/** What a provider says, to be falsified one claim at a time. */
interface Answers {
  metadata?: object
  idToken?: (claims: JWTPayload) => Promise<string> | string
  userinfo?: (claims: JWTPayload) => Promise<string> | object
}

const seconds = () => Math.floor(Date.now() / 1000)

describe('an answer of the provider', () => {
  let answers: Answers = {}
  let issuer: string
  let sign: (claims: JWTPayload) => Promise<string>
  let signByAnother: typeof sign
  let nonce = ''
  const server = createServer()
  const bodies: URLSearchParams[] = []

  beforeAll(async () => {
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const [own, other] = [await generateKeyPair('ES256'), await generateKeyPair('ES256')]
    const signedBy = (key: CryptoKey) => (claims: JWTPayload) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'own' }).sign(key)
    sign = signedBy(own.privateKey as CryptoKey)
    signByAnother = signedBy(other.privateKey as CryptoKey)
    const jwks = { keys: [{ ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'ES256', use: 'sig' }] }
    const claims = (): JWTPayload => ({
      iss: issuer,
      sub: 's-1',
      aud: 'eventail',
      iat: seconds(),
      exp: seconds() + 300,
      nonce,
    })
    server.on('request', async (request, response) => {
      const { pathname } = new URL(request.url!, issuer)
      const send = (body: object | string) => {
        const isToken = typeof body === 'string'
        response.writeHead(200, { 'content-type': isToken ? 'application/jwt' : 'application/json' })
        response.end(isToken ? body : JSON.stringify(body))
      }
      if (pathname === '/jwks') return send(jwks)
      if (pathname === '/token') {
        bodies.push(new URLSearchParams(await textOf(request)))
        const id_token = await (answers.idToken ?? sign)(claims())
        return send({ access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token })
      }
      if (pathname === '/me') {
        const told = { iss: issuer, aud: 'eventail', sub: 's-1', siret: '13000548122807' }
        return send(await (answers.userinfo ?? sign)(told))
      }
      return send({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/me`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['ES256'],
        userinfo_signing_alg_values_supported: ['ES256'],
        ...answers.metadata,
      })
    })
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  async function attempt(given: Answers, more: Partial<SignInSettings> = {}) {
    answers = given
    const settings = {
      issuer,
      clientId: 'eventail',
      clientSecret: 'secret',
      scope: 'openid siret',
      tenantClaim: 'siret',
    }
    const signIn = createSignIn({ ...settings, origin: 'https://eventail.example', ...more })
    try {
      const { address, underWay } = await signIn.begin('/')
      nonce = underWay.nonce
      const state = new URL(address).searchParams.get('state')
      return await signIn.finish(`?code=c&state=${state}`, underWay)
    } catch (error) {
      if (error instanceof SignInRefused) return error.because
      throw error
    }
  }

  it('is taken when it is signed, for us, of now and of this sign-in; the secret goes in the body', async () => {
    expect(await attempt({})).toMatchObject({ issuer, subject: 's-1', tenant: '13000548122807', roles: null })
    expect(Object.fromEntries(bodies.at(-1)!)).toMatchObject({ client_id: 'eventail', client_secret: 'secret' })
    // Clocks half a minute apart are no reason to refuse.
    expect(await attempt({ idToken: (claims) => sign({ ...claims, exp: seconds() - 20 }) })).toMatchObject({
      subject: 's-1',
    })
    expect(
      await attempt({ idToken: (claims) => sign({ ...claims, aud: ['eventail', 'other'], azp: 'eventail' }) }),
    ).toMatchObject({
      subject: 's-1',
    })
  })

  it('is refused in one line that says what is wrong and nothing of what it held', async () => {
    const changed = (change: JWTPayload) => ({ idToken: (claims: JWTPayload) => sign({ ...claims, ...change }) })
    const told: [string, Answers, RegExp, Partial<SignInSettings>?][] = [
      ['issuer', changed({ iss: 'https://canary.example' }), /"iss"/],
      ['audience', changed({ aud: 'canary' }), /"aud"/],
      ['other party', changed({ aud: ['eventail', 'canary'], azp: 'canary' }), /"azp"/],
      ['expired', changed({ exp: seconds() - 40 }), /"exp"/],
      ['not yet', changed({ nbf: seconds() + 40 }), /"nbf"/],
      ['no end', changed({ exp: 'canary' as never }), /"exp"/],
      ['nonce', changed({ nonce: 'canary' }), /"nonce"/],
      ['no subject', changed({ sub: '' }), /"sub"/],
      ['unsigned', { idToken: (claims) => new UnsecuredJWT(claims).encode() }, /alg/],
      ['signed by another', { idToken: (claims) => signByAnother(claims) }, /signature/],
      [
        'shared secret',
        {
          idToken: (claims) =>
            new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode('secret'.repeat(8))),
        },
        /alg/,
      ],
      ['userinfo signed by another', { userinfo: (claims) => signByAnother(claims) }, /signature/],
      ['userinfo of another', { userinfo: (claims) => sign({ ...claims, sub: 'canary' }) }, /"sub"/],
      ['userinfo for another', { userinfo: (claims) => sign({ ...claims, aud: 'canary' }) }, /"aud"/],
      ['no organisation', { userinfo: (claims) => sign({ ...claims, siret: undefined }) }, /claim siret is missing/],
      ['organisation', { userinfo: (claims) => sign({ ...claims, siret: 'canary\n' }) }, /claim siret is missing/],
      ['another provider', { metadata: { issuer: 'https://canary.example' } }, /issuer/],
      ['nobody there', {}, /cannot be reached/, { issuer: 'http://127.0.0.1:9' }],
    ]
    for (const [what, given, because, more] of told) {
      const refused = await attempt(given, more)
      expect(refused, what).toMatch(because)
      expect(refused, what).not.toMatch(/canary|\n/)
      expect(String(refused).length, what).toBeLessThan(160)
    }
  })

  it('gives roles by the path that is set, and none that we do not know', async () => {
    const roles = async (claims: object, rolesClaim: string) => {
      const signedIn = await attempt({ userinfo: (told) => ({ ...told, ...claims }) }, { rolesClaim })
      return typeof signedIn === 'string' ? signedIn : signedIn.roles
    }
    expect(await roles({ realm_access: { roles: ['auditor', 'admin', 'counsellor'] } }, 'realm_access.roles')).toEqual([
      'counsellor',
      'auditor',
    ])
    expect(await roles({ 'https://a.example/roles': 'referent operator' }, 'https://a.example/roles')).toEqual([
      'referent',
      'operator',
    ])
    expect(await roles({ realm_access: 'counsellor' }, 'realm_access.roles')).toEqual([])
    expect(await roles({}, '__proto__.roles')).toEqual([])
  })
})

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}
