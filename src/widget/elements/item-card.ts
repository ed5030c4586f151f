import { html, nothing, type TemplateResult } from 'lit'
import type { Item } from '../../item.ts'
import { type Fact, mainFacts, otherFacts } from '../words/item-facts.ts'
import type { Messages } from '../words/messages-fr.ts'
import { catalogueLanguage, langOf } from './lang.ts'

/** An item of the plain search: the same information as an option, without reasons. `on` is the day of the answer, ISO. */
export function itemCard(item: Item, messages: Messages, on: string): TemplateResult {
  const others = otherFacts(item, messages, on)
  return html`<article class="card" aria-labelledby="found-${item.id}" lang=${langOf(catalogueLanguage, messages)}>
    ${itemHead(item, `found-${item.id}`, messages)} ${factList(mainFacts(item, messages, on), 'main-facts')}
    ${item.summary ? html`<p class="summary">${item.summary}</p>` : nothing}
    <details class="fold">
      <summary>${messages.options.facts(others.length)}</summary>
      ${factList(others, 'other-facts')} ${itemRest(item, messages)}
    </details>
  </article>`
}

export const itemHead = (item: Item, titleId: string, messages: Messages, letter?: string): TemplateResult =>
  html`<header class="card-head">
    <p class="kind">
      ${messages.kinds[item.kind]}${item.fictitious ? html` · <span>${messages.fictitiousItem}</span>` : nothing}
    </p>
    <h3 id=${titleId} tabindex="-1">${letter ? html`<span class="letter">${letter}.</span> ` : nothing}${item.title}</h3>
    <p class="provider">
      ${messages.options.provider} <strong>${item.provider.name}</strong><br />
      <span class="partners">${messages.options.partners} ${item.partners.map(({ name }) => name).join(', ')}</span>
    </p>
  </header>`

export const itemRest = (item: Item, messages: Messages): TemplateResult =>
  html`<ul class="references">
    ${item.partners.map(
      (partner) => html`<li>
        ${partner.name}, ${messages.options.reference} ${partner.reference}${
          safeUrl(partner.url)
            ? html` · <a href=${partner.url!} rel="noopener noreferrer" target="_blank">${messages.options.link}</a>`
            : nothing
        }
      </li>`,
    )}
  </ul>`

export const factList = (facts: readonly Fact[], name: string): TemplateResult =>
  html`<dl class=${name}>
    ${facts.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
  </dl>`

/** Catalogue text is a stranger's: only web addresses become links. */
const safeUrl = (url: string | undefined): boolean => url !== undefined && /^https?:\/\//i.test(url)
