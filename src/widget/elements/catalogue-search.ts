import { html, LitElement, nothing } from 'lit'
import type { CommuneRef, Item } from '../../item.ts'
import type { Api, CatalogueQuery } from '../state/api.ts'
import type { BrowserGuard } from '../state/browser-guard.ts'
import type { Problem } from '../state/problem.ts'
import { cardStyles } from '../styles/card-styles.ts'
import { panelStyles } from '../styles/panel-styles.ts'
import { baseStyles } from '../styles/styles.ts'
import { dayOf } from '../words/format.ts'
import type { Messages } from '../words/messages-fr.ts'
import { findingList } from './finding-list.ts'
import { icons } from './icons.ts'
import { itemCard } from './item-card.ts'

/** The way without AI: words and filters over the same catalogue; nothing is interpreted. */
export class CatalogueSearch extends LitElement {
  static override properties = {
    api: { attribute: false },
    guard: { attribute: false },
    messages: { attribute: false },
    communes: { attribute: false },
    objecting: { attribute: false },
    onWithdraw: { attribute: false },
    found: { state: true },
    problem: { state: true },
    searching: { state: true },
  }
  static override styles = [baseStyles, cardStyles, panelStyles]

  declare api: Api
  declare guard: BrowserGuard
  declare messages: Messages
  /** Communes already named in the conversation or its profile. */
  declare communes: readonly CommuneRef[]
  declare objecting: boolean
  declare onWithdraw: () => void
  declare private found: Item[] | null
  declare private problem: Problem | null
  declare private searching: boolean

  constructor() {
    super()
    this.communes = []
    this.objecting = false
    this.onWithdraw = () => {}
    this.found = null
    this.problem = null
    this.searching = false
  }

  protected override render() {
    const { search: words } = this.messages
    return html`<h2 id="search-heading" tabindex="-1">${words.heading}</h2>
      <p class="hint">${words.intro}</p>
      ${
        this.objecting
          ? html`<p class="notice">${icons.info}<span>${words.objecting}</span>
              <button type="button" class="small" @click=${() => this.onWithdraw()}>${words.withdraw}</button></p>`
          : nothing
      }
      ${this.form()}
      <p role="status" class="results-count">
        ${this.searching ? words.searching : this.found ? words.results(this.found.length) : nothing}
      </p>
      <div role="alert">${this.problem ? this.trouble(this.problem) : nothing}</div>
      <div class="cards found">${this.found?.map((item) => itemCard(item, this.messages, dayOf(new Date().toISOString())))}</div>`
  }

  private form() {
    const { search: words, kinds, modalities } = this.messages
    const choices = (of: object) =>
      Object.entries(of).map(([value, said]) => html`<option value=${value}>${said}</option>`)
    return html`<form class="filters" @submit=${(event: SubmitEvent) => this.search(event)}>
      <div class="field wide">
        <label for="q">${words.query}</label>
        <input id="q" name="q" type="search" maxlength="300" autocomplete="off" />
      </div>
      <div class="field">
        <label for="kind">${words.kind}</label>
        <select id="kind" name="kind"><option value="">${words.anyKind}</option>${choices(kinds)}</select>
      </div>
      <div class="field">
        <label for="near">${words.near}</label>
        <input id="near" name="near" type="text" maxlength="80" autocomplete="off" list="communes" value=${this.communes[0] ? `${this.communes[0].name} ${this.communes[0].code}` : ''} />
        <datalist id="communes">${this.communes.map(({ code, name }) => html`<option value="${name} ${code}"></option>`)}</datalist>
      </div>
      <div class="field">
        <label for="radius">${words.radius}</label>
        <input id="radius" name="radiusKm" type="number" min="1" max="1000" value="30" />
      </div>
      <div class="field">
        <label for="before">${words.before}</label>
        <input id="before" name="startBefore" type="date" />
      </div>
      <div class="field">
        <label for="modality">${words.modality}</label>
        <select id="modality" name="modality"><option value="">${words.anyModality}</option>${choices(modalities)}</select>
      </div>
      <label class="tick" for="certifying"><input type="checkbox" id="certifying" name="certifying" /><span>${words.certifying}</span></label>
      <button type="submit" class="primary">${words.submit}</button>
    </form>`
  }

  private trouble({ code, findings, errors }: Problem) {
    const { problem: words } = this.messages
    const said = words.texts[code] ?? words.texts.internal!
    return html`<div class="problem">
      <p class="problem-name">${icons.alert}<strong>${said.title}</strong></p>
      <p>${code === 'invalid-request' && errors?.length ? errors.map(({ detail }) => detail).join(' ') : said.next}</p>
      ${findingList(findings ?? [], '', this.messages)}
    </div>`
  }

  private async search(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (this.searching) return
    this.searching = true
    this.problem = null
    const form = new FormData(event.target as HTMLFormElement)
    const redacted = await this.redacted(queryOf(form))
    if (redacted) {
      const answer = await this.api.searchCatalogue(redacted.query, redacted.policy)
      this.found = answer.ok ? answer.value.data : null
      this.problem = answer.ok ? null : answer.problem
    }
    this.searching = false
  }

  private async redacted(query: CatalogueQuery): Promise<{ query: CatalogueQuery; policy?: string } | undefined> {
    if (!query.q) return { query }
    const redaction = await this.guard.redact(query.q)
    if (!redaction.stays) return { query: { ...query, q: redaction.text }, policy: redaction.policy }
    const code = redaction.because === 'guard-failure' ? 'guard-failure' : 'message-blocked'
    this.problem = { code, status: 0, findings: redaction.findings }
    return undefined
  }
}

function queryOf(form: FormData): CatalogueQuery {
  const said = (name: string) => `${form.get(name) ?? ''}`.trim() || undefined
  const near = said('near')
  return {
    q: said('q'),
    kind: said('kind') as CatalogueQuery['kind'],
    near,
    radiusKm: near ? Number(said('radiusKm') ?? 30) : undefined,
    startBefore: said('startBefore'),
    modality: said('modality') as CatalogueQuery['modality'],
    certifying: form.get('certifying') ? true : undefined,
    limit: 20,
  }
}

customElements.define('eventail-catalogue', CatalogueSearch)
