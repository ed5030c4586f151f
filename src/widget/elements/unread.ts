import { html, LitElement, nothing } from 'lit'
import { cutMark } from '../../../guardrails/redacted.ts'
import type { CriteriaInput } from '../../criteria/criteria.ts'
import type { Turn } from '../../record/turn.ts'
import { baseStyles } from '../styles/styles.ts'
import type { Messages } from '../words/messages-fr.ts'

/** What no criterion took: phrases with one gesture that brings them in; a passage that was kept back is told of, and never quoted. */
export class UnreadElement extends LitElement {
  static override properties = {
    turn: { attribute: false },
    messages: { attribute: false },
    restore: { attribute: false },
    danger: { attribute: false },
    correct: { attribute: false },
    onWrite: { attribute: false },
  }
  static override styles = [baseStyles]

  declare turn: Turn
  declare messages: Messages
  declare restore: (text: string) => string
  /** Whether what was cut speaks of violence: known in this tab alone. */
  declare danger: boolean
  /** Absent where the turn cannot be corrected any more. */
  declare correct: ((criteria: CriteriaInput) => void) | undefined
  declare onWrite: () => void

  protected override render() {
    const { turn, correct } = this
    const words = this.messages.unread
    const text = turn.message?.redacted ?? ''
    const phrases = turn.unread.flatMap(({ because, start, end }) =>
      because === 'not-understood' ? [text.slice(start, end)] : [],
    )
    const keptBack = turn.unread.filter(({ because }) => because === 'kept-back').length
    const search = () => correct?.({ topic: [turn.criteria.topic, ...phrases].filter(Boolean).join(' ') })
    return html`${text.includes(cutMark) ? html`<p class="hint">${this.danger ? `${words.danger} ` : ''}${words.cut}</p>` : nothing}
    ${
      phrases.length > 0
        ? html`<p>${words.heading} ${phrases.map((phrase) => words.quoted(this.restore(phrase))).join(' · ')}
          ${correct ? html`<button type="button" class="quiet" @click=${search}>${words.search}</button>` : nothing}</p>`
        : nothing
    }
    ${
      keptBack > 0
        ? html`<p>${words.keptBack(keptBack > 1)}
          ${correct ? html`<button type="button" class="quiet" @click=${this.onWrite}>${words.rewrite}</button>` : nothing}</p>`
        : nothing
    }`
  }
}

customElements.define('eventail-unread', UnreadElement)
