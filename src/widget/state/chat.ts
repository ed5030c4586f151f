import type { Locale } from '../../../guardrails/finding.ts'
import type { CriteriaInput } from '../../criteria/criteria.ts'
import type { Dropped } from '../../need/profile.ts'
import type { DecisionInput } from '../../record/decision.ts'
import type { Turn } from '../../record/turn.ts'
import type { Api, MessageBody } from './api.ts'
import type { BrowserGuard } from './browser-guard.ts'
import { type Attempt, type ChatEvent, type ChatState, emptyChat, reduce } from './chat-state.ts'
import { isProblem, type Problem } from './problem.ts'
import { redactDossier, redactMessage } from './redact-message.ts'
import { readAnswer } from './stream.ts'

/** A decision as a person makes it on the page; the digest and what it supersedes are added here. */
export type Choice =
  | { kind: 'choose'; optionIds: [string, ...string[]]; note?: string }
  | { kind: 'none'; reason?: (DecisionInput & { kind: 'none' })['reason']; note?: string }
  | { kind: 'own'; itemId?: string; text?: string; note?: string }

export type Chat = ReturnType<typeof createChat>

/** Where the id of the conversation survives a reload of the tab; nothing else is kept. */
export interface Memory {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

const remembered = 'eventail-conversation'

/** Holds the conversation of one page: what it knows, and what a counsellor can do. Every text is redacted before it leaves. */
export function createChat(options: {
  api: Api
  guard: BrowserGuard
  memory: Memory
  locale: () => Locale
  newKey: () => string
  onState: (state: ChatState, event: ChatEvent) => void
}) {
  const { api, guard, memory, newKey } = options
  let state = emptyChat

  function tell(event: ChatEvent): void {
    state = reduce(state, event)
    options.onState(state, event)
  }

  /** Shows again the conversation of this tab, if the server still has it. */
  async function resume(): Promise<void> {
    const id = memory.getItem(remembered)
    if (!id) return
    tell({ event: 'work-begun', busy: 'conversation' })
    const answer = await api.conversation(id)
    if (answer.ok) {
      for (const turn of answer.value.turns) reserve(turn)
      tell({ event: 'conversation-received', conversation: answer.value })
    } else if (answer.problem.status === 404) close()
    else tell({ event: 'problem-met', problem: answer.problem, during: 'conversation' })
  }

  async function opened(
    more: { dossier?: object; objection?: boolean } = {},
    policy?: string,
  ): Promise<string | Problem> {
    if (state.conversation) return state.conversation.id
    const answer = await api.openConversation({ locale: options.locale(), ...more }, newKey(), policy)
    if (!answer.ok) return answer.problem
    memory.setItem(remembered, answer.value.id)
    tell({ event: 'conversation-received', conversation: answer.value })
    return answer.value.id
  }

  /** Redacts a message and sends it; `typed` is given back if it does not go through. */
  async function send(message: MessageBody, typed = message.text ?? ''): Promise<void> {
    if (state.sending) return
    const redacted = await redactMessage(message, guard)
    const key = newKey()
    if (redacted.stays) {
      const attempt: Attempt = { key, message, body: {}, typed, findings: redacted.findings }
      return tell({ event: 'problem-met', problem: problemOfRedaction(redacted), during: 'message', attempt })
    }
    const { body, policy, findings } = redacted
    await deliver({ key, message, body, policy, typed, findings })
  }

  async function deliver(attempt: Attempt): Promise<void> {
    const fail = (problem: Problem) => tell({ event: 'problem-met', problem, during: 'message', attempt })
    const id = await opened()
    if (typeof id !== 'string') return fail(id)
    tell({ event: 'message-sent', attempt })
    const response = await api.sendMessage(id, attempt.body, attempt.key, attempt.policy)
    if (isProblem(response)) return fail(response)
    let problem: Problem | undefined
    let shown: string | undefined
    for await (const event of readAnswer(response)) {
      if (event.kind === 'status') tell({ event: 'status-told', status: event.status })
      else if (event.kind === 'criteria') tell({ event: 'criteria-read', criteria: event.criteria })
      else if (event.kind === 'option') tell({ event: 'option-argued', place: event.place, option: event.option })
      else if (event.kind === 'turn' && event.turn.id === shown) tell({ event: 'turn-worded', turn: event.turn })
      else if (event.kind === 'turn') await store(event.turn)
      else problem = event.problem
      // A problem on the way may still be followed by the turn, worded without a model and labelled so.
      if (event.kind === 'turn') {
        problem = undefined
        shown = event.turn.id
      }
    }
    if (problem) fail(problem)
  }

  /** A turn may have decided or set aside what waited before it: those are read again. */
  async function store(turn: Turn): Promise<void> {
    reserve(turn)
    const { id, turns } = state.conversation!
    const waiting = turns.filter((one) => one.state === 'to-decide' && one.id !== turn.id)
    const again = await Promise.all(waiting.map((one) => api.turn(id, one.id)))
    tell({ event: 'turn-stored', turn, again: again.flatMap((answer) => (answer.ok ? [answer.value] : [])) })
  }

  /** Corrects the criteria of the last turn: its options step back, and can be brought back. */
  async function correct(criteria: CriteriaInput, text?: string): Promise<void> {
    await send({ ...(text && { text }), ...(Object.keys(criteria).length > 0 && { criteria }) })
  }

  /** Confirms a decision that was said in words and filled in. */
  async function confirm(decision: DecisionInput): Promise<void> {
    await send({ decision })
  }

  /** Brings the earlier set of options back. */
  async function undo(): Promise<void> {
    if (state.busy || !state.conversation) return
    tell({ event: 'work-begun', busy: 'undo' })
    const answer = await api.undo(state.conversation.id, newKey())
    if (answer.ok) await store(answer.value)
    else tell({ event: 'problem-met', problem: answer.problem, during: 'message' })
  }

  /**
   * Sends again what did not go through: the same message under the same key, so that it can only count once. Under other rules it is checked anew.
   */
  async function retry(): Promise<void> {
    const { attempt, problem } = state.problem ?? {}
    if (!attempt) return
    if (problem?.code === 'policy-changed') await send(attempt.message, attempt.typed)
    else await deliver(attempt)
  }

  async function decide(turn: Turn, choice: Choice): Promise<void> {
    if (state.busy) return
    tell({ event: 'work-begun', busy: 'decision' })
    const fail = (problem: Problem) => tell({ event: 'problem-met', problem, during: 'decision' })
    const supersedes = turn.decision?.id
    const decision = {
      ...choice,
      optionsDigest: turn.optionsDigest!,
      ...(supersedes && { supersedes }),
    } as DecisionInput
    const redacted = await redactMessage({ decision }, guard)
    if (redacted.stays) return fail(problemOfRedaction(redacted))
    const answer = await api.decide(state.conversation!.id, turn.id, redacted.body.decision!, newKey(), redacted.policy)
    if (answer.ok) tell({ event: 'decision-recorded', decision: answer.value })
    else fail(answer.problem)
  }

  /** Reads the conversation again: after a conflict, what the server has is what counts. */
  async function reload(): Promise<void> {
    if (!state.conversation) return resume()
    const answer = await api.conversation(state.conversation.id)
    if (answer.ok) tell({ event: 'conversation-received', conversation: answer.value })
    else tell({ event: 'problem-met', problem: answer.problem, during: 'conversation' })
  }

  /** Takes another dossier, already without its unknown fields; `dropped` are those. What is kept and dropped comes back. */
  async function changeDossier(dossier: object, dropped: readonly Dropped[]): Promise<void> {
    tell({ event: 'work-begun', busy: 'profile' })
    const redacted = await redactDossier(dossier, guard)
    if (redacted.stays) return tell({ event: 'problem-met', problem: problemOfRedaction(redacted), during: 'profile' })
    tell({ event: 'dossier-minimised', dropped: [...dropped, ...redacted.dropped] })
    await change({ dossier: redacted.dossier }, { says: 'profile-kept', policy: redacted.policy })
  }

  const setObjection = (objection: boolean) => change({ objection })

  async function change(
    body: { dossier?: object; objection?: boolean },
    { says, policy }: { says?: 'profile-kept'; policy?: string } = {},
  ): Promise<void> {
    const existing = state.conversation?.id
    const id = existing ?? (await opened(body, policy))
    if (typeof id !== 'string') return tell({ event: 'problem-met', problem: id, during: 'profile' })
    const answer = existing
      ? await api.changeConversation(id, body, policy)
      : ({ ok: true, value: state.conversation! } as const)
    if (answer.ok) tell({ event: 'conversation-received', conversation: answer.value, says })
    else tell({ event: 'problem-met', problem: answer.problem, during: 'profile' })
  }

  /** Leaves this conversation for a new one; nothing known of the person stays in the tab. */
  function close(says?: 'erased'): void {
    memory.removeItem(remembered)
    guard.forget()
    tell({ event: 'conversation-closed', says })
  }

  async function erase(): Promise<void> {
    const id = state.conversation?.id
    if (!id) return close()
    const answer = await api.eraseConversation(id)
    if (answer.ok || answer.problem.status === 404) close('erased')
    else tell({ event: 'problem-met', problem: answer.problem, during: 'conversation' })
  }

  function reserve(turn: Turn): void {
    if (turn.message) guard.reserve(turn.message.redacted)
    for (const text of turn.criteria.constraints) guard.reserve(text)
  }

  return {
    resume,
    send,
    correct,
    retry,
    confirm,
    undo,
    decide,
    reload,
    changeDossier,
    setObjection,
    close,
    erase,
    dismiss: () => tell({ event: 'problem-dismissed' }),
  }
}

function problemOfRedaction(redaction: {
  because: string
  findings: Problem['findings']
  limit?: number
  pointer: string
}): Problem {
  const { because, findings, limit, pointer } = redaction
  const errors = [{ pointer, detail: because }]
  if (because === 'too-long') return { code: 'message-too-long', status: 0, limit, errors }
  if (because === 'guard-failure') return { code: 'guard-failure', status: 0, errors }
  return { code: 'message-blocked', status: 0, findings, errors }
}
