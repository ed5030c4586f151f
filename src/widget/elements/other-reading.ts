import { html, LitElement, nothing } from 'lit'
import type { CriteriaInput, Criterion, Value } from '../../criteria/criteria.ts'
import { inSentence } from '../../criteria/spoken.ts'
import type { Turn } from '../../record/turn.ts'
import { baseStyles } from '../styles/styles.ts'
import type { Messages } from '../words/messages-fr.ts'

/** Another reading of a message, by a model: what it would change, applied by a gesture or left. Nothing on the screen waits for either. */
export class OtherReadingElement extends LitElement {
  static override properties = {
    turn: { attribute: false },
    messages: { attribute: false },
    correct: { attribute: false },
    left: { state: true },
  }
  static override styles = [baseStyles]

  declare turn: Turn
  declare messages: Messages
  /** Absent where the turn cannot be corrected any more. */
  declare correct: ((criteria: CriteriaInput) => void) | undefined
  declare private left: boolean

  constructor() {
    super()
    this.left = false
  }

  protected override render() {
    const { turn, correct, messages } = this
    const { otherReading } = turn
    if (!otherReading || !correct || this.left) return nothing
    const { criteria, changed } = otherReading
    const told = changed.map(({ criterion, to }) => this.toldOf(criterion, to))
    const words = messages.otherReading
    return html`<p>${words.heading} ${told.join(', ')}.
      <button type="button" class="quiet" @click=${() => correct(criteria)}>${words.apply}</button>
      <button type="button" class="quiet" @click=${() => (this.left = true)}>${words.leave}</button>
    </p>`
  }

  private toldOf(criterion: Criterion, to: unknown): string {
    const { messages } = this
    const isTaken = to === null || to === undefined || (Array.isArray(to) && to.length === 0)
    if (isTaken) return messages.otherReading.without(messages.criterion[criterion].name.toLowerCase())
    return inSentence(messages, criterion, to as Value<Criterion>)
  }
}

customElements.define('eventail-other-reading', OtherReadingElement)
