import { expect, it } from 'vitest'
import { createTextIndex, type TextIndex } from './memory-text.ts'

const said = ['maçon', 'maçon coffreur', 'maçon', 'coffreur bancheur', 'maçon', 'maçon coffreur', 'grutier']
const wordsOf = (text: string) => text.split(' ')

function scores(index: TextIndex, terms: readonly string[]): number[] {
  const sums = new Float64Array(said.length)
  index.find(terms).addTo(sums, 1)
  return [...sums]
}

it('scores a row the same, whether what many rows say is held once or as often as it is said', () => {
  const once = createTextIndex(said, wordsOf)
  const apart = createTextIndex(
    said.map((text) => ({ text })),
    ({ text }) => wordsOf(text),
  )
  for (const terms of [['maçon'], ['coffreur'], ['maçon', 'bancheur'], ['grutier', 'coffreur', 'couvreur']]) {
    expect(scores(once, terms)).toEqual(scores(apart, terms))
  }
})

it('finds the best among admitted rows, of which several may say the same', () => {
  const found = createTextIndex(said, wordsOf).find(['maçon'])
  const [best = 0, longer = 0] = scores(createTextIndex(said, wordsOf), ['maçon'])
  expect(best).toBeGreaterThan(longer)
  expect(found.best((row) => row === 4)).toBeCloseTo(best, 6)
  expect(found.best((row) => row === 5)).toBeCloseTo(longer, 6)
  expect(found.best((row) => row === 6)).toBe(0)
})
