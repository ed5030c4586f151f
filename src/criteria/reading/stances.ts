import { overlaps, type Span } from '../../../guardrails/language/fold.ts'
import type { Message } from './message.ts'

/**
 * What something found in a message is for: it is asked for, refused, left behind, or told beside the need (a date of birth, the hours of a
 * husband, how long a trade was held).
 */
export type Stance = 'asked' | 'refused' | 'left' | 'aside'

/** In offsets of the folded text, `end` excluded. */
export interface Stand {
  /** A criterion, or `trade`, `subject` or `place` where it is only named. */
  type: string
  start: number
  end: number
  stance: Stance
  /** Whether it stands far enough above the others to act upon. */
  sure: boolean
}

/** A stretch of words, and what it does: `want`, `context`, `courtesy`…; in offsets of the folded text, `end` excluded. */
export interface Stretch {
  role: string
  start: number
  end: number
}

/** Words that name what is wanted, refused or left; in offsets of the folded text, `end` excluded. */
export interface Goal {
  goal: 'wanted' | 'refused' | 'left'
  start: number
  end: number
  /** Wanted for want of better: the words that come closest, where none stand out. */
  faint: boolean
}

interface Heard {
  goals: readonly Goal[]
  stands: readonly Stand[]
  stretches: readonly Stretch[]
}

const heard = new WeakMap<Message, Heard>()

export const hear = (message: Message, heardIn: Heard): void => void heard.set(message, heardIn)

export const goalsOf = (message: Message): readonly Goal[] => heard.get(message)?.goals ?? []

/** What stands out as wanted. */
const clearGoals = (message: Message): Goal[] =>
  goalsOf(message).filter(({ goal, faint }) => goal === 'wanted' && !faint)

/** Whether words stand out as naming what is wanted. */
export const hasGoal = (message: Message): boolean => clearGoals(message).length > 0

/** Whether what stands here is surely beside what is wanted: other words stand out as that, and these are not surely asked for. */
export function isBesideGoal(message: Message, type: string, span: Span): boolean {
  const goals = clearGoals(message)
  return goals.length > 0 && !goals.some((goal) => overlaps(goal, span)) && !isSought(message, type, span)
}

/** The stretch that most of these words stand in; undefined where they only join others. */
export function stretchAt(message: Message, { start, end }: Span): Stretch | undefined {
  const shared = (one: Span) => Math.min(one.end, end) - Math.max(one.start, start)
  const over = (heard.get(message)?.stretches ?? []).filter((one) => shared(one) > 0)
  return over.sort((one, other) => shared(other) - shared(one))[0]
}

/** Whether a message is long enough to tell of the person beside the need. */
export const isNote = ({ text }: Message): boolean => text.length >= shortest

/** In characters: some twenty words. */
const shortest = 120

/** The stance of what was found here; undefined where nothing was. */
export const standAt = (message: Message, type: string, { start, end }: Span): Stand | undefined =>
  heard.get(message)?.stands.find((one) => one.type === type && one.start === start && one.end === end)

/** Whether what stands here is surely asked for. */
export function isSought(message: Message, type: string, span: Span): boolean {
  const stand = standAt(message, type, span)
  return stand?.sure === true && stand.stance === 'asked'
}

/** Whether a trade or a subject is surely asked for. */
export const hasSought = (message: Message): boolean =>
  (heard.get(message)?.stands ?? []).some(
    ({ type, stance, sure }) => (type === 'trade' || type === 'subject') && stance === 'asked' && sure,
  )

/** Whether it surely is no part of the need. */
export function isBesideNeed(message: Message, type: string, span: Span): boolean {
  const stand = standAt(message, type, span)
  return stand?.sure === true && (stand.stance === 'aside' || stand.stance === 'left')
}
