import { html } from 'hono/html'
import type { Locale } from '../../guardrails/finding.ts'
import type { Algorithm } from '../explanation/algorithm.ts'
import type { Sheet } from '../explanation/sheet.ts'
import { type ExplanationWording, wordingOf } from '../explanation/wording.ts'
import { leastGain, mostTold } from '../need/profile-fields.ts'

export type Html = ReturnType<typeof html>

/** The public page of the rules, at /algorithm. */
export function algorithmPage(rules: Algorithm, locale: Locale): Html {
  const { page, ...words } = wordingOf(locale)
  return documentOf(
    page.title,
    locale,
    html`<h1>${page.title}</h1>
<h2>${page.neverDecides}</h2>
<p>${rules.purpose}</p>
<p><strong>${rules.humanDecides}</strong></p>
${rules.fictitious ? html`<p class="note">${page.fictitious}</p>` : ''}
<h2>${page.steps}</h2>
<ol>${rules.steps.map((step) => html`<li>${step}</li>`)}</ol>
<h2>${page.profile}</h2>
<dl>${rules.profile.map(
      ({ purpose, effect, dossierKeys }) =>
        html`<dt>${dossierKeys.map((key) => html`<code>${key}</code> `)}</dt><dd>${purpose} <small>${effect}</small></dd>`,
    )}</dl>
<h3>${words.earned.title}</h3>
${
  rules.earned
    ? html`${words.earned.reading(leastGain, mostTold).map((sentence) => html`<p>${sentence}</p>`)}
${tableOf(words.earned.title, rules.earned)}`
    : html`<p>${words.earned.notMeasured}</p>`
}
<h2>${page.never}</h2>
<dl>${rules.neverRead.map(
      ({ dossierKeys, because }) => html`<dt>${dossierKeys.join(', ')}</dt><dd>${because}</dd>`,
    )}</dl>
<h2>${page.guard}</h2>
<p>${page.guardMisses}</p>
${rules.guard.map(
  ({ kind, types }) => html`<h3>${kind}</h3>
<dl>${types.map(({ type, action, owner }) => html`<dt><code>${type}</code></dt><dd>${action} <small>${owner}</small></dd>`)}</dl>`,
)}
<h2>${page.model}</h2>
<p>${rules.model}</p>
<h2>${page.mistakes}</h2>
${
  rules.measured
    ? html`<p>${rules.measured.on}</p>
<dl>${rules.measured.mistakes.map(({ text, figure }) => html`<dt>${text}</dt><dd>${figure}</dd>`)}</dl>`
    : html`<p>${page.notMeasured}</p>`
}
<h2>${page.contest}</h2>
<ul>${rules.contesting.map((way) => html`<li>${way}</li>`)}</ul>
<h2>${page.experts}</h2>
<h3>${page.figures}</h3>
${figures(rules, words.number)}
<h3>${page.filters}</h3>
<ul>${rules.filters.map(({ meaning }) => html`<li>${meaning}</li>`)}</ul>
<h3>${page.versions}</h3>
<dl>${Object.entries(rules.versions).map(([name, value]) => html`<dt>${name}</dt><dd><code>${value ?? '–'}</code></dd>`)}</dl>
<h2>${page.legal}</h2>
${legal(rules)}`,
  )
}

