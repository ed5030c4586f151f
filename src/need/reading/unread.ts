import { overlaps, type Span } from '../../../guardrails/language/fold.ts'
import { meaningfulWords } from '../../../guardrails/language/words.ts'
import { suspectedStories } from '../../../guardrails/stories/suspected.ts'
import type { Read } from '../../criteria/criteria.ts'
import type { Message } from '../../criteria/reading/message.ts'
import type { Unread } from '../../criteria/reading/reading.ts'
import { isNote, stretchAt } from '../../criteria/reading/stances.ts'
import { runsOf } from '../../criteria/topic/read-topic.ts'
import { notJudgedIn } from './not-judged.ts'

/**
 * What no criterion took, in offsets of the message as written: what seems to tell the person's story, which is kept back, and at most three
 * phrases of what sounds wanted, refused or required and was not understood. What tells of the person, of the past or to us is left out on
 * purpose, and is not told.
 */
export function unreadIn(message: Message, read: readonly Read[]): Unread[] {
  const suspected = suspectedStories(message.original)
  const covered = read.flatMap(({ span }) => (span ? [span] : []))
  const isRead = (run: Span) => covered.some((span) => overlaps(run, span))
  const keptBack = suspected.filter((story) => !isRead(story))
  const loose = runsOf(message, true).filter(
    (run) => !isRead(message.span(run.start, run.end)) && unreadRoles.has(roleOf(message, run)),
  )
  const notJudged = notJudgedIn(message).filter((span) => !isNote(message) || unreadRoles.has(roleOf(message, span)))
  const phrases = [
    ...notJudged,
    ...joined(message, loose).sort((one, other) => wordsIn(message, other) - wordsIn(message, one)),
  ].slice(0, mostPhrases)
  return [
    ...keptBack.map((span) => ({ ...span, because: 'kept-back' as const })),
    ...phrases
      .map(({ start, end }) => message.span(start, end))
      .filter((phrase) => !keptBack.some((story) => overlaps(phrase, story)))
      .map((span) => ({ ...span, because: 'not-understood' as const })),
  ].sort((one, other) => one.start - other.start)
}

/** More would not be read. */
const mostPhrases = 3

/** What a need is made of; a stretch without a role only joins others. */
const unreadRoles: ReadonlySet<string> = new Set(['want', 'refuse', 'condition', 'constraint'])

const roleOf = (message: Message, run: Span): string => stretchAt(message, run)?.role ?? 'none'

const wordsIn = ({ text }: Message, { start, end }: Span): number => meaningfulWords(text.slice(start, end)).length

/** Runs that follow one another with nothing but small words between are one phrase. */
function joined({ text }: Message, runs: readonly Span[]): Span[] {
  const phrases: Span[] = []
  for (const { start, end } of runs) {
    const last = phrases.at(-1)
    const isNext =
      last &&
      meaningfulWords(text.slice(last.end, start)).length === 0 &&
      !/[.,;:!?\n]/.test(text.slice(last.end, start))
    if (isNext) last.end = end
    else phrases.push({ start, end })
  }
  return phrases
}
