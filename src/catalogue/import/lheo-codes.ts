// Dictionaries of LHÉO 2.3 (dict-niveaux, dict-financeurs, dict-AIS, dict-modalite-recrutement) and publics of Formacode, as a counsellor says them today.

/**
 * Level 1–8 of the French framework. Codes 11 to 18 are its levels; 4 to 8 are the former ones (V to I, of which I is a master or more and
 * counts as 7). The former VI and V bis (2, 3) have no equivalent, 0 and 1 say nothing.
 */
export function levelOf(code: string | undefined): number | undefined {
  const number = Number(code)
  if (number >= 11 && number <= 18) return number - 10
  return number >= 4 && number <= 8 ? number - 1 : undefined
}

export const FUNDING: Readonly<Record<string, string>> = {
  2: 'Région',
  3: 'Fonds social européen',
  4: 'France Travail',
  5: 'Entreprise',
  7: 'Agefiph',
  8: 'Département',
  9: 'Commune',
  10: 'Bénéficiaire de la formation',
  11: 'État (ministère chargé de l’emploi)',
  12: 'État (Éducation nationale)',
  13: 'État',
  14: 'Fonds européens',
  15: 'Collectivité territoriale',
  16: 'OPCO',
  17: 'Transitions Pro',
  18: 'LADOM',
  19: 'État (ministère de l’intérieur)',
  20: 'OFII',
}

/** What a training is for. 1 is an obsolete code. */
export const AIM: Readonly<Record<string, string>> = {
  2: 'Perfectionnement, élargissement des compétences',
  4: 'Création d’entreprise',
  5: 'Remise à niveau, maîtrise des savoirs de base, initiation',
  6: 'Certification',
  7: 'Professionnalisation',
  8: 'Préparation à la qualification',
  9: 'Remobilisation, aide à l’élaboration de projet professionnel',
}

/** How one is recruited. 0 says that it is unknown. */
export const RECRUITMENT: Readonly<Record<string, string>> = {
  1: 'Méthode de recrutement par simulation',
  2: 'Concours',
  3: 'Dossier',
  4: 'Tests pratiques',
  5: 'Épreuves écrites',
  6: 'Épreuves orales',
  7: 'Inscription sur candidature',
  8: 'Entretien ou rendez-vous individuel',
  9: 'Information collective',
}

/** Only the codes that kept their meaning through the versions of Formacode at hand. */
export const PUBLIC: Readonly<Record<string, string>> = {
  80004: 'Artisans et salariés de l’artisanat',
  80005: 'Personnes de bas niveau de qualification',
  80008: 'Chefs d’entreprise',
  80009: 'Commerçants et salariés du commerce',
  80011: 'Demandeurs d’emploi',
  80012: 'Demandeurs d’emploi de longue durée',
  80017: 'Exploitants et salariés agricoles',
  80024: 'Jeunes de 16 à 25 ans',
  80025: 'Jeunes demandeurs d’emploi (16 à 25 ans)',
  80027: 'Jeunes en contrat d’apprentissage',
  80030: 'Personnes licenciées pour motif économique',
  80038: 'Professions libérales',
  80044: 'Salariés',
  80045: 'Salariés en reconversion',
  80050: 'Individuels',
  80051: 'Intermittents du spectacle',
  80052: 'Jeunes en alternance',
  80055: 'Agents de la fonction publique',
  80056: 'Tout public',
  80058: 'Personnes en emploi',
  80059: 'Personnes sans emploi',
  82044: 'Salariés',
  82058: 'Personnes en emploi',
  83056: 'Tout public',
}
