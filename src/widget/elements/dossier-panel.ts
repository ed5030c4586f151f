import { html, LitElement, nothing, type TemplateResult } from 'lit'
import type { Dropped } from '../../need/profile.ts'
import type { Conversation } from '../../record/turn.ts'
import './suggest-field.ts'
import type { Api, ProfileFields, Suggested } from '../state/api.ts'
import type { BrowserGuard } from '../state/browser-guard.ts'
import { type DossierForm, dossierOf, formOf, languages } from '../state/dossier-form.ts'
import { keepKnownFields } from '../state/keep-known-fields.ts'
import { sampleDossiers } from '../state/sample-dossiers.ts'
import { panelStyles } from '../styles/panel-styles.ts'
import { baseStyles } from '../styles/styles.ts'
import type { Messages } from '../words/messages-fr.ts'
import { panelWords } from '../words/panels.ts'
import { profileWords } from '../words/profile-words.ts'

/** The person's file as a form of the fields that have a purpose, what was kept of it and what was not. */
export class DossierPanel extends LitElement {
  static override properties = {
    conversation: { attribute: false },
    fields: { attribute: false },
    droppedHere: { attribute: false },
    messages: { attribute: false },
    busy: { attribute: false },
    restore: { attribute: false },
    api: { attribute: false },
    guard: { attribute: false },
    onUse: { attribute: false },
    given: { state: true },
    experiences: { state: true },
    spoken: { state: true },
    told: { state: true },
    used: { state: true },
    failed: { state: true },
  }
  static override styles = [baseStyles, panelStyles]

  declare conversation: Conversation | null
  declare fields: ProfileFields | null
  /** What the guard of this machine took out of the values. */
  declare droppedHere: readonly Dropped[]
  declare messages: Messages
  declare busy: boolean
  declare restore: (text: string) => string
  declare api: Api
  declare guard: BrowserGuard
  declare onUse: (dossier: Record<string, unknown>, dropped: Dropped[]) => void
  /** What the form was filled with, from a file or an example; a new one draws the form anew. */
  declare private given: DossierForm
  declare private experiences: number
  declare private spoken: number
  declare private told: string
  /** What stands in the form was sent. */
  declare private used: boolean
  declare private failed: boolean

  constructor() {
    super()
    this.conversation = null
    this.fields = null
    this.droppedHere = []
    this.busy = false
    this.restore = (text) => text
    this.onUse = () => {}
    this.given = {}
    this.experiences = 1
    this.spoken = 1
    this.told = ''
    this.used = false
    this.failed = false
  }

  protected override render() {
    const words = panelWords(this.messages).dossier
    return html`<h2>${words.heading}</h2>
      <p class="hint">${words.intro} ${words.marked}</p>
      ${this.form()}
      <div class="columns"><div>${this.kept()}</div><div>${this.dropped()} ${this.others()}</div></div>`
  }

  private form(): TemplateResult {
    const words = panelWords(this.messages).dossier
    const { levels, modalities, schedules } = this.messages
    const numbered = (labels: readonly string[]) => labels.map((label, at) => [`${at + 1}`, label] as const)
    const rows = (count: number) => Array.from({ length: count }, (_, at) => at)
    const asked = (fields: unknown, purpose: string) =>
      html`<div class="asked">${fields} ${this.purpose(purpose)}</div>`
    return html`<form class="dossier" @submit=${(event: SubmitEvent) => this.use(event)} novalidate>
      ${asked(this.completed('metierVise', words.occupation, 'occupation'), 'targetOccupation')}
      ${asked(this.select('niveauFormation', words.level, numbered(levels)), 'level')}
      ${asked([this.completed('commune', words.near, 'commune'), this.text('mobiliteKm', words.radius, 'number')], 'near')}
      <fieldset><legend>${words.experiences}</legend>
        ${rows(this.experiences).map(
          (at) => html`${this.completed(`metier-${at}`, words.occupationOf(at + 1), 'occupation')}
            ${this.select(`duree-${at}`, words.yearsOf(at + 1), Object.entries(words.years))}`,
        )}
        ${this.experiences < 5 ? html`<button type="button" class="small" @click=${() => (this.experiences += 1)}>${words.addExperience}</button>` : nothing}
        ${this.purpose('experience')}
      </fieldset>
      <fieldset><legend>${words.languages}</legend>
        ${rows(this.spoken).map(
          (at) => html`${this.select(
            `langue-${at}`,
            words.languageOf(at + 1),
            languages.map((name) => [name, name] as const),
          )}
            ${this.select(`niveau-${at}`, words.languageLevelOf(at + 1), Object.entries(words.cefr))}`,
        )}
        ${this.spoken < 5 ? html`<button type="button" class="small" @click=${() => (this.spoken += 1)}>${words.addLanguage}</button>` : nothing}
        ${this.purpose('languages')}
      </fieldset>
      ${asked(this.completed('competences', words.skills, 'subject'), 'skills')}
      ${asked(this.text('contraintes', words.constraints), 'constraints')}
      ${asked(
        [
          this.text('des', words.from, 'date'),
          html`<label class="tick" for="tempsPartiel"><input type="checkbox" id="tempsPartiel" name="tempsPartiel" .defaultChecked=${this.given.tempsPartiel === 'oui'} /><span>${words.partTime}</span></label>`,
          this.select('horaires', words.schedule, Object.entries(schedules)),
        ],
        'availability',
      )}
      ${asked(this.select('modalite', words.modality, Object.entries(modalities)), 'modality')}
      ${asked(this.select('aisanceNumerique', words.ease, Object.entries(words.eases)), 'digitalEase')}
      <div role="alert">${this.failed ? html`<p class="missing">${words.notADossier}</p>` : nothing}</div>
      <div class="actions">
        <button type="submit" class="primary">${this.busy ? words.using : words.use}</button>
        <button type="button" @click=${() => this.empty()}>${words.empty}</button>
        <p role="status">${this.told || (this.used && !this.busy ? words.inUse : '')}</p>
      </div>
    </form>`
  }

