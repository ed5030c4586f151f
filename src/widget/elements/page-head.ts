import { html, nothing, type TemplateResult } from 'lit'
import type { Messages } from '../words/messages-fr.ts'
import { icons } from './icons.ts'

export type Panel = 'dossier' | 'guide' | null
export type View = 'chat' | 'catalogue'

export interface PageHead {
  messages: Messages
  panel: Panel
  view: View
  /** How many fields of the dossier are kept. */
  kept: number
  conversing: boolean
  fictitious: boolean
  otherLocale: string
  onToggle: (panel: NonNullable<Panel>) => void
  onShow: (view: View) => void
  onRestart: () => void
  onLanguage: () => void
}

/** The name, what stands one click away, and whether the catalogue is a demonstration. */
export function pageHead(head: PageHead): TemplateResult {
  const { messages, panel, view, kept, conversing, fictitious, otherLocale, onToggle, onShow, onRestart, onLanguage } =
    head
  const disclosure = (name: NonNullable<Panel>, words: string) => html`<button type="button" class="bar"
    aria-expanded=${panel === name} aria-controls="panel" @click=${() => onToggle(name)}>${words}</button>`
  return html`<header>
    <div class="head">
      <div class="brand">
        ${icons.brand}
        <div>
          <h1>${messages.name}</h1>
          <p>${messages.tagline}</p>
        </div>
      </div>
      <nav aria-label=${messages.menu}>
        ${disclosure('dossier', kept > 0 ? messages.dossierKept(kept) : messages.dossier)} ${disclosure('guide', messages.guide)}
        <button type="button" class="bar" @click=${() => onShow(view === 'chat' ? 'catalogue' : 'chat')}>
          ${view === 'chat' ? messages.catalogue : messages.backToChat}
        </button>
        ${conversing ? html`<button type="button" class="bar" @click=${onRestart}>${messages.newConversation}</button>` : nothing}
        <button type="button" class="bar" lang=${otherLocale} @click=${onLanguage}>${messages.otherLanguage}</button>
      </nav>
    </div>
    ${
      fictitious
        ? html`<p class="banner">
            ${icons.info}<span><strong>${messages.fictitious}</strong>${messages.colon}${messages.fictitiousDetail}</span>
          </p>`
        : nothing
    }
  </header>`
}
