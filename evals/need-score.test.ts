import { readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { mintRedacted } from '../guardrails/redacted.ts'
import type { Reading } from '../src/criteria/reading/reading.ts'
import { mergeTurn } from '../src/need/merge.ts'
import { emptyProfile } from '../src/need/profile.ts'
import { askBack } from '../src/need/question.ts'
import { readNeed } from '../src/need/read-need.ts'
import { createReferential, type Referential } from '../src/occupations/referential.ts'
import { loadCommunes } from '../src/places/load-node.ts'
import { createPlaces, type Places } from '../src/places/places.ts'
import { f1, heldBefore, type NeedCase, scoreReading } from './need-score.ts'

const lines = <Case>(file: string): Case[] =>
  readFileSync(join(import.meta.dirname, 'suites', file), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Case)

const cases = lines<NeedCase>('need.jsonl')

describe('reading the annotated messages by rules', () => {
  let places: Places
  let referential: Referential

  beforeAll(async () => {
    places = createPlaces(await loadCommunes())
    const folder = join(import.meta.dirname, '../data/occupations')
    const files = (await readdir(folder)).filter((file) => /^[A-N]\.json$/.test(file))
    const domains = await Promise.all(files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8'))))
    referential = createReferential(domains.flat())
  })

  const readCase = (one: NeedCase): Reading =>
    readNeed(mintRedacted(one.text), {
      previous: heldBefore(one.previous),
      places,
      referential,
      today: one.today,
      locale: 'fr',
    })

  it('there are at least 250 of them, and at least 100 that tuning does not aim at', () => {
    expect(cases.length).toBeGreaterThanOrEqual(250)
    expect(cases.filter(({ split }) => split === 'test').length).toBeGreaterThanOrEqual(100)
  })

  it.each(['tune', 'test'] as const)('finds the right criteria with an F1 of at least .90 (%s part)', (split) => {
    const total = { right: 0, read: 0, expected: 0 }
    for (const one of cases.filter((each) => each.split === split)) {
      const score = scoreReading(one, readCase(one))
      total.right += score.right
      total.read += score.read
      total.expected += score.expected
    }
    expect(f1(total)).toBeGreaterThanOrEqual(0.9)
  })

  it('tells wishes from demands nine times out of ten', () => {
    const wishes = cases.flatMap((one) => (one.wishes ?? []).map((criterion) => ({ one, criterion })))
    const seen = wishes.filter(({ one, criterion }) =>
      readCase(one).read.some((each) => each.criterion === criterion && each.strength === 'wish'),
    )
    expect(seen.length / wishes.length).toBeGreaterThanOrEqual(0.9)
  })

  it('asks one question about what is vague, ambiguous or contradictory, and none about the rest', () => {
    const wrong = cases.filter((one) => {
      const reading = readCase(one)
      const { criteria } = mergeTurn(heldBefore(one.previous), {
        profile: emptyProfile,
        message: reading,
        today: one.today,
      })
      const question = askBack(criteria, reading, { locale: 'fr' })
      return one.asks ? question?.criterion !== one.asks : question !== null && !one.previous
    })
    expect(wrong.length / cases.length).toBeLessThanOrEqual(0.05)
  })
})

describe('the score of a reading', () => {
  const one: NeedCase = {
    id: 'lift',
    split: 'tune',
    today: '2026-11-24',
    text: 'à distance',
    expect: { excludeModalities: [] },
  }

  it('takes an emptied list for a lifted criterion', () => {
    expect(scoreReading(one, { patch: { excludeModalities: [] }, read: [], unread: [] })).toMatchObject({
      right: 1,
      faults: [],
    })
    expect(scoreReading(one, { patch: {}, read: [], unread: [] })).toMatchObject({ right: 0, expected: 1 })
  })
})
