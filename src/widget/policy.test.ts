import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { defaultPolicy, policyVersion, tighten } from '../../guardrails/policy.ts'
import { openingPages, say } from './open-page.ts'
import { startScriptedServer } from './scripted-server.ts'

/** An agency that wants no name at all, not even masked. */
const { policy: withoutNames } = tighten(defaultPolicy, {
  types: { PERSON: { action: 'block', advice: { fr: 'Pas de nom dans cette agence.' } } },
})
/** Other words, and nothing else. */
const { policy: otherWords } = tighten(defaultPolicy, { types: { PERSON: { owner: 'Agence des Tilleuls' } } })

const server = await startScriptedServer()
const open = await openingPages(server)

const box = (page: Page) => page.getByRole('textbox', { name: 'Votre message' })
const button = (page: Page, name: string) => page.getByRole('button', { name })
/** Texts that left and the policies they say they were checked under, in order. */
const messages = () =>
  server.sent
    .filter(({ path }) => path.includes('/messages'))
    .map(({ body, headers }) => ({ text: JSON.parse(body).text as string, policy: headers['guardrails-policy'] }))
const named = 'Mme Fatoumata Diallo cherche une formation de plaquiste'
const masked = 'Mme [PERSONNE_1] cherche une formation de plaquiste'
const changed = 'Les règles de protection ont changé'

describe('the policy in force', () => {
  it('is the one by which the page judges what is typed, and every message says so', async () => {
    server.policy = withoutNames
    const page = await open()
    await box(page).pressSequentially('Mme Fatoumata Diallo')
    await page.getByText('Pas de nom dans cette agence.').waitFor()
    await box(page).press('Enter')
    await page.getByText('Message non envoyé').waitFor()
    expect(messages()).toEqual([])
    await say(page, 'une formation de plaquiste')
    await page
      .getByRole('checkbox', { name: /^Je propose/ })
      .first()
      .waitFor()
    expect(messages()).toEqual([{ text: 'une formation de plaquiste', policy: policyVersion(withoutNames) }])
  })

  it('may change while a message is written: its text stays in the box, one line says so, and one click sends it again', async () => {
    const page = await open()
    await say(page, named)
    await page
      .getByRole('checkbox', { name: /^Je propose/ })
      .first()
      .waitFor()
    server.policy = otherWords
    await say(page, named)
    await page.getByText(changed).waitFor()
    expect(await box(page).inputValue()).toBe(named)
    await page.getByRole('alert').filter({ hasText: 'Votre texte est gardé' }).waitFor()

    await button(page, 'Envoyer à nouveau').click()
    await page.getByText(changed).waitFor({ state: 'detached' })
    await expect.poll(() => box(page).inputValue()).toBe('')
    expect(messages()).toEqual([
      { text: masked, policy: policyVersion(defaultPolicy) },
      { text: masked, policy: policyVersion(defaultPolicy) },
      { text: masked, policy: policyVersion(otherWords) },
    ])
    expect(server.conversation.turns).toHaveLength(2)
    // The same person keeps one placeholder, and this screen still knows who it is.
    await page.getByRole('checkbox', { name: /Afficher les données masquées/ }).check()
    await page.getByText(named).first().waitFor()
  })

  it('holds back, once it has changed, what it would not have let go', async () => {
    const page = await open()
    await say(page, 'bonjour')
    await page
      .getByRole('checkbox', { name: /^Je propose/ })
      .first()
      .waitFor()
    server.policy = withoutNames
    await say(page, named)
    await page.getByText(changed).waitFor()
    await page.getByText('Pas de nom dans cette agence.').waitFor()
    await button(page, 'Envoyer à nouveau').click()
    await page.getByText('Message non envoyé').waitFor()
    expect(await box(page).inputValue()).toBe(named)
    expect(messages().map(({ policy }) => policy)).toEqual([policyVersion(defaultPolicy), policyVersion(defaultPolicy)])

    await say(page, 'une formation de plaquiste')
    await expect.poll(() => server.conversation.turns.length).toBe(2)
    expect(messages().at(-1)!.policy).toBe(policyVersion(withoutNames))
  })

  it('is asked again for a standard request, a note, a dossier and a search too, and nothing of them is lost', async () => {
    const page = await open()
    await box(page).focus()
    await button(page, 'Dossier').click()
    const dossier = page.getByLabel(/^Contraintes/)
    await dossier.fill('appeler Fatoumata Diallo')
    await expect.poll(() => server.sent.some(({ path }) => path === '/v1/guardrails/policy')).toBe(true)
    server.policy = otherWords
    await button(page, 'Prendre en compte').click()
    await page.getByText(changed).waitFor()
    expect(await dossier.inputValue()).toContain('Fatoumata Diallo')
    await button(page, 'Prendre en compte').click()
    await page.getByText(changed).waitFor({ state: 'detached' })
    await button(page, 'Fermer').first().click()

    server.policy = defaultPolicy
    await button(page, 'Une formation à distance').click()
    await page.getByLabel('Sujet').fill('soudure')
    await button(page, 'Envoyer cette demande').click()
    await page.getByText(changed).waitFor()
    await button(page, 'Envoyer à nouveau').click()
    await button(page, 'Autre piste').click()
    await page.getByLabel(/Laquelle/).fill('rappeler Fatoumata Diallo')

    server.policy = otherWords
    await page.getByRole('button', { name: /^Enregistrer/ }).click()
    await page.getByText(changed).waitFor()
    expect(await page.getByLabel(/Laquelle/).inputValue()).toBe('rappeler Fatoumata Diallo')
    await page.getByRole('button', { name: /^Enregistrer/ }).click()
    await page.getByText(/^Enregistré/).waitFor()

    server.policy = defaultPolicy
    await button(page, 'Sans IA').click()
    await page.getByLabel('Mots recherchés').fill('soudure')
    await button(page, 'Rechercher').click()
    await page.getByText(changed).waitFor()
    await button(page, 'Rechercher').click()
    await page.getByText('3 offres trouvées').waitFor()
    expect(JSON.stringify(server.sent)).not.toContain('Diallo')
  })

  it('must be known before anything leaves', async () => {
    const page = await open()
    await page.route('**/v1/guardrails/policy', (route) => route.abort())
    await say(page, named)
    await page.getByText('Rien n’est parti.').waitFor()
    expect(messages()).toEqual([])
    await page.unroute('**/v1/guardrails/policy')
    await say(page, named)
    await expect.poll(messages).toEqual([{ text: masked, policy: policyVersion(defaultPolicy) }])
  })
})
