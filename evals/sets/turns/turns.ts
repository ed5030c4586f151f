import { join } from 'node:path'
import { z } from 'zod'
import { Act } from '../../../src/need/acts/act.ts'
import { readJsonLines } from '../../suites/jsonl.ts'

/** A turn as one hand wrote it, for a state of the exchange; the acts are that hand's: three of them have no name in the contract. */
export const SaidTurn = z.strictObject({
  id: z.string(),
  /** What stands on the screen before it: nothing, options, a question, offers that break a criterion, or options of which one was chosen. */
  context: z.enum(['none', 'options', 'question', 'not-enough', 'decided']),
  said: z.string().min(1),
  act: z.union([Act, z.enum(['answer', 'other-person', 'off'])]),
  /** What it changes, where it changes something. */
  means: z.string().optional(),
})
export type SaidTurn = z.infer<typeof SaidTurn>

export const readTurns = (half: 'tuned' | 'scored'): SaidTurn[] =>
  readJsonLines(join(import.meta.dirname, `${half}.jsonl`), SaidTurn)
