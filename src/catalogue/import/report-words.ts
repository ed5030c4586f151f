import type { Refusal } from './format.ts'
import type { Held } from './held.ts'
import type { Completeness, MissingField } from './report.ts'

/** How the report to partners says what the import noted, and what they can do about it. */

export const REFUSALS_SAID: Readonly<Record<Refusal, { label: string; advice: string }>> = {
  malformed: { label: 'Illisible', advice: 'Le format n’est pas respecté à cet endroit : vérifiez l’export.' },
  truncated: { label: 'Tronqué', advice: 'Le fichier s’arrête au milieu : envoyez-le de nouveau en entier.' },
  'too-long': { label: 'Trop long', advice: 'Cet enregistrement dépasse toute taille plausible.' },
  incomplete: { label: 'Incomplet', advice: 'Un champ indispensable est vide : il est nommé dans le détail.' },
  invalid: { label: 'Valeur impossible', advice: 'Une valeur n’a pu être ni lue ni réparée : son champ est nommé.' },
  closed: { label: 'Fermé', advice: 'Vous déclarez le recrutement fermé ou suspendu : l’offre n’est pas proposée.' },
  repeated: { label: 'Répété', advice: 'La même référence figure plus haut : seule la première est gardée.' },
  quarantined: {
    label: 'En quarantaine',
    advice: 'Un texte semble s’adresser à une machine plutôt qu’à une personne : quelqu’un doit le relire.',
  },
  'off-topic': { label: 'Hors sujet', advice: 'Enregistrement correct, mais sans usage pour le catalogue.' },
}

const REPAIRS_SAID: Readonly<Record<string, string>> = {
  'modality not published, taken as onsite': 'Modalité non publiée : considérée comme présentielle',
  'SIRET with a wrong key left out': 'SIRET dont la clé est fausse : non repris',
  'SIRET completed': 'SIRET complété de ses zéros',
  'postcode completed': 'Code postal complété de son zéro',
  'commune code completed': 'Code de commune complété de son zéro',
  'place not recognised, left out': 'Lieu non reconnu : non repris',
  'commune found by postcode, name or former code': 'Commune retrouvée par code postal, nom ou ancien code',
  'coordinates outside the commune, not used': 'Coordonnées hors de la commune : non reprises',
  'contact details taken out of a text': 'Coordonnées de personnes retirées d’un texte',
  'invisible characters taken out of a text': 'Caractères invisibles retirés d’un texte',
  'reserved tokens taken out of a text': 'Signes réservés aux machines retirés d’un texte',
  'a sentence that gives an order withheld': 'Phrase qui donne un ordre : non publiée avant relecture',
  'links taken out of a text': 'Liens retirés d’un texte',
  'text too long, its end left out': 'Texte démesuré : sa fin n’est pas reprise',
  'broken XML mended': 'XML mal formé réparé',
  'stray quote': 'Guillemet isolé réparé',
  'missing cells': 'Ligne plus courte que l’en-tête : cellules vides ajoutées',
  'sessions closed to recruitment left out': 'Sessions fermées au recrutement : non reprises',
  'sessions whose enrolment has ended left out': 'Sessions dont les inscriptions sont closes : non reprises',
  'impossible date left out': 'Date impossible : non reprise',
  'end before start left out': 'Fin antérieure au début : non reprise',
  'session dated by month or year': 'Session datée au mois ou à l’année seulement',
}

/** A repair that has no words here is shown as the import noted it. */
export function repairSaid(repair: string): string {
  return REPAIRS_SAID[repair] ?? repair
}

export const FIELDS_SAID: Readonly<Record<MissingField, string>> = {
  description: 'Description (objectif, contenu ou résumé)',
  place: 'Lieu (hors formation à distance)',
  sessions: 'Dates de session',
  hours: 'Durée en heures',
  price: 'Prix',
  certification: 'Certification',
  occupations: 'Métiers visés (codes ROME)',
  siret: 'SIRET de l’organisme',
  prerequisites: 'Prérequis',
  accessibility: 'Accessibilité',
  address: 'Adresse d’une page web',
}

export const AGES_SAID: Readonly<Record<keyof Completeness['freshness']['changed'], string>> = {
  within1Month: 'Un mois au plus',
  within6Months: 'D’un à six mois',
  within12Months: 'De six à douze mois',
  older: 'Plus d’un an',
  undated: 'Date de mise à jour non publiée',
}

export const SESSIONS_SAID: Readonly<Record<keyof Completeness['freshness']['sessions'], string>> = {
  toCome: 'Une session à venir au moins',
  over: 'Toutes les sessions sont passées (l’offre n’est pas proposée)',
  undated: 'Aucune date publiée (l’offre reste proposée, date à confirmer)',
}

export function heldSaid(held: Held): string {
  if (held.why === 'ends-early') return `Le fichier ${held.file} s’arrête trop tôt (ligne ${held.line}).`
  if (held.why === 'brings-nothing') return `Rien n’a pu être accepté du fichier ${held.file}.`
  const [before, now] = [held.before, held.now].map((count) => count.toLocaleString('fr-FR'))
  return `La source passerait de ${before} à ${now} offres, soit plus d’un cinquième de moins.`
}
