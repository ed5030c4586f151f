import { letterAt } from '../options/option.ts'
import { Turn } from './turn.ts'

/** The shape that turns are stored in; raised when it changes, with a step below that brings older ones up to it. */
export const bodyVersion = 2

/** A turn as it is stored: its decision and state are kept beside it, since both change after it. */
export const bodyOf = (turn: Turn): string => JSON.stringify({ bodyVersion, ...turn, decision: null })

/** A stored turn of any version, as a turn of today in the state it is in. */
export function turnOfBody(body: string, state: string): Turn {
  const { bodyVersion: version = 1, ...stored } = JSON.parse(body) as Stored
  return Turn.parse({ ...steps.slice(version - 1).reduce((older, step) => step(older), stored), state })
}

type Stored = Record<string, unknown> & { bodyVersion?: number }

/** From version n to n + 1, in order. */
const steps: readonly ((older: Stored) => Stored)[] = [withLettersAndActs]

/** Version 1 knew neither letters nor acts, and every message was a need or a question about the options. Its digest stays as it was. */
function withLettersAndActs(older: Stored): Stored {
  const { options, lead, criteria, outcome } = older as unknown as Turn
  const lettered = options.map((option, place) => ({ ...option, letter: letterAt(place) }))
  return {
    ...older,
    criteria: { ...criteria, alternatives: [], refused: [], past: [] },
    act: outcome === 'about' ? 'fact' : 'need',
    options: lettered,
    lead: lead && { ...lead, letter: letterAt(options.length) },
    reply: [],
    common: [],
    nearest: [],
    unread: [],
  }
}
