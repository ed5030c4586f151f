import { CompiledQuery } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { defaultPolicy, policyVersion, tighten } from '../../guardrails/policy.ts'
import { connectModel } from '../connect-model.ts'
import { startFakeModel } from '../fake-model-server.ts'
import type { Conversation, Turn } from '../record/turn.ts'
import { rehearse, talkTo } from '../rehearsal.ts'

type Stage = Awaited<ReturnType<typeof rehearse>>

/** Told by its circumstances, with words of it that nothing else says. */
const tellings: readonly (readonly [string, RegExp])[] = [
  ['ses parents ne lui parlent plus', /parents|parlent/],
  ['sa sœur ne lui parle plus', /sœur|parle plus/],
  ['ses parents ne l’appellent plus', /parents|appellent/],
  ['il garde une valise prête derrière la porte', /valise|derrière/],
  ['elle signe avec une dame du tribunal', /signe|tribunal/],
  ['elle attend une lettre de la préfecture', /lettre|préfecture/],
  ['il attend une réponse du tribunal', /réponse du|tribunal/],
  ['son mari est infirmier en psychiatrie', /mari |psychiatrie/],
  ['elle garde ses papiers dans un sac fermé', /papiers|fermé/],
  ['il cache une lettre de la banque', /cache|banque/],
  ['elle parle souvent de son ancien voisin', /voisin/],
]

/** All that the records hold, as one text. */
async function recorded({ database }: Stage, { but = '' } = {}): Promise<string> {
  const tables = await database.all<{ name: string }>(
    CompiledQuery.raw(`select name from sqlite_master where type = 'table' order by name`),
  )
  const read = tables.filter(({ name }) => !but || (name !== but && name !== 'sqlite_sequence'))
  const rows = await Promise.all(read.map(({ name }) => database.all(CompiledQuery.raw(`select * from "${name}"`))))
  return JSON.stringify(rows)
}

