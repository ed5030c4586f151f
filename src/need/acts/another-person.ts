import { fold } from '../../../guardrails/language/fold.ts'
import type { Redacted } from '../../../guardrails/redacted.ts'

/**
 * Whether a message, in an exchange that has a need, is about somebody else than its person: one who is called other, next or new; one whom it
 * introduces as had or received beside her ("j'ai aussi un monsieur"); or somebody of hers who is to be searched for ("pour son frère").
 */
export const isOfAnother = (text: Redacted): boolean => {
  const plain = fold(text)
  return says.some((pattern) => pattern.test(plain))
}

const person =
  '(?:personnes?|dames?|madame|monsieur|messieurs|femmes?|hommes?|jeunes?|filles?|garcons?|demandeu\\w+|candidate?s?|beneficiaires?|allocataires?|usagers?|clients?|stagiaires?|mere|pere|gars|jobseeker|person|lady|gentleman|woman|man|girl|boy|case)'
/** Somebody of the person's, named by what they are to her. */
const kin =
  '(?:freres?|soeurs?|fils|filles?|mari|femme|conjointe?|compagnon|compagne|cousine?s?|collegues?|copine?s?|copains?|amie?s?|voisine?s?|neveux?|nieces?|meres?|peres?|brother|sister|son|daughter|husband|wife|friend|colleague)'
const other = '(?:autres?|nouve(?:lle|au|l)|prochaine?|suivante?|another|next|new|second)'
const opening =
  "^(?:(?:ok|bon|alors|sinon|et|maintenant|attends?|non|re|bonjour|merci|euh|cette fois|la|c'est bon)[ ,.:]+)*"
const had = "(?:j'ai|je recois|je vois|voici|on a|i have|i've got|there's)"

const says: readonly RegExp[] = [
  // "Autre personne : …", "personne suivante", "next client", "la prochaine est à Tulle".
  new RegExp(
    `${opening}(?:(?:${had}|c'est|passons a|on passe a|pour|changement de) (?:pour )?)?(?:(?:une? |l'|d'|mon |ma |the )?${other} (?:${person}|dossier)|${person} suivante?|dossier suivant|suivante? ?:|(?:la|le) (?:prochaine?|suivante?) (?:est|veut|cherche|voudrait|habite|vise)|changement de (?:personne|dossier))\\b`,
  ),
  new RegExp(`\\b(?:traiter|ouvrir|prendre|passer a|faire) (?:une? |l'|mon )?${other} (?:${person}|dossier)\\b`),
  // "J'ai aussi un monsieur qui …", "là j'ai une dame qui veut": introduced with what they want.
  new RegExp(
    `\\b${had} (?:aussi |egalement |maintenant |ensuite |encore |la |also |now )*(?:une?|a|an) (?:${other} |jeune |petite? )?${person}\\b(?=.*\\b(?:qui|en|pour|veut|cherche|voudrait|who|looking|wants)\\b)`,
  ),
  new RegExp(`\\bpour (?:mon|une?) ${other} (?:${person}|dossier)\\b`),
  // "Et pour son frère", "idem pour un collègue à lui", "une copine à elle voudrait la même chose", "sa fille cherche".
  new RegExp(
    `^(?:(?:et|idem|pareil|la meme chose|maintenant|sinon|also|and|same)[ ,]+)+(?:pour|for) (?:son|sa|leur|une?|ses|his|her|their) ${kin}\\b`,
  ),
  new RegExp(
    `(?:^|[.!?] )(?:et )?(?:(?:son|sa|leur|his|her) ${kin}|une? ${kin} a (?:elle|lui|eux))\\b[^.]*\\b(?:cherch\\w+|voudrait|veut|aimerait|souhaite|wants|is looking)\\b`,
  ),
  /\bpas (?:pour )?la meme personne\b|\bpour quelqu'un d'autre\b|\b(?:not the same|for another|for someone else)(?: person)?\b|\b(?:another|next) (?:person|jobseeker|client|case)\b/,
]
