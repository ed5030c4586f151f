import { expect, it } from 'vitest'
import { features } from './words.ts'

it('marks roots and grams, so that they never meet a stem', () => {
  const { stem, root, grams } = features('soudeur')
  expect(stem).toBe('soudeur')
  expect(root).toBe('~soud')
  expect(grams).toContain('#^sou')
})
