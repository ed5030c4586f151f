import { createRandom } from '../../../src/catalogue/demonstration/random.ts'
import type { Item } from '../../../src/item.ts'
import { applyFilters } from '../../../src/options/filters.ts'
import type { Turn } from '../../../src/record/turn.ts'
import { shareOf } from '../../scorer.ts'
import { evaluationDay } from '../../stage.ts'
import { defineSuite, type EvalCase } from '../../suite.ts'
import type { Bench } from '../retrieval/benches.ts'
import { readEveryday } from '../retrieval/everyday.ts'

interface Request extends EvalCase {
  text: string
  /** Grades of the offers that answer it, by id. */
  gains: ReadonlyMap<string, number>
}

/** Null when the guard blocked the request, though none says anything about a person. */
type Output = Answered | null

interface Answered {
  turn: Turn
  /** How many offers that answer the request pass its filters, graded by people who did not see the search. */
  answering: number
  /** Whether the product finds anything that answers, filters aside. */
  anywhere: boolean
}

/**
 * Whether "not enough" is honest: everyday requests, each near a town where it is taught and near any town, through the front door; and whether
 * what is shown answers. The floor is an absolute judgement (src/relevance), made without these grades.
 */
export const enoughSuite = defineSuite<Request, Output>({
  name: 'enough',
  provenance: {
    written: 'the everyday requests of retrieval, near a town.',
    how: 'generated',
    graded: 'by rule',
  },
  about:
    'Everyday requests near a town: whether "not enough" is said only when there is not, and what is shown answers (grades of everyday.jsonl).',
  async prepare({ stage, target }) {
    if (target)
      return { skipped: 'counts the offers of the catalogue in this process; a server is not asked (--target).' }
    const items = await stage.items()
    const places = await stage.places()
    const byId = new Map(items.map((item) => [item.id, item]))
    const everyday = await readEveryday(items)
    const queries = everyday.queries.filter(({ filter }) => filter.kinds?.includes('training'))
    const { assistant, close } = await stage.assistant({ newSeed: () => 'enough' })
    const caller = { tenant: 'evals', counsellor: 'evals', human: true }
    return {
      cases: queries.flatMap((query) => nearTowns(query, byId, places.communes)),
      async task({ text, gains }) {
        const conversation = await assistant.open(caller, {})
        if ('refused' in conversation) throw new Error(`A conversation was refused: ${conversation.refused}.`)
        const answer = await assistant.ask(caller, conversation.id, { text })
        if ('refused' in answer) return null
        for await (const part of answer.parts) {
          if (part.part !== 'turn') continue
          const { turn } = part
          const near = turn.criteria.near && places.byCode(turn.criteria.near.code)
          const graded = [...gains.keys()].flatMap((id) => byId.get(id) ?? []).map((item) => ({ item, merit: 1 }))
          const circumstances = { today: evaluationDay, near, alreadyRefused: new Set<string>() }
          const answering = applyFilters(graded, turn.criteria, circumstances).kept.length
          return { turn, answering, anywhere: turn.excluded.counts.length > 0 }
        }
        throw new Error('No turn was stored.')
      },
      close,
    }
  },
  scorers: [
    shareOf({ name: 'let through', about: 'Requests that the guard lets through.' }, (_, output) => output !== null),
    shareOf(
      {
        name: 'answered where two answer',
        about: 'Of the requests that two offers or more answer here, those that got options.',
      },
      answered((one, { turn, answering }) =>
        answering < 2 || turn.outcome === 'question' ? null : here(one, Number(turn.outcome === 'options'), 1),
      ),
    ),
    shareOf(
      { name: 'options that answer', about: 'Options shown that answer the request, by its grades.' },
      answered((one, { turn: { options } }) =>
        options.length === 0
          ? null
          : here(one, options.filter(({ item }) => one.gains.has(item.id)).length, options.length),
      ),
    ),
    shareOf(
      { name: 'not enough where none answers', about: 'Of the requests that no offer answers here, those told so.' },
      answered((one, { turn, answering }) =>
        answering > 0 || turn.outcome === 'question' ? null : here(one, Number(turn.outcome !== 'options'), 1),
      ),
    ),
    shareOf(
      {
        name: 'found at all',
        about: 'Requests that something of the catalogue answers, wherever and whenever it is, or that are asked about: all of them are taught somewhere.',
      },
      answered((one, { turn, anywhere }) =>
        here(one, Number(anywhere || turn.options.length > 0 || turn.outcome === 'question'), 1),
      ),
    ),
    shareOf(
      {
        name: 'a way out of not enough',
        about: 'Turns with not enough that show what is nearest or name a relaxation and its gain, where the catalogue answers at all.',
      },
      answered((one, { turn, anywhere }) =>
        turn.outcome === 'not-enough' && anywhere
          ? here(one, Number(turn.relax.length + turn.nearest.length > 0), 1)
          : null,
      ),
    ),
  ],
  gates: [
    { measure: 'let through', comparison: 'at least', bar: 0.99, fewest: 100 },
    { measure: 'answered where two answer', comparison: 'at least', bar: 0.85, fewest: 100 },
    { measure: 'not enough where none answers', comparison: 'at least', bar: 0.6, fewest: 20 },
    { measure: 'found at all', comparison: 'at least', bar: 0.95, fewest: 100 },
    { measure: 'a way out of not enough', comparison: 'at least', bar: 0.95, fewest: 20 },
  ],
  show: ({ text }, output) =>
    output
      ? `${text}: ${output.turn.outcome}, ${output.answering} answering\n${output.turn.options.map(({ item }) => item.title).join(' | ')}`
      : `${text}: blocked`,
})

type Score = { hits: number; of: number }

function answered(score: (one: Request, output: Answered) => Record<string, Score> | null) {
  return (one: Request, output: Output): Record<string, Score> | null => output && score(one, output)
}

function here({ id }: Request, hits: number, of: number) {
  return { '': { hits, of }, [id.endsWith('taught') ? 'taught here' : 'any town']: { hits, of } }
}

function nearTowns(
  { id, split, text, gains }: Bench['queries'][number],
  byId: ReadonlyMap<string, Item>,
  communes: readonly { name: string }[],
): Request[] {
  const random = createRandom(`evals/enough/${id}`)
  const taught = [...gains.keys()].flatMap((one) => byId.get(one)?.places[0]?.commune.name ?? [])
  const towns = [
    ['taught', taught.length > 0 ? random.pick(taught) : undefined],
    ['anywhere', random.pick(communes).name],
  ] as const
  return towns.flatMap(([where, town]) =>
    town ? [{ id: `${id}-${where}`, split, text: `${text} près de ${town}`, gains }] : [],
  )
}
