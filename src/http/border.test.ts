import { describe, expect, it } from 'vitest'
import { placeOf, readConfig } from '../config.ts'
import { rehearse, talkTo } from '../rehearsal.ts'

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
