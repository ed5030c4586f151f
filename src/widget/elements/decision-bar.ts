import { html, nothing, type TemplateResult } from 'lit'
import type { Option } from '../../options/option.ts'
import type { Decision, Reason } from '../../record/decision.ts'
import { moment } from '../words/format.ts'
import type { Messages } from '../words/messages-fr.ts'
import { icons } from './icons.ts'

/** What is ticked so far. Nothing is, until a person ticks. */
export interface Ticked {
  optionIds: ReadonlySet<string>
  instead: 'none' | 'own' | null
}

export const nothingTicked: Ticked = { optionIds: new Set(), instead: null }

/** Ticking an option unticks "none" and "own", and the other way round: each answer costs one tick and one record. */
export function tick(ticked: Ticked, what: { optionId: string } | 'none' | 'own', on: boolean): Ticked {
  if (typeof what === 'string') return { optionIds: new Set(), instead: on ? what : null }
  const optionIds = new Set(ticked.optionIds)
  if (on) optionIds.add(what.optionId)
  else optionIds.delete(what.optionId)
  return { optionIds, instead: null }
}

export interface DecisionBar {
  ticked: Ticked
  busy: boolean
  missing: boolean
  revising: boolean
  messages: Messages
  onTick: (what: 'none' | 'own', on: boolean) => void
  onCancel: () => void
}

/** The rest of the answer, below the cards: none, another solution, a reason and a note if wanted, and one button. */
export function decisionBar({
  ticked,
  busy,
  missing,
  revising,
  messages,
  onTick,
  onCancel,
}: DecisionBar): TemplateResult {
  const { decision: words } = messages
  const other = (what: 'none' | 'own') => html`<label class="tick" for="tick-${what}">
    <input type="checkbox" id="tick-${what}" .checked=${ticked.instead === what}
      @change=${(event: Event) => onTick(what, (event.target as HTMLInputElement).checked)} />
    <span>${words[what]}</span>
  </label>`
  return html`<div class="decision">
    <div class="decision-head">
      <h3 id="decision-heading" tabindex="-1">${words.heading}</h3>
      <p class="hint">${words.explain}</p>
    </div>
    <div class="others">${other('none')}${other('own')}</div>
    ${
      ticked.instead === 'none'
        ? html`<div class="field">
            <label for="reason">${words.reason}</label>
            <select id="reason" name="reason">
              <option value="">${words.noReason}</option>
              ${Object.entries(words.reasons).map(([value, said]) => html`<option value=${value}>${said}</option>`)}
            </select>
          </div>`
        : nothing
    }
    ${
      ticked.instead === 'own'
        ? html`<div class="field">
            <label for="own-text">${words.ownText}</label>
            <input id="own-text" name="own" type="text" maxlength="500" autocomplete="off" />
          </div>`
        : nothing
    }
    <details class="fold">
      <summary>${words.note}</summary>
      <div class="field">
        <label for="note" class="visually-hidden">${words.note}</label>
        <textarea id="note" name="note" rows="2" maxlength="2000"></textarea>
      </div>
    </details>
    <div class="decision-submit">
      <button type="submit" class="primary" aria-describedby=${missing ? 'missing' : nothing}>
        ${busy ? words.recording : words.record}
      </button>
      ${revising ? html`<button type="button" @click=${onCancel}>${words.cancelRevision}</button>` : nothing}
      ${ticked.optionIds.size > 0 ? html`<span class="hint">${words.selected(ticked.optionIds.size)}</span>` : nothing}
    </div>
    <div role="alert">${missing ? html`<p class="missing" id="missing">${icons.alert}${words.nothing}</p>` : nothing}</div>
  </div>`
}

/** The decision, read-only, with the way back. */
export function decisionSummary(
  decision: Decision,
  options: readonly Option[],
  messages: Messages,
  restore: (text: string) => string,
  onRevise: (() => void) | undefined,
): TemplateResult {
  const { decision: words } = messages
  const titles = options.filter(({ id }) => decision.optionIds?.includes(id)).map(({ item }) => item.title)
  return html`<div class="decided">
    <p class="decided-head" id="decided" tabindex="-1">
      ${icons.done}<strong>${words.recorded}</strong> <span>${words.on(moment(decision.decidedAt, messages))}</span>
    </p>
    ${what(decision, titles, messages, restore)}
    ${decision.note ? html`<p class="decided-note">${restore(decision.note)}</p>` : nothing}
    ${decision.supersedes ? html`<p class="hint">${words.superseding}</p>` : nothing}
    ${onRevise ? html`<button type="button" id="revise" @click=${onRevise}>${words.revise}</button>` : nothing}
  </div>`
}

function what(
  decision: Decision,
  titles: string[],
  { decision: words, colon }: Messages,
  restore: (text: string) => string,
) {
  if (decision.kind === 'choose')
    return html`<p>${words.chose}${colon}</p>
      <ul>
        ${titles.map((title) => html`<li>${title}</li>`)}
      </ul>`
  if (decision.kind === 'own')
    return html`<p>${words.ownChosen}${decision.text ? `${colon}${restore(decision.text)}` : ''}</p>`
  if (decision.reason === 'refine') return html`<p>${words.refinedTo}</p>`
  return html`<p>${words.refused}${decision.reason ? `${colon}${words.reasons[decision.reason as Reason].toLowerCase()}` : ''}</p>`
}
