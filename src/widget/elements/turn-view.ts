import { html, nothing, type TemplateResult } from 'lit'
import type { Finding } from '../../../guardrails/finding.ts'
import { placeholderSource } from '../../../guardrails/placeholder-shape.ts'
import { cutMark } from '../../../guardrails/redacted.ts'
import type { Criteria, CriteriaInput } from '../../criteria/criteria.ts'
import type { NearestOption, Option } from '../../options/option.ts'
import type { DecisionInput } from '../../record/decision.ts'
import type { Turn } from '../../record/turn.ts'
import './criteria-sentence.ts'
import type { Sending } from '../state/chat-state.ts'
import { isSet, lettersOf, offersOf, stateOf } from '../state/sets.ts'
import { asSet } from '../words/format.ts'
import type { Messages } from '../words/messages-fr.ts'
import { claimGroup, openable } from './claim-list.ts'
import type { Correction } from './criterion-editor.ts'
import { findingList } from './finding-list.ts'
import { icons } from './icons.ts'
import { langOf } from './lang.ts'
import { changeWords, mostWays, relaxations } from './left-out.ts'
import type { Trace } from './turn-record.ts'

export interface TurnContext {
  messages: Messages
  /** Of the replies and the reasons. */
  language: string
  restore: (text: string) => string
  /** Absent on every turn but the last: only the last word can be corrected. */
  onCorrect: ((correction: Correction) => void) | undefined
  /** Puts the cursor in the message box. */
  onWrite: () => void
  /** Records a decision filled in from words; absent on every turn but the last. */
  onConfirm: ((decision: DecisionInput) => void) | undefined
  /** Brings the earlier set back; absent where there is none, and on every turn but the last. */
  onUndo: (() => void) | undefined
  /** Takes a next step that the answer offers; absent on every turn but the last. */
  onSuggestion: ((suggestion: Turn['suggestions'][number]) => void) | undefined
  onRecord: (option: Option | NearestOption, turn: Turn) => void
  /** Shows again a set that is no longer on the table; absent for one that is. */
  onLookAgain: (() => void) | undefined
  /** Whether what was understood is told here: where there is no table to tell it above. */
  tellsCriteria: boolean
  trace: Trace
}

/** One exchange: what was asked, and what was answered. The offers stand beside it, on the table. */
export function turnView(turn: Turn, foundHere: readonly Finding[], context: TurnContext): TemplateResult {
  // What left, and the replay, are folded: fetched with the first answer, not with the page.
  void import('./turn-record.ts')
  const { messages, onCorrect, language } = context
  const correct = onCorrect && ((criteria: CriteriaInput) => onCorrect({ criteria }))
  const found = [...foundHere, ...(turn.message?.findings ?? [])] as Finding[]
  const next = suggestions(turn, context, correct)
  return exchange({
    said: said(turn.message?.redacted ?? null, found, context, corrected(turn, messages)),
    number: turn.number,
    criteria: context.tellsCriteria && searched(turn) ? criteriaSentence(turn.criteria, turn, context) : nothing,
    answer: html`<div lang=${langOf(language, messages)}>${reply(turn, messages)} ${outcome(turn, context, correct)}</div>
      ${searched(turn) ? html`${unread(turn, context, { isDanger: foundHere.some(({ type }) => type === 'VIOLENCE'), correct })} ${otherReading(turn, messages, correct)}` : nothing}
      ${next} ${turn.lead ? lead(turn, turn.lead, context) : nothing}
      ${context.onLookAgain ? earlier(turn, context.onLookAgain, messages) : nothing}
      <eventail-record .turnId=${turn.id} .misunderstood=${turn.message ? Boolean(turn.misunderstood) : undefined}
        .messages=${messages} .trace=${context.trace}></eventail-record>`,
    messages,
  })
}

/** The exchange on its way: the same places, filled as the answer comes, so that what is open or focused stays so. */
export function sendingView(
  sending: Sending,
  number: number,
  context: TurnContext,
  onStop: () => void,
): TemplateResult {
  const { messages } = context
  const { searching, arguing } = messages.status
  return exchange({
    said: said(sending.body.text ?? (sending.body.template ? '…' : null), sending.findings, context),
    number,
    criteria: sending.criteria && context.tellsCriteria ? criteriaSentence(sending.criteria, null, context) : nothing,
    answer: html`<p class="progress">
      <span class="dots" aria-hidden="true"></span>${sending.status === 'arguing' ? arguing : searching}
      <button type="button" class="small" @click=${onStop}>${messages.stop}</button>
    </p>`,
    messages,
  })
}

