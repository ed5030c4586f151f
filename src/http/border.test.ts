import { describe, expect, it } from 'vitest'
import { placeOf, readConfig } from '../config.ts'
import { rehearse, talkTo } from '../rehearsal.ts'
import { clientAddress } from './address.ts'

describe('a service on loopback', () => {
  it('answers to the names of this machine and to no other, on every path and before anything is read or changed', async () => {
    const { app } = await rehearse({ items: [] })
    const api = talkTo(app)
    const { id } = await api.opened()
    for (const host of ['127.0.0.1:8787', 'localhost:8787', 'LOCALHOST', '[::1]:8787', '127.0.0.1']) {
      expect((await api.call('GET', `/v1/conversations/${id}`, undefined, { host })).status, host).toBe(200)
    }
    const foreign = [
      'rebound.example:8787',
      'rebound.example',
      'localhost.rebound.example:8787',
      '127.0.0.1.rebound.example',
      '127.0.0.1:8787.rebound.example',
      'localhost:8787@rebound.example',
      '192.168.1.4:8787',
      '',
    ]
    for (const host of foreign) {
      for (const [method, path] of [
        ['GET', '/healthz'],
        ['GET', '/algorithm'],
        ['GET', `/v1/conversations/${id}`],
        ['DELETE', `/v1/conversations/${id}`],
        ['POST', '/v1/conversations'],
        ['GET', '/nowhere'],
      ] as const) {
        const refused = await api.call(method, path, method === 'POST' ? {} : undefined, { host })
        expect([refused.status, refused.body.code], `${host} ${path}`).toEqual([421, 'foreign-host'])
      }
    }
    expect((await api.call('GET', `/v1/conversations/${id}`)).status).toBe(200)
  })

  it('answers to its public name too where a proxy stands before it, and to further ones that are named', () => {
    const settings = readConfig({ PUBLIC_ORIGIN: 'https://eventail.example', OWN_HOSTS: 'eventail:8787, 10.0.0.7' })
    const asked = [
      'eventail.example',
      '127.0.0.1:8787',
      'eventail:8787',
      '10.0.0.7',
      'eventail',
      'www.eventail.example',
    ]
    expect(asked.map(placeOf(settings).isOwnHost)).toEqual([true, true, true, true, false, false])
  })
})

