import { html, nothing, type TemplateResult } from 'lit'
import type { Finding } from '../../guardrails/finding.ts'
import type { Messages } from './messages-fr.ts'

/** What was found in a text, why it matters and what to do: each with its remedy in one click where there is one. */
export function findingList(
  findings: readonly Finding[],
  text: string,
  messages: Messages,
  act: { onRecast?: (finding: Finding, words: string) => void; onRemove?: (finding: Finding) => void } = {},
): TemplateResult | typeof nothing {
  if (findings.length === 0) return nothing
  return html`<ul class="findings">
    ${findings.map((finding) => {
      const passage = text.slice(finding.start, finding.end)
      return html`<li>
        <span class="finding ${finding.kind}">
          <strong>${messages.findings[finding.type] ?? finding.type}</strong>${passage ? html` <q>${passage}</q>` : nothing}
        </span>
        <span class="advice">${finding.advice}</span>
        ${
          finding.recast && act.onRecast
            ? html`<button type="button" class="small" @click=${() => act.onRecast!(finding, finding.recast!.text)}>
                ${messages.composer.recast(finding.recast.text)}
              </button>`
            : act.onRemove && passage && finding.kind !== 'personal'
              ? html`<button type="button" class="small" @click=${() => act.onRemove!(finding)}>
                  ${messages.composer.removeFound}
                </button>`
              : nothing
        }
      </li>`
    })}
  </ul>`
}
