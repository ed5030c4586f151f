import { html, LitElement, nothing, type TemplateResult } from 'lit'
import type { Term } from '../../../guardrails/contestable.ts'
import type { Finding } from '../../../guardrails/finding.ts'
import type { Verdict } from '../../../guardrails/guard.ts'
import type { Correction } from '../../../guardrails/motives.ts'
import './contest-button.ts'
import type { MessageBody } from '../state/api.ts'
import type { BrowserGuard } from '../state/browser-guard.ts'
import { composerStyles } from '../styles/composer-styles.ts'
import { baseStyles } from '../styles/styles.ts'
import type { Messages } from '../words/messages-fr.ts'
import type { Contest } from './contest-button.ts'
import { findingList } from './finding-list.ts'
import { icons } from './icons.ts'

/** As many as a message may carry. */
const mostCorrections = 5

/** A pause in typing before the guard looks, in milliseconds. */
const pauseMs = 150

/** The one box. What would be masked or would not go is underlined while typing, before anything leaves. */
export class Composer extends LitElement {
  static override properties = {
    messages: { attribute: false },
    guard: { attribute: false },
    busy: { attribute: false },
    compact: { type: Boolean },
    onSend: { attribute: false },
    onContest: { attribute: false },
    onEdit: { attribute: false },
    draft: { attribute: false },
    onDraft: { attribute: false },
    text: { state: true },
    lead: { state: true },
    verdict: { state: true },
    guardState: { state: true },
  }
  static override styles = [baseStyles, composerStyles]

