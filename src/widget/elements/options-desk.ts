import { html, LitElement, nothing, type TemplateResult } from 'lit'
import type { NearestOption, Option } from '../../options/option.ts'
import type { Turn } from '../../record/turn.ts'
import type { Choice } from '../state/chat.ts'
import { lettersOf, offersOf } from '../state/sets.ts'
import { deskStyles } from '../styles/desk-styles.ts'
import { baseStyles } from '../styles/styles.ts'
import type { Messages } from '../words/messages-fr.ts'
import type { RowName } from '../words/row-facts.ts'
import type { Ticked } from '../words/ticked-words.ts'
import { choiceOf, decisionBar, decisionSummary, isTicked, nothingTicked, type Tick, tick } from './decision-bar.ts'
import { optionsTable } from './options-table.ts'

/** A decision on one set. */
export interface Made {
  turn: Turn
  choice: Choice
}

/**
 * The options and the one bar to decide: a table a set, one decision a set. What is ticked stays while one talks, and while the network is gone.
 * Slots: "top" above the table, "foot" below it, "decided-<turn>" beside what was recorded.
 */
export class OptionsDesk extends LitElement {
  static override properties = {
    sets: { attribute: false },
    coming: { attribute: false },
    past: { attribute: false },
    messages: { attribute: false },
    language: { attribute: false },
    asked: { attribute: false },
    keys: { attribute: false },
    busy: { attribute: false },
    restore: { attribute: false },
    onDecide: { attribute: false },
    onRecord: { attribute: false },
    onLater: { attribute: false },
    onBar: { attribute: false },
    ticked: { state: true },
    revising: { state: true },
    told: { state: true },
    unfolded: { state: true },
    noting: { state: true },
    whole: { state: true },
  }
  static override styles = [baseStyles, deskStyles]

  /** The sets on the table. */
  declare sets: readonly Turn[]
  /** The options of an answer on its way, where there is nothing else to show: there is nothing to tick yet. */
  declare coming: readonly (Option | undefined)[]
  /** Shown again, and not to be decided: an earlier set. */
  declare past: boolean
  declare messages: Messages
  /** The language of the reasons. */
  declare language: string
  declare asked: RowName | null
  /** Whether letters tick, 0 says none and Ctrl+Enter records; inside this element only (WCAG 2.1.4). */
  declare keys: boolean
  declare busy: boolean
  declare restore: (text: string) => string
  declare onDecide: (made: readonly Made[]) => void
  declare onRecord: (option: Option | NearestOption, turn: Turn | null) => void
  declare onLater: (sets: readonly Turn[]) => void
  declare onBar: (blockSize: number) => void
  /** Keeps these sets for later: a state, not a decision. */
  declare private ticked: ReadonlyMap<string, Ticked>
  /** The set whose decision is being revised. */
  declare private revising: string | null
  declare private told: 'missing' | 'later' | null
  declare private unfolded: boolean
  declare private noting: boolean
  /** Of several sets, the one that is shown with all its rows; the last one, until another is asked for. */
  declare private whole: string | null

  constructor() {
    super()
    this.sets = []
    this.coming = []
    this.past = false
    this.language = 'fr'
    this.asked = null
    this.keys = true
    this.busy = false
    this.restore = (text) => text
    this.onDecide = () => {}
    this.onRecord = () => {}
    this.onLater = () => {}
    this.onBar = () => {}
    this.ticked = new Map()
    this.revising = null
    this.told = null
    this.unfolded = false
    this.noting = false
    this.whole = null
    this.addEventListener('keydown', (event) => this.key(event))
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('.desk')?.focus(options)
  }

  /** Ticks what was said in words ("je prends la B"): recording stays a gesture. */
  tickInstead(turn: Turn, ticked: Ticked): void {
    this.told = null
    this.ticked = new Map([...this.ticked, [turn.id, ticked]])
  }

  /** What was recorded is no longer ticked; whoever was on the button that is gone is put where the decision is told. */
  override willUpdate(changed: Map<string, unknown>): void {
    const before = changed.get('sets') as readonly Turn[] | undefined
    if (!before) return
    if (this.sets.at(-1)?.id !== before.at(-1)?.id) this.whole = null
    for (const set of this.sets) {
      const decided = before.find(({ id }) => id === set.id)?.decision?.id !== set.decision?.id && set.decision
      if (!decided) continue
      this.ticked = new Map([...this.ticked].filter(([id]) => id !== set.id))
      this.revising = null
      this.noting = false
      if (this.renderRoot.querySelector('.bar :focus, .desk :focus, .desk:focus')) this.focusNext = `decided-${set.id}`
    }
  }

