import { html } from 'hono/html'
import type { Locale } from '../../guardrails/finding.ts'
import { wordingOf } from '../explanation/wording.ts'
import { type OversightSummary, smallestCell } from '../record/oversight.ts'
import { documentOf, type Html } from './explanation-pages.ts'

/** A row of counts; null is masked: too few people to be told. */
interface Row {
  label: string
  count: number | null
  /** Beside the count, where there is one: what was deserved. */
  other?: number | null
}

export interface Table {
  id: string
  title: string
  headings: readonly [label: string, count: string, other?: string]
  rows: readonly Row[]
}

/** All that is watched, as tables: the page, its drawings and the file say the same. */
export function tablesOf(
  {
    summary,
    contests,
    courses,
  }: {
    summary: OversightSummary
    contests: { types: readonly { type: string; count: number }[]; terms: readonly { words: string; count: number }[] }
    courses: number
  },
  locale: Locale,
): Table[] {
  const words = wordings[locale]
  const said = wordingOf(locale)
  const share = (value: number | null) => (value === null ? null : Math.round(value * 1000) / 10)
  const cells = (of: OversightSummary['turns'], names: Readonly<Record<string, string>> = {}): Row[] =>
    of.map(({ key, count }) => ({ label: names[key] ?? key, count }))
  const table = (id: keyof typeof words.tables, rows: readonly Row[], other?: string): Table => ({
    id,
    title: words.tables[id],
    headings: other ? [words.what, words.received, other] : [words.what, words.count],
    rows,
  })
  const shown = summary.exposure.flatMap((line) => (line ? [line] : []))
  const masked = summary.exposure.length - shown.length
  const rounded = (value: number) => Math.round(value * 10) / 10
  return [
    table('turns', cells(summary.turns, said.outcomes)),
    table('decisions', cells(summary.decisions.byKind, said.decided)),
    table('reasons', cells(summary.decisions.byReason, said.reasons)),
    table('revised', cells(summary.decisions.revised, said.decided)),
    table('alerts', cells(summary.alerts)),
    table('blocked', cells(summary.blocked)),
    table('contested', cells(summary.contested)),
    table('territory', cells(summary.territory)),
    table('personRequests', cells(summary.personRequests, words.asked)),
    table(
      'terms',
      contests.terms.map(({ words: label, count }) => ({ label, count: count < smallestCell ? null : count })),
    ),
    table('shares', [
      { label: words.firstPlace, count: share(summary.firstPlace.share) },
      { label: words.firstPlaceExpected, count: share(summary.firstPlace.expected) },
      { label: words.templateShare, count: share(summary.templateShare) },
    ]),
    table(
      'exposure',
      [
        ...shown.map(({ provider, exposure, merit }) => ({
          label: provider,
          count: rounded(exposure),
          other: rounded(merit),
        })),
        ...(masked > 0 ? [{ label: words.maskedProviders(masked), count: null, other: null }] : []),
      ],
      words.deserved,
    ),
    table('course', [{ label: words.courses, count: courses < smallestCell ? null : courses }]),
  ]
}

/** Counts for those who watch over the service: each table, and where it has two numbers or more the same as a drawing. */
export function oversightPage(tables: readonly Table[], locale: Locale, caseForm: Html | ''): Html {
  const words = wordings[locale]
  return documentOf(
    words.title,
    locale,
    html`<h1>${words.title}</h1>
<p>${words.intro}</p>
<p><a href="/oversight.csv" download>${words.csv}</a></p>
<p><a href="/oversight/pairs">${words.pairs}</a></p>
<p><a href="/oversight/case">${words.misunderstood}</a></p>
${tables.map(
  ({ id, title, headings, rows }) => html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${
  rows.length === 0
    ? html`<p>${words.nothing}</p>`
    : html`${id === 'shares' ? '' : drawing({ id, title, rows }, words)}<table aria-labelledby="${id}">
<thead><tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>${rows.map(
        ({ label, count, other }) =>
          html`<tr><th scope="row">${label}</th><td>${told(count, words)}</td>${headings.length > 2 ? html`<td>${told(other ?? null, words)}</td>` : ''}</tr>`,
      )}</tbody></table>`
}</section>`,
)}
${caseForm}`,
    { acts: true },
  )
}

const told = (count: number | null, words: (typeof wordings)['fr']): string =>
  count === null ? words.masked : new Intl.NumberFormat(words.locale).format(count)

/** Bars without colour: as long as the count, the name beside them; masked rows have none. The table below says the same. */
function drawing({ id, title, rows }: Pick<Table, 'id' | 'title' | 'rows'>, words: (typeof wordings)['fr']): Html | '' {
  const counted = rows.filter((row): row is Row & { count: number } => row.count !== null).slice(0, mostBars)
  const most = Math.max(...counted.map(({ count }) => count), 0)
  if (counted.length < 2 || most === 0) return ''
  const height = counted.length * rowHeight
  return html`<svg role="img" aria-labelledby="${id}-drawn" viewBox="0 0 400 ${height}" class="bars">
