import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let out = ''
beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), 'eventail-evals-'))
})
afterAll(() => rmSync(out, { recursive: true, force: true }))

function spawn(entry: string, args: string[], environment: Record<string, string> = {}) {
  const { PATH = '', HOME = '' } = process.env
  const result = spawnSync(process.execPath, [entry, ...args], {
    encoding: 'utf8',
    env: { PATH, HOME, LANCE_CPU_THREADS: '4', ...environment },
  })
  return { code: result.status, said: result.stdout, complained: result.stderr }
}

const small = (args: string[], environment?: Record<string, string>) =>
  spawn('evals/fixtures/run-small.ts', [...args, '--out', join(out, 'small')], environment)
const real = (args: string[], environment?: Record<string, string>) => spawn('evals/run.ts', args, environment)
const report = (folder = 'small') => JSON.parse(readFileSync(join(out, folder, 'report.json'), 'utf8'))

const measured = (name: string) =>
  report().suites[0].measures.find((one: { name: string; split: string }) => one.name === name && one.split === 'test')

describe('exit codes', () => {
  it('is 0 when gates hold; what could not be measured is skipped aloud, and is no pass', () => {
    const { code, said } = small(['good'])
    expect(code).toBe(0)
    expect(said).toContain('Gates: 2 held, 0 FAILED, 2 SKIPPED')
    expect(said).toMatch(/never measured .*SKIPPED: not measured here/)
    expect(said).toMatch(/tens F1 .*SKIPPED: n = 3, at least 1000 are needed/)
  })

  it('is 1 when a gate fails, also beside gates that hold', () => {
    const { code, said } = small(['good', 'bad'])
    expect(code).toBe(1)
    expect(said).toMatch(/even +≥ 0\.51 +0\.500 +0\.332 to 0\.668 +30 +FAILED/)
  })

  it.each([
    [['no-such-suite'], 'Unknown suite: no-such-suite'],
    [['--prompt', 'compose.nowhere'], 'prompts/compose.nowhere.md cannot be used'],
    [['--baseline', 'package.json'], 'it is no report of an evaluation'],
  ])('is 2 for %j, and says what can be typed', (args, words) => {
    const { code, complained } = real(args as string[])
    expect(complained).toContain(words)
    expect(complained).toContain('npm run eval -- [suite…]')
    expect(code).toBe(2)
  })

  it('is 3 when a case breaks, whatever the gates say, and names it', () => {
    const { code, said } = small(['good', 'broken'])
    expect(code).toBe(3)
    expect(said).toContain('BROKE n20: the model is away')
  })

  it('is 3 before anything runs when replies were never recorded, names a case and says how to ask for them', () => {
    const { code, complained } = real(['compose', '--model', 'never-recorded', '--out', join(out, 'missed')])
    expect(code).toBe(3)
    expect(complained).toContain('nothing is known of what never-recorded says of 40 case(s), such as argued-01')
    expect(complained).toContain(
      'OPENAI_BASE_URL=ADDRESS OPENAI_API_KEY=KEY npm run eval -- compose --model never-recorded',
    )
    expect(existsSync(join(out, 'missed'))).toBe(false)
  })

  it('is 3 at once when the server to judge does not answer', () => {
    const { code, complained } = real(['--target', 'http://127.0.0.1:9', '--out', join(out, 'away')])
    expect(code).toBe(3)
    expect(complained.trim()).toBe('The evaluation could not be run: http://127.0.0.1:9 does not answer.')
  })

  it('skips a suite whose data is absent with all its gates, and is 0', () => {
    const { code, said } = small(['absent'])
    expect(code).toBe(0)
    expect(said).toContain('SKIPPED, with its 4 gates: its data is not here')
    expect(said).toContain('Gates: 0 held, 0 FAILED, 4 SKIPPED')
  })
})

describe('reports', () => {
  it('says in JSON what each case scored and what each measure rests on', () => {
    small(['good'])
    const [suite] = report().suites
    expect(suite.cases).toHaveLength(40)
    expect(suite.cases[12]).toMatchObject({
      id: 'n12',
      split: 'test',
      trial: 1,
      scores: { even: 1, size: 12, tens: 1 },
    })
    expect(measured('even')).toMatchObject({ value: 0.5, n: 30 })
    expect(measured('tens precision')).toMatchObject({ value: 0.5, n: 6 })
  })

  it('writes one HTML file that asks for nothing, escapes what cases say, and has every chart as a table too', () => {
    small(['good'])
    const html = readFileSync(join(out, 'small', 'report.html'), 'utf8')
    expect(html).not.toMatch(/\b(?:src|href)="(?!#)/)
    expect(html).not.toMatch(/<script [^>]*src|url\(|@import/)
    expect(html.match(/<script>/g)).toHaveLength(1)
    expect(html).toContain("default-src 'none'")
    expect(html).toContain('\\u003cb>11\\u003c/b> & 11')
    expect(html).toMatch(/<svg role="img" aria-labelledby="chart-good-t chart-good-d"/)
    expect(html).toContain('<caption>good: gates</caption>')
  })

  it('runs each case as often as told, and is no surer for hearing the same case again', () => {
    small(['good', '--trials', '3'])
    expect(report().suites[0].cases).toHaveLength(120)
    const even = measured('even')
    expect(even.value).toBe(0.5)
    expect(even.high - even.low).toBeGreaterThan(0.3)
    expect(measured('size')).toMatchObject({ value: 24.5, n: 30 })
  })

  it('counts no case against a score that it says nothing about', () => {
    small(['good'])
    expect(measured('odd thirds')).toMatchObject({ value: 0.5, n: 10 })
    expect(report().suites[0].cases[13].scores).not.toHaveProperty('odd thirds')
  })
})

describe('comparisons', () => {
  it('fails on a score that is surely worse than the baseline, case by case', () => {
    small(['good'])
    const baseline = join(out, 'baseline.json')
    writeFileSync(baseline, readFileSync(join(out, 'small', 'report.json')))
    const same = small(['good', '--baseline', baseline])
    expect(same.code).toBe(0)
    expect(report().comparisons[0].scores[1].difference).toMatchObject({ value: 0, low: 0, high: 0, n: 30, p: 1 })
    const worse = small(['good', '--baseline', baseline], { SHIFT: '2' })
    expect(worse.said).toMatch(/size .*REGRESSED/)
    expect(worse.code).toBe(1)
  })

  it('refuses a baseline that was run on other ground, says why, and is 3', () => {
    small(['good'])
    const told = report()
    told.suites[0].key.cases = 'others'
    const baseline = join(out, 'other-baseline.json')
    writeFileSync(baseline, JSON.stringify(told))
    const { code, said } = small(['good', '--baseline', baseline])
    expect(said).toContain('REFUSED: it was run with other cases')
    expect(code).toBe(3)
  })

  it('compares two variants of a prompt on recorded replies, paired by case', () => {
    const { said, code } = real(['compose', '--prompt', 'compose,compose.short', '--out', join(out, 'prompts')])
    expect(said).not.toContain('BROKE')
    expect([0, 1]).toContain(code)
    const [comparison] = report('prompts').comparisons
    expect(comparison).toMatchObject({
      suite: 'compose',
      first: 'compose',
      second: 'compose.short',
      unpaired: 0,
    })
    const claims = comparison.scores.find((one: { score: string }) => one.score === 'claims per option')
    expect(claims.difference.n).toBe(40)
    expect(claims.difference.high).toBeLessThan(0)
  }, 120_000)
})
