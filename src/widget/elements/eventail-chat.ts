import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Locale } from '../../../guardrails/finding.ts'
import type { CommuneRef } from '../../item.ts'
import type { Turn } from '../../record/turn.ts'
import './composer.ts'
import './standard-requests.ts'
import { type Api, createApi, type MessageBody, type ProfileFields, type StandardRequest } from '../state/api.ts'
import { type BrowserGuard, createBrowserGuard } from '../state/browser-guard.ts'
import { type Chat, createChat } from '../state/chat.ts'
import { type ChatEvent, type ChatState, emptyChat } from '../state/chat-state.ts'
import { cardStyles } from '../styles/card-styles.ts'
import { chatStyles } from '../styles/chat-styles.ts'
import { panelStyles } from '../styles/panel-styles.ts'
import { baseStyles } from '../styles/styles.ts'
import { firstMessages, loadMessages } from '../words/messages.ts'
import type { Messages } from '../words/messages-fr.ts'
import { profileWords } from '../words/profile-words.ts'
import type { Composer } from './composer.ts'
import type { Contest } from './contest-button.ts'
import type { DossierPanel } from './dossier-panel.ts'
import { guide } from './guide.ts'
import { icons } from './icons.ts'
import { type Panel, pageHead, type View } from './page-head.ts'
import { problemNotice } from './problem-notice.ts'
import type { StandardRequests } from './standard-requests.ts'
import type { Trace } from './turn-record.ts'
import { sendingView, type TurnContext, turnView } from './turn-view.ts'

/**
 * `<eventail-chat locale agency referent api>`: the whole page of a counsellor. `api` is the origin of the server when it is another
 * one; set the property `token` to the short token of a widget session there.
 */
export class EventailChat extends LitElement {
  static override properties = {
    locale: {},
    agency: {},
    referent: {},
    api: {},
    fictitious: { type: Boolean },
    token: { attribute: false },
    messages: { state: true },
    chatState: { state: true },
    panel: { state: true },
    view: { state: true },
    requests: { state: true },
    requestsOpen: { state: true },
    fields: { state: true },
    restoring: { state: true },
    erasing: { state: true },
  }
  static override styles = [baseStyles, cardStyles, panelStyles, chatStyles]

  declare locale: Locale
  declare agency: string
  declare referent: string
  declare api: string
  declare fictitious: boolean
  declare token: string | undefined
  declare private messages: Messages
  declare private chatState: ChatState
  declare private panel: Panel
  declare private view: View
  declare private requests: readonly StandardRequest[] | 'failed'
  declare private requestsOpen: boolean
  declare private fields: ProfileFields | null
  declare private restoring: boolean
  declare private erasing: boolean
  private server!: Api
  private guard!: BrowserGuard
  private chat!: Chat

