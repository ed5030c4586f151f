import axe from 'axe-core'
import { type Browser, chromium, type Page, type Request } from 'playwright-core'
import { afterAll, afterEach, expect } from 'vitest'

export const launchChromium = (...more: string[]): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...more,
    ],
  })

export interface OpenPage {
  page: Page
  /** Every request that the page made, to whomever. */
  requests: Request[]
  /** Errors of the page and of its console, such as a refusal by the Content-Security-Policy. */
  faults: string[]
}

/** The counsellor's page in a French browser, ready for the first word, with everything it sends and complains about. */
export async function openPage(
  browser: Browser,
  url: string,
  { width = 1280, height = 900, ...more }: Parameters<Browser['newPage']>[0] & { width?: number; height?: number } = {},
): Promise<OpenPage> {
  const page = await browser.newPage({ locale: 'fr-FR', viewport: { width, height }, ...more })
  const requests: Request[] = []
  const faults: string[] = []
  page.on('request', (request) => requests.push(request))
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (line) => {
    // A refusal by the server is also told on the console: the page shows it, that is no fault of the page.
    if (line.type() === 'error' && !line.text().startsWith('Failed to load resource')) faults.push(line.text())
  })
  await page.goto(url)
  await page.getByRole('textbox', { name: 'Votre message' }).waitFor()
  await page
    .locator('eventail-requests button')
    .first()
    .waitFor({ timeout: 5000 })
    .catch(() => {})
  return { page, requests, faults }
}

/**
 * Opens pages of one server, for the tests of one file: after each test its pages are closed and the server begins anew, and no page may have
 * found fault; after all of them both end.
 */
export async function openingPages(server: {
  url: string
  reset: () => void
  stop: () => Promise<void>
}): Promise<() => Promise<Page>> {
  const browser = await launchChromium()
  let opened: OpenPage[] = []
  afterEach(async () => {
    const faults = opened.flatMap((one) => one.faults)
    for (const { page } of opened) await page.close()
    opened = []
    server.reset()
    expect(faults).toEqual([])
  })
  afterAll(async () => {
    await browser.close()
    await server.stop()
  })
  return async () => {
    const one = await openPage(browser, server.url)
    opened.push(one)
    return one.page
  }
}

/** What the keyboard is on, also inside shadow roots: its role or tag, and its name. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let active = document.activeElement
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
    if (!active || active === document.body) return ''
    const labels = [...((active as HTMLInputElement).labels ?? [])].map((one) => one.textContent).join(' ')
    const name = active.getAttribute('aria-label') ?? (labels || (active.textContent ?? ''))
    return `${active.localName} ${name.replace(/\s+/g, ' ').trim()}`
  })

/** Presses Tab until the focus is on what `name` says; returns all that it passed over. */
export async function tabTo(page: Page, name: RegExp): Promise<string[]> {
  const passed: string[] = []
  for (let pressed = 0; pressed < 150; pressed++) {
    const on = await focused(page)
    if (name.test(on)) return passed
    passed.push(on)
    await page.keyboard.press('Tab')
  }
  throw new Error(`${name} cannot be reached by keyboard from ${passed[0]}`)
}

/** What axe-core finds against WCAG 2.2 A and AA: one line per rule and element. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations: found } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  )
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`),
  )
}

/** Writes a message and sends it, by keyboard. */
export async function say(page: Page, text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: 'Votre message' })
  await box.fill(text)
  await box.press('Enter')
}