type Part = TemplateResult | typeof nothing

const exchange = (parts: { said: Part; number: number; criteria: Part; answer: Part; messages: Messages }) =>
  html`${parts.said}
    <div class="answer">
      <h2 class="visually-hidden">${parts.messages.answer} ${parts.number}</h2>
      ${parts.criteria} ${parts.answer}
    </div>`

export const criteriaSentence = (
  criteria: Criteria,
  turn: Turn | null,
  { messages, restore, onCorrect }: Pick<TurnContext, 'messages' | 'restore' | 'onCorrect'>,
) =>
  html`<eventail-criteria slot="top" .criteria=${criteria} .messages=${messages} .open=${turn !== null && onCorrect !== undefined}
    .refines=${turn?.state === 'to-decide'}
    .restore=${restore} .onCorrect=${onCorrect ?? ignore}></eventail-criteria>`

function outcome(turn: Turn, context: TurnContext, correct: ((patch: CriteriaInput) => void) | undefined): Part {
  const { messages } = context
  switch (turn.outcome) {
    case 'options':
      return nothing
    case 'talk':
    case 'question':
      return turn.question ? question(turn, context, correct) : nothing
    case 'about':
      return about(turn, messages)
    case 'not-enough':
      return turn.relax.length > 0 || offersOf(turn).length > 0
        ? nothing
        : html`<p>${messages.outcomes.notEnoughNoRelax}</p>`
  }
}

const question = (
  { question }: Turn,
  { messages, onConfirm, onWrite }: TurnContext,
  correct: ((patch: CriteriaInput) => void) | undefined,
) =>
  html`<div class="outcome">
    <p class="question">${asSet(question!.text)}</p>
    ${
      correct && onConfirm
        ? html`<ul class="choices">
              ${question!.choices.map(
                ({ label, criteria, decision }) => html`<li><button type="button" class="small"
                  @click=${() => (decision ? onConfirm(decision) : criteria ? correct(criteria) : onWrite())}>${label}</button></li>`,
              )}
            </ul>
            <p class="hint">${messages.outcomes.questionFree}</p>`
        : nothing
    }
  </div>`

const about = ({ answers, options, nearest }: Turn, messages: Messages): Part => {
  const told = [...options, ...nearest].flatMap((option) => {
    const own = answers.filter(({ optionId }) => optionId === option.id)
    return own.length > 0 ? [{ option, own }] : []
  })
  if (told.length === 0) return nothing
  return html`<details class="fold">
    <summary>${messages.outcomes.sources}</summary>
    <dl class="answers">
    ${told.map(
      ({ option: { letter, item }, own }) => html`<div>
        <dt>${letter}. ${item.title}</dt>
        ${own.map(({ claim }) => html`<dd class=${claim.stance}>${openable(claim, messages)}</dd>`)}
      </div>`,
    )}
    </dl>
  </details>`
}

/** Its words come when there is something to tell. `isDanger`: by what was found on this machine, which is told to nobody else. */
function unread(
  turn: Turn,
  { messages, restore, onWrite }: TurnContext,
  { isDanger, correct }: { isDanger: boolean; correct: ((criteria: CriteriaInput) => void) | undefined },
): Part {
  if (turn.unread.length === 0 && !turn.message?.redacted.includes(cutMark)) return nothing
  void import('./unread.ts')
  return html`<eventail-unread .turn=${turn} .messages=${messages} .restore=${restore} .danger=${isDanger} .correct=${correct} .onWrite=${onWrite}></eventail-unread>`
}

/** Fetched when a model read the message otherwise. */
function otherReading(turn: Turn, messages: Messages, correct?: (criteria: CriteriaInput) => void): Part {
  if (!turn.otherReading) return nothing
  void import('./other-reading.ts')
  return html`<eventail-other-reading .turn=${turn} .messages=${messages} .correct=${correct}></eventail-other-reading>`
}

/** The answer in a sentence or a few; what each rests on opens from it. */
const reply = ({ reply }: Turn, messages: Messages): Part =>
  reply.length === 0
    ? nothing
    : html`<div class="reply">
        ${reply.map(({ text, claims: [claim] }) => html`<p>${claim ? openable({ ...claim, text }, messages) : asSet(text)}</p>`)}
      </div>`

