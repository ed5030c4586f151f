import { html, nothing, type TemplateResult } from 'lit'
import type { Finding } from '../../../guardrails/finding.ts'
import { placeholderSource } from '../../../guardrails/placeholder-shape.ts'
import type { Criteria, CriteriaInput } from '../../criteria/criteria.ts'
import type { Option } from '../../options/option.ts'
import type { DecisionInput } from '../../record/decision.ts'
import type { Turn } from '../../record/turn.ts'
import './criteria-sentence.ts'
import './options-form.ts'
import type { Choice } from '../state/chat.ts'
import type { Sending } from '../state/chat-state.ts'
import { dayOf } from '../words/format.ts'
import type { Messages } from '../words/messages-fr.ts'
import { openable } from './claim-list.ts'
import type { Correction } from './criterion-editor.ts'
import { alsoValid, excluded, relaxations } from './exclusions.ts'
import { findingList } from './finding-list.ts'
import { icons } from './icons.ts'
import { optionCard } from './option-card.ts'
import type { Trace } from './turn-record.ts'

export interface TurnContext {
  messages: Messages
  restore: (text: string) => string
  /** Absent on every turn but the last: only the last word can be corrected. */
  onCorrect: ((correction: Correction) => void) | undefined
  /** Puts the cursor in the message box. */
  onWrite: () => void
  onDecide: (turn: Turn, choice: Choice) => void
  /** Confirms a decision filled in from words; absent on every turn but the last. */
  onConfirm: ((decision: DecisionInput) => void) | undefined
  /** Brings the earlier set back; absent where there is none, and on every turn but the last. */
  onUndo: (() => void) | undefined
  deciding: boolean
  trace: Trace
}

/** One exchange: what was asked, what was understood, what came of it. */
export function turnView(turn: Turn, foundHere: readonly Finding[], context: TurnContext): TemplateResult {
  // What left, and the replay, are folded: fetched with the first answer, not with the page.
  void import('./turn-record.ts')
  const { messages, onCorrect } = context
  const correct = onCorrect && ((criteria: CriteriaInput) => onCorrect({ criteria }))
  const found = [...foundHere, ...(turn.message?.findings ?? [])] as Finding[]
  return exchange({
    said: said(turn.message?.redacted ?? null, found, context),
    number: turn.number,
    criteria: searched(turn)
      ? html`${criteriaSentence(turn.criteria, turn, context)} ${unread(turn, context, correct)}
          ${otherReading(turn, messages, correct)}`
      : nothing,
    reply: reply(turn, messages),
    options: showsOffers(turn) ? optionsForm(turn.options, turn, context) : nothing,
    rest: html`${outcome(turn, context, correct)} ${turn.lead ? lead(turn, messages) : nothing}
      ${
        context.onUndo
          ? html`<p><button type="button" class="quiet" @click=${context.onUndo}>${messages.undo}</button></p>`
          : nothing
      }
      <div class="folds">${alsoValid(turn, messages, correct)} ${excluded(turn, messages, correct)}
        <eventail-record .turnId=${turn.id} .messages=${messages} .trace=${context.trace}></eventail-record>
      </div>`,
    messages,
  })
}

/** The exchange on its way: the same places, filled as the answer comes, so that what is open or focused stays so. */
export function sendingView(sending: Sending, number: number, context: TurnContext): TemplateResult {
  const { messages } = context
  const { searching, arguing } = messages.status
  return exchange({
    said: said(sending.body.text ?? (sending.body.template ? '…' : null), sending.findings, context),
    number,
    criteria: sending.criteria ? criteriaSentence(sending.criteria, null, context) : nothing,
    reply: nothing,
    options: sending.options.length > 0 ? optionsForm(sending.options, null, context) : nothing,
    rest: html`<p class="progress">
      <span class="dots" aria-hidden="true"></span>${sending.status === 'arguing' ? arguing : searching}
    </p>`,
    messages,
  })
}

type Part = TemplateResult | typeof nothing

const exchange = (parts: {
  said: Part
  number: number
  criteria: Part
  reply: Part
  options: Part
  rest: Part
  messages: Messages
}) =>
  html`${parts.said}
    <div class="answer">
      <h2 class="visually-hidden">${parts.messages.answer} ${parts.number}</h2>
      ${parts.criteria} ${parts.reply} ${parts.options} ${parts.rest}
    </div>`

/** Where all that is understood is new, nothing was amended. */
const amendsNeed = ({ number, changed, criteria }: Turn): boolean => number > 1 && changed.length < criteria.read.length

const criteriaSentence = (criteria: Criteria, turn: Turn | null, { messages, restore, onCorrect }: TurnContext) =>
  html`<eventail-criteria .criteria=${criteria} .changed=${turn && amendsNeed(turn) ? turn.changed : []}
    .messages=${messages} .open=${turn !== null && onCorrect !== undefined}
    .refines=${turn?.state === 'to-decide'}
    .restore=${restore} .onCorrect=${onCorrect ?? ignore}></eventail-criteria>`

const optionsForm = (options: readonly (Option | undefined)[], turn: Turn | null, context: TurnContext) =>
  html`<eventail-options data-turn=${turn?.id ?? nothing} .options=${options} .turn=${turn} .messages=${context.messages}
    .busy=${context.deciding} .restore=${context.restore}
    .onDecide=${turn ? (choice: Choice) => context.onDecide(turn, choice) : ignore}></eventail-options>`

