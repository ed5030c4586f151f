import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { afterAll, describe, expect, it } from 'vitest'
import { guardCommand } from './guard-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'eventail-guard-command-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, ...lines: string[]): string {
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
  return join(folder, name)
}

async function run(args: string[], typed = '') {
  const stdout = new PassThrough()
  const complaints: string[] = []
  const code = await guardCommand(args, {
    stdin: Readable.from([typed]),
    stdout,
    complain: (line) => complaints.push(line),
  })
  return {
    code,
    complaints,
    out: String(stdout.read() ?? '')
      .split('\n')
      .slice(0, -1),
  }
}

describe('the guard as a command', () => {
  it('writes a text redacted, one person alike through the file, and nothing of a line that is stopped', async () => {
    const text = file('notes.txt', 'Mme Diallo cherche un CAP.', '', 'Rappeler Mme Diallo.', 'Pas d’Arabes ici.')
    expect(await run([text])).toEqual({
      code: 1,
      complaints: [],
      out: ['Mme [PERSONNE_1] cherche un CAP.', '', 'Rappeler Mme [PERSONNE_1].', '[DISCRIMINATION]'],
    })
  })

  it('finds only what is asked for', async () => {
    const line = 'Mme Diallo est en burn-out, elle cherche un CAP.'
    expect((await run(['-'], line)).out).toEqual(['Mme [PERSONNE_1] […], elle cherche un CAP.'])
    expect((await run(['-', '--only', 'personal'], line)).out).toEqual([
      'Mme [PERSONNE_1] est en burn-out, elle cherche un CAP.',
    ])
  })

  it('reads JSON lines and writes them with what was found', async () => {
    const lines = file('notes.jsonl', '{"id":1,"text":"un CAP cuisine"}', '{"text":"tel 06 39 98 12 34"}')
    const { code, out } = await run([lines])
    expect(code).toBe(0)
    expect(out.map((line) => JSON.parse(line))).toEqual([
      { file: lines, line: 1, action: 'pass', redacted: 'un CAP cuisine', findings: [] },
      {
        file: lines,
        line: 2,
        action: 'alert',
        redacted: 'tel [TELEPHONE_1]',
        findings: [{ type: 'PHONE', start: 4, end: 18 }],
      },
    ])
  })

  it('obeys a policy that tightens, and refuses what it cannot read without repeating it', async () => {
    const policy = file('policy.json', '{"types":{"PERSON":{"action":"block"}}}')
    expect((await run(['-', '--policy', policy], 'Mme Diallo')).out).toEqual(['[PERSON]'])
    const wrong = await run([file('wrong.jsonl', '{"text":"un CAP"}', 'Mme Diallo')])
    expect([wrong.code, wrong.complaints.join()]).toEqual([2, expect.stringContaining('line 2')])
    expect(wrong.complaints.join()).not.toContain('Diallo')
    for (const args of [[], ['--only', 'all', '-'], ['-', '--what'], [join(folder, 'none.txt')]])
      expect((await run(args)).code).toBe(2)
  })

  it('is of a package that builds alone, with its types, and depends on nothing', async () => {
    const root = resolve(import.meta.dirname, '..')
    const dist = join(folder, 'dist')
    execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', join(root, 'guardrails'), '--outDir', dist])
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    writeFileSync(
      join(folder, 'use.ts'),
      `import { guard } from './dist/guard.js'
import { createPlaceholders } from './dist/placeholders.js'
import { defaultPolicy } from './dist/policy.js'
const { text }: { text: string } = guard('Mme Diallo', defaultPolicy, { locale: 'fr', placeholders: createPlaceholders() })
console.log(text)
`,
    )
    execFileSync(join(root, 'node_modules/.bin/tsc'), [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2024',
      '--types',
      '',
      '--ignoreConfig',
      join(folder, 'use.ts'),
    ])
    expect(execFileSync(process.execPath, [join(folder, 'use.ts')], { encoding: 'utf8' })).toBe('Mme [PERSONNE_1]\n')
  }, 60_000)
})
