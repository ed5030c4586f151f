import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SingleBar } from 'cli-progress'
import { z } from 'zod'
import { type Prompt, parsePrompt } from '../src/need/prompt.ts'
import { readAppVersion } from '../src/read-sources.ts'
import { besideOf, runBeside, secondProcess } from './beside.ts'
import { baseOf, type Command, parseCommand, UsageError, usage } from './command.ts'
import { compareAll } from './comparison.ts'
import { InfrastructureError } from './infrastructure.ts'
import { openJournal } from './journal.ts'
import { keepFigures } from './kept-figures.ts'
import { createRecorder, type Exchange } from './recorder.ts'
import { Baseline, exitOf, type Report } from './report.ts'
import { consoleReport } from './report-console.ts'
import { htmlReport } from './report-html.ts'
import { junitReport, markdownReport } from './report-tools.ts'
import { createSpending, type Spending } from './spending.ts'
import { createStage } from './stage.ts'
import type { EvalContext, EvalModel, Suite, SuiteResult } from './suite.ts'
import { SuiteDataError } from './suites/jsonl.ts'
import { createTarget } from './target.ts'

export interface EvaluateOptions {
  suites: readonly Suite[]
  environment: Readonly<Record<string, string | undefined>>
  print: (text: string) => void
  complain: (text: string) => void
}

/** Runs a command line and returns its exit code: 0 gates hold, 1 a gate failed, 2 usage, 3 infrastructure. */
export async function evaluate(args: readonly string[], options: EvaluateOptions): Promise<0 | 1 | 2 | 3> {
  const { suites, print, complain } = options
  try {
    const named = suites.map(({ name }) => name)
    const command = parseCommand(args, named)
    if (command === 'help') {
      print(usage)
      return 0
    }
    const plan = planOf(command, suites)
    const baseline = command.baseline === undefined ? undefined : readBaseline(command.baseline)
    const asked = plan.suites.map(({ suite }) => suite.name)
    if (baseline && !baseline.suites.some(({ name }) => asked.includes(name))) {
      const there = baseline.suites.map(({ name }) => name).join(', ')
      throw new InfrastructureError(
        `the baseline holds none of ${asked.join(', ')}, but ${there}: nothing would be compared.`,
      )
    }
    const report = await run(command, plan, baseline, options)
    print(consoleReport(report))
    print(`\nWritten: ${write(report, command.out).join(' and ')}`)
    if (command.keep) print(`Kept: ${keepFigures(report, named).join(' and ')}`)
    return report.exit
  } catch (error) {
    if (error instanceof SuiteDataError) {
      complain(error.message)
      return 2
    }
    if (error instanceof UsageError) {
      complain(`${error.message}\n\n${usage}`)
      return 2
    }
    // A server that is away is told in a line; anything else is a fault of ours, whose place is wanted.
    const why =
      error instanceof InfrastructureError ? error.message : error instanceof Error ? error.stack : String(error)
    complain(`The evaluation could not be run: ${why}`)
    return 3
  }
}

interface Plan {
  suites: { suite: Suite; prompts: Prompt[] }[]
}

/** Which suites run, and with which prompts: those that measure a prompt use it as it stands unless variants are named. */
function planOf(command: Command, suites: readonly Suite[]): Plan {
  const [wanted] = command.prompts
  const measuring = wanted === undefined ? undefined : suites.find(({ prompt }) => prompt === baseOf(wanted))
  if (wanted !== undefined && !measuring) {
    const known = suites.flatMap(({ prompt }) => prompt ?? [])
    throw new UsageError(`No suite measures the prompt ${baseOf(wanted)}. Measured: ${known.join(', ')}.`)
  }
  if (measuring && command.suites.length > 0 && !command.suites.includes(measuring.name)) {
    throw new UsageError(
      `The prompt ${baseOf(wanted!)} is measured by the suite ${measuring.name}, which was not named.`,
    )
  }
  const named = measuring && command.suites.length === 0 ? [measuring.name] : command.suites
  return {
    suites: suites
      .filter(({ name, fast }) => (named.length === 0 ? command.tier === 'full' || fast : named.includes(name)))
      .map((suite) => ({
        suite,
        prompts:
          suite === measuring
            ? command.prompts.map(readPromptFile)
            : suite.prompt
              ? [readPromptFile(suite.prompt)]
              : [],
      })),
  }
}

