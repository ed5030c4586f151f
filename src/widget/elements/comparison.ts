import { html, type TemplateResult } from 'lit'
import type { Option } from '../../options/option.ts'
import { comparedFacts } from '../words/item-facts.ts'
import type { Messages } from '../words/messages-fr.ts'

/** The options side by side, fact by fact; scrolls sideways inside itself on a narrow screen. */
export function comparison(options: readonly Option[], turnId: string, messages: Messages, on: string): TemplateResult {
  const columns = options.map(({ item }) => comparedFacts(item, messages, on))
  const labels = columns[0]?.map(({ label }) => label) ?? []
  return html`<details class="fold comparison">
    <summary>${messages.options.compare}</summary>
    <div class="table" role="region" tabindex="0" aria-label=${messages.options.compare} id="compare-${turnId}">
      <table>
        <thead>
          <tr>
            <td></td>
            ${options.map(({ item }) => html`<th scope="col">${item.title}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${labels.map(
            (label, row) => html`<tr>
              <th scope="row">${label}</th>
              ${columns.map((facts) => html`<td>${facts[row]!.value}</td>`)}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`
}
