import { CompiledQuery } from 'kysely'
import { expect, it } from 'vitest'
import type { Role } from '../access/scopes.ts'
import type { PairToJudge } from '../assistant/pairs.ts'
import type { Turn } from '../record/turn.ts'
import { rehearse, talkTo } from '../rehearsal.ts'

type Speaker = ReturnType<typeof talkTo>

/** Asks for welding, and says of the first option, or of all, that it is not relevant. */
async function refuse(api: Speaker, which: 'all' | 'the second', text = 'une formation de soudeur'): Promise<Turn> {
  const { id } = await api.opened()
  const turn = (await api.said(id, { text })).body as unknown as Turn
  const [first, second] = turn.options
  const decision =
    which === 'all'
      ? { kind: 'none', reason: 'not-relevant' }
      : { kind: 'choose', optionIds: [first!.id], aside: [{ optionId: second!.id, reason: 'not-relevant' }] }
  const path = `/v1/conversations/${id}/turns/${turn.id}/decision`
  expect((await api.call('POST', path, { ...decision, optionsDigest: turn.optionsDigest })).status).toBe(201)
  return turn
}
const listed = async (api: Speaker) =>
  (await api.call('GET', '/v1/oversight/pairs')).body.data as unknown as PairToJudge[]

it('shows a referent what was said not to be relevant, by code and offer, and exports what is accepted; nothing else changes', async () => {
  const stage = await rehearse({ size: 1500, seed: 'pairs' })
  const api = talkTo(stage.app)
  expect((await api.call('GET', '/oversight/pairs')).text).toContain('Rien à juger pour l’instant')
  const turn = await refuse(api, 'all')
  const again = await refuse(api, 'the second')
  const waiting = await listed(api)
  const second = again.options[1]!.item
  expect(waiting.map(({ item }) => item!.id).sort()).toEqual(
    [...new Set([...turn.options.map(({ item }) => item.id), second.id])].sort(),
  )
  const [one] = waiting
  expect(one).toMatchObject({ need: { of: 'occupation', code: 'H2913' }, state: 'waiting' })
  expect(waiting.reduce((sum, { count }) => sum + count, 0)).toBe(turn.options.length + 1)
  expect(JSON.stringify(waiting)).not.toMatch(/une formation de soudeur|conv_|turn_|local/)

  const judge = (id: string, judged: string) => api.call('POST', `/v1/oversight/pairs/${id}`, { judged })
  expect((await judge(one!.id, 'accepted')).body).toMatchObject({ id: one!.id, state: 'accepted' })
  expect((await judge(waiting[1]!.id, 'refused')).body).toMatchObject({ state: 'refused' })
  expect((await judge('occupation:H2913~item_unknown', 'accepted')).status).toBe(404)
  expect((await judge('anything', 'accepted')).status).toBe(422)
  const exported = (await api.call('GET', '/oversight/pairs.jsonl')).text.trim().split('\n')
  expect(exported.map((line) => JSON.parse(line))).toEqual([
    {
      need: { occupation: 'H2913' },
      offer: { title: one!.item!.title, codes: one!.item!.codes },
      grade: 'not',
      item: one!.item!.id,
    },
  ])
  // The last word counts.
  await judge(one!.id, 'refused')
  expect((await api.call('GET', '/oversight/pairs.jsonl')).text).toBe('')

  const page = (await api.call('GET', '/oversight/pairs', undefined, { 'accept-language': 'en' })).text
  expect(page).toContain('Judged already')
  expect(page).toContain(one!.item!.codes[0])
  // What is shown for the same need is what it was.
  const { id } = await api.opened()
  const shown = (await api.said(id, { text: 'une formation de soudeur' })).body as unknown as Turn
  const ids = (of: Turn) => [...of.options, ...of.alsoValid].map(({ item }) => item.id)
  expect(ids(shown)).toEqual(expect.arrayContaining(turn.options.map(({ item }) => item.id)))
})

it('makes no pair of a need that no code names, nor of another reason', async () => {
  const api = talkTo((await rehearse({ size: 1500 })).app)
  const { id } = await api.opened()
  const turn = (await api.said(id, { text: 'une formation de soudeur' })).body as unknown as Turn
  const refused = { kind: 'none', reason: 'price', optionsDigest: turn.optionsDigest }
  await api.call('POST', `/v1/conversations/${id}/turns/${turn.id}/decision`, refused)
  expect(await listed(api)).toEqual([])
})

it('lets a referent judge, and neither a key nor an auditor', async () => {
  const stage = await rehearse({ size: 1500, closed: true })
  const anne = await stage.named('anne', 'nord')
  const turn = await refuse(anne, 'all')
  const pair = `/v1/oversight/pairs/occupation:H2913~${turn.options[0]!.item.id}`
  const key = (await stage.keyed(['oversight'], 'nord')).api
  expect((await listed(key)).length).toBe(turn.options.length)
  expect((await key.call('POST', pair, { judged: 'accepted' })).body.code).toBe('human-required')
  const elsewhere = (await stage.keyed(['oversight'], 'sud')).api
  expect(await listed(elsewhere)).toEqual([])
  const person = async (counsellor: string, roles: readonly Role[]) => {
    const { token } = await stage.sessions.openBrowser({
      tenant: 'nord',
      counsellor,
      idToken: null,
      via: 'oidc',
      roles,
    })
    return talkTo(stage.app, { cookie: `eventail=${token}`, origin: 'http://localhost', host: 'localhost' })
  }
  const auditor = await person('zoe', ['auditor'])
  expect((await listed(auditor)).length).toBe(turn.options.length)
  expect((await auditor.call('POST', pair, { judged: 'accepted' })).body.code).toBe('forbidden')
  const referent = await person('rose', ['referent'])
  expect((await referent.call('POST', pair, { judged: 'accepted' })).body).toMatchObject({ state: 'accepted' })
  const event = (await stage.database.all(CompiledQuery.raw("select body from events where kind = 'pair-judged'")))[0]
  expect(event).toEqual({ body: JSON.stringify({ pair: pair.slice(pair.lastIndexOf('/') + 1), judged: 'accepted' }) })
})
