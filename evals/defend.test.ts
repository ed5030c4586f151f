import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeRequest, startFakeModel } from '../src/fake-model-server.ts'
import { addCases } from './cases/add.ts'
import { suitesIn } from './cases/cases.ts'
import { evaluate } from './evaluate.ts'
import type { Report } from './report.ts'
import { SaidCase } from './said.ts'
import { createStage } from './stage.ts'
import { readJsonLines } from './suites/jsonl.ts'
import { needsSuiteOf } from './suites/needs.ts'
import { readMessageSuite } from './suites/read-message.ts'

/** Words for a trade that no rule knows; the model of these tests does. */
const unknown = 'veiller sur les ombrelines'
const folder = mkdtempSync(join(tmpdir(), 'eventail-defend-'))
const stage = createStage({ cacheDir: join('.data', 'evals') })
const [cases, recordings] = [join(folder, 'cases'), join(folder, 'recordings')]

/** Stands for the network: reads the unknown words where the prompt asks for changes, and nothing where it asks for passages; words what it is given. */
function reply({ settings, document }: FakeRequest) {
  if (document.options) {
    const options = Object.entries(document.options as Record<string, Record<string, Record<string, string>>>)
    const sentences = options.flatMap(([on, { for: claims = {} }]) =>
      Object.entries(claims).map(([id, says]) => ({
        on,
        claims: [id],
        text: id.startsWith('a') ? says : 'Le meilleur choix.',
      })),
    )
    return { text: JSON.stringify({ sentences }) }
  }
  const reads = JSON.stringify(settings).includes('"changes"') && String(document.message).includes(unknown)
  const change = { do: 'set', what: 'goal', value: 'aide-soignant', quote: unknown, wish: false }
  return { text: JSON.stringify({ act: 'need', changes: reads ? [change] : [] }) }
}

let endpoint: Awaited<ReturnType<typeof startFakeModel>>
beforeAll(async () => {
  endpoint = await startFakeModel(reply)
  const towns = [
    'Lens',
    'Arras',
    'Lille',
    'Nantes',
    'Rennes',
    'Angers',
    'Tours',
    'Dijon',
    'Amiens',
    'Metz',
    'Caen',
    'Brest',
  ]
  const rows = towns.map((town) => `"elle voudrait ${unknown}, à ${town}";options;J1501`)
  const sheet = join(folder, 'sheet.csv')
  writeFileSync(sheet, `say;outcome;right codes\n${rows.join('\n')}\n`)
  await addCases(['--from', sheet], cases)
})
afterAll(() => {
  endpoint.close()
  stage.close()
  rmSync(folder, { recursive: true, force: true })
})

async function run(args: string[], environment: Record<string, string> = { OPENAI_BASE_URL: endpoint.baseUrl }) {
  const told: string[] = []
  const complained: string[] = []
  const out = join(folder, 'out')
  const code = await evaluate([...args, '--out', out], {
    suites: [readMessageSuite, ...suitesIn(cases)],
    environment: { EVAL_RECORDINGS: recordings, ...environment },
    stage,
    print: (text) => told.push(text),
    complain: (text) => complained.push(text),
  })
  const file = (name: string) => readFileSync(join(out, name), 'utf8')
  return {
    code,
    told: told.join('\n'),
    complained: complained.join('\n'),
    file,
    report: () => JSON.parse(file('report.json')) as Report,
  }
}