describe('the origins of pages', () => {
  const [embedding, framing] = ['https://intranet.example', 'https://portail.example:8443']
  const settings = {
    PUBLIC_ORIGIN: 'https://eventail.example',
    EMBED_ORIGINS: embedding,
    FRAME_ORIGINS: framing,
  }
  const host = '127.0.0.1:8787'

  it('are checked exactly, before who asks: ours, those that are listed, and no other', async () => {
    const { app, named, logged } = await rehearse({ items: [], closed: true, settings })
    const anne = await named('anne')
    const status = async (origin: string, more: Record<string, string> = {}) =>
      (await talkTo(app).call('GET', '/v1/templates', undefined, { origin, host, ...more })).status
    for (const known of [settings.PUBLIC_ORIGIN, embedding, `http://${host}`])
      expect(await status(known), known).toBe(401)
    const foreign = [
      'https://intranet.example:444',
      'http://intranet.example',
      'https://intranet.example.elsewhere.example',
      'https://elsewhere.example',
      'https://eventail.example:8443',
      'http://127.0.0.1:9999',
      framing,
      'null',
      '',
      'https://a.example\u00e9',
    ]
    for (const other of foreign) expect(await status(other), other).toBe(403)
    expect(await status('null', { 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect((await anne.call('POST', '/v1/conversations', {}, { host, 'sec-fetch-site': 'cross-site' })).status).toBe(
      403,
    )
    expect((await anne.call('POST', '/v1/conversations', {}, { host, 'sec-fetch-site': 'none' })).status).toBe(201)
    const told = logged.filter(({ event }) => event === 'origin-refused').map(({ fields }) => fields.origin)
    expect(told).toEqual([...foreign.slice(0, 8), 'malformed', 'malformed', 'null', 'cross-site'])
  })

  it('get what CORS needs where they are listed, and no credentials; a preflight is answered before anything', async () => {
    const { app, sessions } = await rehearse({ items: [], closed: true, settings })
    const { token } = await sessions.openDelegated({
      tenant: 't',
      counsellor: 'anne',
      origin: embedding,
      keyId: undefined,
    })
    const authorization = `Bearer ${token}`
    const api = talkTo(app)
    const preflight = await api.call('OPTIONS', '/v1/conversations', undefined, {
      host,
      origin: embedding,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,idempotency-key',
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe(embedding)
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/Authorization.*Idempotency-Key/)
    const made = await api.call('POST', '/v1/conversations', {}, { host, origin: embedding, authorization })
    expect(made.status).toBe(201)
    for (const answer of [preflight, made]) {
      expect(answer.headers.get('access-control-allow-origin')).toBe(embedding)
      expect(answer.headers.get('vary')).toContain('Origin')
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
    }
    const refused = await api.call('GET', '/v1/templates', undefined, { host, origin: embedding })
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, embedding])
    const own = await api.call('GET', '/algorithm', undefined, { host, origin: settings.PUBLIC_ORIGIN })
    expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([200, null])
  })

  it('hold a token to the page that it was made for, and one of a server to no page', async () => {
    const { app, keyed, logged } = await rehearse({ items: [], closed: true, settings })
    const { api: key } = await keyed(['sessions'])
    const open = async (origin?: string) =>
      key.call('POST', '/v1/sessions', { counsellor: 'anne', ...(origin && { origin }) }, { host })
    expect((await open('https://elsewhere.example')).status).toBe(422)
    const tokens = { page: await open(embedding), own: await open(settings.PUBLIC_ORIGIN), server: await open() }
    const status = async (which: keyof typeof tokens, origin?: string) => {
      const headers = { host, authorization: `Bearer ${tokens[which].body.token}`, ...(origin && { origin }) }
      return (await talkTo(app).call('GET', '/v1/templates', undefined, headers)).status
    }
    expect([
      await status('page', embedding),
      await status('page'),
      await status('page', settings.PUBLIC_ORIGIN),
    ]).toEqual([200, 401, 401])
    expect([await status('server'), await status('server', embedding)]).toEqual([200, 401])
    expect([await status('own'), await status('own', settings.PUBLIC_ORIGIN), await status('own', embedding)]).toEqual([
      200, 200, 401,
    ])
    expect(logged.filter(({ fields }) => fields.because === 'other-origin')).toHaveLength(4)
  })

  it('may frame the page where they are listed', async () => {
    const { app } = await rehearse({ items: [], settings })
    const { headers } = await talkTo(app).call('GET', '/algorithm', undefined, { host })
    expect(headers.get('content-security-policy')).toContain(`frame-ancestors 'self' ${framing}`)
    const closed = await talkTo((await rehearse({ items: [] })).app).call('GET', '/algorithm')
    expect(closed.headers.get('content-security-policy')).toMatch(/frame-ancestors 'self'$/)
  })
})

describe('the address of a client', () => {
  it('is what our own proxies say, however many there are, and never what the client writes', () => {
    const told: [string, string | undefined, number, string][] = [
      ['203.0.113.9', '198.51.100.1', 0, '203.0.113.9'],
      ['127.0.0.1', '198.51.100.1', 1, '198.51.100.1'],
      ['127.0.0.1', '10.9.9.9, 198.51.100.1', 1, '198.51.100.1'],
      ['127.0.0.1', '10.9.9.9, 198.51.100.1, 10.0.0.2', 2, '198.51.100.1'],
      ['127.0.0.1', undefined, 1, '127.0.0.1'],
      ['127.0.0.1', '198.51.100.1', 3, '127.0.0.1'],
      ['127.0.0.1', '<script>', 1, '127.0.0.1'],
      ['::ffff:203.0.113.9', undefined, 0, '203.0.113.9'],
      ['2001:db8:1:2:aaaa::1', undefined, 0, '2001:db8:1:2::/64'],
      ['2001:db8:1:2::9', undefined, 0, '2001:db8:1:2::/64'],
      ['2001:db8::1', undefined, 0, '2001:db8:0:0::/64'],
      ['::1', undefined, 0, '::1'],
    ]
    for (const [socket, forwarded, hops, address] of told) {
      expect(clientAddress(socket, forwarded, hops), `${socket} ${forwarded} ${hops}`).toBe(address)
    }
  })

  it('is slowed after ten wrong keys in a minute, and others are not, nor whoever shows a right one there', async () => {
    const { app, keyed, logged } = await rehearse({ items: [], closed: true, settings: { TRUSTED_PROXIES: '1' } })
    const { secret } = await keyed(['chat'])
    const status = async (bearer: string, from: string) => {
      const headers = { authorization: `Bearer ${bearer}`, 'x-forwarded-for': `10.1.1.1, ${from}` }
      const { status, headers: answered } = await talkTo(app).call('GET', '/v1/templates', undefined, headers)
      if (status === 429) expect(Number(answered.get('retry-after'))).toBeGreaterThan(0)
      return status
    }
    const wrong: number[] = []
    for (let tries = 0; tries < 12; tries++) wrong.push(await status(`evk_wrong-wrong-wrong-${tries}`, '198.51.100.7'))
    expect(wrong).toEqual([...Array(10).fill(401), 429, 429])
    expect(await status('evk_wrong-wrong-wrong', '198.51.100.8')).toBe(401)
    expect(await status(secret, '198.51.100.7')).toBe(200)
    const lines = logged.filter(({ event }) => event === 'credential-refused')
    expect(lines[0]?.fields).toMatchObject({ because: 'unknown', address: '198.51.100.7' })
    expect(JSON.stringify(lines)).not.toContain('wrong-wrong')
  })
})
