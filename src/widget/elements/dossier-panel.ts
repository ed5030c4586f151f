import { html, LitElement, nothing, type TemplateResult } from 'lit'
import type { Dropped } from '../../need/profile.ts'
import type { Conversation } from '../../record/turn.ts'
import type { ProfileFields } from '../state/api.ts'
import { keepKnownFields } from '../state/keep-known-fields.ts'
import { sampleDossiers } from '../state/sample-dossiers.ts'
import { panelStyles } from '../styles/panel-styles.ts'
import { baseStyles } from '../styles/styles.ts'
import type { Messages } from '../words/messages-fr.ts'
import { profileWords } from '../words/profile-words.ts'

/** What is known of the person and why, what was removed and why, and the way to bring another dossier at any time. */
export class DossierPanel extends LitElement {
  static override properties = {
    conversation: { attribute: false },
    fields: { attribute: false },
    droppedHere: { attribute: false },
    messages: { attribute: false },
    busy: { attribute: false },
    restore: { attribute: false },
    onUse: { attribute: false },
    json: { state: true },
    unreadable: { state: true },
  }
  static override styles = [baseStyles, panelStyles]

  declare conversation: Conversation | null
  declare fields: ProfileFields | null
  /** What the guard of this machine took out of the values. */
  declare droppedHere: readonly Dropped[]
  declare messages: Messages
  declare busy: boolean
  declare restore: (text: string) => string
  declare onUse: (dossier: Record<string, unknown>, dropped: Dropped[]) => void
  declare private json: string
  declare private unreadable: boolean

  constructor() {
    super()
    this.conversation = null
    this.fields = null
    this.droppedHere = []
    this.busy = false
    this.restore = (text) => text
    this.onUse = () => {}
    this.json = ''
    this.unreadable = false
  }

  override willUpdate(changed: Map<string, unknown>): void {
    const before = changed.get('conversation') as Conversation | null | undefined
    // Taken into account: the raw dossier has no reason to stay on the page.
    if (changed.has('conversation') && this.conversation && before?.profile !== this.conversation.profile)
      this.json = ''
  }

  protected override render() {
    const { dossierPanel: words } = this.messages
    return html`<h2>${words.heading}</h2>
      <p class="hint">${words.intro}</p>
      <div class="columns">${this.form()}<div>${this.kept()} ${this.dropped()}</div></div>`
  }

  private form(): TemplateResult {
    const { dossierPanel: words } = this.messages
    return html`<form @submit=${(event: SubmitEvent) => this.use(event)} novalidate>
      <div class="field">
        <label for="sample">${words.sample}</label>
        <select id="sample" @change=${(event: Event) => this.fill((event.target as HTMLSelectElement).value)}>
          <option value="">${this.messages.composer.choose}</option>
          ${Object.entries(words.samples).map(([name, label]) => html`<option value=${name}>${label}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="file">${words.file}</label>
        <input type="file" id="file" accept=".json,application/json" @change=${(event: Event) => this.read(event)} />
      </div>
      <div class="field">
        <label for="json">${words.json}</label>
        <textarea id="json" rows="7" spellcheck="false" .value=${this.json} aria-invalid=${this.unreadable ? 'true' : nothing}
          @input=${(event: Event) => this.write((event.target as HTMLTextAreaElement).value)}></textarea>
      </div>
      <div role="alert">${this.unreadable ? html`<p class="missing">${words.notJson}</p>` : nothing}</div>
      <button type="submit" class="primary">${this.busy ? words.using : words.use}</button>
    </form>`
  }

  private kept(): TemplateResult {
    const { dossierPanel: words } = this.messages
    const known = this.conversation ? profileWords(this.conversation.profile, this.messages) : []
    return html`<h3>${words.kept}</h3>
      ${
        known.length === 0
          ? html`<p class="hint">${words.nothingKept}</p>`
          : html`<dl class="kept">
              ${known.map(
                ([field, value]) => html`<div>
                  <dt>${words.names[field] ?? field}</dt>
                  <dd>${this.restore(value)}</dd>
                  <dd class="purpose">${this.fields?.data.find((one) => one.field === field)?.purpose ?? nothing}</dd>
                </div>`,
              )}
            </dl>`
      }`
  }

  private dropped(): TemplateResult | typeof nothing {
    const { dossierPanel: words } = this.messages
    const all = [...(this.conversation?.dropped ?? []), ...this.droppedHere]
    if (all.length === 0) return nothing
    return html`<details class="fold" open>
      <summary>${words.dropped(all.length)}</summary>
      <ul class="dropped">
        ${all.map(({ field, reason }) => html`<li><code>${field.slice(1)}</code> ${words.reasons[reason]}</li>`)}
      </ul>
    </details>`
  }

  private fill(name: string): void {
    const dossier = sampleDossiers[name as keyof typeof sampleDossiers]
    if (dossier) this.write(JSON.stringify(dossier, null, 2))
  }

  private async read(event: Event): Promise<void> {
    const file = (event.target as HTMLInputElement).files?.[0]
    if (file) this.write(await file.text())
  }

  private write(json: string): void {
    this.json = json
    this.unreadable = false
  }

  private use(event: SubmitEvent): void {
    event.preventDefault()
    const dossier = objectOf(this.json)
    this.unreadable = dossier === undefined
    if (!dossier || !this.fields || this.busy) return
    const { kept, dropped } = keepKnownFields(dossier, this.fields)
    this.onUse(kept, dropped)
  }
}

function objectOf(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

customElements.define('eventail-dossier', DossierPanel)
