import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { focused, launchChromium, openPage, say, tabTo, violations } from './open-page.ts'
import {
  about,
  confirmation,
  fourOptions,
  notEnough,
  oneAndNearest,
  question,
  turn,
  withWorkshops,
} from './scripted-answers.ts'
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

const keepOne = (page: Page) => page.getByRole('checkbox', { name: /^Je propose/ })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

/** A tool of the header, also where they fold. */
async function tool(page: Page, name: string): Promise<void> {
  const named = page.getByRole('button', { name, exact: true })
  if (!(await named.isVisible())) await button(page, 'Menu').click()
  await named.click()
}

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
    await tool(page, 'Dossier')
    await page.getByLabel('Métier visé').fill('plaquiste')
    await button(page, 'Prendre en compte').click()
    await page.getByText('Dossier pris en compte.').waitFor({ state: 'attached' })
  },
  'the help': (page) => button(page, 'Aide').click(),
  'the search without AI': async (page) => {
    await tool(page, 'Sans IA')
    await button(page, 'Rechercher').click()
    await page.getByText('3 offres trouvées').waitFor()
  },
  options,
  'options, everything unfolded': async (page) => {
    await options(page)
    for (const fold of await page.locator('summary').all()) if (await fold.isVisible()) await fold.click()
    await button(page, 'Rejouer la sélection').click()
    await page.getByText('Résultat identique').waitFor()
    await button(page, 'Aucune').click()
    await button(page, 'Note').click()
  },
  'four options': async (page) => {
    server.script = () => turn(1, { options: fourOptions })
    await options(page)
  },
  'the record of an option, over the exchange': async (page) => {
    await options(page)
    await button(page, /^Fiche de B/).click()
    await page.getByText('Atelier fictif des Bâtisseurs, réf.').or(page.getByText('Voir l’annonce')).first().waitFor()
  },
  'what was left out, over the exchange': async (page) => {
    await options(page)
    await button(page, /^Écartées/).click()
    await page.getByText('46\u00a0km au lieu de').waitFor()
  },
  'an earlier set, shown again': async (page) => {
    server.script = (_, { turns }) => turn(turns.length + 1, turns.length > 0 ? { act: 'amend' } : {})
    await options(page)
    await say(page, 'plutôt le soir')
    await page.getByText(/^Avant/).click()
    await button(page, 'Revoir').click()
    await button(page, 'Revenir aux options du moment').waitFor()
  },
  'workshops beside a training, in a group of their own': async (page) => {
    server.script = (_, { turns }) => (turns.length === 0 ? turn(1) : withWorkshops(2))
    await options(page)
    await say(page, 'et un atelier pour l’oral ?')
    await page.getByText('En plus\u00a0:', { exact: true }).waitFor()
  },
  'nothing ticked, told': async (page) => {
    await options(page)
    await button(page, 'Enregistrer').click()
    await page.getByText('Cochez une option').waitFor()
  },
  'no network, and a decision that waits': async (page) => {
    await options(page)
    await keepOne(page).first().check()
    await page.route('**/v1/**', (route) => route.abort())
    await button(page, 'Enregistrer\u00a0: A').click()
    await page.getByText('Décision pas enregistrée').waitFor()
    await page.getByText('Pas de réseau.').waitFor()
  },
  'a decision': async (page) => {
    await options(page)
    await keepOne(page).first().check()
    await button(page, 'Enregistrer\u00a0: A').click()
    await page.getByText(/^Enregistré .*\u00a0: A\.$/).waitFor()
  },
  'a criterion being edited': async (page) => {
    await options(page)
    await button(page, /^Modifier.*30.km/).click()
  },
  'not enough': async (page) => {
    server.script = () => notEnough(1)
    await say(page, 'plaquiste')
    await page.getByText('Aucune offre ne répond').first().waitFor()
  },
  'a question': async (page) => {
    server.script = () => question(1)
    await say(page, 'plaquiste')
    await page.getByText('Autour de quelle commune').first().waitFor()
  },
  'a follow-up': async (page) => {
    server.script = (_, { turns }) => (turns.length === 0 ? turn(1) : about(2))
    await options(page)
    await say(page, 'laquelle commence plus tôt ?')
    await page.getByText('ce que dit le catalogue').first().waitFor()
    await page.getByText('Ce que dit chaque fiche').click()
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
    await button(page, 'Je propose B : Poseur').waitFor()
  },
  'a set aside, and the way back': async (page) => {
    server.script = (_, { turns }) => turn(turns.length + 1, turns.length > 0 ? { act: 'amend' } : {})
    await options(page)
    await say(page, 'plutôt le soir')
    await button(page, 'Annuler').waitFor()
  },
}

