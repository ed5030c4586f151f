import { html, type TemplateResult } from 'lit'
import { referenceOf } from '../../record/reference.ts'
import { deskWords } from '../words/desk-words.ts'
import type { Messages } from '../words/messages-fr.ts'

/** After a decision: the page for the person, one click away, and the reference for the agency's own file. `page` is absent where a link cannot carry the key. */
export function handOverLinks(
  { conversation, turn, base, isLinked }: { conversation: string; turn: string; base: string; isLinked: boolean },
  messages: Messages,
): TemplateResult {
  const words = deskWords(messages).handOver
  const reference = referenceOf(conversation)
  const page = `${base}/v1/conversations/${encodeURIComponent(conversation)}/turns/${encodeURIComponent(turn)}/hand-over`
  return html`<p class="hand-over">
    ${isLinked ? html`<a class="button" href=${page} target="_blank" rel="noopener">${words.open}<span class="visually-hidden"> ${words.newTab}</span></a>` : ''}
    <button type="button" class="small" @click=${(event: Event) => copy(event, reference, words.copied)}>${words.copy(reference)}</button>
    <span role="status"></span>
  </p>`
}

async function copy(event: Event, reference: string, copied: string): Promise<void> {
  const status = (event.target as HTMLElement).parentElement?.querySelector('[role=status]')
  await navigator.clipboard.writeText(reference)
  if (status) status.textContent = copied
}
