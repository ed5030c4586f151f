import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, violations } from '../src/widget/open-page.ts'
import type { Report } from './report.ts'
import { htmlReport } from './report-html.ts'
import type { SuiteResult } from './suite.ts'

const out = mkdtempSync(join(tmpdir(), 'eventail-report-'))
let browser: Browser

/** Exit codes other than 0 are what these runs are for. */
const run = (entry: string, args: string[], name: string) =>
  promisify(execFile)(process.execPath, [entry, ...args, '--out', join(out, name)]).catch(() => undefined)

beforeAll(async () => {
  const prompts = ['compose', '--prompt', 'compose,compose.short']
  await Promise.all([run('evals/fixtures/run-small.ts', [], 'gates'), run('evals/run.ts', prompts, 'prompts')])
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  rmSync(out, { recursive: true, force: true })
})

describe.each([
  ['gates', 'gates that held, failed and were skipped', 'good: measured values'],
  ['prompts', 'two prompts compared case by case', 'compose and compose.short: paired differences'],
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

it('opens with 20,000 results, drawn as they are looked at, and marks the words in which two variants differ', async () => {
  const suite = (name: string, shown: string): SuiteResult => ({
    name,
    about: '',
    key: { cases: '', scorers: '', model: '' },
    notes: [],
    // Of what is better low, nothing is worth reading where there is none of it.
    scorers: [
      { name: 'right', about: '', better: 'higher' },
      { name: 'absurd', about: '', better: 'lower' },
    ],
    measures: [],
    gates: [],
    tables: [],
    broken: [],
    seconds: 1,
    cases: Array.from({ length: 10_000 }, (_, at) => ({
      id: `case-${at}`,
      split: 'test',
      trial: 1,
      ms: 3,
      scores: { right: at % 2, absurd: 0 },
      shown: `${shown} of ${at} ${'and what was said about it '.repeat(8)}`,
    })),
  })
  const report: Report = {
    format: 'eventail-evals/1',
    startedAt: '2026-11-29T08:00:00Z',
    tier: 'full',
    command: '',
    versions: {},
    spent: { requests: 0, inputTokens: 0, outputTokens: 0, euros: 0 },
    suites: [suite('long', 'a long sentence'), suite('short', 'a short sentence')],
    comparisons: [],
    exit: 0,
  }
  const path = join(out, 'large.html')
  writeFileSync(path, htmlReport(report))
  const page = await browser.newPage()

  const began = performance.now()
  await page.goto(pathToFileURL(path).href)
  const opened = performance.now() - began
  // A second on two free cores; three where the whole suite of tests runs beside it.
  expect(opened).toBeLessThan(3000)
  expect(await page.locator('#count').textContent()).toBe('10000 of 20000 results')
  expect(await page.locator('#list > li').count()).toBe(50)
  await page.locator('#suite').selectOption('long')
  await page.locator('#beside').selectOption('short')
  await page.locator('#words').fill('case-8 ')
  await page.locator('#list summary').first().click()
  expect(await page.locator('#list del').first().textContent()).toBe('long')
  expect(await page.locator('#list ins').first().textContent()).toBe('short')
  console.info(`20,000 results opened in ${Math.round(opened)} ms`)
  await page.close()
})
