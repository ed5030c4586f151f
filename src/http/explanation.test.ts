import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { defaultPolicy, tighten } from '../../guardrails/policy.ts'
import type { ModelLine } from '../assistant/model.ts'
import { noCriteria } from '../criteria/criteria.ts'
import type { KeptFigures } from '../explanation/figures.ts'
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

  it('is told what was counted in this conversation, and never that something was not used', async () => {
    const simply = async (id: string) => {
      const { body } = await api.call('GET', `/v1/conversations/${id}/sheet`, undefined, { accept: 'application/json' })
      return (body as { simply: string[] }).simply.join('\n')
    }
    const all = new Set(turn.options.map(({ item }) => item.id)).size
    expect((await simply(conversation.id)).split('\n').slice(0, 7)).toEqual([
      'L’ordinateur garde 1 échange avec votre conseillère ou votre conseiller.',
      `L’ordinateur a cherché 1 fois dans un catalogue. Il a montré ${all} propositions.`,
      'De votre dossier, l’ordinateur garde 2 informations. Il en a jeté 2, dont 1 protégée.',
      'Dans les messages, 2 passages ont été masqués.',
      'Les autres mots de ces messages sont écrits plus bas. S’ils parlent de vous ou de votre santé, l’ordinateur a pu s’en servir.',
      'Rien n’a été envoyé à un modèle d’intelligence artificielle.',
      'L’ordinateur n’a rien décidé. Une personne a décidé\u00a0: 1 décision vaut aujourd’hui.',
    ])

    const fresh = await api.opened({ locale: 'en' })
    expect((await simply(fresh.id)).split('\n').slice(0, 5)).toEqual([
      'The computer keeps 0 exchanges with your counsellor.',
      'The computer searched nothing in the catalogue.',
      'The computer keeps nothing of your file.',
      'Nothing was sent to an artificial intelligence model.',
      'The computer decided nothing. Nobody has decided yet.',
    ])

    // The guard takes the hours for a constraint of work: what the person will read is that they were kept.
    const kept = await api.opened({ dossier: { commune: '75112', mobiliteKm: 400 } })
    const asked = 'formation de cuisinier, horaires de dialyse à respecter, surtout pas un événement'
    const answered = await api.said(kept.id, { text: asked })
    expect(answered.status).toBe(201)
    const page = (await api.call('GET', `/v1/conversations/${kept.id}/sheet`, undefined, { accept: 'text/html' })).text
    expect(page).toContain('horaires de dialyse')
    expect(page).toContain('l’ordinateur a pu s’en servir')
    expect(page).not.toMatch(/n’a pas utilisé|jamais utilisé/)
    expect(await simply(kept.id)).toContain('rien n’a été masqué')

    await api.said(kept.id, { text: 'plutôt une formation de boulanger' })
    await api.call('POST', `/v1/conversations/${kept.id}/undo`, {})
    expect(await simply(kept.id)).toContain('L’ordinateur a cherché 2 fois')
  })

  it('is told when the rules have changed since an answer, and whether a model reads or words', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'eventail-sheet-')), 'records.sqlite')
    const then = await rehearse({ size: 300, file })
    const { id } = await talkTo(then.app).opened()
    await talkTo(then.app).said(id, { text: 'une formation de cuisinier' })
    const sheetOf = async (app: typeof then.app) =>
      (await talkTo(app).call('GET', `/v1/conversations/${id}/sheet`, undefined, { accept: 'text/html' })).text
    expect(await sheetOf(then.app)).not.toContain('les règles ont changé')
    then.database.close()

    const model: ModelLine = { name: 'fictif', words: false, small: false, connect: () => Promise.reject() as never }
    const { policy } = tighten(defaultPolicy, { limit: 4000 })
    const now = await rehearse({ size: 300, file, policy, model })
    const page = await sheetOf(now.app)
    expect(page).toContain('les règles ont changé pour 1 réponse ci-dessus')
    expect(page).toContain('Rien n’a été envoyé à un modèle')
    const told = now.assistant.algorithm('fr').model
    expect(told).toContain('Il ne rédige rien')
    now.database.close()
    const worded = await rehearse({ size: 300, model: { ...model, words: true } })
    expect(worded.assistant.algorithm('fr').model).toContain('ses autres mots et ses négations doivent être les leurs')
    rmSync(dirname(file), { recursive: true })
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

  it('says of each field what it improves and gives away, in both languages, and where this build was not measured says that', async () => {
    const share = (name: string, group: string, value: number) => ({
      ...{ name, group, unit: 'share', n: 100, value },
      ...{ low: value - 0.01, high: value + 0.01 },
    })
    const measures = profileFields.flatMap(({ field }) => [
      share('gain', field, field === 'skills' ? 0.05 : field === 'level' ? 0.02 : 0.4),
      ...['sex', 'origin', 'territory'].map((trait) => share(`${trait} told`, field, field === 'near' ? 0.99 : 0.1)),
    ])
    const measured: KeptFigures = {
      format: 'eventail-figures/1',
      measuredOn: '2026-11-29',
      build: 'this-one',
      suites: [{ name: 'profile', about: '', measures, gates: { held: 0, failed: 0, skipped: 0 }, failed: [] }],
    }
    const page = async (given: KeptFigures | undefined, language: string) =>
      (
        await talkTo((await rehearse({ items: [], measured: given })).app).call('GET', '/algorithm', undefined, {
          'accept-language': language,
        })
      ).text.replace(/\u00a0|\u202f/g, ' ')

    const fr = await page(measured, 'fr')
    expect(fr).toContain('au moins 5 % des réponses, et s’il laisse deviner au plus 60 %')
    expect(fr).toMatch(/Langues<\/th><td>40 % \(39 % à 41 %, n = 100\)<\/td>(<td>10 % .*?<\/td>){3}<td>Reste\.<\/td>/)
    expect(fr).toMatch(/Compétences<\/th>.*?Reste de justesse/)
    expect(fr).toMatch(/Niveau de formation<\/th>.*?N’apporte pas assez : à retirer/)
    // What is told of sex by a commune is no matter of place.
    expect(fr).toMatch(/Commune<\/th>.*?Laisse trop deviner/)
    expect(await page(measured, 'en')).toMatch(/Languages<\/th><td>40% \(39% to 41%, n = 100\)/)
    expect(await page(undefined, 'fr')).toContain('Pas mesuré pour cette version.')
    expect(await page(undefined, 'en')).toContain('Not measured for this build.')
  })

  it('names figures that the selection really obeys', async () => {
    const { assistant, items } = await rehearse({ size: 4000 })
    const figure = (name: string) => assistant.algorithm('fr').figures.find((one) => one.name === name)!.value
    const [, ...others] = [...new Map(items.map((item) => [item.provider.name, item])).values()].filter(
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

describe('the declaration of accessibility', () => {
  it('is public, in the reader’s language, and claims no conformity that no audit gave', async () => {
    const { app } = await rehearse({ items: [] })
    const page = await talkTo(app).call('GET', '/accessibility')
    expect(page.status).toBe(200)
    expect(page.text).toContain('n’est pas conforme')
    expect(page.text).toContain('Défenseur des droits')
    const english = await talkTo(app).call('GET', '/accessibility', undefined, { 'accept-language': 'en' })
    expect(english.text).toContain('does not conform')
  })
})
