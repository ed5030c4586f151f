import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { evaluate } from '../evaluate.ts'
import { SaidCase } from '../said.ts'
import type { SaidScore } from '../said-score.ts'
import { createStage } from '../stage.ts'
import { readJsonLines } from '../suites/jsonl.ts'
import { caseHolds } from '../suites/said.ts'
import { addCases } from './add.ts'
import { suitesIn } from './cases.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'eventail-cases-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const kept = (name = 'misunderstood') => readJsonLines(join(folder, `${name}.jsonl`), SaidCase)
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

it('keeps a message that was misunderstood as a case of a suite of its own, without code', async () => {
  const told = await addCases(
    [
      'surtout pas la vente, plutôt le soin, secteur Lens',
      '--near',
      'Lens',
      '--right',
      'J1501,soign',
      '--never',
      'vente',
    ],
    folder,
  )
  expect(told[0]).toContain('1 case(s) added')
  const expected = { near: '62498', right: { codes: ['J1501'], words: ['soign'] }, never: ['vente'] }
  expect(kept()).toMatchObject([{ id: 'misunderstood-1', expect: expected }])
  expect(suitesIn(folder).map(({ name }) => name)).toEqual(['misunderstood'])
})

it('takes a spreadsheet, several values in a cell', async () => {
  const from = file(
    'sheet.csv',
    'say;outcome;near;right codes;never\n"pas la vente | plutôt à Lens";options|not-enough;Lens;J1501|J13;vente\n',
  )
  await addCases(['--from', from, '--to', 'sheet-of-monday'], folder)
  const wrong = file('wrong.csv', 'say;near\nformation;62498\nformation;Lensbourg\n')
  await expect(addCases(['--from', wrong], folder)).rejects.toThrow('line 3: near: no commune is called Lensbourg')
  expect(kept('sheet-of-monday')).toMatchObject([
    {
      id: 'sheet-of-monday-1',
      say: ['pas la vente', 'plutôt à Lens'],
      expect: { near: '62498', outcome: ['options', 'not-enough'], right: { codes: ['J1501', 'J13'] } },
    },
  ])
})

it('tells what each case was taken for, so that a slip is seen: town, trade of a code, what the guard cuts out', async () => {
  const told = await addCases(
    ['il veut remettre aux malades leurs boîtes, à Lens', '--near', 'Lens', '--right', 'j1307,pharmacie'],
    folder,
  )
  expect(told).toContainEqual(
    expect.stringMatching(/misunderstood-1: near Lens \(62\); right J1307 Préparateur .* en pharmacie, pharmacie$/),
  )
  const named = await addCases(['il veut donner des cachets', '--right', 'Préparateur en pharmacie'], folder)
  expect(named.join('\n')).toContain('the trade is J1307')
  await expect(addCases(['formation', '--right', 'Z9999'], folder)).rejects.toThrow('no code of a trade')
  await expect(addCases(['formation', '--right', 'J1399'], folder)).rejects.toThrow('no trade has the code J1399')
  await expect(addCases(['formation', '--near', 'Saint-Denis'], folder)).rejects.toThrow(
    /several communes are called Saint-Denis.*Saint-Denis \(93\)/,
  )
  const masked = await addCases(['elle se voit derrière le comptoir, son fils est diabétique, à Dijon'], folder)
  expect(masked.join('\n')).toMatch(/the guard leaves of it “.*\[…\].*”/)
  expect(kept().map(({ expect }) => expect.near)).toEqual(['62498', undefined, undefined])
})

