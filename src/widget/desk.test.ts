import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { launchChromium, openPage, say, violations } from './open-page.ts'
import { startRealServer } from './real-server.ts'

/** Needs of different kinds, each answered by four options of the demonstration. */
const needs = [
  'aide-soignante à Lille, à temps plein',
  'une formation d’anglais à distance',
  'développeur web à Toulouse, certifiante',
  'un événement pour rencontrer des employeurs près de Bordeaux',
  'cuisinier à Strasbourg, moins de 500 heures',
  'secrétaire comptable à Nantes ou Angers',
  'électricien à Lyon avant mai',
  'formation bureautique à Tours, le soir',
  'gérer son stress en entretien',
  'agent de sécurité à Paris, gratuite de préférence',
  'assistante maternelle à Nantes',
  'vendeuse à Paris, elle a un bac',
]
/** What a browser leaves of 1366 × 768, and the narrowest component in which one decides beside the exchange. */
const desks = [
  { width: 1366, height: 630 },
  { width: 1320, height: 630 },
]
const phones = [
  { width: 390, height: 844 },
  { width: 320, height: 640 },
]
const mostWords = 320

const { server, browser } = { server: await startRealServer(), browser: await launchChromium() }
afterAll(async () => {
  await browser.close()
  await server.stop()
})

describe('one screen to decide, with real answers', () => {
  it.each(needs)('holds four options, their reasons and the bar: %s', { timeout: 60_000 }, async (need) => {
    const { page, faults } = await openPage(browser, server.url, { ...desks[0]!, reducedMotion: 'reduce' })
    await say(page, need)
    await page.getByRole('button', { name: 'Enregistrer' }).waitFor()
    await expect.poll(() => page.locator('.progress').count()).toBe(0)
    for (const size of desks) {
      await page.setViewportSize(size)
      await expect.poll(async () => (await standing(page)).hidden).toBe(0)
      expect(await standing(page)).toMatchObject({ columns: 4, apart: 0, barEnds: size.height, aside: 0 })
      const { words } = await standing(page)
      expect(words).toBeLessThanOrEqual(mostWords)
    }
    for (const size of phones) {
      await page.setViewportSize(size)
      await expect.poll(async () => (await standing(page)).barEnds).toBe(size.height)
      // Cards one below the other, over the same bar, and nothing to the side.
      expect(await standing(page)).toMatchObject({ columns: 1, aside: 0 })
    }
    expect(faults).toEqual([])
    await page.close()
  })
})

describe('what is asked beside a training', () => {
  it('is a second group with a decision of its own, in the same bar, and both are recorded by one gesture', async () => {
    const { page, faults } = await openPage(browser, server.url, { ...desks[0]!, reducedMotion: 'reduce' })
    await say(page, 'maçon à Lyon')
    await page.getByRole('button', { name: 'Enregistrer' }).waitFor()
    const letters = page.locator('.letter-button')
    const first = await letters.count()
    await say(page, 'et un atelier CV ?')
    await expect.poll(() => page.getByRole('group', { name: 'En plus' }).count()).toBe(1)
    // Both are on the screen, the one that was not asked about by what names its offers; its rows are one gesture away.
    const { hidden } = await standing(page)
    expect(hidden).toBe(0)
    const rows = () => page.locator('article:visible dl > div:visible').count()
    const before = await rows()
    await page.getByRole('button', { name: 'Toutes les lignes' }).first().click()
    expect(await rows()).not.toBe(before)
    await letters.first().click()
    await letters.nth(first).click()
    await page.getByRole('button', { name: /^Enregistrer : / }).click()
    await expect.poll(() => page.getByText(/^Enregistré /).count()).toBe(2)
    expect(await page.getByRole('link', { name: /^Pour la personne/ }).count()).toBe(2)
    expect(faults).toEqual([])
    await page.close()
  })
})

describe('the next steps beside an answer', () => {
  it('are one gesture each: what a supposition would bring, and the way back from it', async () => {
    const { page, faults } = await openPage(browser, server.url, { ...desks[0]!, reducedMotion: 'reduce' })
    await say(page, 'formation de soudeur à Lyon')
    await page.getByRole('button', { name: 'Enregistrer' }).waitFor()
    const shown = () => page.getByRole('checkbox', { name: /^Je propose/ }).count()
    const before = await shown()
    await say(page, 'et si on allait à 50 km ?')
    const wider = page.getByRole('button', { name: 'Chercher ainsi : à 50 km au plus' })
    await wider.waitFor()
    expect(await shown()).toBe(before)
    await wider.click()
    await expect.poll(shown).toBe(before + 1)
    await page.getByRole('button', { name: 'Annuler' }).click()
    await expect.poll(shown).toBe(before)
    expect(faults).toEqual([])
    await page.close()
  })
})

describe('what is said before anything is searched', () => {
  it('keeps the answers of a question one tap away while one talks, with what was understood', async () => {
    const { page, faults } = await openPage(browser, server.url, { ...desks[0]!, reducedMotion: 'reduce' })
    await say(page, 'soudeur à Saint-Denis')
    const answer = page.getByRole('button', { name: 'La Réunion', exact: true })
    await answer.waitFor()
    await say(page, 'merci')
    await page
      .locator('.reply')
      .getByText(/^Entendu/)
      .waitFor()
    expect(await answer.count()).toBe(1)
    expect(await page.getByText('Soudeur / Soudeuse').last().isVisible()).toBe(true)
    await answer.click()
    await page.getByText('autour de Saint-Denis').last().waitFor()
    expect(faults).toEqual([])
    await page.close()
  })

  it('puts a person first where violence was cut, by what this machine alone knows', async () => {
    const { page, faults, requests } = await openPage(browser, server.url, { ...desks[0]!, reducedMotion: 'reduce' })
    await say(page, 'soudeur à Lyon, son mari la frappe')
    await page.getByText(/^Une personne d’abord, de vive voix.*3919/).waitFor()
    expect(requests.map((one) => one.postData() ?? '').join('')).not.toMatch(/frappe|violence/i)
    await say(page, 'son mari la frappe')
    await page
      .locator('.reply')
      .getByText(/cela demande d’abord quelqu’un/)
      .waitFor()
    expect(faults).toEqual([])
    await page.close()
  })
})

