import { createRandom, shuffled } from '../../../src/catalogue/demonstration/random.ts'
import type { Item } from '../../../src/item.ts'
import { writtenForms } from '../../../src/occupations/names.ts'
import type { Referential } from '../../../src/occupations/referential.ts'
import { fold } from '../../../guardrails/language/fold.ts'
import { offersOf, type Turn } from '../../../src/record/turn.ts'
import { shareOf } from '../../scorer.ts'
import type { Stage } from '../../stage.ts'
import { defineSuite, type EvalCase } from '../../suite.ts'
import type { Target } from '../../target.ts'

interface Asked extends EvalCase {
  text: string
  trade: string
  /** Domains (first letters) of the codes that bear this name. */
  domains: ReadonlySet<string>
  taught: boolean
}

interface Output {
  turn: Turn
  /** Shown, as options or as nearest, and of another domain than the trade's. */
  strangers: Item[]
}

/**
 * "Coiffeur à Sens": a trade and a town, the plainest need there is. What is shown is of the trade: a declared or derived code of its
 * domain, or a title that names it. Derived here anew, by the referential alone, not as the product judges.
 */
export const tradesSuite = defineSuite<Asked, Output>({
  name: 'trades',
  provenance: {
    written: 'from the referential of occupations and from towns; always the same.',
    how: 'generated',
    graded: 'by rule',
  },
  about: 'A trade at a town, 600 times: whether all that is shown, as options or as nearest, is of the trade’s domain.',
  async prepare({ stage, target }) {
    const cases = await tradesAtTowns(stage)
    const referential = stage.referential()
    const judged = (turn: Turn, one: Asked): Output => ({
      turn,
      strangers: offersOf(turn).flatMap(({ item }) => (isOf(item, one, referential) ? [] : [item])),
    })
    if (target) return { cases, task: async (one) => judged((await target.ask(one.text)).turn, one) }
    const { assistant, close } = await stage.assistant({ newSeed: () => 'trades' })
    return {
      cases,
      async task(one) {
        const conversation = await assistant.open(caller, {})
        if ('refused' in conversation) throw new Error(`A conversation was refused: ${conversation.refused}.`)
        const answer = await assistant.ask(caller, conversation.id, { text: one.text })
        if ('refused' in answer) throw new Error(`${one.text} was refused: ${answer.refused}.`)
        for await (const part of answer.parts) if (part.part === 'turn') return judged(part.turn, one)
        throw new Error('No turn was stored.')
      },
      close,
    }
  },
  scorers: [
    shareOf(
      { name: 'offers of the trade', about: 'Offers shown whose codes or title are of the trade’s domain.' },
      (_, { turn, strangers }) => {
        const of = offersOf(turn).length
        return of === 0 ? null : { hits: of - strangers.length, of }
      },
    ),
    shareOf(
      { name: 'sets without the trade', about: 'Sets shown of which no offer is of the trade’s domain.', better: 'lower' },
      (_, { turn, strangers }) => {
        const of = offersOf(turn).length
        return of === 0 ? null : strangers.length === of
      },
    ),
    shareOf(
      { name: 'shown where taught', about: 'Of the trades asked at a town where an offer declares them, those answered; questions aside.' },
      ({ taught }, { turn }) => (taught && turn.outcome !== 'question' ? offersOf(turn).length > 0 : null),
    ),
  ],
  gates: [
    { measure: 'offers of the trade', comparison: 'at least', bar: 1, fewest: 500 },
    { measure: 'sets without the trade', comparison: 'at most', bar: 0, fewest: 200 },
    { measure: 'shown where taught', comparison: 'at least', bar: 0.95, fewest: 100 },
  ],
  show: ({ text }, { turn, strangers }) =>
    [`${text}: ${turn.outcome}`, ...strangers.map(({ title, occupations }) => `stranger: ${title} (${occupations.map(({ code }) => code)})`)].join('\n'),
})

const caller = { tenant: 'evals', counsellor: 'evals', human: true }
const howManyTrades = 200
const townsEach = 3

/** Names of trades, of as many occupations, in either gender; at a town where it is taught, where there is one, and at two drawn ones. */
export async function tradesAtTowns(stage: Pick<Stage, 'referential' | 'items' | 'places'>): Promise<Asked[]> {
  const random = createRandom('evals/trades')
  const referential = stage.referential()
  const items = (await stage.items()).filter(({ kind, places }) => kind === 'training' && places.length > 0)
  const { communes } = await stage.places()
  const drawn = shuffled(referential.codes.filter((code) => tradeNames(code, referential).length > 0), random)
  return drawn.slice(0, howManyTrades).flatMap((code) => {
    const trade = random.pick(tradeNames(code, referential))
    const bearing = referential.match(trade).flatMap(({ occupations }) => occupations.map((one) => one.code))
    const domains = new Set([code, ...bearing].map((one) => one[0]!))
    const teaching = items.filter(({ occupations }) => occupations.some((one) => one.code === code))
    const taughtAt = teaching.length > 0 ? random.pick(teaching).places[0]!.commune.name : undefined
    return Array.from({ length: townsEach }, (_, at): Asked => {
      const taught = at === 0 && taughtAt !== undefined
      const town = taught ? taughtAt : random.pick(communes).name
      return { id: `${code}-${at + 1}`, split: 'test', text: `${trade} à ${town}`, trade, domains, taught }
    })
  })
}

/** Names of who does it, in either gender, as one says them: two words at most. */
const tradeNames = (code: string, referential: Referential): string[] =>
  referential
    .byCode(code)!
    .names.filter((name) => name.includes(' / '))
    .flatMap(writtenForms)
    .filter((name) => name.split(' ').length <= 2)

/** A declared code of the domain, or where none is declared a derived one, or a title that names the trade. */
function isOf({ title, certification, occupations }: Item, { trade, domains }: Asked, referential: Referential): boolean {
  const called = `${title}. ${certification?.label ?? ''}`
  const derived = referential.match(called).flatMap((mention) => mention.occupations.map(({ code }) => code))
  const codes = [...occupations.map(({ code }) => code), ...derived]
  return codes.some((code) => domains.has(code[0]!)) || fold(called).includes(fold(trade))
}
