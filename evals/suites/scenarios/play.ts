import { z } from 'zod'
import { Option } from '../../../src/options/option.ts'
import { Decision } from '../../../src/record/decision.ts'
import { isPending } from '../../../src/record/refused-items.ts'
import { Conversation, SentRequest, Turn } from '../../../src/record/turn.ts'
import type { talkTo } from '../../../src/rehearsal.ts'
import type { DecisionScript, Say, Script, Step } from './script.ts'

/** What one step was answered. A turn, a decision, a conversation changed, offers found, or a problem. */
export interface Answer {
  step: Step
  turn?: Turn
  decision?: Decision
  conversation?: Conversation
  found?: Option['item'][]
  problem?: { code: string; findings: Findings }
  /** What left for a model, and whether the record gives the turn again. */
  sent?: SentRequest[]
  replayed?: boolean
  /** The item that the step puts back by hand. */
  putBack?: string
  /** Time of this thread, in milliseconds: what else the machine does is not counted. */
  ms: number
}

export interface Played {
  opened: Conversation
  answers: Answer[]
  /** The conversation as it is kept in the end. */
  kept: Conversation
  /** The explanation owed to the person, as a page. */
  sheet: string
}

type Findings = { type: string; start: number; end: number }[]

/** Plays a conversation over HTTP, as an integrator's client would: it holds what it was answered, and nothing else. */
export async function play({ opening, steps }: Script, client: ReturnType<typeof talkTo>): Promise<Played> {
  const { locale, dossier } = opening
  const opened = Conversation.parse((await client.call('POST', '/v1/conversations', { locale, dossier })).body)
  const here = `/v1/conversations/${opened.id}`
  const answers: Answer[] = []
  const screen = createScreen()
  for (const step of steps) {
    const { method, path, body, putBack } = requestOf(step, screen)
    const began = process.threadCpuUsage()
    const response = await client.call(method, path.replace('{here}', here), body)
    const { user, system } = process.threadCpuUsage(began)
    const ms = (user + system) / 1000
    const answer: Answer = { step, ms, putBack, ...readAnswer(step, response) }
    if (answer.turn) {
      const turn = `${here}/turns/${answer.turn.id}`
      answer.sent = Sent.parse((await client.call('GET', `${turn}/sent`)).body).requests
      answer.replayed = Replayed.parse((await client.call('GET', `${turn}/replay`)).body).same
    }
    answers.push(answer)
    screen.show(answer, body)
  }
  const kept = Conversation.parse((await client.call('GET', here)).body)
  return { opened, answers, kept, sheet: (await client.call('GET', `${here}/sheet`)).text }
}

const Sent = z.object({ requests: z.array(SentRequest) })
const Replayed = z.object({ same: z.boolean() })
const Found = z.object({ data: z.array(Option.shape.item) })
const Refused = z.object({
  code: z.string(),
  findings: z
    .array(
      z.object({
        type: z.string(),
        start: z.number(),
        end: z.number(),
      }),
    )
    .default([]),
})

function readAnswer(step: Step, { status, body }: { status: number; body: unknown }): Partial<Answer> {
  if (status >= 400) return { problem: Refused.parse(body) }
  if ('say' in step) return { turn: Turn.parse(body) }
  if ('decide' in step) return { decision: Decision.parse(body) }
  if ('change' in step) return { conversation: Conversation.parse(body) }
  return { found: Found.parse(body).data }
}

