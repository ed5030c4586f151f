import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { UsageError } from './command.ts'
import { InfrastructureError } from './infrastructure.ts'
import { type Exchange, tokensIn } from './recorder.ts'

/** Euros a million tokens, by model; whoever pays edits evals/prices.json. */
const Prices = z.record(z.string(), z.object({ input: z.number(), output: z.number(), source: z.string() }))

export interface Spent {
  requests: number
  inputTokens: number
  outputTokens: number
  /** Undefined where the price of a model is not in evals/prices.json. */
  euros?: number
}

export type Spending = ReturnType<typeof createSpending>

/** Counts what a run would cost before it starts and what it costs while it runs; stops it at the budget. */
export function createSpending(budget: number | undefined) {
  const prices = Prices.parse(JSON.parse(readFileSync(new URL('prices.json', import.meta.url), 'utf8')))
  const expected = new Map<string, Spent>()
  const paid = new Map<string, Spent>()

  function add(to: Map<string, Spent>, model: string, inputTokens: number, outputTokens: number): void {
    const so = to.get(model) ?? nothing
    const price = prices[model.split('@')[0]!]
    const cost = price && (inputTokens * price.input + outputTokens * price.output) / 1_000_000
    to.set(model, {
      requests: so.requests + 1,
      inputTokens: so.inputTokens + inputTokens,
      outputTokens: so.outputTokens + outputTokens,
      euros: cost === undefined || so.euros === undefined ? undefined : so.euros + cost,
    })
  }
  const foreseen = () => total(expected)
  const spent = () => total(paid)

  return {
    foreseen,
    spent,
    expect: (model: string, body: string) => add(expected, model, tokensIn(body), replyTokens),
    told() {
      const { requests, inputTokens, outputTokens, euros } = foreseen()
      const cost = euros === undefined ? 'a price that evals/prices.json does not know' : `about ${cents(euros)} €`
      return `To ask: ${requests} requests, about ${inputTokens} tokens sent and ${outputTokens} received, ${cost}.`
    },
    refuseBeyondBudget() {
      const { requests, euros } = foreseen()
      if (budget === undefined || requests === 0) return
      if (euros === undefined)
        throw new UsageError(
          '--budget needs the price of the model: add a line to evals/prices.json, as the one that is there.',
        )
      if (euros > budget)
        throw new UsageError(
          `That is more than the budget of ${budget.toFixed(2)} €; --budget ${cents(euros)} allows it.`,
        )
    },
    /** Throws once more was spent than the budget: what was answered is kept, and the next run goes on from there. */
    pay(model: string, { inputTokens, outputTokens }: Exchange) {
      add(paid, model, inputTokens, outputTokens)
      const { euros } = spent()
      if (budget !== undefined && (euros ?? 0) > budget)
        throw new InfrastructureError(`The budget of ${budget.toFixed(2)} € is spent; replies so far are kept.`)
    },
  }
}

/** Rounded up: a budget of what is told is enough. */
const cents = (euros: number): string => (Math.ceil(euros * 100) / 100).toFixed(2)

const nothing: Spent = { requests: 0, inputTokens: 0, outputTokens: 0, euros: 0 }

/** What four options worded take, at the longest; told before the start, so on the safe side. */
const replyTokens = 900

function total(by: ReadonlyMap<string, Spent>): Spent {
  return [...by.values()].reduce(
    (sum, one) => ({
      requests: sum.requests + one.requests,
      inputTokens: sum.inputTokens + one.inputTokens,
      outputTokens: sum.outputTokens + one.outputTokens,
      euros: sum.euros === undefined || one.euros === undefined ? undefined : sum.euros + one.euros,
    }),
    nothing,
  )
}
