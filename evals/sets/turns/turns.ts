import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { HeardAct } from '../../../src/need/acts/act.ts'
import { readJsonLines } from '../../suites/jsonl.ts'

/** A turn as one hand wrote it, for a state of the exchange; the acts are that hand's: three of them are none of the contract. */
export const SaidTurn = z.strictObject({
  id: z.string(),
  /** What stands on the screen before it: nothing, options, a question, offers that break a criterion, or options of which one was chosen. */
  context: z.enum(['none', 'options', 'question', 'not-enough', 'decided']),
  said: z.string().min(1),
  act: z.enum([...HeardAct.options, 'answer']),
  /** What it changes, where it changes something. */
  means: z.string().optional(),
})
export type SaidTurn = z.infer<typeof SaidTurn>

/** Whether a turn is one of the plain commands that anybody would type, written by who wrote the rules. */
export const isCommand = ({ id }: Pick<SaidTurn, 'id'>): boolean => id.startsWith('C-')

/** The turns of every hand: those that teach and may be read, or those that are only scored. */
export const readTurns = (half: 'tuned' | 'scored'): SaidTurn[] =>
  readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.jsonl') && name.endsWith('scored.jsonl') === (half === 'scored'))
    .sort()
    .flatMap((name) => readJsonLines(join(import.meta.dirname, name), SaidTurn))
