import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Item } from '../item.ts'
import type { Turn } from '../record/turn.ts'
import { rehearse, talkTo } from '../rehearsal.ts'
import { bundleWidget } from './bundle.ts'
import { launchChromium, type OpenPage, openPage, say, violations } from './open-page.ts'
import { renderPage } from './page.ts'

describe('the panels of the desk, on the real server', () => {
  let browser: Browser
  let url: string
  let api: ReturnType<typeof talkTo>
  let close: () => void
  beforeAll(async () => {
    const { app } = await rehearse({ size: 4000, ...(await served()) })
    api = talkTo(app)
    ;({ url, close } = await listening(app))
    browser = await launchChromium()
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    close()
  })

  const opened = async (): Promise<OpenPage> => {
    const one = await openPage(browser, url, { permissions: ['clipboard-write', 'clipboard-read'] })
    // What is not there says so by its name, before the test is over.
    one.page.setDefaultTimeout(10_000)
    return one
  }
  const panel = (page: Page) => page.locator('dialog.panel')
  /** What this origin left on the disk of the browser. */
  const kept = (page: Page): Promise<string> =>
    page.evaluate(async () => {
      const databases = await indexedDB.databases()
      return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, databases, document.cookie])
    })

  it('lists exchanges by need and state with a reference to copy, searches them here, reopens and erases', async () => {
    const { page, faults, requests } = await opened()
    await say(page, 'une formation de cuisinier à Lyon')
    await page.getByText('cuisinier').nth(1).waitFor()
    await page.getByRole('button', { name: 'Nouvel échange' }).click()
    await say(page, 'une formation d’aide-soignante à Paris')
    await page.getByText('aide-soignant').first().waitFor()
    await page.getByRole('button', { name: 'Mes échanges' }).click()
    const rows = panel(page).getByRole('listitem')
    await rows.nth(1).waitFor()
    expect(await rows.count()).toBe(2)
    await expect.poll(() => rows.first().textContent()).toMatch(/aide-soignante.*Paris, à décider\s.*EV-[0-9A-Z]{4}/is)
    expect(await violations(page)).toEqual([])

    const before = requests.length
    await panel(page).getByRole('searchbox').fill('cuisin LYON')
    await expect.poll(() => rows.count()).toBe(1)
    expect(requests.length).toBe(before)
    const reference = /EV-[0-9A-Z]{4}/.exec((await rows.first().textContent())!)![0]
    await panel(page)
      .getByRole('button', { name: `Copier ${reference}` })
      .click()
    await panel(page).getByText(`Référence ${reference} copiée.`).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(reference)

    await panel(page)
      .getByRole('button', { name: `Ouvrir ${reference}` })
      .click()
    await page.getByText('une formation de cuisinier à Lyon').first().waitFor()
    await page.getByRole('button', { name: 'Mes échanges' }).click()
    await panel(page)
      .getByRole('button', { name: `Effacer ${reference}`, exact: true })
      .click()
    await panel(page)
      .getByRole('button', { name: `Effacer ${reference} pour de bon` })
      .click()
    await expect.poll(async () => ((await api.call('GET', '/v1/conversations')).body.data as unknown[]).length).toBe(1)
    expect(faults).toEqual([])
    await page.close()
  })

  it('brings a draft back after a reload without a name, and never into another exchange', async () => {
    const { page, faults } = await opened()
    const box = page.getByRole('textbox', { name: 'Votre message' })
    await box.fill('Mme Canariensis cherche une formation de soudeur, tel 06 12 34 56 78')
    await expect.poll(() => kept(page)).toContain('soudeur')
    expect(await kept(page)).not.toMatch(/Canariensis|06 12/)
    await page.reload()
    await expect.poll(() => box.inputValue()).toMatch(/\[PERSONNE_1\].*soudeur/)
    expect(await box.inputValue()).not.toMatch(/Canariensis|06 12/)

    await page.getByRole('button', { name: 'Montrer l’écran' }).click()
    await expect.poll(() => box.count()).toBe(0)
    expect(await page.getByRole('button', { name: /Mes échanges|Dossier/ }).count()).toBe(0)
    await page.getByRole('button', { name: 'Reprendre mon écran' }).click()
    await expect.poll(() => box.inputValue()).toMatch(/soudeur/)

    await box.press('Enter')
    await page.getByText('soudeur').first().waitFor()
    await expect.poll(() => box.inputValue()).toBe('')
    await box.fill('et pour M. Zébulonius, un atelier')
    await expect.poll(() => kept(page)).toContain('atelier')
    await page.getByRole('button', { name: 'Nouvel échange' }).click()
    expect(await kept(page)).not.toMatch(/atelier|Zébulonius/)
    await page.reload()
    await box.waitFor()
    expect(await box.inputValue()).toBe('')
    expect(faults).toEqual([])
    await page.close()
  })

  it('goes from the refusal of the person to a recorded choice without AI, and to the page for her', async () => {
    const { page, faults } = await opened()
    await page.getByRole('button', { name: 'La personne refuse : chercher sans IA' }).click()
    await page.getByRole('searchbox', { name: 'Mots recherchés' }).fill('cuisine')
    const near = page.getByRole('combobox', { name: /Autour de/ })
    await near.fill('lyo')
    await expect.poll(() => page.locator('#field-near-list option').first().getAttribute('value')).toBe('Lyon (69)')
    await near.fill('Lyon (69)')
    await page.getByRole('spinbutton').fill('400')
    await page.getByRole('button', { name: 'Rechercher' }).click()
    await page.getByText(/\d+ offres? trouvées?\./).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Page suivante' }).click()
    await page.getByText(/Page 2 sur/).waitFor()
    const record = page.getByRole('link', { name: /^Fiche/ }).first()
    expect(await record.getAttribute('href')).toMatch(/^\/v1\/catalogue\/items\//)
    await page
      .getByRole('checkbox', { name: /^Retenir / })
      .first()
      .check()
    await page.getByRole('button', { name: 'Enregistrer cette offre' }).click()
    await page.getByText(/^Enregistré à/).waitFor()
    const link = page.getByRole('link', { name: /Pour la personne/ })
    const paper = await api.call('GET', (await link.getAttribute('href'))!, undefined, { accept: 'text/html' })
    expect(paper.text).toContain('sans programme qui propose')
    expect(faults).toEqual([])
    await page.close()
  })

  it('takes the dossier by a form, marks what came of it, and tells what was left out', async () => {
    const { page, faults } = await opened()
    await page.getByRole('button', { name: 'Dossier', exact: true }).click()
    await panel(page).getByLabel('Métier visé').fill('plaquiste')
    await panel(page).getByLabel('Commune').fill('Nantes (44)')
    await panel(page).getByLabel('Mobilité (km)').fill('90')
    await panel(page)
      .getByLabel(/^Contraintes/)
      .fill('pas de port de charges, divorcée')
    await panel(page).getByLabel('Niveau de formation').selectOption('3')
    expect(await violations(page)).toEqual([])
    await panel(page).getByRole('button', { name: 'Prendre en compte' }).click()
    await panel(page).getByText('port de charges limité').waitFor()
    expect(await panel(page).getByRole('definition').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringMatching(/Plaquiste/), 'Nantes']),
    )
    await panel(page).getByText('contraintes/1').waitFor()
    await panel(page)
      .getByLabel(/fichier/)
      .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('[1]') }, {
        force: true,
      } as never)
    await panel(page).getByText('Ce fichier n’est pas un dossier.').waitFor()
    expect(faults).toEqual([])
    await page.close()
  })

  it('writes the sentence of a standard request as it is filled, and asks which town is meant', async () => {
    const { page, faults } = await opened()
    await page.getByRole('button', { name: 'Se former à un métier' }).click()
    await page.getByLabel(/Métier visé/).fill('cuisinier')
    await page.getByLabel(/^Commune/).fill('Saint-Denis')
    await expect.poll(() => page.locator('.sentence').textContent()).toMatch(/métier de cuisinier près de Saint-Denis/)
    await page.getByRole('button', { name: 'Envoyer cette demande' }).click()
    await page.getByRole('button', { name: 'Seine-Saint-Denis' }).waitFor()
    expect(faults).toEqual([])
    await page.close()
  })

  it('tells of a set kept for later what has become of its offers when it is reopened', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'eventail-panels-'))
    const file = join(folder, 'records.sqlite')
    const then = await rehearse({ size: 4000, file, today: '2026-11-28', ...(await served()) })
    const asked = talkTo(then.app)
    const { id } = await asked.opened()
    const turn = (await asked.said(id, { text: 'une formation d’aide-soignante à Paris' })).body as unknown as Turn
    const path = `/v1/conversations/${id}/turns/${turn.id}`
    expect((await asked.call('PATCH', path, { state: 'later' })).status).toBe(200)
    await then.database.close()

    const [full] = turn.options.toSorted((one, other) => (one.letter < other.letter ? -1 : 1))
    const changed = (item: Item): Item =>
      item.id === full!.item.id
        ? { ...item, sessions: item.sessions.map((session) => ({ ...session, seats: 0 })) }
        : item
    const now = await rehearse({ items: then.items.map(changed), file, today: '2026-11-29', ...(await served()) })
    const server = await listening(now.app)
    const { page, faults } = await openPage(browser, server.url)
    await page.getByRole('button', { name: 'Mes échanges' }).click()
    await expect.poll(() => panel(page).getByRole('listitem').textContent()).toMatch(/Paris, plus tard/)
    await panel(page)
      .getByRole('button', { name: /^Reprendre/ })
      .click()
    await page.getByText(`Depuis le 28 novembre : ${full!.letter} est complète.`).waitFor()
    await page.getByRole('button', { name: 'Enregistrer' }).waitFor()
    expect(await violations(page)).toEqual([])
    // It is no news any more once one goes on.
    await say(page, 'laquelle commence le plus tôt ?')
    await expect.poll(() => page.getByText('est complète.').count()).toBe(0)
    expect(faults).toEqual([])
    await page.close()
    server.close()
    await now.database.close()
    rmSync(folder, { recursive: true })
  })
})

/** The page, as the service gives it. */
async function served() {
  const pages = new Map(Object.entries(await bundleWidget()))
  const home = ({ locale, fictitious }: { locale: 'fr' | 'en'; fictitious: boolean }) =>
    renderPage({ locale, fictitious, agency: 'Agence fictive', referent: '' })
  return { pages, home }
}

const listening = (app: Awaited<ReturnType<typeof rehearse>>['app']): Promise<{ url: string; close: () => void }> =>
  new Promise((ready) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
      ready({ url: `http://127.0.0.1:${port}/`, close: () => server.close() }),
    )
  })
