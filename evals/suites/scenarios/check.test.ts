import { beforeAll, describe, expect, it } from 'vitest'
import type { Turn } from '../../../src/record/turn.ts'
import { rehearse, talkTo } from '../../../src/rehearsal.ts'
import { checkConversation, type RecordOf } from './check.ts'
import { type Played, play } from './play.ts'
import { readScripts, type Script } from './script.ts'

const script: Script = {
  id: 'two-searches',
  split: 'test',
  opening: { about: 'Two searches, the first one refused.', neverKept: ['Okonkwo'] },
  steps: [
    {
      say: { text: 'Mme Okonkwo cherche une formation de cuisinier' },
      expect: { outcome: 'options', findings: ['PERSON'] },
    },
    { decide: { kind: 'none', reason: 'not-relevant' }, expect: { decision: 'none' } },
    { say: { text: 'pas ceux-là, d’autres' }, expect: { newOptions: true, excluded: ['already-refused'] } },
  ],
}

describe('the check of a recorded conversation', () => {
  let played: Played
  let recordOf: RecordOf
  beforeAll(async () => {
    const { app, items } = await rehearse({ size: 1500, seed: 'check' })
    const byId = new Map(items.map((item) => [item.id, item]))
    recordOf = (id) => byId.get(id)
    played = await play(script, talkTo(app))
  })

  const faultsAfter = (tamper: (turn: Turn, played: Played) => void, change: Partial<Script> = {}) => {
    const copy = structuredClone(played)
    tamper(copy.answers[2]!.turn!, copy)
    return checkConversation({ ...script, ...change }, copy, recordOf)
  }

  it('finds nothing wrong with one that is as it should be', () => {
    expect(faultsAfter(() => {})).toEqual([])
  })

  it.each<[what: string, tamper: (turn: Turn, played: Played) => void, fault: RegExp]>([
    [
      'a refused option shown again',
      (turn, { answers }) => void (turn.options[0] = answers[0]!.turn!.options[0]!),
      /refused before/,
    ],
    [
      'an option argued one way',
      ({ options }) => void (options[0]!.claims = options[0]!.claims.filter(({ stance }) => stance === 'for')),
      /one way/,
    ],
    [
      'evidence that is not the record',
      ({ options }) => void (options[0]!.claims[0]!.evidence[0].value = 98765),
      /is not 98765/,
    ],
    [
      'a number in no evidence',
      ({ options }) => void (options[0]!.claims[0]!.text += ' 4217 personnes.'),
      /4217 in no evidence/,
    ],
    ['praise', ({ options }) => void (options[0]!.claims[0]!.text = 'La meilleure formation.'), /steers/],
    ['no option', (turn) => void turn.options.splice(0), /0 options/],
    ['a record that gives something else', (_, { answers }) => void (answers[2]!.replayed = false), /record/],
    ['a turn that was not kept', (_, { kept }) => void kept.turns.pop(), /turns kept/],
    ['a name that was kept', (_, one) => void (one.sheet += 'Okonkwo'), /kept or sent/],
    [
      'a refusal nobody expected',
      (_, { answers }) =>
        void (answers[2] = { ...answers[2]!, turn: undefined, problem: { code: 'internal', findings: [] } }),
      /internal/,
    ],
    ['nothing told to be excluded', ({ excluded }) => void (excluded.counts = []), /nothing excluded/],
  ])('finds %s', (_, tamper, fault) => {
    expect(faultsAfter(tamper).join('\n')).toMatch(fault)
  })
})

it('has twenty recorded conversations, one of them of twenty turns', () => {
  const scripts = readScripts()
  expect(scripts.length).toBeGreaterThanOrEqual(20)
  expect(Math.max(...scripts.map(({ steps }) => steps.filter((step) => 'say' in step).length))).toBeGreaterThanOrEqual(
    20,
  )
})
