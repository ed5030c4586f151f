import { html, LitElement, nothing } from 'lit'
import type { Term } from '../../../guardrails/contestable.ts'
import type { Finding } from '../../../guardrails/finding.ts'
import { baseStyles } from '../styles/styles.ts'
import type { Messages } from '../words/messages-fr.ts'

/** Says that a finding is wrong. Types and offsets leave, and the words of our own lists that were shown before; never the text. */
export type Contest = (findings: readonly Finding[], terms: readonly Term[]) => Promise<boolean>

/** One report per list of findings; the button then says whether it got through. */
export class ContestButton extends LitElement {
  static override properties = {
    findings: { attribute: false },
    terms: { attribute: false },
    messages: { attribute: false },
    onContest: { attribute: false },
    contested: { state: true },
  }
  static override styles = [baseStyles]

  declare findings: readonly Finding[]
  declare terms: readonly Term[]
  declare messages: Messages
  declare onContest: Contest
  declare private contested: { findings: readonly Finding[]; got: boolean } | null

  constructor() {
    super()
    this.findings = []
    this.terms = []
    this.onContest = () => Promise.resolve(false)
    this.contested = null
  }

  protected override render() {
    const { composer: words } = this.messages
    const said = this.contested?.findings === this.findings ? this.contested : null
    if (this.findings.length === 0) return nothing
    return html`<div role="status">${said ? html`<p class="hint">${said.got ? words.contested : words.notContested}</p>` : nothing}</div>
      ${
        said?.got
          ? nothing
          : html`<button type="button" class="quiet small" @click=${() => this.contest()}>${words.contest}</button>
            ${this.terms.length > 0 ? html`<span class="hint">${words.contestCarries(this.terms.map((term) => term.words).join(', '))}</span>` : nothing}`
      }`
  }

  private async contest(): Promise<void> {
    const { findings, terms } = this
    this.contested = { findings, got: await this.onContest(findings, terms) }
  }
}

customElements.define('eventail-contest', ContestButton)
