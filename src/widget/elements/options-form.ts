import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Option } from '../../options/option.ts'
import type { Reason } from '../../record/decision.ts'
import type { Turn } from '../../record/turn.ts'
import type { Choice } from '../state/chat.ts'
import { cardStyles } from '../styles/card-styles.ts'
import { decisionStyles } from '../styles/decision-styles.ts'
import { baseStyles } from '../styles/styles.ts'
import { dayOf } from '../words/format.ts'
import type { Messages } from '../words/messages-fr.ts'
import { claimList } from './claim-list.ts'
import { comparison } from './comparison.ts'
import { decisionBar, decisionSummary, nothingTicked, type Ticked, tick } from './decision-bar.ts'
import { optionCard } from './option-card.ts'

/** The options, what is nearest beside them, and the one decision on all. While they stream in there is no turn yet, and nothing to tick. */
export class OptionsForm extends LitElement {
  static override properties = {
    options: { attribute: false },
    turn: { attribute: false },
    messages: { attribute: false },
    busy: { attribute: false },
    restore: { attribute: false },
    onDecide: { attribute: false },
    ticked: { state: true },
    revising: { state: true },
    missing: { state: true },
  }
  static override styles = [baseStyles, cardStyles, decisionStyles]

  declare options: readonly (Option | undefined)[]
  declare turn: Turn | null
  declare messages: Messages
  declare busy: boolean
  declare restore: (text: string) => string
  declare onDecide: (choice: Choice) => void
  declare private ticked: Ticked
  declare private revising: boolean
  declare private missing: boolean

  constructor() {
    super()
    this.options = []
    this.turn = null
    this.busy = false
    this.restore = (text) => text
    this.onDecide = () => {}
    this.ticked = nothingTicked
    this.revising = false
    this.missing = false
  }

  /** Brings the decision under the eyes and the keyboard, on request only. */
  focusDecision(): void {
    this.renderRoot.querySelector<HTMLElement>('#decision-heading')?.focus()
  }

  override willUpdate(changed: Map<string, unknown>): void {
    const before = changed.get('turn') as Turn | null | undefined
    if (changed.has('turn') && before?.decision?.id !== this.turn?.decision?.id) {
      this.revising = false
      this.missing = false
      this.ticked = nothingTicked
      this.keepsFocus = this.renderRoot.querySelector(':focus') !== null
    }
  }

  /** The button that recorded the decision is gone: whoever was on it is put where the decision is told. */
  override updated(): void {
    if (!this.keepsFocus || !this.turn?.decision) return
    this.keepsFocus = false
    this.renderRoot.querySelector<HTMLElement>('#decided')?.focus()
  }
  private keepsFocus = false

  protected override render() {
    const { messages, turn } = this
    const shown = this.options.filter((option) => option !== undefined)
    const on = dayOf(turn?.createdAt ?? new Date().toISOString())
    const open = turn !== null && (turn.state === 'to-decide' || this.revising)
    const nearest = turn?.nearest ?? []
    return html`<form @submit=${(event: SubmitEvent) => this.record(event)} novalidate>
      ${turn?.state === 'set-aside' ? html`<p class="hint">${messages.options.setAside}</p>` : nothing}
      <fieldset>
        <legend>${this.options.length > 0 ? messages.options.legend(this.options.length) : messages.options.nearest}</legend>
        ${
          this.options.length > 0
            ? html`<p class="hint order">${messages.options.order}</p>
                ${turn?.common.length ? html`<div class="claims"><p class="claims-name">${messages.options.common}</p>${claimList(turn.common, messages)}</div>` : nothing}
                <div class="cards count-${this.options.length}">
                  ${repeat(
                    this.options,
                    (_, place) => place,
                    (option) =>
                      option
                        ? optionCard(ownOf(option, turn), messages, on, open ? this.keep(option) : nothing)
                        : html`<div class="card waiting">${messages.options.waiting}</div>`,
                  )}
                </div>`
            : nothing
        }
        ${
          nearest.length > 0
            ? html`${this.options.length > 0 ? html`<h3 class="nearest">${messages.options.nearest}</h3>` : nothing}
                <div class="cards count-${nearest.length}">
                  ${nearest.map((option) => optionCard(option, messages, on, open ? this.keep(option) : nothing))}
                </div>`
            : nothing
        }
        ${turn ? comparison(shown, turn.id, messages, on) : nothing} ${open ? this.bar() : nothing}
      </fieldset>
    </form>
    ${
      turn?.decision && !this.revising
        ? decisionSummary(turn.decision, [...turn.options, ...turn.nearest], messages, this.restore, () =>
            this.revise(),
          )
        : nothing
    }`
  }

  private keep({ id, item }: Option): TemplateResult {
    const changed = (event: Event) => {
      this.missing = false
      this.ticked = tick(this.ticked, { optionId: id }, (event.target as HTMLInputElement).checked)
    }
    return html`<label class="tick" for="tick-${id}">
      <input type="checkbox" id="tick-${id}" .checked=${this.ticked.optionIds.has(id)} @change=${changed} />
      <span>${this.messages.options.keep}<span class="visually-hidden">${this.messages.colon}${item.title}</span></span>
    </label>`
  }

  private bar(): TemplateResult {
    return decisionBar({
      ticked: this.ticked,
      busy: this.busy,
      missing: this.missing,
      revising: this.revising,
      messages: this.messages,
      onTick: (what, on) => {
        this.missing = false
        this.ticked = tick(this.ticked, what, on)
      },
      onCancel: () => this.cancelRevision(),
    })
  }

  private async revise(): Promise<void> {
    this.revising = true
    this.ticked = nothingTicked
    await this.updateComplete
    this.focusDecision()
  }

  private async cancelRevision(): Promise<void> {
    this.revising = false
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('#revise')?.focus()
  }

  private record(event: SubmitEvent): void {
    event.preventDefault()
    if (this.busy) return
    const choice = choiceOf(this.ticked, new FormData(event.target as HTMLFormElement))
    this.missing = choice === undefined
    if (choice) this.onDecide(choice)
  }
}

function choiceOf({ optionIds, instead }: Ticked, form: FormData): Choice | undefined {
  const said = (name: string) => `${form.get(name) ?? ''}`.trim() || undefined
  const note = said('note')
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

customElements.define('eventail-options', OptionsForm)

/** An option without what is said once above them all. */
const ownOf = (option: Option, turn: Turn | null): Option => ({
  ...option,
  claims: option.claims.filter(({ text }) => !turn?.common.some((one) => one.text === text)),
})
