import { html, nothing, type TemplateResult } from 'lit'
import type { CriteriaInput } from '../../criteria/criteria.ts'
import type { Relaxation } from '../../options/option.ts'
import type { Turn } from '../../record/turn.ts'
import { valueWords } from '../words/criteria-words.ts'
import { told } from '../words/format.ts'
import type { Messages } from '../words/messages-fr.ts'
import { ruleWords } from '../words/rule-words.ts'

type Correct = ((patch: CriteriaInput) => void) | undefined

/** What the order of exposure left out: near-equal options, one tap away. */
export function alsoValid(
  { alsoValid, criteria }: Turn,
  messages: Messages,
  correct: Correct,
): TemplateResult | typeof nothing {
  if (alsoValid.length === 0) return nothing
  const { exclusions: words } = messages
  return html`<details class="fold">
    <summary>${words.alsoValid(alsoValid.length)}</summary>
    <p class="hint">${words.alsoValidDetail}</p>
    <ul class="rows">
      ${alsoValid.map(
        ({ item }) => html`<li>
          <span>${item.title} <small>${item.provider}</small></span>
          ${include(item, words.show, words.showItem(item.title), criteria.includeItems, correct)}
        </li>`,
      )}
    </ul>
  </details>`
}

/** What the criteria left out, with the reason of each and the way to take it back. */
export function excluded(
  { excluded, criteria }: Turn,
  messages: Messages,
  correct: Correct,
): TemplateResult | typeof nothing {
  const { exclusions: words } = messages
  const total = excluded.counts.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return nothing
  return html`<details class="fold">
    <summary>${words.excluded(total)}</summary>
    <ul class="counts">
      ${excluded.counts.map(({ rule, count }) => html`<li><strong>${count}</strong> ${words.rules[rule]}</li>`)}
    </ul>
    <ul class="rows">
      ${excluded.examples.map(
        ({ item, because }) => html`<li>
          <span>
            ${item.title}
            <small>${reason(because, criteria, messages)}</small>
          </span>
          ${include(item, words.include, words.includeItem(item.title), criteria.includeItems, correct)}
        </li>`,
      )}
    </ul>
  </details>`
}

function reason(
  { rule, value, limit }: Turn['excluded']['examples'][number]['because'],
  { excludeModalities }: Turn['criteria'],
  messages: Messages,
): string {
  const { exclusions: words } = messages
  const ruledOut = rule.startsWith('excluded-') || excludeModalities.some((one) => one === value)
  if (ruledOut) return words.ruledOut(words.rules[rule], told(value, messages))
  return ruleWords({ rule, value, limit }, messages)
}

/** The ways to widen, each with what it would bring: one click each. */
export const relaxations = (relax: readonly Relaxation[], messages: Messages, correct: Correct): TemplateResult =>
  html`<ul class="choices">
    ${relax.map(({ criterion, to, and, gains }) => {
      const changes = [{ criterion, to }, ...(and ? [and] : [])]
      const said = changes
        .map((one) => changeWords(one, messages))
        .map((words, at) => (at === 0 ? words : words.charAt(0).toLowerCase() + words.slice(1)))
        .join(messages.exclusions.relaxAnd)
      const criteria = Object.fromEntries(changes.map((one) => [one.criterion, one.to])) as CriteriaInput
      const words = messages.exclusions.relaxTo(said, gains)
      return html`<li>
        ${correct ? html`<button type="button" @click=${() => correct(criteria)}>${words}</button>` : words}
      </li>`
    })}
  </ul>`

function changeWords({ criterion, to }: Pick<Relaxation, 'criterion' | 'to'>, messages: Messages): string {
  const { exclusions: words, criterion: sayings } = messages
  if (criterion === 'radiusKm' && typeof to === 'number') return words.relaxRadius(to)
  if (to === null || (Array.isArray(to) && to.length === 0)) return words.relaxDrop(sayings[criterion].name)
  return words.relaxValue(sayings[criterion].name, valueWords(criterion, to, messages))
}

const include = (item: { id: string }, words: string, label: string, included: readonly string[], correct: Correct) =>
  correct
    ? html`<button type="button" class="small" aria-label=${label}
        @click=${() => correct({ includeItems: [...included, item.id] })}>${words}</button>`
    : nothing
