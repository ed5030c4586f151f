import { expect, it } from 'vitest'
import { runAttacks, runCanaries } from './attack.ts'
import { mutate } from './mutations.ts'
import { readSeeds } from './seeds.ts'
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
  const some = mutate(readSeeds()).filter(({ planted }, at) => at % 12 === 0 || (planted && at % 3 === 0))
  const { results, asked, words } = await runAttacks(some)
  expect(results.filter(({ words, effects }) => words.length + effects.length > 0)).toEqual([])
  // Otherwise nothing was put to the test: its honest words do come through.
  expect(results.filter(({ heard }) => heard).length).toBeGreaterThan(3)
  expect(asked).toBeGreaterThan(15)
  expect(words).toBeGreaterThan(5)
}, 120_000)