describe('an answer that was misunderstood', () => {
  it('is said so in one quiet line, taken back by the same, and read by a referent who tells it again', async () => {
    const { page, faults, requests } = await openPage(browser, server.url, { ...desks[0]!, reducedMotion: 'reduce' })
    await say(page, 'une formation de soudeur à Lyon')
    await page.getByRole('button', { name: 'Enregistrer' }).waitFor()
    const from = requests.length
    await page.getByRole('button', { name: 'Mal compris' }).click()
    await page.getByText(/^Noté.: un référent/).waitFor()
    await page.getByRole('button', { name: 'Annuler', exact: true }).click()
    await expect.poll(() => page.getByText(/^Noté.: un référent/).count()).toBe(0)
    await page.getByRole('button', { name: 'Mal compris' }).click()
    await page.getByText(/^Noté.: un référent/).waitFor()
    expect(requests.slice(from).map((one) => one.postData())).toEqual(
      [true, false, true].map((misunderstood) => JSON.stringify({ misunderstood })),
    )
    expect(await violations(page)).toEqual([])

    await page.goto(`${server.url}oversight/case`)
    const said = page.locator('section', { hasText: 'une formation de soudeur à Lyon' })
    expect(await violations(page)).toEqual([])
    await said.getByLabel('Le même besoin, avec des faits inventés').fill('plutôt soudeuse, à Metz')
    await said.getByRole('button', { name: 'En faire un cas' }).click()
    await expect.poll(() => said.locator('code').textContent()).toContain('"say":["plutôt soudeuse, à Metz"]')
    await said.getByRole('button', { name: 'Retirer de la liste' }).click()
    await said.getByText('Retiré de la liste.').waitFor()
    await page.reload()
    await page.getByText('Rien n’attend.').waitFor()
    expect(faults).toEqual([])
    await page.close()
  })
})

/** Keys besides what is typed. */
const mostKeys = 15

describe('from a need to the page in the hand of the person', () => {
  it.each([
    { job: 'one option', need: 'formation de soudeur à Lyon', decide: ['F6', 'a', 'Control+Enter'] },
    { job: 'two options', need: 'CACES cariste autour de Lille', decide: ['F6', 'a', 'b', 'Control+Enter'] },
    {
      job: 'none of them, with a motive',
      need: 'coiffure à Bordeaux',
      decide: ['F6', '0', 'F6', 'ArrowDown', 'Control+Enter'],
    },
  ])('is in reach of the keyboard: $job', async ({ need, decide }) => {
    const { page, faults } = await openPage(browser, server.url, { ...desks[0]!, reducedMotion: 'reduce' })
    let keys = 0
    const press = async (key: string) => {
      keys++
      await page.keyboard.press(key)
    }
    await press('/')
    await page.keyboard.type(need)
    await press('Enter')
    await page.getByRole('button', { name: 'Enregistrer' }).waitFor()
    for (const key of decide) await press(key)
    await page.getByText(/^Enregistré /).waitFor()
    await press('Tab')
    const [hers] = await Promise.all([page.waitForEvent('popup'), press('Enter')])
    await hers.getByText(/référence EV-/).waitFor()
    expect(keys).toBeLessThanOrEqual(mostKeys)
    expect(faults).toEqual([])
    await page.close()
  })
})

/** How the answer stands: lengths in CSS pixels; `apart` is how many rows stand at different heights from column to column. */
const standing = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector('eventail-chat')!.shadowRoot!
    const options = root.querySelector('eventail-options')!.shadowRoot!
    const desk = options.querySelector('.desk')!
    const columns = [...options.querySelectorAll('article')]
    const across = new Set(columns.map((one) => Math.round(one.getBoundingClientRect().left)))
    const rows = (column: Element) =>
      [...column.querySelectorAll('dl > div')].map((one) => one.getBoundingClientRect().top)
    const tops = columns.map(rows)
    const visible = (node: Node): string => {
      if (node instanceof Text) return node.data
      if (!(node instanceof Element)) return ''
      const style = getComputedStyle(node)
      if (node.localName === 'style' || style.display === 'none' || style.clipPath.includes('inset(50%)')) return ''
      if (node instanceof HTMLSlotElement && node.assignedNodes().length > 0)
        return node.assignedNodes().map(visible).join(' ')
      const within =
        node instanceof HTMLDetailsElement && !node.open
          ? node.querySelectorAll('summary')
          : (node.shadowRoot ?? node).childNodes
      return [...within].map(visible).join(' ')
    }
    const said = [root.querySelector('.turn:last-child .answer'), root.querySelector('.right')].map((one) =>
      visible(one!),
    )
    return {
      columns: across.size,
      hidden: Math.max(0, desk.scrollHeight - desk.clientHeight),
      apart: tops[0]!.filter((top, row) => tops.some((other) => Math.abs(other[row]! - top) > 1)).length,
      barEnds: Math.round(options.querySelector('.bar')!.getBoundingClientRect().bottom),
      aside: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      words: said
        .join(' ')
        .split(/[ \n]+/)
        .filter((word) => /[\p{L}\p{N}]/u.test(word)).length,
    }
  })