  private completed(field: string, label: string, of: Suggested): TemplateResult {
    return html`<eventail-suggest .api=${this.api} .guard=${this.guard} .of=${of} .field=${field} .label=${label}
      .initial=${this.given[field] ?? ''} .several=${of === 'subject'}></eventail-suggest>`
  }

  private text(field: string, label: string, type: 'text' | 'number' | 'date' = 'text'): TemplateResult {
    return html`<div class="field">
      <label for=${field}>${label}</label>
      <input id=${field} name=${field} type=${type} maxlength="300" autocomplete="off" min=${type === 'number' ? '1' : nothing}
        .defaultValue=${this.given[field] ?? ''} />
    </div>`
  }

  private select(
    field: string,
    label: string,
    choices: readonly (readonly [value: string, label: string])[],
  ): TemplateResult {
    return html`<div class="field">
      <label for=${field}>${label}</label>
      <select id=${field} name=${field}>
        <option value="">${panelWords(this.messages).dossier.unsaid}</option>
        ${choices.map(([value, said]) => html`<option value=${value} ?selected=${this.given[field] === value}>${said}</option>`)}
      </select>
    </div>`
  }

  private purpose(field: string): TemplateResult | typeof nothing {
    const purpose = this.fields?.data.find((one) => one.field === field)?.purpose
    return purpose ? html`<p class="purpose">${purpose}</p>` : nothing
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

  /** A file of the host's, or an example: what fits fills the form, and is sent by the same gesture as what is typed. */
  private others(): TemplateResult {
    const { dossierPanel: words } = this.messages
    return html`<details class="fold">
      <summary>${panelWords(this.messages).dossier.fromFile}</summary>
      <div class="field">
        <label for="file">${words.file}</label>
        <input type="file" id="file" accept=".json,application/json" @change=${(event: Event) => this.read(event)} />
      </div>
      <div class="field">
        <label for="sample">${words.sample}</label>
        <select id="sample" @change=${(event: Event) => this.fillSample((event.target as HTMLSelectElement).value)}>
          <option value="">${this.messages.composer.choose}</option>
          ${Object.entries(words.samples).map(([name, label]) => html`<option value=${name}>${label}</option>`)}
        </select>
      </div>
    </details>`
  }

  private fillSample(name: string): void {
    const dossier = sampleDossiers[name as keyof typeof sampleDossiers]
    if (dossier) this.fill(dossier)
  }

  private async read(event: Event): Promise<void> {
    const file = (event.target as HTMLInputElement).files?.[0]
    if (!file) return
    try {
      const value: unknown = JSON.parse(await file.text())
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('no object')
      this.fill(value as Record<string, unknown>)
    } catch {
      this.failed = true
      this.told = ''
    }
  }

  private fill(dossier: Readonly<Record<string, unknown>>): void {
    const { form, taken, left } = formOf(dossier)
    this.given = form
    this.experiences = rowsOf(form, 'metier-')
    this.spoken = rowsOf(form, 'langue-')
    this.failed = taken === 0
    this.told = taken === 0 ? '' : panelWords(this.messages).dossier.taken(taken, left)
    void this.redraw()
  }

  private async empty(): Promise<void> {
    this.given = {}
    this.experiences = 1
    this.spoken = 1
    this.told = ''
    this.used = false
    this.failed = false
    await this.redraw()
  }

  /** What stood in the fields gives way to what they now begin with. */
  private async redraw(): Promise<void> {
    await this.updateComplete
    await new Promise((done) => setTimeout(done))
    this.renderRoot.querySelector('form')?.reset()
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input')?.focus()
  }

  private use(event: SubmitEvent): void {
    event.preventDefault()
    if (!this.fields || this.busy) return
    const { kept, dropped } = keepKnownFields(dossierOf(new FormData(event.target as HTMLFormElement)), this.fields)
    this.told = ''
    this.used = true
    this.onUse(kept, dropped)
  }
}

const rowsOf = (form: DossierForm, prefix: string): number =>
  Math.max(1, Object.keys(form).filter((field) => field.startsWith(prefix)).length)

customElements.define('eventail-dossier', DossierPanel)
