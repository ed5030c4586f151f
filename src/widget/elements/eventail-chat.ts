import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Locale } from '../../../guardrails/finding.ts'
import type { CriteriaInput } from '../../criteria/criteria.ts'
import type { CommuneRef } from '../../item.ts'
import type { NearestOption, Option } from '../../options/option.ts'
import type { ConversationSummary } from '../../record/summary.ts'
import type { Turn } from '../../record/turn.ts'
import './composer.ts'
import './standard-requests.ts'
import { type Api, createApi, type MessageBody, type ProfileFields, type StandardRequest } from '../state/api.ts'
import { type BrowserGuard, createBrowserGuard } from '../state/browser-guard.ts'
import { type Chat, createChat } from '../state/chat.ts'
import { type ChatEvent, type ChatState, emptyChat } from '../state/chat-state.ts'
import { createConnection } from '../state/connection.ts'
import { draftOf, keepDraft } from '../state/draft.ts'
import type { createEmbedding, HostSession } from '../state/embedding.ts'
import { focusedElement, takesLetters } from '../state/keyboard.ts'
import { createOtherTabs } from '../state/other-tabs.ts'
import { isSet, lettersOf, rowAsked, setsOnTable, stateOf } from '../state/sets.ts'
import { cardStyles } from '../styles/card-styles.ts'
import { chatStyles } from '../styles/chat-styles.ts'
import { panelStyles } from '../styles/panel-styles.ts'
import { baseStyles } from '../styles/styles.ts'
import { deskWords } from '../words/desk-words.ts'
import { listed } from '../words/format.ts'
import { firstMessages, loadMessages } from '../words/messages.ts'
import type { Messages } from '../words/messages-fr.ts'
import { profileWords } from '../words/profile-words.ts'
import { tickedWords } from '../words/ticked-words.ts'
import type { CatalogueSearch } from './catalogue-search.ts'
import type { Composer } from './composer.ts'
import type { Contest } from './contest-button.ts'
import type { DossierPanel } from './dossier-panel.ts'
import type { ExchangesPanel } from './exchanges-panel.ts'
import type { guide } from './guide.ts'
import { handOverLinks } from './hand-over-links.ts'
import { icons } from './icons.ts'
import { leftOut, leftOutLine } from './left-out.ts'
import type { offerRecord } from './offer-record.ts'
import type { Made, OptionsDesk } from './options-desk.ts'
import { type Panel, pageHead, type View } from './page-head.ts'
import { problemNotice } from './problem-notice.ts'
import { referents } from './referents.ts'
import type { StandardRequests } from './standard-requests.ts'
import { startNotice } from './start-notice.ts'
import type { Trace } from './turn-record.ts'
import { criteriaSentence, sendingView, type TurnContext, turnView } from './turn-view.ts'

/**
 * `<eventail-chat locale theme agency referent api>`: the whole page of a counsellor. `theme` is light or dark, else as the page around it is.
 * In a host page of another origin `api` is the origin of the service, and the property `session` gives its tokens; `dossier` begins an exchange
 * with what the host knows of the person. It tells its host `turn-answered`, `decision-recorded`, `hand-over` and `problem`.
 */
export class EventailChat extends LitElement {
  static override properties = {
    locale: {},
    agency: {},
    referent: {},
    api: {},
    fictitious: { type: Boolean },
    theme: { reflect: true },
    session: { attribute: false },
    dossier: { attribute: false },
    messages: { state: true },
    chatState: { state: true },
    panel: { state: true },
    unfolded: { state: true },
    lookingAt: { state: true },
    keys: { state: true },
    view: { state: true },
    requests: { state: true },
    requestsOpen: { state: true },
    fields: { state: true },
    restoring: { state: true },
    erasing: { state: true },
    facing: { state: true },
    since: { state: true },
    movedElsewhere: { state: true },
  }
  static override styles = [baseStyles, cardStyles, panelStyles, chatStyles]

