import { html, type TemplateResult } from 'lit'
import type { Claim } from '../../options/option.ts'
import { asSet, told } from '../words/format.ts'
import type { Messages } from '../words/messages-fr.ts'
import { fieldName, type Stance } from '../words/reasons.ts'
import { icons } from './icons.ts'

/** The claims of one stance under their name, each one openable to the fields and values it rests on. Keeps its place when empty. */
export function claimGroup(stance: Stance, claims: readonly Claim[], messages: Messages): TemplateResult {
  const held = claims.filter((claim) => claim.stance === stance)
  if (held.length === 0) return html`<div class="claims"></div>`
  return html`<div class="claims ${stance}">
    <p class="claims-name">${icons[stance]}<span>${messages.options[stance]}</span></p>
    ${claimList(held, messages)}
  </div>`
}

export const claimList = (claims: readonly Claim[], messages: Messages): TemplateResult =>
  html`<ul class="claim-list">
    ${claims.map((claim) => html`<li>${openable(claim, messages)}</li>`)}
  </ul>`

export const openable = (claim: Claim, messages: Messages): TemplateResult =>
  html`<details class="claim">
    <summary>${asSet(claim.text)}</summary>
    <dl class="evidence">
      ${claim.evidence.map(
        ({ source, field, value }) => html`<div>
          <dt>${messages.options.sources[source]}, ${fieldName(field, messages)}</dt>
          <dd>${told(value, messages)} <code>${field}</code></dd>
        </div>`,
      )}
    </dl>
  </details>`
