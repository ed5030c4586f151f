import { html, LitElement, nothing, type TemplateResult } from 'lit'
import type { Criteria, Criterion } from '../../criteria/criteria.ts'
import { sentenceStyles } from '../styles/sentence-styles.ts'
import { baseStyles } from '../styles/styles.ts'
import { type Chip, chipsOf } from '../words/criteria-words.ts'
import type { Messages } from '../words/messages-fr.ts'
import { addable, type Correction, correctionOf, criterionInput, isEditable } from './criterion-editor.ts'
import { icons } from './icons.ts'

/** The one sentence of what was understood. Each part can be changed or taken away while it is the last word. */
export class CriteriaSentence extends LitElement {
  static override properties = {
    criteria: { attribute: false },
    messages: { attribute: false },
    open: { attribute: false },
    refines: { attribute: false },
    restore: { attribute: false },
    onCorrect: { attribute: false },
    editing: { state: true },
  }
  static override styles = [baseStyles, sentenceStyles]

  declare criteria: Criteria
  declare messages: Messages
  /** Whether it can be corrected. */
  declare open: boolean
  /** Whether a correction gives up options that wait for a decision. */
  declare refines: boolean
  declare restore: (text: string) => string
  declare onCorrect: (correction: Correction) => void
  declare private editing: { criterion: Criterion; index: number; adding: boolean } | null

  constructor() {
    super()
    this.open = false
    this.refines = false
    this.restore = (text) => text
    this.onCorrect = () => {}
    this.editing = null
  }

  protected override render() {
    const words = this.messages.criteria
    const chips = chipsOf(this.criteria, this.messages)
    return html`<div class="sentence" role="group" aria-labelledby="heading">
        <span id="heading" class="heading">${words.heading}</span>
        ${chips.length === 0 ? html`<span class="none">${words.none}</span>` : nothing}
        <ul class="chips">
          ${chips.map((chip) => html`<li>${this.chip(chip)}</li>`)}
          ${
            this.open
              ? html`<li><button type="button" class="add" id="add" aria-label=${words.add} title=${words.add} @click=${() => this.edit('topic', 0, true)}>+</button></li>`
              : nothing
          }
        </ul>
      </div>
      ${this.open && this.editing ? this.editor(this.editing) : nothing}`
  }

  private chip({ criterion, index, words, read, isDefault, without }: Chip): TemplateResult {
    const { criteria: say } = this.messages
    const shown = this.restore(words)
    const mark = isDefault
      ? say.byDefault
      : read?.from === 'profile'
        ? say.from.profile
        : read?.strength === 'wish' && say.wish
    const marked = mark ? html` <em>(${mark})</em>` : nothing
    const from = read && say.from[read.from]
    if (!this.open) return html`<span class="chip" title=${from ?? nothing}>${shown}${marked}</span>`
    const value = isEditable(criterion)
      ? html`<button type="button" class="chip-value" id="edit-${criterion}-${index}" title=${from ?? nothing}
          aria-label=${say.edit(this.messages.criterion[criterion].name, mark ? `${shown} (${mark})` : shown)} aria-expanded=${this.isEditing(criterion, index)}
          @click=${() => this.edit(criterion, index, false)}>${shown}${marked}</button>`
      : html`<span class="chip-value" title=${from ?? nothing}>${shown}${marked}</span>`
    return html`<span class="chip open">${value}<button type="button" class="chip-remove" aria-label=${say.remove(shown)}
        @click=${() => this.onCorrect({ criteria: without })}>${icons.remove}</button></span>`
  }

  private editor({
    criterion,
    index,
    adding,
  }: {
    criterion: Criterion
    index: number
    adding: boolean
  }): TemplateResult {
    const { criteria: say } = this.messages
    const which = html`<label for="criterion-name">${say.add}</label>
      <select id="criterion-name" @change=${(event: Event) => this.edit((event.target as HTMLSelectElement).value as Criterion, 0, true)}>
        ${addable.map((name) => html`<option value=${name} ?selected=${name === criterion}>${this.messages.criterion[name].name}</option>`)}
      </select>`
    return html`<form class="editor" @submit=${(event: SubmitEvent) => this.apply(event)} @keydown=${(event: KeyboardEvent) => this.leave(event)}>
      <div class="editor-fields">
        ${adding ? html`<div class="field">${which}</div>` : nothing}
        <div class="field">${criterionInput(criterion, adding ? this.nextIndex(criterion) : index, this.criteria, this.messages)}</div>
        <button type="submit" class="primary">${say.apply}</button>
        <button type="button" @click=${() => this.cancel()}>${say.cancel}</button>
      </div>
      ${this.refines ? html`<p class="hint">${say.refines}</p>` : nothing}
    </form>`
  }

  private isEditing(criterion: Criterion, index: number): boolean {
    return this.editing?.criterion === criterion && this.editing.index === index && !this.editing.adding
  }

  private nextIndex(criterion: Criterion): number {
    return criterion === 'constraints' ? this.criteria.constraints.length : 0
  }

  private async edit(criterion: Criterion, index: number, adding: boolean): Promise<void> {
    const choosing = this.editing?.adding && adding
    this.editing = { criterion, index, adding }
    await this.updateComplete
    const first = adding && !choosing ? '#criterion-name' : '#criterion-value'
    if (!choosing) this.renderRoot.querySelector<HTMLElement>(first)?.focus()
  }

  private async cancel(): Promise<void> {
    const opener = this.editing?.adding ? '#add' : `#edit-${this.editing?.criterion}-${this.editing?.index}`
    this.editing = null
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>(opener)?.focus()
  }

  private leave(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    void this.cancel()
  }

  private apply(event: SubmitEvent): void {
    event.preventDefault()
    const { criterion, index, adding } = this.editing!
    const value = `${new FormData(event.target as HTMLFormElement).get('value') ?? ''}`.trim()
    if (!value) return
    const at = adding ? this.nextIndex(criterion) : index
    this.editing = null
    this.onCorrect(correctionOf(criterion, at, value, this.criteria, this.messages))
  }
}

customElements.define('eventail-criteria', CriteriaSentence)
