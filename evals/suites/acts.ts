import { guard } from '../../guardrails/guard.ts'
import { createPlaceholders } from '../../guardrails/placeholders.ts'
import { defaultPolicy } from '../../guardrails/policy.ts'
import type { Act } from '../../src/need/acts/act.ts'
import type { Conversation, Turn } from '../../src/record/turn.ts'
import { shareOf } from '../scorer.ts'
import { isCommand, readTurns, type SaidTurn } from '../sets/turns/turns.ts'
import type { Stage } from '../stage.ts'
import { defineSuite, type EvalCase } from '../suite.ts'

type Case = SaidTurn & EvalCase

interface Output {
  act: Act | 'other-person'
}

/** Turns by other hands, each said where it was written for: what is it taken for? */
export const actsSuite = defineSuite<Case, Output>({
  name: 'acts',
  about: 'What a turn is taken for, in the state of the exchange that it was written for (evals/sets/turns).',
  provenance: {
    written:
      'by hands that saw neither code, word lists nor catalogue; the plain commands by who wrote the rules (evals/sets/turns/README.md).',
    how: 'blind',
    graded: 'by one person',
    firstRead: { on: '2026-11-30', n: 600, figures: { right: 0.665 } },
  },
  primary: 'right',
  async prepare({ stage, target }) {
    if (target) return { skipped: 'hears turns in this process; a server is not asked (--target).' }
    const { hear, exchanges, close } = await exchangesOf(stage)
    return {
      cases: (['scored', 'tuned'] as const).flatMap((half) =>
        readTurns(half).map((one) => ({
          ...one,
          split: half === 'scored' || isCommand(one) ? ('test' as const) : ('tune' as const),
        })),
      ),
      task({ context, said }) {
        const { action, text } = guard(said, defaultPolicy, { locale: 'fr', placeholders: createPlaceholders() })
        if (action === 'block') return { act: 'distress' as const }
        return { act: hear(exchanges[context], text) }
      },
      close,
    }
  },
  scorers: [
    shareOf(
      { name: 'right', about: 'Turns taken for what they are, by act.' },
      ({ id, act }, heard) => {
        const hit = { hits: Number(accepted(act).includes(heard.act)), of: 1 }
        return isCommand({ id }) ? null : { '': hit, [act]: hit, [`hand ${id[0]}`]: hit }
      },
    ),
    shareOf(
      { name: 'commands', about: 'Plain commands that anybody would type, taken for what they are.' },
      ({ id, act }, heard) => {
        return isCommand({ id }) ? { '': { hits: Number(accepted(act).includes(heard.act)), of: 1 } } : null
      },
    ),
  ],
  gates: [
    { measure: 'right', comparison: 'at least', bar: 0.8 },
    { measure: 'commands', comparison: 'at least', bar: 0.95 },
  ],
  // The half that is scored is nobody's to read.
  shows: 'tune',
  show: ({ context, said, act }, heard) => `${said}\n${context}: ${act}; taken for: ${heard.act}`,
})

/** What a turn may be taken for. An answer to a question says a criterion; what is no business of the tool is told what it does. */
export function accepted(act: SaidTurn['act']): readonly Output['act'][] {
  if (act === 'answer') return ['need', 'amend', 'correction', 'remove']
  if (act === 'off') return ['meta']
  return [act]
}

/** An exchange in each state, as the assistant of the stage holds it. */
export async function exchangesOf(stage: Stage) {
  const { assistant, hear, close } = await stage.assistant({ newSeed: () => 'acts' })
  const caller = { tenant: 'acts', counsellor: 'evals', human: true }
  async function said(texts: readonly string[], outcome?: Turn['outcome'], choose = false): Promise<Conversation> {
    const opened = await assistant.open(caller, {})
    if ('refused' in opened) throw new Error(opened.refused)
    let last: Turn | undefined
    for (const text of texts) {
      const answer = await assistant.ask(caller, opened.id, { text })
      if ('refused' in answer) throw new Error(answer.refused)
      for await (const part of answer.parts) if (part.part === 'turn') last = part.turn
    }
    if (last?.outcome !== outcome) throw new Error(`${texts} was answered by ${last?.outcome}`)
    if (choose)
      await assistant.decide(caller, opened.id, last!.id, {
        kind: 'choose',
        optionIds: [last!.options[0]!.id],
        optionsDigest: last!.optionsDigest!,
      })
    return (await assistant.conversation(caller, opened.id))!
  }
  const exchanges: Record<SaidTurn['context'], Conversation> = {
    none: await said([]),
    question: await said(['elle cherche une formation'], 'question'),
    options: await said(['une formation de cuisinier à Lille'], 'options'),
    'not-enough': await said(['une formation de soudeur au Havre, niveau CAP, gratuite'], 'not-enough'),
    decided: await said(['une formation de cuisinier à Lille'], 'options', true),
  }
  return { hear, exchanges, close }
}
