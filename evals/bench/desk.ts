import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../../src/widget/open-page.ts'
import { startRealServer } from '../../src/widget/real-server.ts'
import { type Figure, percentile, printFigures } from './figures.ts'

/** Openings of the page, each with an empty cache; letters typed at the end of a text. */
const openings = 15
const letters = 100

/** The page of a counsellor in Chromium on this machine: what is fetched before the first word, when the page and its box are there, and what a letter costs. */
export async function benchDesk(): Promise<boolean> {
  const server = await startRealServer()
  const browser = await launchChromium()
  try {
    const { paints, boxes, kilobytes } = await opened(browser, server.url)
    const figures: Figure[] = [
      { label: 'before the first word (KB, gzip)', value: kilobytes, bar: { atMost: 60 } },
      { label: 'first paint, median (ms)', n: openings, value: percentile(paints, 0.5), bar: { atMost: 150 } },
      { label: 'message box ready, median (ms)', n: openings, value: percentile(boxes, 0.5), bar: { atMost: 400 } },
      { label: 'message box ready, p95 (ms)', n: openings, value: percentile(boxes, 0.95) },
      ...(await typing(browser, server.url)),
    ]
    return printFigures('The desk, Chromium, 2 cores', figures)
  } finally {
    await browser.close()
    await server.stop()
  }
}

async function opened(browser: Browser, url: string) {
  const paints: number[] = []
  const boxes: number[] = []
  let kilobytes = 0
  for (let at = 0; at <= openings; at++) {
    const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1366, height: 630 } })
    const page = await context.newPage()
    const bodies: Promise<number>[] = []
    page.on('response', (response) =>
      bodies.push(
        response.body().then(
          (body) => gzipSync(body).length,
          () => 0,
        ),
      ),
    )
    // As soon as the box is there and can be written in, by the clock of the page.
    await page.addInitScript(() => {
      const look = () => {
        const chat = document.querySelector('eventail-chat')?.shadowRoot
        const box = chat?.querySelector('eventail-composer')?.shadowRoot?.querySelector('textarea')
        if (box) Object.assign(window, { boxReady: performance.now() })
        else requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    })
    await page.goto(url)
    await page.waitForFunction(() => 'boxReady' in window)
    await page.waitForTimeout(400)
    const told = await page.evaluate(() => ({
      paint: performance.getEntriesByName('first-paint')[0]!.startTime,
      box: (window as unknown as { boxReady: number }).boxReady,
    }))
    kilobytes = (await Promise.all(bodies)).reduce((sum, one) => sum + one, 0) / 1000
    // The first opens what the server has not compiled yet.
    if (at > 0) {
      paints.push(told.paint)
      boxes.push(told.box)
    }
    await context.close()
  }
  return { paints, boxes, kilobytes }
}

/** A letter at the end of 2,000 characters in which the guard finds something: what it costs with its rendering, and what the findings cost after it. */
async function typing(browser: Browser, url: string): Promise<Figure[]> {
  const page = await browser.newPage({ locale: 'fr-FR', viewport: { width: 1366, height: 630 } })
  await page.goto(url)
  const box = page.getByRole('textbox', { name: 'Votre message' })
  await box.fill(`${note.repeat(8).slice(0, 2000)}`)
  await page
    .getByText(/masqué/)
    .first()
    .waitFor()
  const costs = await page.evaluate(async (count) => {
    const composer = document
      .querySelector('eventail-chat')!
      .shadowRoot!.querySelector('eventail-composer') as HTMLElement & {
      updateComplete: Promise<unknown>
      look: () => void
    }
    const area = composer.shadowRoot!.querySelector('textarea')!
    const timed = async (act: () => void) => {
      const began = performance.now()
      act()
      await composer.updateComplete
      area.getBoundingClientRect()
      return performance.now() - began
    }
    const costs: { letter: number; findings: number }[] = []
    for (let at = 0; at < count; at++) {
      const letter = await timed(() => {
        area.value += 'abcdefghij'[at % 10]
        area.dispatchEvent(new InputEvent('input', { bubbles: true }))
      })
      costs.push({ letter, findings: await timed(() => composer.look()) })
      await new Promise((next) => setTimeout(next, 20))
    }
    return costs
  }, letters)
  await page.close()
  const told = (of: (cost: (typeof costs)[number]) => number) => percentile(costs.map(of), 0.95)
  return [
    {
      label: 'a letter at 2,000 characters, p95 (ms)',
      n: letters,
      value: told(({ letter }) => letter),
      bar: { atMost: 16 },
    },
    {
      label: 'the findings after it, p95 (ms)',
      n: letters,
      value: told(({ findings }) => findings),
      bar: { atMost: 16 },
    },
  ]
}

const note =
  'Mme Martine Lefebvre, 06 12 34 56 78, cherche une formation de secrétaire médicale près d’Angers, avant avril, pas plus de 400 heures. Elle a tenu une boulangerie et ne veut plus de vente ; elle a un bac, se déplace en bus et préfère le matin. '
