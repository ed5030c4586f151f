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
import { readStories, readTunedStories, tunedHalves } from '../stories/stories.ts'
import { type Message as Annotated, readMessages } from '../suites/guardrails/annotated.ts'
import type { ModelPlan } from './model-plan.ts'

/** Which clauses of a message tell the person's story. */
export const stories: ModelPlan<StoryLabel> = {
  name: 'stories',
  about:
    'Which clauses of a message tell a private story, also in words that no list holds. Of a clause it sees its words without gender or plural, in pairs, how they begin, what kind of thing they name (`word-kinds.json`), whether something is wanted in it, whether a lexicon found a fact or a name in it, and the same of the clauses beside it.',
  folder: 'guardrails/stories',
  labels: ['none', 'story'],
  settings: { bits: 15, longest: 1, rounds: 8, cost: 20, seed: 9, keep: 16_000 },
  commonest: 'none',
  surePrecision: 0.85,
  // On messages that it did not learn from, one clause in two hundred that tells nothing is cut from here on; from 30, one in a hundred. What is between is kept back.
  sureAt: 70,
  sureOf: 'story',
  // What lexicons found weighs so much that little is learned of the words beside it: the same lessons also without.
  views: ['as typed', 'lists unread'],
  // Hands X, Y and M mark as a story what is intimate by law, and as context what a family does: less than what is cut here.
  learnsFrom: ({ file }) => !/^[XYM]$/.test(file),
  also: () => [
    ...readStories(join(import.meta.dirname, '../stories')),
    ...tunedHalves.flatMap(readTunedStories),
    ...ordinary(),
    ...honest(),
    ...trades(),
    ...templates(1, ({ spans }) => spans.every(({ type }) => kindOf(type) === 'personal')).filter(
      ({ text }) => !tells(text),
    ),
  ],
  lesson(message, view) {
    const { row, labels } = read(message, view)
    return { row, cuts: labels.map((label, at) => ({ start: at, end: at + 1, label })) }
  },
  judge(message, readings, view) {
    const { spans, labels } = read(message, view)
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
function read({ text, spans: marked }: CorpusMessage, view: string) {
  const folded = fold(text)
  const message = messageOf(folded)
  const facts = factsIn(message).filter(({ type }) => view === 'as typed' || kindOf(type) !== 'story')
  const { clauses, units: shown } = clauseRow(message, facts, written)
  const units = view === 'lists unread' ? shown.map((unit) => unit.filter((one) => !ofLists.test(one))) : shown
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

/** What a clause shows because a word of a list stands in it, or in the one beside it. */
const ofLists = /^(?:sign|together|wanted|before|after|near):(?:.* )?(?:listed|[A-Z_]{5,})\b/

/** Some of those lines say what the lexicons of stories hold. */
const tells = (text: string): boolean => factsIn(messageOf(fold(text))).some(({ type }) => kindOf(type) === 'story')

export function factsIn(message: Message): Candidate[] {
  const found: Candidate[] = []
  for (const recogniser of wordRecognisers) for (const one of recogniser.find(message, found)) found.push(one)
  return found
}

/** Hard honest messages about other people's words and orders: no story either. Later hands also told of the person in theirs, which nobody marked. */
const honest = (): CorpusMessage[] =>
  readConductLessons()
    .filter(({ id, label }) => label === 'pass' && /^[LMNK]-/.test(id))
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

/** How trades are told: one in three of the tellings that occupations are found by. */
const trades = (): CorpusMessage[] =>
  readFileSync(join(import.meta.dirname, '../../data/occupations/tellings.txt'), 'utf8')
    .split('\n')
    .filter((line, at) => /^[A-Z]\d{4} /.test(line) && at % 3 === 0)
    .map((line, at) => untold(`trade-${at}`, 'guard', 'trades', line.slice(6)))
    .filter(({ text }) => !tells(text))

/** So many messages of each template that lists are tuned on, with what they hold. */
export function templates(most: number, keep: (message: Annotated) => boolean = () => true): CorpusMessage[] {
  const byTemplate = new Map<string, Annotated[]>()
  for (const message of readMessages()) {
    if (message.split !== 'tune' || !keep(message)) continue
    byTemplate.set(message.template, [...(byTemplate.get(message.template) ?? []), message])
  }
  return [...byTemplate.values()].flatMap((same) =>
    same.slice(0, most).map(({ id, text, spans }) => ({
      ...untold(id, 'templates', 'templates', text),
      spans: spans.map(({ type, start, end }) => ({ label: type, start, end })),
    })),
  )
}