  override updated(): void {
    this.measure()
    const id = this.focusNext
    this.focusNext = null
    if (id) this.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(id)}`)?.focus()
  }
  private focusNext: string | null = null

  /** Where the page is narrow, the message box stands on the bar: the page is told how high it is. */
  private measure(): void {
    const bar = this.renderRoot.querySelector<HTMLElement>('.bar')
    if (bar === this.measured) return
    this.measured = bar
    this.sizes.disconnect()
    if (bar) this.sizes.observe(bar)
    else this.onBar(0)
  }
  private measured: HTMLElement | null = null
  private readonly sizes = new ResizeObserver(([entry]) => this.onBar(entry?.borderBoxSize[0]?.blockSize ?? 0))

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.onBar(0)
  }

  protected override render() {
    const { messages, sets, coming } = this
    const count = sets.reduce((sum, set) => sum + offersOf(set).length, 0) || coming.length
    const decided = this.past ? [] : sets.filter((set) => set.decision && set.id !== this.revising)
    const open = this.open()
    return html`<section class="desk" tabindex="-1" aria-labelledby="options-heading">
        <h2 id="options-heading" class="visually-hidden">${messages.options.legend(count)}</h2>
        <slot name="top"></slot>
        ${sets.length > 0 ? sets.map((set) => this.table(set.options, set)) : this.table(coming, null)}
        <div class="foot">
          <p class="hint" aria-hidden="true">${messages.options.order} ${messages.table.cut}</p>
          <slot name="foot"></slot>
        </div>
      </section>
      ${
        open.length + decided.length === 0
          ? nothing
          : html`<form class="bar" novalidate aria-label=${messages.decision.name} @submit=${(event: SubmitEvent) => this.submit(event)}>
              ${decided.map((set) => decisionSummary(set, messages, this.restore, () => this.revise(set)))}
              ${open.length > 0 ? this.bar(open) : nothing}
            </form>`
      }`
  }

  /** The sets that a decision can be made on. */
  private open(): Turn[] {
    if (this.past) return []
    return this.sets.filter(({ id, state }) => state === 'to-decide' || state === 'later' || id === this.revising)
  }

  private table(options: readonly (Option | undefined)[], turn: Turn | null): TemplateResult {
    const opened = turn && this.open().includes(turn)
    return optionsTable({
      options,
      turn,
      messages: this.messages,
      language: this.language,
      asked: this.asked,
      ticked: opened ? this.tickedOf(turn).optionIds : undefined,
      onTick: (optionId) => turn && this.tick(turn, { optionId }),
      onRecord: (option) => this.onRecord(option, turn),
      ...(turn && this.sets.length > 1 && { whole: this.wholeOf(turn) }),
    })
  }

  private wholeOf({ id }: Turn) {
    const onWhole = () => {
      this.whole = id
    }
    return { isWhole: id === (this.whole ?? this.sets.at(-1)!.id), onWhole }
  }

  private bar(open: readonly Turn[]): TemplateResult {
    return decisionBar({
      sets: open.map((turn) => ({ turn, ticked: this.tickedOf(turn) })),
      busy: this.busy,
      told: this.told,
      revising: this.revising !== null,
      unfolded: this.unfolded,
      noting: this.noting,
      messages: this.messages,
      onTick: (turn, what) => this.tick(turn, what),
      onLater: () => {
        this.ticked = new Map()
        this.onLater(open.filter(({ state }) => state === 'to-decide'))
        this.told = 'later'
      },
      onUnfold: () => {
        this.unfolded = !this.unfolded
      },
      onNote: () => void this.note(),
      onCancel: () => {
        this.focusNext = `revise-${this.revising}`
        this.revising = null
      },
    })
  }

  private tickedOf({ id }: Turn): Ticked {
    return this.ticked.get(id) ?? nothingTicked
  }

  private tick(turn: Turn, what: Tick): void {
    this.tickInstead(turn, tick(this.tickedOf(turn), what))
  }

  private async note(): Promise<void> {
    this.noting = !this.noting
    await this.updateComplete
    if (this.noting) this.renderRoot.querySelector<HTMLElement>('#note')?.focus()
  }

  private async revise(set: Turn): Promise<void> {
    this.revising = set.id
    this.ticked = new Map()
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('.letter-button')?.focus()
  }

  private submit(event: Event): void {
    event.preventDefault()
    this.record()
  }

  /** One decision a set of which something is ticked; the others go on waiting. */
  private record(): void {
    if (this.busy) return
    const held = this.open().filter((turn) => isTicked(this.tickedOf(turn)))
    const form = new FormData(this.renderRoot.querySelector<HTMLFormElement>('.bar')!)
    const made = held.flatMap((turn, at) => {
      const choice = choiceOf(this.tickedOf(turn), form, at === 0)
      return choice ? [{ turn, choice }] : []
    })
    this.told = made.length === 0 ? 'missing' : null
    if (made.length > 0) this.onDecide(made)
  }

  private key(event: KeyboardEvent): void {
    const open = this.open()
    const inDesk = this.renderRoot.querySelector('.desk:focus, .desk :focus, .desk:focus-within')
    if (this.keys && event.key === 'F6' && !event.shiftKey && inDesk && open.length > 0) {
      // The bar is the next region: the motive first, where none is ticked.
      event.preventDefault()
      event.stopPropagation()
      this.renderRoot.querySelector<HTMLElement>('.bar :is(select, input, textarea, .letter-button)')?.focus()
      return
    }
    if (!this.keys || open.length === 0 || event.isComposing || event.altKey) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      this.record()
      return
    }
    const on = event.composedPath()[0] as HTMLElement
    if (event.ctrlKey || event.metaKey || on.matches?.('input:not([type=checkbox]), textarea, select')) return
    const letter = event.key.toUpperCase()
    const turn = event.key === '0' ? open[0] : open.findLast((one) => lettersOf(one).includes(letter))
    if (!turn) return
    event.preventDefault()
    const offer = offersOf(turn).find((one) => one.letter === letter)
    this.tick(turn, offer ? { optionId: offer.id } : 'none')
  }
}

customElements.define('eventail-options', OptionsDesk)
