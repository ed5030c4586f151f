import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { createRandom } from '../../src/catalogue/demonstration/random.ts'
import type { Item } from '../../src/item.ts'
import { offersOf } from '../../src/record/turn.ts'
import { readCases } from '../cases/table.ts'
import { typedWrong, UsageError } from '../command.ts'
import type { SaidCase } from '../said.ts'
import { gradeOf } from '../said-score.ts'
import { createStage } from '../stage.ts'
import { readJsonLines } from '../suites/jsonl.ts'
import { talkOn } from '../suites/said.ts'
import { agreementOf, Given, Shown } from './grades.ts'
import { agreementSaid, gradingServer, instruction } from './page.ts'

export const gradeUsage = `npm run eval -- grade import CASES… [--draw 120]   asks the cases (.jsonl, .csv) without a model and keeps what was shown, all or so many drawn
npm run eval -- grade serve [--port 8799]  a page on this machine for two people, each alone; Ctrl-C ends it
npm run eval -- grade sheet FILE.jsonl     the same for who has no page: a line each, its "mark" to be filled in
npm run eval -- grade take FILE.jsonl --grader first|second   and the lines filled in, taken back
npm run eval -- grade export FILE          both grades of everything, kappa and disagreements, as JSON: beside its cases NAME.grades.json
  --dir    where it is kept (.data/evals/grades)`

/** Two people grade what was shown, neither seeing the other's grades; how far they agree is what a grade is worth. */
export async function grade(args: readonly string[], { print }: { print: (text: string) => void }): Promise<number> {
  const { values, positionals } = parsed(args)
  const [verb, file, ...more] = positionals
  const dir = values.dir ?? join('.data', 'evals', 'grades')
  const [shownFile, givenFile] = [join(dir, 'shown.jsonl'), join(dir, 'given.jsonl')]
  const shown = () => readJsonLines(shownFile, Shown)
  const given = () => readJsonLines(givenFile, Given)
  if (verb === 'import' && file) {
    const files = [file, ...more]
    for (const one of files) if (!existsSync(one)) throw new UsageError(`There is no file ${one}.`)
    const draw = Number(values.draw ?? Number.POSITIVE_INFINITY)
    if (!(draw >= 1)) throw new UsageError('--draw takes how many offers are drawn, such as 120.')
    // Grades are of what was shown then: under other cases they would say what nobody said.
    if (given().length > 0)
      throw new UsageError(
        `${dir} holds ${given().length} grades of what was imported before. Export them, then import into another folder (--dir), or remove that one.`,
      )
    const cases = (await Promise.all(files.map(readCases))).flat()
    print(`Asking ${cases.length} cases, without a model…`)
    const all = await whatIsShown(cases)
    const asked = drawn(all, draw)
    const showing = new Set(all.map(({ id }) => caseOf(id))).size
    mkdirSync(dir, { recursive: true })
    writeFileSync(shownFile, asked.map((one) => `${JSON.stringify(one)}\n`).join(''))
    print(
      `${showing} of them were shown offers. ${asked.length} offers to grade, in ${shownFile}. Now: npm run eval -- grade serve`,
    )
    return 0
  }
  if (!['serve', 'sheet', 'take', 'export'].includes(verb ?? '')) throw new UsageError(gradeUsage)
  if (shown().length === 0) throw new UsageError(`Nothing was imported yet.\n${gradeUsage}`)
  const keep = (one: Given) => appendFileSync(givenFile, `${JSON.stringify(one)}\n`)
  if (verb === 'sheet' && file) {
    const lines = shown().map(({ author: _, ...one }) => `${JSON.stringify({ ...one, mark: '' })}\n`)
    writeFileSync(file, `# ${instruction}\n${lines.join('')}`)
    print(`${lines.length} lines in ${file}. Back again: npm run eval -- grade take ${file} --grader second`)
    return 0
  }
  if (verb === 'take' && file) {
    const grader = Given.shape.grader.safeParse(values.grader).data
    if (!grader) throw new UsageError('--grader takes first or second.')
    const known = new Set(shown().map(({ id }) => id))
    const taken = readJsonLines(file, Given.omit({ grader: true })).filter(({ id }) => known.has(id))
    for (const { id, mark } of taken) keep({ id, grader, mark })
    print(`${taken.length} grades taken, of ${known.size} wanted. Now: npm run eval -- grade export FILE`)
    return 0
  }
  if (verb === 'export' && file) {
    await refuseOthers(file, shown())
    const ids = new Set(shown().map(({ id }) => id))
    if (!given().some(({ id }) => ids.has(id))) throw new UsageError('Nobody graded any of it yet.')
    const { disagreements, ...agreement } = agreementOf(shown(), given())
    mkdirSync(dirname(file), { recursive: true })
    // What was said stays where it is: of a half that nobody reads, its texts are in no other file.
    const listed = disagreements.map(({ said: _, ...one }) => one)
    const by = (grader: Given['grader']) =>
      given().flatMap((one) => (one.grader === grader ? [[one.id, one.mark]] : []))
    const marks = {
      author: Object.fromEntries(shown().flatMap(({ id, author }) => (author ? [[id, author]] : []))),
      first: Object.fromEntries(by('first')),
      second: Object.fromEntries(by('second')),
    }
    writeFileSync(file, `${JSON.stringify({ ...agreement, disagreements: listed, marks }, null, 2)}\n`)
    print(`${agreementSaid(agreement)}; ${file} lists ${listed.length} disagreements.`)
    return 0
  }
  if (verb !== 'serve') throw new UsageError(`${verb} takes a FILE.\n${gradeUsage}`)
  const port = Number(values.port ?? 8799)
  const server = gradingServer({ shown: shown(), given, keep })
  await new Promise<void>((ready, failed) => {
    server.once('error', ({ message }) =>
      failed(new UsageError(`The page cannot be served: ${message}. Another port: --port.`)),
    )
    server.listen(port, '127.0.0.1', ready)
  })
  print(
    `First grader: http://127.0.0.1:${port}/first   Second: http://127.0.0.1:${port}/second   Agreement: http://127.0.0.1:${port}/agreement`,
  )
  await new Promise<void>((ended) => process.once('SIGINT', () => server.close(() => ended())))
  return 0
}

