import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { focused, launchChromium, openPage, say, tabTo, violations } from './open-page.ts'
import { about, confirmation, notEnough, oneAndNearest, question, turn } from './scripted-answers.ts'
import { problem, startScriptedServer } from './scripted-server.ts'

let browser: Browser
let server: Awaited<ReturnType<typeof startScriptedServer>>

beforeAll(async () => {
  server = await startScriptedServer()
  browser = await launchChromium()
})
afterEach(() => server.reset())
afterAll(async () => {
  await browser.close()
  await server.stop()
})

const keepOne = (page: Page) => page.getByRole('checkbox', { name: /Retenir cette option/ })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

async function options(page: Page): Promise<void> {
  await say(page, 'Mme Fatoumata Diallo, 06 12 34 56 78, cherche une formation de plaquiste')
  await keepOne(page).first().waitFor()
}

/** Every state that a counsellor meets, and how it comes about. */
const states: Record<string, (page: Page) => Promise<void>> = {
  'the first screen': async () => {},
  'a standard request': (page) => button(page, /^Une formation pour un métier/).click(),
  'something personal, underlined': async (page) => {
    await page.getByRole('textbox').fill('Mme Fatoumata Diallo, 06 12 34 56 78')
    await page.getByText('éléments seront masqués').first().waitFor()
  },
  'the dossier': async (page) => {
    await button(page, 'Dossier').click()
    await page.getByLabel('Utiliser un dossier fictif').selectOption('nantes')
    await button(page, 'Prendre en compte ce dossier').click()
    await page.getByText(/Retiré \(\d+\)/).waitFor()
  },
  'the guide': (page) => button(page, 'Guide').click(),
  'the search without AI': async (page) => {
    await button(page, 'Recherche sans IA').click()
    await button(page, 'Rechercher').click()
    await page.getByText('3 offres trouvées').waitFor()
  },
  options,
  'options, everything unfolded': async (page) => {
    await options(page)
    for (const fold of await page.locator('summary').all()) if (await fold.isVisible()) await fold.click()
    await button(page, 'Rejouer la sélection').click()
    await page.getByText('Résultat identique').waitFor()
    await page.getByRole('checkbox', { name: 'Aucune de ces options' }).check()
  },
  'a decision': async (page) => {
    await options(page)
    await keepOne(page).first().check()
    await button(page, 'Enregistrer la décision').click()
    await page.getByText('Décision enregistrée', { exact: true }).waitFor()
  },
  'a criterion being edited': async (page) => {
    await options(page)
    await button(page, /^Modifier.*30.km/).click()
  },
  'not enough': async (page) => {
    server.script = () => notEnough(1)
    await say(page, 'plaquiste')
    await page.getByText('Aucune offre ne répond').waitFor()
  },
  'a question': async (page) => {
    server.script = () => question(1)
    await say(page, 'plaquiste')
    await page.getByText('Autour de quelle commune').waitFor()
  },
  'a follow-up': async (page) => {
    server.script = (_, { turns }) => (turns.length === 0 ? turn(1) : about(2))
    await options(page)
    await say(page, 'laquelle commence plus tôt ?')
    await page.getByText('ce que dit le catalogue').waitFor()
  },
  'a blocked message': async (page) => {
    const finding = { kind: 'story', type: 'HEALTH', start: 0, end: 4, advice: 'Sans le diagnostic.' }
    server.script = () => problem(422, 'message-blocked', { findings: [finding] })
    await say(page, 'plaquiste')
    await page.getByText('Message non envoyé').waitFor()
  },
  'one that answers, and the nearest': async (page) => {
    server.script = () => oneAndNearest(1)
    await options(page)
    await page.locator('.breaks').first().waitFor()
  },
  'a choice to confirm': async (page) => {
    server.script = (_, { turns }) => (turns.length === 0 ? turn(1) : confirmation(2))
    await options(page)
    await say(page, 'je prends la B')
    await button(page, /^Je propose B/).waitFor()
  },
  'a set aside, and the way back': async (page) => {
    server.script = (_, { turns }) => turn(turns.length + 1, turns.length > 0 ? { act: 'amend' } : {})
    await options(page)
    await say(page, 'plutôt le soir')
    await button(page, 'Revenir aux offres d’avant').waitFor()
  },
}

