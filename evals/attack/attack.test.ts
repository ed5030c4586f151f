import { expect, it } from 'vitest'
import { runAttacks, runCanaries } from './attack.ts'
import seeds from './attacks.json' with { type: 'json' }
import { mutate, type Seeds } from './mutations.ts'
import { encodings, leaksIn } from './sinks.ts'

it('finds a datum in each of twelve encodings, and none where there is none', () => {
  const datum = '06 48 15 16 23'
  expect(Object.keys(encodings)).toHaveLength(12)
  for (const [name, encode] of Object.entries(encodings)) {
    const found = leaksIn({ here: `before ${encode(`${datum}`)} after`, there: 'nothing' }, [datum])
    expect([name, found.map(({ sink }) => sink)]).toEqual([name, ['here']])
  }
})

it('sees words that the guard lets pass in all that keeps, sends or shows them, and personal data nowhere', async () => {
  const { leaks, seen } = await runCanaries()
  expect(leaks).toEqual([])
  // The control is what a datum would be without a guard: a search that missed it would miss everything.
  expect(seen.sort()).toEqual(['answer', 'conversation', 'model', 'records', 'sent', 'sheet', 'stream'])
}, 120_000)

it('lets nothing that an obedient model says reach a person, whatever the guise, and decides nothing', async () => {
  const some = mutate(seeds as unknown as Seeds).filter(({ planted }, at) => planted || at % 5 === 0)
  const { results, asked } = await runAttacks(some)
  expect(results.filter(({ words, effects }) => words.length + effects.length > 0)).toEqual([])
  // Otherwise nothing was put to the test.
  expect(asked).toBeGreaterThan(5)
}, 120_000)
