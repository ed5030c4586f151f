import { beforeAll, describe, expect, it } from 'vitest'
import { type Scope, scopes } from '../access/scopes.ts'
import type { Turn } from '../record/turn.ts'
import { rehearse, talkTo } from '../rehearsal.ts'
import { accessTo } from './access.ts'

type Stage = Awaited<ReturnType<typeof rehearse>>
type Speaker = ReturnType<typeof talkTo>

/** What a row of the matrix asks, of a conversation that was held for it. */
interface Held {
  conversation: string
  turn: Turn
  item: string
}
interface Row {
  ask: (held: Held) => { path: string; body?: object }
  /** What the caller whom it is for gets. */
  right: number
  /** It is of one conversation: to others there is none; or, of an organisation, to those of another. */
  owned?: true | 'by the organisation'
  /** What it gives of a conversation, others must not find in theirs. */
  lists?: true
}

const of = (path: string) => (held: Held) =>
  `/v1/conversations/${held.conversation}${path.replace(':turn', held.turn.id)}`
const get =
  (path: string): Row['ask'] =>
  (held) => ({ path: of(path)(held) })
const post =
  (path: string, body: (held: Held) => object): Row['ask'] =>
  (held) => ({ path: of(path)(held), body: body(held) })
const exchange: Row['ask'] = ({ conversation }) => ({ path: `/v1/protection/exchanges/${conversation}` })
const plain = (path: string, body?: object) => () => ({ path, body })

/** How each route is asked: one that is missing here fails below. */
const rows: Readonly<Record<string, Row>> = {
  'GET /v1/session': { ask: plain('/v1/session'), right: 200 },
  'POST /v1/sessions': { ask: plain('/v1/sessions', { counsellor: 'zoe' }), right: 201 },
  'POST /v1/conversations': { ask: plain('/v1/conversations', {}), right: 201 },
  'GET /v1/conversations': { ask: plain('/v1/conversations'), right: 200, lists: true },
  'GET /v1/conversations/:id': { ask: get(''), right: 200, owned: true },
  'DELETE /v1/conversations/:id': { ask: get(''), right: 204, owned: true },
  'PATCH /v1/conversations/:id': { ask: post('', () => ({ objection: false })), right: 200, owned: true },
  'POST /v1/conversations/:id/messages': {
    ask: post('/messages', () => ({ text: 'plutôt à distance' })),
    right: 201,
    owned: true,
  },
  'POST /v1/conversations/:id/messages/stream': {
    ask: post('/messages/stream', () => ({ text: 'plutôt à distance' })),
    right: 200,
    owned: true,
  },
  'POST /v1/conversations/:id/undo': { ask: post('/undo', () => ({})), right: 409, owned: true },
  'GET /v1/conversations/:id/turns/:turnId': { ask: get('/turns/:turn'), right: 200, owned: true },
  'PATCH /v1/conversations/:id/turns/:turnId': {
    ask: post('/turns/:turn', () => ({ state: 'later' })),
    right: 200,
    owned: true,
  },
  'GET /v1/conversations/:id/turns/:turnId/since': { ask: get('/turns/:turn/since'), right: 200, owned: true },
  // Nothing is decided there yet.
  'GET /v1/conversations/:id/turns/:turnId/hand-over': { ask: get('/turns/:turn/hand-over'), right: 409, owned: true },
  'GET /v1/conversations/:id/turns/:turnId/hand-over/calendar.ics': {
    ask: get('/turns/:turn/hand-over/calendar.ics'),
    right: 409,
    owned: true,
  },
  'GET /v1/conversations/:id/hand-over': { ask: get('/hand-over'), right: 409, owned: true },
  'GET /v1/conversations/:id/hand-over/calendar.ics': { ask: get('/hand-over/calendar.ics'), right: 409, owned: true },
  'POST /v1/conversations/:id/found': {
    ask: post('/found', ({ item }) => ({ itemIds: [item] })),
    right: 201,
    owned: true,
  },
  'POST /v1/conversations/:id/turns/:turnId/decision': {
    ask: post('/turns/:turn/decision', ({ turn }) => ({ kind: 'none', optionsDigest: turn.optionsDigest })),
    right: 201,
    owned: true,
  },
  'GET /v1/conversations/:id/turns/:turnId/sent': { ask: get('/turns/:turn/sent'), right: 200, owned: true },
  'GET /v1/conversations/:id/turns/:turnId/replay': { ask: get('/turns/:turn/replay'), right: 200, owned: true },
  'GET /v1/conversations/:id/sheet': { ask: get('/sheet'), right: 200, owned: true },
  'GET /v1/conversations/:id/export': { ask: get('/export'), right: 200, owned: true },
  // Nothing is handed over before a decision.
  'GET /v1/suggest': { ask: plain('/v1/suggest?of=commune&q=li'), right: 200 },
  // A client of the protocol says that it takes streams; here only who may ask at all is looked at.
  'POST /v1/mcp': { ask: plain('/v1/mcp', { jsonrpc: '2.0', id: 1, method: 'tools/list' }), right: 406 },
  'GET /v1/guardrails/policy': { ask: plain('/v1/guardrails/policy'), right: 200 },
  'POST /v1/guardrails/check': { ask: plain('/v1/guardrails/check', { text: 'bonjour' }), right: 200 },
  'POST /v1/guardrails/contests': {
    ask: plain('/v1/guardrails/contests', { findings: [{ type: 'PERSON', start: 0, end: 3 }] }),
    right: 202,
  },
  'GET /v1/guardrails/contests': { ask: plain('/v1/guardrails/contests'), right: 200 },
  'GET /v1/templates': { ask: plain('/v1/templates'), right: 200 },
  'GET /v1/profile-fields': { ask: plain('/v1/profile-fields'), right: 200 },
  'GET /v1/catalogue/search': { ask: plain('/v1/catalogue/search?q=soudeur'), right: 200 },
  'GET /v1/catalogue/items/:id': { ask: ({ item }) => ({ path: `/v1/catalogue/items/${item}` }), right: 200 },
  'GET /course': { ask: plain('/course'), right: 200 },
  'GET /course/end': { ask: plain('/course/end?given=1-1-1-1-1'), right: 200 },
  'GET /course/:step': { ask: plain('/course/what-it-is'), right: 200 },
  'GET /oversight': { ask: plain('/oversight'), right: 200 },
  // A key reads no message.
  'GET /oversight/case': { ask: plain('/oversight/case'), right: 403 },
  'POST /oversight/case': { ask: plain('/oversight/case', { term: 'HEALTH cancer', text: 'x' }), right: 200 },
  'GET /oversight.csv': { ask: plain('/oversight.csv'), right: 200 },
  'GET /v1/course/completion': { ask: plain('/v1/course/completion'), right: 200 },
  'POST /v1/course/completion': { ask: plain('/v1/course/completion', { given: [1, 1, 1, 1, 1] }), right: 201 },
  'GET /v1/oversight/summary': { ask: plain('/v1/oversight/summary'), right: 200 },
  'GET /oversight/pairs': { ask: plain('/oversight/pairs'), right: 200 },
  'GET /oversight/pairs.jsonl': { ask: plain('/oversight/pairs.jsonl'), right: 200 },
  'GET /v1/oversight/pairs': { ask: plain('/v1/oversight/pairs'), right: 200 },
  // A key judges nothing.
  'POST /v1/oversight/pairs/:id': {
    ask: plain('/v1/oversight/pairs/occupation:F1703~item_1', { judged: 'accepted' }),
    right: 403,
  },
  'GET /v1/audit/events': { ask: plain('/v1/audit/events'), right: 200, lists: true },
  'GET /v1/protection/exchanges/:id': { ask: exchange, right: 200, owned: 'by the organisation' },
  'POST /v1/protection/exchanges/:id/requests': {
    ask: (held) => ({ path: `${exchange(held).path}/requests`, body: { asked: 'correction' } }),
    right: 201,
    owned: 'by the organisation',
  },
  'DELETE /v1/protection/exchanges/:id': { ask: exchange, right: 204, owned: 'by the organisation' },
}

