import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SingleBar } from 'cli-progress'
import { z } from 'zod'
import { type Prompt, parsePrompt } from '../src/need/prompt.ts'
import { readAppVersion } from '../src/read-sources.ts'
import { claimsIn, isWorthTwo, newClaims, runBeside, secondProcess } from './beside.ts'
import { baseOf, type Command, parseCommand, synopsis, UsageError, usage, usualOut } from './command.ts'
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
import { createStage, type Stage } from './stage.ts'
import { isStandIn, startStandIn } from './stand-ins.ts'
import type { EvalContext, EvalModel, Suite, SuiteResult } from './suite.ts'
import { SuiteDataError } from './suites/jsonl.ts'
import { createTarget } from './target.ts'

export interface EvaluateOptions {
  suites: readonly Suite[]
  environment: Readonly<Record<string, string | undefined>>
  /** One that several runs share, and that none of them closes. */
  stage?: Stage
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
    if (plan.unheard.length > 0)
      print(`\nBefore adopting one, hear ${plan.unheard.join(', ')} with them too: leave the names of suites out.`)
    print(`\nWritten: ${write(report, command.out).join(', ')}`)
    if (command.keep) print(`Kept: ${keepFigures(report, named).join(' and ')}`)
    return report.exit
  } catch (error) {
    if (error instanceof SuiteDataError) {
      complain(error.message)
      return 2
    }
    if (error instanceof UsageError) {
      complain(`${error.message}\n\n${synopsis}`)
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
  /** Suites that measure the prompt whose variants are compared, and that were not asked for. */
  unheard: string[]
}

/**
 * Which suites run, and with which prompts. Variants that are named are heard by every suite that measures that prompt, the cases of people
 * included; a suite that measures another one, or no variant being named, takes it as it stands.
 */
function planOf(command: Command, suites: readonly Suite[]): Plan {
  const { tier, models } = command
  const [wanted] = command.prompts
  const base = wanted === undefined ? undefined : baseOf(wanted)
  const measuring = suites.filter(({ prompts }) => base !== undefined && prompts.includes(base))
  if (base !== undefined && measuring.length === 0) {
    const known = [...new Set(suites.flatMap(({ prompts }) => prompts))]
    throw new UsageError(`No suite measures the prompt ${base}. Measured: ${known.join(', ')}.`)
  }
  if (base !== undefined && command.suites.length > 0 && !measuring.some(({ name }) => command.suites.includes(name))) {
    const able = measuring.map(({ name }) => name).join(', ')
    throw new UsageError(`The prompt ${base} is measured by ${able}: name one of them, or none to hear them all.`)
  }
  const named = command.suites.length > 0 ? command.suites : measuring.map(({ name }) => name)
  return {
    suites: suites
      .filter(({ name, fast }) => (named.length === 0 ? tier === 'full' || fast : named.includes(name)))
      .map((suite) => {
        const [own] = suite.prompts
        const asItStands = own === undefined || (suite.alsoWithout && models.length === 0) ? [] : [own]
        return { suite, prompts: (measuring.includes(suite) ? command.prompts : asItStands).map(readPromptFile) }
      }),
    unheard: command.prompts.length > 1 ? measuring.flatMap(({ name }) => (named.includes(name) ? [] : [name])) : [],
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
  const failedBefore = await target?.modelFailures()
  const stage = options.stage ?? createStage({ cacheDir: join('.data', 'evals') })
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
  const models = command.models.length > 0 ? command.models : [standIn]
  const askers = createAskers(command, environment, stage)
  const spending = createSpending(command.budget)
  const results: SuiteResult[] = []
  const pairs: Parameters<typeof compareAll>[0][number][] = []
  await foresee(
    plan,
    models.filter((name) => !isStandIn(name)),
    { command, context, askers, spending, complain },
  )
  const order = plan.suites.map(({ suite }) => suite.name)
  const shared = environment[secondProcess]
  const claims = shared ?? (isWorthTwo(order, command) ? newClaims(command.out) : undefined)
  const isMine = claims === undefined ? () => true : claimsIn(claims)
  const running = claims !== undefined && shared === undefined ? runBeside(order, claims, command) : undefined
  running?.catch(() => {})
  try {
    for (const { suite, prompts } of shared === undefined ? plan.suites : plan.suites.toReversed()) {
      if (!isMine(suite.name)) continue
      if (prompts.length === 0) results.push(await suite.run(context))
      const variants = prompts.flatMap((prompt) => models.map((name) => ({ prompt, name })))
      const asked: { label: string; variant: (typeof variants)[number]; result: SuiteResult }[] = []
      for (const variant of variants) {
        const label = [
          ...(prompts.length > 1 ? [variant.prompt.name] : []),
          ...(models.length > 1 ? [variant.name] : []),
        ].join(' ')
        const model = await askers.modelFor(variant, (one) => spending.pay(variant.name, one))
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
    askers.close()
    if (!options.stage) stage.close()
  }
  results.push(...((await running) ?? []))
  const failed = await target?.modelFailures()
  if (failed !== undefined && failed > (failedBefore ?? 0)) {
    // What it answered without its model says nothing of it.
    const because = `${failed - (failedBefore ?? 0)} or more requests to its own model were not answered`
    for (const result of results) if (!result.skipped) result.broken.push({ id: 'the server', because, away: true })
  }
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
  if (target && results.every(({ skipped }) => skipped !== undefined)) {
    const why = results.map(({ name, skipped }) => `${name} ${skipped}`).join('; ')
    throw new InfrastructureError(`nothing was judged: ${why}`)
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
      model: plan.suites.every(({ prompts }) => prompts.length === 0) ? 'none' : models.map(modelSaid).join(','),
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

/** Stands in where no model is named: no real one was ever called (evals/stand-ins.ts). */
const standIn = 'capable'

const modelSaid = (name: string): string => (isStandIn(name) ? `none (${name} stands in)` : name)

type Variant = { prompt: Prompt; name: string }

/** Who is asked: an endpoint whose replies are kept, those kept alone where there is none, or what stands in for a model. */
function createAskers({ api }: Command, environment: EvaluateOptions['environment'], stage: Stage) {
  const { OPENAI_BASE_URL: endpoint, OPENAI_API_KEY: apiKey = 'none', EVAL_RECORDINGS: folder } = environment
  const started = new Map<string, { baseUrl: string; close(): void }>()
  const fileOf = (name: string) => join(folder ?? recordings, `${name.replace(/[^\w.@-]+/g, '_')}.jsonl`)
  const named = ({ prompt, name }: Variant) => ({ prompt, name, sentName: name.split('@')[0]!, apiKey, api })
  // Replies are told apart by path and body: any host will do when they are replayed.
  const address = endpoint || 'http://replayed.invalid/v1'
  return {
    endpoint,
    async modelFor(variant: Variant, onPaid: (one: Exchange) => void): Promise<EvalModel> {
      const { name } = variant
      if (isStandIn(name)) {
        const server = started.get(name) ?? (await startStandIn(name, stage))
        started.set(name, server)
        const recorder = createRecorder({ ask: fetch })
        return { ...named(variant), recorder, api: 'chat', address: server.baseUrl }
      }
      const recorder = createRecorder({ file: fileOf(name), ask: endpoint ? fetch : undefined, onPaid })
      return { ...named(variant), recorder, address }
    },
    /** Asks nobody; the same request of two variants is told once. */
    foreseeing(name: string, told: (request: { case: string; body: string }) => void) {
      const recorder = createRecorder({ file: fileOf(name), foresee: told })
      return (prompt: Prompt): EvalModel => ({ ...named({ prompt, name }), recorder, address })
    },
    close() {
      for (const { close } of started.values()) close()
    },
  }
}

const recordings = join(import.meta.dirname, 'recordings')

interface Foreseeing {
  command: Command
  context: EvalContext
  askers: ReturnType<typeof createAskers>
  spending: Spending
  complain: (text: string) => void
}

/**
 * Runs what is to come without asking anybody, to know which requests nobody answered yet: what they will cost where there is an endpoint, and
 * nothing at all where there is none, with the command that asks.
 */
async function foresee(
  plan: Plan,
  models: readonly string[],
  { command, context, askers, spending, complain }: Foreseeing,
) {
  const silent = () => ({ step: () => {}, done: () => {} })
  for (const name of models) {
    const lacking = new Set<string>()
    const modelOf = askers.foreseeing(name, ({ case: id, body }) => {
      lacking.add(id)
      spending.expect(name, body)
    })
    for (const { suite, prompts } of plan.suites)
      for (const prompt of prompts) await suite.run({ ...context, progress: silent, model: modelOf(prompt) })
    if (lacking.size === 0 || askers.endpoint) continue
    const [first] = lacking
    const again = ['npm run eval --', ...commandWords(command)].join(' ')
    throw new InfrastructureError(
      `nothing is known of what ${name} says of ${lacking.size} case(s), such as ${first}. Ask it: OPENAI_BASE_URL=ADDRESS OPENAI_API_KEY=KEY ${again}
Or, to learn the gestures without any model, leave --model out: what stands in for one answers.`,
    )
  }
  if (spending.foreseen().requests > 0) complain(spending.told())
  spending.refuseBeyondBudget()
}

const promptsFolder = new URL('../prompts/', import.meta.url)

function readPromptFile(name: string): Prompt {
  try {
    return parsePrompt(name, readFileSync(new URL(`${name}.md`, promptsFolder), 'utf8'))
  } catch (cause) {
    const there = readdirSync(promptsFolder).filter((file) => file.startsWith(`${baseOf(name)}.`))
    const why = existsSync(new URL(`${name}.md`, promptsFolder))
      ? cause instanceof Error
        ? cause.message
        : String(cause)
      : `there is no such file. There are: ${there.join(', ') || readdirSync(promptsFolder).join(', ')}.`
    throw new UsageError(`The prompt prompts/${name}.md cannot be used: ${why}`, { cause })
  }
}

function readBaseline(path: string): Baseline {
  if (!existsSync(path)) throw new UsageError(`--baseline: there is no file ${path}.`)
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

function commandWords(command: Command): string[] {
  const { suites, tier, prompts, models, api, budget, target, trials, baseline, out } = command
  return [
    ...suites,
    ...(tier === 'fast' ? ['--fast'] : []),
    ...(prompts.length > 0 ? ['--prompt', prompts.join(',')] : []),
    ...(models.length > 0 ? ['--model', models.join(',')] : []),
    ...(api === 'chat' ? [] : ['--api', api]),
    ...(budget === undefined ? [] : ['--budget', String(budget)]),
    ...(target === undefined ? [] : ['--target', target]),
    ...(trials === 1 ? [] : ['--trials', String(trials)]),
    ...(baseline === undefined ? [] : ['--baseline', baseline]),
    ...(out === usualOut ? [] : ['--out', out]),
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
