import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scopes } from '../access/scopes.ts'
import {
  clientSecret,
  type ProviderKind,
  type RehearsedProvider,
  rehearseProvider,
} from '../entries/rehearsed-provider.ts'
import { sqlWriter } from '../record/database.ts'
import { rehearse, talkTo } from '../rehearsal.ts'

type Stage = Awaited<ReturnType<typeof rehearse>>
const kinds: ProviderKind[] = ['keycloak', 'proconnect']

const people = {
  anne: { siret: '13000548122807', realm_access: { roles: ['counsellor', 'offline_access'] } },
  bob: { siret: '13000548100010', realm_access: { roles: ['counsellor'] } },
  rita: { siret: '13000548122807', realm_access: { roles: ['referent', 'auditor'] } },
  nobody: { siret: '13000548122807', realm_access: { roles: ['offline_access'] } },
  stateless: { realm_access: { roles: ['counsellor'] } },
}

/** A browser of sorts: keeps cookies by origin, follows no redirection by itself. */
function browser() {
  const jars = new Map<string, Map<string, string>>()
  const set: string[] = []
  const visit = async (address: string, { form, ...init }: RequestInit & { form?: Record<string, string> } = {}) => {
    const { origin } = new URL(address)
    const jar = jars.get(origin) ?? new Map<string, string>()
    jars.set(origin, jar)
    const headers = new Headers(init.headers)
    if (jar.size > 0) headers.set('cookie', [...jar].map((pair) => pair.join('=')).join('; '))
    if (form) headers.set('content-type', 'application/x-www-form-urlencoded')
    const body = form ? new URLSearchParams(form).toString() : init.body
    const response = await fetch(address, {
      ...init,
      ...(form && { method: 'POST' }),
      headers,
      body,
      redirect: 'manual',
    })
    for (const cookie of response.headers.getSetCookie()) {
      set.push(cookie)
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(cookie)) jar.delete(name)
      else jar.set(name, value)
    }
    const location = response.headers.get('location')
    return { response, next: location ? new URL(location, address).href : undefined }
  }
  return { visit, jars, set }
}

/** As a person does: to the provider, a name, and back. Gives the answer of the last address that is ours. */
async function signIn({ visit }: ReturnType<typeof browser>, from: string, login: string) {
  const own = new URL(from).origin
  let { response, next } = await visit(from)
  for (let steps = 0; next && steps < 10; steps++) {
    const isForm = new URL(next).pathname.includes('/interaction/')
    ;({ response, next } = await visit(next, isForm ? { form: { login } } : {}))
    if (response.url.startsWith(own) && !next?.includes('/sign-in')) break
  }
  return { response, next }
}