describe('the guard over HTTP', () => {
  const { policy } = tighten(defaultPolicy, {
    types: { PERSON: { action: 'block', advice: { fr: 'Pas de nom ici.' } } },
  })
  let stage: Stage
  let api: ReturnType<typeof talkTo>
  beforeAll(async () => {
    stage = await rehearse({ size: 1500, policy })
    api = talkTo(stage.app)
  })

  it('gives the policy in force with its version, and once only to whoever keeps it', async () => {
    const given = await api.call('GET', '/v1/guardrails/policy')
    expect(given.status).toBe(200)
    expect(given.body).toEqual({ version: policyVersion(policy), policy })
    const etag = given.headers.get('etag')!
    expect(etag).toContain(policyVersion(policy))
    expect(given.headers.get('cache-control')).toContain('no-cache')
    const again = await api.call('GET', '/v1/guardrails/policy', undefined, { 'if-none-match': etag })
    expect([again.status, again.text]).toEqual([304, ''])
    const { id } = await api.opened()
    const turn = (await api.said(id, { text: 'une formation de soudeur' })).body as unknown as Turn
    expect(turn.versions.policy).toBe(given.body.version)
  })

  it('refuses a text that was checked under another policy, keeps nothing of it, and takes it once it was checked again', async () => {
    const { id } = await api.opened()
    const messages = `/v1/conversations/${id}/messages`
    const key = { 'idempotency-key': 'a-message' }
    const before = await recorded(stage)
    const earlier = { 'guardrails-policy': policyVersion(defaultPolicy), ...key }
    const stale = await api.call('POST', messages, { text: 'une formation de soudeur' }, earlier)
    expect([stale.status, stale.body.code]).toEqual([412, 'policy-changed'])
    expect(String(stale.body.detail)).toContain('/v1/guardrails/policy')
    const english = await api.call('POST', messages, { text: 'soudeur' }, { ...earlier, 'accept-language': 'en' })
    expect(english.body.title).toBe('Protection rules changed')
    expect(await recorded(stage)).toBe(before)
    for (const [method, path, body] of [
      ['POST', '/v1/conversations', { dossier: { commune: '44109' } }],
      ['PATCH', `/v1/conversations/${id}`, { dossier: { commune: '44109' } }],
      ['GET', '/v1/catalogue/search?q=soudeur', undefined],
    ] as const) {
      const refused = await api.call(method, path, body, { 'guardrails-policy': 'sha256:0' })
      expect(refused.body.code, path).toBe('policy-changed')
    }

    const inForce = { 'guardrails-policy': policyVersion(policy), ...key }
    expect((await api.call('POST', messages, { text: 'une formation de soudeur' }, inForce)).status).toBe(201)
    const replayed = await api.call('POST', messages, { text: 'une formation de soudeur' }, earlier)
    expect([replayed.status, replayed.headers.get('idempotent-replayed')]).toEqual([201, 'true'])
    const { turns } = (await api.call('GET', `/v1/conversations/${id}`)).body as unknown as Conversation
    expect(turns).toHaveLength(1)
  })

  it('checks a text and stores nothing: no copy for the key, no count, no line of log that holds it', async () => {
    const before = await recorded(stage)
    const logged = stage.logged.length
    const key = { 'idempotency-key': 'a-check' }
    for (const text of ['Mme Garnier, 06 12 34 56 78', 'elle est atteinte d’un cancer', 'une formation de soudeur']) {
      const answer = await api.call('POST', '/v1/guardrails/check', { text }, key)
      expect(answer.status).toBe(200)
    }
    expect(await recorded(stage)).toBe(before)
    const lines = JSON.stringify(stage.logged.slice(logged))
    expect(lines).toContain('/v1/guardrails/check')
    expect(lines).not.toMatch(/Garnier|06 12|cancer|soudeur/)
  })

  it('keeps back what may be the story, though it is not sure enough to be cut: not stored, searched, logged or sent', async () => {
    const model = await startFakeModel(() => ({ text: '{}' }))
    const line = connectModel({ baseUrl: model.baseUrl, model: 'fake', api: 'chat', words: true })
    const own = await rehearse({ size: 1500, model: line })
    const talk = talkTo(own.app)
    const keptBack = []
    for (const [told, words] of tellings) {
      const text = `Une formation de soudeur, ${told}.`
      const checked = (await talk.call('POST', '/v1/guardrails/check', { text })).body
      if (checked.action !== 'pass') continue
      const { id } = await talk.opened()
      const turn = (await talk.said(id, { text })).body as unknown as Turn
      if (!turn.unread.some(({ because }) => because === 'kept-back')) continue
      keptBack.push(told)
      expect(turn.message!.redacted).toBe('Une formation de soudeur, […].')
      const sent = await talk.call('GET', `/v1/conversations/${id}/turns/${turn.id}/sent`)
      expect(JSON.stringify([turn, sent.body]), told).not.toMatch(words)
      expect(await recorded(own), told).not.toMatch(words)
      expect(JSON.stringify([own.logged, model.bodies]), told).not.toMatch(words)
    }
    // Which of them are cut and which only suspected changes with the model: some are always between.
    expect(keptBack.length).toBeGreaterThan(0)
    expect(model.bodies.length).toBeGreaterThan(0)
    await model.close()
  })

  it('keeps of a blocked message the counts, and that one was blocked, alone, whatever its key', async () => {
    const { id } = await api.opened()
    const rowsOf = async () => (await recorded(stage, { but: 'events' })).replace(/"count":\d+/g, '')
    await api.said(id, { text: 'Mme Garnier cherche une formation' })
    const events = () => stage.database.all(CompiledQuery.raw('select kind, subject, body from events'))
    const before = await rowsOf()
    const told = await events()
    const key = { 'idempotency-key': 'a-blocked-message' }
    for (let time = 0; time < 2; time++) {
      const text = 'Mme Garnier cherche une formation'
      const blocked = await api.call('POST', `/v1/conversations/${id}/messages`, { text }, key)
      expect(blocked).toMatchObject({
        status: 422,
        body: { code: 'message-blocked', findings: [{ type: 'PERSON', advice: 'Pas de nom ici.' }] },
      })
    }
    expect(await rowsOf()).toBe(before)
    const blocked = { kind: 'guard', subject: null, body: '{"action":"blocked"}' }
    expect((await events()).slice(told.length)).toEqual([blocked, blocked])
  })

  it('shows a referent what is contested, of the words those alone that are a term of our lists, and of no exchange', async () => {
    const contest = (...findings: object[]) => api.call('POST', '/v1/guardrails/contests', { findings })
    const at = { start: 0, end: 30 }
    const taken = await contest(
      { type: 'HEALTH', ...at, words: 'cancer' },
      { type: 'HEALTH', ...at, words: 'le cancer de Mme Garnier' },
      { type: 'HEALTH', ...at, words: 'Garnier' },
      { type: 'INAPPROPRIATE', ...at, words: 'cancer' },
      { type: 'PERSON', ...at, words: 'Garnier' },
    )
    expect(taken.status).toBe(202)
    await contest({ type: 'HEALTH', ...at, words: 'cancer' })
    const { body } = await api.call('GET', '/v1/guardrails/contests')
    expect(body).toEqual({
      types: [
        { type: 'story', count: 4 },
        { type: 'INAPPROPRIATE', count: 1 },
        { type: 'PERSON', count: 1 },
      ],
      terms: [{ type: 'HEALTH', words: 'cancer', count: 2 }],
    })
  })

  it('lets a referent tell a contested word again as a case, with invented facts and nobody in it', async () => {
    await api.call('POST', '/v1/guardrails/contests', {
      findings: [{ type: 'HEALTH', start: 0, end: 6, words: 'cancer' }],
    })
    expect((await api.call('GET', '/oversight')).text).toContain('<option value="HEALTH cancer">')
    const rewritten = async (text: string) =>
      (await api.call('POST', '/oversight/case', { term: 'HEALTH cancer', text })).body
    expect(await rewritten('Formation sur le cancer au travail, à Lille')).toEqual({
      said: expect.stringContaining('laisse passer'),
      line: expect.stringContaining('"why":"HEALTH cancer"'),
    })
    expect(await rewritten('Mme Garnier demande une formation sur le cancer')).toEqual({
      said: expect.stringContaining('PERSON'),
    })
    expect(await rewritten('Formation de soudeur')).toEqual({ said: expect.stringContaining('n’est pas dans') })
  })

  describe('lets a counsellor take back what it takes wrongly', () => {
    const says = async (text: string, ...corrections: object[]) => {
      const { id } = await plain.opened()
      return plain.said(id, { text, ...(corrections.length > 0 && { corrections }) })
    }
    let plain: ReturnType<typeof talkTo>
    let open: Stage
    beforeAll(async () => {
      open = await rehearse({ size: 1500 })
      plain = talkTo(open.app)
    })
    const redacted = ({ body }: { body: object }) => (body as unknown as Turn).message!.redacted

    it('gives a name back that is a place, in one gesture, and masks again what this server knows nothing of', async () => {
      const text = 'Je reçois Rosny, il cherche une formation de soudeur.'
      expect(redacted(await says(text))).toContain('[PERSONNE_1]')
      const place = { words: 'Rosny', because: 'not-a-person' }
      const trade = { words: 'Garnier', because: 'not-a-person' }
      expect(redacted(await says('Je reçois Mme Garnier, formation de soudeur.', trade))).toContain('[PERSONNE_1]')
      expect(
        redacted(await says(text.replace('Rosny', 'Rosny-sous-Bois'), { ...place, words: 'Rosny-sous-Bois' })),
      ).not.toContain('[PERSONNE')
    })

    it('gives back what is the trade or the public aimed at, where this server knows its name, and cuts again what is not', async () => {
      const asked = 'Elle a fait huissier de justice, elle cherche un poste de secrétaire à Metz.'
      expect(redacted(await says(asked))).toMatch(/^\[…\]/)
      const trade = { words: 'Elle a fait huissier de justice', because: 'trade-or-public' }
      expect(redacted(await says(asked, trade))).toContain('huissier')
      const ill = 'Elle est maçonne et atteinte d’un cancer, elle cherche un poste de secrétaire à Metz.'
      const claimed = { words: 'Elle est maçonne et atteinte d’un cancer', because: 'trade-or-public' }
      expect(redacted(await says(ill, claimed))).not.toContain('cancer')
    })

    it('passes a block that nothing but a hint stands behind with a motive of the list, counts it, and never one that a list says', async () => {
      const hinted = "Propose les postes aux hommes d'abord, les femmes après."
      const blocked = await says(hinted)
      expect(blocked).toMatchObject({ status: 422, body: { code: 'message-blocked', dubious: true } })
      const { findings } = blocked.body as unknown as { findings: { start: number; end: number }[] }
      const corrections = findings.map(({ start, end }) => ({
        words: hinted.slice(start, end),
        because: 'told-by-others',
      }))
      expect((await says(hinted, ...corrections)).status).toBe(201)
      const said = 'pas d’Arabes pour ce poste'
      const listed = await says(said, { words: said, because: 'told-by-others' })
      expect(listed.status).toBe(422)
      expect(listed.body.dubious).toBeUndefined()
      expect((await says(hinted, { words: hinted, because: 'because I say so' })).body.code).toBe('invalid-request')
      const counts = await open.database.all(
        CompiledQuery.raw(`select key, count from counters where name = 'correction' and key = 'told-by-others'`),
      )
      expect(counts).toEqual([{ key: 'told-by-others', count: 1 }])
    })
  })
})
