import { html } from 'hono/html'
import type { Locale } from '../../guardrails/finding.ts'
import { documentOf, type Html } from './explanation-pages.ts'

/**
 * The declaration of accessibility, at /accessibility: what was tried and what was not. Without an audit of the RGAA a service says "not
 * conforming" (decree 2019-768, article 4), whatever its own tests find.
 */
export function accessibilityPage(referent: string, locale: Locale): Html {
  const words = declaration[locale]
  return documentOf(
    words.title,
    locale,
    html`<h1>${words.title}</h1>
<p><strong>${words.state}</strong> ${words.because}</p>
<h2>${words.tried}</h2><ul>${words.tries.map((one) => html`<li>${one}</li>`)}</ul>
<h2>${words.untried}</h2><ul>${words.gaps.map((one) => html`<li>${one}</li>`)}</ul>
<h2>${words.contact}</h2><p>${words.say} ${referent}</p>
<h2>${words.remedy}</h2><p>${words.remedies}</p>`,
  )
}

const declaration = {
  fr: {
    title: 'Déclaration d’accessibilité',
    state: 'Éventail n’est pas conforme au RGAA 4.1.',
    because: 'Aucun audit n’a été fait : sans audit, un service est déclaré non conforme.',
    tried: 'Ce qui est essayé à chaque version',
    tries: [
      'axe-core, règles WCAG 2.2 A et AA, dans une trentaine d’états de la page et sur les pages imprimables : aucune erreur.',
      'Tout au clavier, de la demande à la décision ; les touches d’une seule lettre se coupent dans l’Aide.',
      'Zoom à 200 %, largeur de 320 pixels, couleurs forcées, thème sombre, mouvement réduit, impression.',
    ],
    untried: 'Ce qui n’est pas essayé',
    gaps: [
      'Un lecteur d’écran conduit par des personnes qui en dépendent.',
      'Les textes du catalogue, recopiés des organismes : longueur, sigles, français seulement.',
      'Les pages vers lesquelles une fiche renvoie.',
    ],
    contact: 'Signaler un obstacle',
    say: 'Dites-le à votre référent ; les mêmes informations peuvent être données autrement.',
    remedy: 'Sans réponse',
    remedies: 'Vous pouvez saisir le Défenseur des droits : www.defenseurdesdroits.fr, 09 69 39 00 00.',
  },
  en: {
    title: 'Accessibility declaration',
    state: 'Éventail does not conform to RGAA 4.1.',
    because: 'No audit was made: without one, a service is declared not conforming.',
    tried: 'What is tried with every version',
    tries: [
      'axe-core, WCAG 2.2 rules A and AA, in some thirty states of the page and on the pages to print: no fault.',
      'Everything by keyboard, from the request to the decision; single-letter keys are switched off in the help.',
      'Zoom at 200 %, a width of 320 pixels, forced colours, dark theme, reduced motion, print.',
    ],
    untried: 'What is not tried',
    gaps: [
      'A screen reader driven by the people who depend on one.',
      'The texts of the catalogue, copied from the providers: length, acronyms, French only.',
      'The pages that an offer links to.',
    ],
    contact: 'Tell an obstacle',
    say: 'Tell your referent; the same information can be given otherwise.',
    remedy: 'Without an answer',
    remedies: 'In France you may turn to the Défenseur des droits: www.defenseurdesdroits.fr, +33 9 69 39 00 00.',
  },
} satisfies Record<Locale, unknown>