/** What the counsellor has before their eyes: the last turn that asks or shows something, the decision on it, the text just blocked. */
function createScreen() {
  let shown: Turn | undefined
  let last: Turn | undefined
  let decision: Decision | undefined
  let blocked: { text: string; findings: Findings } | undefined
  return {
    shown: () => need(shown, 'No options were shown.'),
    last: () => need(last, 'Nothing was answered yet.'),
    decision: () => decision,
    isPending: () => shown !== undefined && decision === undefined,
    blocked: () => need(blocked, 'No message was blocked.'),
    show({ turn, decision: made, problem }: Answer, body: unknown) {
      if (problem?.code === 'message-blocked') {
        blocked = { text: z.object({ text: z.string() }).parse(body).text, findings: problem.findings }
      }
      decision = made ?? decision
      last = turn ?? last
      if (turn && isPending(turn)) {
        shown = turn
        decision = undefined
      } else if (turn?.outcome === 'not-enough') shown = undefined
    },
  }
}

type Screen = ReturnType<typeof createScreen>
interface ToSend {
  method: string
  path: string
  body?: Record<string, unknown>
  putBack?: string
}

function requestOf(step: Step, screen: Screen): ToSend {
  if ('change' in step) return { method: 'PATCH', path: '{here}', body: step.change }
  if ('search' in step) return { method: 'GET', path: `/v1/catalogue/search?${new URLSearchParams(step.search)}` }
  if ('decide' in step) {
    const path = `{here}/turns/${screen.shown().id}/decision`
    return { method: 'POST', path, body: decisionOf(step.decide, screen) }
  }
  const { putBack, ...body } = messageOf(step.say, screen)
  // What a script decides on is what is pending then; a turn that showed nothing leaves nothing to decide.
  const decision = step.decision && screen.isPending() ? { decision: decisionOf(step.decision, screen) } : {}
  return { method: 'POST', path: '{here}/messages', body: { ...body, ...decision }, putBack }
}

function messageOf(say: Say, screen: Screen): Record<string, unknown> & { putBack?: string } {
  const { text, template, criteria, lead } = say
  const asked = {
    ...(text !== undefined && { text }),
    ...(template && { template }),
    ...(criteria && { criteria }),
    ...(lead && { lead: 'text' in lead ? lead : { itemId: optionAt(screen.shown(), lead.option).item.id } }),
  }
  if (say.answer) return { ...asked, criteria: at(screen.last().question?.choices, say.answer).criteria }
  if (say.relax) {
    const { criterion, to, and } = at(screen.last().relax, say.relax)
    return { ...asked, criteria: { [criterion]: to, ...(and && { [and.criterion]: and.to }) } }
  }
  const putBack = say.putBack
    ? need(
        screen.last().excluded.examples.find(({ because }) => because.rule === say.putBack),
        `Nothing was excluded by ${say.putBack}.`,
      ).item.id
    : say.askAgainFor && optionAt(screen.shown(), say.askAgainFor).item.id
  if (!putBack) return asked
  return { ...asked, putBack, criteria: { includeItems: [...screen.last().criteria.includeItems, putBack] } }
}

function decisionOf(script: DecisionScript, screen: Screen): Record<string, unknown> {
  const { kind, reason, text, note, options, aside } = script
  const turn = screen.shown()
  return {
    kind,
    ...(reason && { reason }),
    ...(text && { text }),
    ...(note && { note }),
    ...(options && { optionIds: options.map((place) => optionAt(turn, place).id) }),
    ...(aside && { aside: aside.map(({ option, ...why }) => ({ optionId: optionAt(turn, option).id, ...why })) }),
    ...(script.ownLead && { itemId: need(turn.lead, 'There is no lead.').item.id }),
    ...(script.supersedes && { supersedes: need(screen.decision(), 'Nothing was decided.').id }),
    optionsDigest: script.stale ? 'sha256:stale' : turn.optionsDigest,
  }
}

/** As they stand on the screen: those that answer, then the nearest. */
const optionAt = ({ options, nearest }: Turn, place: number): Option => at([...options, ...nearest], place)

const at = <Value>(values: readonly Value[] | undefined, place: number): Value =>
  need(values?.[place - 1], `There is no ${place} among what was shown.`)

function need<Value>(value: Value | null | undefined, because: string): Value {
  if (value === null || value === undefined) throw new Error(because)
  return value
}
