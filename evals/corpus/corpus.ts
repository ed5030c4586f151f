import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { sha256 } from '../../guardrails/digest.ts'
import { Act, type HeardAct } from '../../src/need/acts/act.ts'
import { Role } from '../../src/need/roles/role.ts'
import { readJsonLines } from '../suites/jsonl.ts'
import { MarksError, maskPeople, readMarks, type Span } from './marks.ts'

/** A message of the corpus as it was typed, with what its author says each part of it is. */
export interface CorpusMessage {
  id: string
  /** The file it stands in: hands of one file were written side by side. */
  file: string
  hand: string
  act: HeardAct
  /** The conversation it belongs to, its place there, and how many options stood on the screen before it. */
  talk?: string
  turn?: number
  shown?: number
  /** What the messages of the talk before it were, in their order. */
  before: HeardAct[]
  /** The real sentence or occupation sheet that it started from. */
  from?: string
  text: string
  spans: Span[]
  /** The same as the guard would let it through: people are `[PERSONNE_1]`. */
  masked: { text: string; spans: Span[] }
}

const roles: readonly string[] = Role.options
const labels: readonly string[] = [...roles, 'person', 'place', 'what']

export const CorpusLine = z
  .strictObject({
    id: z.string().min(1),
    hand: z.string().min(1),
    talk: z.string().optional(),
    turn: z.int().min(1).optional(),
    shown: z.int().min(0).max(8).optional(),
    act: Act,
    from: z
      .string()
      .regex(/^(?:(?:spoken|written):\d+|rome:[A-N]\d{4})$/)
      .optional(),
    text: z.string().min(1).max(8000),
  })
  .superRefine(({ talk, turn, shown, text }, { addIssue }) => {
    if ((talk === undefined) !== (turn === undefined)) addIssue('A talk and a turn go together.')
    if (shown !== undefined && talk === undefined) addIssue('Only a message of a talk has options on the screen.')
    try {
      for (const fault of faultsOf(readMarks(text).spans)) addIssue(fault)
    } catch (error) {
      if (!(error instanceof MarksError)) throw error
      addIssue(error.message)
    }
  })
export type CorpusLine = z.infer<typeof CorpusLine>

function faultsOf(spans: readonly Span[]): string[] {
  const unknown = spans.filter(({ label }) => !labels.includes(label)).map(({ label }) => `There is no label ${label}.`)
  const outer = spans.filter(({ label }) => roles.includes(label))
  const nested = outer
    .filter((role, at) => outer.some((other, place) => place < at && role.start < other.end))
    .map(({ label }) => `The role ${label} stands inside another role.`)
  return [...unknown, ...nested]
}

export const corpusFolder = import.meta.dirname

/** Every message of every file, in the order of files and lines. Throws SuiteDataError at the first line that is not in the format. */
export function readCorpus(folder: string = corpusFolder): CorpusMessage[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
  return files.sort().flatMap((name) => {
    const lines = readJsonLines(join(folder, name), CorpusLine)
    return lines.map((line) => ({
      ...line,
      ...readMarks(line.text),
      file: name.replace('.jsonl', ''),
      before: lines.filter(({ talk, turn }) => talk && talk === line.talk && turn! < line.turn!).map(({ act }) => act),
      masked: readMarks(maskPeople(line.text)),
    }))
  })
}

/**
 * Whether a message is never trained on: a third of the talks, and of the messages that stand alone, by the SHA-256 of their id.
 * A talk is never cut in two, and a message stays on its side when others are added.
 */
export const isHeldOut = ({ id, talk }: { id: string; talk?: string }): boolean =>
  Number.parseInt(sha256(talk ?? id).slice(0, 8), 16) % 3 === 0
