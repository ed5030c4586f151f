import { expect, it } from 'vitest'
import type { Candidate } from './detect/recogniser.ts'
import { resolve } from './overlaps.ts'

const resolved = (text: string, ...found: readonly [type: Candidate['type'], part: string, score: number][]) =>
  resolve(
    found.map(([type, part, score]) => ({
      type,
      start: text.indexOf(part),
      end: text.indexOf(part) + part.length,
      score,
    })),
    text,
  ).map(({ type, start, end }) => [type, text.slice(start, end)])

it('keeps the rest of a name whose end reads as the beginning of an address', () => {
  expect(
    resolved('Gil Lacour Cours Pasteur 12', ['PERSON', 'Gil Lacour Cours', 0.8], ['ADDRESS', 'Cours Pasteur 12', 0.9]),
  ).toEqual([
    ['PERSON', 'Gil Lacour'],
    ['ADDRESS', 'Cours Pasteur 12'],
  ])
})

it('keeps one of two readings of one thing, and no part of a number', () => {
  expect(resolved('Gil Lacour', ['PERSON', 'Gil Lacour', 0.9], ['ADDRESS', 'Lacour', 0.8])).toEqual([
    ['PERSON', 'Gil Lacour'],
  ])
  expect(resolved('06 39 98 12 34 85', ['PHONE', '06 39 98 12 34', 0.9], ['NIR', '98 12 34 85', 0.8])).toEqual([
    ['PHONE', '06 39 98 12 34'],
  ])
})
