import { appendFileSync, existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { guard } from '../../guardrails/guard.ts'
import { createPlaceholders } from '../../guardrails/placeholders.ts'
import { defaultPolicy } from '../../guardrails/policy.ts'
import { cutMark } from '../../guardrails/redacted.ts'
import { createReferential, type Referential } from '../../src/occupations/referential.ts'
import { readOccupations } from '../../src/read-sources.ts'
import { typedWrong, UsageError } from '../command.ts'
import { SaidCase } from '../said.ts'
import { checkRows, readJsonLines } from '../suites/jsonl.ts'
import { communeCode, communeTold } from './commune.ts'
import { readPromptfoo } from './promptfoo.ts'
import { readCases } from './table.ts'

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
  const before = new Map(known.map(({ id, say }) => [say.join('\n'), id]))
  const fresh = cases.filter(({ say }) => !before.has(say.join('\n')))
  // What its author did not name is numbered in its suite: a line of a sheet says nothing once the sheet is gone.
  const added = fresh.map((one, at): SaidCase => {
    const named = values.from !== undefined && !/^line-\d+$/.test(one.id)
    return { ...one, id: freeId(ids, named ? one.id : `${suite}-${known.length + at + 1}`) }
  })
  const occupations = createReferential(readOccupations())
  for (const one of added) refuseUnknownCodes(one, occupations)
  if (!values.invented) for (const one of added) refusePersonal(one)
  mkdirSync(dirname(file), { recursive: true })
  appendFileSync(file, added.map((one) => `${JSON.stringify(one)}\n`).join(''))
  const there = cases.flatMap(({ say }) => before.get(say.join('\n')) ?? [])
  return [
    `${added.length} case(s) added to ${file}.`,
    ...(await Promise.all(added.map((one) => understood(one, occupations)))),
    ...added.flatMap(maskedIn),
    ...(there.length > 0
      ? [
          `Said already, and not added again: ${there.join(', ')}. To change or take out a case, edit its line in that file.`,
        ]
      : []),
    ...left.map((one) => `Left out: ${one}`),
    `Try: npm run eval -- ${suite}`,
  ]
}

/** A case as it was taken, with what its codes stand for: a slip is seen before it is judged by. */
async function understood({ id, expect }: SaidCase, occupations: Referential): Promise<string> {
  const grades = (['right', 'close', 'absurd'] as const).map((grade) => {
    const { codes = [], words = [] } = expect[grade] ?? {}
    const named = codes.map((code) => [code, occupations.byCode(code)?.label].filter(Boolean).join(' '))
    return [
      grade,
      [...named, ...(codes.length > 0 ? words : words.map((word) => wordsTold(word, occupations)))],
    ] as const
  })
  const { outcome = [], near, never = [], says = [], saysNot = [] } = expect
  const parts = [['outcome', outcome], ...grades, ['never', never], ['says', says], ['says not', saysNot]] as const
  const told = parts.flatMap(([name, all]) => (all.length > 0 ? [`${name} ${all.join(', ')}`] : []))
  const place = near ? [`near ${await communeTold(near)}`] : []
  return `  ${id}: ${[...place, ...told].join('; ') || 'nothing is expected of its answer'}`
}

/** Words that are the name of a trade stay words of a title; its code, which finds more, is told where none is given. */
function wordsTold(word: string, occupations: Referential): string {
  const [mention] = occupations.match(word)
  const isName = mention && mention.start === 0 && mention.end === word.length
  return isName ? `${word} (of a title; the trade is ${mention.occupations.map(({ code }) => code).join(', ')})` : word
}

function refuseUnknownCodes({ id, expect }: SaidCase, occupations: Referential): void {
  const codes = [expect.right, expect.close, expect.absurd].flatMap((meant) => meant?.codes ?? [])
  const unknown = codes.filter((code) => !occupations.codes.some((one) => one.startsWith(code)))
  if (unknown.length === 0) return
  throw new UsageError(
    `${id}: no trade has the code ${unknown.join(', ')}; nothing was added. --right with the name of a trade tells its code.`,
  )
}

async function casesFrom(file: string): Promise<{ cases: SaidCase[]; left: string[] }> {
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`)
  if (/\.(?:csv|jsonl)$/.test(file)) return { cases: await readCases(file), left: [] }
  if (/\.(?:ya?ml|json)$/.test(file)) return readPromptfoo(file)
  throw new UsageError('--from takes a .csv, a .jsonl or a promptfoo .yaml or .json.')
}

async function caseOf(said: readonly string[], values: ReturnType<typeof parsed>['values']): Promise<SaidCase> {
  const commune = values.near === undefined ? undefined : await communeCode(values.near)
  if (commune && 'problem' in commune) throw new UsageError(`--near: ${commune.problem}.`)
  const expect = {
    outcome: listed(values.outcome),
    near: commune?.code,
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

/** ROME codes are told from words by their shape; one of four digits that no trade has is then refused. */
function meant(value: string | undefined): { codes: string[]; words: string[] } | undefined {
  const all = listed(value)
  const isCode = (one: string) => /^[A-N]\d{1,4}$|^[O-Z]\d{4}$/i.test(one)
  return all && { codes: all.filter(isCode).map((one) => one.toUpperCase()), words: all.filter((one) => !isCode(one)) }
}

const judged = (text: string) => guard(text, defaultPolicy, { locale: 'fr', placeholders: createPlaceholders() })

function refusePersonal({ id, say }: SaidCase): void {
  for (const text of say) {
    const found = judged(text).findings.filter(({ kind }) => kind === 'personal')
    if (found.length === 0) continue
    const told = found.map(({ start, end }) => `“${text.slice(start, end)}”`).join(', ')
    throw new UsageError(
      `${id} tells of somebody: ${told}. Rewrite it with invented facts and say so with --invented; nothing was added.`,
    )
  }
}

/** What is cut out reaches neither the rules nor a model: no prompt can mend such a case. */
function maskedIn({ id, say }: SaidCase): string[] {
  return say.flatMap((text) => {
    const { action, text: left } = judged(text)
    if (action === 'block') return [`  ${id}: the guard lets nothing of it through: no prompt can mend it.`]
    return left.includes(cutMark)
      ? [`  ${id}: the guard leaves of it “${left}”: no prompt can read what it cut out.`]
      : []
  })
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
    throw new UsageError(typedWrong(cause), { cause })
  }
}