<title id="${id}-drawn">${words.drawn(title, counted.map(({ label, count }) => `${label} ${told(count, words)}`).join(', '))}</title>
${counted.map(
  (
    { label, count },
    at,
  ) => html`<rect x="180" y="${at * rowHeight + 4}" width="${Math.max(1, (count / most) * 170)}" height="${rowHeight - 8}"/>
<text x="174" y="${at * rowHeight + rowHeight - 8}" text-anchor="end">${label.length > 28 ? `${label.slice(0, 27)}…` : label}</text>
<text x="${186 + (count / most) * 170}" y="${at * rowHeight + rowHeight - 8}">${told(count, words)}</text>`,
)}</svg>`
}

const rowHeight = 22
/** More than this cannot be read in one drawing. */
const mostBars = 20

/** One line a row, a masked one empty; a cell that a spreadsheet would calculate is told as text. */
export function csvOf(tables: readonly Table[]): string {
  const cell = (value: string | number | null | undefined) => {
    const text = `${value ?? ''}`
    const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
    return /[",;\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  const lines = tables.flatMap(({ id, rows }) =>
    rows.map(({ label, count, other }) => [id, label, count, other].map(cell).join(',')),
  )
  return `${['table,row,count,other', ...lines].join('\r\n')}\r\n`
}

const wordings = {
  fr: {
    locale: 'fr-FR',
    title: 'Surveillance',
    intro:
      'Des nombres seulement, jamais un échange ni une personne qui conseille. Ce qui est arrivé moins de cinq fois n’est pas dit.',
    csv: 'Les mêmes nombres, en CSV',
    pairs: 'Offres jugées pas pertinentes, à confirmer',
    misunderstood: 'Messages dits mal compris, à raconter avec des faits inventés',
    what: 'Quoi',
    count: 'Nombre',
    received: 'Reçu',
    deserved: 'Mérité',
    nothing: 'Rien pour l’instant.',
    masked: 'moins de 5',
    firstPlace: 'Choix de la première option affichée, en %',
    firstPlaceExpected: 'Ce que ferait le hasard, en %',
    templateShare: 'Part des demandes types, en %',
    courses: 'Personnes qui ont suivi le parcours',
    asked: {
      explanation: 'Explication',
      erasure: 'Effacement',
      objection: 'Refus de l’outil',
      correction: 'Correction',
      review: 'Décision à revoir',
    },
    maskedProviders: (count: number) => `${count} ${count > 1 ? 'organismes' : 'organisme'} sous cinq`,
    drawn: (title: string, said: string) => `${title}\u00a0: ${said}`,
    tables: {
      turns: 'Réponses',
      decisions: 'Décisions',
      reasons: 'Raisons des refus',
      revised: 'Décisions revues',
      alerts: 'Alertes du filtre',
      blocked: 'Messages arrêtés',
      contested: 'Détections contestées',
      territory: 'Réponses par département demandé',
      personRequests: 'Demandes des personnes',
      terms: 'Mots des listes contestés',
      shares: 'Parts',
      exposure: 'Exposition par organisme, en options montrées',
      course: 'Parcours',
    },
  },
  en: {
    locale: 'en-GB',
    title: 'Oversight',
    intro: 'Numbers only, never an exchange nor a counsellor. What happened fewer than five times is not told.',
    csv: 'The same numbers, as CSV',
    pairs: 'Offers found not relevant, to confirm',
    misunderstood: 'Messages said to be misunderstood, to tell again with invented facts',
    what: 'What',
    count: 'Count',
    received: 'Received',
    deserved: 'Deserved',
    nothing: 'Nothing yet.',
    masked: 'under 5',
    firstPlace: 'Choices of the first option shown, in %',
    firstPlaceExpected: 'What chance would do, in %',
    templateShare: 'Share of standard requests, in %',
    courses: 'People who took the course',
    asked: {
      explanation: 'Explanation',
      erasure: 'Erasure',
      objection: 'Objection to the tool',
      correction: 'Correction',
      review: 'Review of a decision',
    },
    maskedProviders: (count: number) => `${count} ${count > 1 ? 'bodies' : 'body'} under five`,
    drawn: (title: string, said: string) => `${title}: ${said}`,
    tables: {
      turns: 'Answers',
      decisions: 'Decisions',
      reasons: 'Reasons for refusing',
      revised: 'Decisions revised',
      alerts: 'Alerts of the guard',
      blocked: 'Messages stopped',
      contested: 'Findings contested',
      territory: 'Answers by department asked about',
      personRequests: 'Requests of people',
      terms: 'Contested words of the lists',
      shares: 'Shares',
      exposure: 'Exposure by body, in options shown',
      course: 'Course',
    },
  },
}
