import { html, nothing, type TemplateResult } from 'lit'
import type { Finding } from '../../../guardrails/finding.ts'
import type { Messages } from '../words/messages-fr.ts'

/**
 * What was found in a text, why it matters and what to do: each with its remedy in one click where there is one. Stories are one line
 * together: what they were about, as long as that is known, and never their words.
 */
export function findingList(
  findings: readonly Finding[],
  text: string,
  messages: Messages,
  act: { onRemove?: (finding: Finding) => void } = {},
): TemplateResult | typeof nothing {
  if (findings.length === 0) return nothing
  const stories = findings.filter(({ kind }) => kind === 'story')
  const about = new Set(stories.map(({ type }) => messages.findings[type] ?? messages.findings.STORY))
  return html`<ul class="findings">
    ${
      stories.length > 0
        ? html`<li>
            <span class="finding story"><strong>${[...about].join(', ')}</strong></span>
            <span class="advice">${stories[0]!.advice}</span>
          </li>`
        : nothing
    }
    ${alike(findings).map((group) => {
      const [finding] = group
      if (finding.kind === 'story') return nothing
      const passage = text.slice(finding.start, finding.end)
      const passages = new Set(group.map(({ start, end }) => text.slice(start, end)).filter(Boolean))
      return html`<li>
        <span class="finding ${finding.kind}">
          <strong>${messages.findings[finding.type] ?? finding.type}</strong>${[...passages].map((one) => html` <q>${one}</q>`)}
        </span>
        <span class="advice">${finding.advice}</span>
        ${
          act.onRemove && passage && finding.kind !== 'personal'
            ? html`<button type="button" class="small" @click=${() => act.onRemove!(finding)}>
                ${messages.composer.removeFound}
              </button>`
            : nothing
        }
      </li>`
    })}
  </ul>`
}

/** What is masked, by type: three names are one line with its advice. What stops a message stays each on its own, with its remedy. */
function alike(findings: readonly Finding[]): [Finding, ...Finding[]][] {
  const groups = Map.groupBy(findings, ({ kind, type, start }) => (kind === 'personal' ? type : `${type} ${start}`))
  return [...groups.values()] as [Finding, ...Finding[]][]
}
