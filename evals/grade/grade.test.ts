import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { grade } from './grade.ts'
import { agreementOf, type Given, gradedIn, kappa } from './grades.ts'
import { gradingServer } from './page.ts'

const shown = [
  { id: 'a/1', said: 'pas la vente', offer: 'Vendeur <conseil>', about: 'D1211 Vente', author: 'refused' as const },
  { id: 'a/2', said: 'pas la vente', offer: 'Aide-soignant', about: '', author: 'right' as const },
]

it('computes kappa as Cohen did', () => {
  const pairs = [
    ...Array.from({ length: 20 }, () => ['right', 'right'] as const),
    ...Array.from({ length: 5 }, () => ['right', 'other'] as const),
    ...Array.from({ length: 10 }, () => ['other', 'right'] as const),
    ...Array.from({ length: 15 }, () => ['other', 'other'] as const),
  ]
  expect(kappa(pairs)).toBeCloseTo(0.4, 10)
  expect(kappa([])).toBeNaN()
})

it('lets two people grade on a page, each alone, and lists where they disagree', async () => {
  const given: Given[] = []
  const server = gradingServer({ shown, given: () => given, keep: (one) => void given.push(one) })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const post = (grader: string, body: Record<string, string>, headers = {}) =>
    fetch(`${base}/${grader}`, { method: 'POST', body: new URLSearchParams(body), headers, redirect: 'manual' })
  const firstPage = await (await fetch(`${base}/first`)).text()
  expect(firstPage).toContain('Vendeur &#60;conseil&#62;')
  expect(firstPage).toContain('D1211 Vente')
  // French first, as all that counsellors read; in English for who asks for it.
  expect(firstPage).toContain('<button name="mark" value="right">juste</button>')
  const english = await (await fetch(`${base}/first`, { headers: { 'accept-language': 'en-GB' } })).text()
  expect(english).toContain('<html lang="en">')
  expect(english).toContain('In doubt between two, the lower.')
  await post('first', { id: 'a/1', mark: 'refused' })
  const next = await (await fetch(`${base}/first`)).text()
  expect(next).toContain('Aide-soignant')
  // Who slipped goes back, and the last grade counts.
  expect(next).toContain('<a href="/first?again=a%2F1">')
  expect(await (await fetch(`${base}/first?again=a%2F1`)).text()).toContain('Vendeur')
  expect(await (await fetch(`${base}/second`)).text()).toContain('Vendeur')
  await post('second', { id: 'a/1', mark: 'absurd' })
  expect((await post('first', { id: 'a/2', mark: 'splendid' })).status).toBe(400)
  expect((await post('first', { id: 'a/2', mark: 'right' }, { origin: 'http://elsewhere.example' })).status).toBe(403)
  expect(await (await fetch(`${base}/agreement`)).text()).toContain('0 of 1 alike')
  server.close()
  expect(agreementOf(shown, given).disagreements).toMatchObject([{ id: 'a/1', first: 'refused', second: 'absurd' }])
})

it('says in a line that its port is taken', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'eventail-grades-'))
  writeFileSync(join(dir, 'shown.jsonl'), `${JSON.stringify(shown[0])}\n`)
  const other = gradingServer({ shown, given: () => [], keep: () => {} })
  await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready))
  const port = String((other.address() as AddressInfo).port)
  await expect(grade(['serve', '--port', port, '--dir', dir], { print: () => {} })).rejects.toThrow(/in use.*--port/)
  other.close()
  rmSync(dir, { recursive: true, force: true })
})

it('takes the grades of who has no page from a sheet that shows no mark of anybody, and says how far the reader agrees with who wrote the cases', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'eventail-grades-'))
  const at = (name: string) => join(dir, name)
  const told: string[] = []
  const run = (...args: string[]) => grade([...args, '--dir', dir], { print: (text) => told.push(text) })
  mkdirSync(dir, { recursive: true })
  writeFileSync(at('shown.jsonl'), shown.map((one) => `${JSON.stringify(one)}\n`).join(''))

  await run('sheet', at('sheet.jsonl'))
  const [remark, ...lines] = readFileSync(at('sheet.jsonl'), 'utf8').trim().split('\n')
  expect(remark).toContain('In doubt between two, the lower.')
  expect(lines.join()).not.toMatch(/author|"refused"|"right"/)
  await expect(run('take', at('sheet.jsonl'), '--grader', 'first')).rejects.toThrow(/line 2: mark: .*\n.*line 3: mark/)
  await expect(run('take', at('sheet.jsonl'))).rejects.toThrow('--grader takes first or second')

  const filled = lines.map((line) => JSON.stringify({ ...JSON.parse(line), mark: 'absurd' }))
  writeFileSync(at('sheet.jsonl'), [remark, ...filled].join('\n'))
  await run('take', at('sheet.jsonl'), '--grader', 'first')
  await run('export', at('one.grades.json'))
  expect(told.at(-1)).toMatch(/^0 of 0 alike.*with who wrote the cases right or close 1 of 2/)
  // Refused and absurd are both no answer, right is one.
  expect(gradedIn(at('one.grades.json'))).toMatchObject([
    {
      by: 'who wrote them and one reader',
      on: [
        { what: 'right', agreed: 1 },
        { what: 'right or close', agreed: 1 },
        { what: 'absurd or refused', both: 2, agreed: 1 },
      ],
    },
  ])
  await run('take', at('sheet.jsonl'), '--grader', 'second')
  await run('export', at('one.grades.json'))
  expect(gradedIn(at('one.grades.json'))).toMatchObject([
    { by: 'two people', on: [{ what: '', both: 2, agreed: 2, kappa: 1 }, {}, {}, {}] },
    { by: 'who wrote them and one reader' },
  ])
  expect(readFileSync(at('one.grades.json'), 'utf8')).not.toContain('pas la vente')

  // Grades beside cases are told as theirs, and those of one import are of nothing else.
  writeFileSync(at('other.jsonl'), '{"id":"b","say":"formation","expect":{}}\n')
  await expect(run('export', at('other.grades.json'))).rejects.toThrow('What was graded is not of')
  await expect(run('import', at('other.jsonl'))).rejects.toThrow('4 grades of what was imported before')
  rmSync(dir, { recursive: true, force: true })
})
