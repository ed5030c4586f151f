/** What stands around a name and tells that it is one. */

const kin =
  '(?:sa|son|ma|mon|leur|notre|ses|mes|la|le|une|un|her|his|my) (?:fille|fils|mari|femme|frere|soeur|mere|pere|conjointe?|compagnon|compagne|epoux|epouse|amie?|cousine?|collegue|tuteur|tutrice|conseillere?|referente?|formateur|formatrice|neveu|niece|enfants?|aine|ainee|cadet|cadette|beau-frere|belle-soeur|ex-mari|voisine?|daughter|son|wife|husband|brother|sister)'

/** Read back from where a word starts. Group 1: a form or a plain statement of a name, after which lower case counts too. */
export const announcement = new RegExp(
  `(?<=\\b((?:[sm]'appelle|s'appelait|se nomme|se prenomme|prenommee?|nommee?|appelee?|nom(?: de famille| de naissance| d'usage| marital| complet)?(?: et prenom)? ?[:=]|(?:son|le) (?:pre)?nom est|(?:^|[\\n;,|/-] ?)nom(?= )|prenoms?(?: et nom)? ?:|nom et prenom|identite ?:|usagere? ?:|beneficiaire ?:|candidate? ?:|demandeu(?:r|se)(?: d'emploi)? ?:|stagiaire ?:|conseillere?(?: referente?)? ?:|referente? ?:|tut(?:eur|rice) ?:|contact ?:|supervisor ?:|au nom de|soussignee?|nee sous le nom de|(?:son|mon|leur|le) nom (?:dans|sur|tel|qui|pour|avec)[a-z' ]{0,24} ?:|(?:her|his|my) name is|is called|named|name ?:)) ?|` +
    `\\b(?:(?:pre)?nom|dossier(?: n°? ?\\d{1,8})?(?: de| d'| ?:)?|je recois|on recoit|recois|recu|je rencontre|j'ai vu|j'ai recu|j'accompagne|rappeler|relancer|recontacter|convoquer|prevenir|recevoir|(?:bilan|point|visio|echange|atelier) avec|propos(?:er|ee?) a|la (?:situation|candidature|demande|convocation) de|(?:parents|mere|pere|frere|soeur|beau-frere|belle-soeur|belle-mere|beau-pere|femme|mari|fils|fille|enfants|cousine?|oncle|tante|conjointe?|compagne|compagnon|copine|copain|tuteur|tutrice|referente?|conseillere?) (?:de|d')|(?:presente?|absente?|inscrite?|convoquee?|recue?|retenue?)s? ?:|call|situation de|profil de|cv de|compte rendu de|entretien avec|rdv avec|rendez-vous avec|rdv de|nee|epouse|veuve|divorcee?|signe|signature ?:|cordialement,?|bien a vous,?|regards,?|la part de|ma collegue|mon collegue|${kin}|conseillere?(?: en insertion| pro| referente?)?|assistante sociale|educatrice|educateur|usagere?|demandeur d'emploi|demandeuse d'emploi|beneficiaire)[ \\n])`,
  'y',
)

/** A word that announces a person just before: enough for a first name that is also a word. */
export const someoneBefore =
  /\b(?:avec|pour|par|de|d'|appele|appelle|rappeler|rappelle|recois|recoit|recu|rencontre|accompagne|suis|suit|suivi par|vu|vois|contacte|contacter|oriente|orienter|positionner|inscrire|bonjour|bonsoir|salut|merci|cher|chere|transmis a|confie a|adresse a|dossier|profil|situation|suivi|bilan|cv|entretien|rdv|usagere?|demandeu(?:r|se)|candidate?|beneficiaire|conseillere?|referente?|tuteur|tutrice|collegue|formateur|formatrice|stagiaire|prenom ?:|nom ?:|s'appelle|fille|fils|mari|femme|frere|soeur|mere|pere|conjointe?|compagne|compagnon|epouse|cordialement,?|dear|hello|hi|with|for|about|meet|met|seeing|que|qu'|chez|prenom|appeler|appel|mail|sms|relance|concernant|inscrite?|recue?|(?:point|bilan|avis) sur|selon|sans|d'apres|c'est|tel|news from|email|notes on|petite?|tonton|tata|surnommee?|alias|(?:objet|re|tr|fwd?|concerne|(?:vue?s? ce|suivie?s? du|absente?s? ce) jour) ?:)[ (:]{0,2}(?:a |an )?$|\b(?:refusee?|accordee?|envoyee?|remise?|(?:propose|trouve|cherche|donne|envoye|transmis|remis)e?r? (?:une? |l[ae] |l'|des )[a-z]{3,12}|grace|mail|sms|courrier|message|convocation|offer(?:ed)?|(?:propose|conseille|explique|demande|rappele|annonce)r?) a $|\b(?:jeune|usagere?|candidate?|conseillere?|referente?|tuteur|tutrice|collegue|fille|fils|mari|femme|frere|soeur|mere|pere|caseworker|supervisor|tutor|colleague)(?:,| ?:| est| is) $|\b(?:call|back to|nouvelles? d[e'] ?|demander a|transfert ?:|supervisor ?:) ?$|\b(?:cordialement|cdl?t|bonne (?:journee|soiree|reception|continuation)|bien a (?:vous|toi)|merci(?: d'avance| beaucoup)?|a bientot|amicalement|regards)[ ,.!]{0,3}\n{1,3}$/

