import { overlaps, type Span } from '../../../guardrails/language/fold.ts'
import { meaningfulWords } from '../../../guardrails/language/words.ts'
import { fieldOf } from '../../occupations/fields.ts'
import type { Occupation } from '../../occupations/occupation.ts'
import type { Referential } from '../../occupations/referential.ts'
import { isAimedAt } from '../reading/cues.ts'
import type { Message } from '../reading/message.ts'
import { goalRuns, subjectsHeard, topicOf } from '../topic/read-topic.ts'
import { besides } from './mentions.ts'

/** Work that a message tells without its name, and whose it may be. */
export interface WorkTold extends Span {
  occupations: readonly Occupation[]
}

/**
 * The work told by the words that are the topic, where no trade and no subject is named: "celui qui met les fers aux chevaux". The words stay
 * in the topic, whose evidence they are.
 */
export function workTold(message: Message, referential: Referential): WorkTold | undefined {
  // Tellings are in French; words of English names alone tell too little.
  if (message.language === 'en') return undefined
  const runs = goalRuns(message)
  const [topic] = topicOf(message, runs)
  if (!topic) return undefined
  const isInTopic = (span: Span) => overlaps(span, topic)
  // A tool or a technique is part of what is told: "grimpe dans les arbres avec une tronçonneuse".
  const isAbout = (said: Span) => (said.end - said.start) * 2 > topic.end - topic.start
  if (subjectsHeard(message).some((said) => isInTopic(said) && (said.subject.family !== 'techniques' || isAbout(said))))
    return undefined
  const told = runs
    .filter(isInTopic)
    .flatMap((run): WorkTold[] => {
      const span = tellingOf(message, run)
      const words = message.text.slice(span.start, span.end)
      return besides(words) ? [] : [{ ...span, occupations: toldOccupation(words, referential) }]
    })
    .filter(({ occupations }) => occupations.length > 0)
  const aimed = told.filter(({ start }) => isAimedAt(message, start))
  const [first, ...others] = aimed.length > 0 ? aimed : told
  return [first, ...others].find((one) => one?.occupations.length === 1) ?? first
}

/**
 * The occupation that words tell without its name, "mettre le goudron sur les routes": one where it stands clear of the next, two to four
 * where they are close, none where the words say too little or name a whole field ("ressources humaines"). Of 2,198 tellings
 * that it does not hold, one is given for a third, right seven times in ten and of its family eight (evals/tellings.test.ts).
 */
export function toldOccupation(words: string, referential: Referential): readonly Occupation[] {
  if (meaningfulWords(words).filter((word) => !ANY_WORK.test(word)).length < FEWEST_WORDS) return []
  if (fieldOf(words).length > 0) return []
  const ranked = referential.nearest(words, MOST_CLOSE + 1)
  const [best] = ranked
  if (!best || best.similarity < TELLING) return []
  const close = ranked.filter(({ similarity }) => similarity * CLEAR > best.similarity)
  // Neighbours of one domain lead to much the same offers, and so do the words alone.
  const isOneDomain = close.every(({ occupation }) => occupation.code[0] === best.occupation.code[0])
  if (close.length > 1 && (isOneDomain || close.length > MOST_CLOSE || best.similarity < WORTH_ASKING)) return []
  return close.map(({ occupation }) => occupation)
}

/** "Travailler dehors" tells no trade. */
const ANY_WORK = /^(?:travaill|boss)/
/** One word is a subject or a field, and tells no work. */
const FEWEST_WORDS = 2
/** How much of the words the best must share, and how many times more than the next to stand clear. */
const TELLING = 0.2
const CLEAR = 1.5
/** A question costs a gesture: it is for words that say more. */
const WORTH_ASKING = 0.5
const MOST_CLOSE = 4

/** The stretch that tells what is done: from the verb that leads to the words, which is no part of a topic, as far as nothing breaks it. */
function tellingOf(message: Message, run: Span): Span {
  const clause = message.clauseAt(run.start)
  const before = message.text.slice(clause.start, run.start)
  const does = patterns.does.test(message.text.slice(run.start, run.end)) || patterns.doer.test(before)
  const verb = does ? null : patterns.work.exec(before)
  const rest = message.text.slice(run.end, Math.max(run.end, clause.end))
  let end = run.end + patterns.goesOn.exec(rest)![0].trimEnd().length
  while (end > run.end && message.isTaken(run.end, end)) end -= 1
  return { start: run.start - (verb?.[0].length ?? 0), end }
}

export const patterns = {
  /** "Bosser avec", "met des": the verb that leads to what is told. */
  work: /(?<=\b(?:qui|il|elle|on|je|j') ?(?:se |s')?)[a-z]{3,}(?: (?:[a-z]{1,4}|dans)){0,3} ?(?:[dl]')?$|\b[a-z]{2,}(?:er|ir|re|oir)(?: (?:[a-z]{1,4}|dans)){0,3} ?(?:[dl]')?$/,
  does: /^[a-z]{2,}(?:er|ir|re|oir) (?!pro\b)/,
  /** As far as a telling goes: no mark, nothing denied, nothing else wanted. */
  goesOn: /^(?:(?! (?:pas|sans|ni|mais|et veut|il est|elle est|il a|elle a|il habite|elle habite)\b)[^.,;:!?\n()])*/,
  doer: /\b(?:qui|il|elle|on|je|j')(?: se | s'| )?$/,
}
