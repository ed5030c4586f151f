import { expect, it } from 'vitest'
import { createReferential } from '../../src/occupations/referential.ts'
import { readOccupations } from '../../src/read-sources.ts'
import { subjectsIn } from '../../src/subjects/subjects-in.ts'
import { isHeldOut, readCorpus } from './corpus.ts'

const referential = createReferential(readOccupations())
const sought = readCorpus()
  .filter((message) => !isHeldOut(message))
  .flatMap(({ text, spans }) =>
    spans.flatMap(({ label, start, end }) => (label === 'what' ? [text.slice(start, end)] : [])),
  )

/** Words that are somebody's occupation and nothing else: "plombier", "aide à domicile". */
const isTrade = (words: string) =>
  referential.match(words).some(({ name, start, end }) => name.includes(' / ') && end - start === words.length)

it('finds no subject in the words of a trade: of those of the corpus, fewer than three in a hundred say one', () => {
  const trades = sought.filter(isTrade)
  const mistaken = trades.filter((words) => subjectsIn(words).length > 0)
  expect(trades.length).toBeGreaterThan(150)
  expect(mistaken.length / trades.length).toBeLessThan(0.03)
})
