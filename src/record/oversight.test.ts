import { describe, expect, it } from 'vitest'
import { type Count, summarise } from './oversight.ts'

const count = (name: Count['name'], key: string, by: number): Count => ({ name, key, by })

describe('the oversight summary', () => {
  it('masks what happened fewer than five times', () => {
    const { decisions, alerts } = summarise(
      [count('decision', 'choose', 12), count('decision', 'own', 4), count('alert', 'PERSON', 5)],
      {},
    )
    expect(decisions.byKind).toEqual([
      { key: 'choose', count: 12 },
      { key: 'own', count: null },
    ])
    expect(alerts).toEqual([{ key: 'PERSON', count: 5 }])
  })

  it('compares how often the first place is chosen with how often chance would', () => {
    const { firstPlace } = summarise(
      [count('chosen', '1/4', 10), count('chosen', '3/4', 10), count('chosen', '2/2', 20)],
      {},
    )
    expect(firstPlace).toEqual({ share: 0.25, expected: (20 / 4 + 20 / 2) / 40, n: 40 })
    expect(summarise([count('chosen', '1/4', 4)], {}).firstPlace).toEqual({ share: null, expected: null, n: null })
  })

  it('gives each provider what it received beside what it deserved, and no share that tells of four people', () => {
    const { exposure, templateShare } = summarise([count('asked', 'template', 3), count('asked', 'own-words', 30)], {
      b: { exposure: 3, merit: 4 },
      a: { exposure: 9, merit: 10 },
    })
    expect(exposure).toEqual([{ provider: 'a', exposure: 9, merit: 10, ratio: 0.9 }, null])
    expect(templateShare).toBeNull()
  })
})