  declare locale: Locale
  declare agency: string
  declare referent: string
  declare api: string
  declare fictitious: boolean
  declare theme: 'light' | 'dark' | undefined
  declare session: HostSession | undefined
  declare dossier: Readonly<Record<string, unknown>> | undefined
  declare private messages: Messages
  declare private chatState: ChatState
  declare private panel: Panel | null
  declare private unfolded: boolean
  /** The earlier set that is shown again, by the id of its turn. */
  declare private lookingAt: string | null
  /** Whether single keys do something (WCAG 2.1.4). */
  declare private keys: boolean
  declare private view: View
  declare private requests: readonly StandardRequest[] | 'failed'
  declare private requestsOpen: boolean
  declare private fields: ProfileFields | null
  declare private restoring: boolean
  declare private erasing: boolean
  /** The screen is turned to the person. */
  declare private facing: boolean
  /** What has become of a set that was taken up again. */
  declare private since: string
  /** The exchange on the page went on in another tab. */
  declare private movedElsewhere: boolean
  private server!: Api
  private guard!: BrowserGuard
  private chat!: Chat
  /** What must have happened before a first word leaves: the exchange of this tab found again, the host's dossier taken. */
  private begun: Promise<void> = Promise.resolve()
  /** In a page of another origin. */
  private host: Promise<ReturnType<typeof createEmbedding>> | undefined

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
    this.unfolded = false
    this.lookingAt = null
    this.keys = localStorage.getItem(keysKept) !== 'off'
    this.view = 'chat'
    this.requests = []
    this.requestsOpen = true
    this.fields = null
    this.restoring = false
    this.erasing = false
    this.facing = false
    this.since = ''
    this.movedElsewhere = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.chat) {
      this.watch()
      return
    }
    const chosen = this.isOwnPage && localStorage.getItem(languageKept)
    if (chosen === 'fr' || chosen === 'en') this.locale = chosen
    const locale = () => this.locale
    const base = this.api.replace(/\/$/, '')
    const host = base === '' ? undefined : embedded(this, base)
    this.host = host
    this.server = createApi({
      base,
      ...(host && { send: async (address, init) => (await host).send(address, init) }),
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
    this.watch()
    this.addEventListener('keydown', this.key)
    const asked = base === '' ? new URLSearchParams(location.search).get('conversation') : null
    // An address that names an exchange opens it once: reloaded later, the tab has its own.
    if (asked) history.replaceState(null, '', location.pathname)
    const shown = asked ? this.chat.open(asked) : this.chat.resume()
    this.begun = Promise.all([shown, this.learn()]).then(() => undefined)
  }

  /** What goes on around the page, for as long as it stands in a document. */
  private watch(): void {
    // The page is all of it ours: before anything has the focus, the keys are those of the tool.
    if (this.isOwnPage) document.addEventListener('keydown', this.keyOfPage)
    this.connection.watch()
    this.otherTabs.watch()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener('keydown', this.keyOfPage)
    this.connection.leave()
    this.otherTabs.leave()
  }

  private readonly otherTabs = createOtherTabs((id) => {
    if (id === this.chatState.conversation?.id) this.movedElsewhere = true
  })

  private readonly connection = createConnection({
    probe: async () => {
      const answer = await this.server.policyInForce()
      return answer.ok || answer.problem.code !== 'network'
    },
    onChange: (offline) => this.chat.setOffline(offline),
  })

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('locale')) void this.speak(this.locale)
    const { session } = this
    if (changed.has('session') && session) void this.host?.then((host) => host.take(session))
    if (changed.has('dossier') && this.dossier) {
      this.begun = this.takeDossier(this.dossier, this.begun, changed.get('dossier') === undefined)
    }
  }

  protected override render() {
    const { messages } = this
    const { conversation, sending } = this.chatState
    const turns = conversation?.turns ?? []
    const sets = this.lookingAt ? turns.filter(({ id }) => id === this.lookingAt) : setsOnTable(turns)
    const coming = sets.length === 0 ? (sending?.options ?? []) : []
    const deciding = this.view === 'chat' && sets.length + coming.length > 0
    return html`<div class="page ${deciding ? 'deciding' : ''}" part="page" lang=${messages.locale}>
      ${this.skipLinks(deciding)} ${this.head(messages)}
      ${this.chatState.offline ? html`<p class="offline" role="status">${icons.alert}<strong>${messages.problem.offline}</strong> ${messages.problem.offlineKept}</p>` : nothing}
      ${
        this.view === 'catalogue'
          ? html`<main class="main"><eventail-catalogue .api=${this.server} .guard=${this.guard} .messages=${messages}
              .communes=${this.communes} .objecting=${this.objecting} .base=${this.api} .isLinked=${true}
              .onDecide=${((ids) => this.chat.decideFound(ids)) satisfies CatalogueSearch['onDecide']}
              .onWithdraw=${() => this.chat.setObjection(false)}></eventail-catalogue>${this.panelView(messages)}</main>`
          : html`<main class="main talk ${turns.length === 0 && !sending ? 'fresh' : ''}">
              ${this.exchangeView(messages, turns, sets, deciding)}
              ${deciding ? this.deskView(messages, turns, sets, coming) : nothing} ${this.panelView(messages)}
            </main>`
      }
      <p role="status" class="visually-hidden">${this.announcement(messages)}</p>
    </div>`
  }

  private skipLinks(deciding: boolean): TemplateResult {
    const { skip } = this.messages
    const link = (words: string, region: string) =>
      html`<button type="button" class="small" @click=${() => this.enter(region)}>${words}</button>`
    return html`<nav class="skip" aria-label=${skip.name}>
      ${link(skip.write, '.foot')} ${deciding ? link(skip.options, 'eventail-options') : nothing} ${link(skip.exchange, '.log')}
    </nav>`
  }

  private head(messages: Messages): TemplateResult {
    const { conversation } = this.chatState
    return pageHead({
      messages,
      panel: this.panel?.name,
      unfolded: this.unfolded,
      view: this.view,
      kept: conversation ? profileWords(conversation.profile, messages).length : 0,
      conversing: conversation !== null,
      fictitious: this.showsFictitious,
      otherLocale: otherLocale[this.locale],
      hasReferents: this.referent !== '',
      onToggle: (name) => this.open(this.panel?.name === name ? null : { name }),
      onUnfold: () => {
        this.unfolded = !this.unfolded
      },
      onShow: (view) => this.show(view),
      onRestart: () => this.restart(),
      facing: this.facing,
      onFacing: () => this.turnScreen(),
      onLanguage: () => this.switchLanguage(),
    })
  }

  /** What opens over the exchange, and stretches nothing. */
  private panelView(messages: Messages): TemplateResult {
    const { panel } = this
    return html`<dialog class="panel ${panel?.name ?? ''}" aria-label=${panel ? this.panelName(panel) : nothing} @close=${() => this.closed()}>
      ${panel ? html`<div role="alert">${this.trouble(messages)}</div>` : nothing}
      <button type="button" class="small panel-close" @click=${() => this.open(null)}>${messages.close}</button>
      ${panel ? this.panelContent(panel, messages) : nothing}
    </dialog>`
  }

  private panelName(panel: Panel): string {
    const { messages } = this
    if (panel.name === 'record') return messages.table.recordOf(panel.option.letter, panel.option.item.title)
    if (panel.name === 'referents') return deskWords(messages).referents.heading
    return panel.name === 'left-out' ? messages.exclusions.excluded : messages[panel.name]
  }

  private panelContent(panel: Panel, messages: Messages): TemplateResult | typeof nothing {
    const { conversation, busy, droppedHere } = this.chatState
    switch (panel.name) {
      case 'record':
        return this.recordPanel?.(panel.option, panel.turn, this.language, messages) ?? nothing
      case 'left-out':
        return leftOut(panel.turn, messages, this.correct)
      case 'exchanges':
        return html`<eventail-exchanges .api=${this.server} .messages=${messages} .current=${conversation?.id}
          .onOpen=${((one) => this.reopen(one)) satisfies ExchangesPanel['onOpen']}
          .onErased=${((id) => id === conversation?.id && this.restart()) satisfies ExchangesPanel['onErased']}></eventail-exchanges>`
      case 'dossier':
        return html`<eventail-dossier .conversation=${conversation} .fields=${this.fields} .droppedHere=${droppedHere}
          .messages=${messages} .busy=${busy === 'profile'} .restore=${this.restore} .api=${this.server} .guard=${this.guard}
          .onUse=${((dossier, dropped) => this.chat.changeDossier(dossier, dropped)) satisfies DossierPanel['onUse']}></eventail-dossier>`
      case 'referents':
        return html`<h2>${deskWords(messages).referents.heading}</h2>
          ${referents(this.referent)} ${this.agency ? html`<p class="hint">${this.agency}</p>` : nothing}`
      case 'guide':
        return (
          this.guidePanel?.({
            messages,
            agency: this.agency,
            referent: this.referent,
            objection: this.objecting,
            canErase: conversation !== null,
            pages: {
              sheet: conversation ? `${this.api}/v1/conversations/${conversation.id}/sheet` : undefined,
              rules: `${this.api ?? ''}/algorithm`,
              course: `${this.api ?? ''}/course`,
              accessibility: `${this.api ?? ''}/accessibility`,
            },
            erasing: this.erasing,
            keys: this.keys,
            fictitious: this.showsFictitious,
            onKeys: (keys) => this.useKeys(keys),
            onObjection: (objection) => this.chat.setObjection(objection),
            onErase: () => this.erase(),
          }) ?? nothing
        )
    }
  }

  private exchangeView(
    messages: Messages,
    turns: readonly Turn[],
    sets: readonly Turn[],
    deciding: boolean,
  ): TemplateResult {
    const { sending, foundHere } = this.chatState
    const fresh = turns.length === 0 && !sending
    const last = sending ? undefined : turns.at(-1)
    const context = (turn?: Turn): TurnContext => {
      const correctable = turn && turn === last && !this.objecting
      return {
        messages,
        language: this.language,
        restore: this.restore,
        onCorrect: correctable ? ({ criteria, text }) => this.chat.correct(criteria, text) : undefined,
        onWrite: () => this.composer?.focus(),
        onConfirm: correctable ? (decision) => this.chat.confirm(decision) : undefined,
        onUndo: turn && turn === last && hasEarlierSet(turns) ? () => this.chat.undo() : undefined,
        onSuggestion: correctable ? (suggestion) => this.take(suggestion) : undefined,
        onRecord: (option, of) => this.open({ name: 'record', option, turn: of }),
        onLookAgain: turn && isSet(turn) && !sets.includes(turn) ? () => this.lookAt(turn.id) : undefined,
        tellsCriteria: !deciding,
        trace: this.trace,
      }
    }
    const views = [
      ...turns.map((turn) => ({ number: turn.number, view: turnView(turn, foundHere[turn.id] ?? [], context(turn)) })),
      ...(sending
        ? [
            {
              number: turns.length + 1,
              view: sendingView(sending, turns.length + 1, context(), () => this.chat.stop()),
            },
          ]
        : []),
    ]
    return html`<div class="left" ?inert=${this.panel !== null}>
      ${
        fresh
          ? html`<div class="welcome">
              <h2>${messages.welcome}</h2>
              <p>${messages.welcomeDetail}</p>
              <ul class="choices" aria-label=${messages.examples.name}>
                ${messages.examples.needs.map((need) => html`<li><button type="button" class="small" @click=${() => this.composer?.offer(need)}>${need}</button></li>`)}
              </ul>
              ${startNotice(messages, () => this.refuse())}
            </div>`
          : nothing
      }
      <div role="log" tabindex="-1" aria-live="off" aria-label=${messages.conversation} aria-busy=${sending !== null} class="log" part="exchange">
        ${fresh ? nothing : this.restoreSwitch(messages)}
        ${repeat(
          views,
          ({ number }) => number,
          ({ number, view }) =>
            html`<section class="turn" id="turn-${number}" tabindex="-1" aria-label="${messages.conversation} ${number}">${view}</section>`,
        )}
      </div>
      <div class="foot" part="foot" @focusin=${fetchDesk}>
        ${this.since ? html`<p class="notice" role="status">${this.since}</p>` : nothing}
        <div role="status">${this.movedElsewhere ? this.elsewhere(messages) : nothing}</div>
        <div role="alert">${this.panel ? nothing : this.trouble(messages)}</div>
        ${this.objecting ? this.suspended(messages) : this.writing(messages, fresh, deciding)}
      </div>
    </div>`
  }

  /** What stands beside the exchange for as long as one talks: what was understood, the options, what was left out, the bar. */
  private deskView(
    messages: Messages,
    turns: readonly Turn[],
    sets: readonly Turn[],
    coming: readonly (Option | undefined)[],
  ): TemplateResult {
    void fetchDesk()
    const { sending, busy } = this.chatState
    const set = sets.findLast(({ act }) => act !== 'complement') ?? sets.at(-1)
    const criteria = this.lookingAt ? set?.criteria : (sending?.criteria ?? turns.at(-1)?.criteria)
    const open = !sending && !this.objecting && !this.lookingAt
    return html`<div class="right">
      <eventail-options .sets=${sets} .coming=${coming} .past=${this.lookingAt !== null} .messages=${messages} .language=${this.language}
        .asked=${rowAsked(turns)} .keys=${this.keys} .busy=${busy === 'decision'} .restore=${this.restore}
        .onDecide=${(made: readonly Made[]) => this.chat.decide(made)}
        .onLater=${(later: readonly Turn[]) => later.map((one) => this.chat.keepForLater(one, 'later'))}
        .onBar=${(blockSize: number) => this.style.setProperty('--bar-block', `${blockSize}px`)}
        .onRecord=${(option: Option | NearestOption, turn: Turn | null) => this.open({ name: 'record', option, turn })}>
        ${
          this.lookingAt && set
            ? html`<p slot="top" class="notice"><span>${messages.earlier.looking(messages.earlier.states[stateOf(set)])}</span>
                <button type="button" class="small" @click=${() => this.lookAt(null)}>${messages.earlier.back}</button></p>`
            : nothing
        }
        ${
          criteria
            ? criteriaSentence(criteria, open ? turns.at(-1)! : null, {
                messages,
                restore: this.restore,
                onCorrect: open ? ({ criteria: patch, text }) => this.chat.correct(patch, text) : undefined,
              })
            : nothing
        }
        ${sets.map((one) => (one.decision ? html`<div slot="decided-${one.id}">${this.handOver(one, messages)}</div>` : nothing))}
        ${set ? leftOutLine(set, messages, this.correct, () => this.open({ name: 'left-out', turn: set })) : nothing}
      </eventail-options>
    </div>`
  }

  /** Of a set that is decided: what goes into the person's hand, and the reference for the agency's own file. */
  private handOver({ id }: Turn, messages: Messages): TemplateResult {
    const { conversation } = this.chatState
    return handOverLinks({ conversation: conversation!.id, turn: id, base: this.api, isLinked: true }, messages)
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

  private writing(messages: Messages, fresh: boolean, deciding: boolean): TemplateResult {
    const busy = this.chatState.sending !== null
    const open = fresh || this.requestsOpen
    if (this.facing) return html`<p class="notice">${deskWords(messages).facing.hidden}</p>`
    return html`<div class="writing ${open ? 'with-requests' : ''}">
      <div>
        <eventail-composer ?compact=${deciding} .messages=${messages} .guard=${this.guard} .busy=${busy} .draft=${this.draft} .onDraft=${this.keepDraft}
          .onSend=${(message: MessageBody, typed: string) => this.begun.then(() => this.chat.send(message, typed))}
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
          ? html`<eventail-requests .requests=${this.requests} .api=${this.server} .guard=${this.guard} .messages=${messages} .busy=${busy}
              .onSend=${(message: MessageBody) => this.begun.then(() => this.chat.send(message))}></eventail-requests>`
          : nothing
      }
    </div>`
  }

  private elsewhere(messages: Messages): TemplateResult {
    const words = deskWords(messages).otherTab
    return html`<p class="notice">
      ${icons.info}<span>${words.moved}</span>
      <button type="button" class="small" @click=${() => this.chat.reload()}>${words.refresh}</button>
    </p>`
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
    const undecided = (problem.undecided ?? [])
      .map(({ turn, choice }) =>
        tickedWords(
          choice.kind === 'choose'
            ? { optionIds: new Set(choice.optionIds), instead: null }
            : { optionIds: new Set(), instead: choice.kind },
          turn,
          messages,
        ),
      )
      .join(messages.semicolon)
    return problemNotice(problem, messages, undecided, {
      retry: () => this.chat.retry(),
      reload: () => this.chat.reload(),
      restart: () => this.restart(),
      goCatalogue: () => this.show('catalogue'),
      dismiss: () => this.chat.dismiss(),
      contest: this.contest,
    })
  }

  private follow(state: ChatState, event: ChatEvent): void {
    const known = this.chatState.conversation?.turns ?? []
    this.chatState = state
    if (event.event === 'conversation-received' || event.event === 'conversation-closed') this.movedElsewhere = false
    const movedOn = event.event === 'turn-stored' || event.event === 'decision-recorded'
    if (movedOn && state.conversation) this.otherTabs.tell(state.conversation.id)
    void this.host?.then((host) => host.follow(event, state))
    // A turn that comes again has other words for what is on the page: nothing moves.
    if (event.event === 'turn-stored' && known.some(({ id }) => id === event.turn.id)) return
    if (event.event === 'criteria-read' || event.event === 'turn-stored') this.accepted(state, event)
    if (event.event === 'problem-met' && event.attempt) this.composer?.giveBack(event.attempt.typed)
    if (event.event === 'problem-met' && event.problem.code === 'network') this.connection.lost()
    if (event.event === 'turn-stored') void this.tickSaid(event.turn)
    if (event.event === 'message-sent' || event.event === 'turn-stored') this.lookingAt = null
    if (event.event === 'message-sent' || event.event === 'decision-recorded') this.since = ''
    // Whoever takes up an exchange goes on with it: standard requests begin one.
    if (event.event === 'conversation-received' && known.length === 0 && state.conversation?.turns.length)
      this.requestsOpen = false
    if (event.event === 'message-sent' || event.event === 'conversation-closed') this.open(null)
    // Again once it is whole: an answer that was empty could not be scrolled to.
    if (event.event === 'message-sent') void this.bringIntoView()
    if (event.event === 'turn-stored') void this.bringIntoView(isSet(event.turn))
  }

  /** "Je prends la B" ticks it; recording stays a gesture. */
  private async tickSaid({ question }: Turn): Promise<void> {
    const [choice, ...others] = question?.criterion === 'decision' ? question.choices : []
    const decision = others.length === 0 ? choice?.decision : undefined
    await Promise.all([this.updateComplete, fetchDesk()])
    const turn = setsOnTable(this.chatState.conversation?.turns ?? []).find(
      ({ optionsDigest, state }) => state === 'to-decide' && optionsDigest === decision?.optionsDigest,
    )
    if (decision?.kind === 'choose' && turn) {
      this.desk?.tickInstead(turn, { optionIds: new Set(decision.optionIds), instead: null })
    }
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

  /**
   * The new exchange comes into view. Whoever writes stays in the box; a button of an earlier turn is gone, so the focus follows: to the options
   * where there are new ones, since the answer is announced anyway.
   */
  private async bringIntoView(hasOptions = false): Promise<void> {
    const writing = this.renderRoot.querySelector('.foot :focus') !== null
    await this.updateComplete
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    const latest = this.renderRoot.querySelector<HTMLElement>('.turn:last-child')
    latest?.scrollIntoView({ block: 'start', behavior: calm ? 'auto' : 'smooth' })
    if (writing) return
    if (hasOptions) await fetchDesk()
    const next = hasOptions ? this.desk : latest
    next?.focus({ preventScroll: true })
  }

  /** Another dossier is another person: a new exchange. The first one given finds the exchange of this tab again, if there is one. */
  private async takeDossier(
    dossier: Readonly<Record<string, unknown>>,
    before: Promise<void>,
    isFirst: boolean,
  ): Promise<void> {
    await before
    if (!this.fields || this.dossier !== dossier || (isFirst && this.chatState.conversation)) return
    if (this.chatState.conversation) this.restart()
    const { keepKnownFields } = await import('../state/keep-known-fields.ts')
    const { kept, dropped } = keepKnownFields(dossier, this.fields)
    await this.chat.changeDossier(kept, dropped)
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

  /** Opens over the exchange, or closes. Beside the options one goes on deciding; where it covers all, nothing behind it can be reached. */
  private open(panel: Panel | null): void {
    if (panel && !this.panel) this.opener = focusedElement()
    this.erasing = false
    this.panel = panel
    const fetched = panel ? this.fetch(panel) : undefined
    void this.updateComplete.then(async () => {
      const dialog = this.renderRoot.querySelector('dialog')
      if (!dialog) return
      if (!panel) return dialog.close()
      if (!dialog.open) this.getBoundingClientRect().width >= wide ? dialog.show() : dialog.showModal()
      dialog.scrollTop = 0
      await fetched
      this.requestUpdate()
      await this.updateComplete
      // A field that completes itself draws its input a moment later.
      await new Promise((done) => setTimeout(done))
      dialog.querySelector<HTMLElement>('#record-title, eventail-dossier')?.focus()
    })
  }

  /** What a panel shows is fetched when it is first opened. */
  private async fetch({ name }: Panel): Promise<void> {
    if (name === 'dossier') await import('./dossier-panel.ts')
    if (name === 'exchanges') await import('./exchanges-panel.ts')
    if (name === 'guide') this.guidePanel = (await import('./guide.ts')).guide
    if (name === 'record') this.recordPanel = (await import('./offer-record.ts')).offerRecord
  }
  private guidePanel: typeof guide | undefined
  private recordPanel: typeof offerRecord | undefined
  private opener: HTMLElement | null = null

  /** Whoever opened it is where they were. */
  private closed(): void {
    this.panel = null
    void this.updateComplete.then(() => this.opener?.focus())
  }

  private lookAt(turnId: string | null): void {
    this.lookingAt = turnId
    void this.updateComplete.then(() => this.desk?.focus())
  }

  private readonly keyOfPage = (event: KeyboardEvent): void => {
    if (event.target === document.body) this.key(event)
  }

  private readonly key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.panel) this.open(null)
    if (!this.keys || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'F6') {
      event.preventDefault()
      this.goOn(event.shiftKey ? -1 : 1)
    } else if (event.key === '/' && !takesLetters(event)) {
      event.preventDefault()
      this.composer?.focus()
    }
  }

  /** From region to region of the tool: from the message box the options are the next one. */
  private goOn(by: 1 | -1): void {
    const regions = [
      '.head nav',
      ...(this.panel ? ['dialog'] : ['.main:not(.fresh) .log', 'eventail-requests', '.foot']),
      'eventail-options',
      'eventail-catalogue',
    ].filter((one) => this.renderRoot.querySelector(one))
    // The requests stand within the foot: the innermost is where one is.
    const at = regions.findIndex((one) => this.renderRoot.querySelector(`${one}:focus-within`))
    this.enter(regions.at((at + by) % regions.length)!)
  }

  private enter(region: string): void {
    const within = region === '.foot' ? 'eventail-composer' : region === 'dialog' ? '.panel-close' : region
    this.renderRoot.querySelector<HTMLElement>(within)?.focus()
  }

  private useKeys(keys: boolean): void {
    this.keys = keys
    if (keys) localStorage.removeItem(keysKept)
    else localStorage.setItem(keysKept, 'off')
  }

  /** The search without AI is fetched when it is first asked for. */
  private show(view: View): void {
    this.view = view
    this.unfolded = false
    this.open(null)
    if (view === 'catalogue') void this.enterCatalogue()
  }

  private async enterCatalogue(): Promise<void> {
    await import('./catalogue-search.ts')
    await this.updateComplete
    const search = this.renderRoot.querySelector<CatalogueSearch>('eventail-catalogue')
    await search?.updateComplete
    search?.focus()
  }

  /** The person refuses: nothing more is searched by the program, and the search without it is open. */
  private async refuse(): Promise<void> {
    await this.chat.setObjection(true)
    this.show('catalogue')
  }

  /** What a set kept for later has become is told as it is taken up again; it waits for a decision then. */
  private async reopen({ id }: ConversationSummary): Promise<void> {
    this.show('chat')
    this.since = ''
    await this.chat.open(id)
    const later = this.chatState.conversation?.turns.findLast(({ state }) => state === 'later')
    if (!later) return
    const told = await this.server.since(id, later.id)
    await this.chat.keepForLater(later, 'to-decide')
    if (told.ok && this.chatState.conversation?.id === id) this.since = told.value.text
  }

  private turnScreen(): void {
    this.facing = !this.facing
    if (this.panel) this.open(null)
  }

  private get draft(): string {
    return draftOf(sessionStorage, this.chatState.conversation?.id ?? '')
  }

  private readonly keepDraft = (redacted: string): void =>
    keepDraft(sessionStorage, this.chatState.conversation?.id ?? '', redacted)

  /** A next step that an answer offered; what is for another person opens an exchange of its own. */
  private take({ to, does, send }: Turn['suggestions'][number]): void {
    if (does === 'undo') return void this.chat.undo()
    if (to === 'new-exchange') this.restart()
    if (send.text) void this.begun.then(() => this.chat.send({ text: send.text }))
    else if (to === 'this-exchange' && send.criteria) void this.chat.correct(send.criteria)
  }

  private restart(): void {
    this.since = ''
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
    if (this.isOwnPage) localStorage.setItem(languageKept, this.locale)
    void this.learn()
  }

  private async speak(locale: Locale): Promise<void> {
    const messages = await loadMessages(locale)
    if (locale !== this.locale) return
    this.messages = messages
    if (!this.isOwnPage) return
    document.documentElement.lang = locale
    document.title = `${messages.name}, ${messages.tagline}`
  }

  /** Not in a page of somebody else's, which has its own title and language. */
  private get isOwnPage(): boolean {
    return this.api === ''
  }

  private announcement({ status, decision }: Messages): string {
    const { announcement } = this.chatState
    if (announcement.says === '') return ''
    if (announcement.says !== 'answered') return status[announcement.says]
    const { turn } = announcement
    const said = [...turn.reply.map(({ text }) => text), ...(turn.question ? [turn.question.text] : [])]
    const letters = turn.state === 'to-decide' ? [status.toDecide(listed(lettersOf(turn), decision.and))] : []
    return [...said, ...letters].join(' ')
  }

  private get restore(): (text: string) => string {
    return this.restoring ? this.guard.restore : asItIs
  }

  private get desk(): OptionsDesk | null {
    return this.renderRoot.querySelector<OptionsDesk>('eventail-options')
  }

  /** Of what the server writes: the exchange keeps the language in which it was opened. */
  private get language(): Locale {
    return this.chatState.conversation?.locale ?? this.locale
  }

  /** Absent where the last word cannot be corrected now. */
  private get correct(): ((criteria: CriteriaInput) => void) | undefined {
    if (this.chatState.sending || this.objecting || this.lookingAt) return undefined
    return (criteria) => void this.chat.correct(criteria)
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
    misunderstood: (turnId, said) => this.chat.sayMisunderstood(turnId, said),
  }

  private get communes(): CommuneRef[] {
    const { conversation } = this.chatState
    const named = [conversation?.profile.near, ...(conversation?.turns ?? []).map(({ criteria }) => criteria.near)]
    const byCode = new Map(named.flatMap((commune) => (commune ? [[commune.code, commune] as const] : [])))
    return [...byCode.values()]
  }
}

/** From this width of the component on, in pixels, one decides beside the exchange. */
const wide = 1320

/** Where the language is kept that a reader chose on our own page. */
const languageKept = 'eventail-language'

/** Where it is kept that single keys do nothing: a choice of this reader, and nothing else. */
const keysKept = 'eventail-keys'

/** The table and the bar: with the first focus, before there is anything to decide. */
const fetchDesk = () => import('./options-desk.ts')

const embedded = async (element: EventailChat, base: string) =>
  (await import('../state/embedding.ts')).createEmbedding(element, base)

const otherLocale = { fr: 'en', en: 'fr' } as const

/** Whether a set stepped back that can be brought back. */
const hasEarlierSet = (turns: readonly Turn[]): boolean => turns.some(({ state }) => state === 'set-aside')

const asItIs = (text: string): string => text

customElements.define('eventail-chat', EventailChat)