  constructor() {
    super()
    this.locale = 'fr'
    this.agency = ''
    this.referent = ''
    this.api = ''
    this.fictitious = false
    this.messages = firstMessages
    this.chatState = emptyChat
    this.panel = null
    this.view = 'chat'
    this.requests = []
    this.requestsOpen = true
    this.fields = null
    this.restoring = false
    this.erasing = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.chat) return
    const locale = () => this.locale
    this.server = createApi({
      base: this.api,
      token: this.token,
      locale,
      onPolicyChanged: () => this.guard.renew(),
    })
    this.guard = createBrowserGuard({
      load: async () => (await import('../state/guard-chunk.ts')).startGuard,
      policy: async () => {
        const answer = await this.server.policyInForce()
        if (!answer.ok) throw new Error(answer.problem.code)
        return answer.value
      },
      locale,
    })
    this.chat = createChat({
      api: this.server,
      guard: this.guard,
      memory: sessionStorage,
      locale,
      newKey: () => crypto.randomUUID(),
      onState: (state, event) => this.follow(state, event),
    })
    void this.chat.resume()
    void this.learn()
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('locale')) void this.speak(this.locale)
  }

  protected override render() {
    const { messages } = this
    return html`<div class="page" lang=${messages.locale}>
      ${this.head(messages)} ${this.panelView(messages)}
      ${
        this.view === 'catalogue'
          ? html`<main class="main"><eventail-catalogue .api=${this.server} .guard=${this.guard} .messages=${messages}
              .communes=${this.communes} .objecting=${this.objecting}
              .onWithdraw=${() => this.chat.setObjection(false)}></eventail-catalogue></main>`
          : this.conversationView(messages)
      }
      <p role="status" class="visually-hidden">${this.announcement(messages)}</p>
    </div>`
  }

  private head(messages: Messages): TemplateResult {
    const { conversation } = this.chatState
    return pageHead({
      messages,
      panel: this.panel,
      view: this.view,
      kept: conversation ? profileWords(conversation.profile, messages).length : 0,
      conversing: conversation !== null,
      fictitious: this.showsFictitious,
      otherLocale: otherLocale[this.locale],
      onToggle: (panel) => this.toggle(panel),
      onShow: (view) => this.show(view),
      onRestart: () => this.restart(),
      onLanguage: () => this.switchLanguage(),
    })
  }

  private panelView(messages: Messages): TemplateResult {
    const { conversation, busy, droppedHere } = this.chatState
    return html`<section id="panel" class="panel" aria-label=${this.panel ? messages[this.panel] : nothing} ?hidden=${this.panel === null}>
      ${
        this.panel === 'dossier'
          ? html`<eventail-dossier .conversation=${conversation} .fields=${this.fields} .droppedHere=${droppedHere}
              .messages=${messages} .busy=${busy === 'profile'} .restore=${this.restore}
              .onUse=${((dossier, dropped) => this.chat.changeDossier(dossier, dropped)) satisfies DossierPanel['onUse']}></eventail-dossier>`
          : nothing
      }
      ${
        this.panel === 'guide'
          ? guide({
              messages,
              agency: this.agency,
              referent: this.referent,
              objection: this.objecting,
              canErase: conversation !== null,
              pages: this.token
                ? undefined
                : {
                    sheet: conversation ? `${this.api ?? ''}/v1/conversations/${conversation.id}/sheet` : undefined,
                    rules: `${this.api ?? ''}/algorithm`,
                  },
              erasing: this.erasing,
              onObjection: (objection) => this.chat.setObjection(objection),
              onErase: () => this.erase(),
            })
          : nothing
      }
    </section>`
  }

  private conversationView(messages: Messages): TemplateResult {
    const { conversation, sending, foundHere, busy } = this.chatState
    const turns = conversation?.turns ?? []
    const fresh = turns.length === 0 && !sending
    const last = sending ? undefined : turns.at(-1)
    const context = (turn?: Turn): TurnContext => ({
      messages,
      restore: this.restore,
      onCorrect:
        turn && turn === last && !this.objecting
          ? ({ criteria, text }) => this.chat.correct(criteria, text)
          : undefined,
      onWrite: () => this.composer?.focus(),
      onDecide: (one, choice) => this.chat.decide(one, choice),
      onConfirm: turn && turn === last && !this.objecting ? (decision) => this.chat.confirm(decision) : undefined,
      onUndo: turn && turn === last && hasEarlierSet(turns) ? () => this.chat.undo() : undefined,
      deciding: busy === 'decision',
      trace: this.trace,
    })
    const views = [
      ...turns.map((turn) => ({ number: turn.number, view: turnView(turn, foundHere[turn.id] ?? [], context(turn)) })),
      ...(sending ? [{ number: turns.length + 1, view: sendingView(sending, turns.length + 1, context()) }] : []),
    ]
    return html`<main class="main ${fresh ? 'fresh' : ''}">
      ${
        fresh
          ? html`<div class="welcome">
              <h2>${messages.welcome}</h2>
              <p>${messages.welcomeDetail}</p>
            </div>`
          : this.restoreSwitch(messages)
      }
      <div role="log" aria-live="off" aria-label=${messages.conversation} aria-busy=${sending !== null} class="log">
        ${repeat(
          views,
          ({ number }) => number,
          ({ number, view }) =>
            html`<section class="turn" id="turn-${number}" tabindex="-1" aria-label="${messages.conversation} ${number}">${view}</section>`,
        )}
      </div>
      <div class="foot">
        <div role="alert">${this.trouble(messages)}</div>
        ${this.objecting ? this.suspended(messages) : this.writing(messages, fresh)}
      </div>
    </main>`
  }

  private restoreSwitch(messages: Messages): TemplateResult | typeof nothing {
    const masks = Object.values(this.chatState.foundHere).some((findings) => findings.length > 0)
    if (!masks) return nothing
    return html`<label class="tick restore" for="restore">
      <input type="checkbox" id="restore" .checked=${this.restoring}
        @change=${(event: Event) => {
          this.restoring = (event.target as HTMLInputElement).checked
        }} />
      <span>${messages.restore}</span>
    </label>`
  }

  private writing(messages: Messages, fresh: boolean): TemplateResult {
    const busy = this.chatState.sending !== null
    const open = fresh || this.requestsOpen
    return html`<div class="writing ${open ? 'with-requests' : ''}">
      <div>
        <eventail-composer .messages=${messages} .guard=${this.guard} .busy=${busy}
          .onSend=${(message: MessageBody, typed: string) => this.chat.send(message, typed)}
          .onContest=${this.contest} .onEdit=${() => this.edited()}>
          ${
            fresh
              ? nothing
              : html`<button type="button" class="quiet" aria-expanded=${open} @click=${() => {
                  this.requestsOpen = !this.requestsOpen
                }}>${messages.composer.requests}</button>`
          }
        </eventail-composer>
      </div>
      ${
        open
          ? html`<eventail-requests .requests=${this.requests} .messages=${messages} .busy=${busy}
              .onSend=${(message: MessageBody) => this.chat.send(message)}></eventail-requests>`
          : nothing
      }
    </div>`
  }

  private suspended(messages: Messages): TemplateResult {
    return html`<p class="notice">
      ${icons.info}<span>${messages.search.objectingBox}</span>
      <button type="button" class="small" @click=${() => this.show('catalogue')}>${messages.catalogue}</button>
      <button type="button" class="small" @click=${() => this.chat.setObjection(false)}>${messages.search.withdraw}</button>
    </p>`
  }

  private trouble(messages: Messages): TemplateResult | typeof nothing {
    const { problem } = this.chatState
    if (!problem) return nothing
    return problemNotice(problem, messages, {
      retry: () => this.chat.retry(),
      reload: () => this.chat.reload(),
      restart: () => this.restart(),
      goCatalogue: () => this.show('catalogue'),
      dismiss: () => this.chat.dismiss(),
      contest: this.contest,
    })
  }

  private follow(state: ChatState, event: ChatEvent): void {
    this.chatState = state
    if (event.event === 'criteria-read' || event.event === 'turn-stored') this.accepted(state, event)
    if (event.event === 'problem-met' && event.attempt) this.composer?.giveBack(event.attempt.typed)
    // Again once it is whole: an answer that was empty could not be scrolled to.
    if (event.event === 'message-sent' || event.event === 'turn-stored') void this.bringIntoView()
  }

  /** The server has taken the message: the box and the standard request are free for the next one. */
  private accepted(state: ChatState, event: ChatEvent): void {
    if (state.sending) this.typedLast = state.sending.typed
    this.composer?.accepted(this.typedLast)
    if (event.event === 'turn-stored') {
      this.renderRoot.querySelector<StandardRequests>('eventail-requests')?.reset()
      this.requestsOpen = false
    }
  }
  private typedLast = ''

  /** The new exchange comes into view. Whoever writes stays in the box; a button of an earlier turn is gone, so the focus follows. */
  private async bringIntoView(): Promise<void> {
    const writing = this.renderRoot.querySelector('.foot :focus') !== null
    await this.updateComplete
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    const latest = this.renderRoot.querySelector<HTMLElement>('.turn:last-child')
    latest?.scrollIntoView({ block: 'start', behavior: calm ? 'auto' : 'smooth' })
    if (!writing) latest?.focus({ preventScroll: true })
  }

  /** What was said of a text that is no longer there. */
  private edited(): void {
    const { problem } = this.chatState
    const ofTheText = ['message-blocked', 'policy-changed']
    if (problem?.during === 'message' && ofTheText.includes(problem.problem.code)) this.chat.dismiss()
  }

  private async learn(): Promise<void> {
    const [requests, fields] = await Promise.all([this.server.standardRequests(), this.server.profileFields()])
    this.requests = requests.ok ? requests.value.data : 'failed'
    this.fields = fields.ok ? fields.value : null
  }

  /** The dossier's panel is fetched when it is first opened. */
  private toggle(panel: NonNullable<Panel>): void {
    if (panel === 'dossier') void import('./dossier-panel.ts')
    this.panel = this.panel === panel ? null : panel
    this.erasing = false
  }

  /** The search without AI is fetched when it is first asked for. */
  private show(view: View): void {
    if (view === 'catalogue') void import('./catalogue-search.ts')
    this.view = view
    this.panel = null
  }

  private restart(): void {
    this.chat.close()
    this.restoring = false
    this.requestsOpen = true
    this.show('chat')
  }

  private erase(): void {
    if (this.erasing) void this.chat.erase()
    this.erasing = !this.erasing
  }

  private switchLanguage(): void {
    this.locale = otherLocale[this.locale]
    void this.learn()
  }

  private async speak(locale: Locale): Promise<void> {
    const messages = await loadMessages(locale)
    if (locale === this.locale) this.messages = messages
  }

  private announcement({ status }: Messages): string {
    const { announcement } = this.chatState
    if (announcement.says === '') return ''
    return announcement.says === 'options' ? status.options(announcement.count) : status[announcement.says]
  }

  private get restore(): (text: string) => string {
    return this.restoring ? this.guard.restore : asItIs
  }

  private get composer(): Composer | null {
    return this.renderRoot.querySelector<Composer>('eventail-composer')
  }

  private get objecting(): boolean {
    return this.chatState.conversation?.objection ?? false
  }

  private get showsFictitious(): boolean {
    const turns = this.chatState.conversation?.turns ?? []
    return this.fictitious || turns.some(({ options }) => options.some(({ item }) => item.fictitious))
  }

  private readonly contest: Contest = async (findings, terms) => {
    const { ok } = await this.server.contest(
      findings.map(({ type, start, end }) => ({
        type,
        start,
        end,
        words: terms.find((term) => term.type === type)?.words,
      })),
    )
    return ok
  }

  private readonly trace: Trace = {
    sent: (turnId) => this.server.sent(this.chatState.conversation?.id ?? '', turnId),
    replay: (turnId) => this.server.replay(this.chatState.conversation?.id ?? '', turnId),
  }

  private get communes(): CommuneRef[] {
    const { conversation } = this.chatState
    const named = [conversation?.profile.near, ...(conversation?.turns ?? []).map(({ criteria }) => criteria.near)]
    const byCode = new Map(named.flatMap((commune) => (commune ? [[commune.code, commune] as const] : [])))
    return [...byCode.values()]
  }
}

const otherLocale = { fr: 'en', en: 'fr' } as const

/** Whether a set stepped back that can be brought back. */
const hasEarlierSet = (turns: readonly Turn[]): boolean => turns.some(({ state }) => state === 'set-aside')

const asItIs = (text: string): string => text

customElements.define('eventail-chat', EventailChat)
