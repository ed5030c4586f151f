import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCatalogue } from './catalogue/open.ts'
import { Item } from './item.ts'

const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'eventail-command-'))
const dataDir = join(folder, 'data')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

/** `signal` is sent as soon as the command says it is at that step. */
function ingest(parameters: string[], signal?: { name: NodeJS.Signals; when: string }) {
  const child = spawn(process.execPath, ['src/cli.ts', 'ingest', ...parameters], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir },
  })
  let out = ''
  let errors = ''
  let sent = false
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    errors += chunk
    if (!signal || sent || !errors.includes(signal.when)) return
    sent = true
    child.kill(signal.name)
  })
  return new Promise<{ code: number | null; out: string; errors: string }>((done) =>
    child.once('close', (code) => done({ code, out, errors })),
  )
}

const table = (count: number, title: string) =>
  `titre;organisme;référence\n${Array.from({ length: count }, (_, at) => `${title} ${at};Organisme fictif;${at}\n`).join('')}`
const pointer = () => readFileSync(join(dataDir, 'catalogue', 'catalogue.json'), 'utf8')

describe('ingest, as an operator types it', () => {
  beforeAll(async () => {
    const first = await ingest([file('first.csv', table(3, 'CAP boulanger')), '--format', 'csv', '--partner', 'Fictif'])
    expect(first.code, first.errors).toBe(0)
    expect(first.out).toMatch(/3 records accepted .* 0 refused\..*\nCatalogue .*\nReport: .*\.html\n/s)
  })

  it('leaves the catalogue intact when it is stopped by Ctrl-C or killed in the middle, and can be run again', async () => {
    const before = pointer()
    const long = file('long.csv', table(6000, 'CAP maçon'))
    const order = [long, '--format', 'csv', '--partner', 'Fictif']
    const stopped = await ingest(order, { name: 'SIGINT', when: 'Indexing…' })
    expect([stopped.code, pointer()]).toEqual([130, before])
    expect(stopped.errors).toContain('the catalogue is as it was')
    const killed = await ingest(order, { name: 'SIGKILL', when: 'Indexing…' })
    expect([killed.code, pointer()]).toEqual([null, before])
    const next = [file('next.csv', table(2, 'CAP maçon')), '--format', 'csv', '--partner', 'Fictif']
    const held = await ingest(next)
    expect([held.code, pointer()]).toEqual([3, before])
    expect(held.errors.trim().split('\n').at(-1)).toBe(
      'Held back: “Fictif” would fall from 3 offers to 2, by more than a fifth. The catalogue is as it was. If that is right, repeat the command with --accept.',
    )
    const empty = await ingest([file('empty.csv', ''), '--format', 'csv', '--partner', 'Fictif', '--accept'])
    expect([empty.code, pointer()]).toEqual([1, before])
    expect(empty.errors).toContain('Check that the file is whole')
    expect(held.out).toMatch(/2 records accepted .*\nReport: .*\.html\n/s)
    const again = await ingest([...next, '--accept'])
    expect(again.code, again.errors).toBe(0)
    expect(again.out).toContain('Since the last import of “Fictif”: 0 new, 2 changed, 0 unchanged, 1 withdrawn.')
  }, 90_000)

  it('writes the items that are served, one a line, while someone searches them', async () => {
    const catalogue = await openCatalogue({ dir: join(dataDir, 'catalogue') })
    const { code, out, errors } = await ingest(['--export', join(folder, 'items.jsonl')])
    expect(code, errors).toBe(0)
    expect(out).toMatch(/2 items of catalogue \S+ written to .*items\.jsonl\.\n/)
    const written = readFileSync(join(folder, 'items.jsonl'), 'utf8')
    expect(written.endsWith('\n')).toBe(true)
    const items = written
      .trimEnd()
      .split('\n')
      .map((line) => Item.parse(JSON.parse(line)))
    const served = await catalogue.current().items(items.map(({ id }) => id))
    catalogue.close()
    expect(items).toEqual(served)
    expect(items.map(({ title }) => title).sort()).toEqual(['CAP maçon 0', 'CAP maçon 1'])
    const nowhere = await ingest(['--export', join(folder, 'no', 'items.jsonl')])
    expect([nowhere.code, nowhere.errors]).toEqual([2, expect.stringContaining('items.jsonl cannot be written.')])
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it('goes back, and says how to undo it', async () => {
    const back = await ingest(['--rollback'])
    expect(back.code, back.errors).toBe(0)
    expect(back.out).toMatch(/is served again: 3 items\. Version \S+ is kept: ingest --rollback goes back to it\./)
    const wrong = await ingest(['--rollback', 'nonsense'])
    expect([wrong.code, wrong.errors]).toEqual([1, expect.stringContaining('Version nonsense is not kept')])
  })

  it('puts official occupations into the referential, from where they count', async () => {
    const codes = file(
      'codes.csv',
      '"code_rome","libelle_rome","code_rome_parent"\n"D1102","Boulanger / Boulangère","D1102"\n',
    )
    const names = file('names.csv', '"libelle_appellation_long","code_rome"\n"Tourier / Tourière d\'\'essai","D1102"\n')
    const { code, out, errors } = await ingest([codes, names, '--format', 'rome'])
    expect(code, errors).toBe(0)
    expect(out).toContain('1 occupations with 1 names read from 2 rows')
    expect(readFileSync(join(dataDir, 'occupations.json'), 'utf8')).toContain("Tourier / Tourière d'essai")
    const cut = file(
      'cut.csv',
      '"code_rome","libelle_rome","code_rome_parent"\n"D1102","Boulanger","D1102"\n"D1103","Char',
    )
    const held = await ingest([cut, '--format', 'rome'])
    expect([held.code, held.errors]).toEqual([3, expect.stringContaining('The referential is as it was.')])
    expect((await ingest([cut, '--format', 'rome', '--accept'])).code).toBe(0)
  })

  it.each([
    [['package.json', '--format', 'xlsx'], 'Unknown format'],
    [['package.json', '--formt', 'csv'], 'Unknown option --formt'],
    [['--export', ''], '--export takes one file to write'],
  ])('says in one line what is wrong with "%s"', async (parameters, said) => {
    const { code, errors } = await ingest(parameters)
    expect([code, errors.trim().split('\n').length]).toEqual([2, 1])
    expect(errors).toContain(said)
  })
})
