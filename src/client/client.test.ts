import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { build } from 'esbuild'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Conversation } from '../record/turn.ts'
import { rehearse, talkTo } from '../rehearsal.ts'
import { bundleWidget } from '../widget/bundle.ts'
import { launchChromium } from '../widget/open-page.ts'
import { renderPage } from '../widget/page.ts'
import type { CallInput } from './runtime.ts'

const root = resolve(import.meta.dirname, '../..')
const example = (name: string) => readFileSync(join(root, 'data/examples', name), 'utf8')
const python = (process.env.PATH ?? '')
  .split(':')
  .map((path) => join(path, 'python3'))
  .find((path) => existsSync(path))

type Stage = Awaited<ReturnType<typeof rehearse>>

describe('a stranger with the documents alone', () => {
  let stage: Stage
  let url: string
  let stop: () => void
  const folder = mkdtempSync(join(tmpdir(), 'eventail-stranger-'))
  const emptyFolder = (name: string) => mkdirSync(join(folder, name), { recursive: true })!
  const fetched = async (file: string) => (await fetch(`${url}/client/${file}`)).text()

  beforeAll(async () => {
    stage = await rehearse({
      size: 3000,
      pages: new Map(Object.entries(await bundleWidget())),
      home: (context) => renderPage({ ...context, agency: '', referent: '' }),
    })
    const host = new Hono()
    const script = await bundled('data/examples/use-chat/chat.ts')
    host.get('/use-chat', (c) =>
      c.html(
        '<!doctype html><title>Chat</title><div id="chat"></div><script type="module" src="/use-chat.js"></script>',
        200,
        {
          'Content-Security-Policy':
            "default-src 'none'; script-src 'self'; connect-src 'self'; style-src-attr 'unsafe-inline'",
        },
      ),
    )
    host.get('/use-chat.js', (c) => c.body(script, 200, { 'Content-Type': 'text/javascript' }))
    host.mount('/', stage.app.fetch)
    const server = serve({ fetch: host.fetch, hostname: '127.0.0.1', port: 0 })
    await new Promise((listening) => server.once('listening', listening))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    stop = () => server.close()
  })
  afterAll(() => {
    stop()
    rmSync(folder, { recursive: true })
  })

  /** What the last program recorded, as the record has it. */
  async function lastDecision() {
    const api = talkTo(stage.app)
    const [{ id }] = (await api.call('GET', '/v1/conversations?limit=1')).body.data as [{ id: string }]
    const { turns } = (await api.call('GET', `/v1/conversations/${id}`)).body as unknown as Conversation
    return turns.at(-1)?.decision
  }

  it('gets to a recorded decision with curl', async () => {
    const { output } = await run('/bin/sh', [join(root, 'data/examples/first-answer.sh')], {
      cwd: folder,
      EVENTAIL: url,
    })
    expect(output).toContain('"id":"dec_')
    expect(await lastDecision()).toMatchObject({ kind: 'choose' })
  })

  it('installs the packed client in an empty folder, compiles against its types, and gets to a recorded decision', async () => {
    const made = emptyFolder('made')
    for (const file of ['client.js', 'client.d.ts', 'package.json'])
      writeFileSync(join(made, file), await fetched(file))
    const mine = emptyFolder('mine')
    writeFileSync(join(mine, 'package.json'), '{"type":"module","private":true}')
    await run('npm', ['pack', made, '--pack-destination', mine], { cwd: folder })
    await run('npm', ['install', './eventail-0.0.0.tgz', '--offline', '--no-audit', '--no-fund'], { cwd: mine })
    writeFileSync(join(mine, 'first-answer.ts'), example('first-answer.ts'))
    const compiler = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--types', 'node']
    const types = ['--typeRoots', join(root, 'node_modules/@types')]
    const program = join(mine, 'first-answer.ts')
    await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...compiler, ...types, program], {
      cwd: mine,
    })
    const { output } = await run(process.execPath, [program], { cwd: mine, EVENTAIL: url })
    expect(output).toMatch(/^A\. /m)
    expect(output).toMatch(/Recorded: dec_/)
    expect(await lastDecision()).toMatchObject({ kind: 'choose' })
    writeFileSync(program, example('first-answer.ts').replace("kind: 'choose'", "kind: 'chosen'"))
    const wrong = run(
      process.execPath,
      [join(root, 'node_modules/typescript/bin/tsc'), ...compiler, ...types, program],
      { cwd: mine },
    )
    await expect(wrong).rejects.toThrow()
  })

  it.skipIf(!python)(
    'gets to a recorded decision with one file of Python (skipped where python3 is absent)',
    async () => {
      const mine = emptyFolder('python')
      writeFileSync(join(mine, 'eventail.py'), await fetched('eventail.py'))
      writeFileSync(join(mine, 'first_answer.py'), example('first_answer.py'))
      const { output } = await run(python!, ['-W', 'error', 'first_answer.py'], { cwd: mine, EVENTAIL: url })
      expect(output).toMatch(/Recorded: dec_/)
      expect(await lastDecision()).toMatchObject({ kind: 'choose' })
      const stream = `from eventail import Eventail
eventail = Eventail("${url}")
conversation = eventail.open_conversation({})
print([part["type"] for part in eventail.stream_message(conversation["id"], {"text": "bonjour"})])
print(len(eventail.list_conversations(limit=2)["data"]), eventail.erase_conversation(conversation["id"]))`
      expect((await run(python!, ['-c', stream], { cwd: mine })).output).toMatch(/\['start', .*'finish'\]\n2 None/)
    },
  )

  it('chats and decides in a React page with useChat', async () => {
    const browser = await launchChromium()
    try {
      const page = await browser.newPage()
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(error.message))
      await page.goto(`${url}/use-chat`)
      await page.getByLabel('Need').fill('une formation de soudeur, pas à distance')
      await page.getByRole('button', { name: 'Send' }).click()
      await page.getByRole('group', { name: 'Options' }).waitFor()
      expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0)
      await page.getByRole('checkbox').first().check()
      await page.getByRole('button', { name: 'Record these' }).click()
      await page.getByText(/^Recorded: dec_/).waitFor()
      expect(faults).toEqual([])
    } finally {
      await browser.close()
    }
    expect(await lastDecision()).toMatchObject({ kind: 'choose' })
  })

  it('proposes over MCP, and leaves the decision to a person in the page whose address it gives', async () => {
    const { output } = await run(process.execPath, [join(root, 'data/examples/mcp.ts')], { cwd: root, EVENTAIL: url })
    const [, page] = /(http:\S+\/\?conversation=conv_[\w-]+)/.exec(output)!
    expect(output).toContain("state: 'to-decide'")
    expect(await lastDecision()).toBeNull()
    const browser = await launchChromium()
    try {
      const tab = await browser.newPage({ locale: 'fr-FR' })
      await tab.goto(page!)
      await tab.locator('[id^="tick-opt_"]').first().check()
      await tab.locator('eventail-options button[type=submit]').click()
      await expect.poll(lastDecision).toMatchObject({ kind: 'choose', actor: { via: 'local' } })
      expect(new URL(tab.url()).search).toBe('')
    } finally {
      await browser.close()
    }
  })

  it('gets each part of an answer once, though the connection breaks in the middle of it', async () => {
    const module = join(folder, 'client.mjs')
    writeFileSync(module, await fetched('client.js'))
    const { createEventail, EventailProblem } = (await import(module)) as {
      createEventail: (
        options: object,
      ) => Record<string, (input?: CallInput) => AsyncIterable<{ type: string }> & Promise<never>>
      EventailProblem: new () => Error
    }
    let cut = 0
    const cutting = async (input: URL, init: RequestInit) => {
      const response = await fetch(input, init)
      if (!response.headers.has('x-vercel-ai-ui-message-stream') || cut++ > 0) return response
      const reader = response.body!.getReader()
      const first = (await reader.read()).value
      const broken = new ReadableStream({
        async pull(controller) {
          if (first) controller.enqueue(first)
          await reader.cancel()
          controller.error(new TypeError('terminated'))
        },
      })
      return new Response(broken, response)
    }
    const eventail = createEventail({ base: url, fetch: cutting })
    const { id } = (await eventail.openConversation!({ body: { dossier: { commune: '59350', mobiliteKm: 80 } } })) as {
      id: string
    }
    const types: string[] = []
    for await (const { type } of eventail.streamMessage!({ id, body: { text: 'une formation de soudeur' } }))
      types.push(type)
    expect(cut).toBe(2)
    for (const once of ['start', 'data-turn', 'finish']) expect(types.filter((type) => type === once)).toHaveLength(1)
    const { turns } = (await eventail.readConversation!({ id })) as unknown as Conversation
    expect(turns).toHaveLength(1)
    await expect(eventail.readConversation!({ id: 'conv_other' })).rejects.toBeInstanceOf(EventailProblem)
    await expect(eventail.readConversation!({ id: 'conv_other' })).rejects.toMatchObject({
      code: 'not-found',
      status: 404,
    })
  })
})

async function bundled(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, file)],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  return outputFiles[0]!.text
}

/** Runs a program to its end; rejects with what it said where it fails. */
function run(file: string, options: string[], { cwd, ...environment }: { cwd: string } & Record<string, string>) {
  return new Promise<{ output: string }>((done, failed) => {
    execFile(file, options, { cwd, env: { ...process.env, ...environment } }, (error, stdout, stderr) => {
      if (error) failed(new Error(`${error.message}\n${stdout}\n${stderr}`))
      else done({ output: stdout })
    })
  })
}