async function run(
  command: Command,
  plan: Plan,
  baseline: Baseline | undefined,
  options: EvaluateOptions,
): Promise<Report> {
  const { environment, complain } = options
  const startedAt = new Date().toISOString()
  const target = command.target === undefined ? undefined : createTarget(command.target, environment.EVENTAIL_API_KEY)
  await target?.reach()
  const stage = createStage({ cacheDir: join('.data', 'evals') })
  const journal = target ? openJournal(join(command.out, 'unfinished.jsonl'), target.url) : undefined
  if (journal?.resumed) complain(`Going on with a run that was cut short: ${journal.resumed} answers are known.`)
  const context: EvalContext = {
    stage,
    target,
    trials: command.trials,
    tier: command.tier,
    atOnce: fourAtOnce,
    journal,
    accept: command.accept,
    progress: progressOn(complain),
  }
  const models = command.models.length > 0 ? command.models : [recordedModel]
  const spending = createSpending(command.budget)
  const results: SuiteResult[] = []
  const pairs: Parameters<typeof compareAll>[0][number][] = []
  const order = plan.suites.map(({ suite }) => suite.name)
  const beside = besideOf(order, command, environment[secondProcess] !== undefined)
  const running = beside.length > 0 ? runBeside(beside, command) : undefined
  running?.catch(() => {})
  try {
    for (const { suite, prompts } of plan.suites.filter(({ suite }) => !beside.includes(suite.name))) {
      if (prompts.length === 0) results.push(await suite.run(context))
      const named = command.models.length > 0 ? models : [suite.recorded ?? recordedModel]
      const variants = prompts.flatMap((prompt) => named.map((name) => ({ prompt, name })))
      const asked: { label: string; variant: (typeof variants)[number]; result: SuiteResult }[] = []
      if (command.models.length > 0 && environment.OPENAI_BASE_URL) {
        for (const variant of variants) await foresee(suite, variant, { command, context, environment, spending })
        if (spending.foreseen().requests > 0) complain(spending.told())
        spending.refuseBeyondBudget()
      }
      for (const variant of variants) {
        const label = [
          ...(prompts.length > 1 ? [variant.prompt.name] : []),
          ...(models.length > 1 ? [variant.name] : []),
        ].join(' ')
        const model = modelFor(variant, { command, environment, onPaid: (one) => spending.pay(variant.name, one) })
        const result = await suite.run({ ...context, model })
        asked.push({ label, variant, result })
        results.push(label ? { ...result, name: `${result.name} ${label}` } : result)
      }
      for (const { label, variant, result } of asked.slice(1)) {
        const what = variant.prompt === asked[0]!.variant.prompt ? 'model' : 'prompt'
        pairs.push({ first: asked[0]!.result, second: result, named: { what, first: asked[0]!.label, second: label } })
      }
    }
  } finally {
    stage.close()
  }
  results.push(...((await running) ?? []))
  const placeOf = (name: string) => order.findIndex((one) => name === one || name.startsWith(`${one} `))
  results.sort((a, b) => placeOf(a.name) - placeOf(b.name))
  journal?.end()
  for (const result of baseline ? results : []) {
    const before = baseline!.suites.find(({ name }) => name === result.name)
    if (before && !result.skipped)
      pairs.push({
        first: before,
        second: result,
        named: { what: 'baseline', first: baseline!.startedAt, second: startedAt },
      })
  }
  const comparisons = compareAll(pairs)
  return {
    format: 'eventail-evals/1',
    startedAt,
    tier: command.tier,
    command: ['npm run eval --', ...commandWords(command)].join(' '),
    versions: {
      eventail: readAppVersion(),
      node: process.version,
      model: models.join(','),
      ...Object.fromEntries(
        plan.suites.flatMap(({ prompts }) => prompts.map(({ name, version }) => [name, version.slice(0, 15)])),
      ),
    },
    spent: spending.spent(),
    suites: results,
    comparisons,
    exit: exitOf({ suites: results, comparisons }),
  }
}

