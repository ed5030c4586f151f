import { join } from 'node:path'
import { gradedIn } from '../grade/grades.ts'
import { SaidCase } from '../said.ts'
import { defineSuite } from '../suite.ts'
import { readJsonLines } from './jsonl.ts'
import { byModelScorers, prepareSaid, type Said, type SaidOutput, saidScorers, showSaid } from './said.ts'

const folder = join(import.meta.dirname, '../sets/needs')

const casesOf = (file: string, split: 'test' | 'tune'): Said[] =>
  readJsonLines(join(folder, `${file}.jsonl`), SaidCase).map((one) => ({ ...one, split }))

const allCases = (): Said[] => [
  ...casesOf('scored', 'test'),
  ...casesOf('W3-scored', 'test'),
  ...casesOf('tuned', 'tune'),
  ...casesOf('W3-tuned', 'tune'),
]

/** The same judgement of fewer of them. */
export const needsSuiteOf = (cases: () => Said[]) => defineSuite<Said, SaidOutput>({
  name: 'needs',
  about: 'Notes, e-mails and conversations answered by the whole assistant: read, understood, and offers that answer.',
  provenance: {
    written: 'by three hands that saw neither code, words nor catalogue (evals/sets/needs/README.md).',
    how: 'blind',
    graded: gradedIn(join(folder, 'grades.json')) ?? 'by one person',
    // Of the newest hand, W3; those of the others stand in the README.
    firstRead: {
      on: '2026-11-29',
      n: 70,
      figures: {
        'outcome acceptable': 0.857,
        'criteria right': 0.807,
        'place read or asked': 0.742,
        'occupation or topic': 0.781,
        'absurd or refused': 0.132,
        'options right': 0.713,
        'options right or close': 0.75,
        'clear asked': 0.062,
      },
    },
  },
  prompts: ['read-message', 'compose'],
  alsoWithout: true,
  // Words change no option: of them, how much may be shown.
  primary: (prompt) => (prompt === 'compose' ? 'worded by the model' : 'options right or close'),
  prepare: (context) => prepareSaid(cases(), context),
  scorers: [...saidScorers, ...byModelScorers],
  gates: [
    // Floors under the first reading, not what is aimed at: each fails only where the answer surely got worse than it was that day.
    { measure: 'outcome acceptable', comparison: 'at least', bar: 0.7 },
    { measure: 'criteria right', comparison: 'at least', bar: 0.7 },
    { measure: 'place read or asked', comparison: 'at least', bar: 0.75 },
    { measure: 'occupation or topic', comparison: 'at least', bar: 0.5 },
    { measure: 'absurd or refused', comparison: 'at most', bar: 0.25 },
    { measure: 'options right or close', comparison: 'at least', bar: 0.65 },
    { measure: 'words told as not understood', comparison: 'at most', bar: 0.1 },
  ],
  // The half that is scored is nobody's to read.
  shows: 'tune',
  show: showSaid,
})

/** The headline of the whole product: needs by three hands that saw none of it, the half that nobody reads. */
export const needsSuite = needsSuiteOf(allCases)
