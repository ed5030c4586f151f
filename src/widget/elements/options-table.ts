import { html, nothing, type TemplateResult } from 'lit'
import type { Claim, NearestOption, Option } from '../../options/option.ts'
import type { Turn } from '../../record/turn.ts'
import { type Cut, cutTitle } from '../words/cut.ts'
import { asSet, dayOf } from '../words/format.ts'
import type { Messages } from '../words/messages-fr.ts'
import { commonClaims, commonReasons, reasonOf, stances } from '../words/reasons.ts'
import { type RowName, rowFacts, rowNames } from '../words/row-facts.ts'
import { ruleWords } from '../words/rule-words.ts'
import { catalogueLanguage, langOf } from './lang.ts'

/** A title holds at most this many characters, fewer where columns are narrow; the record has it whole. */
const mostInTitle = { few: 56, many: 46 }
/** Columns from this count on are narrow. */
const many = 5

export interface OptionsTable {
  /** While they stream in there is no turn yet, and some are still to come. */
  options: readonly (Option | undefined)[]
  turn: Turn | null
  messages: Messages
  /** The language of the reasons. */
  language: string
  /** The row that was asked about, framed as a whole. */
  asked: RowName | null
  /** Absent where nothing can be ticked. */
  ticked: ReadonlySet<string> | undefined
  onTick: (optionId: string) => void
  onRecord: (option: Option) => void
  /** Beside another set that is shown whole: where there is no room for both, only what names its offers. Absent where it stands alone. */
  whole?: { isWhole: boolean; onWhole: () => void }
}

/**
 * The options side by side: one column each, of equal width, with the same rows at the same height; cards one below the other where there is no
 * room. Read aloud, each is an article with its list of names and values. Nothing is coloured, and no value is marked against another.
 */
export function optionsTable(table: OptionsTable): TemplateResult {
  const { options, turn, messages, language, asked, whole } = table
  const { rows, common: said } = messages.table
  const nearest = turn?.nearest ?? []
  const count = options.length + nearest.length
  const shown = [...options.filter((option) => option !== undefined), ...nearest]
  const common = commonClaims(shown)
  const facts = shown.map(({ item }) => rowFacts(item, messages, dayOf(turn?.createdAt ?? new Date().toISOString())))
  const alike = new Set(facts.length > 2 ? rowNames.filter((name) => isAlike(facts.map((one) => one[name].text))) : [])
  const once = commonReasons(common, messages)
  const names = [
    ...rowNames.map((name) => [name, rows[name]] as const),
    ...stances.map((name) => [name, messages.options[name]] as const),
  ]
  return html`${
    once.length > 0
      ? html`<p class="common ${whole && !whole.isWhole ? 'brief' : ''}">${once.map(({ stance, said: reasons }) => html`<span>${said(shown.length)[stance]}${messages.colon}<span lang=${langOf(language, messages)}>${cutWords(reasons)}</span>${reasons.more ? '' : '.'}</span> `)}</p>`
      : nothing
  }
    <div class="table count-${Math.min(count, 8)} ${whole && !whole.isWhole ? 'brief' : ''}">
      <div class="names">
        <span class="hint">
          ${whole ? html`<button type="button" class="quiet whole" aria-expanded=${whole.isWhole} @click=${whole.onWhole}>${messages.table.allRows}</button>` : nothing}
          <span class="order">${messages.options.order} ${messages.table.cut}</span>
        </span>
        ${names.map(([name, words]) => html`<span aria-hidden="true" class=${name === asked ? 'asked' : ''}>${words}</span>`)}
      </div>
      ${options.map((option) => (option ? column(option, common, alike, table, count) : html`<div class="column waiting">${messages.options.waiting}</div>`))}
      ${nearest.map((option) => column(option, common, alike, table, count))}
    </div>`
}

function column(
  option: Option | NearestOption,
  common: readonly Claim[],
  alike: ReadonlySet<RowName>,
  table: OptionsTable,
  count: number,
): TemplateResult {
  const { turn, messages, language, asked, ticked, onTick, onRecord } = table
  const { id, letter, item } = option
  const { rows, record, recordOf } = messages.table
  const facts = rowFacts(item, messages, dayOf(turn?.createdAt ?? new Date().toISOString()))
  const french = langOf(catalogueLanguage, messages)
  const title = cutTitle(item.title, count < many ? mostInTitle.few : mostInTitle.many)
  const breaks = 'breaks' in option ? option.breaks : undefined
  return html`<article class="column ${breaks ? 'near' : ''}" aria-labelledby="title-${id}">
    <header>
      <p class="pick">
        ${
          ticked
            ? html`<label for="tick-${id}"><input type="checkbox" id="tick-${id}" .checked=${ticked.has(id)} @change=${() => onTick(id)} />
                <span class="visually-hidden">${messages.decision.proposeOne(letter)}${messages.colon}${item.title}</span><span class="letter" aria-hidden="true">${letter}</span></label>`
            : html`<span class="letter">${letter}</span>`
        }
        ${breaks ? html`<span class="almost">${messages.options.nearest}</span>` : nothing}
        <button type="button" class="record" id="record-${id}" aria-label=${recordOf(letter, item.title)} @click=${() => onRecord(option)}>${record}</button>
      </p>
      <h3 id="title-${id}" lang=${french} title=${title.more ? item.title : nothing}>${asSet(title.text)}${title.more ? '…' : ''}</h3>
      <p class="provider" lang=${french}>${item.provider.name}</p>
      ${breaks ? html`<p class="breaks">${breaks.map((one) => ruleWords(one, messages)).join(messages.semicolon)}</p>` : nothing}
    </header>
    <dl>
      ${rowNames.map((name) => row(rows[name], facts[name], `${name === asked ? 'asked' : ''} ${alike.has(name) ? 'alike' : ''}`, french, alike.has(name) ? messages.table.same : undefined))}
      ${stances.map((stance) =>
        row(messages.options[stance], reasonOf(option, stance, common, messages), 'reason', langOf(language, messages)),
      )}
    </dl>
  </article>`
}

/** Where columns stand side by side, what is the same in all is written in the first, and `same` in the others; read aloud, each says it. */
const row = (name: string, cut: Cut, kind: string, language: string | typeof nothing, same?: string): TemplateResult =>
  html`<div class=${kind}><dt>${name}</dt><dd lang=${language}><span>${cutWords(cut)}</span>${same ? html`<span class="same" aria-hidden="true">${same}</span>` : nothing}</dd></div>`

/** Worth saying once: a few words, the same everywhere. */
const isAlike = (texts: readonly string[]): boolean =>
  texts.every((text) => text === texts[0]) && texts[0]!.split(' ').length > 2

/** What is left for the record is told by "…", and by the line below the table. */
const cutWords = ({ text, more }: Cut): string => (more ? `${text}\u00a0…`.trim() : text)
