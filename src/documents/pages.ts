import { html, raw } from 'hono/html'
import { pageStyle } from '../http/page-style.ts'
import type { Document, Part } from './document.ts'

type Html = ReturnType<typeof html>
type Sentence = Extract<Part, { text: string; sources: unknown }>

/** A page to print, in one file: the style is in it, and every sentence is followed by a number that leads to what it rests on. */
export function documentPage({ title, readers, isPlain, parts }: Document, made: { on: string; build: string }): Html {
  const sources = [...new Set(parts.flatMap((part) => ('sources' in part ? part.sources.map(said) : [])))]
  const notes = (part: Part) =>
    'sources' in part
      ? part.sources
          .map((source) => sources.indexOf(said(source)) + 1)
          .map((at, place) => html`<sup>${place === 0 ? '' : ', '}<a href="#s${at}">${at}</a></sup>`)
      : ''
  const shown: Html[] = []
  for (let at = 0; at < parts.length; at += 1) {
    const part: Part = parts[at]!
    if (part.kind === 'heading')
      shown.push(part.level === 2 ? html`<h2>${part.text}</h2>` : html`<h3>${part.text}</h3>`)
    else if (part.kind === 'table') shown.push(tableOf(part))
    else if (part.kind === 'paragraph') shown.push(html`<p>${strong(part.text)} ${notes(part)}</p>`)
    else {
      const items: Html[] = []
      const isBox = part.kind === 'box'
      for (; parts[at]?.kind === part.kind; at += 1) {
        const item = parts[at] as Sentence
        items.push(html`<li>${isBox ? '☐ ' : ''}${strong(item.text)} ${notes(item)}</li>`)
      }
      at -= 1
      shown.push(isBox ? html`<ul class="boxes">${items}</ul>` : html`<ul>${items}</ul>`)
    }
  }
  return page(
    title,
    html`<h1>${title}</h1>
<p><small>Pour ${readers}. Produit le ${made.on}, version mesurée ${made.build}.</small></p>
${shown}
<section class="sources"><h2>D’où vient chaque phrase</h2>
<ol>${sources.map((source, at) => html`<li id="s${at + 1}">${source}</li>`)}</ol></section>`,
    isPlain,
  )
}

/** All documents, what the agency has to decide itself, and what was missed when it was last measured. */
export function indexPage(
  documents: readonly Document[],
  left: readonly { document: string; text: string }[],
  made: { on: string; build: string },
): Html {
  return page(
    'Documents de conformité',
    html`<h1>Documents de conformité</h1>
<p><small>Produits le ${made.on}, version mesurée ${made.build}. Éventail s’inspire du bac à sable de la CNIL et ne revendique aucune conformité.</small></p>
<ul>${documents.map(({ name, title }) => html`<li><a href="${name}.html">${title}</a></li>`)}</ul>
<h2>Ce que l’agence doit encore décider elle-même</h2>
<ul>${left.map(({ document, text }) => html`<li>${strong(text)} <small>(${document})</small></li>`)}</ul>`,
  )
}

const tableOf = ({ columns, rows, from }: Extract<Part, { kind: 'table' }>): Html =>
  html`<div class="wide"><table><caption><small>Compté dans ${from}</small></caption><thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell, at) => (at === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`))}</tr>`)}</tbody></table></div>`

const said = ({ kind, reference }: { kind: string; reference: string }): string =>
  kind === 'agence' ? 'À confirmer par l’agence' : `${kind}\u00a0: ${reference}`

/** "**Contrôle.** …": the only mark that words carry. */
const strong = (text: string): Html[] =>
  text.split(/\*\*(.+?)\*\*/).map((part, at) => (at % 2 === 1 ? html`<strong>${part}</strong>` : html`${part}`))

const page = (title: string, body: Html, isPlain = false): Html => html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${raw(pageStyle)}${raw(ownStyle)}</style>
</head>
<body${isPlain ? raw(' class="plain"') : ''}>
<main>
${body}
</main>
</body>
</html>
`

const ownStyle = `main { max-width: 52rem; }
.wide { overflow-x: auto; }
.boxes { list-style: none; padding-left: 0; }
.sources { font-size: 0.9em; }
td, th { border-top: 1px solid; }
tr, li { break-inside: avoid; }
@media print {
  sup a { color: inherit; text-decoration: none; }
  .plain sup, .plain .sources { display: none; }
}
`
