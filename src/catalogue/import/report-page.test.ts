import axe, { type AxeResults } from 'axe-core'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { REFUSALS } from './format.ts'
import type { PartnerReport } from './report.ts'
import { reportPage } from './report-page.ts'

const somewhere = { file: 'catalogue.xml', line: 1204, record: 37, detail: 'intitule-formation' }
const report: PartnerReport = {
  source: 'Partenaire fictif',
  format: 'lheo',
  files: ['catalogue.xml'],
  receivedAt: '2026-11-26T08:00:00.000Z',
  outcome: 'published',
  accepted: 1200,
  repaired: {
    records: 40,
    by: {
      'postcode completed': { count: 30, first: [somewhere] },
      'reserved tokens taken out of a text': { count: 10, first: [somewhere] },
    },
  },
  refused: Object.fromEntries(REFUSALS.map((reason) => [reason, { count: 250, first: [somewhere] }])),
  missing: [{ field: 'price', count: 600 }],
  freshness: {
    changed: { undated: 1, within1Month: 2, within6Months: 3, within12Months: 4, older: 5 },
    sessions: { toCome: 800, over: 300, undated: 100 },
  },
  changes: {
    added: 10,
    changed: 20,
    unchanged: 1170,
    withdrawn: { count: 1, first: [{ reference: 'F1/A1', title: 'CAP & « fin »' }] },
  },
  duplicates: {
    items: 1,
    offers: 1,
    first: [{ title: 'CAP cuisine', offers: [{ partner: 'Autre', reference: '7' }] }],
  },
  catalogue: { version: '20261126T080000000Z', offers: 24000, items: 21000, groups: 2500 },
}

let browser: Browser
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  })
})
afterAll(() => browser?.close())

describe('the page of a partner report', () => {
  it.each(['light', 'dark'] as const)(
    'has no accessibility fault (%s), at the width of a telephone too',
    async (colorScheme) => {
      const page = await browser.newPage({ colorScheme, viewport: { width: 320, height: 640 } })
      await page.setContent(reportPage(report))
      for (const details of await page.locator('summary').all()) await details.click()
      await page.evaluate(axe.source)
      const { violations } = await page.evaluate<AxeResults>('axe.run()')
      const faults = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
      expect(faults).toEqual([])
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overflow).toBeLessThanOrEqual(0)
      await page.close()
    },
  )

  it('says everything in French, with its advice for each kind of refusal', () => {
    const html = reportPage(report)
    for (const text of ['En quarantaine', 'Code postal complété de son zéro', 'Une session à venir au moins']) {
      expect(html).toContain(text)
    }
    expect(html).toContain('CAP &amp; «\u00a0fin\u00a0»')
    expect(html).not.toMatch(/>(malformed|truncated|quarantined|postcode completed)</)
  })
})