it('adds nothing twice, and refuses a column that nobody reads', async () => {
  const sheet = file('sheet.csv', '\uFEFFsay;Right codes;why\r\npas la vente;J1501;\r\n;;\r\n')
  await addCases(['--from', sheet], folder)
  expect((await addCases(['--from', sheet], folder)).join('\n')).toContain('not added again: misunderstood-1')
  expect(kept()).toHaveLength(1)
  const slip = file('slip.csv', 'say;outcom\nformation;options\n')
  await expect(addCases(['--from', slip], folder)).rejects.toThrow(
    /line 1: no column is called outcom\. There are: id, say/,
  )
  const twice = '{"id":"a","say":"formation","expect":{}}\n'
  file('twice.jsonl', twice + twice)
  const complained: string[] = []
  const silent = { environment: {}, print: () => {}, complain: (text: string) => void complained.push(text) }
  expect(await evaluate(['twice', '--out', folder], { suites: suitesIn(folder), ...silent })).toBe(2)
  expect(complained.join('\n')).toContain('several cases are called a')
})

it('holds a case that says what is right only where some of it is shown, unless another outcome is right too', () => {
  const score: SaidScore = {
    outcome: 'not-enough',
    criteria: [],
    graded: [],
    understood: true,
    asked: false,
    mayAsk: false,
    mustAsk: false,
    words: [],
  }
  expect(caseHolds(score)).toBe(false)
  expect(caseHolds({ ...score, acceptable: true })).toBe(true)
  expect(caseHolds({ ...score, graded: [{ title: '', grade: 'right' }] })).toBe(true)
  // What is wanted may be read in other words than those of its author, where it leads to nothing else.
  const options = { ...score, outcome: 'options', understood: false }
  expect(caseHolds({ ...options, graded: [{ title: '', grade: 'right' }] })).toBe(true)
  const other = { title: '', grade: 'other' } as const
  expect(caseHolds({ ...options, graded: [{ title: '', grade: 'right' }, other] })).toBe(false)
})

it('takes the tests of a promptfoo file, and names what it leaves', async () => {
  const tests =
    'tests:\n  - description: sales\n    vars: {message: "pas la vente"}\n    assert:\n      - {type: not-icontains, value: vente}\n      - {type: llm-rubric, value: kind}\n'
  const told = await addCases(['--from', file('promptfooconfig.yaml', tests)], folder)
  expect(kept()).toMatchObject([{ say: ['pas la vente'], expect: { saysNot: ['vente'] }, why: 'sales' }])
  expect(told).toContain('Left out: test 1: llm-rubric is not taken over')
})

it('names every wrong line at once, and adds nothing', async () => {
  const from = file('wrong.csv', 'say;outcome;near\n;options;62498\nformation;maybe;62498\nformation;options;62498\n')
  await expect(addCases(['--from', from], folder)).rejects.toThrow(/line 2: say: .*\n.*line 3: expect\.outcome\.0: /)
  expect(kept()).toEqual([])
  await expect(addCases(['formation', '--right', '(soign'], folder)).rejects.toThrow('not a pattern')
})

it('refuses a message that tells of somebody until its facts are invented', async () => {
  const said = ['Mme Benali, 06 12 34 56 78, veut devenir soudeuse']
  await expect(addCases(said, folder)).rejects.toThrow(/tells of somebody: .*06 12 34 56 78/)
  await addCases([...said, '--invented'], folder)
  expect(readFileSync(join(folder, 'misunderstood.jsonl'), 'utf8').trim().split('\n')).toHaveLength(1)
})

it('says beside cases that two people graded how far they agree, and of others that nobody knows', async () => {
  await addCases(['formation de plaquiste à Lens', '--right', 'F1604'], folder)
  const stage = createStage({ cacheDir: join('.data', 'evals') })
  const gradedBy = async () => {
    const [suite] = suitesIn(folder)
    const told: string[] = []
    const printing = { print: (text: string) => void told.push(text), complain: () => {} }
    await evaluate(['misunderstood', '--out', folder], { suites: [suite!], environment: {}, stage, ...printing })
    return told.join('\n')
  }
  expect(await gradedBy()).toContain('Judged by one person: how far another would agree is not known.')
  file('misunderstood.grades.json', '{"both":120,"agreed":112,"kappa":0.87,"disagreements":[],"given":[]}')
  expect(await gradedBy()).toContain('Judged by two people: 112 of 120 alike, kappa 0.87 (0.75 to 0.93).')
  stage.close()
}, 60_000)
