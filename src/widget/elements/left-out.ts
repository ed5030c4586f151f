import { html, nothing, type TemplateResult } from 'lit'
import type { CriteriaInput, Criterion } from '../../criteria/criteria.ts'
import { inSentence } from '../../criteria/spoken.ts'
import type { Relaxation } from '../../options/option.ts'
import type { Turn } from '../../record/turn.ts'
import { told } from '../words/format.ts'
import type { Messages } from '../words/messages-fr.ts'
import { ruleWords } from '../words/rule-words.ts'
import { catalogueLanguage, langOf } from './lang.ts'

type Correct = ((patch: CriteriaInput) => void) | undefined

/** What is not on the table, in a line: near-equal options, what the criteria left out by reason, and how to widen the distance. */
export function leftOutLine(
  turn: Turn,
  messages: Messages,
  correct: Correct,
  onOpen: () => void,
): TemplateResult | typeof nothing {
  const { exclusions: words } = messages
  const { alsoValid, excluded, relax } = turn
  const counts = [...excluded.counts].sort((one, other) => other.count - one.count)
  const rest = counts.slice(mostReasons).reduce((sum, { count }) => sum + count, 0)
  const reasons = [
    ...counts.slice(0, mostReasons).map(({ rule, count }) => `${count} ${words.rules[rule]}`),
    ...(rest > 0 ? [words.more(rest)] : []),
  ].join(', ')
  const wider = relax.filter(({ criterion, and }) => criterion === 'radiusKm' && !and).slice(0, 1)
  const open = (said: string) => html`<button type="button" class="quiet" @click=${onOpen}>${said}</button>`
  if (alsoValid.length + counts.length === 0) return nothing
  return html`<div slot="foot" class="left-out">
    ${alsoValid.length > 0 ? open(words.alsoValid(alsoValid.length)) : nothing}
    ${counts.length > 0 ? open(words.counts(reasons)) : nothing}
    ${wider.length > 0 && correct && turn.nearest.length === 0 ? html`<ul>${relaxations(wider, messages, correct)}</ul>` : nothing}
  </div>`
}

/** Reasons told in the line; the others are counted together. */
const mostReasons = 3

/** The same, offer by offer, each one gesture away. */
export function leftOut(turn: Turn, messages: Messages, correct: Correct): TemplateResult {
  return html`${alsoValid(turn, messages, correct)} ${excluded(turn, messages, correct)}`
}

function alsoValid(
  { alsoValid, criteria }: Turn,
  messages: Messages,
  correct: Correct,
): TemplateResult | typeof nothing {
  if (alsoValid.length === 0) return nothing
  const { exclusions: words } = messages
  return html`<h3>${words.alsoValid(alsoValid.length)}</h3>
    <p class="hint">${words.alsoValidDetail}</p>
    <ul class="rows">
      ${alsoValid.map(
        ({ item }) => html`<li>
          <span lang=${langOf(catalogueLanguage, messages)}>${item.title} <small>${item.provider}</small></span>
          ${include(item, words.show, words.showItem(item.title), criteria.includeItems, correct)}
        </li>`,
      )}
    </ul>`
}

/** What the criteria left out, nearest first, with the reason of each and the way to take it back. */
function excluded({ excluded, criteria }: Turn, messages: Messages, correct: Correct): TemplateResult | typeof nothing {
  const { exclusions: words } = messages
  if (excluded.counts.length === 0) return nothing
  return html`<h3>${words.excluded}</h3>
    <ul class="counts">
      ${excluded.counts.map(({ rule, count }) => html`<li><strong>${count}</strong> ${words.rules[rule]}</li>`)}
    </ul>
    <ul class="rows">
      ${nearestFirst(excluded.examples).map(
        ({ item, because }) => html`<li>
          <span>
            <span lang=${langOf(catalogueLanguage, messages)}>${item.title}</span>
            <small>${item.town ? html`<span lang=${langOf(catalogueLanguage, messages)}>${item.town}</span>, ` : nothing}${reason(because, criteria, messages)}</small>
          </span>
          ${include(item, words.include, words.includeItem(item.title), criteria.includeItems, correct)}
        </li>`,
      )}
    </ul>`
}