describe('the page, for everyone', () => {
  for (const [name, reach] of Object.entries(states))
    it(`has no violation of WCAG 2.2 AA, wide and light or narrow and dark, and no sideways scroll at 320 px: ${name}`, async () => {
      // Colours fade from one to the next: measured once they stand still.
      const { page, faults } = await openPage(browser, server.url, { reducedMotion: 'reduce' })
      await reach(page)
      expect(await violations(page)).toEqual([])
      await page.setViewportSize({ width: 1366, height: 630 })
      expect(await violations(page)).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.setViewportSize({ width: 320, height: 800 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
      expect(await violations(page)).toEqual([])
      expect(faults).toEqual([])
      await page.close()
    })

  it('shows the same options in columns of equal width, or cards one by one, at every width', async () => {
    const { page } = await openPage(browser, server.url)
    await options(page)
    const titles = () => page.getByRole('article').getByRole('heading').allTextContents()
    const first = await titles()
    expect(first).toHaveLength(3)
    for (const width of [1920, 1366, 1280, 1024, 768, 480, 320]) {
      await page.setViewportSize({ width, height: 900 })
      const boxes = await Promise.all(
        (await page.getByRole('article').all()).map(async (one) => (await one.boundingBox())!),
      )
      const [{ x, y }, last] = [boxes[0]!, boxes.at(-1)!]
      expect(new Set(boxes.map((box) => Math.round(box.width))).size, `widths at ${width} px`).toBe(1)
      expect(last.x === x, `one below the other at ${width} px`).toBe(width < 640)
      expect(last.y === y, `side by side at ${width} px`).toBe(width >= 640)
      expect(await titles()).toEqual(first)
    }
    await page.close()
  })

  it('shows four columns with the same rows at the same height, and the bar, whole at 1366 × 630', async () => {
    server.script = () => turn(1, { options: fourOptions })
    const { page } = await openPage(browser, server.url, { width: 1366, height: 630 })
    await options(page)
    const columns = await page.getByRole('article').all()
    expect(columns).toHaveLength(4)
    const rows = await Promise.all(
      columns.map((column) =>
        column.locator('dl > div').evaluateAll((all) => all.map((row) => Math.round(row.getBoundingClientRect().top))),
      ),
    )
    expect(rows[0]).toHaveLength(9)
    for (const one of rows) expect(one).toEqual(rows[0])
    const bottom = async (name: string) => {
      const box = await page.locator(name).boundingBox()
      return box!.y + box!.height
    }
    expect(await bottom('.table')).toBeLessThanOrEqual(630)
    expect(await bottom('form.bar')).toBeLessThanOrEqual(630)
    expect(await page.locator('.desk').evaluate((desk) => desk.scrollHeight - desk.clientHeight)).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(630)
    expect((await page.locator('.left').boundingBox())!.width).toBe(332)
    const colours = await page
      .locator('article dd')
      .evaluateAll((all) => [
        ...new Set(all.map((one) => `${getComputedStyle(one).color} ${getComputedStyle(one).fontWeight}`)),
      ])
    expect(colours).toHaveLength(1)
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
    const walked = (await tabTo(page, /^button Enregistrer/)).filter((stop) => stop !== '').concat('button Enregistrer')
    const at = (name: RegExp) => walked.findIndex((stop) => name.test(stop))
    const order = [
      /^button Dossier/,
      /^button Aide/,
      /^input Afficher les données masquées/,
      /^summary 2 éléments masqués/,
      /^summary Ce qui est parti/,
      /^textarea Votre message/,
      /^button Modifier/,
      /^button Ajouter un critère/,
      /^input Je propose A.*Plaquiste : cloisons/,
      /^button Fiche de A/,
      /^input Je propose B.*Poseur/,
      /^input Je propose C.*plâtrier/,
      /^button Aussi valables/,
      /^button Écartées/,
      /^button Je propose A/,
      /^button Aucune/,
      /^button Autre piste/,
      /^button Plus tard/,
      /^button Enregistrer/,
    ].map(at)
    expect(order).not.toContain(-1)
    expect(order).toEqual([...order].sort((one, other) => one - other))
    await page.close()
  })

  it('says one thing an answer, is busy while it answers, and never takes the focus from the box', async () => {
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
    expect(heard.filter((line) => !line.startsWith('aria-busy'))).toEqual(['À décider\u00a0: A, B et C.'])
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
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280)
    expect(await page.getByRole('article').count()).toBe(3)
    expect(await page.getByText(/^Enregistré/).isVisible()).toBe(true)
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
