import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Candidate } from '../../guardrails/detect/recogniser.ts'
import { type Message, messageOf } from '../../guardrails/detect/recogniser.ts'
import { wordRecognisers } from '../../guardrails/detect/recognisers.ts'
import { kindOf } from '../../guardrails/finding.ts'
import type { Row } from '../../guardrails/learner/row.ts'
import { fold } from '../../guardrails/normalise.ts'
import { clauseRow, written } from '../../guardrails/stories/clause-row.ts'
import type { StoryLabel } from '../../guardrails/stories/stories.ts'
import { readConductLessons } from '../conduct/lessons.ts'
import type { CorpusMessage } from '../corpus/corpus.ts'
import { readStories, readTunedStories } from '../stories/stories.ts'
import type { ModelPlan } from './model-plan.ts'

/** Which clauses of a message tell the person's story. */
export const stories: ModelPlan<StoryLabel> = {
  name: 'stories',
  about:
    'Which clauses of a message tell a private story, also in words that no list holds. Of a clause it sees its words without gender or plural, in pairs, their endings, what kind of thing they name (`word-kinds.json`), whether something is wanted in it, whether a lexicon found a fact or a name in it, and the same of the clauses beside it.',
  folder: 'guardrails/stories',
  labels: ['none', 'story'],
  settings: { bits: 15, longest: 1, rounds: 8, cost: 30, seed: 9, keep: 16_000 },
  commonest: 'none',
  surePrecision: 0.85,
  // On messages that it did not learn from: 1 of 35 that tell nothing is cut, 3 of 845 ordinary ones; from 110, 2 and 5.
  sureAt: 150,
  sureOf: 'story',
  views: ['as typed'],
  also: () => [
    ...readStories(join(import.meta.dirname, '../stories')),
    ...readTunedStories(join(import.meta.dirname, '../suites/guardrails/blind/tuned.jsonl')),
    ...ordinary(),
    ...honest(),
  ],
  lesson(message) {
    const { row, labels } = read(message)
    return { row, cuts: labels.map((label, at) => ({ start: at, end: at + 1, label })) }
  },
  judge(message, readings) {
    const { spans, labels } = read(message)
    return readings.map(({ start, label, margin }) => ({
      message,
      span: spans[start]!,
      wanted: labels[start]!,
      given: label,
      margin,
      words: 1,
    }))
  },
}

/** Read as the guard reads it: raw, behind the recognisers that go by words and rules. */
function read({ text, spans: marked }: CorpusMessage) {
  const folded = fold(text)
  const message = messageOf(folded)
  const { clauses, units } = clauseRow(message, factsIn(message), written)
  const row: Row = { units, stretch: () => [], words: clauses.map(({ words }) => Math.min(6, words.length)) }
  const told = marked.filter(({ label }) => label === 'story')
  const spans = clauses.map(({ start, end }) => ({ start: folded.startOf(start), end: folded.endOf(end - 1) }))
  const labels = spans.map(({ start, end }): StoryLabel => {
    let [letters, inStory] = [0, 0]
    for (let at = start; at < end; at += 1) {
      if (!/[\p{L}\p{N}]/u.test(text[at]!)) continue
      letters += 1
      if (told.some((span) => at >= span.start && at < span.end)) inStory += 1
    }
    return 2 * inStory > letters ? 'story' : 'none'
  })
  return { row, spans, labels }
}

/** Some of those lines say what the lexicons of stories hold. */
const tells = (text: string): boolean => factsIn(messageOf(fold(text))).some(({ type }) => kindOf(type) === 'story')

export function factsIn(message: Message): Candidate[] {
  const found: Candidate[] = []
  for (const recogniser of wordRecognisers) for (const one of recogniser.find(message, found)) found.push(one)
  return found
}

/** Hard honest messages about other people's words and orders: no story either. */
const honest = (): CorpusMessage[] =>
  readConductLessons()
    .filter(({ label }) => label === 'pass')
    .map(({ id, text }) => untold(id, 'L', 'conduct-lessons', text))

export function untold(id: string, hand: string, file: string, text: string): CorpusMessage {
  const marked = { text, spans: [] }
  return { id, hand, file, act: 'need', before: [], ...marked, masked: marked }
}

/** What a counsellor writes all day, in which nothing is a story. */
export const ordinary = (): CorpusMessage[] =>
  readFileSync(join(import.meta.dirname, '../../guardrails/ordinary-day.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#') && !tells(line))
    .map((text, at) => untold(`ordinary-${at}`, 'guard', 'ordinary-day', text))
