import { parseArgs } from 'node:util'

export interface Command {
  suites: string[]
  tier: 'fast' | 'full'
  /** Variants of one prompt: `compose`, `compose.short`. The first is what the others are compared with. */
  prompts: string[]
  /** Models to compare, the first as above; "ID@VERSION" keeps replies of two versions behind one id apart. */
  models: string[]
  api: 'responses' | 'chat'
  /** Euros that asking may cost. */
  budget?: number
  target?: string
  trials: number
  baseline?: string
  /** Why outcomes that differ from the digests kept are right. */
  accept?: string
  /** Keeps the figures of a whole run. */
  keep: boolean
  out: string
}

/** What was typed cannot be run (exit 2). */
export class UsageError extends Error {
  override name = 'UsageError'
}

const line = `npm run eval -- [suite…] [--fast] [--prompt a,b] [--model a,b] [--api chat|responses] [--budget EUROS] [--target URL]
                [--trials N] [--baseline FILE] [--accept WHY] [--keep] [--out DIR]`

/** What stands below a line on what was wrong, which the whole of it would push out of sight. */
export const synopsis = `${line}\nnpm run eval -- --help  says what each is`

export const usage = `${line}
npm run eval -- add TEXT | --from FILE     a case from a message, a spreadsheet (CSV) or a promptfoo file
npm run eval -- grade import|export|serve  two people grade answers on a local page
npm run eval -- attack                     attacks and needs in disguise, against a model at its worst
  suite       which suites to run; all of them when none is named
  --fast      what can be known in a minute: exact properties and digests of outcomes
  --prompt    one prompt of prompts/ (NAME or NAME.VARIANT), or several variants of it to compare case by case
  --model     whose recorded replies to use; with OPENAI_BASE_URL set, that endpoint is asked for those not recorded yet
  --api       which of its two interfaces the endpoint speaks (chat)
  --budget    the most that asking may cost, by evals/prices.json
  --target    a running server to judge instead of the code here
  --trials    how often each case runs
  --baseline  an earlier report.json: a suite whose primary score is surely worse fails the run
  --accept    keeps today's outcomes as the ones that digests are held against, with the reason
  --keep      keeps the figures of a whole run in figures.json and in the README: documents are made from them
  --out       where report.json, report.html, report.md and junit.xml go (.data/evals)
exit: 0 gates hold, 1 a gate failed or a primary score fell, 2 usage, 3 infrastructure: nothing was judged`

/** Strict: throws UsageError for whatever it does not know. */
export function parseCommand(args: readonly string[], known: readonly string[]): Command | 'help' {
  const { values, positionals } = parse(args)
  if (values.help) return 'help'
  const unknown = positionals.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    throw new UsageError(
      `Unknown suite: ${unknown.join(', ')}. There are: ${known.join(', ')}. Cases of your own make one: npm run eval -- add.`,
    )
  }
  const trials = Number(values.trials ?? 1)
  if (!Number.isInteger(trials) || trials < 1 || trials > 100)
    throw new UsageError('--trials takes a whole number, 1 to 100.')
  const prompts = listed(values.prompt)
  if (prompts.some((name) => !/^[a-z-]+(\.[a-z-]+)?$/.test(name))) {
    throw new UsageError('--prompt takes NAME, NAME.VARIANT, or several of them with commas between.')
  }
  if (new Set(prompts.map(baseOf)).size > 1) throw new UsageError('--prompt compares variants of one prompt.')
  if (new Set(prompts).size < prompts.length) throw new UsageError('--prompt compares different variants.')
  const models = listed(values.model)
  if (new Set(models).size < models.length) throw new UsageError('--model compares different models.')
  if (values.target !== undefined && !/^https?:$/.test(protocolOf(values.target))) {
    throw new UsageError('--target takes an http or https address.')
  }
  if (values.target !== undefined && prompts.length + models.length > 0) {
    throw new UsageError(
      '--target judges a server with the prompts and the model that it has: leave --prompt and --model out.',
    )
  }
  const { api = 'chat' } = values
  if (api !== 'chat' && api !== 'responses') throw new UsageError('--api takes chat or responses.')
  const budget = values.budget === undefined ? undefined : Number(values.budget)
  if (budget !== undefined && !(budget >= 0)) throw new UsageError('--budget takes an amount in euros, such as 1.50.')
  if (budget !== undefined && models.length === 0)
    throw new UsageError('--budget is for asking a model: name it with --model.')
  for (const [name, value] of Object.entries(values)) if (value === '') throw new UsageError(`--${name} is empty.`)
  return {
    suites: positionals,
    tier: values.fast ? 'fast' : 'full',
    prompts,
    models,
    api,
    budget,
    target: values.target,
    trials,
    baseline: values.baseline,
    accept: values.accept,
    keep: values.keep ?? false,
    out: values.out ?? usualOut,
  }
}

export const usualOut = '.data/evals'

/** The prompt a variant belongs to: `compose` of `compose.short`. */
export const baseOf = (prompt: string): string => prompt.split('.')[0]!

const listed = (value: string | undefined): string[] => value?.split(',').map((name) => name.trim()) ?? []

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: true,
      options: {
        fast: { type: 'boolean' },
        prompt: text,
        model: text,
        api: text,
        budget: text,
        target: text,
        trials: text,
        baseline: text,
        accept: text,
        keep: { type: 'boolean' },
        out: text,
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (cause) {
    throw new UsageError(typedWrong(cause), { cause })
  }
}

/** What Node says of an option it does not know, without its advice to mean a name that begins with a hyphen. */
export const typedWrong = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).replace(/ To specify a positional.*$/s, '')

const protocolOf = (address: string): string => (URL.canParse(address) ? new URL(address).protocol : '')
