import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../widget/open-page.ts'
import { clientSecret, type RehearsedProvider, rehearseProvider } from './rehearsed-provider.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'eventail-nginx-'))
const nginx = ['/usr/sbin/nginx', '/usr/bin/nginx'].find(answers)
if (!nginx) console.warn('Tests behind nginx are skipped: there is no nginx here (apt-get install nginx).')

function answers(program: string): boolean {
  try {
    execFileSync(program, ['-v'], { stdio: 'ignore' })
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** As Debian's package writes a site, with the Host that nginx sends by itself: that of the address it calls. */
const site = (port: number, upstream: string) => `
pid ${folder}/nginx.pid;
error_log stderr;
daemon off;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate ${folder}/cert.pem; ssl_certificate_key ${folder}/key.pem;
    location / {
      proxy_pass ${upstream};
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    }
  }
}
`

describe.skipIf(!nginx)('behind nginx, with a provider to sign in with', () => {
  const running: ReturnType<typeof spawn>[] = []
  let provider: RehearsedProvider
  let browser: Browser
  let home: string
  let errors = ''

  beforeAll(async () => {
    chmodSync(folder, 0o755)
    mkdirSync(join(folder, 'data'))
    const [proxyPort, port] = [await freePort(), await freePort()]
    home = `https://localhost:${proxyPort}`
    provider = await rehearseProvider('keycloak', {
      redirectUri: `${home}/sign-in/callback`,
      signedOut: `${home}/signed-out`,
      people: {
        anne: { siret: '13000548122807', realm_access: { roles: ['counsellor'] } },
        bob: { siret: '13000548100010', realm_access: { roles: ['counsellor'] } },
      },
    })
    execFileSync('openssl', [
      ...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost'.split(' '),
      ...['-keyout', `${folder}/key.pem`, '-out', `${folder}/cert.pem`],
    ])
    writeFileSync(join(folder, 'nginx.conf'), site(proxyPort, `http://127.0.0.1:${port}`))
    running.push(spawn(nginx!, ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' }))
    const server = spawn(process.execPath, ['src/node.ts'], {
      cwd: root,
      env: {
        ...process.env,
        PORT: String(port),
        DATA_DIR: join(folder, 'data'),
        DEMONSTRATION_SIZE: '3000',
        PUBLIC_ORIGIN: home,
        TRUSTED_PROXIES: '1',
        OIDC_ISSUER: provider.issuer,
        OIDC_CLIENT_ID: 'eventail',
        OIDC_CLIENT_SECRET: clientSecret,
        OIDC_TENANT_CLAIM: 'siret',
        OIDC_ROLES_CLAIM: 'realm_access.roles',
      },
    })
    running.push(server)
    server.stderr.on('data', (chunk) => {
      errors += chunk
    })
    await new Promise<void>((ready, failed) => {
      server.stdout.on('data', (chunk) => String(chunk).includes('http://') && ready())
      server.once('exit', () => failed(new Error(errors)))
    })
    browser = await launchChromium()
  }, 90_000)
  afterAll(async () => {
    await browser?.close()
    await provider?.stop()
    for (const child of running) {
      const ended = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await ended
    }
    rmSync(folder, { recursive: true, force: true })
  })

  const counsellor = () => browser.newContext({ locale: 'fr-FR', ignoreHTTPSErrors: true })
  async function signedIn(context: BrowserContext, login: string): Promise<Page> {
    const page = await context.newPage()
    await page.goto(home)
    await page.getByLabel('Identifiant').fill(login)
    await page.getByRole('button', { name: 'Continuer' }).click()
    await page.getByRole('textbox', { name: 'Votre message' }).waitFor()
    return page
  }
  async function said(page: Page, text: string): Promise<void> {
    const box = page.getByRole('textbox', { name: 'Votre message' })
    await box.fill(text)
    await box.press('Enter')
  }
  const conversations = (page: Page) =>
    page.evaluate(async () => {
      const answer = await fetch('/v1/conversations')
      return { status: answer.status, body: (await answer.json()) as { data: { state: string }[] } }
    })

  it('a counsellor of each of two organisations signs in, asks, decides, and sees nothing of the other', async () => {
    for (const login of ['anne', 'bob']) {
      const context = await counsellor()
      const page = await signedIn(context, login)
      const [cookie] = (await context.cookies(home)).filter(({ name }) => name.includes('eventail'))
      expect(cookie).toMatchObject({
        name: '__Host-eventail',
        secure: true,
        httpOnly: true,
        sameSite: 'Lax',
        path: '/',
      })
      expect((await conversations(page)).body.data).toEqual([])
      await said(page, 'une formation de cuisinier vers Marseille, 60 km')
      const keep = page.getByRole('checkbox', { name: /je propose/i }).first()
      await keep.waitFor()
      await keep.check()
      await page.getByRole('button', { name: /enregistrer/i }).click()
      await page
        .getByText(/revenir sur/i)
        .first()
        .waitFor()
      expect((await conversations(page)).body.data).toMatchObject([{ state: 'decided' }])
      await context.close()
    }
    expect(errors).not.toContain('-refused')
  }, 60_000)

  it('whose session is over signs in again in a small window: the page stays, and what was written goes', async () => {
    const context = await counsellor()
    const page = await signedIn(context, 'anne')
    await said(page, 'une formation de cuisinier vers Marseille, 60 km')
    await page
      .getByRole('checkbox', { name: /je propose/i })
      .first()
      .waitFor()
    const left: string[] = []
    page.on('framenavigated', (frame) => frame === page.mainFrame() && left.push(frame.url()))
    await context.clearCookies({ name: '__Host-eventail' })
    await said(page, 'plutôt à distance')
    await page.getByRole('heading', { name: 'Votre session est terminée' }).waitFor()
    const [small] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('button', { name: 'Se reconnecter' }).click(),
    ])
    await small.waitForEvent('close')
    await page.getByText('plutôt à distance').first().waitFor()
    await expect.poll(() => page.getByRole('heading', { name: 'Votre session est terminée' }).count()).toBe(0)
    await expect.poll(() => page.locator('section.turn').count(), { timeout: 15_000 }).toBe(2)
    expect(left).toEqual([])
    await context.close()
  }, 60_000)

  it('whoever signs out is out, here and at the provider', async () => {
    const context = await counsellor()
    const page = await signedIn(context, 'anne')
    await page.getByRole('button', { name: 'Se déconnecter' }).click()
    await page.getByRole('button', { name: 'Se déconnecter ici aussi' }).click()
    await page.getByRole('heading', { name: 'Vous êtes déconnecté(e)' }).waitFor()
    expect((await conversations(page)).status).toBe(401)
    await page.goto(home)
    await page.getByLabel('Identifiant').waitFor()
    await context.close()
  }, 60_000)
})

function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => found(port))
    })
  })
}
