import { html } from 'hono/html'
import type { Locale } from '../../guardrails/finding.ts'
import { handedOf } from '../explanation/hand-over.ts'
import { handOverWords } from '../explanation/hand-over-words.ts'
import type { Item } from '../item.ts'
import { documentOf, type Html } from './explanation-pages.ts'

/** One offer at an address of its own: what its record says, whoever found it and however. */
export function itemPage(item: Item, on: string, locale: Locale): Html {
  const offer = handedOf(item, on, locale)
  const { labels, day, colon, fictitious } = handOverWords[locale]
  const words = wordings[locale]
  const catalogue = locale === 'fr' ? '' : html` lang="fr"`
  const row = (label: string, values: readonly (string | undefined)[], lang: Html | '' = '') => {
    const told = values.filter((value) => value)
    return told.length > 0 ? html`<dt>${label}</dt>${told.map((value) => html`<dd${lang}>${value}</dd>`)}` : ''
  }
  return documentOf(
    item.title,
    locale,
    html`<article class="option"><h1${catalogue}>${item.title}</h1>
<p><span${catalogue}>${item.provider.name}</span>${item.fictitious ? html` <small>${fictitious}</small>` : ''}</p>
<p${catalogue}>${item.summary}</p>
<dl class="facts">${offer.facts.map(({ label, values, fromCatalogue }) => row(label, values, fromCatalogue ? catalogue : ''))}${row(labels.know, offer.goodToKnow)}
${row(
  words.sessions,
  item.sessions.map(({ start, end, place, seats }) =>
    [day(start), end && end !== start && day(end), place, seats !== undefined && words.seats(seats)]
      .filter(Boolean)
      .join(', '),
  ),
)}
${row(
  words.places,
  item.places.length > 1 ? item.places.map(({ commune, postcode }) => `${postcode} ${commune.name}`) : [],
)}
${row(words.objective, [item.objective], catalogue)}${row(words.content, item.content?.split('\n') ?? [], catalogue)}
${row(words.audience, [item.audience], catalogue)}${row(words.funding, item.funding, catalogue)}
${row(words.codes, [item.certification?.rncp && `RNCP ${item.certification.rncp}`, item.certification?.rs && `RS ${item.certification.rs}`])}
${row(
  words.partners,
  item.partners.map(({ name, reference, updatedAt }) => `${name}, ${reference}, ${day(updatedAt)}`),
)}</dl>
<p><small>${words.reference}${colon}${item.id}</small></p></article>`,
  )
}

const wordings = {
  fr: {
    sessions: 'Toutes les dates',
    places: 'Tous les lieux',
    objective: 'Objectif',
    content: 'Contenu',
    audience: 'Public',
    funding: 'Financement',
    codes: 'Codes',
    partners: 'Donnée par',
    reference: 'Référence de la fiche',
    seats: (seats: number) => (seats === 0 ? 'complet' : `${seats} place${seats > 1 ? 's' : ''}`),
  },
  en: {
    sessions: 'All dates',
    places: 'All places',
    objective: 'Aim',
    content: 'Content',
    audience: 'For whom',
    funding: 'Funding',
    codes: 'Codes',
    partners: 'Given by',
    reference: 'Reference of the record',
    seats: (seats: number) => (seats === 0 ? 'full' : `${seats} seat${seats > 1 ? 's' : ''}`),
  },
}
