import { html, LitElement, nothing, type TemplateResult } from 'lit'
import type { MessageBody, Slot, StandardRequest } from '../state/api.ts'
import { requestStyles } from '../styles/request-styles.ts'
import { baseStyles } from '../styles/styles.ts'
import type { Messages } from '../words/messages-fr.ts'

/** The counsellor's standard requests; the one chosen shows its slots as a small form with typed inputs. */
export class StandardRequests extends LitElement {
  static override properties = {
    requests: { attribute: false },
    messages: { attribute: false },
    busy: { attribute: false },
    onSend: { attribute: false },
    chosen: { state: true },
    missing: { state: true },
  }
  static override styles = [baseStyles, requestStyles]

  declare requests: readonly StandardRequest[] | 'failed'
  declare messages: Messages
  declare busy: boolean
  declare onSend: (message: MessageBody) => void
  declare private chosen: StandardRequest | null
  declare private missing: Slot | null

  constructor() {
    super()
    this.requests = []
    this.busy = false
    this.onSend = () => {}
    this.chosen = null
    this.missing = null
  }

  /** Back to the list, once the request has gone through. */
  reset(): void {
    this.chosen = null
    this.missing = null
  }

  protected override render() {
    const { composer: words } = this.messages
    if (this.requests === 'failed') return html`<p class="hint">${words.requestsFailed}</p>`
    if (this.chosen) return this.form(this.chosen)
    return html`<h2 class="requests-name">${words.requests}</h2>
      <ul class="requests">
        ${this.requests.map(
          (request) => html`<li>
            <button type="button" id="request-${request.id}" @click=${() => this.choose(request)}>${request.label}</button>
          </li>`,
        )}
      </ul>`
  }

  private form(request: StandardRequest): TemplateResult {
    const { composer: words } = this.messages
    return html`<form class="request" @submit=${(event: SubmitEvent) => this.send(event, request)} novalidate>
      <h2 class="requests-name" id="request-name" tabindex="-1">${request.label}</h2>
      <p class="sentence">${sentence(request)}</p>
      ${request.slots.map((slot) => this.slotField(slot))}
      <div role="alert">${this.missing ? html`<p class="missing">${words.missing(this.missing.label)}</p>` : nothing}</div>
      <div class="actions">
        <button type="submit" class="primary">${this.busy ? words.sending : words.sendRequest}</button>
        <button type="button" @click=${() => this.cancel(request)}>${words.cancel}</button>
      </div>
    </form>`
  }

  private slotField(slot: Slot): TemplateResult {
    const { composer: words } = this.messages
    const id = `slot-${slot.name}`
    return html`<div class="field">
      <label for=${id}>${slot.label} <small>(${slot.required ? words.required : words.optional})</small></label>
      ${
        slot.type === 'choice'
          ? html`<select id=${id} name=${slot.name} ?required=${slot.required}>
              <option value="">${words.choose}</option>
              ${slot.choices?.map((choice) =>
                typeof choice === 'string'
                  ? html`<option value=${choice}>${choice}</option>`
                  : html`<option value=${choice.value}>${choice.label}</option>`,
              )}
            </select>`
          : html`<input id=${id} name=${slot.name} type=${inputTypes[slot.type]} ?required=${slot.required}
              min=${slot.type === 'number' ? '0' : nothing} maxlength="300" autocomplete="off"
              aria-invalid=${this.missing?.name === slot.name ? 'true' : nothing} />`
      }
    </div>`
  }

  private async choose(request: StandardRequest): Promise<void> {
    this.chosen = request
    this.missing = null
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('input, select')?.focus()
  }

  private async cancel({ id }: StandardRequest): Promise<void> {
    this.reset()
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>(`#request-${CSS.escape(id)}`)?.focus()
  }

  private send(event: SubmitEvent, { id, slots }: StandardRequest): void {
    event.preventDefault()
    const form = new FormData(event.target as HTMLFormElement)
    const values: Record<string, string> = {}
    for (const { name } of slots) {
      const value = `${form.get(name) ?? ''}`.trim()
      if (value) values[name] = value
    }
    this.missing = slots.find(({ name, required }) => required && !values[name]) ?? null
    if (this.missing) this.renderRoot.querySelector<HTMLElement>(`#slot-${CSS.escape(this.missing.name)}`)?.focus()
    else if (!this.busy) this.onSend({ template: { id, values } })
  }
}

const inputTypes = { text: 'text', occupation: 'text', commune: 'text', date: 'date', number: 'number' } as const

/** The sentence with the labels of its slots where their values will stand. */
const sentence = ({ text, slots }: StandardRequest) =>
  text
    .split(/\{(\w+)\}/)
    .map((part, index) =>
      index % 2 === 0
        ? part
        : html`<span class="slot">${slots.find(({ name }) => name === part)?.label ?? part}</span>`,
    )

customElements.define('eventail-requests', StandardRequests)