/** The individual explanation sheet, one page when printed for a short conversation. */
export function sheetPage(sheet: Sheet): Html {
  const { sheet: words, page, ...more } = wordingOf(sheet.locale)
  return documentOf(
    words.title,
    sheet.locale,
    html`<h1>${words.title}</h1>
<p>${more.date(sheet.openedAt)} · <small>${sheet.conversation}</small></p>
<section class="simply"><h2>${words.simply}</h2>
<ul>${sheet.simply.map((sentence) => html`<li>${sentence}</li>`)}</ul></section>
${sheet.rules.fictitious ? html`<p class="note">${page.fictitious}</p>` : ''}
<h2>${words.used}</h2>
${
  sheet.used.length === 0
    ? html`<p>${words.usedNothing}</p>`
    : html`<dl>${sheet.used.map(
        ({ value, purpose, effect }) => html`<dt>${value}</dt><dd>${purpose} <small>${effect}</small></dd>`,
      )}</dl>`
}
<h2>${words.notUsed}</h2>
${
  sheet.notUsed.length === 0
    ? html`<p>${words.notUsedNothing}</p>`
    : html`<ul>${sheet.notUsed.map(({ field, because }) => html`<li><code>${field}</code> : ${because}</li>`)}</ul>`
}
<p><small>${words.notUsedHere}</small></p>
${
  sheet.masked.length === 0
    ? ''
    : html`<h2>${words.masked}</h2><ul>${sheet.masked.map(({ kind, count }) => html`<li>${kind} : ${count}</li>`)}</ul>`
}
<h2>${words.answers}</h2>
${sheet.answers.map((answer) => answered(answer, more, words))}
<h2>${words.rules}</h2>
${sheet.madeEarlier === 0 ? '' : html`<p class="note">${more.madeEarlier(sheet.madeEarlier)}</p>`}
<p>${sheet.rules.humanDecides} ${words.order}</p>
<p>${sheet.rules.model}</p>
${figures(sheet.rules, more.number)}
<p><a href="/algorithm">${words.publicRules}</a></p>
<h2>${words.rights}</h2>
<ul>${sheet.rights.map((right) => html`<li>${right}</li>`)}</ul>
${
  sheet.contact.agency || sheet.contact.referent
    ? html`<h2>${words.contact}</h2><p>${[sheet.contact.agency, sheet.contact.referent].filter(Boolean).join(', ')}</p>`
    : ''
}
<h2>${words.legal}</h2>
${legal(sheet.rules)}
<p><small>${words.print} ${more.date(sheet.madeAt)}.</small></p>`,
  )
}

function answered(
  answer: Sheet['answers'][number],
  words: Omit<ExplanationWording, 'sheet' | 'page'>,
  titles: ExplanationWording['sheet'],
): Html {
  const told = (label: string, reasons: readonly string[]) =>
    reasons.length > 0 ? html`<dt>${label}</dt>${reasons.map((reason) => html`<dd>${reason}</dd>`)}` : ''
  return html`<section class="answer"><h3>${answer.number}. ${answer.outcome}, ${words.date(answer.at)}</h3>
${answer.asked === null ? '' : html`<p>${titles.asked} :</p><blockquote>${answer.asked}</blockquote>`}
<p>${titles.understood} :</p>
<ul>${answer.understood.map(
    ({ criterion, value, from }) =>
      html`<li>${criterion} : ${value} ${from ? html`<small>(${from})</small>` : ''}</li>`,
  )}</ul>
${
  answer.leftOut.length === 0
    ? ''
    : html`<p>${titles.leftOut} :</p><ul>${answer.leftOut.map(({ reason, count }) => html`<li>${reason} : ${count}</li>`)}</ul>`
}
${
  answer.shown.length === 0
    ? ''
    : html`<p>${titles.shown} :</p>${answer.shown.map(
        (option) => html`<section class="option"><h4>${option.title} <small>${option.provider}</small></h4>
<dl>${told(titles.breaks, option.breaks)}${told(titles.for, option.for)}${told(titles.against, option.against)}${told(titles.unknown, option.unknown)}</dl></section>`,
      )}`
}
${
  answer.alsoValid.length === 0
    ? ''
    : html`<p>${titles.alsoValid} :</p><ul>${answer.alsoValid.map(({ title, provider }) => html`<li>${title}, ${provider}</li>`)}</ul>`
}
<p><strong>${titles.decision} :</strong> ${
    answer.decision === null
      ? words.undecided
      : html`${answer.decision.text}${answer.decision.chosen.length > 0 ? ` : ${answer.decision.chosen.join(' ; ')}` : ''}. ${answer.decision.by}, ${words.date(answer.decision.at)}.`
  }</p>
<p><small>${titles.sent} : ${answer.sent}</small></p></section>`
}

/** Scrolls on its own where the page is narrow: reached by keyboard, so it has a name. */
const tableOf = (name: string, { columns, rows }: NonNullable<Algorithm['earned']>): Html =>
  html`<div class="wide" role="region" aria-label="${name}" tabindex="0"><table><thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map(([first, ...cells]) => html`<tr><th scope="row">${first}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`

const figures = (rules: Algorithm, number: (value: number) => string): Html =>
  html`<dl class="figures">${rules.figures.map(({ value, meaning }) => html`<dt>${number(value)}</dt><dd>${meaning}</dd>`)}</dl>`

const legal = (rules: Algorithm): Html =>
  html`<dl>${rules.legal.map(({ reference, text }) => html`<dt>${reference}</dt><dd>${text}</dd>`)}</dl>`

/** `acts`: it has buttons, which need the script of such pages. */
export function documentOf(title: string, locale: Locale, body: Html, { acts = false } = {}): Html {
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/widget/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/pages.css">
${acts ? html`<script type="module" src="/pages.js"></script>` : ''}
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`
}
