import { CompiledQuery } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { digestOf } from '../record/digest.ts'
import { referenceOf } from '../record/reference.ts'
import type { Conversation, Turn } from '../record/turn.ts'
import { type Json, rehearse, talkTo } from '../rehearsal.ts'

type Stage = Awaited<ReturnType<typeof rehearse>>
const turnOf = (answer: { body: Json }) => answer.body as unknown as Turn

describe('the HTTP API', () => {
  let stage: Stage
  let api: ReturnType<typeof talkTo>
  beforeAll(async () => {
    stage = await rehearse({ size: 4000 })
    api = talkTo(stage.app)
  })

  it('holds a whole conversation: a need, options argued both ways, a follow-up, a decision, and on', async () => {
    const conversation = await api.opened({
      dossier: { nom: 'Garnier', sexe: 'F', commune: '59350', mobiliteKm: 40, niveauFormation: 'CAP', hobby: 'danse' },
    })
    expect(conversation.profile).toMatchObject({ near: { code: '59350', name: 'Lille' }, radiusKm: 40, level: 3 })
    expect(conversation.dropped).toContainEqual({ field: '/sexe', reason: 'protected' })
    expect(conversation.dropped).toContainEqual({ field: '/hobby', reason: 'unknown' })

    const answer = await api.said(conversation.id, {
      text: 'Mme Garnier cherche une formation de soudeur près de Lille, tel 06 12 34 56 78',
    })
    expect(answer.status).toBe(201)
    const turn = turnOf(answer)
    expect(turn.message?.redacted).not.toMatch(/Garnier|06 12/)
    expect(turn.outcome).toBe('options')
    expect(turn.options.length).toBeGreaterThanOrEqual(2)
    expect(turn.options.length).toBeLessThanOrEqual(4)
    for (const option of turn.options) {
      expect(option.claims.some((claim) => claim.stance === 'for')).toBe(true)
      expect(option.claims.some((claim) => claim.stance === 'against' || claim.stance === 'unknown')).toBe(true)
      expect(option.differs.length).toBeGreaterThan(0)
    }
    expect(turn.optionsDigest).toBe(await digestOf([...turn.options, ...turn.nearest]))

    const about = turnOf(await api.said(conversation.id, { text: 'laquelle commence le plus tôt ?' }))
    expect(about.outcome).toBe('about')
    expect(about.options.map((option) => option.id)).toEqual(turn.options.map((option) => option.id))
    const offers = [...turn.options, ...turn.nearest].map((option) => option.id)
    expect(new Set(about.answers.map((one) => one.optionId))).toEqual(new Set(offers))

    const path = `/v1/conversations/${conversation.id}/turns/${turn.id}/decision`
    const decision = {
      kind: 'choose',
      optionIds: [turn.options[0]!.id],
      optionsDigest: turn.optionsDigest,
      note: 'vu avec M. Ben Salem',
    }
    const made = await api.call('POST', path, decision)
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ actor: { kind: 'counsellor', ref: 'local', via: 'local' }, supersedes: null })
    expect(made.text).not.toContain('Salem')
    expect((await api.call('POST', path, decision)).status).toBe(200)
    const other = await api.call('POST', path, { kind: 'none', optionsDigest: turn.optionsDigest })
    expect(other.body.code).toBe('already-decided')
    const revised = { kind: 'none', reason: 'dates', optionsDigest: turn.optionsDigest, supersedes: made.body.id }
    expect((await api.call('POST', path, revised)).status).toBe(201)

    const next = turnOf(await api.said(conversation.id, { text: 'finalement plutôt vers Lyon, en boulangerie' }))
    expect(next.number).toBe(3)
    expect(next.criteria.near?.name).toBe('Lyon')

    const replayed = await api.call('GET', `/v1/conversations/${conversation.id}/turns/${turn.id}/replay`)
    expect(replayed.body).toEqual({ same: true, differences: [] })
    const sent = await api.call('GET', `/v1/conversations/${conversation.id}/turns/${turn.id}/sent`)
    expect(sent.body).toEqual({ requests: [] })
    const watched = await api.call('GET', '/v1/oversight/summary')
    expect(watched.body).toMatchObject({ turns: expect.arrayContaining([{ key: 'options', count: null }]) })
    expect(watched.text).not.toMatch(/conv_|turn_|local/)
    const whole = (await api.call('GET', `/v1/conversations/${conversation.id}`)).body as unknown as Conversation
    expect(whole.turns).toHaveLength(3)
  })

  it('refines at once on an amendment, and brings the earlier set back in words or by a gesture', async () => {
    const { id } = await api.opened({ dossier: { commune: '69123', mobiliteKm: 400 } })
    const first = turnOf(await api.said(id, { text: 'une formation de cuisinier' }))
    const second = turnOf(await api.said(id, { text: 'plutôt à moins de 300 km' }))
    expect(second).toMatchObject({ outcome: 'options', act: 'amend', state: 'to-decide' })
    const before = (await api.call('GET', `/v1/conversations/${id}/turns/${first.id}`)).body as unknown as Turn
    expect(before.state).toBe('set-aside')
    const decision = { kind: 'none', optionsDigest: first.optionsDigest }
    const late = await api.call('POST', `/v1/conversations/${id}/turns/${first.id}/decision`, decision)
    expect(late).toMatchObject({ status: 409, body: { code: 'nothing-pending' } })

    const back = turnOf(await api.said(id, { text: 'annule' }))
    expect(back).toMatchObject({ act: 'undo', state: 'to-decide', optionsDigest: first.optionsDigest })
    expect(back.options).toEqual(first.options)
    expect(back.criteria).toEqual(first.criteria)
    const decided = await api.call('POST', `/v1/conversations/${id}/turns/${back.id}/decision`, decision)
    expect(decided.status).toBe(201)
    expect((await api.call('POST', `/v1/conversations/${id}/undo`, {})).status).toBe(409)

    const third = turnOf(await api.said(id, { text: 'plutôt un atelier' }))
    expect(third.number).toBe(4)
    const undone = await api.call('POST', `/v1/conversations/${id}/undo`, {})
    expect(undone.status).toBe(201)
    expect((undone.body as unknown as Turn).criteria).toEqual(first.criteria)
  })

  it('says that there is nothing to go back to, also before anything was asked', async () => {
    const { id } = await api.opened()
    const turn = turnOf(await api.said(id, { text: 'annule' }))
    expect(turn).toMatchObject({ outcome: 'talk', act: 'undo', state: 'none' })
    expect(turn.reply[0]!.text).toContain('pas de jeu d’offres plus ancien')
  })

  it('answers words with words: a greeting, thanks, an opinion, why, what was left out; nothing is searched or decided', async () => {
    const { id } = await api.opened({ dossier: { commune: '69123', mobiliteKm: 400 } })
    expect(turnOf(await api.said(id, { text: 'Bonjour !' }))).toMatchObject({ outcome: 'talk', act: 'hello' })
    const shown = turnOf(await api.said(id, { text: 'une formation de cuisinier' }))
    const why = turnOf(await api.said(id, { text: 'Pourquoi tu me proposes la B ?' }))
    expect(why).toMatchObject({ outcome: 'about', act: 'why' })
    expect(new Set(why.answers.map(({ optionId }) => optionId))).toEqual(new Set([shown.options[1]!.id]))
    expect(why.answers.every(({ claim }) => claim.stance === 'for')).toBe(true)
    const excluded = turnOf(await api.said(id, { text: 'qu’est-ce que tu as écarté ?' }))
    expect(excluded.act).toBe('excluded')
    for (const { count } of shown.excluded.counts) expect(excluded.reply[0]!.text).toContain(String(count))
    const opinion = turnOf(await api.said(id, { text: 'tu prendrais laquelle ?' }))
    expect(opinion.reply[0]!.text).toContain('Cela dépend')
    expect(turnOf(await api.said(id, { text: 'ok merci' }))).toMatchObject({ outcome: 'talk', act: 'thanks' })
    const still = (await api.call('GET', `/v1/conversations/${id}/turns/${shown.id}`)).body as unknown as Turn
    expect(still).toMatchObject({ state: 'to-decide', decision: null })
  })

  it('fills in a choice said in words, and records it only when it is sent back', async () => {
    const { id } = await api.opened({ dossier: { commune: '69123', mobiliteKm: 400 } })
    const shown = turnOf(await api.said(id, { text: 'une formation de cuisinier' }))
    const asked = turnOf(await api.said(id, { text: 'je prends la B' }))
    expect(asked).toMatchObject({ outcome: 'question', question: { criterion: 'decision' } })
    const [choice] = asked.question!.choices
    expect(choice!.decision).toEqual({
      kind: 'choose',
      optionIds: [shown.options[1]!.id],
      optionsDigest: shown.optionsDigest,
    })
    const confirmed = turnOf(await api.said(id, { decision: choice!.decision }))
    expect(confirmed).toMatchObject({ outcome: 'talk', act: 'choose' })
    const decided = (await api.call('GET', `/v1/conversations/${id}/turns/${shown.id}`)).body as unknown as Turn
    expect(decided).toMatchObject({ state: 'decided', decision: { optionIds: [shown.options[1]!.id] } })
  })

  it('leaves the earlier set waiting beside a new need, and lists conversations by where they stand', async () => {
    const { id } = await api.opened({ dossier: { commune: '69123', mobiliteKm: 400 } })
    const first = turnOf(await api.said(id, { text: 'une formation de cuisinier' }))
    const more = turnOf(await api.said(id, { text: 'd’autres options ?' }))
    expect(more.act).toBe('more')
    const shown = new Set(first.options.map(({ item }) => item.id))
    expect(more.options.filter(({ item }) => shown.has(item.id))).toEqual([])
    const before = (await api.call('GET', `/v1/conversations/${id}/turns/${first.id}`)).body as unknown as Turn
    expect(before.state).toBe('to-decide')
    const { body } = await api.call('GET', '/v1/conversations?limit=1')
    expect(body.data).toEqual([
      {
        id,
        createdAt: expect.any(String),
        lastTurnAt: more.createdAt,
        need: expect.stringContaining('Lyon'),
        reference: referenceOf(id),
        state: 'to-decide',
      },
    ])
  })

  it('streams the same answer as an AI SDK message stream, the turn last', async () => {
    const { id } = await api.opened({ dossier: { commune: '69123' } })
    const answer = await api.call('POST', `/v1/conversations/${id}/messages/stream`, { text: 'un CAP cuisine' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('x-vercel-ai-ui-message-stream')).toBe('v1')
    const events = answer.text
      .split('\n\n')
      .filter(Boolean)
      .map((event) => event.replace(/^data: /, ''))
    expect(events.at(-1)).toBe('[DONE]')
    const parts = events.slice(0, -1).map((event) => JSON.parse(event) as { type: string; data: never })
    const kinds = parts.map((part) => part.type)
    expect(kinds[0]).toBe('start')
    expect(kinds.slice(-5)).toEqual(['text-start', 'text-delta', 'text-end', 'data-turn', 'finish'])
    const turn = parts.find((part) => part.type === 'data-turn')!.data as Turn
    const placed = parts
      .filter((part) => part.type === 'data-option')
      .map((part) => part.data as { place: number; option: { id: string } })
    expect(
      placed.map(({ place, option }) => [turn.options[place]?.id, option.id]).every(([one, two]) => one === two),
    ).toBe(true)
    expect(placed).toHaveLength(turn.options.length)
    const stored = (await api.call('GET', `/v1/conversations/${id}/turns/${turn.id}`)).body
    expect(stored).toEqual(turn)
  })

  it('blocks what says nothing but sensitive words about a person, says what to do, and stores nothing of the message', async () => {
    const { id } = await api.opened()
    const answer = await api.said(id, { text: 'il est sous antidépresseurs' })
    expect(answer.status).toBe(422)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.body.code).toBe('message-blocked')
    expect((answer.body.findings as Json[])[0]).toMatchObject({ kind: 'story', type: 'HEALTH' })
    expect(((await api.call('GET', `/v1/conversations/${id}`)).body as unknown as Conversation).turns).toEqual([])
    expect(JSON.stringify(await stage.records.counts('local'))).not.toMatch(/antidépresseurs|HEALTH/)
  })

  it.each([
    ['elle est sous curatelle renforcée, elle cherche une formation de jardinier', 'GUARDIANSHIP', /curatel|renforc/i],
    ['il est sous antidépresseurs, trouvez-lui une formation de jardinier', 'HEALTH', /antid/i],
  ])(
    'searches the need of “%s”, and keeps of its story neither a word nor what it was about',
    async (text, type, words) => {
      const { id } = await api.opened()
      const checked = await api.call('POST', '/v1/guardrails/check', { text })
      expect((checked.body.findings as Json[])[0]).toMatchObject({ kind: 'story', type })
      const answer = await api.said(id, { text })
      expect(answer.status).toBe(201)
      const turn = turnOf(answer)
      expect(turn.message!.redacted).toContain('formation de jardinier')
      expect(turn.message!.findings).toMatchObject([{ kind: 'story', replacement: '[…]' }])
      const sent = await api.call('GET', `/v1/conversations/${id}/turns/${turn.id}/sent`)
      const kept = await api.call('GET', `/v1/conversations/${id}`)
      const counts = await stage.records.counts('local')
      for (const one of [turn, sent.body, kept.body, counts]) {
        expect(JSON.stringify(one)).not.toMatch(words)
        expect(JSON.stringify(one)).not.toContain(type)
      }
    },
  )

  it('asks one question with tappable answers when the need is too vague, and takes the answer', async () => {
    const { id } = await api.opened()
    const turn = turnOf(await api.said(id, { text: 'bonjour, il cherche quelque chose' }))
    expect(turn.outcome).toBe('question')
    expect(turn.question!.choices.length).toBeGreaterThan(1)
    const answered = await api.said(id, { criteria: turn.question!.choices[0]!.criteria })
    expect(answered.status).toBe(201)
  })

  it('says honestly when there is not enough, and what each relaxation would gain', async () => {
    const { id } = await api.opened()
    const turn = turnOf(await api.said(id, { text: 'une formation de soudeur à Vichy, 10 km maximum, pas à distance' }))
    expect(turn.outcome).toBe('not-enough')
    expect(turn.options).toEqual([])
    for (const { breaks, claims } of turn.nearest) {
      expect(breaks.map(({ rule }) => rule)).toEqual(['distance'])
      expect(claims.some(({ stance, evidence }) => stance === 'against' && evidence[0].field === '/distanceKm')).toBe(
        true,
      )
    }
    expect(turn.nearest.length).toBeGreaterThan(0)
    expect(turn.optionsDigest).toBe(await digestOf(turn.nearest))
    expect(turn.relax.length).toBeGreaterThan(0)
    const [relaxation] = turn.relax
    const wider = turnOf(await api.said(id, { criteria: { [relaxation!.criterion]: relaxation!.to } }))
    const before = turn.excluded.counts.reduce((sum, { count }) => sum + count, 0)
    expect(
      wider.outcome === 'options' || wider.excluded.counts.reduce((sum, { count }) => sum + count, 0) < before,
    ).toBe(true)
  })

  it('decides together with the next message or not at all', async () => {
    const { id } = await api.opened({ dossier: { commune: '33063' } })
    const first = turnOf(await api.said(id, { text: 'formation secrétariat' }))
    expect(first.outcome).toBe('options')
    const stale = await api.said(id, {
      text: 'plutôt comptabilité',
      decision: { kind: 'none', optionsDigest: 'sha256:other' },
    })
    expect(stale.status).toBe(412)
    const blocked = await api.said(id, {
      text: 'elle est enceinte',
      decision: { kind: 'none', reason: 'refine', optionsDigest: first.optionsDigest },
    })
    expect(blocked.status).toBe(422)
    const conversation = (await api.call('GET', `/v1/conversations/${id}`)).body as unknown as Conversation
    expect(conversation.turns.map((turn) => turn.decision)).toEqual([null])
    const carried = await api.said(id, {
      text: 'plutôt comptabilité',
      decision: { kind: 'none', reason: 'refine', optionsDigest: first.optionsDigest },
    })
    expect(carried.status).toBe(201)
  })

  it('lets exactly one of many simultaneous decisions win', async () => {
    const { id } = await api.opened({ dossier: { commune: '31555' } })
    const turn = turnOf(await api.said(id, { text: 'formation vente en magasin' }))
    const path = `/v1/conversations/${id}/turns/${turn.id}/decision`
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        api.call('POST', path, {
          kind: 'none',
          reason: index % 2 ? 'dates' : 'price',
          optionsDigest: turn.optionsDigest,
        }),
      ),
    )
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201, 200, 409]))
  })

  it('refuses unknown fields, other media types, deep or large bodies, other origins; each with its code', async () => {
    const codes = async (answer: Promise<{ status: number; body: Json }>) => [
      (await answer).status,
      (await answer).body.code,
    ]
    const { id } = await api.opened()
    const path = `/v1/conversations/${id}/messages`
    expect(await codes(api.call('POST', path, { text: 'x', prompt: 'y' }))).toEqual([422, 'invalid-request'])
    expect(await codes(api.call('POST', path, {}))).toEqual([422, 'invalid-request'])
    const raw = (body: string, headers: Record<string, string>) =>
      stage.app.request(path, { method: 'POST', body, headers })
    const type = { 'content-type': 'application/json' }
    expect((await raw('{"text":"x"}', { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await raw('{"text":', type)).status).toBe(422)
    expect((await raw(JSON.stringify({ text: 'a'.repeat(70_000) }), type)).status).toBe(413)
    expect((await raw('['.repeat(40) + ']'.repeat(40), type)).status).toBe(422)
    expect((await raw('{"text":"x"}', { ...type, origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await raw('{"text":"x"}', { ...type, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    const long = await api.call('POST', path, { text: 'é'.repeat(8001) })
    expect([long.status, long.body.code, long.body.limit]).toEqual([413, 'message-too-long', 8000])
    expect(await codes(api.call('GET', '/v1/conversations/conv_unknown'))).toEqual([404, 'not-found'])
    expect(await codes(api.call('GET', '/v1/nothing'))).toEqual([404, 'not-found'])
    expect(await codes(api.call('DELETE', '/v1/templates'))).toEqual([405, 'method-not-allowed'])
  })

  it('gives what a first try made whose answer was lost, as JSON and as a stream, and makes nothing twice', async () => {
    const lost = async () => {
      // As a kill leaves it: the effect is in the record and the answer nowhere.
      await stage.database.batch([CompiledQuery.raw('update idempotency set status = null, body = null')])
    }
    const opening = { 'idempotency-key': 'opening' }
    const opened = await api.call('POST', '/v1/conversations', {}, opening)
    await lost()
    expect((await api.call('POST', '/v1/conversations', {}, opening)).body.id).toBe(opened.body.id)
    const path = `/v1/conversations/${opened.body.id}`
    for (const way of ['messages', 'messages/stream']) {
      const key = { 'idempotency-key': way }
      const first = await api.call('POST', `${path}/${way}`, { text: 'une formation de cuisinier' }, key)
      const [id] = /turn_[\w-]+/.exec(first.text)!
      await lost()
      const second = await api.call('POST', `${path}/${way}`, { text: 'une formation de cuisinier' }, key)
      expect([second.status, /turn_[\w-]+/.exec(second.text)?.[0]]).toEqual([first.status, id])
    }
    const { turns } = (await api.call('GET', path)).body as unknown as Conversation
    expect(turns).toHaveLength(2)
  })

  it('replays the first answer for the same Idempotency-Key, and refuses it for another body', async () => {
    const { id } = await api.opened({ dossier: { commune: '44109' } })
    const path = `/v1/conversations/${id}/messages`
    const key = { 'idempotency-key': 'one-key' }
    const first = await api.call('POST', path, { text: 'formation infirmier' }, key)
    const again = await api.call('POST', path, { text: 'formation infirmier' }, key)
    expect(again.status).toBe(first.status)
    expect(again.text).toBe(first.text)
    expect((await api.call('POST', path, { text: 'autre chose' }, key)).body.code).toBe('idempotency-mismatch')
    const conversation = (await api.call('GET', `/v1/conversations/${id}`)).body as unknown as Conversation
    expect(conversation.turns).toHaveLength(1)
  })

  it('searches the same catalogue without AI for a person who objects', async () => {
    const conversation = await api.opened({ objection: true })
    const refused = await api.said(conversation.id, { text: 'formation soudeur' })
    expect([refused.status, refused.body.code]).toEqual([409, 'no-ai-path'])
    const found = await api.call('GET', '/v1/catalogue/search?q=soudeur&near=59350&radiusKm=400&limit=5')
    expect(found.status).toBe(200)
    expect(found.body.object).toBe('list')
    const [item] = found.body.data as { id: string; title: string; distanceKm?: number }[]
    expect(item?.title).toMatch(/soud/i)
    const one = await api.call('GET', `/v1/catalogue/items/${item!.id}`)
    expect((one.body.partners as unknown[]).length).toBeGreaterThan(0)
    expect((await api.call('GET', '/v1/catalogue/search?q=x&nothing=1')).status).toBe(422)
  })

  it('erases a conversation for good', async () => {
    const { id } = await api.opened()
    expect((await api.call('DELETE', `/v1/conversations/${id}`)).status).toBe(204)
    expect((await api.call('GET', `/v1/conversations/${id}`)).status).toBe(404)
    expect((await api.call('DELETE', `/v1/conversations/${id}`)).status).toBe(404)
  })

  it('checks a text without keeping it, in the language asked for', async () => {
    const french = await api.call('POST', '/v1/guardrails/check', { text: 'appelez le 06 12 34 56 78' })
    expect(french.body).toMatchObject({ action: 'alert', redacted: 'appelez le [TELEPHONE_1]' })
    const english = await api.call(
      'POST',
      '/v1/guardrails/check',
      { text: 'call 06 12 34 56 78' },
      { 'accept-language': 'en' },
    )
    expect(english.body.redacted).toBe('call [PHONE_1]')
  })

  it('lists requests, profile fields with their purposes, and its own document', async () => {
    const templates = await api.call('GET', '/v1/templates')
    expect((templates.body.data as unknown[]).length).toBeGreaterThanOrEqual(12)
    const fields = await api.call('GET', '/v1/profile-fields')
    expect(fields.body.data).toContainEqual(expect.objectContaining({ field: 'near', effect: 'filter' }))
    expect(JSON.stringify(fields.body.alwaysDropped)).toContain('sexe')
    const document = await api.call('GET', '/openapi.json')
    expect(document.body.openapi).toBe('3.1.0')
    expect(Object.keys(document.body.paths as object)).toContain('/v1/conversations/{id}/messages')
    expect((await api.call('GET', '/docs')).text).toContain('decision-pending')
    expect((await api.call('GET', '/healthz')).status).toBe(200)
    expect((await api.call('GET', '/readyz')).body).toMatchObject({ status: 'ready' })
  })

  it('answers every request with an id, a strict policy and nothing to keep', async () => {
    const { headers } = await api.call('GET', '/v1/templates')
    expect(headers.get('x-request-id')).toBeTruthy()
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('ratelimit-policy')).toContain('q=')
  })

  it('logs events, never texts', async () => {
    const { id } = await api.opened()
    await api.said(id, { text: 'canari-bleu formation de serveur à Nice' })
    const lines = JSON.stringify(stage.logged)
    expect(lines).toContain('/v1/conversations/:id/messages')
    expect(lines).not.toContain('canari')
    expect(lines).not.toContain(id)
  })
})

describe('the HTTP API behind keys', () => {
  it('knows callers by their key, keeps tenants apart, and lets only a person decide', async () => {
    const { app, named, keyed } = await rehearse({ size: 1500, closed: true })
    expect((await talkTo(app).call('GET', '/v1/templates')).status).toBe(401)
    const stranger = talkTo(app, { authorization: `Bearer ${'x'.repeat(32)}` })
    expect((await stranger.call('GET', '/v1/templates')).status).toBe(401)
    const [anne, bob] = [await named('anne', 'nord'), await named('bob', 'sud')]
    const mine = await anne.opened()
    expect((await bob.call('GET', `/v1/conversations/${mine.id}`)).status).toBe(404)
    const { api: machine } = await keyed(['chat', 'catalogue'], 'nord')
    const opened = await machine.opened({ dossier: { commune: '75056' } })
    const turn = turnOf(await machine.said(opened.id, { text: 'formation comptable' }))
    const decision = { kind: 'none', optionsDigest: turn.optionsDigest }
    const refused = await machine.call('POST', `/v1/conversations/${opened.id}/turns/${turn.id}/decision`, decision)
    expect([refused.status, refused.body.code]).toEqual([403, 'human-required'])
  })

  it('slows a caller that asks too often, and refuses at once what it cannot answer', async () => {
    const { app } = await rehearse({ size: 300, limits: { requestsPerMinute: 3, messagesAtOnce: 0 } })
    const api = talkTo(app)
    const { id } = await api.opened()
    const full = await api.said(id, { text: 'soudeur' })
    expect([full.status, full.body.code, full.headers.get('retry-after')]).toEqual([503, 'overloaded', '5'])
    await api.call('GET', '/v1/templates')
    const slowed = await api.call('GET', '/v1/templates')
    expect([slowed.status, slowed.body.code]).toEqual([429, 'rate-limited'])
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('says how to fill an empty catalogue', async () => {
    const { app } = await rehearse({ items: [] })
    const api = talkTo(app)
    const { id } = await api.opened()
    const empty = await api.said(id, { text: 'formation soudeur' })
    expect([empty.status, empty.body.code]).toEqual([503, 'catalogue-empty'])
    expect(String(empty.body.detail)).toContain('npm run ingest')
  })
})
