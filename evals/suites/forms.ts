import { readOccupations } from '../../src/read-sources.ts'
import { offersOf, type Turn } from '../../src/record/turn.ts'
import { meanOf, shareOf } from '../scorer.ts'
import { defineSuite, type EvalCase } from '../suite.ts'
import { type FormPair, generateForms } from './forms/pairs.ts'
import { talkOn } from './said.ts'

type Pair = FormPair & EvalCase

interface Output {
  outcomes: [string, string]
  /** The offers of either, in their order. */
  offers: [string[], string[]]
}

/** The same need in another form: whoever writes it, and however well, must be answered alike. */
export const formsSuite = defineSuite<Pair, Output>({
  name: 'forms',
  about:
    'The same need with its job in the other gender (every occupation), without accents, with one wrong letter in the town or the job, or spelt as French is learned: same outcome, same offers in the same places.',
  provenance: {
    written: 'from the referential of occupations and from towns; always the same.',
    how: 'generated',
    graded: 'by rule',
  },
  primary: 'same offers',
  fastEvery: 12,
  async prepare({ stage, target }) {
    if (target) return { skipped: 'a running server keeps one ledger: twins would not meet the same (--target).' }
    const { talk, close } = await talkOn(stage)
    const ask = async (text: string, id: string) => {
      const answered = await talk({ id, say: [text] }, 1)
      return 'refused' in answered ? { outcome: answered.refused, offers: [] } : seen(answered.turn)
    }
    return {
      cases: generateForms(readOccupations()),
      async task({ id, text, other }, trial) {
        const [one, twin] = [await ask(text, `${id}/${trial}/a`), await ask(other, `${id}/${trial}/b`)]
        return { outcomes: [one.outcome, twin.outcome], offers: [one.offers, twin.offers] }
      },
      close,
    }
  },
  scorers: [
    shareOf({ name: 'same outcome', about: 'Pairs answered in the same kind, by form.' }, ({ form }, { outcomes: [one, other] }) => ({
      [form]: { hits: Number(one === other), of: 1 },
    })),
    shareOf({ name: 'same offers', about: 'Pairs shown the same offers in the same places, by form.' }, ({ form }, { offers: [one, other] }) => ({
      [form]: { hits: Number(one.join('\n') === other.join('\n')), of: 1 },
    })),
    meanOf(
      { name: 'rank overlap', about: 'Of the places of both answers, those that hold the same offer, by form.', unit: 'share', better: 'higher' },
      ({ form }, { offers }) => ({ [form]: overlap(offers) }),
    ),
  ],
  gates: [
    { measure: 'same outcome', group: 'gender of the job', comparison: 'at least', bar: 1 },
    { measure: 'rank overlap', group: 'gender of the job', comparison: 'at least', bar: 1 },
    { measure: 'same outcome', group: 'no accents', comparison: 'at least', bar: 1 },
    { measure: 'rank overlap', group: 'no accents', comparison: 'at least', bar: 1 },
    { measure: 'same outcome', group: 'wrong letter in the town', comparison: 'at least', bar: 0.9 },
    { measure: 'same outcome', group: 'wrong letter in the job', comparison: 'at least', bar: 0.9 },
    { measure: 'same outcome', group: 'French being learned', comparison: 'at least', bar: 0.9 },
  ],
  show: ({ form, text, other }, { outcomes, offers }) =>
    `${form}\n${text} → ${outcomes[0]}\n${offers[0].join(' | ')}\n${other} → ${outcomes[1]}\n${offers[1].join(' | ')}`,
})

const seen = (turn: Turn) => ({ outcome: turn.outcome as string, offers: offersOf(turn).map(({ item }) => item.title) })

function overlap([one, other]: [string[], string[]]): number {
  const places = Math.max(one.length, other.length)
  return places === 0 ? 1 : one.filter((title, at) => title === other[at]).length / places
}
