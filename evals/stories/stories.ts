import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import type { CorpusMessage } from '../corpus/corpus.ts'
import { readMarks } from '../corpus/marks.ts'
import { readJsonLines } from '../suites/jsonl.ts'

const StoryLine = z.strictObject({ id: z.string().min(1), hand: z.string().min(1), text: z.string().min(1) })

/** Messages of which only the stories are labelled, `⟦story|…⟧`: what the model of stories learns from beside the corpus. */
export function readStories(folder: string): CorpusMessage[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
  return files.sort().flatMap((name) =>
    readJsonLines(join(folder, name), StoryLine).map((line) => {
      const marked = readMarks(line.text)
      return { ...line, ...marked, file: basename(name, '.jsonl'), act: 'need', before: [], masked: marked }
    }),
  )
}

const BlindLine = z.object({
  id: z.string(),
  set: z.string(),
  text: z.string(),
  best: z.string().nullish(),
  spans: z.array(z.object({ start: z.int(), end: z.int() })).optional(),
})

/** The halves of blind messages for the guard that may be tuned on. */
export const tunedHalves: readonly string[] = ['tuned', 'second-tuned'].map((half) =>
  join(import.meta.dirname, `../suites/guardrails/blind/${half}.jsonl`),
)

/** The half of the guard's blind messages that may be tuned on: its stories, and what is none. */
export function readTunedStories(file: string): CorpusMessage[] {
  return readJsonLines(file, BlindLine).flatMap(({ id, set, text, best, spans = [] }) => {
    const story = set === 'story'
    if (!story && set !== 'ordinary' && !(set === 'legit' && best === 'pass')) return []
    const marked = { text, spans: story ? spans.map(({ start, end }) => ({ label: 'story', start, end })) : [] }
    return [
      {
        id,
        hand: id.slice(0, 1),
        file: basename(file, '.jsonl'),
        act: 'need' as const,
        before: [],
        ...marked,
        masked: marked,
      },
    ]
  })
}
