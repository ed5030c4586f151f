import { join } from 'node:path'
import { attack } from './attack/attack.ts'
import { addCases } from './cases/add.ts'
import { suitesIn } from './cases/cases.ts'
import { UsageError } from './command.ts'
import { evaluate } from './evaluate.ts'
import { grade } from './grade/grade.ts'
import { suites } from './suites/all.ts'
import { SuiteDataError } from './suites/jsonl.ts'

const folder = join(import.meta.dirname, 'cases')
const print = (text: string) => void process.stdout.write(`${text}\n`)
const complain = (text: string) => void process.stderr.write(`${text}\n`)
const [verb, ...rest] = process.argv.slice(2)

const verbs: Readonly<Record<string, () => Promise<number>>> = {
  async add() {
    for (const line of await addCases(rest, folder)) print(line)
    return 0
  },
  grade: () => grade(rest, { print }),
  attack: () => attack(rest, { print }),
}

/** What was answered is kept as it comes: nothing is lost but what is being asked. */
function cutShort(): void {
  complain('\nCut short. What was answered so far is kept: the same command goes on from there.')
  process.exit(130)
}

try {
  const run = verbs[verb ?? '']
  if (!run) process.once('SIGINT', cutShort)
  process.exitCode = run
    ? await run()
    : await evaluate(process.argv.slice(2), {
        suites: [...suites, ...suitesIn(folder)],
        environment: process.env,
        print,
        complain,
      })
} catch (error) {
  if (!(error instanceof UsageError || error instanceof SuiteDataError)) throw error
  complain(error.message)
  process.exitCode = 2
}
