import { html, nothing, type TemplateResult } from 'lit'
import type { Finding } from '../../../guardrails/finding.ts'
import type { ChatState } from '../state/chat-state.ts'
import './contest-button.ts'
import type { Messages } from '../words/messages-fr.ts'
import type { Contest } from './contest-button.ts'
import { findingList } from './finding-list.ts'
import { icons } from './icons.ts'

export interface ProblemActions {
  retry: () => void
  reload: () => void
  restart: () => void
  goCatalogue: () => void
  dismiss: () => void
  contest: Contest
}

/** What went wrong, in one sentence, and the next step as a button. What was typed is kept elsewhere. */
export function problemNotice(
  { problem, during, attempt, undecided }: NonNullable<ChatState['problem']>,
  messages: Messages,
  /** What the decision that did not go through says: "B et D". */
  undecidedWords: string,
  actions: ProblemActions,
): TemplateResult {
  const { problem: words } = messages
  const unrecorded = undecided ? { title: words.notRecorded, next: words.notRecordedNext } : undefined
  const said = unrecorded ?? words.texts[problem.code] ?? words.texts.internal!
  const text = attempt?.body.text ?? ''
  // Found on this machine: the box is still full, and says it underneath.
  const toldUnderBox = problem.code === 'message-blocked' && problem.status === 0 && Boolean(attempt?.typed)
  return html`<div class="problem">
    <p class="problem-name">${icons.alert}<strong>${said.title}</strong></p>
    <p>${toldUnderBox ? messages.composer.seeBelow : said.next}</p>
    ${problem.limit ? html`<p>${words.limit(problem.limit)}</p>` : nothing}
    ${problem.errors && problem.code === 'invalid-request' ? errors(problem.errors) : nothing}
    ${toldUnderBox ? nothing : told(problem.findings ?? [], during === 'message' ? text : '', messages, actions)}
    ${problem.requestId && problem.status >= 500 ? html`<p class="hint">${words.request(problem.requestId)}</p>` : nothing}
    <div class="actions">
      ${
        undecided
          ? html`<button type="button" class="primary" @click=${actions.retry}>${messages.decision.recordThat(undecidedWords)}</button>`
          : steps(problem.code, problem.retryAfter, attempt !== undefined && problem.status !== 422, messages, actions)
      }
      <button type="button" class="quiet" @click=${actions.dismiss}>${words.dismiss}</button>
    </div>
  </div>`
}

/** What the server found in the text as it was sent: offsets are on that one. */
const told = (findings: readonly Finding[], text: string, messages: Messages, { contest }: ProblemActions) =>
  html`${findingList(findings, text, messages)}
    <eventail-contest .findings=${findings} .messages=${messages} .onContest=${contest}></eventail-contest>`

const errors = (list: { pointer: string; detail: string }[]) =>
  html`<ul>
    ${list.map(({ pointer, detail }) => html`<li><code>${pointer}</code> ${detail}</li>`)}
  </ul>`

function steps(
  code: string,
  retryAfter: number | undefined,
  again: boolean,
  { problem: words }: Messages,
  actions: ProblemActions,
): TemplateResult | typeof nothing {
  const button = (label: string, act: () => void, primary = true) =>
    html`<button type="button" class=${primary ? 'primary' : ''} @click=${act}>${label}</button>`
  switch (code) {
    case 'options-changed':
    case 'already-decided':
    case 'unknown-option':
    case 'nothing-pending':
      return button(words.refresh, actions.reload)
    case 'no-ai-path':
      return button(words.goCatalogue, actions.goCatalogue)
    case 'not-found':
      return button(words.restart, actions.restart)
    case 'interrupted':
      return html`${button(words.refresh, actions.reload)} ${again ? button(words.retry, actions.retry, false) : nothing}`
    case 'policy-changed':
      return again ? button(words.sendAgain, actions.retry) : nothing
    case 'stopped':
    case 'network':
    case 'internal':
    case 'overloaded':
    case 'rate-limited':
    case 'idempotency-running':
      return again ? button(retryAfter ? words.retryIn(retryAfter) : words.retry, actions.retry) : nothing
    default:
      return nothing
  }
}