function outcome(turn: Turn, context: TurnContext, correct: ((patch: CriteriaInput) => void) | undefined): Part {
  const { messages } = context
  switch (turn.outcome) {
    case 'options':
      return nothing
    case 'talk':
      return nothing
    case 'question':
      return question(turn, context, correct)
    case 'about':
      return about(turn, messages)
    case 'not-enough':
      return html`<div class="outcome">
        ${
          turn.relax.length > 0
            ? html`<p>${messages.outcomes.notEnoughDetail}</p>
              ${relaxations(turn.relax, messages, correct)}`
            : html`<p>${messages.outcomes.notEnoughNoRelax}</p>`
        }
      </div>`
  }
}

const question = (
  { question }: Turn,
  { messages, onConfirm, onWrite }: TurnContext,
  correct: ((patch: CriteriaInput) => void) | undefined,
) =>
  html`<div class="outcome">
    ${
      question!.criterion === 'decision'
        ? nothing
        : html`<p class="outcome-name">${icons.unknown}<strong>${messages.outcomes.question}</strong></p>`
    }
    <p class="question">${question!.text}</p>
    <ul class="choices">
      ${question!.choices.map(
        ({ label, criteria, decision }) => html`<li>
          ${
            correct && onConfirm
              ? html`<button type="button"
                  @click=${() => (decision ? onConfirm(decision) : criteria ? correct(criteria) : onWrite())}>${label}</button>`
              : label
          }
        </li>`,
      )}
    </ul>
    ${correct ? html`<p class="hint">${messages.outcomes.questionFree}</p>` : nothing}
  </div>`

const about = ({ answers, options, nearest }: Turn, messages: Messages): Part => {
  const told = [...options, ...nearest].flatMap((option) => {
    const own = answers.filter(({ optionId }) => optionId === option.id)
    return own.length > 0 ? [{ option, own }] : []
  })
  if (told.length === 0) return nothing
  return html`<div class="outcome">
    <dl class="answers">
      ${told.map(
        ({ option: { letter, item }, own }) => html`<div>
          <dt>${letter}. ${item.title}</dt>
          ${own.map(({ claim }) => html`<dd class=${claim.stance}>${openable(claim, messages)}</dd>`)}
        </div>`,
      )}
    </dl>
  </div>`
}

/** The answer in a sentence or a few; what each rests on opens from it. */
/** Its words come when there is something to tell. */
function unread(
  turn: Turn,
  { messages, restore, onWrite }: TurnContext,
  correct?: (criteria: CriteriaInput) => void,
): Part {
  if (turn.unread.length === 0) return nothing
  void import('./unread.ts')
  return html`<eventail-unread .turn=${turn} .messages=${messages} .restore=${restore} .correct=${correct} .onWrite=${onWrite}></eventail-unread>`
}

/** Fetched when a model read the message otherwise. */
function otherReading(turn: Turn, messages: Messages, correct?: (criteria: CriteriaInput) => void): Part {
  if (!turn.otherReading) return nothing
  void import('./other-reading.ts')
  return html`<eventail-other-reading .turn=${turn} .messages=${messages} .correct=${correct}></eventail-other-reading>`
}

const reply = ({ reply }: Turn, messages: Messages): Part =>
  reply.length === 0
    ? nothing
    : html`<div class="reply">
        ${reply.map(({ text, claims: [claim] }) => html`<p>${claim ? openable({ ...claim, text }, messages) : text}</p>`)}
      </div>`

/** The offers of a turn that were put on the table with it; an answer about them shows them no second time. */
const showsOffers = ({ outcome, nearest }: Turn): boolean =>
  outcome === 'options' || (outcome === 'not-enough' && nearest.length > 0)

/** What was understood is told where something was searched or asked; a talk leaves it as it was. */
const searched = ({ outcome, question }: Turn): boolean =>
  outcome === 'options' || outcome === 'not-enough' || (outcome === 'question' && question?.criterion !== 'decision')

const lead = ({ lead, createdAt }: Turn, messages: Messages) =>
  html`<section class="lead">
    <p class="outcome-name">${icons.info}<strong>${messages.lead}</strong></p>
    ${optionCard(lead!, messages, dayOf(createdAt))}
  </section>`

function said(
  redacted: string | null,
  findings: readonly Finding[],
  { messages, restore }: TurnContext,
): TemplateResult {
  return html`<div class="said">
    <p class="who">${messages.you}</p>
    <p class="words">${redacted === null ? html`<em>${messages.correction}</em>` : withPlaceholders(restore(redacted))}</p>
    ${
      findings.length > 0
        ? html`<details class="fold masked">
            <summary>${icons.shield}${messages.masked(findings.length)}</summary>
            ${findingList(findings, '', messages)}
          </details>`
        : nothing
    }
  </div>`
}

/** Placeholders stand out as what they are: something masked. */
const withPlaceholders = (text: string) =>
  text
    .split(placeholder)
    .map((part, index) => (index % 2 === 0 ? part : html`<span class="placeholder">${part}</span>`))

/** One group, so that what it splits stands at every other place. */
const placeholder = new RegExp(`(${placeholderSource.replaceAll(/\((?!\?)/g, '(?:')})`)

const ignore = () => {}