const caseOf = (id: string): string => id.replace(/\/\d+$/, '')

/** Grades beside the cases of a suite are told as theirs: they must be. */
async function refuseOthers(file: string, shown: readonly Shown[]): Promise<void> {
  const cases = [`${file.replace(/\.grades\.json$/, '')}.jsonl`, `${file.replace(/\.grades\.json$/, '')}.csv`].find(
    existsSync,
  )
  if (!file.endsWith('.grades.json') || !cases) return
  const known = new Set((await readCases(cases)).map(({ id }) => id))
  const others = new Set(shown.map(({ id }) => caseOf(id)).filter((id) => !known.has(id)))
  if (others.size === 0) return
  throw new UsageError(
    `What was graded is not of ${cases}, such as ${[...others].slice(0, 3).join(', ')}: name the file after the cases that were imported.`,
  )
}

async function whatIsShown(cases: readonly SaidCase[]): Promise<Shown[]> {
  const stage = createStage({ cacheDir: join('.data', 'evals') })
  const { talk, close } = await talkOn(stage)
  const asked: Shown[] = []
  for (const one of cases) {
    const answered = await talk(one, 1)
    if ('refused' in answered) continue
    for (const [at, { item }] of offersOf(answered.turn).entries())
      asked.push({
        id: `${one.id}/${at + 1}`,
        said: one.say.join('\n'),
        offer: `${item.title}, ${item.provider.name}`,
        about: aboutOf(item),
        author: gradeOf(item, one.expect, one.say),
      })
  }
  close()
  stage.close()
  return asked
}

/** What an offer is about, as its record says; nothing of where, when and how much, which is not graded. */
const aboutOf = ({ kind, certification, occupations, summary }: Item): string =>
  [kinds[kind], certification?.label, occupations.map(({ code, label }) => `${code} ${label}`).join(', '), summary]
    .filter(Boolean)
    .join(' · ')

const kinds: Readonly<Record<Item['kind'], string>> = {
  training: 'formation',
  skill: 'savoir-être',
  event: 'événement',
}

/** So many of them by a fixed seed, those of one need apart from each other: each is graded on its own. */
function drawn(asked: readonly Shown[], draw: number): Shown[] {
  const random = createRandom('drawn to be graded')
  return asked
    .map((one) => ({ one, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, draw)
    .map(({ one }) => one)
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { port: text, dir: text, draw: text, grader: text },
    })
  } catch (cause) {
    throw new UsageError(typedWrong(cause), { cause })
  }
}
