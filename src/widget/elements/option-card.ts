import { html, nothing, type TemplateResult } from 'lit'
import type { Item } from '../../item.ts'
import type { Claim, NearestOption, Option } from '../../options/option.ts'
import { type Fact, mainFacts, otherFacts } from '../words/item-facts.ts'
import type { Messages } from '../words/messages-fr.ts'
import { ruleWords } from '../words/rule-words.ts'
import { claimGroup, claimList } from './claim-list.ts'
import { icons } from './icons.ts'

/** One option, of the same weight as the others: what it is, its reasons both ways, what sets it apart, the rest folded. `on` is the day of the answer, ISO. */
export function optionCard(
  option: Option | NearestOption,
  messages: Messages,
  on: string,
  choice: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  const { item, claims, differs } = option
  const facts = claims.filter((claim) => claim.stance === 'fact')
  const others = otherFacts(item, messages, on)
  return html`<article class="card" aria-labelledby="title-${option.id}">
    ${itemHead(item, `title-${option.id}`, messages, option)}
    ${factList(mainFacts(item, messages, on), 'main-facts')}
    ${claimGroup('for', claims, messages)} ${claimGroup('against', claims, messages)}
    ${claimGroup('unknown', claims, messages)}
    <div class="claims differs">${differs.length > 0 ? difference(differs, messages) : nothing}</div>
    <div>
      <details class="fold">
        <summary>${messages.options.facts(facts.length + others.length)}</summary>
        ${facts.length > 0 ? claimList(facts, messages) : nothing} ${itemRest(item, others, messages)}
      </details>
      <p class="wording">${messages.options[option.wording]}</p>
    </div>
    ${choice}
  </article>`
}

/** Which criteria it does not keep, with its own value beside the one asked. */
const breaksOf = ({ breaks }: NearestOption, messages: Messages): string =>
  breaks.map((one) => ruleWords(one, messages)).join(' ; ')

const difference = (differs: readonly Claim[], messages: Messages): TemplateResult =>
  html`<p class="claims-name">${icons.differs}<span>${messages.options.differs}</span></p>
    ${claimList(differs, messages)}`

/** An item of the plain search: the same information, without reasons. */
export function itemCard(item: Item, messages: Messages, on: string): TemplateResult {
  const others = otherFacts(item, messages, on)
  return html`<article class="card" aria-labelledby="found-${item.id}">
    ${itemHead(item, `found-${item.id}`, messages)} ${factList(mainFacts(item, messages, on), 'main-facts')}
    ${item.summary ? html`<p class="summary">${item.summary}</p>` : nothing}
    <details class="fold">
      <summary>${messages.options.facts(others.length)}</summary>
      ${itemRest(item, others, messages)}
    </details>
  </article>`
}

const itemHead = (item: Item, titleId: string, messages: Messages, option?: Option | NearestOption): TemplateResult =>
  html`<header class="card-head">
    <p class="kind">
      ${messages.kinds[item.kind]}${item.fictitious ? html` · <span>${messages.fictitiousItem}</span>` : nothing}
    </p>
    <h3 id=${titleId}>${option ? html`<span class="letter">${option.letter}.</span> ` : nothing}${item.title}</h3>
    <p class="provider">
      ${messages.options.provider} <strong>${item.provider.name}</strong><br />
      <span class="partners">${messages.options.partners} ${item.partners.map(({ name }) => name).join(', ')}</span>
    </p>
    ${option && 'breaks' in option ? html`<p class="breaks">${icons.alert}<span>${breaksOf(option, messages)}</span></p>` : nothing}
  </header>`

const itemRest = (item: Item, others: readonly Fact[], messages: Messages): TemplateResult =>
  html`${factList(others, 'other-facts')}
    <ul class="references">
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

const factList = (facts: readonly Fact[], name: string): TemplateResult =>
  html`<dl class=${name}>
    ${facts.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
  </dl>`

/** Catalogue text is a stranger's: only web addresses become links. */
const safeUrl = (url: string | undefined): boolean => url !== undefined && /^https?:\/\//i.test(url)
