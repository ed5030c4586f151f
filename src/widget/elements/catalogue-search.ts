import { html, LitElement, nothing, type TemplateResult } from 'lit'
import type { CommuneRef, Item } from '../../item.ts'
import './suggest-field.ts'
import type { Api, CatalogueQuery, FoundPage } from '../state/api.ts'
import type { BrowserGuard } from '../state/browser-guard.ts'
import type { Problem } from '../state/problem.ts'
import { cardStyles } from '../styles/card-styles.ts'
import { exchangeStyles } from '../styles/exchange-styles.ts'
import { panelStyles } from '../styles/panel-styles.ts'
import { baseStyles } from '../styles/styles.ts'
import { dayOf } from '../words/format.ts'
import type { Messages } from '../words/messages-fr.ts'
import { shortMoment } from '../words/moments.ts'
import { panelWords } from '../words/panels.ts'
import { findingList } from './finding-list.ts'
import { handOverLinks } from './hand-over-links.ts'
import { icons } from './icons.ts'
import { itemCard } from './item-card.ts'

/** Offers a page, and offers in one decision. */
const pageSize = 10
const mostTaken = 4

/** What became of a decision on what was found. */
export type Recorded = { turn: string; conversation: string; decidedAt: string } | { problem: Problem }

/**
 * The way without AI, from words to a decision: filters, counts, pages, an address for each offer, and what is ticked is recorded like any choice.
 * Nothing is interpreted, and the search is not kept.
 */
export class CatalogueSearch extends LitElement {
  static override properties = {
    api: { attribute: false },
    guard: { attribute: false },
    messages: { attribute: false },
    communes: { attribute: false },
    objecting: { attribute: false },
    base: { attribute: false },
    isLinked: { attribute: false },
    onWithdraw: { attribute: false },
    onDecide: { attribute: false },
    found: { state: true },
    problem: { state: true },
    busy: { state: true },
    taken: { state: true },
    told: { state: true },
    recorded: { state: true },
  }
  static override styles = [baseStyles, cardStyles, panelStyles, exchangeStyles]

  declare api: Api
  declare guard: BrowserGuard
  declare messages: Messages
  /** Communes already named in the conversation or its profile. */
  declare communes: readonly CommuneRef[]
  declare objecting: boolean
  declare base: string
  /** Whether a link can carry who asks. */
  declare isLinked: boolean
  declare onWithdraw: () => void
  /** Records what was ticked, in the exchange of this person. */
  declare onDecide: (itemIds: readonly string[]) => Promise<Recorded>
  declare private found: FoundPage | null
  declare private problem: Problem | null
  declare private busy: 'searching' | 'recording' | null
  /** What is ticked, by id, with its title: pages turn and ticks stay. */
  declare private taken: ReadonlyMap<string, Item>
  declare private told: string
  declare private recorded: Exclude<Recorded, { problem: Problem }> | null
  private asked: { query: CatalogueQuery; policy?: string } | undefined

  constructor() {
    super()
    this.communes = []
    this.objecting = false
    this.base = ''
    this.isLinked = true
    this.onWithdraw = () => {}
    this.onDecide = () => Promise.reject(new Error('Nobody records.'))
    this.found = null
    this.problem = null
    this.busy = null
    this.taken = new Map()
    this.told = ''
    this.recorded = null
    this.addEventListener('keydown', (event) => this.key(event))
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('#q')?.focus()
  }