type Example = Turn['excluded']['examples'][number]

/** What is a matter of kilometres first, by kilometre. */
const nearestFirst = (examples: readonly Example[]): Example[] =>
  [...examples].sort((one, other) => kilometres(one) - kilometres(other))

const kilometres = ({ because: { rule, value } }: Example): number =>
  rule === 'distance' && typeof value === 'number' ? value : Number.POSITIVE_INFINITY

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

/** The ways to widen, each with what it would bring, one click each: what gives way the least first, the others folded. */
export function relaxations(
  relax: readonly Relaxation[],
  messages: Messages,
  correct: (patch: CriteriaInput) => void,
  most = mostWays.alone,
): TemplateResult {
  const [mild, others] = [mildestFirst(relax).slice(0, most), mildestFirst(relax).slice(most)]
  return html`${ways(mild, messages, correct)}
    ${
      others.length > 0
        ? html`<li><details class="fold"><summary>${messages.exclusions.relaxMore}</summary><ul class="choices">${ways(others, messages, correct)}</ul></details></li>`
        : nothing
    }`
}

/** Ways to widen that stand in the open, alone or beside offers that one may choose. */
export const mostWays = { alone: 4, besideOffers: 2 }

/** Another value before none at all, and of two distances the shorter. */
const mildestFirst = (relax: readonly Relaxation[]): Relaxation[] =>
  [...relax].sort((one, other) => givenUp(one) - givenUp(other))

const givenUp = ({ to, and }: Relaxation): number =>
  (isGone(to) ? nothingLeft : typeof to === 'number' ? to : anotherValue) + (and && isGone(and.to) ? nothingLeft : 0)

/** In the place of a distance: farther than any, the second more so. */
const [anotherValue, nothingLeft] = [50_000, 100_000]

const isGone = (to: unknown): boolean => to === null || (Array.isArray(to) && to.length === 0)

const ways = (relax: readonly Relaxation[], messages: Messages, correct: (patch: CriteriaInput) => void) =>
  html`${relax.map(({ criterion, to, and, gains }) => {
    const changes = [{ criterion, to }, ...(and ? [and] : [])]
    const said = changes
      .map((one) => changeWords(one, messages))
      .map((words, at) => (at === 0 ? words : words.charAt(0).toLowerCase() + words.slice(1)))
      .join(messages.exclusions.relaxAnd)
    const criteria = Object.fromEntries(changes.map((one) => [one.criterion, one.to])) as CriteriaInput
    const words = messages.exclusions.relaxTo(said, gains)
    return html`<li><button type="button" class="small" @click=${() => correct(criteria)}>${words}</button></li>`
  })}`

/** What a criterion becomes, as one would ask for it. */
export function changeWords({ criterion, to }: { criterion: Criterion; to: unknown }, messages: Messages): string {
  const { exclusions: words, criterion: sayings, kinds } = messages
  if (criterion === 'radiusKm' && typeof to === 'number') return words.relaxRadius(to)
  const isAnyKind = criterion === 'kinds' && Array.isArray(to) && to.length === Object.keys(kinds).length
  if (isGone(to) || isAnyKind) return words.relaxDrop[criterion] ?? words.relaxWithout(sayings[criterion].name)
  const said = inSentence(messages, criterion, to as never)
  return said.charAt(0).toUpperCase() + said.slice(1)
}

const include = (item: { id: string }, words: string, label: string, included: readonly string[], correct: Correct) =>
  correct
    ? html`<button type="button" class="small" aria-label=${label}
        @click=${() => correct({ includeItems: [...included, item.id] })}>${words}</button>`
    : nothing
