import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gradedIn } from '../grade/grades.ts'
import { shareOf } from '../scorer.ts'
import { defineSuite, type Suite } from '../suite.ts'
import { SuiteDataError } from '../suites/jsonl.ts'
import {
  byModelScorers,
  caseHolds,
  prepareSaid,
  type Said,
  type SaidOutput,
  saidScorers,
  showSaid,
} from '../suites/said.ts'
import { readCases } from './table.ts'

/** Every file of a folder is a suite of its name: lines of JSON, or a table from a spreadsheet. No code is needed. */
export function suitesIn(folder: string): Suite[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /^[a-z][a-z0-9-]*\.(?:jsonl|csv)$/.test(name))
    .sort()
    .map((name) => suiteOf(join(folder, name), name.replace(/\.\w+$/, '')))
}

const suiteOf = (file: string, name: string): Suite =>
  defineSuite<Said, SaidOutput>({
    name,
    about: `Cases of ${file.split('/').slice(-2).join('/')}: what was said, and what the answer must be.`,
    provenance: {
      written: 'by who looked at a turn that went wrong; whoever changes words or a prompt reads them.',
      how: 'seen',
      graded: gradedIn(file.replace(/\.\w+$/, '.grades.json')) ?? 'by one person',
    },
    prompts: ['read-message', 'compose'],
    alsoWithout: true,
    primary: (prompt) => (prompt === 'compose' ? 'worded by the model' : 'case holds'),
    async prepare(context) {
      const cases = await readCases(file)
      const twice = cases.filter(({ id }, at) => cases.findIndex((one) => one.id === id) < at)
      // Runs are paired by these names: of two cases of one name, one would stand for both.
      if (twice.length > 0)
        throw new SuiteDataError(`${file}: several cases are called ${twice.map(({ id }) => id).join(', ')}.`)
      return prepareSaid(
        cases.map((one) => ({ ...one, split: 'test' as const })),
        context,
      )
    },
    scorers: [
      shareOf({ name: 'case holds', about: 'Cases of which all that they say of the answer is so.' }, (_, output) =>
        caseHolds(output),
      ),
      ...saidScorers,
      ...byModelScorers,
    ],
    // Whoever writes a case means it: every one holds, or the run fails. What of it does not is told with the case.
    gates: [{ measure: 'case holds', comparison: 'at least', bar: 1 }],
    show: showSaid,
  })
