import { html, nothing, type TemplateResult } from 'lit'
import type { Decision, Reason } from '../../record/decision.ts'
import type { Turn } from '../../record/turn.ts'
import type { Choice } from '../state/chat.ts'
import { offersOf } from '../state/sets.ts'
import { doneAt } from '../words/format.ts'
import type { Messages } from '../words/messages-fr.ts'
import { type Ticked, tickedWords } from '../words/ticked-words.ts'
import { icons } from './icons.ts'

export const nothingTicked: Ticked = { optionIds: new Set(), instead: null }

export type Tick = { optionId: string } | 'none' | 'own'

/** Ticking an option unticks "none" and "own", and the other way round: each answer costs one tick and one record. */
export function tick(ticked: Ticked, what: Tick): Ticked {
  if (typeof what === 'string') return { optionIds: new Set(), instead: ticked.instead === what ? null : what }
  const optionIds = new Set(ticked.optionIds)
  if (!optionIds.delete(what.optionId)) optionIds.add(what.optionId)
  return { optionIds, instead: null }
}

export const isTicked = ({ optionIds, instead }: Ticked): boolean => optionIds.size > 0 || instead !== null

/** What a form says of a set; nothing where nothing is ticked. The note goes with the first set that is decided. */
export function choiceOf({ optionIds, instead }: Ticked, form: FormData, takesNote: boolean): Choice | undefined {
  const said = (name: string) => `${form.get(name) ?? ''}`.trim() || undefined
  const note = takesNote ? said('note') : undefined
  const noted = note ? { note } : {}
  if (instead === 'none') {
    const reason = said('reason') as Reason | undefined
    return { kind: 'none', ...(reason && { reason }), ...noted }
  }
  if (instead === 'own') {
    const text = said('own')
    return { kind: 'own', ...(text && { text }), ...noted }
  }
  const [first, ...rest] = optionIds
  return first === undefined ? undefined : { kind: 'choose', optionIds: [first, ...rest], ...noted }
}

export interface DecisionBar {
  /** The sets that are open to a decision, each with what is ticked of it. */
  sets: readonly { turn: Turn; ticked: Ticked }[]
  busy: boolean
  /** Why nothing was recorded. */
  told: 'missing' | 'later' | null
  revising: boolean
  /** Whether what a narrow bar has no room for is unfolded. */
  unfolded: boolean
  noting: boolean
  messages: Messages
  onTick: (turn: Turn, what: Tick) => void
  onLater: () => void
  onUnfold: () => void
  onNote: () => void
  onCancel: () => void
}

/** The one bar: a letter an option, none, another lead, later, and one button that names what it records. */
export function decisionBar(bar: DecisionBar): TemplateResult {
  const { sets, busy, told, revising, unfolded, noting, messages, onLater, onUnfold, onNote, onCancel } = bar
  const { decision: words } = messages
  const held = sets.filter(({ ticked }) => isTicked(ticked))
  const named = held.map(({ ticked, turn }) => tickedWords(ticked, turn, messages)).join(messages.semicolon)
  const instead = (what: 'none' | 'own') => sets.some(({ ticked }) => ticked.instead === what)
  return html`<div role="alert">${told === 'missing' ? html`<p class="missing" id="missing">${icons.alert}${words.nothing}</p>` : nothing}</div>
    <div role="status">${told === 'later' ? html`<p class="hint">${words.isLater}</p>` : nothing}</div>
    ${
      instead('none')
        ? html`<div class="extra">
            <label for="reason">${words.reason}</label>
            <select id="reason" name="reason">
              <option value="">${words.noReason}</option>
              ${Object.entries(words.reasons).map(([value, said]) => html`<option value=${value}>${said}</option>`)}
            </select>
          </div>`
        : nothing
    }
    ${
      instead('own')
        ? html`<div class="extra">
            <label for="own-text">${words.ownText}</label>
            <input id="own-text" name="own" type="text" maxlength="500" autocomplete="off" />
          </div>`
        : nothing
    }
    ${
      noting
        ? html`<div class="extra">
            <label for="note">${words.note}</label>
            <textarea id="note" name="note" rows="1" maxlength="2000"></textarea>
          </div>`
        : nothing
    }
    <div class="line ${sets.length > 1 ? 'several' : ''}">
      ${sets.map((set, at) => letters(set, at, bar))}
      <button type="button" class="unfold" aria-expanded=${unfolded} aria-label=${words.more} @click=${onUnfold}>…</button>
      <div class="rest ${unfolded ? 'unfolded' : ''}">
        ${other(sets[0]!, 'own', bar)}
        <button type="button" class="quiet" @click=${onLater}>${words.later}</button>
        <button type="button" class="quiet" aria-expanded=${noting} @click=${onNote}>${words.addNote}</button>
        ${revising ? html`<button type="button" class="quiet" @click=${onCancel}>${words.cancelRevision}</button>` : nothing}
      </div>
      <button type="submit" class="primary ${named ? '' : 'idle'}" aria-describedby=${told === 'missing' ? 'missing' : nothing}>
        ${busy ? words.recording : named ? words.recordThat(named) : words.record}
      </button>
    </div>`
}

function letters(set: DecisionBar['sets'][number], at: number, bar: DecisionBar): TemplateResult {
  const { turn, ticked } = set
  const { decision: words } = bar.messages
  return html`<div class="letters" role="group" aria-labelledby="say-${at}">
    <span class="say" id="say-${at}">${at === 0 ? words.propose : words.proposeAlso}</span>
    ${offersOf(turn).map(
      ({ id, letter }) => html`<button type="button" class="letter-button" aria-pressed=${ticked.optionIds.has(id)}
        aria-label=${words.proposeOne(letter)} @click=${() => bar.onTick(turn, { optionId: id })}>${letter}</button>`,
    )}
    ${other(set, 'none', bar)}
  </div>`
}

const other = ({ turn, ticked }: DecisionBar['sets'][number], what: 'none' | 'own', bar: DecisionBar): TemplateResult =>
  html`<button type="button" aria-pressed=${ticked.instead === what} @click=${() => bar.onTick(turn, what)}>
    ${bar.messages.decision[what]}
  </button>`

/** The decision on a set, read-only, with the way back. */
export function decisionSummary(
  turn: Turn,
  messages: Messages,
  restore: (text: string) => string,
  onRevise: () => void,
): TemplateResult {
  const { decision: words } = messages
  const decision = turn.decision!
  return html`<div class="decided">
    <p class="decided-head" id="decided-${turn.id}" tabindex="-1">
      ${icons.done}<span>${words.recorded(doneAt(decision.decidedAt, messages), what(decision, turn, messages, restore))}</span>
    </p>
    ${decision.note ? html`<p class="hint">${restore(decision.note)}</p>` : nothing}
    ${decision.supersedes ? html`<p class="hint">${words.superseding}</p>` : nothing}
    <slot name="decided-${turn.id}"></slot>
    <button type="button" class="small" id="revise-${turn.id}" @click=${onRevise}>${words.revise}</button>
  </div>`
}

function what(decision: Decision, turn: Turn, messages: Messages, restore: (text: string) => string): string {
  const { decision: words, colon } = messages
  if (decision.kind === 'choose') {
    return tickedWords({ optionIds: new Set(decision.optionIds), instead: null }, turn, messages)
  }
  if (decision.kind === 'own') return `${words.ownChosen}${decision.text ? `${colon}${restore(decision.text)}` : ''}`
  if (decision.reason === 'refine') return words.refinedTo
  return `${words.noneChosen}${decision.reason ? `${colon}${words.reasons[decision.reason].toLowerCase()}` : ''}`
}
