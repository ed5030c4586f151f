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
