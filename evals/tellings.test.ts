import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { toldOccupation } from '../src/criteria/occupation/told.ts'
import { createReferential } from '../src/occupations/referential.ts'
import { readOccupations } from '../src/read-sources.ts'
import { readJsonLines } from './suites/jsonl.ts'

/** Work told without its name, and whose it is: written blind, and never looked at while the rest was written. */
const tellings = readJsonLines(
  join(import.meta.dirname, 'sets/tellings-scored.jsonl'),
  z.object({ code: z.string(), telling: z.string() }),
)

it('finds the trade that a telling is of, first or among three', () => {
  const referential = createReferential(readOccupations())
  const ranked = tellings.map(({ code, telling }) => ({
    code,
    found: referential.nearest(telling, 3).map(({ occupation }) => occupation.code),
    told: toldOccupation(telling, referential).map((occupation) => occupation.code),
  }))
  const share = (some: typeof ranked, holds: (one: (typeof ranked)[number]) => boolean) =>
    some.filter(holds).length / some.length
  const first = share(ranked, ({ code, found }) => found[0] === code)
  const three = share(ranked, ({ code, found }) => found.includes(code))
  const family = share(ranked, ({ code, found }) => found[0]?.slice(0, 3) === code.slice(0, 3))
  const taken = ranked.filter(({ told }) => told.length === 1)
  const right = share(taken, ({ code, told }) => told[0] === code)
  const figures = { first, three, family, taken: taken.length / ranked.length, right }
  console.log(
    `${ranked.length} tellings:`,
    JSON.stringify(figures, (_, value) => value.toFixed?.(3) ?? value),
  )
  expect(first).toBeGreaterThan(0.44)
  expect(three).toBeGreaterThan(0.62)
  expect(right).toBeGreaterThan(0.68)
})