  /** As beside the options: what is ticked is recorded without going back to its button. */
  private key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || this.taken.size === 0) return
    event.preventDefault()
    void this.record()
  }

  protected override render() {
    const words = panelWords(this.messages).search
    return html`<h2 id="search-heading" tabindex="-1">${words.heading}</h2>
      <p class="hint">${words.intro}</p>
      ${
        this.objecting
          ? html`<p class="notice">${icons.info}<span>${words.objecting}</span>
              <button type="button" class="small" @click=${() => this.onWithdraw()}>${words.withdraw}</button></p>`
          : nothing
      }
      ${this.form()} ${this.decision()}
      <p role="status" class="results-count" id="results" tabindex="-1">${this.status()}</p>
      <div role="alert">${this.problem ? this.trouble(this.problem) : nothing}</div>
      ${this.found ? this.results(this.found) : nothing}`
  }

  private status(): string {
    const words = panelWords(this.messages).search
    if (this.busy === 'searching') return words.searching
    return this.found ? words.found(this.found.total, this.found.more) : ''
  }

  private form(): TemplateResult {
    const { search: words, kinds, modalities } = this.messages
    const choices = (of: object) =>
      Object.entries(of).map(([value, said]) => html`<option value=${value}>${said}</option>`)
    const [near] = this.communes
    return html`<form class="filters" @submit=${(event: SubmitEvent) => this.submit(event)}>
      <div class="field wide">
        <label for="q">${words.query}</label>
        <input id="q" name="q" type="search" maxlength="300" autocomplete="off" />
      </div>
      <div class="field">
        <label for="kind">${words.kind}</label>
        <select id="kind" name="kind"><option value="">${words.anyKind}</option>${choices(kinds)}</select>
      </div>
      <eventail-suggest .api=${this.api} .guard=${this.guard} .of=${'commune'} .field=${'near'} .label=${words.near}
        .initial=${near ? `${near.name} ${near.code}` : ''}></eventail-suggest>
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

  /** What is ticked so far stays in view, over all pages. */
  private decision(): TemplateResult | typeof nothing {
    const words = panelWords(this.messages).search
    if (this.recorded) {
      const { conversation, turn, decidedAt } = this.recorded
      return html`<div class="taken" id="recorded" tabindex="-1">
        <p><strong>${words.recorded(shortMoment(decidedAt, this.messages))}</strong></p>
        ${handOverLinks({ conversation, turn, base: this.base, isLinked: this.isLinked }, this.messages)}
        <button type="button" @click=${() => this.goOn()}>${words.further}</button>
      </div>`
    }
    if (this.taken.size === 0) return nothing
    return html`<div class="taken">
      <p><strong>${words.chosen(this.taken.size)}</strong>${this.messages.colon}${[...this.taken.values()].map(({ title }) => title).join(this.messages.semicolon)}</p>
      <p role="status">${this.told}</p>
      <button type="button" class="primary" @click=${() => this.record()}>
        ${this.busy === 'recording' ? words.recording : words.decide(this.taken.size)}
      </button>
    </div>`
  }

  private results(found: FoundPage): TemplateResult {
    const pages = Math.max(1, Math.ceil(found.total / pageSize))
    const words = panelWords(this.messages).search
    const turn = (to: number) => html`<button type="button" class="small" ?disabled=${to < 1 || to > pages}
      @click=${() => this.turnTo(to)}>${to < found.page ? words.previous : words.next}</button>`
    return html`${this.narrowing(found)}
      <div class="cards found">${found.data.map((item) => this.offer(item))}</div>
      ${
        pages > 1
          ? html`<nav aria-label=${words.pages} class="actions">
              ${turn(found.page - 1)}<span>${words.page(found.page, pages)}</span>${turn(found.page + 1)}
            </nav>`
          : nothing
      }`
  }

  /** How many there are of each sort; one tap keeps only those. */
  private narrowing({ counts, total }: FoundPage): TemplateResult | typeof nothing {
    const { kinds, modalities } = this.messages
    const words = panelWords(this.messages).search
    const sorts = [
      ...Object.entries(counts.kinds).map(([kind, count]) => ({
        filter: { kind },
        label: kinds[kind as 'event'],
        count,
      })),
      ...Object.entries(counts.modalities).map(([modality, count]) => ({
        filter: { modality },
        label: modalities[modality as 'mixed'],
        count,
      })),
      { filter: { certifying: true }, label: words.certifying, count: counts.certifying },
    ].filter(({ count }) => count > 0 && count < total)
    if (sorts.length === 0) return nothing
    return html`<div class="actions" role="group" aria-label=${words.narrow}>
      <span class="hint">${words.narrow}</span>
      ${sorts.map(
        ({ filter, label, count }) =>
          html`<button type="button" class="small" @click=${() => this.narrow(filter as Partial<CatalogueQuery>)}>${words.only(label, count)}</button>`,
      )}
    </div>`
  }

  private offer(item: Item): TemplateResult {
    const words = panelWords(this.messages).search
    const id = `take-${item.id}`
    return html`<div class="offer">
      <div class="actions">
        <label class="tick" for=${id}><input type="checkbox" id=${id} aria-label=${words.tick(item.title)} .checked=${this.taken.has(item.id)}
          @change=${(event: Event) => this.take(item, event.target as HTMLInputElement)} /><span>${words.tickShort}</span></label>
        ${
          this.isLinked
            ? html`<a href="${this.base}/v1/catalogue/items/${encodeURIComponent(item.id)}" target="_blank" rel="noopener"
                aria-label="${words.record}${this.messages.colon}${item.title}">${words.record}</a>`
            : nothing
        }
      </div>
      ${itemCard(item, this.messages, dayOf(new Date().toISOString()))}
    </div>`
  }

  private trouble({ code, findings, errors }: Problem): TemplateResult {
    const { problem: words } = this.messages
    const said = words.texts[code] ?? words.texts.internal!
    return html`<div class="problem">
      <p class="problem-name">${icons.alert}<strong>${said.title}</strong></p>
      <p>${code === 'invalid-request' && errors?.length ? errors.map(({ detail }) => detail).join(' ') : said.next}</p>
      ${findingList(findings ?? [], '', this.messages)}
    </div>`
  }

  private take(item: Item, box: HTMLInputElement): void {
    const taken = new Map(this.taken)
    const words = panelWords(this.messages).search
    this.told = ''
    if (!taken.delete(item.id)) {
      if (taken.size >= mostTaken) {
        box.checked = false
        this.told = words.tooMany
      } else taken.set(item.id, item)
    }
    this.taken = taken
    this.recorded = null
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const redacted = await this.redacted(queryOf(new FormData(event.target as HTMLFormElement)))
    if (!redacted) return
    this.asked = redacted
    await this.look()
    this.renderRoot.querySelector<HTMLElement>('#results')?.focus()
  }

  /** Turns a page; the reader is brought back to the count above the first offer. */
  private async turnTo(page: number): Promise<void> {
    if (!this.asked) return
    this.asked = { ...this.asked, query: { ...this.asked.query, page } }
    await this.look()
    this.renderRoot.querySelector<HTMLElement>('#results')?.focus()
  }

  private async narrow(filter: Partial<CatalogueQuery>): Promise<void> {
    if (!this.asked) return
    for (const [name, value] of Object.entries(filter)) {
      const field = this.renderRoot.querySelector<HTMLInputElement | HTMLSelectElement>(`#${name}`)
      if (field instanceof HTMLInputElement) field.checked = true
      else if (field) field.value = `${value}`
    }
    this.asked = { ...this.asked, query: { ...this.asked.query, ...filter, page: 1 } }
    await this.look()
  }

  private async look(): Promise<void> {
    if (this.busy || !this.asked) return
    this.busy = 'searching'
    this.problem = null
    const answer = await this.api.searchCatalogue(this.asked.query, this.asked.policy)
    this.found = answer.ok ? answer.value : null
    this.problem = answer.ok ? null : answer.problem
    this.busy = null
  }

  private async record(): Promise<void> {
    if (this.busy) return
    this.busy = 'recording'
    const made = await this.onDecide([...this.taken.keys()])
    this.busy = null
    if ('problem' in made) {
      this.problem = made.problem
      return
    }
    this.problem = null
    this.recorded = made
    this.taken = new Map()
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('#recorded')?.focus()
  }

  private async goOn(): Promise<void> {
    this.recorded = null
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('#q')?.focus()
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
    limit: pageSize,
    page: 1,
  }
}

customElements.define('eventail-catalogue', CatalogueSearch)
