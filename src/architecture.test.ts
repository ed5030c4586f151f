import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const files = globSync(['src/**/*.ts', 'guardrails/**/*.ts'], { cwd: root }).filter((file) => !file.endsWith('.d.ts'))
const product = files.filter((file) => !file.endsWith('.test.ts'))

/** A file imports only from what stands to its left; entries import everything and nothing imports an entry. */
const order = [
  'guardrails',
  'item',
  'codes',
  'places',
  'occupations',
  'subjects',
  'criteria',
  'need',
  'catalogue',
  'relevance',
  'options',
  'record',
  'access',
  'explanation',
  'assistant',
  'http',
  'documents',
  'client',
  'entry',
]
const entries = [
  'entries',
  'node.ts',
  'build-digest.ts',
  'listen.ts',
  'worker.ts',
  'worker-snapshot.ts',
  'build-client.ts',
  'cli.ts',
  'ingest-command.ts',
  'ingest-progress.ts',
  'backup-command.ts',
  'restore-command.ts',
  'verify-command.ts',
  'record-error.ts',
  'keep-records.ts',
  'hold-folder.ts',
  'golden-release.ts',
  'check-records.ts',
  'watch-health.ts',
  'config.ts',
  'connect-embedder.ts',
  'connect-model.ts',
  'steady-fetch.ts',
  'named-entities-node.ts',
  'private-folder.ts',
  'read-sources.ts',
  'read-policy.ts',
  'rehearsal.ts',
  'agency-lists.ts',
  'guard-command.ts',
  'fake-model-server.ts',
]

/** What the page takes from the server's own: words, an order and the short name of an exchange, without a schema. */
const light = [
  ...['words-fr.ts', 'words-en.ts', 'spoken.ts', 'in-order.ts', 'default-radius-km.ts'].map(
    (file) => `src/criteria/${file}`,
  ),
  'src/record/reference.ts',
]

function roomOf(file: string): string {
  if (file.startsWith('guardrails/')) return 'guardrails'
  const [, room = ''] = file.split('/')
  if (entries.includes(room)) return 'entry'
  return room.replace(/\.ts$/, '')
}

