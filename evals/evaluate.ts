import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SingleBar } from 'cli-progress'
import { z } from 'zod'
import { type Prompt, parsePrompt } from '../src/need/prompt.ts'
import { readAppVersion } from '../src/read-sources.ts'
import { baseOf, type Command, parseCommand, UsageError, usage } from './command.ts'
import { type Comparison, compareRuns } from './comparison.ts'
import { createRecorder } from './recorder.ts'
import { Baseline, exitOf, type Report } from './report.ts'
import { consoleReport } from './report-console.ts'
import { htmlReport } from './report-html.ts'
import { createStage } from './stage.ts'
import type { EvalContext, Suite, SuiteResult } from './suite.ts'
import { createTarget, TargetError } from './target.ts'

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
    const command = parseCommand(
      args,
      suites.map(({ name }) => name),
    )
    if (command === 'help') {
      print(usage)
      return 0
    }
    const plan = planOf(command, suites)
    const baseline = command.baseline === undefined ? undefined : readBaseline(command.baseline)
    const report = await run(command, plan, baseline, options)
    print(consoleReport(report))
    print(`\nWritten: ${write(report, command.out).join(' and ')}`)
    return report.exit
  } catch (error) {
    if (error instanceof UsageError) {
      complain(`${error.message}\n\n${usage}`)
      return 2
    }
    // A server that is away is told in a line; anything else is a fault of ours, whose place is wanted.
    const why = error instanceof TargetError ? error.message : error instanceof Error ? error.stack : String(error)
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
      .filter(({ name }) => named.length === 0 || named.includes(name))
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
  { environment, complain }: EvaluateOptions,
): Promise<Report> {
  const startedAt = new Date().toISOString()
  const target = command.target === undefined ? undefined : createTarget(command.target, environment.EVENTAIL_API_KEY)
  await target?.reach()
  const model = command.model ?? recordedModel
  const stage = createStage({ cacheDir: join('.data', 'evals') })
  const context: EvalContext = {
    stage,
    target,
    trials: command.trials,
    progress: progressOn(complain),
  }
  const recorder = createRecorder({
    file: join(import.meta.dirname, 'recordings', `${model.replace(/[^\w.-]+/g, '_')}.jsonl`),
    ask: command.model !== undefined && environment.OPENAI_BASE_URL ? fetch : undefined,
  })
  // Replies are told apart by path and body: any host will do when they are replayed.
  const address = environment.OPENAI_BASE_URL || 'http://replayed.invalid/v1'
  const endpoint = { address, apiKey: environment.OPENAI_API_KEY || 'none' }
  const results: SuiteResult[] = []
  const comparisons: Comparison[] = []
  try {
    for (const { suite, prompts } of plan.suites) {
      if (prompts.length === 0) results.push(await suite.run(context))
      const byPrompt: SuiteResult[] = []
      for (const prompt of prompts) {
        const result = await suite.run({ ...context, model: { recorder, prompt, name: model, ...endpoint } })
        byPrompt.push(result)
        results.push(prompts.length > 1 ? { ...result, name: `${result.name} ${prompt.name}` } : result)
      }
      const [first, second] = byPrompt
      if (first && second) {
        comparisons.push(
          compareRuns(first, second, { what: 'prompt', first: prompts[0]!.name, second: prompts[1]!.name }),
        )
      }
    }
  } finally {
    recorder.save()
    stage.close()
  }
  for (const result of baseline ? results : []) {
    const before = baseline!.suites.find(({ name }) => name === result.name)
    if (before)
      comparisons.push(compareRuns(before, result, { what: 'baseline', first: baseline!.startedAt, second: startedAt }))
  }
  return {
    format: 'eventail-evals/1',
    startedAt,
    command: ['npm run eval --', ...commandWords(command)].join(' '),
    versions: {
      eventail: readAppVersion(),
      node: process.version,
      model,
      ...Object.fromEntries(
        plan.suites.flatMap(({ prompts }) => prompts.map(({ name, version }) => [name, version.slice(0, 15)])),
      ),
    },
    suites: results,
    comparisons,
    exit: exitOf({ suites: results, comparisons }),
  }
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
  const files = { 'report.json': JSON.stringify(report), 'report.html': htmlReport(report) }
  return Object.entries(files).map(([name, content]) => {
    const path = join(out, name)
    writeFileSync(path, content)
    return path
  })
}

function commandWords({ suites, prompts, model, target, trials, baseline }: Command): string[] {
  return [
    ...suites,
    ...(prompts.length > 0 ? ['--prompt', prompts.join(',')] : []),
    ...(model === undefined ? [] : ['--model', model]),
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
