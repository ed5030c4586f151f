import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, expect, it } from 'vitest'
import { bundleWidget } from '../src/widget/bundle.ts'
import { launchChromium } from '../src/widget/open-page.ts'
import { startGuard } from '../src/widget/state/guard-chunk.ts'
import { defaultPolicy, type Policy } from './policy.ts'

const folder = mkdtempSync(join(tmpdir(), 'eventail-runtimes-'))
const running = new Set<ChildProcess>()

afterAll(async () => {
  await Promise.all([...running].map(end))
  rmSync(folder, { recursive: true, force: true })
})

/** The whole development set, then its handwritten messages under each disguise. */
const texts = ['messages', 'handwritten'].flatMap((name) =>
  readFileSync(join(import.meta.dirname, `../evals/suites/guardrails/${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => String(JSON.parse(line).text)),
)
const disguises: Record<string, (text: string) => string> = {
  'full-width signs': (text) =>
    text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0x21 + 0xff01)),
  'decomposed accents': (text) => text.normalize('NFD'),
  'nothing visible between letters': (text) => [...text].join('\u200B'),
  'Cyrillic look-alikes': (text) => text.replace(/[aeopcx]/g, (letter) => 'аеорсх'['aeopcx'.indexOf(letter)]!),
  'mathematical letters': (text) =>
    text.replace(/[a-z]/g, (letter) => String.fromCodePoint(0x1d41a - 97 + letter.charCodeAt(0))),
  'Arabic-Indic digits': (text) => text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit))),
  entities: (text) => text.replace(/[\w@]/g, (sign) => `&#${sign.charCodeAt(0)};`),
  percents: (text) => encodeURIComponent(text),
  base64: (text) => Buffer.from(text).toString('base64'),
  'half a character': (text) => `${text.slice(0, 20)}\uD83D${text.slice(20)}`,
}
const handwritten = texts.slice(-300)
texts.push(...Object.values(disguises).flatMap((disguise) => handwritten.map(disguise)))

/** Judges each text in a conversation of its own: one line of JSON each, everything that a verdict tells. Runs in all three. */
function judge(texts: readonly string[], start: typeof startGuard, policy: Policy): string[] {
  return texts.map((text) => JSON.stringify(start().redact(text, policy, 'fr', [])))
}

it('finds, names and masks the same in Node, in Chromium and in workerd', { timeout: 60_000 }, async () => {
  const [chromium, worker] = await Promise.all([inChromium(), inWorkerd()])
  const node = judge(texts, startGuard, defaultPolicy)
  expect(node.length).toBeGreaterThan(10_000)
  expect(node.filter((line) => line.includes('"block"')).length).toBeGreaterThan(1_000)
  expect(node.filter((line) => line.includes('[PERSONNE_1]')).length).toBeGreaterThan(1_000)
  expect(differing(node, chromium)).toEqual([])
  expect(differing(node, worker)).toEqual([])
})

function differing(expected: readonly string[], found: readonly string[]): string[] {
  expect(found.length).toBe(expected.length)
  const at = expected.flatMap((line, index) => (line === found[index] ? [] : [index]))
  return at.slice(0, 5).map((index) => `${texts[index]}\n${expected[index]}\n${found[index]}`)
}

/** The chunk that the widget loads, word lists packed, on a page that knows nothing else. */
async function inChromium(): Promise<string[]> {
  const files = await bundleWidget()
  const chunk = Object.keys(files).find((path) => path.includes('guard-chunk'))
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    await page.route('**/*', (route) => {
      const file = files[new URL(route.request().url()).pathname]
      if (!file) return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>vide</title>' })
      return route.fulfill({ contentType: file.type, body: Buffer.from(file.body) })
    })
    await page.goto('http://guard.test/')
    return await page.evaluate<string[]>(
      `import(${JSON.stringify(chunk)}).then(({ startGuard }) => (${judge})(${JSON.stringify(texts)}, startGuard, ${JSON.stringify(defaultPolicy)}))`,
    )
  } finally {
    await browser.close()
  }
}

/** The guard as a Worker, in the runtime itself: no wrangler between. */
async function inWorkerd(): Promise<string[]> {
  const guard = JSON.stringify(join(import.meta.dirname, '../src/widget/state/guard-chunk.ts'))
  const { outputFiles } = await build({
    stdin: {
      contents: `import { startGuard } from ${guard}
        const judge = ${judge}
        export default { fetch: async (request) => Response.json(judge(await request.json(), startGuard, ${JSON.stringify(defaultPolicy)})) }`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  })
  writeFileSync(join(folder, 'worker.js'), outputFiles[0]!.contents)
  writeFileSync(join(folder, 'guard.capnp'), workerdConfig)
  const child = spawn(
    createRequire(import.meta.url).resolve('workerd/bin/workerd'),
    ['serve', join(folder, 'guard.capnp'), '--control-fd=3'],
    {
      stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
    },
  )
  running.add(child)
  const port = await new Promise<number>((resolve, reject) => {
    let said = ''
    child.stdio[3]!.on('data', (chunk) => {
      said += chunk
      const [, listening] = /"event":"listen".*"port":(\d+)/.exec(said) ?? []
      if (listening) resolve(Number(listening))
    })
    child.once('exit', (code) => reject(new Error(`workerd ended with ${code} before it listened.`)))
  })
  const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: JSON.stringify(texts) })
  return (await answer.json()) as string[]
}

const workerdConfig = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "guard", worker = (
    modules = [(name = "worker.js", esModule = embed "worker.js")],
    compatibilityDate = "2026-07-01"
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "guard")]
);`

async function end(child: ChildProcess): Promise<void> {
  running.delete(child)
  if (child.exitCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGKILL')
  await ended
}
