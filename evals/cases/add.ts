import { appendFileSync, existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { guard } from '../../guardrails/guard.ts'
import { createPlaceholders } from '../../guardrails/placeholders.ts'
import { defaultPolicy } from '../../guardrails/policy.ts'
import { UsageError } from '../command.ts'
import { SaidCase } from '../said.ts'
import { checkRows, readJsonLines } from '../suites/jsonl.ts'
import { communeCode } from './commune.ts'
import { readPromptfoo } from './promptfoo.ts'
import { readTable } from './table.ts'

export const addUsage = `npm run eval -- add "WHAT WAS SAID" [--outcome options,question] [--near TOWN] [--right F1604,plaqu] [--close …] [--absurd …]
                    [--never vente,caisse] [--says WORDS] [--says-not WORDS] [--why "…"] [--to NAME] [--invented]
npm run eval -- add --from FILE.csv | FILE.jsonl | promptfooconfig.yaml [--to NAME] [--invented]
  A message of the page that was misunderstood, rewritten with invented facts. Several messages are separated by " | ".
  --to        which suite of evals/cases it goes to (misunderstood)
  --invented  the names and numbers in it are invented; without it, a message with personal data is refused`

/** Adds cases to a suite of evals/cases; returns what to tell. Throws UsageError or SuiteDataError, and then nothing was added. */
export async function addCases(args: readonly string[], folder: string): Promise<string[]> {
  const { values, positionals } = parsed(args)
  if (values.help || (positionals.length === 0 && !values.from)) return [addUsage]
  const suite = values.to ?? 'misunderstood'
  if (!/^[a-z][a-z-]*$/.test(suite)) throw new UsageError('--to takes a name of small letters and hyphens.')
  const file = join(folder, `${suite}.jsonl`)
  const known = readJsonLines(file, SaidCase)
  const { cases, left } = values.from
    ? await casesFrom(values.from)
    : { cases: [await caseOf(positionals, values)], left: [] }
  const ids = new Set(known.map(({ id }) => id))
  // What its author did not name is numbered in its suite: a line of a sheet says nothing once the sheet is gone.
  const added = cases.map((one, at): SaidCase => {
    const named = values.from !== undefined && !/^line-\d+$/.test(one.id)
    return { ...one, id: freeId(ids, named ? one.id : `${suite}-${known.length + at + 1}`) }
  })
  if (!values.invented) for (const one of added) refusePersonal(one)
  mkdirSync(dirname(file), { recursive: true })
  appendFileSync(file, added.map((one) => `${JSON.stringify(one)}\n`).join(''))
  return [
    `${added.length} case(s) added to ${file}: ${added.map(({ id }) => id).join(', ')}.`,
    ...left.map((one) => `Left out: ${one}`),
    `Try: npm run eval -- ${suite}`,
  ]
}

async function casesFrom(file: string): Promise<{ cases: SaidCase[]; left: string[] }> {
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`)
  if (file.endsWith('.csv')) return { cases: await readTable(file), left: [] }
  if (file.endsWith('.jsonl')) return { cases: readJsonLines(file, SaidCase), left: [] }
  if (/\.(?:ya?ml|json)$/.test(file)) return readPromptfoo(file)
  throw new UsageError('--from takes a .csv, a .jsonl or a promptfoo .yaml or .json.')
}

async function caseOf(said: readonly string[], values: ReturnType<typeof parsed>['values']): Promise<SaidCase> {
  const near = values.near === undefined ? undefined : await communeCode(values.near)
  if (values.near !== undefined && !near) throw new UsageError(`No commune is called ${values.near}.`)
  const expect = {
    outcome: listed(values.outcome),
    near,
    right: meant(values.right),
    close: meant(values.close),
    absurd: meant(values.absurd),
    never: listed(values.never),
    says: listed(values.says),
    saysNot: listed(values['says-not']),
  }
  const say = said.join(' ').split(' | ')
  const kept = Object.fromEntries(Object.entries(expect).filter(([, value]) => value !== undefined))
  const line = { line: 1, value: { id: 'new', say, expect: kept, ...(values.why && { why: values.why }) } }
  return checkRows('the case', [line], (value) => SaidCase.parse(value))[0]!
}

/** ROME codes are told from words by their shape. */
function meant(value: string | undefined): { codes: string[]; words: string[] } | undefined {
  const all = listed(value)
  return (
    all && {
      codes: all.filter((one) => /^[A-N]\d{1,4}$/.test(one)),
      words: all.filter((one) => !/^[A-N]\d{1,4}$/.test(one)),
    }
  )
}

function refusePersonal({ id, say }: SaidCase): void {
  for (const text of say) {
    const { findings } = guard(text, defaultPolicy, { locale: 'fr', placeholders: createPlaceholders() })
    const found = findings.filter(({ kind }) => kind === 'personal')
    if (found.length === 0) continue
    const told = found.map(({ start, end }) => `“${text.slice(start, end)}”`).join(', ')
    throw new UsageError(
      `${id} tells of somebody: ${told}. Rewrite it with invented facts and say so with --invented; nothing was added.`,
    )
  }
}

function freeId(taken: Set<string>, wanted: string): string {
  let id = wanted
  for (let at = 2; taken.has(id); at += 1) id = `${wanted}-${at}`
  taken.add(id)
  return id
}

const listed = (value: string | undefined): string[] | undefined => value?.split(',').map((one) => one.trim())

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        from: text,
        to: text,
        outcome: text,
        near: text,
        right: text,
        close: text,
        absurd: text,
        never: text,
        says: text,
        'says-not': text,
        why: text,
        invented: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}