describe('the page, for everyone', () => {
  for (const [name, reach] of Object.entries(states))
    it(`has no violation of WCAG 2.2 AA, wide and light or narrow and dark, and no sideways scroll at 320 px: ${name}`, async () => {
      // Colours fade from one to the next: measured once they stand still.
      const { page, faults } = await openPage(browser, server.url, { reducedMotion: 'reduce' })
      await reach(page)
      expect(await violations(page)).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.setViewportSize({ width: 320, height: 800 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
      expect(await violations(page)).toEqual([])
      expect(faults).toEqual([])
      await page.close()
    })

  it('shows the same options as cards of equal size at every width', async () => {
    const { page } = await openPage(browser, server.url)
    await options(page)
    const titles = () => page.getByRole('article').getByRole('heading').allTextContents()
    const first = await titles()
    expect(first).toHaveLength(3)
    for (const width of [1920, 1280, 1024, 768, 480, 320]) {
      await page.setViewportSize({ width, height: 900 })
      const boxes = await Promise.all((await page.getByRole('article').all()).map((card) => card.boundingBox()))
      const sizes = new Set(boxes.map((box) => `${Math.round(box!.width)} × ${Math.round(box!.height)}`))
      expect([...sizes], `at ${width} px`).toHaveLength(1)
      expect(await titles()).toEqual(first)
    }
    await page.close()
  })

  it('is walked by Tab in the order in which it is read', async () => {
    const { page } = await openPage(browser, server.url)
    await options(page)
    await page.evaluate(() => {
      let active = document.activeElement
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
      ;(active as HTMLElement).blur()
    })
    await page.getByRole('heading', { level: 1 }).click()
    const walked = (await tabTo(page, /^textarea Votre message/)).filter((stop) => stop !== '')
    const at = (name: RegExp) => walked.findIndex((stop) => name.test(stop))
    const order = [
      /^button Dossier/,
      /^button Guide/,
      /^input Afficher les données masquées/,
      /^summary 2 éléments masqués/,
      /^button Modifier/,
      /^button \+ Ajouter un critère/,
      /^summary Prépare au métier/,
      /^input Retenir cette option.*Plaquiste : cloisons/,
      /^input Retenir cette option.*Poseur/,
      /^input Retenir cette option.*plâtrier/,
      /^summary Tableau comparatif/,
      /^input Aucune de ces options/,
      /^input Une autre solution/,
      /^button Enregistrer la décision/,
      /^summary Aussi valables/,
      /^summary Écartées/,
      /^summary Ce qui est parti/,
    ].map(at)
    expect(order).not.toContain(-1)
    expect(order).toEqual([...order].sort((one, other) => one - other))
    await page.close()
  })

  it('speaks at boundaries only, is busy while it answers, and never takes the focus from the box', async () => {
    server.pauseMs = 60
    const { page } = await openPage(browser, server.url)
    await page.evaluate(() => {
      const root = document.querySelector('eventail-chat')!.shadowRoot!
      const status = root.querySelector('.page > [role=status]')!
      const log = root.querySelector('[role=log]')!
      const heard: string[] = []
      Object.assign(window, { heard })
      new MutationObserver(() => {
        if (status.textContent && heard.at(-1) !== status.textContent) heard.push(status.textContent)
      }).observe(status, { childList: true, characterData: true, subtree: true })
      new MutationObserver(() => heard.push(`aria-busy ${log.getAttribute('aria-busy')}`)).observe(log, {
        attributes: true,
        attributeFilter: ['aria-busy'],
      })
    })
    await say(page, 'plaquiste')
    await keepOne(page).first().waitFor()
    expect(await focused(page)).toMatch(/^textarea Votre message/)
    const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard)
    expect(heard.filter((line) => !line.startsWith('aria-busy'))).toEqual([
      'Recherche dans le catalogue…',
      '3 options affichées. À vous de décider.',
    ])
    expect(heard.filter((line) => line.startsWith('aria-busy'))).toEqual(['aria-busy true', 'aria-busy false'])
    await page.close()
  })

  it('ties what was found to the box, in words and not by colour alone', async () => {
    const { page } = await openPage(browser, server.url)
    const box = page.getByRole('textbox', { name: 'Votre message' })
    await box.fill('Mme Fatoumata Diallo, 06 12 34 56 78')
    await page.getByRole('status').filter({ hasText: '2 éléments seront masqués' }).waitFor({ state: 'attached' })
    const described = await box.evaluate((element) =>
      (element.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => (element.getRootNode() as ShadowRoot).getElementById(id)?.textContent?.replace(/\s+/g, ' '))
        .join(' '),
    )
    expect(described).toContain('nom de personne Fatoumata Diallo')
    expect(described).toContain('téléphone 06 12 34 56 78')
    const lines = await page
      .locator('mark')
      .evaluateAll((marks) => marks.map((mark) => getComputedStyle(mark).textDecorationStyle))
    expect(lines).toEqual(['wavy', 'wavy'])
    await page.close()
  })

  it('keeps still for whoever asked for less motion', async () => {
    server.pauseMs = 200
    const { page } = await openPage(browser, server.url, { reducedMotion: 'reduce' })
    await say(page, 'plaquiste')
    const dots = page.locator('.dots')
    await dots.waitFor()
    expect(await dots.evaluate((one) => getComputedStyle(one).animationName)).toBe('none')
    expect(
      await button(page, /Envo/)
        .first()
        .evaluate((one) => getComputedStyle(one).transitionDuration),
    ).toBe('0s')
    await page.close()
  })

  it('prints the options and the decision, without what only serves on a screen', async () => {
    const { page } = await openPage(browser, server.url)
    await states['a decision']!(page)
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('textbox').count()).toBe(0)
    const buttons = await page
      .getByRole('button')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
    expect(buttons.filter((label) => !label?.startsWith('Modifier'))).toEqual([])
    expect(await page.getByRole('article').count()).toBe(3)
    expect(await page.getByText('Décision enregistrée', { exact: true }).isVisible()).toBe(true)
    expect(await page.getByText('Catalogue fictif de démonstration').isVisible()).toBe(true)
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000)
    await page.close()
  })

  it('stays readable with forced colours', async () => {
    const { page } = await openPage(browser, server.url, { forcedColors: 'active' })
    await options(page)
    await keepOne(page).first().check()
    expect(await violations(page)).toEqual([])
    await page.close()
  })

  it('speaks English too, with the language of the page told', async () => {
    const { page } = await openPage(browser, server.url)
    await button(page, 'English').click()
    await page.getByRole('heading', { name: 'What does the person need?' }).waitFor()
    expect(await page.locator('.page').getAttribute('lang')).toMatch(/^en/)
    expect(await violations(page)).toEqual([])
    await page.close()
  })
})
