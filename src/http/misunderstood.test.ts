import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Turn } from '../record/turn.ts'
import { rehearse, talkTo } from '../rehearsal.ts'

describe('a turn that its counsellor says was misunderstood', () => {
  let stage: Awaited<ReturnType<typeof rehearse>>
  let api: ReturnType<typeof talkTo>
  beforeAll(async () => {
    stage = await rehearse({ size: 1500 })
    api = talkTo(stage.app)
  })
  afterAll(() => stage.database.close())

  const said = async (text: string) => {
    const { id } = await api.opened()
    const turn = (await api.said(id, { text })).body as unknown as Turn
    return { id, turn, path: `/v1/conversations/${id}/turns/${turn.id}` }
  }
  const page = async () => (await api.call('GET', '/oversight/case')).text

  it('waits for a referent as it is stored, changes nothing of the turn, and is taken back by the same gesture', async () => {
    const { turn, path } = await said('Mme Garnier cherche une formation de soudeur à Lens')
    const { misunderstood, ...marked } = (await api.call('PATCH', path, { misunderstood: true })).body
    expect(misunderstood).toMatch(/^\d{4}-/)
    expect(marked).toEqual(turn)
    const told = await page()
    expect(told).toContain('[PERSONNE_1]')
    expect(told).not.toContain('Garnier')
    expect(told).toContain('autour de Lens')
    expect((await api.call('PATCH', path, { misunderstood: false })).body).toEqual(turn)
    expect(await page()).toContain('Rien n’attend.')
    expect((await api.call('PATCH', path, { misunderstood: true, state: 'later' })).status).toBe(422)
    expect((await api.call('PATCH', `${path}0`, { misunderstood: true })).status).toBe(404)
  })

  it('becomes a case when a referent tells it with invented facts, and then waits no longer', async () => {
    const { id, turn, path } = await said('surtout pas la vente, plutôt le soin, à Lille')
    await api.call('PATCH', path, { misunderstood: true })
    const told = async (text: string) =>
      (
        await api.call('POST', '/oversight/case', {
          conversation: id,
          turn: turn.id,
          text,
          right: 'Soin',
          never: 'vente, caissier (H/F)',
        })
      ).body as { said: string; line?: string }
    expect((await told('Surtout pas la vente, plutôt le soin, à Lille')).said).toContain('tel qu’il a été dit')
    expect((await told('Mme Garnier ne veut plus de vente')).said).toContain('PERSON')
    expect((await told(' ')).said).toContain('vide')
    expect(JSON.parse((await told('plus de commerce, plutôt aide-soignante\nà Arras')).line!)).toEqual({
      id: 'misunderstood',
      say: ['plus de commerce, plutôt aide-soignante', 'à Arras'],
      expect: {
        outcome: ['options', 'not-enough', 'question'],
        right: { words: ['soin'] },
        never: ['vente', 'caissier \\(h/f\\)'],
      },
    })
    expect(await page()).toContain('surtout pas la vente')
    const end = { conversation: id, turn: turn.id, done: true }
    expect((await api.call('POST', '/oversight/case', end)).status).toBe(200)
    expect(await page()).not.toContain('surtout pas la vente')
    expect((await api.call('POST', '/oversight/case', { ...end, conversation: 'conv_none' })).status).toBe(404)
  })

  it('is in the export of its exchange, and goes with it', async () => {
    const { id, path } = await said('une remise à niveau à Lens')
    await api.call('PATCH', path, { misunderstood: true })
    const exported = (await api.call('GET', `/v1/conversations/${id}/export`)).body
    expect(exported.conversation).toMatchObject({ turns: [{ misunderstood: expect.any(String) }] })
    expect((await api.call('DELETE', `/v1/conversations/${id}`)).status).toBe(204)
    expect(await page()).not.toContain('remise à niveau')
  })
})
