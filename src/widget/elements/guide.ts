import { html, nothing, type TemplateResult } from 'lit'
import type { Messages } from '../words/messages-fr.ts'
import { referents } from './referents.ts'

export interface Guide {
  messages: Messages
  agency: string
  /** A name, an address or a sentence, as the agency configured it. */
  referent: string
  objection: boolean
  canErase: boolean
  /** Where the person's explanation sheet is, and where the rules are; absent where a link cannot carry the key. */
  pages?: { sheet?: string; rules: string; course: string; accessibility: string }
  erasing: boolean
  /** Whether letters, "/" and F6 do something. */
  keys: boolean
  fictitious: boolean
  onKeys: (keys: boolean) => void
  onObjection: (objection: boolean) => void
  onErase: () => void
}

/** How to work with the assistant, in four sentences; who to turn to; the person's objection and erasure. */
export function guide({
  messages,
  agency,
  referent,
  objection,
  canErase,
  pages,
  erasing,
  keys,
  fictitious,
  onKeys,
  onObjection,
  onErase,
}: Guide): TemplateResult {
  const { guidePanel: words } = messages
  return html`<h2>${words.heading}</h2>
    ${fictitious ? html`<p class="hint"><strong>${messages.fictitious}</strong>${messages.colon}${messages.fictitiousDetail}</p>` : nothing}
    <div class="columns">
      <div>
        <h3>${words.tell}</h3>
        <p>${words.toldToPerson}</p>
        <ol class="steps">${words.steps.map((step) => html`<li>${step}</li>`)}</ol>
        <p class="hint">${words.wording}</p>
        <h3>${words.keys}</h3>
        <dl class="keys">${words.keyList.map(([key, does]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${does}</dd></div>`)}</dl>
        <label class="tick" for="keys">
          <input type="checkbox" id="keys" .checked=${keys}
            @change=${(event: Event) => onKeys((event.target as HTMLInputElement).checked)} />
          <span>${words.useKeys}</span>
        </label>
      </div>
      <div>
        <h3>${words.referent}</h3>
        ${referent ? referents(referent) : html`<p>${words.noReferent}</p>`}
        ${agency ? html`<p class="hint">${words.agency}${messages.colon}${agency}</p>` : nothing}
        <label class="tick" for="objection">
          <input type="checkbox" id="objection" .checked=${objection}
            @change=${(event: Event) => onObjection((event.target as HTMLInputElement).checked)} />
          <span>${words.objection}</span>
        </label>
        <p class="hint">${words.objectionDetail}</p>
        ${
          pages
            ? html`<h3>${words.explain}</h3>
                <ul class="plain">
                  ${pages.sheet ? html`<li><a href=${pages.sheet} target="_blank" rel="noopener">${words.sheet}</a></li>` : nothing}
                  <li><a href=${pages.course} target="_blank" rel="noopener">${words.course}</a></li>
                  <li><a href=${pages.rules} target="_blank" rel="noopener">${words.rules}</a></li>
                  <li><a href=${pages.accessibility} target="_blank" rel="noopener">${words.accessibility}</a></li>
                </ul>`
            : nothing
        }
        ${canErase ? html`<button type="button" @click=${onErase}>${erasing ? words.eraseConfirm : words.erase}</button>` : nothing}
      </div>
    </div>`
}
