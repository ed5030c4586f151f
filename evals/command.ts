import { parseArgs } from 'node:util'

export interface Command {
  suites: string[]
  /** One prompt file, or two variants of the same prompt to compare: `word-claims`, `word-claims.short`. */
  prompts: string[]
  model?: string
  target?: string
  trials: number
  baseline?: string
  out: string
}

/** What was typed cannot be run (exit 2). */
export class UsageError extends Error {
  override name = 'UsageError'
}

export const usage = `npm run eval -- [suite…] [--prompt a,b] [--model id] [--target URL] [--trials N] [--baseline FILE] [--out DIR]
  suite       which suites to run; all of them when none is named
  --prompt    one prompt of prompts/ (NAME or NAME.VARIANT), or two variants of it to compare case by case
  --model     whose recorded replies to use; with OPENAI_BASE_URL set, that endpoint is asked and its replies are recorded
  --target    a running server to judge instead of the code here
  --trials    how often each case runs
  --baseline  an earlier report.json: a score whose paired difference is surely worse fails the run
  --out       where report.json and report.html go (.data/evals)
exit: 0 gates hold, 1 a gate failed, 2 usage, 3 infrastructure`

/** Strict: throws UsageError for whatever it does not know. */
export function parseCommand(args: readonly string[], known: readonly string[]): Command | 'help' {
  const { values, positionals } = parse(args)
  if (values.help) return 'help'
  const unknown = positionals.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new UsageError(`Unknown suite: ${unknown.join(', ')}. There are: ${known.join(', ')}.`)
  const trials = Number(values.trials ?? 1)
  if (!Number.isInteger(trials) || trials < 1 || trials > 100)
    throw new UsageError('--trials takes a whole number, 1 to 100.')
  const prompts = values.prompt === undefined ? [] : values.prompt.split(',').map((name) => name.trim())
  if (prompts.length > 2 || prompts.some((name) => !/^[a-z-]+(\.[a-z-]+)?$/.test(name))) {
    throw new UsageError('--prompt takes NAME, NAME.VARIANT, or two of them with a comma between.')
  }
  if (new Set(prompts.map(baseOf)).size > 1) throw new UsageError('--prompt compares two variants of one prompt.')
  if (new Set(prompts).size < prompts.length) throw new UsageError('--prompt compares two different variants.')
  if (values.target !== undefined && !/^https?:$/.test(protocolOf(values.target))) {
    throw new UsageError('--target takes an http or https address.')
  }
  for (const [name, value] of Object.entries(values)) if (value === '') throw new UsageError(`--${name} is empty.`)
  return {
    suites: positionals,
    prompts,
    model: values.model,
    target: values.target,
    trials,
    baseline: values.baseline,
    out: values.out ?? '.data/evals',
  }
}

/** The prompt a variant belongs to: `word-claims` of `word-claims.short`. */
export const baseOf = (prompt: string): string => prompt.split('.')[0]!

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: true,
      options: {
        prompt: text,
        model: text,
        target: text,
        trials: text,
        baseline: text,
        out: text,
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

const protocolOf = (address: string): string => (URL.canParse(address) ? new URL(address).protocol : '')
