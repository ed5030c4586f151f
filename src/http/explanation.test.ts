import { beforeAll, describe, expect, it } from 'vitest'
import { noCriteria } from '../need/criteria.ts'
import { alwaysDropped, profileFields } from '../need/profile-fields.ts'
import { select } from '../options/selection.ts'
import type { Conversation, Turn } from '../record/turn.ts'
import { rehearse, talkTo } from '../rehearsal.ts'

describe('what a person is owed', () => {
  let stage: Awaited<ReturnType<typeof rehearse>>
  let api: ReturnType<typeof talkTo>
  let conversation: Conversation
  let turn: Turn
  beforeAll(async () => {
    stage = await rehearse({ size: 4000 })
    api = talkTo(stage.app)
    conversation = await api.opened({ dossier: { sexe: 'F', commune: '75112', niveauFormation: 4, hobby: 'danse' } })
    const asked = 'Mme Garnier, 06 12 34 56 78, cherche une formation d’aide-soignante'
    turn = (await api.said(conversation.id, { text: asked })).body as unknown as Turn
    const decision = { kind: 'choose', optionIds: [turn.options[0]?.id], optionsDigest: turn.optionsDigest }
    await api.call('POST', `/v1/conversations/${conversation.id}/turns/${turn.id}/decision`, decision)
  })

  it('is told on one sheet what was used, what was not, what was shown, who decided and how to contest', async () => {
    const sheet = await api.call('GET', `/v1/conversations/${conversation.id}/sheet`, undefined, {
      accept: 'text/html',
    })
    expect(sheet.status).toBe(200)
    expect(sheet.headers.get('content-type')).toMatch(/^text\/html/)
    for (const said of [
      'Votre fiche d’explication',
      'Paris',
      '/sexe',
      '/hobby',
      'donnée protégée',
      'article 22',
      'R311-3-1-2',
    ]) {
      expect(sheet.text).toContain(said)
    }
    for (const option of turn.options) {
      expect(sheet.text).toContain(option.item.title.replaceAll('&', '&amp;').replaceAll("'", '&#39;'))
    }
    expect(sheet.text).toContain('A retenu')
    expect(sheet.text).toContain('la référente de l’agence')
    expect(sheet.text).not.toMatch(/Garnier|06 12 34|undefined|\[object|<script/)
  })

  it('is told the same as JSON where a program asks', async () => {
    const { body, headers } = await api.call('GET', `/v1/conversations/${conversation.id}/sheet`, undefined, {
      accept: 'application/json',
    })
    expect(headers.get('content-type')).toMatch(/^application\/json/)
    expect(body).toMatchObject({
      object: 'sheet',
      conversation: conversation.id,
      used: expect.arrayContaining([
        expect.objectContaining({ field: 'near', value: expect.stringContaining('Paris') }),
      ]),
      masked: [{ count: 2 }],
      answers: [{ number: 1, sent: 0, decision: { chosen: [turn.options[0]!.item.title] } }],
    })
  })

  it('is told nothing about the conversation of somebody else', async () => {
    expect((await api.call('GET', '/v1/conversations/conv_unknown/sheet')).status).toBe(404)
  })
})

describe('the public page of the rules', () => {
  it('says every rule, purpose and figure that the code runs on', async () => {
    const { app, assistant } = await rehearse({ size: 4000 })
    const page = await talkTo(app).call('GET', '/algorithm')
    expect(page.status).toBe(200)
    const rules = assistant.algorithm('fr')
    for (const { meaning } of rules.filters) expect(page.text).toContain(meaning)
    for (const { purpose } of profileFields) expect(page.text).toContain(purpose.fr)
    for (const { dossierKeys } of alwaysDropped) for (const key of dossierKeys) expect(page.text).toContain(key)
    for (const { value } of rules.figures) expect(page.text).toContain(`<dt>${String(value).replace('.', ',')}</dt>`)
    expect(page.text).toContain(rules.versions.policy)
    expect(page.text).toContain('Aucun modèle de langage')
    expect((await talkTo(app).call('GET', '/algorithm', undefined, { 'accept-language': 'en' })).text).toContain(
      'The rules of Éventail',
    )
  })

  it('names figures that the selection really obeys', async () => {
    const { assistant, items } = await rehearse({ size: 4000 })
    const figure = (name: string) => assistant.algorithm('fr').figures.find((one) => one.name === name)!.value
    const [_first, ...others] = [...new Map(items.map((item) => [item.provider.name, item])).values()].filter(
      (item) => item.kind === 'training',
    )
    const at = (item: (typeof items)[number], merit: number) => ({ item, merit })
    const many = others.slice(0, 12).map((item) => at(item, 1))
    const criteria = noCriteria
    const { chosen } = select({ candidates: many, criteria, exposure: {}, seed: 'a' })
    expect(chosen).toHaveLength(figure('mostOptions'))
    const few = select({ candidates: many.slice(0, 1), criteria, exposure: {}, seed: 'a' })
    expect(few.chosen).toHaveLength(1)
    expect(figure('fewestOptions')).toBe(2)
  })
})
