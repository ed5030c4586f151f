import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Browser, Page, Request } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, openPage, say } from './open-page.ts'
import { conversation, turn } from './scripted-answers.ts'
import { startScriptedServer } from './scripted-server.ts'

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

interface Canary {
  id: string
  type: string
  obfuscation: string
  tier: 'must_redact' | 'must_redact_or_block'
  value: string
  surface: string
  text: string
}

const canaryFile = resolve(import.meta.dirname, '../../../shared/security/fr_pii_canaries.jsonl')
const box = (page: Page) => page.getByRole('textbox', { name: 'Votre message' })

/** Everything of a request that another machine could read: its address, its headers, its body. */
const leaving = (request: Request): string =>
  `${decodeURIComponent(request.url())}\n${JSON.stringify(request.headers())}\n${request.postData() ?? ''}`

/** Letters and digits only, folded: a value in another disguise is still that value. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()

/**
 * Sends each text through the page, one after the other, in conversations of twenty; `leaks` are those whose value was found in anything
 * that left. The server answers with a question, so that nothing is ever pending.
 */
async function sendAll(samples: readonly Pick<Canary, 'id' | 'text' | 'value' | 'surface'>[]) {
  const question = { text: 'Où ?', criterion: 'near', choices: [] }
  server.script = (_, { turns }) =>
    turn(turns.length + 1, { outcome: 'question', options: [], optionsDigest: null, question })
  // A small window and no motion: little to paint for each of a thousand messages.
  const small = { width: 700, height: 300, reducedMotion: 'reduce' } as const
  const { page, requests, faults } = await openPage(browser, server.url, small)
  await box(page).focus()
  const leaks: string[] = []
  let blocked = 0
  for (let from = 0; from < samples.length; from += 20) {
    const some = samples.slice(from, from + 20)
    requests.length = 0
    const stayed = await page.evaluate(
      sendEach,
      some.map(({ text }) => text),
    )
    blocked += stayed
    const sent = requests.filter((request) => request.url().endsWith('/messages/stream'))
    expect(sent.length, 'messages that left').toBe(some.length - stayed)
    const left = requests.map(leaving).join('\n')
    const readable = folded(left)
    for (const { id, value, surface } of some)
      if (left.includes(surface) || readable.includes(folded(value))) leaks.push(id)
    server.conversation = conversation()
    await page.getByRole('button', { name: 'Nouvel échange' }).click()
  }
  expect(faults).toEqual([])
  await page.close()
  return { leaks, blocked }
}

/** In the page: writes and sends each text as the keyboard does; how many were held back. */
async function sendEach(texts: string[]): Promise<number> {
  const root = document.querySelector('eventail-chat')!.shadowRoot!
  const box = root.querySelector('eventail-composer')!.shadowRoot!.querySelector('textarea')!
  const outcome = async () => {
    for (;;) {
      if (root.querySelector('.foot .problem')) return 'stayed'
      if (box.value === '' && !root.querySelector('.progress')) return 'left'
      await new Promise((next) => setTimeout(next, 2))
    }
  }
  let stayed = 0
  for (const text of texts) {
    box.value = text
    box.dispatchEvent(new Event('input', { bubbles: true }))
    box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
    if ((await outcome()) === 'left') continue
    stayed++
    root.querySelector<HTMLElement>('.foot .problem > .actions button:last-child')!.click()
    while (root.querySelector('.foot .problem')) await new Promise((next) => setTimeout(next, 2))
  }
  return stayed
}