/** Requests that wait for a network at once: enough to hide its latency, few enough for the limits of small endpoints. */
const fourAtOnce = 4

interface Asking {
  command: Command
  environment: EvaluateOptions['environment']
}

function modelFor(
  { prompt, name }: { prompt: Prompt; name: string },
  { command, environment, ask = fetch, onPaid }: Asking & { ask?: typeof fetch; onPaid?: (one: Exchange) => void },
): EvalModel {
  const asking = command.models.length > 0 && environment.OPENAI_BASE_URL
  const file = join(import.meta.dirname, 'recordings', `${name.replace(/[^\w.@-]+/g, '_')}.jsonl`)
  return {
    recorder: createRecorder({ file, ask: asking ? ask : undefined, onPaid }),
    prompt,
    name,
    sentName: name.split('@')[0]!,
    api: command.api,
    // Replies are told apart by path and body: any host will do when they are replayed.
    address: environment.OPENAI_BASE_URL || 'http://replayed.invalid/v1',
    apiKey: environment.OPENAI_API_KEY || 'none',
  }
}

/** Runs a suite without asking anybody, to know which requests it would make that nobody answered yet. */
async function foresee(
  suite: Suite,
  variant: { prompt: Prompt; name: string },
  { context, spending, ...asking }: Asking & { context: EvalContext; spending: Spending },
): Promise<void> {
  const ask: typeof fetch = async (_, init) => {
    spending.expect(variant.name, typeof init?.body === 'string' ? init.body : '')
    return new Response('not asked yet', { status: 400 })
  }
  const silent = () => ({ step: () => {}, done: () => {} })
  await suite.run({ ...context, progress: silent, model: modelFor(variant, { ...asking, ask }) })
}

/** Whose replies come with the repository; see the header of the file: no real model was ever called. */
const recordedModel = 'fake-model'

function readPromptFile(name: string): Prompt {
  try {
    return parsePrompt(name, readFileSync(new URL(`../prompts/${name}.md`, import.meta.url), 'utf8'))
  } catch (cause) {
    throw new UsageError(
      `The prompt prompts/${name}.md cannot be used: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    )
  }
}

function readBaseline(path: string): Baseline {
  try {
    return Baseline.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (cause) {
    const why =
      cause instanceof z.ZodError ? 'it is no report of an evaluation' : cause instanceof Error ? cause.message : ''
    throw new UsageError(`--baseline ${path}: ${why}`, { cause })
  }
}

function write(report: Report, out: string): string[] {
  mkdirSync(out, { recursive: true })
  const files = {
    'report.json': JSON.stringify(report),
    'report.html': htmlReport(report),
    'report.md': markdownReport(report),
    'junit.xml': junitReport(report),
  }
  return Object.entries(files).map(([name, content]) => {
    const path = join(out, name)
    writeFileSync(path, content)
    return path
  })
}

function commandWords({ suites, tier, prompts, models, target, trials, baseline }: Command): string[] {
  return [
    ...suites,
    ...(tier === 'fast' ? ['--fast'] : []),
    ...(prompts.length > 0 ? ['--prompt', prompts.join(',')] : []),
    ...(models.length > 0 ? ['--model', models.join(',')] : []),
    ...(target === undefined ? [] : ['--target', target]),
    ...(trials === 1 ? [] : ['--trials', String(trials)]),
    ...(baseline === undefined ? [] : ['--baseline', baseline]),
  ]
}

/** A bar on a terminal; elsewhere a line when a suite begins, so that a log shows where time goes. */
function progressOn(complain: (text: string) => void): EvalContext['progress'] {
  return (suite, total) => {
    if (!process.stderr.isTTY) {
      complain(`${suite}: ${total} runs…`)
      return { step: () => {}, done: () => {} }
    }
    const bar = new SingleBar({
      format: `${suite} {bar} {value}/{total}, {eta_formatted} left`,
      stream: process.stderr,
    })
    bar.start(total, 0)
    return { step: () => bar.increment(), done: () => bar.stop() }
  }
}
