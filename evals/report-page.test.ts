import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, violations } from '../src/widget/open-page.ts'

const out = mkdtempSync(join(tmpdir(), 'eventail-report-'))
let browser: Browser

/** Exit codes other than 0 are what these runs are for. */
const run = (entry: string, args: string[], name: string) =>
  promisify(execFile)(process.execPath, [entry, ...args, '--out', join(out, name)]).catch(() => undefined)

beforeAll(async () => {
  const prompts = ['--prompt', 'word-claims,word-claims.short']
  await Promise.all([run('evals/fixtures/run-small.ts', [], 'gates'), run('evals/run.ts', prompts, 'prompts')])
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  rmSync(out, { recursive: true, force: true })
})

describe.each([
  ['gates', 'gates that held, failed and were skipped', 'good: measured values'],
  ['prompts', 'two prompts compared case by case', 'word-claims and word-claims.short: paired differences'],
])('the report with %s', (name, _, chart) => {
  it.each([
    [1100, 'light'],
    [360, 'dark'],
  ] as const)('reads at %i px in %s, by anyone, and asks nobody for anything', async (width, colorScheme) => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
    const requests: string[] = []
    const faults: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    page.on('console', (line) => line.type() === 'error' && faults.push(line.text()))
    const address = pathToFileURL(join(out, name, 'report.html')).href
    await page.goto(address)
    for (const fold of await page.locator('summary').all()) await fold.click()
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    expect(await page.getByRole('img', { name: chart }).getAttribute('aria-labelledby')).toBeTruthy()
    for (const link of await page.getByRole('navigation').getByRole('link').all()) {
      const anchor = await link.getAttribute('href')
      expect(await page.locator(`h2${anchor}`).count()).toBe(1)
    }
    expect(requests).toEqual([address])
    expect(faults).toEqual([])
    await page.close()
  })
})