describe('what leaves the page', () => {
  it('is never what identifies a person, in a message as one is written', async () => {
    const samples = [
      ['Mme Fatoumata Diallo cherche une formation de cuisinière', 'Fatoumata Diallo'],
      ['M. Jean-Pierre Lefèvre, joignable au 06 12 34 56 78', '06 12 34 56 78'],
      ['son mail est karim.benali@exemple.fr, il vise la soudure', 'karim.benali@exemple.fr'],
      ['habite 12 rue des Lilas, 44000 Nantes, cherche en cuisine', '12 rue des Lilas'],
      ['née le 14 mars 1985, souhaite devenir plaquiste', '14 mars 1985'],
      ['NIR 1 85 03 44 109 123 06, formation de soudeur', '185034410912306'],
      ['compte FR76 3000 6000 0112 3456 7890 189, reste à charge', 'FR7630006000011234567890189'],
    ].map(([text, value], index) => ({ id: `sample-${index}`, text: text!, value: value!, surface: value! }))
    expect((await sendAll(samples)).leaks).toEqual([])
  })

  it.skipIf(!existsSync(canaryFile))(
    'is none of the planted identifiers, whatever their disguise (skipped where ../shared/security is absent)',
    async () => {
      const canaries: Canary[] = readFileSync(canaryFile, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
      const { leaks, blocked } = await sendAll(canaries)
      const leaked = canaries.filter(({ id }) => leaks.includes(id))
      console.log(`${canaries.length} canaries: ${blocked} held back, ${leaked.length} leaked`)
      expect(leaked.map(({ id, type, obfuscation, tier }) => `${id} ${type} ${obfuscation} ${tier}`)).toEqual([])
    },
    180_000,
  )

  it('is redacted in every other text too: a note, another solution, a standard request, a search, a dossier', async () => {
    server.change = (before, { dossier }) => ({ ...before, profile: { ...conversation().profile, dossier } as never })
    const { page, requests } = await openPage(browser, server.url)
    await page.getByRole('button', { name: 'Dossier' }).click()
    const file = JSON.stringify({
      nom: 'Diallo',
      prenom: 'Fatoumata',
      surnom: 'Fatou',
      contraintes: ['appeler Fatoumata Diallo au 06 12 34 56 78'],
    })
    await page
      .getByLabel(/fichier/)
      .setInputFiles({ name: 'd.json', mimeType: 'application/json', buffer: Buffer.from(file) }, {
        force: true,
      } as never)
    await page.getByRole('button', { name: 'Prendre en compte' }).click()
    await expect.poll(() => requests.map(leaving).some((sent) => sent.includes('contraintes'))).toBe(true)
    await page.getByRole('button', { name: 'Fermer' }).click()

    await page.getByRole('button', { name: 'Une formation à distance' }).click()
    await page.getByLabel('Sujet').fill('soudure pour Fatoumata Diallo')
    await page.getByRole('button', { name: 'Envoyer cette demande' }).click()
    await page.getByRole('button', { name: 'Autre piste' }).click()
    await page.getByLabel(/Laquelle/).fill('rappeler Fatoumata Diallo')
    await page.getByRole('button', { name: 'Note' }).click()
    await page.getByRole('textbox', { name: 'Note' }).fill('son numéro : 06 12 34 56 78')
    await page.getByRole('button', { name: /^Enregistrer/ }).click()
    await page.getByText(/^Enregistré/).waitFor()

    await page.getByRole('button', { name: 'Sans IA' }).click()
    await page.getByLabel('Mots recherchés').fill('soudure Fatoumata Diallo')
    await page.getByRole('button', { name: 'Rechercher' }).click()
    await page.getByText('3 offres trouvées').waitFor()

    const left = requests.map(leaving).join('\n')
    expect(left).toContain('[PERSONNE_1]')
    expect(folded(left)).not.toMatch(/fatou|diallo|0612345678/)
    await page.close()
  })

  it('goes to the server of the page and to no one else, and nothing personal stays in the browser', async () => {
    const { page, requests } = await openPage(browser, server.url)
    await say(page, 'Mme Fatoumata Diallo, 06 12 34 56 78, cherche une formation de plaquiste')
    await page
      .getByRole('checkbox', { name: /^Je propose/ })
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('button', { name: 'Help' }).click()
    await page.getByRole('heading', { name: 'Help' }).waitFor()
    await page.getByRole('checkbox', { name: 'Use these shortcuts' }).uncheck()
    expect(requests.map((request) => new URL(request.url()).origin).filter((origin) => origin !== server.url)).toEqual(
      [],
    )
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    )
    expect(kept).not.toMatch(/Fatoumata|Diallo|06 12|PERSONNE/)
    await page.close()
  })
})

describe('the guard on the counsellor’s machine', () => {
  it('loads with the first focus of the box, not before', async () => {
    const { page, requests } = await openPage(browser, server.url)
    const chunks = () => requests.filter((request) => request.url().includes('guard-chunk')).length
    expect(chunks()).toBe(0)
    await box(page).focus()
    await expect.poll(chunks).toBe(1)
    await page.close()
  })

  it('underlines while one types, with the reason and the remedy, before anything is sent', async () => {
    const { page, requests } = await openPage(browser, server.url)
    requests.length = 0
    await box(page).pressSequentially('Mme Fatoumata Diallo cherche en cuisine')
    await expect.poll(() => page.locator('mark').textContent()).toBe('Fatoumata Diallo')
    await page.getByText('1 élément sera masqué avant l’envoi').first().waitFor()
    await page.getByText(/Nom masqué/).waitFor()
    expect(requests.filter((request) => request.method() !== 'GET')).toEqual([])
    await page.close()
  })

  it('restores what was masked on this screen only, for as long as the tab knows it', async () => {
    const { page, requests } = await openPage(browser, server.url)
    await say(page, 'Mme Fatoumata Diallo cherche une formation de plaquiste')
    await page.getByText('[PERSONNE_1]').waitFor()
    await page.getByRole('checkbox', { name: /Afficher les données masquées/ }).check()
    await page.getByText('Mme Fatoumata Diallo cherche').waitFor()
    expect(folded(requests.map(leaving).join('\n'))).not.toContain('diallo')
    await page.getByRole('button', { name: 'Nouvel échange' }).click()
    expect(await page.getByText('Diallo').count()).toBe(0)
    await page.close()
  })

  it('keeps one placeholder for one person through the conversation', async () => {
    const { page } = await openPage(browser, server.url)
    await say(page, 'Mme Fatoumata Diallo cherche une formation de plaquiste')
    await page.getByText('[PERSONNE_1]').waitFor()
    await page
      .getByRole('checkbox', { name: /^Je propose/ })
      .first()
      .waitFor()
    await say(page, 'Mme Diallo préfère le temps partiel, et M. Karim Benali aussi')
    await page.getByText(/\[PERSONNE_2\]/).waitFor()
    const texts = server.sent
      .filter(({ path }) => path.endsWith('/messages/stream'))
      .map(({ body }) => JSON.parse(body).text as string)
    expect(texts[1]).toMatch(/^Mme \[PERSONNE_1\] .* \[PERSONNE_2\] aussi$/)
    await page.close()
  })

  it('lets nothing go when it cannot be loaded, and says so', async () => {
    const { page } = await openPage(browser, server.url)
    await page.route('**/guard-chunk*', (route) => route.abort())
    await say(page, 'Mme Fatoumata Diallo')
    await page.getByText('Rien n’est parti.').waitFor()
    expect(server.sent.filter(({ path }) => path.endsWith('/messages/stream'))).toEqual([])
    await page.close()
  })
})