/** What one only does with a person: enough in lower case too. */
export const metBefore =
  /\b(?:(?:rdv|rendez-vous|entretien|echange|visio|appel|point)(?: telephonique| physique| individuel)? avec|je recois|j'ai recu|j'ai vu|rappeler|recontacter|convoquer|(?:pas de )?nouvelles de|vu avec|please call|(?:dossier|cv|absence|candidature) de) $/

/** What belongs to someone: before "de", where a town or a country could stand too. */
export const someonesBefore =
  /\b(?:dossier|profil|situation|cv|fils|fille|mari|femme|mere|pere|frere|soeur|candidature|demande|projet|entretien|rdv|suivi|parcours|inscription|accord|collegue|tuteur|tutrice|nom|part|cas|besoin|souhait|accompagnement|absence|mail|message|appel|reponse|retour|stage|contrat|bilan|lettre|numero|arrivee) (?:de |d')$/

/** What only a person's name is followed by: a birth, a telephone, an age, an address. */
export const identityAfter =
  /^ ?[,;|:(/\t-]{0,2} ?(?:nee? (?:le|en)\b|ne\(e\)|ddn\b|(?:tel|port|portable)?[ .:]{0,3}(?:\+33|0[1-9](?:[ .-]?\d\d){4}(?!\d)|0[67][ .-]?\d\d)|<|\d\d ?ans?\b|(?:0[1-9]|[12]\d|3[01])[/.-](?:0[1-9]|1[0-2])[/.-](?:19|20)\d\d\b|[a-z0-9._-]{2,40}@)/

/** Between a name and a number of the same person: "(n° fiscal 2207193458498", ", ligne 03 53 01 99 42". */
export const numberAnnounced =
  /^[ ,;:(\t\n|/-]{1,3}(?:(?:n°|no|num|numero|tel|telephone|tph|port|portable|mobile|gsm|ligne|directe?|fixe|passeport|passport|nir|secu|fiscal|mail|courriel|iban|cni|identifiant|id|ft|caf|titre|sejour|permis|plaque|immat)[ .:°]{1,3}){0,3}\(?$/

/** Words of numbers, that no name is made of: "N° FISCAL DU DÉCLARANT : 01…". */
export const numberWords =
  /^(?:fiscale?|declarants?|bank|account|identifiants?|connexion|compte|mail|e-?mail|courriel|numeros?|number|iban|bic|passe?port|permis|carte|vitale|secu|sociale?|titre|sejour|plaque|immatriculation|reference|code|phone|tel)$/

/** Said of a name: "Orléans est son nom", "(Iban c'est le prénom". */
export const statedAfter = /^ (?:est|c'est) (?:bien )?(?:son|le|mon|ton) (?:vrai )?(?:pre)?nom\b/

/** The head of a forwarded mail. */
export const mailHead = /(?:^|\n)[> ]{0,4}(?:de|from|a|to|cc|expediteur|destinataire) ?: ?$/

/** What a person does behind a trade or an age: ", charpentier, accepte la mobilité". */
export const afterApposition =
  /^, [^,.;:\n]{3,44}, ?(?:veut|voudrait|souhaite|accepte|prefere|aimerait|vise|sait|parle|habite|hesite|envisage|a (?:peur|besoin|envie|quitte|perdu)|n'a pas|ne (?:veut|peut|sait))\b/

/** Of two words with a capital that are no French: what a company or a town would not do. */
export const strangerDoes =
  /^ (?:n(?:e |')(?!(?:propos|recrut|form|offr|ouvr|embauch|prend))[a-z]{3,12} (?:pas|plus|rien|jamais)\b|au (?:tel|telephone|bout du fil)\b|en visio\b|joue (?:au|du|de)\b)/

/** What only a person does, where a company or a town would not. */
export const personOnly =
  /^ (?:presente?(?= ?(?:[,.;:/-]|$|\n))|(?:absent|excuse|convoque|inscrit)e?(?= ?(?:[,.;:/-]|$|\n|a |au |ce |le |lundi|mardi|mercredi|jeudi|vendredi|hier|depuis|pour|aux? ))|souhait(?:e|erait)|voudrait|veut|habite|vit|aimerait|hesite|pense|cherche|parle|sait|possede|s'est|m'a|n'a pas|pas (?:venue?|la)\b|ne (?:veut|souhaite|peut|parle|sait|conduit|repond|viendra|sera)|(?:est|n'est (?:pas|plus)) (?:interessee?|assidue?|convoquee?|passee?|arrivee?|inscrite?|disponible|motivee?|absente?|d'accord|en reconversion|au chomage|sans emploi|enceinte|malade|venue?|mere|pere)|a (?:\d\d ans|un (?:rdv|entretien)|rdv|perdu|quitte|travaille|besoin|peur|envie|appele|rappele|deja)|lives|wants|needs|would|is looking|has worked|won't|doesn't|(?:and|et) (?:his|her|sa|son) (?:sister|brother|wife|husband|daughter|son|mother|father|soeur|frere|femme|mari|fille|fils)|si(?= ?(?:[.,;\n]|$)))\b/

/** After this stands a place, whoever bears its name too: "elle habite Vernon", "un monsieur de Mende". */
export const residenceBefore =
  /\b(?:(?:habite|habitait|habitant|vit|vivait|loge|reside|residant|domiciliee?|demeurant)(?: a| au| aux| en| sur| pres d[e'])?|(?:nee?|installee?|basee?) (?:a|au|en|sur)|(?:originaire|commune|ville|mairie|agence|bassin|mission locale|region|gare|quartier|monsieur|dame|gars|jeune|usagere?|beneficiaire|candidate?) d[e']|mobile sur|(?:descend(?:re|s|ez|ent)?|terminus|correspondance|changement|station|arret)(?: a| de| d')?) ?(?:la |le |les |l')?$/

/** Titles that are words too: "maître d'hôtel", "docteur en droit". */
export const careful = /^(?:maitre|professeur|docteur|me|pr|sir|lady|miss|veuve)$/
export const titleGap = /^(?:\.? {0,3}|\.?\n|e ?)$/
export const otherNameLinks = new Set([
  'nee',
  'ne',
  'epouse',
  'ep',
  'epse',
  'veuve',
  'vve',
  'divorcee',
  'alias',
  'dit',
  'dite',
])

/** What a company does: "Mercedes Villepinte recrute". */
export const hires =
  /^ (?:recrute|embauche|cherche (?:une?|des|deux|trois) [a-z]+(?:eurs?|euses?|iers?|ieres?|iens?|iennes?|istes?)\b)/

/** What a shop or a factory is and does behind its name: ", corsetterie lyonnaise, cherche une modéliste", " à Besançon, …, recrute". */
export const company =
  /^(?:, (?:le |la |les |l'|une? |deux |trois )?(?:usine|[a-z]{3,}erie|marque|enseigne|restaurant|hotel|magasin|boutiques?|groupe|entreprise|societe|pme|concession|maison|fabrication|fabricant|industriel)s?\b[^.;:!?\n]{0,40}| (?:a|en|au|pres de) [a-z-]{3,20}(?:, [a-z -]{3,30})?),? (?:recrute|embauche|licencie|rouvre|fabrique|produit|cherche (?:une?|des|deux|trois|quatre) (?!employeur|formateur|tuteur)[a-z]+(?:eurs?|euses?|iers?|ieres?|iens?|iennes?|istes?)\b)/

/** What is said of a town only: "Florence est trop loin". */
export const asPlace =
  /^ (?:est|reste) (?:(?:trop|tres|plus|assez|bien) )?(?:loin|pres|proche|eloignee?|a \d|accessible|desservie?)\b/

export const tradeBefore = /(?<!(?:s[ao]n?|m[ao]n?|[nv]otre|leur) )conseillere? $/

/** "Vu Mohamed hier", but "Vu Thi Lan". */
export const seen = /^vu (?!thi |van )/

export const thingBefore = /^(?:la|le|les|l|un|une|ce|cet|cette|du|des|d|chez|entreprise|societe|groupe)$/

/** What is done to or by someone, for first names that are words: "je positionne Rose", "quand Blanche aura". */
export const someoneMet =
  /\b(?:(?:je|j'|on|nous|tu) (?:(?:ai|a|avons|vais|dois|peux) )?[a-z]{4,14}|[a-z]{3,12}[^iy]er|quand|si|comme|moi et|felicitations a) $/

/** What a person does or is: "Prudence démarre sa PMSMP", "Aimé est soudeur". */
const deeds =
  "(?:a )?(?!(?:que|pour|avec|dans|par|sans|sous|mais|donc|comme|voir) )[a-z]{3,14} (?:sa|son|ses) |a (?:fini|rate|decroche|arrete|abandonne|demissionne|demenage|signe|valide|obtenu|passe|reussi|eu)\\b|relance\\b|conduit\\b|rappelle\\b|a trouve (?:un|une|du) (?:emploi|stage|cdi|cdd|poste|travail)\\b|(?:est|etait) (?!necess|contr|second)[a-z]{2,12}(?:eur|euse|iere?|ien|ienne|iste|aire)\\b|n'a (?:pas|plus|jamais)\\b|n'est (?:jamais|plus|pas)\\b|vis(?:e|ait)\\b|travaille\\b|(?:prefere|decroche|renonce|dort|adore|deteste|comprend|apprend|hesite|repart|galere|cumule|stagne|progresse)\\b|(?:vient|sort|arrive) d(?:e |')|demande (?:si|a|une?)\\b|a (?:donne|demande|refuse|accepte|revu|pris|suivi|commence|termine|oublie|envoye|apporte)\\b"
export const doesAsPerson = new RegExp(`^ (?:${deeds})`)
/** What two people do: "Divine et Victoire partagent". */
export const doTogether =
  /^ (?:et|ou) [a-z'-]{2,20} (?:sont|ont|vont|pourraient|(?!recrut|propos|form|embauch|organis|ouvr|offr|financ|ferm|rest)[a-z]{3,14}ent)\b/
/** What is noted of a person beside the name: ", 3 ans de caisse", " : pas de véhicule". */
export const profileAfter =
  /^ ?[:,(-] ?(?:pas (?:venue?\b|de (?:permis|vehicule|diplome|voiture|moyen))|sans (?:permis|vehicule|diplome|emploi|solution)|permis [a-e]\b|\d\d? ans (?:de |d')|titulaire|diplomee?\b|motivee?\b|dispo|souhait|veut|voudrait|cherche|niveau [a-c3-8]|ancien|absente?\b|presente?\b|en reconversion|b?rsa\b|allocataire|beneficiaire|suivie?\b)/
/** The same, and what else stands after a first name only: "Rose ok", "Rose (vendeuse)". */
export const actsAsPerson = new RegExp(
  `^ (?:${deeds}|ok\\b|et (?:sa|son|moi)\\b|\\([a-z]{3,}|\\/ )|^ a-t-(?:il|elle)\\b|^, (?:en (?:reconversion|contrat|cdd|cdi|alternance|recherche)|(?:jeune )?(?:mere|pere|maman|papa)\\b|celibataire|mariee?\\b|divorcee?\\b|suivie?\\b|sans (?:mode|permis|emploi|diplome|solution)|beneficiaire|allocataire|titulaire|diplomee?\\b|ancien|as-tu|avez-vous|(?:peux|pourrais)-tu|pou[rv]\\w+-vous)`,
)

/** Before two unknown words with a capital: someone is called, met, written to; not "chez", "à", where a company or a town stands. */
export const introduction =
  /(?:^|[ (,;:/\n-])(?:avec|pour|vu|eu|cc|appeler|contacter|prevenir|rencontrer|recevoir|inscrire|positionner|orienter|placer|accompagner|(?:accompagne|suivi|recu|adresse|oriente|envoye|recommande|remplace|signe|convoque|appele|conseille|epaule|presente|encadre)e?s? par|que|(?:je|j'ai|on) [a-z]{3,12}|(?:envoy|transm|donn|rem|propos|demand|expliqu|confirm|telephon|ecri|repond)[a-z]{1,6} (?:[a-z]{2,12} ){0,3}a|(?:appel|message|mail|sms|retour|sujet|situation|projet|cv|bilan|entretien|rdv|stage|contrat|parcours|besoin|tuteur|tutrice|referente?|conseillere?|mere|pere|frere|soeur|fille|fils|mari|femme|collegue|ami|amie|accord|dossier|suivi|profil) (?:de|d')|(?:tuteur|tutrice|collegue|referente?|conseillere?|formateur|formatrice|directeur|directrice|responsable|educatrice|educateur),|candidate?|stagiaire|usagere?|beneficiaire|jeune|collegue) ?$/

/** Titles that are written after a name in lists: "DUONG Mme". */
export const titlesAfter = /^(?:m|mr|mme|mlle|monsieur|madame|mademoiselle)$/
export const greetings =
  /^(?:bonjour|bonsoir|bjr|bsr|rebonjour|coucou|hello|salut|slt|merci|oui|non|re|ok|chere?|tres|cordialement|desole|desolee|pardon|hello)$/

/** What is said of someone who was expected: enough for a surname that is a trade. */
export const presence =
  /^ (?:(?:absent|excuse|present)e?\b|n'est pas (?:venue?|la\b)|est (?:venue?|absente?|presente?)\b|ne (?:s'est|viendra)|a (?:rdv|appele|rappele)\b|m'a\b)/

/** "j'ai eu Zalihata au téléphone", "pour Xabi, je pense à …": the two halves of what one says of a person. */
export const spokenTo = /\b(?:j'ai eu|je viens d'avoir|on a eu|ai recu|ai vu) $/
export const spokenBy =
  /^ (?:au (?:tel|telephone|bout du fil)|en (?:visio|ligne|entretien|rdv)|hier|ce (?:matin|jour)|cet|tout a l'heure)\b/

/** Words after which a common noun has an article, and a name has none: "selon Trésor", "c'est Violette". */
export const beforeName =
  /^(?:selon|sans|que|qu|si|quand|comme|donc|mais|car|voila|voici|puis|alors|est|etait|dit|moi|lui|ok|oui|entre|aussi|enfin|ensuite|offer|ask|tell|about|told|asked)$/

/** The head of a line that lists people: "Absents : …", "À relancer : …". */
export const listHead =
  /(?:^|\n)[^\n:]{0,24}\b(?:absente?s?|presente?s?|excusee?s?|inscrite?s?|convoquee?s?|retenue?s?|recue?s?|vue?s?|candidate?s?|participante?s?|stagiaires?|groupe|suivie?s?|liste|relancer|rappeler|convoquer|inscrire|jeunes|usagere?s?)(?: (?:du|de|ce|le|la|a)? ?[a-z0-9]{2,12})? ?: ?(?:[^\n:.]|\b\w{1,4}\.){0,160}$/

/** Before a first name that is a word, in lower case: "sa fille olive", "coucou divine". */
export const relativeBefore =
  /\b(?:sa|son|ma|mon|leur|his|her) (?:fille|fils|mari|femme|frere|soeur|mere|pere|conjointe?|compagnon|compagne|epoux|epouse|cousine?|neveu|niece|sister|brother|daughter|wife|husband) $/
export const greetedBefore = /^(?:bonjour|bonsoir|bjr|bsr|salut|slt|coucou|hello|merci|chere?) $/

/** What only a person gives: enough for a surname that is a trade. Not "projet de", "stage de". */
export const givenBy =
  /\b(?:(?:avis|reponse|retour|mail|appel|message|accord|absence|venue|signature|fils|fille|femme|mari|pere|mere) d(?:e |')|(?:appel|sms|mail|rdv) (?:a |avec )?|entretien avec )$/

/** A trade beside a name: "Rojda couturière". */
export const tradeAfter = /^ [a-z-]{3,14}(?:eur|euse|ier|iere|iste|icien|icienne)\b/
