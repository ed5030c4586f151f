import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { ConversationSummary } from '../../record/summary.ts'
import type { Api } from '../state/api.ts'
import { exchangeStyles } from '../styles/exchange-styles.ts'
import { panelStyles } from '../styles/panel-styles.ts'
import { baseStyles } from '../styles/styles.ts'
import type { Messages } from '../words/messages-fr.ts'
import { shortMoment } from '../words/moments.ts'
import { panelWords } from '../words/panels.ts'

/**
 * The counsellor's exchanges, each by its hour, its need in a few words and where it stands; no nickname, only a reference to copy. Searching
 * looks at what is on this machine and asks nobody.
 */
export class ExchangesPanel extends LitElement {
  static override properties = {
    api: { attribute: false },
    messages: { attribute: false },
    current: { attribute: false },
    onOpen: { attribute: false },
    onErased: { attribute: false },
    listed: { state: true },
    hasMore: { state: true },
    failed: { state: true },
    sought: { state: true },
    erasing: { state: true },
    said: { state: true },
  }
  static override styles = [baseStyles, panelStyles, exchangeStyles]

  declare api: Api
  declare messages: Messages
  /** The exchange on the page. */
  declare current: string | undefined
  declare onOpen: (summary: ConversationSummary) => void
  declare onErased: (id: string) => void
  declare private listed: readonly ConversationSummary[] | null
  declare private hasMore: boolean
  declare private failed: boolean
  declare private sought: string
  declare private erasing: string | null
  declare private said: string

  constructor() {
    super()
    this.current = undefined
    this.onOpen = () => {}
    this.onErased = () => {}
    this.listed = null
    this.hasMore = false
    this.failed = false
    this.sought = ''
    this.erasing = null
    this.said = ''
  }

  protected override firstUpdated(): void {
    void this.read()
  }

  protected override render() {
    const words = panelWords(this.messages).exchanges
    const shown = (this.listed ?? []).filter((one) => saysAll(`${this.line(one)} ${one.reference}`, this.sought))
    return html`<h2>${words.heading}</h2>
      <p class="hint">${words.intro}</p>
      <div class="field">
        <label for="sought">${words.search}</label>
        <input id="sought" type="search" autocomplete="off" maxlength="80"
          @input=${(event: Event) => {
            this.sought = (event.target as HTMLInputElement).value
          }} />
      </div>
      <p role="status" class="hint">${this.listed === null && !this.failed ? words.loading : this.said}</p>
      <div role="alert">
        ${
          this.failed
            ? html`<p class="missing">${words.failed}</p><button type="button" @click=${() => this.read()}>${words.retry}</button>`
            : nothing
        }
      </div>
      ${
        this.listed && shown.length === 0
          ? html`<p>${this.listed.length === 0 ? words.none : words.noneFound}</p>`
          : html`<ul class="exchanges" aria-label=${words.heading}>
              ${repeat(
                shown,
                ({ id }) => id,
                (one) => this.row(one),
              )}
            </ul>`
      }
      ${this.hasMore ? html`<button type="button" @click=${() => this.read(this.listed?.at(-1)?.id)}>${words.more}</button>` : nothing}`
  }

  private row(one: ConversationSummary): TemplateResult {
    const words = panelWords(this.messages).exchanges
    const { reference } = one
    const isLater = one.state === 'later'
    const isErasing = this.erasing === one.id
    return html`<li>
      <p>${this.line(one)}</p>
      <div class="actions">
        ${
          one.id === this.current
            ? html`<span class="hint">${words.current}</span>`
            : html`<button type="button" class="small" aria-label=${isLater ? words.resume(reference) : words.open(reference)}
                @click=${() => this.onOpen(one)}>${isLater ? words.resumeShort : words.openShort}</button>`
        }
        <button type="button" class="small" @click=${() => this.copy(one)}>${words.copy(reference)}</button>
        <button type="button" class="small" aria-label=${isErasing ? words.confirm(reference) : words.erase(reference)}
          @click=${() => this.erase(one)}>${isErasing ? words.confirmShort : words.eraseShort}</button>
      </div>
    </li>`
  }

  /** "29 nov., 10 h 05, plaquiste, Nantes, à décider"; its reference stands beside it, on the button that copies it. */
  private line({ createdAt, lastTurnAt, need, state }: ConversationSummary): string {
    const words = panelWords(this.messages).exchanges
    return [shortMoment(lastTurnAt ?? createdAt, this.messages), need || words.noNeed, words.states[state]].join(', ')
  }

  private async read(after?: string): Promise<void> {
    this.failed = false
    const answer = await this.api.conversations(after)
    if (!answer.ok) {
      this.failed = true
      return
    }
    this.listed = [...(after ? (this.listed ?? []) : []), ...answer.value.data]
    this.hasMore = answer.value.has_more
  }

  private async copy({ reference }: ConversationSummary): Promise<void> {
    await navigator.clipboard.writeText(reference)
    this.said = panelWords(this.messages).exchanges.copied(reference)
  }

  private async erase({ id, reference }: ConversationSummary): Promise<void> {
    if (this.erasing !== id) {
      this.erasing = id
      return
    }
    this.erasing = null
    const answer = await this.api.eraseConversation(id)
    if (!answer.ok && answer.problem.status !== 404) {
      this.failed = true
      return
    }
    this.listed = (this.listed ?? []).filter((one) => one.id !== id)
    this.said = panelWords(this.messages).exchanges.erased(reference)
    this.onErased(id)
  }
}

/** Every word that was typed is in the line, whatever the accents and the case. */
function saysAll(line: string, sought: string): boolean {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const said = plain(line)
  return plain(sought)
    .split(/\s+/)
    .every((word) => said.includes(word))
}

customElements.define('eventail-exchanges', ExchangesPanel)
