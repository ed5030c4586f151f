import { beforeAll, describe, expect, it } from 'vitest'
import type { HandOver } from '../explanation/hand-over.ts'
import { sqlWriter } from '../record/database.ts'
import { referenceOf } from '../record/reference.ts'
import type { Turn } from '../record/turn.ts'
import { rehearse, talkTo } from '../rehearsal.ts'

describe('the page for the person', () => {
  let api: ReturnType<typeof talkTo>
  let stage: Awaited<ReturnType<typeof rehearse>>
  const asJson = { accept: 'application/json' }
  beforeAll(async () => {
    stage = await rehearse({ size: 4000 })
    api = talkTo(stage.app)
  })

  async function decided(decision: (turn: Turn) => object, input: object = {}) {
    const { id } = await api.opened({
      dossier: { commune: '75112', contraintes: ['port de charges limité'] },
      ...input,
    })
    const said = { text: 'Mme Garnier cherche une formation d’aide-soignante à moins de 43 km, avant 2029' }
    const turn = (await api.said(id, said)).body as unknown as Turn
    const path = `/v1/conversations/${id}/turns/${turn.id}`
    const body = { ...decision(turn), optionsDigest: turn.optionsDigest }
    expect((await api.call('POST', `${path}/decision`, body)).status).toBe(201)
    const page = (await api.call('GET', `${path}/hand-over`, undefined, asJson)).body as unknown as HandOver
    return { id, turn, path, page }
  }

  it('is not there before a person has decided', async () => {
    const { id } = await api.opened({ dossier: { commune: '75112' } })
    const turn = (await api.said(id, { text: 'une formation d’aide-soignante' })).body as unknown as Turn
    const asked = await api.call('GET', `/v1/conversations/${id}/turns/${turn.id}/hand-over`)
    expect(asked).toMatchObject({ status: 409, body: { code: 'decision-pending' } })
    expect((await api.call('GET', `/v1/conversations/${id}/hand-over`)).status).toBe(409)
    expect((await api.call('GET', '/v1/conversations/conv_none/hand-over')).status).toBe(404)
  })

  it('gives dated facts of what was chosen, what to ask, whom to call and the rights; and never what was said', async () => {
    const { id, turn, path, page } = await decided(({ options }) => ({
      kind: 'choose',
      optionIds: options.slice(0, 2).map((option) => option.id),
      note: 'une note à garder pour soi',
    }))
    expect(page.offers.map(({ title }) => title).sort()).toEqual(
      turn.options
        .slice(0, 2)
        .map(({ item }) => item.title)
        .sort(),
    )
    for (const { facts, toAsk, updated } of page.offers) {
      expect(facts.map(({ label }) => label)).toEqual(
        expect.arrayContaining(['Où', 'Quand', 'Durée', 'À payer', 'Qui appeler', 'À apporter']),
      )
      expect(toAsk.length).toBeGreaterThan(0)
      expect(updated).toMatch(/^Fiche du \d/)
    }
    expect(page.reference).toBe(referenceOf(id))
    expect(page.rights).toHaveLength(3)
    const html = await api.call('GET', `${path}/hand-over`, undefined, { accept: 'text/html' })
    for (const text of [html.text, JSON.stringify(page)]) {
      expect(text).toContain('Ce n’est ni une inscription ni un accord de financement. Vous pouvez dire non.')
      expect(text).not.toMatch(/Garnier|43.km|2029|port de charges|une note|undefined|\[object/)
    }
    expect(html.text).toContain(`/v1/conversations/${id}/sheet`)
    expect(html.text).toMatch(/href="mailto:\?subject=/)
  })

  it('gives a calendar file without a word of who or why, in lines that every calendar reads', async () => {
    const { path, page } = await decided(({ options }) => ({
      kind: 'choose',
      optionIds: options.map((option) => option.id),
    }))
    const calendar = await api.call('GET', `${path}/hand-over/calendar.ics`)
    expect(calendar.headers.get('content-type')).toMatch(/^text\/calendar/)
    expect(calendar.text.match(/BEGIN:VEVENT/g)).toHaveLength(page.offers.filter(({ session }) => session).length)
    for (const line of calendar.text.split('\r\n'))
      expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
    expect(calendar.text).not.toMatch(/Garnier|aide-soignante à moins|conseill/)
  })

  it('says the rights and what comes next where nothing was chosen, with no offer and no reason', async () => {
    const { page } = await decided(() => ({ kind: 'none', reason: 'price' }))
    expect(page.offers).toEqual([])
    expect(page.title).toBe('Après votre rendez-vous')
    expect(page.next.join(' ')).toContain('Vous n’avez pas à dire pourquoi')
    expect(page.rights).toHaveLength(3)
    expect(JSON.stringify(page)).not.toMatch(/prix|price/)
  })

  it('speaks the language of the exchange, and tells catalogue words as French', async () => {
    const { page, path } = await decided(({ options }) => ({ kind: 'choose', optionIds: [options[0]!.id] }), {
      locale: 'en',
    })
    expect(page.warning).toBe('This is neither an enrolment nor an agreement to fund. You may say no.')
    const html = await api.call('GET', `${path}/hand-over`)
    expect(html.text).toMatch(/<html lang="en">[\s\S]*<span lang="fr">/)
  })

  it('follows a revised decision, and leaves an event that says it was handed over', async () => {
    const { turn, path } = await decided(({ options }) => ({ kind: 'choose', optionIds: [options[0]!.id] }))
    const first = (await api.call('GET', path)).body as unknown as Turn
    const revised = { kind: 'none', optionsDigest: turn.optionsDigest, supersedes: first.decision!.id }
    expect((await api.call('POST', `${path}/decision`, revised)).status).toBe(201)
    const page = (await api.call('GET', `${path}/hand-over`, undefined, asJson)).body as unknown as HandOver
    expect(page.offers).toEqual([])
    const events = await stage.database.all(
      sqlWriter.selectFrom('events').select('body').where('kind', '=', 'hand-over').orderBy('seq', 'desc').compile(),
    )
    expect(events[0]!.body).toContain(turn.id)
    expect(events[0]!.body).not.toContain(first.decision!.id)
  })
})
