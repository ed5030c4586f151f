import { type ChildProcess, spawn } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Conversation } from '../record/turn.ts'
import { rehearse } from '../rehearsal.ts'
import { bundleWidget } from './bundle.ts'
import { launchChromium } from './open-page.ts'

const example = join(import.meta.dirname, '../../data/examples/host-page/server.ts')

describe('one tag in a page of another origin, under its strict policy', () => {
  let stage: Awaited<ReturnType<typeof rehearse>>
  let service: Server
  let host: ChildProcess
  let hostUrl: string
  let browser: Browser
  const faults: string[] = []
  /** Tokens that the page has shown. */
  const given = new Set<string>()

  beforeAll(async () => {
    const port = await freePort()
    hostUrl = `http://127.0.0.1:${port}`
    stage = await rehearse({
      size: 3000,
      closed: true,
      pages: new Map(Object.entries(await bundleWidget())),
      settings: { EMBED_ORIGINS: hostUrl },
    })
    const { secret } = await stage.keyed(['sessions'])
    service = serve({ fetch: stage.app.fetch, hostname: '127.0.0.1', port: 0 }) as Server
    await new Promise((listening) => service.once('listening', listening))
    const eventail = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
    host = spawn(process.execPath, [example], {
      env: { ...process.env, EVENTAIL: eventail, EVENTAIL_KEY: secret, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise((said) => host.stdout!.once('data', said))
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser.close()
    host.kill()
    service.close()
  })
  afterEach(() => {
    expect(faults.splice(0)).toEqual([])
  })

  async function opened(options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
    const page = await browser.newPage({ locale: 'fr-FR', viewport: { width: 1366, height: 800 }, ...options })
    page.setDefaultTimeout(10_000)
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (line) => {
      if (line.type() === 'error' && !line.text().startsWith('Failed to load resource')) faults.push(line.text())
    })
    page.on('request', (request) => {
      const [, token] = /^Bearer (.+)$/.exec(request.headers().authorization ?? '') ?? []
      if (token) given.add(token)
    })
    await page.goto(hostUrl)
    await page.getByRole('textbox', { name: 'Votre message' }).waitFor()
    return page
  }
  const told = (page: Page, name: string) => page.locator('#told li', { hasText: name })

  it('holds an exchange as the counsellor whom the host signed in, from its dossier to a decision and the sheet', async () => {
    const page = await opened()
    const message = page.getByRole('textbox', { name: 'Votre message' })
    await message.fill('une formation de soudeur, pas à distance')
    await message.press('Enter')
    await told(page, 'turn-answered').waitFor()
    await page.locator('[id^="tick-opt_"]').first().check()
    await page.locator('eventail-options button[type=submit]').click()
    await told(page, 'decision-recorded').waitFor()
    const said = JSON.parse(
      (await told(page, 'decision-recorded').textContent())!.replace('decision-recorded ', ''),
    ) as {
      conversationId: string
      chosen: { itemId: string }[]
    }
    expect(said.chosen).toHaveLength(1)
    const api = await stage.named('anne.martin')
    const kept = (await api.call('GET', `/v1/conversations/${said.conversationId}`)).body as unknown as Conversation
    expect(kept.profile).toMatchObject({ near: { code: '59350' }, radiusKm: 80, level: 3 })
    expect(kept.turns[0]!.decision).toMatchObject({ kind: 'choose', actor: { ref: 'anne.martin', via: 'session' } })
    expect(JSON.stringify(kept)).not.toContain('Camille')

    await page
      .getByRole('button', { name: /Guide|Aide/ })
      .first()
      .click()
    const sheet = page.waitForEvent('popup')
    await page.locator('a[href$="/sheet"]').first().click()
    const window = await sheet
    await window.getByRole('heading', { level: 1 }).waitFor()
    expect(await window.locator('main').textContent()).toContain(said.conversationId)
    expect(await window.evaluate(() => document.adoptedStyleSheets.length)).toBe(1)
    await page.close()
  })

  it('asks its host again when its token is refused, and the page is not left', async () => {
    const page = await opened()
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/eventail-session')) asked.push(request.url())
    })
    for (const token of given) await stage.sessions.close(token)
    const message = page.getByRole('textbox', { name: 'Votre message' })
    await message.fill('une formation de cuisinier')
    await message.press('Enter')
    await told(page, 'turn-answered').waitFor()
    expect(asked.length).toBeGreaterThan(0)
    await page.close()
  })

  it('stays light in a light page on a dark system, is dark where told, and follows the host’s properties', async () => {
    const page = await opened({ colorScheme: 'dark' })
    const ground = () =>
      page.evaluate(() => {
        const style = getComputedStyle(document.querySelector('eventail-chat')!)
        return [style.color, style.getPropertyValue('--accent')]
      })
    expect(await ground()).toEqual(['rgb(28, 36, 48)', '#5b2a86'])
    await page.evaluate(() => document.querySelector('eventail-chat')!.setAttribute('theme', 'dark'))
    expect((await ground())[0]).toBe('rgb(232, 236, 240)')
    await page.evaluate(() => document.querySelector('eventail-chat')!.setAttribute('locale', 'en'))
    await page.getByRole('textbox', { name: 'Your message' }).waitFor()
    await page.close()
  })

  it('begins a new exchange for another person', async () => {
    const page = await opened()
    const message = page.getByRole('textbox', { name: 'Votre message' })
    await message.fill('une formation de cuisinier')
    await message.press('Enter')
    await told(page, 'turn-answered').waitFor()
    await page.evaluate(() =>
      Object.assign(document.querySelector('eventail-chat')!, { dossier: { commune: '69123' } }),
    )
    await page.getByRole('log').filter({ hasNotText: 'cuisinier' }).waitFor({ state: 'attached' })
    await message.fill('une formation de soudeur')
    await message.press('Enter')
    await told(page, 'turn-answered').nth(1).waitFor()
    const ids = (await told(page, 'turn-answered').allTextContents()).map((line) => /conv_[\w-]+/.exec(line)![0])
    expect(new Set(ids).size).toBe(2)
    await page.close()
  })

  it('tells a host that signed nobody in, and leaves its page whole', async () => {
    const page = await browser.newPage()
    await page.route('**/eventail-session', (route) => route.fulfill({ status: 401, json: { code: 'unauthorized' } }))
    await page.goto(hostUrl)
    const message = page.getByRole('textbox', { name: /message/ })
    await message.fill('une formation de cuisinier')
    await message.press('Enter')
    await told(page, 'problem').first().waitFor()
    expect(await told(page, 'problem').first().textContent()).toContain('"unauthorized"')
    await page.close()
  })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}