describe.each(kinds)('signing in with a provider like %s', (kind) => {
  let provider: RehearsedProvider
  let stage: Stage
  let here: string
  let now = Date.now()
  const server = createServer()
  const named: Record<string, string> = kind === 'keycloak' ? { OIDC_ROLES_CLAIM: 'realm_access.roles' } : {}

  beforeAll(async () => {
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    provider = await rehearseProvider(kind, {
      redirectUri: `${here}/sign-in/callback`,
      signedOut: `${here}/signed-out`,
      people,
    })
    stage = await rehearse({
      size: 1500,
      closed: true,
      now: () => new Date(now),
      settings: {
        PUBLIC_ORIGIN: here,
        OIDC_ISSUER: provider.issuer,
        OIDC_CLIENT_ID: 'eventail',
        OIDC_CLIENT_SECRET: clientSecret,
        OIDC_SCOPE: 'openid siret',
        OIDC_TENANT_CLAIM: 'siret',
        ...named,
      },
    })
    server.on('request', getRequestListener(stage.app.fetch))
  })
  afterAll(async () => {
    server.closeAllConnections()
    server.close()
    await provider.stop()
  })

  /** Where roles are given here, somebody has done so. */
  async function arrived(login: string, roles: ('counsellor' | 'referent' | 'auditor')[] = ['counsellor']) {
    const person = browser()
    if (kind === 'proconnect') {
      const { response } = await signIn(person, `${here}/sign-in`, login)
      if (response.status === 403) {
        const [reference] = /person_[\w-]+/.exec(await response.text())!
        const { tenant } = (await stage.people.list()).find(({ id }) => id === reference)!
        await stage.people.give(reference, tenant, roles)
      }
    }
    const { next } = await signIn(person, `${here}/sign-in`, login)
    expect(next).toBe(`${here}/`)
    return person
  }
  const sessionOf = async ({ visit }: ReturnType<typeof browser>) => {
    const { response } = await visit(`${here}/v1/session`)
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  it('asks nothing that the provider does not know, and proves the code where it says it can', async () => {
    await arrived('anne')
    const pkce = kind === 'keycloak' ? ['code_challenge', 'code_challenge_method'] : []
    const expected = ['client_id', 'nonce', 'redirect_uri', 'response_type', 'scope', 'state', ...pkce].sort()
    for (const names of provider.asked) expect(names.toSorted()).toEqual(expected)
    expect(provider.asked.length).toBeGreaterThan(0)
  })

  it('opens a session for the person in the tenant of its claim, with its roles, by a cookie that no script reads', async () => {
    const anne = await arrived('anne')
    expect(await sessionOf(anne)).toMatchObject({
      status: 200,
      body: {
        tenant: people.anne.siret,
        counsellor: expect.stringMatching(/^person_/),
        via: 'oidc',
        roles: ['counsellor'],
        scopes: ['chat', 'catalogue'],
      },
    })
    const cookie = anne.set.findLast((one) => one.startsWith('eventail=evb_'))!
    expect(cookie).toMatch(/; HttpOnly/i)
    expect(cookie).toMatch(/; SameSite=Lax/i)
    expect(cookie).toMatch(/; Path=\//i)
    expect([...anne.jars.get(here)!.keys()]).toEqual(['eventail'])
    const token = anne.jars.get(here)!.get('eventail')!
    expect(
      JSON.stringify(await stage.database.all(sqlWriter.selectFrom('sessions').selectAll().compile())),
    ).not.toContain(token)
  })

  it('keeps two people of two tenants apart, and a decision names who made it and how they came in', async () => {
    const [anne, bob] = [await arrived('anne'), await arrived('bob')]
    const json = (body: object) => ({
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', origin: here },
    })
    const { response: opened } = await anne.visit(`${here}/v1/conversations`, json({ dossier: { commune: '59350' } }))
    expect(opened.status).toBe(201)
    const { id } = (await opened.json()) as { id: string }
    const { response: said } = await anne.visit(
      `${here}/v1/conversations/${id}/messages`,
      json({ text: 'une formation de soudeur' }),
    )
    const turn = (await said.json()) as { id: string; optionsDigest: string }
    const deciding = `${here}/v1/conversations/${id}/turns/${turn.id}/decision`
    const decision = json({ kind: 'none', optionsDigest: turn.optionsDigest })
    expect((await bob.visit(deciding, decision)).response.status).toBe(404)
    expect((await bob.visit(`${here}/v1/conversations/${id}`)).response.status).toBe(404)
    const { response: made } = await anne.visit(deciding, decision)
    const { counsellor } = (await sessionOf(anne)).body
    expect(await made.json()).toMatchObject({ actor: { kind: 'counsellor', ref: counsellor, via: 'oidc' } })
  })

  it('takes nothing by the cookie that another page asked for', async () => {
    const anne = await arrived('anne')
    const send = async (headers: Record<string, string>) =>
      (
        await anne.visit(`${here}/v1/conversations`, {
          method: 'POST',
          body: '{}',
          headers: { 'content-type': 'application/json', ...headers },
        })
      ).response.status
    expect(await send({ origin: here })).toBe(201)
    expect(await send({ 'sec-fetch-site': 'same-origin' })).toBe(201)
    expect(await send({})).toBe(403)
    expect(await send({ origin: 'null' })).toBe(403)
    expect(await send({ origin: 'https://elsewhere.example' })).toBe(403)
    expect(await send({ 'sec-fetch-site': 'same-site' })).toBe(403)
    expect(await send({ origin: here.replace('127.0.0.1', 'localhost') })).toBe(403)
  })

  it('is over after an hour of rest and after ten of work, and at once where somebody signs out, at the provider too', async () => {
    const [resting, working, leaving] = [await arrived('anne'), await arrived('anne'), await arrived('anne')]
    const began = now
    for (let minutes = 55; minutes < 600; minutes += 55) {
      now = began + minutes * 60_000
      expect((await sessionOf(working)).status, `${minutes} min`).toBe(200)
      if (minutes > 60) expect((await sessionOf(resting)).status).toBe(401)
    }
    now = began + 600 * 60_000
    expect(await sessionOf(working)).toMatchObject({ status: 401, body: { code: 'unauthorized', signIn: '/sign-in' } })
    now = began

    const token = leaving.jars.get(here)!.get('eventail')
    const { response } = await leaving.visit(`${here}/sign-out`, {
      method: 'POST',
      headers: { origin: here, accept: 'application/json' },
    })
    const { location } = (await response.json()) as { location: string }
    expect((await sessionOf(leaving)).status).toBe(401)
    leaving.jars.get(here)!.set('eventail', token!)
    expect((await sessionOf(leaving)).status).toBe(401)
    expect(location.startsWith(provider.issuer)).toBe(true)
    const { response: asked } = await leaving.visit(location)
    expect(await asked.text()).toContain('Se déconnecter ici aussi')
  })

  it('shows whoever has no role whom to ask, by a reference, and opens nothing', async () => {
    const person = browser()
    const { response } = await signIn(person, `${here}/sign-in`, 'nobody')
    expect(response.status).toBe(403)
    expect(await response.text()).toMatch(/n’a pas encore d’accès[\s\S]*person_/)
    expect((await sessionOf(person)).status).toBe(401)
    expect(
      stage.logged.at(-3)?.event === 'role-refused' || stage.logged.some(({ event }) => event === 'role-refused'),
    ).toBe(true)
  })

  it('refuses what it did not begin itself in this browser, an answer that was changed, and who has no organisation', async () => {
    const begun = browser()
    const { next } = await begun.visit(`${here}/sign-in`)
    expect(next!.startsWith(provider.issuer)).toBe(true)
    const other = browser()
    const state = new URL(next!).searchParams.get('state')!
    const refusals: [string, string, number][] = []
    const attempt = async (who: ReturnType<typeof browser>, query: string) => {
      const { response } = await who.visit(`${here}/sign-in/callback?${query}`)
      const refused = stage.logged.findLast(({ event }) => event === 'sign-in-refused')
      const text = await response.text()
      expect(text).not.toContain(String(refused?.fields.because))
      refusals.push([query.replace(state, 'STATE'), String(refused?.fields.because), response.status])
    }
    const iss = `&iss=${encodeURIComponent(provider.issuer)}`
    await attempt(other, `code=abc&state=${state}${iss}`)
    await attempt(begun, `code=abc&state=${state}x${iss}`)
    const again = browser()
    const second = new URL((await again.visit(`${here}/sign-in`)).next!).searchParams.get('state')!
    await attempt(again, `error=access_denied&state=${second}${iss}`)
    const third = new URL((await again.visit(`${here}/sign-in`)).next!).searchParams.get('state')!
    await attempt(again, `code=abc&state=${third}&iss=https%3A%2F%2Felsewhere.example`)
    const fourth = new URL((await again.visit(`${here}/sign-in`)).next!).searchParams.get('state')!
    await attempt(again, `code=abc&state=${fourth}${iss}`)
    expect(refusals.map(([, because, status]) => [because, status])).toEqual([
      ['state is not of this browser', 403],
      ['unexpected "state" response parameter value', 403],
      ['provider says access_denied', 403],
      ['unexpected "iss" (issuer) response parameter value', 403],
      ['provider says invalid_grant', 403],
    ])
    const { response } = await signIn(browser(), `${here}/sign-in`, 'stateless')
    expect(response.status).toBe(403)
    expect(stage.logged.findLast(({ event }) => event === 'sign-in-refused')?.fields.because).toBe(
      'claim siret is missing',
    )
  })

  it('leads back to where one was, and never elsewhere', async () => {
    for (const [asked, led] of [
      ['/signed-in', '/signed-in'],
      ['//elsewhere.example', '/'],
      ['/\\elsewhere.example', '/'],
      ['https://elsewhere.example', '/'],
    ] as const) {
      const person = await arrived('anne')
      const { next } = await signIn(person, `${here}/sign-in?return=${encodeURIComponent(asked)}`, 'anne')
      expect(next ?? '', asked).toBe(`${here}${led}`)
    }
  })
})

describe('a machine that several people share', () => {
  it('asks for the token printed at the start: in the address, once, for a page; as a bearer for programs', async () => {
    const launchToken = 'a-token-of-the-rehearsal-0123456789'
    const { app, logged } = await rehearse({ size: 300, launchToken })
    const stranger = talkTo(app)
    expect((await stranger.call('GET', '/v1/templates')).status).toBe(401)
    const shown = await stranger.call('GET', '/')
    expect([shown.status, shown.text]).toEqual([401, expect.stringContaining('adresse affichée au démarrage')])
    expect((await stranger.call('GET', `/?launch=${launchToken}x`)).status).toBe(401)
    expect(logged.at(-2)).toMatchObject({ event: 'credential-refused', fields: { because: 'launch-token' } })

    const launched = await stranger.call('GET', `/?launch=${launchToken}`)
    expect([launched.status, launched.headers.get('location')]).toEqual([303, '/'])
    const cookie = launched.headers.getSetCookie()[0]!.split(';')[0]!
    expect(cookie).not.toContain(launchToken)
    const page = talkTo(app, { cookie, 'sec-fetch-site': 'same-origin' })
    const program = talkTo(app, { authorization: `Bearer ${launchToken}` })
    const { id } = await page.opened()
    // One person: what the page began, the program goes on with.
    expect((await program.call('GET', `/v1/conversations/${id}`)).status).toBe(200)
    const told = (await page.call('GET', '/v1/session')).body
    expect(told).toMatchObject({ tenant: 'local', counsellor: 'local', via: 'local', endsAt: expect.any(String) })
    expect(JSON.stringify(logged)).not.toContain(launchToken)
    await page.call('POST', '/sign-out')
    expect((await page.call('GET', '/v1/session')).status).toBe(401)
  })

  it('asks nothing where nothing is set', async () => {
    const { app } = await rehearse({ size: 300 })
    expect((await talkTo(app).call('GET', '/v1/session')).body).toMatchObject({ via: 'local', scopes: [...scopes] })
    // A cookie that another service of this machine left is of no account, a wrong key is.
    expect((await talkTo(app, { cookie: 'eventail=evb_other' }).call('GET', '/v1/session')).status).toBe(200)
    const wrong = talkTo(app, { authorization: 'Bearer evk_wrong-wrong-wrong-wrong' })
    expect((await wrong.call('GET', '/v1/session')).status).toBe(401)
    expect((await talkTo(app).call('GET', '/sign-in')).status).toBe(404)
  })
})
