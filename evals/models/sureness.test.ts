import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import stored from '../../src/relevance/sureness.json' with { type: 'json' }
import { FEATURES, surelyAmong } from '../../src/relevance/sureness.ts'
import { countsOf, readSurenessLessons, surenessCard, surenessFiles, trainSureness } from './sureness.ts'

const lessons = surenessFiles.flatMap(readSurenessLessons)
const learned = lessons.filter(({ split }) => split === 'tune')
const scored = lessons.filter(({ split }) => split === 'test')

describe('the sureness of an answer', () => {
  it('is what its lessons make of it, and its card tells it', () => {
    const model = trainSureness(learned)
    expect(model).toEqual(stored)
    expect(readFileSync('src/relevance/sureness.md', 'utf8')).toBe(surenessCard(model))
  })

  it('is learned from needs that are none of those it is scored on', () => {
    const needs = new Set(learned.map(({ need }) => need))
    expect(scored.filter(({ need }) => needs.has(need))).toEqual([])
  })

  it('never rises by what speaks against an offer, nor falls by what speaks for it', () => {
    const signs = Object.values(FEATURES)
    for (const [at, weight] of stored.weights.entries()) expect(weight * signs[at]!).toBeGreaterThanOrEqual(0)
  })

  it('leaves an offer that stands alone, however little speaks for it, and the surest of every list', () => {
    const [faint, strong] = [Object.keys(FEATURES).map(() => 0), Object.keys(FEATURES).map(() => 1)]
    expect(surelyAmong([[faint]], stored)).toEqual([true])
    expect(surelyAmong([[faint], [strong]], stored)).toEqual([false, true])
  })

  it('sets back, of needs that it was not learned from, wrong answers rather than right ones, and empties no list', () => {
    const { rules, sure, emptied } = countsOf(scored, stored)
    expect(sure.not / rules.not).toBeLessThan(0.9)
    expect(sure.answers / rules.answers).toBeGreaterThan(0.94)
    expect(emptied).toBe(0)
  })
})
