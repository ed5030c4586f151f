import { html, LitElement, nothing, type TemplateResult } from 'lit'
import type { Replay } from '../../record/replay.ts'
import type { SentRequest } from '../../record/turn.ts'
import type { Result } from '../state/api.ts'
import { recordStyles } from '../styles/record-styles.ts'
import { baseStyles } from '../styles/styles.ts'
import type { Messages } from '../words/messages-fr.ts'
import { panelWords } from '../words/panels.ts'

/** Where the record of a turn is read: what left for a model, and the same selection run again. */
export interface Trace {
  sent: (turnId: string) => Promise<Result<{ requests: SentRequest[] }>>
  replay: (turnId: string) => Promise<Result<Replay>>
  /** Says that the turn was misunderstood, or takes it back; whether that was heard. */
  misunderstood: (turnId: string, said: boolean) => Promise<boolean>
}

/**
 * How an answer came about, folded: what left this machine, what left for a model, and whether it can be found again. Beside it the one line
 * that says of a turn that it was misunderstood.
 */
export class TurnRecord extends LitElement {
  static override properties = {
    turnId: { attribute: false },
    misunderstood: { attribute: false },
    messages: { attribute: false },
    trace: { attribute: false },
    sent: { state: true },
    replayed: { state: true },
    replaying: { state: true },
    unheard: { state: true },
  }
  static override styles = [baseStyles, recordStyles]

  declare turnId: string
  /** Absent of a turn without words: there is nothing to have understood. */
  declare misunderstood: boolean | undefined
  declare messages: Messages
  declare trace: Trace
  declare private sent: SentRequest[] | 'failed' | null
  declare private replayed: Replay | 'failed' | null
  declare private replaying: boolean
  declare private unheard: boolean

  constructor() {
    super()
    this.sent = null
    this.replayed = null
    this.replaying = false
    this.unheard = false
  }

  protected override render() {
    const { record: words } = panelWords(this.messages)
    return html`<details class="fold" @toggle=${(event: Event) => this.opened(event)}>
      <summary>${words.heading}</summary>
      <div class="record">
        <p>${words.here}</p>
        ${this.sentView()}
        <div class="actions">
          <button type="button" class="small" aria-disabled=${this.replaying ? 'true' : nothing} @click=${() => this.replay()}>
            ${this.replaying ? words.replaying : words.replay}
          </button>
        </div>
        <div role="status">${this.replayView()}</div>
      </div>
    </details>
    ${this.misunderstood === undefined ? nothing : this.misunderstoodLine(this.misunderstood)}`
  }

  private misunderstoodLine(said: boolean): TemplateResult {
    const { misunderstood: words } = panelWords(this.messages)
    return html`<p class="misunderstood ${said || this.unheard ? 'said' : ''}">
      <span role="status">${this.unheard ? words.unheard : said ? words.told : ''}</span>
      <button type="button" class="quiet small" @click=${() => this.sayMisunderstood(!said)}>${said ? words.takeBack : words.say}</button>
    </p>`
  }

  private async sayMisunderstood(said: boolean): Promise<void> {
    this.unheard = !(await this.trace.misunderstood(this.turnId, said))
  }

  private sentView(): TemplateResult {
    const { record: words } = panelWords(this.messages)
    if (this.sent === null) return html`<p class="hint">${words.reading}</p>`
    if (this.sent === 'failed') return html`<p class="missing">${words.unreadable}</p>`
    if (this.sent.length === 0) return html`<p>${words.nothingSent}</p>`
    return html`<p>${words.sent(this.sent.length)}</p>
      <ul class="requests">
        ${this.sent.map(
          ({ purpose, body }) => html`<li>
            <details class="fold">
              <summary>${words.purposes[purpose]}</summary>
              <pre tabindex="0">${indented(body)}</pre>
            </details>
          </li>`,
        )}
      </ul>`
  }

  private replayView(): TemplateResult | typeof nothing {
    const { record: words } = panelWords(this.messages)
    if (this.replayed === null) return nothing
    if (this.replayed === 'failed') return html`<p class="missing">${words.unreadable}</p>`
    if (this.replayed.same) return html`<p>${words.same}</p>`
    return html`<p>${words.different}</p>
      <ul class="differences">
        ${this.replayed.differences.map(({ field }) => html`<li><code>${field}</code></li>`)}
      </ul>`
  }

  private async opened(event: Event): Promise<void> {
    if (!(event.target as HTMLDetailsElement).open || Array.isArray(this.sent)) return
    const answer = await this.trace.sent(this.turnId)
    this.sent = answer.ok ? answer.value.requests : 'failed'
  }

  private async replay(): Promise<void> {
    if (this.replaying) return
    this.replaying = true
    const answer = await this.trace.replay(this.turnId)
    this.replayed = answer.ok ? answer.value : 'failed'
    this.replaying = false
  }
}

function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

customElements.define('eventail-record', TurnRecord)
