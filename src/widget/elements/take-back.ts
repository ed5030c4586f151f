import { html, LitElement, nothing } from 'lit'
import type { Finding } from '../../../guardrails/finding.ts'
import { type Correction, type Motive, motiveNames, motives } from '../../../guardrails/motives.ts'
import { baseStyles } from '../styles/styles.ts'
import type { Messages } from '../words/messages-fr.ts'

/** Takes findings back, in one gesture each: the server hears it where its own rules find the words harmless. */
export class TakeBack extends LitElement {
  static override properties = {
    findings: { attribute: false },
    text: { attribute: false },
    blocks: { attribute: false },
    messages: { attribute: false },
    onCorrect: { attribute: false },
  }
  static override styles = [baseStyles]

  declare findings: readonly Finding[]
  /** As typed: the offsets of the findings are its own. */
  declare text: string
  /** Whether the text stays as it is, and whether a motive is enough for it to go. */
  declare blocks: 'no' | 'surely' | 'dubiously'
  declare messages: Messages
  declare onCorrect: (corrections: readonly Correction[]) => void

  constructor() {
    super()
    this.findings = []
    this.text = ''
    this.blocks = 'no'
    this.onCorrect = () => {}
  }

  protected override render() {
    return motiveNames.map((because) => {
      const words = this.taken(because)
      if (words.length === 0) return nothing
      return html`<button type="button" class="quiet small"
        @click=${() => this.onCorrect(words.map((one) => ({ words: one, because })))}>
        ${this.messages.composer.takeBack[because](words[0]!)}
      </button>`
    })
  }

  /** The words that a motive can be said of: a number stays a number, and what a list says of people stops the message for good. */
  private taken(because: Motive): string[] {
    const kind = motives[because]
    const speaks = kind === 'conduct' || kind === 'injection' ? this.blocks === 'dubiously' : true
    const those = this.findings.filter((one) => one.kind === kind && (kind !== 'personal' || one.type === 'PERSON'))
    const words = speaks ? those.map(({ start, end }) => this.text.slice(start, end)).filter(Boolean) : []
    return kind === 'personal' ? words.slice(0, 1) : [...new Set(words)].slice(0, 5)
  }
}

customElements.define('eventail-take-back', TakeBack)
