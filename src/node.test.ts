import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConversationSummary } from './record/summary.ts'
import type { Conversation, Turn } from './record/turn.ts'
import { launchChromium } from './widget/open-page.ts'

const root = resolve(import.meta.dirname, '..')
const shared = resolve(root, '../shared/data')
const folder = mkdtempSync(join(tmpdir(), 'eventail-node-'))
const running = new Set<ChildProcess>()
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  for (const child of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** Under the loosest umask, as some containers have it. */
function run(script: string, parameters: string[], settings: Record<string, string>) {
  const child = spawn('sh', ['-c', 'umask 000; exec "$0" "$@"', process.execPath, script, ...parameters], {
    cwd: root,
    env: { ...process.env, LOG_LEVEL: 'silent', PORT: '0', DEMONSTRATION_SIZE: '3000', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let out = ''
  let errors = ''
  child.stdout!.on('data', (chunk) => {
    out += chunk
  })
  child.stderr!.on('data', (chunk) => {
    errors += chunk
  })
  const ended = new Promise<{ code: number | null; out: string; errors: string }>((done) =>
    child.once('exit', (code) => {
      running.delete(child)
      done({ code, out, errors })
    }),
  )
  return { child, ended, printed: () => out }
}

async function start(settings: Record<string, string>) {
  const server = run('src/node.ts', [], settings)
  const url = await Promise.race([
    server.ended.then(({ errors }) => Promise.reject(new Error(errors))),
    new Promise<string>((found) => {
      const timer = setInterval(() => {
        const [address] = /http:\/\/[^\s]+/.exec(server.printed()) ?? []
        if (!address) return
        clearInterval(timer)
        found(address)
      }, 20)
    }),
  ])
  const stop = async () => {
    server.child.kill('SIGINT')
    return (await server.ended).code
  }
  const call = async <Answer>(method: string, path: string, body?: unknown) => {
    const headers = { 'content-type': 'application/json', 'accept-language': 'fr' }
    const response = await fetch(`${url}${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as Answer }
  }
  return { url, stop, call }
}

describe('the service on Node', () => {
  const dataDir = join(folder, 'data')

  it('starts in an empty folder, lets a counsellor do the whole job by keyboard, and loses nothing over a restart', async () => {
    const server = await start({
      DATA_DIR: dataDir,
      AGENCY_NAME: 'Agence des Tilleuls',
      REFERENT: 'Claude Référent, poste 12',
    })
    const page = await browser.newPage({ locale: 'fr-FR', viewport: { width: 1100, height: 900 } })
    const left: string[] = []
    page.on('request', (request) => left.push(`${request.url()} ${request.postData() ?? ''}`))
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (line) => line.type() === 'error' && faults.push(line.text()))
    await page.goto(server.url)
    await page.getByText('fictif', { exact: false }).first().waitFor()

    await focusByTab(page, 'textarea')
    await page.keyboard.type(
      'Mme Diallo cherche une formation de cuisinier vers Marseille, 60 km, son numéro : 06 12 34 56 78',
    )
    await page.getByText('téléphone', { exact: false }).first().waitFor()
    await page.keyboard.press('Enter')
    const keep = page.getByRole('checkbox', { name: /je propose/i })
    await keep.first().waitFor()
    expect(await keep.count()).toBeGreaterThanOrEqual(2)
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0)
    expect(left.join('\n')).not.toMatch(/Diallo|06 12 34 56 78|0612345678/)
    expect(left.every((line) => line.startsWith(server.url))).toBe(true)

    await focusByTab(page, 'input[type=checkbox]', /je propose/i)
    await page.keyboard.press('Space')
    await focusByTab(page, 'button', /enregistrer/i)
    await page.keyboard.press('Enter')
    await page
      .getByText(/revenir sur/i)
      .first()
      .waitFor()
    expect(faults).toEqual([])
    const list = await server.call<{ data: ConversationSummary[] }>('GET', 'v1/conversations')
    expect(list.body.data).toMatchObject([{ state: 'decided' }])
    const { id } = list.body.data[0]!
    const conversation = (await server.call<Conversation>('GET', `v1/conversations/${id}`)).body
    expect(conversation.turns[0]?.decision?.kind).toBe('choose')
    await page.close()
    expect(await server.stop()).toBe(0)

    const again = await start({ DATA_DIR: dataDir })
    const kept = await again.call<Conversation>('GET', `v1/conversations/${id}`)
    expect(kept.body).toEqual(conversation)
    const replayed = await again.call('GET', `v1/conversations/${id}/turns/${conversation.turns[0]!.id}/replay`)
    expect(replayed.body).toEqual({ same: true, differences: [] })
    expect(await again.stop()).toBe(0)
  }, 90_000)

  const real = join(shared, 'offers/rco_2020-06-25.jsonl')
  it.skipIf(!existsSync(real))(
    'swaps to a real import while it answers, and converses on it (skipped where the real files of ../shared are absent)',
    async () => {
      const server = await start({ DATA_DIR: dataDir })
      const broken = join(folder, 'broken.xml')
      writeFileSync(broken, '<lheo><offres><formation>')
      const refused = await run('src/cli.ts', ['ingest', broken, '--format', 'lheo'], { DATA_DIR: dataDir }).ended
      expect(refused.code).toBe(1)
      const before = await server.call<{ catalogue: { fictitious: boolean } }>('GET', 'readyz')
      expect(before.body.catalogue.fictitious).toBe(true)

      const ingesting = run('src/cli.ts', ['ingest', real, '--format', 'rco'], { DATA_DIR: dataDir })
      let answers = 0
      let done = false
      ingesting.ended.then(() => {
        done = true
      })
      while (!done) {
        const found = await server.call<{ data: unknown[] }>('GET', 'v1/catalogue/search?q=cuisine&limit=3')
        expect(found.status).toBe(200)
        answers++
        await new Promise((next) => setTimeout(next, 100))
      }
      const { code, out } = await ingesting.ended
      expect(code, out).toBe(0)
      expect(answers).toBeGreaterThan(3)
      await expect
        .poll(
          async () =>
            (await server.call<{ catalogue: { fictitious: boolean } }>('GET', 'readyz')).body.catalogue.fictitious,
          { timeout: 10_000 },
        )
        .toBe(false)
      const { body } = await server.call<Conversation>('POST', 'v1/conversations', {
        dossier: { commune: '44109', mobiliteKm: 100 },
      })
      const turn = await server.call<Turn>('POST', `v1/conversations/${body.id}/messages`, {
        text: 'un apprentissage en boulangerie',
      })
      expect(turn.body.outcome).toBe('options')
      expect(turn.body.options.every(({ item }) => !item.fictitious)).toBe(true)
      expect(await server.stop()).toBe(0)
    },
    120_000,
  )

  it('says in one line why it cannot start', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((ready) => taken.once('listening', ready))
    const { port } = taken.address() as { port: number }
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    const attempts: [Record<string, string>, RegExp][] = [
      [{ DATA_DIR: dataDir, PORT: String(port) }, /^PORT: \d+ is in use/],
      [{ DATA_DIR: join(file, 'below') }, /^DATA_DIR: the folder .* cannot be written/],
      [{ DATA_DIR: dataDir, PORT: 'many' }, /^Setting PORT:/],
      [{ DATA_DIR: dataDir, HOST: '0.0.0.0' }, /^Setting HOST=0\.0\.0\.0 .* needs PUBLIC_ORIGIN/],
      [{ DATA_DIR: dataDir, PUBLIC_ORIGIN: 'https://eventail.example' }, /^HOST=.* needs authentication/],
      [{ DATA_DIR: dataDir, OPENAI_MODEL: 'm' }, /^Setting OPENAI_MODEL needs OPENAI_API_KEY/],
      [{ DATA_DIR: dataDir, API_KEYS_FILE: join(folder, 'none.json') }, /^Setting API_KEYS_FILE is gone/],
    ]
    for (const [settings, line] of attempts) {
      const { code, errors } = await run('src/node.ts', [], settings).ended
      const said = errors
        .trim()
        .split('\n')
        .filter((one) => !/^(Grouping|Indexing)/.test(one))
      expect(code, JSON.stringify(settings)).toBe(1)
      expect(said).toHaveLength(1)
      expect(said[0]).toMatch(line)
    }
    taken.close()
  }, 90_000)

  it('believes it is the day that TODAY names, the time of day going on, and has the demonstration of that day', async () => {
    const settings = { DATA_DIR: join(folder, 'day'), DEMONSTRATION_SIZE: '1000' }
    for (const [TODAY, lastDay] of [
      ['2026-03-10', '2026-06-30'],
      ['2031-05-03', '2031-06-30'],
    ] as const) {
      const server = await start({ ...settings, TODAY })
      const { body } = await server.call<Conversation>('POST', 'v1/conversations', {})
      const said = { text: 'une formation de cuisinier, avant fin juin' }
      const turn = await server.call<Turn>('POST', `v1/conversations/${body.id}/messages`, said)
      expect(turn.body.criteria.startBefore).toBe(lastDay)
      expect(turn.body.createdAt.slice(0, 10)).toBe(TODAY)
      expect(turn.body.versions.catalogue.slice(0, 8)).toBe(TODAY.replaceAll('-', ''))
      const starts = turn.body.options.flatMap(({ item }) => item.sessions.map(({ start }) => start))
      expect(starts.length).toBeGreaterThan(0)
      expect(starts.filter((start) => start < TODAY || start > `${Number(TODAY.slice(0, 4)) + 2}`)).toEqual([])
      expect(await server.stop()).toBe(0)
    }
  }, 90_000)

  it('keeps what it writes to its user, and narrows what an earlier start left to everyone', async () => {
    const own = join(folder, 'own')
    const reports = join(own, 'catalogue/reports')
    mkdirSync(reports, { recursive: true })
    writeFileSync(join(reports, 'earlier.html'), '')
    writeFileSync(join(folder, 'elsewhere'), '')
    symlinkSync(join(folder, 'elsewhere'), join(own, 'link'))
    for (const [path, mode] of [
      [own, 0o777],
      [join(own, 'catalogue'), 0o775],
      [reports, 0o755],
      [join(reports, 'earlier.html'), 0o666],
      [join(folder, 'elsewhere'), 0o644],
    ] as const) {
      chmodSync(path, mode)
    }
    const offers = join(folder, 'one.csv')
    writeFileSync(offers, 'titre;organisme;commune\nSoudeur;Centre des Tilleuls;44109\n')
    const server = await start({ DATA_DIR: own, DEMONSTRATION_SIZE: '300' })
    await server.call<Conversation>('POST', 'v1/conversations', {})
    const { errors } = await run('src/cli.ts', ['ingest', offers, '--format', 'csv'], { DATA_DIR: own }).ended
    const entries = readdirSync(own, { recursive: true, withFileTypes: true }).filter((one) => !one.isSymbolicLink())
    const rights = (path: string) => (statSync(path).mode & 0o777).toString(8)
    const loose = entries
      .map((entry) => ({ path: join(entry.parentPath, entry.name), expected: entry.isDirectory() ? '700' : '600' }))
      .filter(({ path, expected }) => rights(path) !== expected)
    expect(loose.map(({ path }) => `${path} ${rights(path)}`)).toEqual([])
    expect(rights(own)).toBe('700')
    expect(rights(join(folder, 'elsewhere'))).toBe('644')
    const names = entries.map(({ name }) => name)
    expect(names, errors).toEqual(
      expect.arrayContaining([
        'records.sqlite',
        'records.sqlite-wal',
        'records.sqlite-shm',
        'communes.json',
        'earlier.html',
      ]),
    )
    expect(names.filter((name) => name.endsWith('.html')).length, errors).toBeGreaterThan(1)
    expect(names.some((name) => name.endsWith('.lance'))).toBe(true)
    expect(await server.stop()).toBe(0)
  }, 60_000)

  it('tells an open page that the policy has changed: the text stays, and goes once it was checked under the new one', async () => {
    const settings = { DATA_DIR: join(folder, 'own') }
    const before = await start(settings)
    const page = await browser.newPage({ locale: 'fr-FR' })
    await page.goto(before.url)
    const box = page.getByRole('textbox', { name: 'Votre message' })
    await box.fill('Mme Fatoumata Diallo')
    await page.getByText('Nom masqué').waitFor()
    expect(await before.stop()).toBe(0)

    const policy = join(folder, 'policy.json')
    const advice = { fr: 'Ici, pas de nom du tout.' }
    writeFileSync(policy, JSON.stringify({ types: { PERSON: { action: 'block', advice } } }))
    const after = await start({ ...settings, POLICY_FILE: policy, PORT: new URL(before.url).port })
    await box.press('Enter')
    await page.getByText('Les règles de protection ont changé').waitFor()
    await page.getByText(advice.fr).waitFor()
    expect(await box.inputValue()).toBe('Mme Fatoumata Diallo')
    await box.fill('une formation de cuisinier à Nantes')
    await box.press('Enter')
    await page.getByText('une formation de cuisinier à Nantes').first().waitFor()
    await expect.poll(() => box.inputValue(), { timeout: 15_000 }).toBe('')
    const { version } = (await after.call<{ version: string }>('GET', 'v1/guardrails/policy')).body
    const list = await after.call<{ data: { id: string }[] }>('GET', 'v1/conversations')
    const stored = async () =>
      (await after.call<Conversation>('GET', `v1/conversations/${list.body.data[0]!.id}`)).body.turns
    await expect.poll(async () => (await stored()).length, { timeout: 15_000 }).toBe(1)
    await page.close()
    const turns = await stored()
    expect(turns.map(({ versions }) => versions.policy)).toEqual([version])
    expect(JSON.stringify(turns)).not.toMatch(/Diallo|PERSONNE/)
    expect(await after.stop()).toBe(0)
  }, 90_000)

  it('shows and takes nothing under a name that was made to point to this machine', async () => {
    const server = await start({ DATA_DIR: join(folder, 'own') })
    const { port } = new URL(server.url)
    const kept = (await server.call<{ data: unknown[] }>('GET', 'v1/conversations')).body.data.length
    expect(kept).toBeGreaterThan(0)
    const rebinding = await launchChromium('--host-resolver-rules=MAP rebound.example 127.0.0.1')
    const page = await rebinding.newPage()
    const shown = await page.goto(`http://rebound.example:${port}/`)
    expect(shown!.status()).toBe(421)
    const asked = await page.evaluate(async () => {
      const headers = { 'content-type': 'application/json' }
      const answers = [
        await fetch('/v1/conversations'),
        await fetch('/v1/conversations', { method: 'POST', headers, body: '{}' }),
      ]
      return Promise.all(answers.map(async (answer) => ({ status: answer.status, text: await answer.text() })))
    })
    await rebinding.close()
    expect(asked.map(({ status }) => status)).toEqual([421, 421])
    expect(asked.map(({ text }) => text).join()).not.toContain('conv_')
    const { body } = await server.call<{ data: unknown[] }>('GET', 'v1/conversations')
    expect(body.data).toHaveLength(kept)
    expect(await server.stop()).toBe(0)
  }, 60_000)

  it('starts with an empty catalogue and says how to fill it', async () => {
    mkdirSync(join(folder, 'empty'))
    const server = await start({ DATA_DIR: join(folder, 'empty'), DEMONSTRATION: 'false' })
    const { body } = await server.call<Conversation>('POST', 'v1/conversations', {})
    const refused = await server.call<{ code: string; detail: string }>(
      'POST',
      `v1/conversations/${body.id}/messages`,
      { text: 'soudeur' },
    )
    expect(refused.body.code).toBe('catalogue-empty')
    expect(refused.body.detail).toContain('npm run ingest')
    expect(await server.stop()).toBe(0)
  }, 30_000)
})

/** Moves the focus with the keyboard alone until it is on such an element, also inside shadow roots. */
async function focusByTab(page: Page, selector: string, name?: RegExp): Promise<void> {
  for (let pressed = 0; pressed < 150; pressed++) {
    const found = await page.evaluate(
      ({ selector, name }) => {
        let active = document.activeElement
        while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
        if (!active?.matches(selector)) return false
        const label = active.closest('label')?.textContent ?? ''
        const own = active.getAttribute('aria-label') ?? active.textContent ?? ''
        const labelled = [...((active as HTMLInputElement).labels ?? [])].map((one) => one.textContent).join(' ')
        return !name || new RegExp(name, 'i').test(`${label} ${own} ${labelled}`)
      },
      { selector, name: name?.source },
    )
    if (found) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`No ${selector} ${name ?? ''} can be reached by keyboard.`)
}