describe('who may call what', async () => {
  let now = Date.now()
  const stage: Stage = await rehearse({
    size: 1500,
    closed: true,
    now: () => new Date(now),
    // A provider that nobody asks: its routes are there.
    settings: {
      PUBLIC_ORIGIN: 'https://eventail.example',
      OIDC_ISSUER: 'https://id.example',
      OIDC_CLIENT_ID: 'eventail',
    },
  })
  const routes = stage.app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => ({ key: `${method} ${path}`, method }))
  const behind = [...new Map(routes.map((route) => [route.key, route])).values()].filter(
    ({ key }) => accessTo[key] !== 'anyone',
  )
  let anne: Speaker
  let addresses = 0
  let held: Held

  async function hold(speaker: Speaker): Promise<Held> {
    const { id } = await speaker.opened()
    const { body } = await speaker.said(id, { text: 'une formation de soudeur' })
    const turn = body as unknown as Turn
    return { conversation: id, turn, item: turn.options[0]!.item.id }
  }
  beforeAll(async () => {
    anne = await stage.named('anne', 'nord')
    held = await hold(anne)
  })

  /** The one whom a route is for: the counsellor of the conversation, or a key made for that alone. */
  const rightFor = async (scope: Scope, tenant = 'nord', name = 'anne'): Promise<Speaker> =>
    scope === 'chat' || scope === 'catalogue' ? stage.named(name, tenant) : (await stage.keyed([scope], tenant)).api

  it('has a row for every route, and no row for none', () => {
    const known = Object.keys(accessTo)
    expect(routes.map(({ key }) => key).filter((key) => !known.includes(key))).toEqual([])
    expect(behind.map(({ key }) => key).filter((key) => !rows[key])).toEqual([])
    expect(known.filter((key) => !routes.some((route) => route.key === key))).toEqual([])
    expect(known.filter((key) => key.includes(' /v1/') && accessTo[key] === 'anyone')).toEqual([])
    expect(behind.length).toBe(Object.keys(rows).length)
  })

  describe.each(behind)('$key', ({ key, method }) => {
    const row = rows[key]!
    const access = accessTo[key] as Scope | 'known'
    const scope: Scope = access === 'known' ? 'chat' : access
    const asked = async (speaker: Speaker, of = held) => {
      const { path, body } = row.ask(of)
      // Of an address of its own: wrong credentials are counted by address.
      return speaker.call(method, path, body, { 'x-rehearsed-address': `10.0.${addresses % 250}.${addresses++ >> 8}` })
    }
    const bearer = (secret: string) => talkTo(stage.app, { authorization: `Bearer ${secret}` })

    it('tells a stranger nothing, whatever the stranger shows', async () => {
      const shown = [talkTo(stage.app), bearer('evk_wrong-wrong-wrong-wrong'), bearer('evs_wrong-wrong-wrong-wrong')]
      shown.push(talkTo(stage.app, { cookie: '__Host-eventail=evb_wrong-wrong-wrong' }))
      shown.push(talkTo(stage.app, { authorization: 'Basic YTph' }))
      for (const stranger of shown) {
        const refused = await asked(stranger)
        expect([refused.status, refused.body.code]).toEqual([401, 'unauthorized'])
        expect(refused.text).not.toContain(held.conversation)
      }
    })

    it('is closed to a key that is expired, revoked or rotated away, and to a session that is over', async () => {
      const [expired, revoked, rotated] = [
        await stage.keyed([...scopes]),
        await stage.keyed([...scopes]),
        await stage.keyed([...scopes]),
      ]
      const over = await stage.named('anne', 'nord')
      await stage.keys.revoke(revoked.key.id)
      await stage.keys.rotate(rotated.key.id, { days: 1, overlapHours: 0 })
      for (const { api } of [revoked, rotated]) expect((await asked(api)).status).toBe(401)
      const before = now
      now += 25 * 3_600_000
      for (const api of [expired.api, over]) expect((await asked(api)).status).toBe(401)
      now = before
    })

    it('is closed to every other scope', async () => {
      if (access === 'known') return
      const { api } = await stage.keyed(scopes.filter((one) => one !== access))
      const refused = await asked(api)
      expect([refused.status, refused.body.code, refused.body.scope]).toEqual([403, 'forbidden', access])
    })

    it('shows nothing of one to another, of the same organisation or of another', async () => {
      for (const [tenant, name] of [
        ['nord', 'bea'],
        ['sud', 'anne'],
      ] as const) {
        const theirs = row.owned === 'by the organisation' && tenant === 'nord'
        const answer = await asked(await rightFor(scope, tenant, name), theirs ? await hold(anne) : held)
        expect(answer.status, `${name} of ${tenant}`).toBe(row.owned && !theirs ? 404 : row.right)
        // Auditors of one organisation see the events of all its counsellors, by id; who answers the person sees one exchange, by its reference.
        if (!theirs && !(scope === 'audit' && tenant === 'nord')) expect(answer.text).not.toContain(held.conversation)
      }
    })

    it('answers the one whom it is for', async () => {
      const mine = row.owned ? await hold(anne) : held
      const answer = await asked(scope === 'chat' ? anne : await rightFor(scope), mine)
      expect(answer.status, answer.text).toBe(row.right)
      if (row.lists && scope === 'chat') expect(answer.text).toContain(held.conversation)
    })
  })

  it('lets no key decide, whatever its scopes, alone or with a message', async () => {
    const { api } = await stage.keyed([...scopes])
    const { conversation, turn } = await hold(api)
    const decision = { kind: 'none', optionsDigest: turn.optionsDigest }
    const alone = await api.call('POST', `/v1/conversations/${conversation}/turns/${turn.id}/decision`, decision)
    const carried = await api.said(conversation, { text: 'plutôt à distance', decision })
    for (const refused of [alone, carried]) {
      expect([refused.status, refused.body.code]).toEqual([403, 'human-required'])
    }
    const { api: delegate } = await stage.keyed(['sessions'], 'nord')
    for (const counsellor of ['person_1', 'key:1', '', 'a b', 'x'.repeat(101)]) {
      expect((await delegate.call('POST', '/v1/sessions', { counsellor })).status, counsellor).toBe(422)
    }
  })

  it('says of what is open that it is, to strangers too', async () => {
    const open = routes.filter(({ key, method }) => accessTo[key] === 'anyone' && method === 'GET')
    for (const { key } of open) {
      const { status } = await talkTo(stage.app).call('GET', key.replace('GET ', '').replace(':file', 'client.js'))
      // The provider does not answer here: 503, and 403 to who comes back from it without having begun.
      expect([200, 303, 503, ...(key.includes('callback') ? [403] : [])], key).toContain(status)
    }
    expect(open.length).toBeGreaterThan(8)
  })

  it('answers nobody on a route that does not say who may call it', async () => {
    const { app, logged } = await rehearse({ items: [] })
    app.get('/v1/forgotten', (c) => c.json({}))
    const refused = await talkTo(app).call('GET', '/v1/forgotten')
    expect([refused.status, refused.body.code]).toEqual([500, 'internal'])
    expect(logged.some(({ event }) => event === 'request-failed')).toBe(true)
  })
})
