import { html, LitElement, nothing, type TemplateResult } from 'lit'
import './suggest-field.ts'
import type { Api, MessageBody, Slot, StandardRequest, Suggested } from '../state/api.ts'
import type { BrowserGuard } from '../state/browser-guard.ts'
import { requestStyles } from '../styles/request-styles.ts'
import { baseStyles } from '../styles/styles.ts'
import type { Messages } from '../words/messages-fr.ts'

/** The counsellor's standard requests by family; the one chosen is a sentence that writes itself as its fields are filled. */
export class StandardRequests extends LitElement {
  static override properties = {
    requests: { attribute: false },
    api: { attribute: false },
    guard: { attribute: false },
    messages: { attribute: false },
    busy: { attribute: false },
    onSend: { attribute: false },
    chosen: { state: true },
    missing: { state: true },
    filled: { state: true },
  }
  static override styles = [baseStyles, requestStyles]

  declare api: Api
  declare guard: BrowserGuard
  declare requests: readonly StandardRequest[] | 'failed'
  declare messages: Messages
  declare busy: boolean
  declare onSend: (message: MessageBody) => void
  declare private chosen: StandardRequest | null
  declare private missing: Slot | null
  /** What stands in the fields, as it is read. */
  declare private filled: Readonly<Record<string, string>>

  constructor() {
    super()
    this.requests = []
    this.busy = false
    this.onSend = () => {}
    this.chosen = null
    this.missing = null
    this.filled = {}
  }

  /** Back to the list, once the request has gone through. */
  reset(): void {
    this.chosen = null
    this.missing = null
    this.filled = {}
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input, select, button')?.focus()
  }

  protected override render() {
    const { composer: words } = this.messages
    if (this.requests === 'failed') return html`<p class="hint">${words.requestsFailed}</p>`
    if (this.chosen) return this.form(this.chosen)
    const families = [...Map.groupBy(this.requests, ({ family }) => family.id).values()]
    return html`<h2 class="requests-name">${words.requests}</h2>
      <div @keydown=${(event: KeyboardEvent) => this.leap(event)}>${families.map(
        ([first, ...rest]) => html`<h3 class="family" id="family-${first!.family.id}">${first!.family.label}</h3>
          <ul class="requests" aria-labelledby="family-${first!.family.id}">
            ${[first!, ...rest].map(
              (request) => html`<li>
                <button type="button" id="request-${request.id}" @click=${() => this.choose(request)}>${request.label}</button>
              </li>`,
            )}
          </ul>`,
      )}</div>`
  }

  /** As in a list of choices, a letter leads to the next request that begins with it. */
  private leap(event: KeyboardEvent): void {
    if (event.key.length > 1 || event.ctrlKey || event.metaKey || event.altKey) return
    const all = [...this.renderRoot.querySelectorAll<HTMLElement>('.requests button')]
    const at = all.indexOf(event.target as HTMLElement)
    const begins = (one: HTMLElement) => one.textContent!.trim().toLowerCase().startsWith(event.key.toLowerCase())
    const next = [...all.slice(at + 1), ...all.slice(0, at)].find(begins)
    if (event.key === ' ' || !next) return
    event.preventDefault()
    next.focus()
  }

  private form(request: StandardRequest): TemplateResult {
    const { composer: words } = this.messages
    return html`<form class="request" @submit=${(event: SubmitEvent) => this.send(event, request)} novalidate
      @input=${(event: Event) => this.write(event.currentTarget as HTMLFormElement, request)}>
      <h2 class="requests-name" id="request-name" tabindex="-1">${request.label}</h2>
      <p class="sentence" role="status">${sentence(request, this.filled)}</p>
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
    const detail = slot.required ? words.required : words.optional
    const of = completed[slot.type]
    if (of) {
      return html`<eventail-suggest .api=${this.api} .guard=${this.guard} .of=${of} .field=${slot.name} .label=${slot.label}
        .detail=${detail} .required=${slot.required} .invalid=${this.missing?.name === slot.name}></eventail-suggest>`
    }
    return html`<div class="field">
      <label for=${id}>${slot.label} <small>(${detail})</small></label>
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
    this.filled = {}
    await this.updateComplete
    // A field that completes itself draws its input a moment later.
    await new Promise((done) => setTimeout(done))
    this.renderRoot.querySelector<HTMLElement>('input, select')?.focus()
  }

  private async cancel({ id }: StandardRequest): Promise<void> {
    this.reset()
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>(`#request-${CSS.escape(id)}`)?.focus()
  }

  /** As it will be said: a choice by its label, anything else as typed. */
  private write(form: HTMLFormElement, { slots }: StandardRequest): void {
    const values = valuesIn(form, slots)
    const told = slots.map((slot) => {
      const value = values[slot.name]
      const choice = slot.choices?.find((one) => typeof one !== 'string' && one.value === value)
      return [slot.name, typeof choice === 'object' ? choice.label : value] as const
    })
    this.filled = Object.fromEntries(told.filter((one): one is readonly [string, string] => one[1] !== undefined))
  }

  private send(event: SubmitEvent, { id, slots }: StandardRequest): void {
    event.preventDefault()
    const values = valuesIn(event.target as HTMLFormElement, slots)
    this.missing = slots.find(({ name, required }) => required && !values[name]) ?? null
    if (this.missing) {
      const { name } = this.missing
      this.renderRoot.querySelector<HTMLElement>(`[name=${CSS.escape(name)}]`)?.focus()
    } else if (!this.busy) this.onSend({ template: { id, values } })
  }
}

const inputTypes = { text: 'text', occupation: 'text', commune: 'text', date: 'date', number: 'number' } as const

/** What completes a field: free words are about a subject, mostly. */
const completed: Partial<Record<Slot['type'], Suggested>> = {
  occupation: 'occupation',
  commune: 'commune',
  text: 'subject',
}

function valuesIn(form: HTMLFormElement, slots: readonly Slot[]): Record<string, string> {
  const data = new FormData(form)
  const said = slots.map(({ name }) => [name, `${data.get(name) ?? ''}`.trim()] as const)
  return Object.fromEntries(said.filter(([, value]) => value !== ''))
}

/** The sentence with what was filled in; where nothing is yet, the label of the field. */
const sentence = ({ text, slots }: StandardRequest, filled: Readonly<Record<string, string>>) =>
  text.split(/\{(\w+)\}/).map((part, index) => {
    if (index % 2 === 0) return part
    const slot = slots.find(({ name }) => name === part)
    return html`<span class="slot ${filled[part] ? 'filled' : ''}">${filled[part] ?? slot?.label ?? part}</span>`
  })

customElements.define('eventail-requests', StandardRequests)
