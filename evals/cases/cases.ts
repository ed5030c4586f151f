import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { SaidCase } from '../said.ts'
import { defineSuite, type Suite } from '../suite.ts'
import { readJsonLines } from '../suites/jsonl.ts'
import { prepareSaid, type Said, type SaidOutput, saidScorers, showSaid } from '../suites/said.ts'
import { readTable } from './table.ts'

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
    primary: 'options right or close',
    async prepare(context) {
      const cases = file.endsWith('.csv') ? await readTable(file) : readJsonLines(file, SaidCase)
      return prepareSaid(
        cases.map((one) => ({ ...one, split: 'test' as const })),
        context,
      )
    },
    scorers: saidScorers,
    // Whoever writes a case means it: what it says of the answer holds, or the run fails.
    gates: [
      { measure: 'outcome acceptable', comparison: 'at least', bar: 1 },
      { measure: 'criteria right', comparison: 'at least', bar: 1 },
      { measure: 'occupation or topic', comparison: 'at least', bar: 1 },
      { measure: 'absurd or refused', comparison: 'at most', bar: 0 },
      { measure: 'words of the answer', comparison: 'at least', bar: 1 },
    ],
    show: showSaid,
  })