describe('a case of a person, before two variants of a prompt', () => {
  const command = ['misunderstood', '--prompt', 'read-message.flat,read-message', '--model', 'one']

  it('is heard by the whole assistant with each, and what it asks of the answer decides', async () => {
    const { told, complained, file, report } = await run(command)
    expect(complained).toMatch(/^To ask: 24 requests, about \d+ tokens sent/m)
    const [comparison] = report().comparisons
    expect(comparison).toMatchObject({
      suite: 'misunderstood',
      first: 'read-message.flat',
      second: 'read-message',
      unpaired: 0,
    })
    const [decides, ...others] = comparison!.scores.filter(({ primary }) => primary)
    expect(decides).toMatchObject({ score: 'case holds', firstMean: 0, secondMean: 1, verdict: 'better' })
    expect(others).toEqual([])
    const decision =
      'To decide (misunderstood): read-message is better than read-message.flat: case holds 0.000 → 1.000 (+1.000, 1.000 to 1.000; 12 cases: 12 up, 0 down, 0 the same). Adopt it.'
    expect(told).toContain(decision)
    expect(file('report.md').split('\n')[0]).toBe(decision.replace(/(To decide \(misunderstood\)):/, '**$1:**'))
    expect(file('report.html').indexOf('To decide (misunderstood)')).toBeLessThan(file('report.html').indexOf('Gates:'))
    const shown = report().suites.map(({ cases }) => cases[0])
    expect(shown.map((one) => one?.shown)).toEqual([
      expect.stringContaining('the model reads nothing otherwise'),
      expect.stringMatching(/without the model: .*, does not hold\nthe model reads otherwise: .*J1501/),
    ])
    expect(shown[1]?.exchanges?.[0]).toMatchObject({
      sent: expect.stringContaining(unknown),
      replied: expect.stringContaining('aide-soignant'),
    })
  }, 120_000)

  it('asks nobody again for what was answered, with or without an endpoint', async () => {
    const before = endpoint.bodies.length
    expect((await run(command)).complained).not.toContain('To ask')
    const { told } = await run(command, {})
    expect(told).toContain('read-message is better than read-message.flat')
    expect(endpoint.bodies.length).toBe(before)
    expect(readdirSync(recordings)).toEqual(['one.jsonl'])
  }, 120_000)

  it('is heard once a trial, and asked for again where more trials are wanted', async () => {
    const { complained, report } = await run([...command, '--trials', '2'])
    expect(complained).toMatch(/^To ask: 24 requests/m)
    expect(report().suites[0]?.cases).toHaveLength(24)
    expect(report().comparisons[0]?.scores[0]?.difference.n).toBe(12)
    const [, measured] = report().suites
    expect(measured?.measures.find(({ name }) => name === 'case holds pass^2')).toMatchObject({ value: 1, n: 12 })
  }, 120_000)

  it('stands beside the cases of the suite of that prompt where no suite is named', async () => {
    const { told, report } = await run(['--prompt', 'read-message.flat,read-message'], {})
    expect(report().comparisons.map(({ suite }) => suite)).toEqual(['read-message', 'misunderstood'])
    // What stands in for a model follows the examples of the prompt, and these words are in none.
    expect(told).toMatch(/To decide \(misunderstood\): .* not told apart.*case holds 0\.000 → 0\.000/)
  }, 120_000)

  it('is worded with each variant of the other prompt, and how much of that may be shown decides', async () => {
    const { report, told, file } = await run(['misunderstood', '--prompt', 'compose,compose.short', '--model', 'one'])
    const [comparison] = report().comparisons
    expect(comparison!.scores.find(({ primary }) => primary)?.score).toBe('worded by the model')
    expect(told).toMatch(/To decide \(misunderstood\): .*worded by the model/)
    const [first] = report().suites
    expect(first!.cases[0]!.shown).toMatch(/options in the model's words: 1 of \d/)
    // The sentence itself, with the reason: what the owner of the prompt changes it for.
    const refused = first!.cases[0]!.refused!.filter(({ said }) => said === 'Le meilleur choix.')
    expect(refused.map(({ of, why }) => `${of} ${why}`)).toContain('wording superlative')
    expect(file('report.html')).toMatch(/\(wording\): Le meilleur choix\./)
    expect(file('report.html')).toContain('superlative: it praises, or sets one above the others')
    // The console prints the three worst, in which nothing may have been worded at all; the report has every sentence.
    expect(told).toMatch(/options in the model's words: \d of \d/)
    expect(first!.cases[0]!.exchanges!.length).toBeGreaterThan(1)
  }, 120_000)

  it('tells what it costs before it starts, and is not asked beyond the budget', async () => {
    const { code, complained } = await run(['misunderstood', '--model', 'example-model', '--budget', '0.01'])
    expect(code).toBe(2)
    expect(complained).toMatch(/To ask: 12 requests, .* 0\.\d\d €\.\nThat is more than the budget of 0\.01 €/)
    expect(readdirSync(recordings)).toEqual(['one.jsonl'])
  }, 120_000)
})

/** Of the half that may be read every so manyth, every second of them judged as its other half, of which nothing is shown. */
const someNeeds = (every: number) =>
  needsSuiteOf(() =>
    needs
      .filter((_, at) => at % every === 0)
      .map((one, at) => ({ ...one, split: at % 2 === 0 ? ('test' as const) : ('tune' as const) })),
  )
const needs = readJsonLines(join(import.meta.dirname, 'sets/needs/W3-tuned.jsonl'), SaidCase)

describe('the needs of counsellors, before models and prompts', () => {
  const judge = async (args: string[], environment: Record<string, string>, suite = someNeeds(10)) => {
    const out = join(folder, 'needs-out')
    const complained: string[] = []
    const code = await evaluate(['needs', ...args, '--out', out], {
      suites: [suite],
      environment: { EVAL_RECORDINGS: recordings, ...environment },
      stage,
      print: () => {},
      complain: (text) => complained.push(text),
    })
    const report = () => JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report
    return { code, report, complained: complained.join('\n') }
  }

  it('are answered by the whole assistant with each, and outcome, criteria, what is wanted and offers are compared in pairs', async () => {
    const matrix = ['--prompt', 'read-message,read-message.flat', '--model', 'capable,careless', '--trials', '2']
    const { code, report } = await judge(matrix, {})
    expect(code).not.toBe(3)
    const { suites, comparisons } = report()
    expect(suites.map(({ name }) => name)).toEqual([
      'needs read-message capable',
      'needs read-message careless',
      'needs read-message.flat capable',
      'needs read-message.flat careless',
    ])
    expect(suites.map(({ cases }) => cases.length)).toEqual([16, 16, 16, 16])
    expect(comparisons).toHaveLength(3)
    for (const { scores } of comparisons) {
      const paired = scores.filter(({ difference }) => difference.n > 0).map(({ score }) => score)
      for (const one of ['outcome acceptable', 'criteria right', 'occupation or topic', 'options right or close'])
        expect(paired).toContain(one)
      expect(scores.filter(({ primary }) => primary).map(({ score }) => score)).toEqual(['options right or close'])
    }
    // One that only invents: what of it the message does not bear out is told in its words.
    const invented = suites[1]!.cases.flatMap(({ refused = [] }) => refused)
    expect(suites[1]!.cases.some(({ split, shown }) => split === 'test' && shown)).toBe(false)
    expect(
      invented.some(({ of, said, why }) => of === 'reading' && why === 'no-such-words' && said.includes('rêve')),
    ).toBe(true)
  }, 240_000)

  it('say nothing of a model that is away: exit 3', async () => {
    const away = { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' }
    const { code, report } = await judge(['--model', 'nobody'], away, someNeeds(100))
    expect(code).toBe(3)
    expect(report().suites[0]!.broken.every(({ away }) => away)).toBe(true)
    const without = await judge(['--model', 'nobody'], {}, someNeeds(100))
    expect(without.code).toBe(3)
    expect(without.complained).toContain('OPENAI_BASE_URL')
  }, 240_000)
})

describe('too few cases', () => {
  it('are said to show nothing, with how many more are needed', async () => {
    const few = join(folder, 'few')
    await addCases([`elle voudrait ${unknown}, à Lens`, '--outcome', 'options', '--right', 'J1501'], few)
    const told: string[] = []
    await evaluate(['--prompt', 'read-message.flat,read-message', '--model', 'one', '--out', join(folder, 'few-out')], {
      suites: suitesIn(few),
      environment: { EVAL_RECORDINGS: recordings, OPENAI_BASE_URL: endpoint.baseUrl },
      stage,
      print: (text) => told.push(text),
      complain: () => {},
    })
    expect(told.join('\n')).toContain(
      '1 case cannot show a difference between read-message.flat and read-message, even if all of them changed; 8 more are needed.',
    )
    expect(told.join('\n')).toMatch(/case holds \(decides\) .* none: 8 more cases needed/)
  }, 120_000)
})