function importsOf(file: string): { from: string; typeOnly: boolean; names: string }[] {
  const text = readFileSync(join(root, file), 'utf8')
  const found = text.matchAll(/^(?:import|export)\s+(type\s+)?([^'"]*?)\s*from\s+'([^']+)'/gm)
  const lazy = text.matchAll(/import\('([^']+)'\)/g)
  return [
    ...[...found].map(([, type, names = '', from = '']) => ({ from, typeOnly: Boolean(type), names })),
    ...[...lazy].map(([, from = '']) => ({ from, typeOnly: false, names: '' })),
  ]
}

const target = (file: string, from: string) => relative(root, resolve(root, dirname(file), from))

describe('the architecture', () => {
  it('is a one-way street from the guard to the entries', () => {
    const against = product
      .filter((file) => roomOf(file) !== 'widget')
      .flatMap((file) =>
        importsOf(file)
          .filter(({ from }) => from.startsWith('.'))
          .map(({ from }) => ({ file, to: target(file, from) }))
          .filter(({ to }) => !to.startsWith('data/') && roomOf(to) !== 'widget')
          .filter(({ to }) => order.indexOf(roomOf(to)) > order.indexOf(roomOf(file))),
      )
    expect(against).toEqual([])
  })

  it('knows every room of the house', () => {
    const unknown = product.filter((file) => roomOf(file) !== 'widget' && !order.includes(roomOf(file)))
    expect(unknown).toEqual([])
  })

  it('lets the widget see types, the guard, the words of the criteria and nothing else of the server', () => {
    const seen = product
      .filter((file) => roomOf(file) === 'widget' && !file.endsWith('bundle.ts'))
      .flatMap((file) =>
        importsOf(file)
          .filter(({ from, typeOnly }) => from.startsWith('.') && !typeOnly)
          .map(({ from }) => ({ file, to: target(file, from) })),
      )
      .filter(({ to }) => !to.startsWith('src/widget/') && !to.startsWith('guardrails/') && !light.includes(to))
    expect(seen).toEqual([])
    const weight = light.flatMap((file) =>
      importsOf(file)
        .filter(({ from, typeOnly }) => !typeOnly && !light.includes(target(file, from)))
        .map(({ from }) => `${file}: ${from}`),
    )
    expect(weight).toEqual([])
  })

  it('makes redacted text in the guard only, and reads it back nowhere else', () => {
    const makers = product.filter((file) =>
      importsOf(file).some(({ from, names }) => from.endsWith('/redacted.ts') && /\bmintRedacted\b/.test(names)),
    )
    expect(makers.filter((file) => !file.startsWith('guardrails/'))).toEqual([])
    const casts = product.filter((file) => /\bas (unknown as )?Redacted\b/.test(readFileSync(join(root, file), 'utf8')))
    expect(casts.filter((file) => file !== 'guardrails/redacted.ts')).toEqual([])
    const schemas = product.filter((file) => importsOf(file).some(({ names }) => /\bRedactedText\b/.test(names)))
    expect(schemas.filter((file) => file.startsWith('src/http/'))).toEqual([])
  })

  it('calls the AI SDK in a few named files, which take redacted text, criteria or items', () => {
    const callers = product.filter((file) =>
      importsOf(file).some(({ from, typeOnly }) => (from === 'ai' || from.startsWith('@ai-sdk/')) && !typeOnly),
    )
    expect(callers.sort()).toEqual([
      'src/catalogue/embed-items.ts',
      'src/catalogue/embed-need.ts',
      'src/connect-model.ts',
      'src/http/answer-stream.ts',
      'src/need/ask-model.ts',
    ])
  })

  it('keeps the core free of Node, so that it runs in workerd and the guard in a browser', () => {
    const reached = new Set<string>()
    const walk = (file: string) => {
      if (reached.has(file) || !file.endsWith('.ts') || !existsSync(join(root, file))) return
      reached.add(file)
      for (const { from, typeOnly } of importsOf(file)) if (from.startsWith('.') && !typeOnly) walk(target(file, from))
    }
    for (const start of ['src/worker.ts', 'src/assistant/assistant.ts', 'src/http/app.ts', 'guardrails/guard.ts'])
      walk(start)
    expect(reached.size).toBeGreaterThan(40)
    const bound = [...reached].filter((file) =>
      importsOf(file).some(({ from, typeOnly }) => from.startsWith('node:') && !typeOnly),
    )
    expect(bound).toEqual([])
    const foreign = product
      .filter((file) => file.startsWith('guardrails/'))
      .flatMap((file) =>
        importsOf(file)
          .filter(({ from }) => !from.startsWith('.'))
          .map(({ from }) => `${file}: ${from}`),
      )
    expect(foreign).toEqual([])
  })

  it('has no room without a name of its own', () => {
    const vague = globSync(['src/**', 'guardrails/**', 'evals/**'], { cwd: root }).filter((path) =>
      /(^|\/)(utils?|helpers?|common|misc|lib|services|index)(\.ts)?$/.test(path),
    )
    expect(vague).toEqual([])
  })

  it('names in its READMEs only paths that exist', () => {
    const readmes = globSync(['README.md', '{src,guardrails,evals,data,prompts}/**/README.md'], { cwd: root })
    const missing = readmes.flatMap((readme) => {
      const text = readFileSync(join(root, readme), 'utf8')
      const cited = [...text.matchAll(/`((?:src|guardrails|evals|data|prompts|\.ci)\/[\w./{}*-]*)`/g)].map(
        ([, path]) => path!,
      )
      const linked = [...text.matchAll(/\]\((?!https?:|#|mailto:|\/)([^)#\s]+)/g)].map(([, path]) =>
        join(dirname(readme), path!),
      )
      return [...cited, ...linked]
        .filter((path) => !/[{*]/.test(path) && !existsSync(join(root, path)))
        .map((path) => `${readme}: ${path}`)
    })
    expect(missing).toEqual([])
  })
})