/** What one may say next, each one gesture: wider criteria with what they bring, and the way back. */
function suggestions(
  turn: Turn,
  { messages, onUndo, onSuggestion }: TurnContext,
  correct: ((patch: CriteriaInput) => void) | undefined,
): Part {
  // Where there is a choice, a wider distance is told below the table.
  const wider = turn.nearest.length > 0 || turn.outcome !== 'options' ? turn.relax : []
  // Wider criteria and the way back have their buttons; what a supposition would bring ("et à 50 km ?") is offered here alone.
  const said = turn.suggestions.filter(
    ({ send, does }) => !(send.criteria && turn.relax.length > 0) && !(onUndo && does === 'undo'),
  )
  if (!correct || !onSuggestion || (wider.length === 0 && said.length === 0 && !onUndo)) return nothing
  return html`<ul class="choices">
    ${relaxations(wider, messages, correct, offersOf(turn).length > 0 ? mostWays.besideOffers : mostWays.alone)}
    ${said.map(
      (suggestion) =>
        html`<li><button type="button" class="small" @click=${() => onSuggestion(suggestion)}>${asSet(suggestion.label)}</button></li>`,
    )}
    ${onUndo ? html`<li><button type="button" class="small" @click=${onUndo}>${messages.undo}</button></li>` : nothing}
  </ul>`
}

/** What was understood is told where something was searched or asked; a talk leaves it as it was. */
const searched = ({ outcome, question }: Turn): boolean =>
  outcome === 'options' || outcome === 'not-enough' || (question !== null && question.criterion !== 'decision')

const lead = (turn: Turn, lead: Option, { messages, onRecord }: TurnContext) =>
  html`<section class="lead">
    <p class="outcome-name">${icons.info}<strong>${messages.lead}</strong></p>
    <p>${lead.item.title}, ${lead.item.provider.name}
      <button type="button" class="small" @click=${() => onRecord(lead, turn)}>${messages.table.record}</button></p>
    ${claimGroup('for', lead.claims, messages)} ${claimGroup('against', lead.claims, messages)} ${claimGroup('unknown', lead.claims, messages)}
  </section>`

/** A set that left the table, folded with its state. */
function earlier(turn: Turn, onLookAgain: () => void, messages: Messages): Part {
  if (!isSet(turn)) return nothing
  const { earlier: words } = messages
  return html`<details class="fold earlier">
    <summary>${words.set(lettersOf(turn).join(' '), words.states[stateOf(turn)])}</summary>
    <ul>
      ${offersOf(turn).map(({ letter, item }) => html`<li>${letter}. ${item.title}, ${item.provider.name}</li>`)}
    </ul>
    <button type="button" class="small" @click=${onLookAgain}>${words.look}</button>
  </details>`
}

function said(
  redacted: string | null,
  findings: readonly Finding[],
  { messages, restore }: TurnContext,
  corrected = '',
): TemplateResult {
  return html`<div class="said">
    <p class="words"><span class="who">${messages.you}${messages.colon}</span>${redacted === null ? html`<em>${corrected || messages.correction}</em>` : withPlaceholders(restore(redacted).replaceAll(cutsInARow, cutMark))}</p>
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

/** A gesture told as what it changed: "60 km au plus", "sans limite (prix maximal)". */
const corrected = ({ changed, act }: Turn, messages: Messages): string =>
  act === 'undo'
    ? messages.undo
    : changed
        .map(({ criterion, to }) => changeWords({ criterion, to }, messages))
        .map((words, at) => (at === 0 ? words : words.charAt(0).toLowerCase() + words.slice(1)))
        .join(', ')

/** What was cut at several places in a row left one gap. */
const cutsInARow = /\[…\](?:\s*\[…\])+/g

/** Placeholders stand out as what they are: something masked. */
const withPlaceholders = (text: string) =>
  text
    .split(placeholder)
    .map((part, index) => (index % 2 === 0 ? part : html`<span class="placeholder">${part}</span>`))

/** One group, so that what it splits stands at every other place. */
const placeholder = new RegExp(`(${placeholderSource.replaceAll(/\((?!\?)/g, '(?:')})`)

const ignore = () => {}
