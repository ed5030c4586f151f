import { html, type TemplateResult } from 'lit'
import { deskWords } from '../words/desk-words.ts'
import type { Messages } from '../words/messages-fr.ts'

/** What the person is told before anything is searched; her refusal is one button. */
export function startNotice(messages: Messages, onRefuse: () => void): TemplateResult {
  const words = deskWords(messages).start
  return html`<p class="start-notice">
    <strong>${words.heading}${messages.colon}</strong>«&nbsp;${words.say}&nbsp;»
    <button type="button" class="small" id="refuse" @click=${onRefuse}>${words.refuse}</button>
  </p>`
}
