import { html, LitElement, nothing } from 'lit'
import type { Api, Suggested } from '../state/api.ts'
import type { BrowserGuard } from '../state/browser-guard.ts'

/** A pause in typing before the server is asked, in milliseconds. */
const pauseMs = 120

/**
 * A field completed from our own referentials. It stands in the form around it, which reads its input by name. What the guard of this machine
 * finds something in is sent to nobody, and completed by nothing.
 */
export class SuggestField extends LitElement {
  static override properties = {
    api: { attribute: false },
    guard: { attribute: false },
    of: { attribute: false },
    field: { attribute: false },
    label: { attribute: false },
    detail: { attribute: false },
    initial: { attribute: false },
    invalid: { attribute: false },
    required: { attribute: false },
    several: { attribute: false },
    found: { state: true },
  }

  declare api: Api
  declare guard: BrowserGuard
  declare of: Suggested
  /** The name of the input; its id is "field-" and this. */
  declare field: string
  declare label: string
  declare detail: string
  declare initial: string
  declare invalid: boolean
  declare required: boolean
  /** Whether it holds several, parted by commas: the last one is completed. */
  declare several: boolean
  declare private found: readonly string[]
  private pause: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.detail = ''
    this.initial = ''
    this.invalid = false
    this.required = false
    this.several = false
    this.found = []
  }

  protected override createRenderRoot() {
    return this
  }

  protected override render() {
    const id = `field-${this.field}`
    return html`<div class="field">
      <label for=${id}>${this.label}${this.detail ? html` <small>(${this.detail})</small>` : nothing}</label>
      <input id=${id} name=${this.field} type="text" maxlength=${this.several ? 300 : 80} autocomplete="off" list="${id}-list"
        .defaultValue=${this.initial} ?required=${this.required} aria-invalid=${this.invalid ? 'true' : nothing}
        @focus=${() => void this.guard.prepare()} @input=${(event: Event) => this.typed((event.target as HTMLInputElement).value)} />
      <datalist id="${id}-list">${this.found.map((label) => html`<option value=${label}></option>`)}</datalist>
    </div>`
  }

  private typed(text: string): void {
    clearTimeout(this.pause)
    const from = this.several ? text.lastIndexOf(',') + 1 : 0
    const last = text.slice(from).trim()
    if (last.length < 2) this.found = []
    else this.pause = setTimeout(() => void this.complete(last, text.slice(0, from)), pauseMs)
  }

  private async complete(text: string, before: string): Promise<void> {
    await this.guard.prepare()
    if (this.guard.check(text)?.action !== 'pass') return
    const answer = await this.api.suggest(this.of, text)
    if (answer.ok) this.found = answer.value.data.map(({ label }) => `${before}${before && ' '}${label}`)
  }
}

customElements.define('eventail-suggest', SuggestField)
