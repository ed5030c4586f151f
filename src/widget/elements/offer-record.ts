import { html, nothing, type TemplateResult } from 'lit'
import type { NearestOption, Option } from '../../options/option.ts'
import type { Turn } from '../../record/turn.ts'
import { dayOf } from '../words/format.ts'
import { mainFacts, otherFacts } from '../words/item-facts.ts'
import type { Messages } from '../words/messages-fr.ts'
import { ruleWords } from '../words/rule-words.ts'
import { claimGroup, claimList } from './claim-list.ts'
import { icons } from './icons.ts'
import { factList, itemHead, itemRest } from './item-card.ts'
import { catalogueLanguage, langOf } from './lang.ts'

/** The record of one option ("la fiche"): all its reasons with their source, all its facts, and where it was published. */
export function offerRecord(
  option: Option | NearestOption,
  turn: Turn | null,
  language: string,
  messages: Messages,
): TemplateResult {
  const { item, claims, differs } = option
  const on = dayOf(turn?.createdAt ?? new Date().toISOString())
  const facts = claims.filter(({ stance }) => stance === 'fact')
  return html`<article class="offer-record" aria-labelledby="record-title">
    ${itemHead(item, 'record-title', messages, option.letter)}
    ${'breaks' in option ? html`<p class="breaks">${option.breaks.map((one) => ruleWords(one, messages)).join(messages.semicolon)}</p>` : nothing}
    <div lang=${langOf(language, messages)}>
      ${claimGroup('for', claims, messages)} ${claimGroup('against', claims, messages)} ${claimGroup('unknown', claims, messages)}
      ${
        differs.length > 0
          ? html`<div class="claims differs"><p class="claims-name">${icons.differs}<span>${messages.options.differs}</span></p>${claimList(differs, messages)}</div>`
          : nothing
      }
      ${facts.length > 0 ? claimList(facts, messages) : nothing}
    </div>
    <div lang=${langOf(catalogueLanguage, messages)}>
      ${factList([...mainFacts(item, messages, on), ...otherFacts(item, messages, on)], 'other-facts')} ${itemRest(item, messages)}
    </div>
    <p class="wording">${messages.options[option.wording]}</p>
  </article>`
}
