import { html } from 'hono/html'
import type { Handed, HandOver } from '../explanation/hand-over.ts'
import { handOverWords } from '../explanation/hand-over-words.ts'
import { documentOf, type Html } from './explanation-pages.ts'

/** The page in the person's hand: one printed side for one or two offers. Its buttons are for the counsellor and are not printed. */
export function handOverPage(page: HandOver, { base, sheet }: { base: string; sheet: string }): Html {
  const words = handOverWords[page.locale]
  const button = (action: string, label: string, text = '') =>
    html`<button type="button" hidden data-do="${action}" data-text="${text}" data-said="${words.buttons.copied}">${label}</button>`
  const mail = `mailto:?subject=${encodeURIComponent(words.mailSubject(page.reference))}&body=${encodeURIComponent(shortened(mailText(page)).replaceAll('\n', '\r\n'))}`
  return documentOf(
    page.title,
    page.locale,
    html`<h1>${page.title}</h1>
<p class="reference">${page.day}, ${words.reference(page.reference)}</p>
<p class="tools">${button('print', words.buttons.print)} ${button('copy', words.buttons.copy, page.text)}
<a href="${mail}">${words.buttons.mail}</a>
${page.offers.some(({ session }) => session) ? html`<a href="${base}/calendar.ics" download>${words.buttons.calendar}</a>` : ''}
${page.offers.flatMap(({ place }) => (place ? [route(place, words.buttons.route)] : []))}
<a href="${sheet}">${words.buttons.sheet}</a></p>
<p id="said" role="status" class="tools"></p>
${page.offers.map((offer) => offered(offer, page.locale))}
${page.next.map((line) => html`<p>${line}</p>`)}
<p class="note warning"><strong>${page.warning}</strong></p>
<p>${page.made}</p>
<ul class="rights">${page.rights.map((right) => html`<li>${right}</li>`)}</ul>
${
  page.contact.agency || page.contact.referent
    ? html`<p><small>${[page.contact.agency, page.contact.referent].filter(Boolean).join(', ')}</small></p>`
    : ''
}`,
    { acts: true },
  )
}

function offered(offer: Handed, locale: HandOver['locale']): Html {
  const words = handOverWords[locale]
  const lines = (label: string, all: readonly string[], lang: Html | '' = '') =>
    all.length > 0 ? html`<dt>${label}</dt>${all.map((line) => html`<dd${lang}>${line}</dd>`)}` : ''
  // What the catalogue says stays in its language.
  const catalogue = locale === 'fr' ? '' : html` lang="fr"`
  return html`<section class="option"><h2>${offer.letter ? `${offer.letter}. ` : ''}<span${catalogue}>${offer.title}</span></h2>
<p><span${catalogue}>${offer.provider}</span>${offer.fictitious ? html` <small>${words.fictitious}</small>` : ''}</p>
<dl class="facts">${offer.facts.map(({ label, values, fromCatalogue }) => lines(label, values, fromCatalogue ? catalogue : ''))}${lines(words.labels.know, offer.goodToKnow)}${lines(words.labels.ask, offer.toAsk)}</dl>
<p><small>${offer.updated}</small></p></section>`
}

/** Only where to: from where is nobody's business but the person's. */
const route = ({ name, lat, lon }: NonNullable<Handed['place']>, label: string): Html =>
  html`<a href="https://www.openstreetmap.org/directions?from=&to=${lat}%2C${lon}" rel="noreferrer noopener" target="_blank">${label} ${name}</a> `

/** Of each offer where, when and whom to call: the paper says the rest. */
function mailText({ offers, title, day, reference, next, warning, locale }: HandOver): string {
  const words = handOverWords[locale]
  const told = [words.labels.where, words.labels.when, words.labels.call]
  const facts = ({ facts }: Handed) => facts.filter(({ label }) => told.includes(label))
  return [
    `${title}. ${day}, ${words.reference(reference)}`,
    ...offers.map((offer) =>
      [
        `${offer.letter ? `${offer.letter}. ` : ''}${offer.title}, ${offer.provider}`,
        ...facts(offer).map(({ label, values }) => `${label}${words.colon}${values.join(', ')}`),
      ].join('\n'),
    ),
    ...next,
    warning,
  ].join('\n\n')
}

/** Mail programs take some 2,000 characters of an address, and an accent takes six. */
function shortened(text: string): string {
  let kept = text
  while (encodeURIComponent(kept).length > 1800) kept = kept.slice(0, kept.lastIndexOf('\n'))
  return kept === text ? text : `${kept}\n…`
}
