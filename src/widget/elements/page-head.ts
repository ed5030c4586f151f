import { html, nothing, type TemplateResult } from 'lit'
import type { NearestOption, Option } from '../../options/option.ts'
import type { Turn } from '../../record/turn.ts'
import { deskWords } from '../words/desk-words.ts'
import type { Messages } from '../words/messages-fr.ts'
import { icons } from './icons.ts'

/** What opens over the exchange. */
export type Panel =
  | { name: 'exchanges' | 'dossier' | 'guide' | 'referents' }
  | { name: 'record'; option: Option | NearestOption; turn: Turn | null }
  | { name: 'left-out'; turn: Turn }
export type View = 'chat' | 'catalogue'

export interface PageHead {
  messages: Messages
  panel: Panel['name'] | undefined
  /** Whether the tools are unfolded where they do not stand in a line. */
  unfolded: boolean
  view: View
  /** How many fields of the dossier are kept. */
  kept: number
  conversing: boolean
  fictitious: boolean
  /** The screen is turned to the person: lists, file and draft are hidden. */
  facing: boolean
  otherLocale: string
  /** Whether the agency named whom to turn to. */
  hasReferents: boolean
  onToggle: (panel: 'exchanges' | 'dossier' | 'guide' | 'referents') => void
  onUnfold: () => void
  onShow: (view: View) => void
  onRestart: () => void
  onFacing: () => void
  onLanguage: () => void
}

/** The name, that a program searches, whether the catalogue is a demonstration, and what stands one click away. */
export function pageHead(head: PageHead): TemplateResult {
  const { messages, panel, unfolded, view, kept, conversing, fictitious, facing, otherLocale, hasReferents } = head
  const disclosure = (
    name: 'exchanges' | 'dossier' | 'guide' | 'referents',
    words: string,
  ) => html`<button type="button" class="bar"
    aria-expanded=${panel === name} @click=${() => head.onToggle(name)}>${words}</button>`
  return html`<header class="head">
    <div class="brand">
      ${icons.brand}
      <h1>${messages.name}</h1>
      <p>${messages.tagline}</p>
      ${fictitious ? html`<p class="fictitious">${messages.fictitious}</p>` : nothing}
    </div>
    <nav aria-label=${messages.menu} tabindex="-1">
      <div class="tools ${unfolded ? 'unfolded' : ''}">
        ${facing ? nothing : [disclosure('exchanges', messages.exchanges), disclosure('dossier', kept > 0 ? messages.dossierKept(kept) : messages.dossier)]}
        <button type="button" class="bar" @click=${() => head.onShow(view === 'chat' ? 'catalogue' : 'chat')}>
          ${view === 'chat' ? messages.catalogue : messages.backToChat}
        </button>
        ${conversing ? html`<button type="button" class="bar" @click=${head.onRestart}>${messages.newConversation}</button>` : nothing}
        <button type="button" class="bar" title=${facing ? nothing : deskWords(messages).facing.what} @click=${head.onFacing}>${facing ? deskWords(messages).facing.show : deskWords(messages).facing.hide}</button>
        <button type="button" class="bar" lang=${otherLocale} aria-label="${otherLocale.toUpperCase()}, ${messages.otherLanguage}" title=${messages.otherLanguage} @click=${head.onLanguage}>${otherLocale.toUpperCase()}</button>
        ${hasReferents ? disclosure('referents', deskWords(messages).referents.open) : nothing}
      </div>
      ${disclosure('guide', messages.guide)}
      <button type="button" class="bar unfold" aria-expanded=${unfolded} @click=${head.onUnfold}>${messages.menu}</button>
    </nav>
  </header>`
}
