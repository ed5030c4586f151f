import { html } from 'hono/html'
import type { Locale } from '../../guardrails/finding.ts'
import type { PairToJudge } from '../assistant/pairs.ts'
import { documentOf, type Html } from './explanation-pages.ts'

/** The referent's page: what counsellors found not relevant, one line each, with two buttons that cost the same. */
export function pairsPage(pairs: readonly PairToJudge[], locale: Locale): Html {
  const words = wordings[locale]
  const [waiting, judged] = [
    pairs.filter(({ state }) => state === 'waiting'),
    pairs.filter(({ state }) => state !== 'waiting'),
  ]
  return documentOf(
    words.title,
    locale,
    html`<h1>${words.title}</h1>
${words.intro.map((line) => html`<p>${line}</p>`)}
<p id="said" role="status"></p>
<h2>${words.waiting}</h2>
${waiting.length === 0 ? html`<p>${words.nothing}</p>` : table(waiting, words)}
${judged.length === 0 ? '' : html`<h2>${words.judged}</h2>${table(judged, words)}`}
<p><a href="/oversight/pairs.jsonl" download>${words.exported}</a></p>
<p><a href="/oversight">${words.back}</a></p>`,
    { acts: true },
  )
}

const table = (pairs: readonly PairToJudge[], words: (typeof wordings)['fr']): Html =>
  html`<table><thead><tr>${words.columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${pairs.map((pair) => {
    const offer = pair.item?.title ?? words.gone
    return html`<tr><th scope="row">${pair.need.label} <small>${pair.need.code}</small></th><td><span lang="fr">${offer}</span> <small>${pair.item?.codes.join(', ') ?? ''}</small></td>
<td>${pair.count}</td><td>${pair.state === 'waiting' ? '' : html`${words.states[pair.state]} `}${(
      ['accepted', 'refused'] as const
    )
      .filter((judged) => judged !== pair.state)
      .map(
        (judged) =>
          html`<button type="button" hidden data-do="judge" data-pair="${pair.id}" data-judged="${judged}" data-said="${words.said[judged]}" aria-label="${words.does[judged]}${words.colon}${pair.need.label}, ${offer}">${words.does[judged]}</button> `,
      )}</td></tr>`
  })}</tbody></table>`

const wordings = {
  fr: {
    title: 'Offres jugées pas pertinentes',
    intro: [
      'Une conseillère ou un conseiller a refusé des options avec le motif «\u00a0pas pertinent\u00a0». Chaque ligne dit le besoin par son code, et l’offre\u00a0; rien d’un message, d’un échange ou d’une personne.',
      'Ce que vous confirmez est exporté pour les évaluations. Rien ne change tout seul dans ce qui est montré.',
    ],
    waiting: 'À juger',
    judged: 'Déjà jugées',
    nothing: 'Rien à juger pour l’instant.',
    columns: ['Besoin', 'Offre montrée', 'Fois', 'Votre avis'],
    does: { accepted: 'Ne répond pas', refused: 'Répond' },
    states: { accepted: 'Ne répond pas.', refused: 'Répond.' },
    said: { accepted: 'Noté\u00a0: ne répond pas.', refused: 'Noté\u00a0: répond.' },
    gone: 'Offre qui n’est plus au catalogue',
    exported: 'Ce qui est confirmé, pour les évaluations (JSONL)',
    back: 'Surveillance',
    colon: '\u00a0: ',
  },
  en: {
    title: 'Offers found not relevant',
    intro: [
      'A counsellor refused options with the reason “not relevant”. Each line tells the need by its code, and the offer; nothing of a message, an exchange or a person.',
      'What you confirm is exported for the evaluations. Nothing changes by itself in what is shown.',
    ],
    waiting: 'To judge',
    judged: 'Judged already',
    nothing: 'Nothing to judge yet.',
    columns: ['Need', 'Offer shown', 'Times', 'Your word'],
    does: { accepted: 'Does not answer', refused: 'Answers' },
    states: { accepted: 'Does not answer.', refused: 'Answers.' },
    said: { accepted: 'Noted: does not answer.', refused: 'Noted: answers.' },
    gone: 'Offer that has left the catalogue',
    exported: 'What is confirmed, for the evaluations (JSONL)',
    back: 'Oversight',
    colon: ': ',
  },
}