  declare messages: Messages
  declare guard: BrowserGuard
  declare busy: boolean
  /** Beside or under the options. */
  declare compact: boolean
  declare onSend: (message: MessageBody, typed: string) => void
  declare onContest: Contest
  declare onEdit: () => void
  /** What a reload brings back: redacted, offered while the box is empty. */
  declare draft: string
  /** What is being written, as the guard would let it leave. */
  declare onDraft: (redacted: string) => void
  declare private text: string
  /** The counsellor's own idea, argued like the options. */
  declare private lead: string
  /** What the guard said, of which text, and the words of our lists behind it: what is typed since moves it along until the guard looks again. */
  declare private verdict: Judged | null
  declare private guardState: 'asleep' | 'loading' | 'ready' | 'failed'
  /** What the guard was told that it takes wrongly; of words that are still there. */
  private corrections: readonly Correction[] = []
  private pause: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.busy = false
    this.compact = false
    this.onSend = () => {}
    this.onContest = () => Promise.resolve(false)
    this.onEdit = () => {}
    this.draft = ''
    this.onDraft = () => {}
    this.text = ''
    this.lead = ''
    this.verdict = null
    this.guardState = 'asleep'
  }

  /** Empties the box once the message has gone through, unless something else was typed meanwhile. */
  accepted(typed: string): void {
    if (this.text !== typed) return
    this.write('')
    this.onDraft('')
    this.lead = ''
  }

  /** Puts an example into the box, to be sent or changed. */
  offer(text: string): void {
    this.write(text)
    this.focus()
  }

  /** Gives back what did not go through. */
  giveBack(typed: string): void {
    if (typed && !this.text) this.write(typed)
    this.look()
  }

  override focus(): void {
    this.renderRoot.querySelector('textarea')?.focus()
  }

  protected override firstUpdated(): void {
    if (!this.draft || this.text) return
    this.guard.reserve(this.draft)
    this.write(this.draft)
    void this.wake()
  }

  protected override render() {
    const { composer: words } = this.messages
    const { verdict: judged = null, terms = [] } = this.verdict ?? {}
    const blocked = judged?.action === 'block'
    return html`<form class="composer" @submit=${(event: SubmitEvent) => this.submit(event)}>
      <label for="message" class="label">${words.label}</label>
      <div class="box ${blocked ? 'blocked' : ''}">
        <div class="paper">
          <div class="underlines" aria-hidden="true">${underlined(this.text, judged?.findings ?? [])}</div>
          <textarea id="message" rows=${this.compact ? 1 : 2} .value=${this.text} placeholder=${this.compact ? words.placeholderShort : words.placeholder} spellcheck="true"
            aria-describedby="hint findings" aria-invalid=${blocked ? 'true' : nothing}
            @input=${(event: Event) => this.typed((event.target as HTMLTextAreaElement).value)}
            @focus=${() => this.wake()} @scroll=${(event: Event) => this.follow(event)}
            @keydown=${(event: KeyboardEvent) => this.key(event)}></textarea>
        </div>
        <button type="submit" class="primary send" aria-disabled=${this.busy ? 'true' : nothing}>
          ${this.busy ? words.sending : words.send}${icons.send}
        </button>
      </div>
      <div class="under">
        <p class="hint" id="hint">${words.hint}</p>
        ${this.leadField()}
        <slot></slot>
      </div>
      <p role="status" class="visually-hidden">${judged ? this.outcome(judged) : nothing}</p>
      <div id="findings">${this.told(judged, terms)}</div>
    </form>`
  }

  private leadField(): TemplateResult {
    const { composer: words } = this.messages
    return html`<details class="fold lead">
      <summary>${words.lead}</summary>
      <div class="field">
        <label for="lead">${words.leadLabel}</label>
        <input id="lead" type="text" maxlength="300" autocomplete="off" .value=${this.lead}
          @input=${(event: Event) => {
            this.lead = (event.target as HTMLInputElement).value
          }} />
      </div>
    </details>`
  }

  private told(judged: Verdict | null, terms: readonly Term[]): TemplateResult | typeof nothing {
    const { composer: words } = this.messages
    if (this.guardState === 'failed') return html`<p class="missing">${icons.alert}${words.guardFailed}</p>`
    if (!judged || judged.action === 'pass') return nothing
    const blocks = judged.action === 'block'
    const why =
      judged.action !== 'block' || judged.because === 'findings'
        ? nothing
        : html`<p>${judged.because === 'too-long' ? words.tooLong(judged.limit ?? 0) : words.disguise}</p>`
    return html`<div class="told ${blocks ? 'blocks' : ''}">
      <p class="told-name">
        ${blocks ? icons.alert : icons.shield}<strong>${this.outcome(judged)}</strong>
      </p>
      ${why}
      ${findingList(judged.findings, this.text, this.messages, {
        onRemove: blocks ? ({ start, end }) => this.putAt(start, end, '') : undefined,
      })}
      <eventail-take-back .findings=${judged.findings} .text=${this.text} .messages=${this.messages}
        .blocks=${judged.action !== 'block' ? 'no' : judged.dubious ? 'dubiously' : 'surely'}
        .onCorrect=${(corrections: readonly Correction[]) => this.takeBack(corrections)}></eventail-take-back>
      <eventail-contest .findings=${judged.findings} .terms=${terms} .messages=${this.messages} .onContest=${this.onContest}></eventail-contest>
    </div>`
  }

  /** The words of our lists behind what was found: a contest carries no others. What is personal is on no list. */
  private termsOf({ findings }: Verdict): Term[] {
    if (findings.every(({ kind }) => kind === 'personal')) return []
    return this.guard.terms(this.text).filter(({ type }) => findings.some((finding) => finding.type === type))
  }

  /** What will become of the text, in one sentence: told again only when it changes. */
  private outcome({ action, findings }: Verdict): string {
    const { composer: words } = this.messages
    if (action === 'pass') return ''
    if (action === 'block') return words.willBlock
    const masked = findings.filter(({ kind }) => kind === 'personal').length
    return [masked > 0 ? words.willMask(masked) : '', masked < findings.length ? words.willCut : '']
      .filter(Boolean)
      .join('. ')
  }

  private async wake(): Promise<void> {
    if (this.guardState === 'ready' || this.guardState === 'loading') return
    this.guardState = 'loading'
    void import('./take-back.ts').catch(() => {})
    this.guardState = (await this.guard.prepare()) ? 'ready' : 'failed'
    this.look()
  }

  private typed(text: string): void {
    this.verdict = text && this.verdict ? movedTo(text, this.verdict) : null
    this.text = text
    this.onEdit()
    if (this.guardState !== 'ready') void this.wake()
    clearTimeout(this.pause)
    this.pause = setTimeout(() => this.look(), pauseMs)
  }

  private takeBack(corrections: readonly Correction[]): void {
    this.corrections = [...this.corrections, ...corrections].slice(-mostCorrections)
    this.look()
    this.focus()
  }

  private look(): void {
    this.corrections = this.corrections.filter(({ words }) => this.text.includes(words))
    const verdict = this.text ? this.guard.check(this.text, this.corrections) : undefined
    this.verdict = verdict ? { of: this.text, verdict, terms: this.termsOf(verdict) } : null
    // What would not leave is not kept either.
    if (verdict) this.onDraft(verdict.action === 'block' ? '' : verdict.text)
  }

  private async putAt(start: number, end: number, words: string): Promise<void> {
    this.write(`${this.text.slice(0, start)}${words}${this.text.slice(end)}`)
    this.onEdit()
    this.look()
    await this.updateComplete
    const box = this.renderRoot.querySelector('textarea')!
    box.focus()
    box.setSelectionRange(start + words.length, start + words.length)
  }

  private write(text: string): void {
    clearTimeout(this.pause)
    this.text = text
    this.verdict = null
  }

  private follow(event: Event): void {
    const underlines = this.renderRoot.querySelector('.underlines')!
    underlines.scrollTop = (event.target as HTMLElement).scrollTop
  }

  private key(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.submit(event)
  }

  private submit(event: Event): void {
    event.preventDefault()
    const text = this.text.trim()
    const lead = this.lead.trim()
    const corrections = this.corrections.filter(({ words }) => text.includes(words))
    if (text && !this.busy) {
      const also = { ...(lead && { lead: { text: lead } }), ...(corrections.length > 0 && { corrections }) }
      this.onSend({ text, ...also }, this.text)
    }
  }
}

interface Judged {
  of: string
  verdict: Verdict
  terms: readonly Term[]
}

/** What was found before and after what was typed stays, in its place; what was typed into goes, until the guard looks. */
function movedTo(text: string, { of, verdict, terms }: Judged): Judged {
  const most = Math.min(of.length, text.length)
  let same = 0
  while (same < most && of[same] === text[same]) same++
  let after = 0
  while (after < most - same && of.at(-1 - after) === text.at(-1 - after)) after++
  const by = text.length - of.length
  const findings = verdict.findings.flatMap((one) => {
    if (one.end <= same) return [one]
    return one.start >= of.length - after ? [{ ...one, start: one.start + by, end: one.end + by }] : []
  })
  return { of: text, verdict: { ...verdict, findings }, terms }
}

/** The text again, invisible under the box, with its findings marked: only the underlines show. */
function underlined(text: string, findings: readonly Finding[]): (string | TemplateResult)[] {
  const parts: (string | TemplateResult)[] = []
  let from = 0
  for (const { start, end, kind } of findings) {
    if (start < from) continue
    parts.push(text.slice(from, start), html`<mark class=${kind}>${text.slice(start, end)}</mark>`)
    from = end
  }
  // A final line break has no height of its own without something after it.
  parts.push(`${text.slice(from)}\u200b`)
  return parts
}

customElements.define('eventail-composer', Composer)
