import { words } from '../../guardrails/language/words.ts'

/**
 * What is said at a desk, beside what catalogues print: short forms, initials, plain words and turns of phrase whose printed counterpart
 * shares no root with them, and the several names that workshops on one behavioural skill, or events of one sort, go by. Occupation names
 * are not here: the referential has them. A word that means a trade as well ("entretien", "réseau", "assurance") stands only in a phrase
 * that tells which is meant. Keys are words folded and without what is elided, as `words` reads them, a space between two: "s'adapter" would
 * be "adapter" too, and "de l'assurance" insurance.
 */
export const SPOKEN_WORDS: ReadonlyMap<string, string> = new Map(
  `
vae: validation des acquis de l'expérience
ia: intelligence artificielle
fle: français langue étrangère
français: français, langue française
cléa, clea, compétences clés, savoirs fondamentaux: compétences clés, savoirs de base, socle de connaissances
lecture, lire et écrire, lire écrire compter, difficultés de lecture: lire écrire, savoirs de base, écrits chiffres
aisance numérique, compétences numériques, outils numériques: compétences numériques, pas numériques, internet démarches
permis, permis B, permis voiture: permis B, permis de conduire
permis poids lourd: permis C, permis CE
site web, sites web, développement web: développeur web, sites applications web
habilitation électrique: habilitation électrique, préparation habilitation
rh: ressources humaines
rgpd: protection des données personnelles
sig: cartographie, information géographique
pao: mise en page, logiciels graphiques
hse: hygiène, sécurité, environnement
deaes, aes: accompagnant éducatif et social
deas: aide-soignant
ash: agent de service hospitalier
aesh: accompagnant d'élèves en situation de handicap
atsem: école maternelle, petite enfance
advf: assistant de vie aux familles
cip: conseiller en insertion professionnelle
tisf: intervention sociale et familiale
assmat: assistant maternel
fimo: transport routier de marchandises
camion, camions: poids lourd, transport routier
bagnole, bagnoles: automobile
voiture, voitures: automobile, véhicule
ordi, ordis, pc: ordinateur, informatique
visio: visioconférence, à distance
compta: comptabilité
immo: immobilier
resto, restos: restaurant, restauration
cantine: restauration collective
clim: climatisation
élec: électricité, électrique
agro: agroalimentaire, industrie alimentaire
call center, centre d'appels: relation client à distance, téléconseiller
égout, égouts: assainissement
pub: publicité
pharma: pharmacie
gâteau, gâteaux: pâtisserie, pâtissier
souder à l'arc, souder au TIG, souder au MIG: soudage, soudeur
placo: cloisons, plaquiste
solaire, solaires: photovoltaïque
boîte: entreprise
gosses, gamins: enfants
bébé, bébés: petite enfance
tout petits, tous petits, petits enfants, jeunes enfants: petite enfance
mamie, mamies, papis: personnes âgées
handicapés, handicapées: situation de handicap
vaches: élevage bovin
chèvres, moutons: élevage
poules: élevage, volailles
légumes: maraîchage
labo: laboratoire
maths: calcul
illettrisme, alphabétisation, alpha: savoirs de base, lire écrire, écrits chiffres
logo, logos, affiches: graphisme
photoshop: retouche d'image, mise en page
indesign: mise en page
excel: tableur
word: traitement de texte, bureautique
powerpoint: présentation, bureautique
facebook, instagram, tiktok: réseaux sociaux, communauté
coder: programmer, développeur
piratage, hacker: cybersécurité
sécu: sécurité
flic: police
ménage, ménages: propreté, nettoyage
linge: blanchisserie
poubelles: collecte des déchets
obsèques, enterrement: funéraire
tutelle, tutelles: protection des majeurs
mail, mails, email, emails: courriel
timide, timides, timidité, n'ose pas, n'ose rien, manque de confiance: confiance en soi, oser, parler
confiance, confiance en soi, estime de soi, estime d'elle, estime de lui, se dévalorise, manque d'assurance, prendre de l'assurance, gagner en assurance, se sent nul, se sent nulle, croit plus en, croire en soi, doute de lui, doute d'elle: reprendre confiance en soi, réussites, oser
s'affirmer, affirmation de soi, affirmation, assertivité, assertif, assertive, dire non, marcher sur les pieds, se faire respecter, s'imposer: s'affirmer, affirmation de soi, dire non, agressivité
trac, prise de parole, prendre la parole, parler en public, parler devant, peur de parler, communication orale, expression orale, éloquence, aisance à l'oral, à l'aise à l'oral, prise de parole en public: prise de parole en public, parler devant un groupe
se présenter, présentation de soi, pitch, se vendre, présenter son parcours, parler de soi, parler de lui, parler d'elle: se présenter en deux minutes, parler de son parcours, présenter son projet
stress, gestion du stress, gérer son stress, stressé, stressée, stressés, angoisse, angoisses, angoissée, anxieux, anxieuse, anxiété, panique, paniquer, se détendre, relaxation, se relaxer, sophrologie, burn out, burnout, garder son calme: stress, calme, pression
émotif, émotive, intelligence émotionnelle, hypersensible, impulsif, impulsive, pleure, craque, gérer ses émotions, gestion des émotions: émotions, stress, calme
énervé, énervée, s'énerver, s'emporte, colère, colères, colérique: émotions, conflits, calme
conflit, conflits, dispute, disputes, s'embrouille, embrouilles, engueule, engueulades, bagarre, bagarres, altercation, altercations: désaccord, conflits, apaiser
agressif, agressive, agressivité, parle mal, communication non violente, cnv, bienveillance, communication bienveillante: communiquer sans blesser, respect, bienveillante
la critique, les critiques, remarques, reproches, susceptible, feedback, feed-back, se braque, se vexe: donner et recevoir un retour, recevoir une remarque
travail en équipe, travail d'équipe, travailler en équipe, travaille en équipe, esprit d'équipe, jouer collectif, travail collectif, travailler avec les autres, travailler à plusieurs, collaborer, collaboration, coopérer, individualiste: équipe, trouver sa place, coopérer au quotidien
leadership, leader, devenir chef, devenir manager: encadrer, responsable d'équipe
management d'équipe, manager une équipe, gérer une équipe, diriger une équipe, encadrer une équipe: responsable d'équipe, manager une équipe
mener une réunion, conduite de réunion, conduire une réunion, animation de réunion, animation de réunions: animer une réunion, conduire un échange à plusieurs
gestion du temps, gérer son temps, gérer le temps, mieux s'organiser, savoir s'organiser, bien s'organiser, à s'organiser, organisation personnelle, sens de l'organisation, désorganisé, désorganisée, mal organisé, mal organisée, bordélique, débordé, débordée, gérer son planning, gestion des priorités, priorités, procrastination, procrastine, tenir les délais, oublie tout: organiser son temps, délais, priorités
retard, retards, ponctuel, ponctuelle, ponctualité, à l'heure, absences, absentéisme, assiduité, assidu, assidue: ponctualité, régularité, arriver à l'heure, prévenir
réveil, se lever, se lever le matin, sommeil, dort mal, dort pas, insomnie, insomnies, fatigué, fatiguée, vit la nuit, hygiène de vie, rythme de vie: rythme de vie, sommeil
concentrer, concentration, distrait, distraite, inattentif, inattentive, tête en l'air, troubles de l'attention: concentration, attention, mémoire
rigoureux, rigoureuse, rigueur, minutie, minutieux, minutieuse, méticuleux, méticuleuse, sérieux, sérieuse, bâcle, étourdi, étourdie: rigueur, sens du détail, vérifier son travail, fiable
autonome, autonomes, travailler en autonomie, débrouillard, débrouillarde, se débrouiller, se débrouille: autonomie, initiative, savoir faire seul
initiative, initiatives, force de proposition, proactif, proactive: initiative, proposer et agir
savoir s'adapter, s'adapter au changement, s'adapter à tout, capacité d'adaptation, adaptable, adaptabilité, flexible, flexibilité, souplesse, au changement, les changements, imprévu, imprévus: adaptabilité, s'adapter au changement, imprévu
écoute, écouter, n'écoute pas, coupe la parole, empathie, empathique: écoute active, reformuler, questionner
sens du service, sens de l'accueil, clients difficiles, clientèle difficile, accueil du public, accueillir du public: relation de service, sens du client, sens de l'accueil
esprit critique, sens critique, fake news, infox, intox, désinformation, rumeurs, complotisme: esprit critique, vérifier une information, argumenter et douter
résolution de problèmes, résoudre des problèmes, résoudre un problème, trouver des solutions, esprit d'analyse: résoudre un problème, face à un problème
créativité, plus créatif, plus créative, imagination, imaginatif, imaginative, brainstorming, remue-méninges, trouver des idées, avoir des idées: créativité, chercher des idées
apprendre à apprendre, mémoriser, mémorisation, reprendre des études, reprise d'études, reprendre ses études, retourner à l'école, retour à l'école: apprendre à apprendre, reprendre des études
motivation, se motiver, remotiver, remotivation, démotivé, démotivée, démotivation, découragé, découragée, baisse les bras, n'a plus envie, envie de rien, plus envie de rien: retrouver sa motivation, se remettre en mouvement
projet professionnel, bilan de compétences, orientation professionnelle, trouver sa voie, quoi faire comme métier, quel métier, ne sait pas quoi faire, idée de métier: construire son projet professionnel, explorer ses pistes de métier
networking, réseautage, carnet d'adresses, se faire un réseau, se créer un réseau, son réseau, réseau professionnel, connaît personne: développer son réseau, parler de sa recherche
linkedin: réseaux sociaux, réseaux professionnels en ligne, profil
e-réputation, réseaux sociaux: réseaux sociaux, communiquer en ligne
look, relooking, image de soi, image professionnelle, soigner son image, travailler son image, s'habiller, tenue vestimentaire, présentable, vêtements pour un entretien, posture professionnelle: image professionnelle, tenue, attitude
faire du théâtre, par le théâtre, atelier théâtre, impro, improvisation: théâtre, jouer pour s'exprimer
faire du sport, par le sport, se remettre au sport, reprendre le sport: sport, bouger, se remobiliser
savoir-être, se comporter, comportement au travail, comportement professionnel, codes de l'entreprise, monde de l'entreprise, politesse, règles de vie, respect des règles, respecter les règles: savoir-être professionnels, codes de l'entreprise, attentes des employeurs, prendre ses marques
autres cultures, différences culturelles, interculturalité, multiculturel: interculturels, cultures différentes
racisme, raciste, sexisme, sexiste, homophobie, homophobe, harcèlement, discrimination, discriminations: discriminations, égalité, respect
négocier son salaire, négocier un salaire, augmentation de salaire, prétentions salariales: négocier, salaire, horaire
points forts, ses qualités, ses atouts, soft skills, compétences transversales, parler de ses compétences, valoriser ses, valoriser son, mettre en avant ses, mettre en avant son, se mettre en avant: nommer ses compétences, valoriser son expérience
curriculum vitae: CV
lettre de motivation, lettres de motivation: écrire une lettre, CV et lettre
entretien d'embauche, entretiens d'embauche, passer un entretien, préparer un entretien, réussir un entretien, rater un entretien, ses entretiens, entretien de recrutement, simulation d'entretien, entretien blanc, entretiens blancs: préparer un entretien d'embauche, s'entraîner, simulations d'entretien
entretien en visio, entretien à distance, entretien téléphonique, entretien vidéo, zoom, skype, webcam: entretien à distance, visioconférence, vidéo
parler au téléphone, répondre au téléphone, à l'aise au téléphone, peur du téléphone, téléphoner, coup de fil, coups de fil: téléphoner à un employeur, parler au téléphone
période d'essai, prise de poste, nouveau poste, nouvel emploi, nouveau travail, nouveau boulot, tenir en emploi, garder son emploi, garder un emploi, garder son travail, maintien dans l'emploi, maintien en emploi: prise de poste, premières semaines, tenir dans l'emploi
dettes, endetté, endettée, surendettement, problèmes d'argent, son argent, son budget, fins de mois: budget, reprise d'emploi
freins à l'emploi, freins périphériques: lever les freins, budget, mobilité, garde
parler français, parler le français, parler en français, son français: français, conversation
forum de l'emploi, forum emploi, salon de l'emploi, salon emploi, foire à l'emploi, foire aux emplois: forum de l'emploi, journée de l'emploi
rencontrer des employeurs, rencontrer des recruteurs, rencontrer des patrons, rencontre employeurs: rencontrer des employeurs, forum, recruteurs
job d'été, jobs d'été, boulot d'été, cet été, faire la saison, faire une saison, faire les saisons, pour la saison, travail saisonnier: emplois saisonniers
contrat d'apprentissage, contrat de professionnalisation, contrat pro, en apprentissage, trouver un patron: alternance, apprentissage
job dating, job datings, speed dating: job dating, recrutement express, entretiens rapides, soirée de recrutement
qui recrute, qui recrutent, ça recrute, qui embauche, qui embauchent, session de recrutement: postes à pourvoir, job dating
sans CV, recrutement par simulation, MRS: recrutement sans CV, recruter par les gestes
info collective, information collective, infocoll, réunion d'info, réunion d'information: réunion d'information, information collective
CPF, compte personnel de formation, payer sa formation, payer une formation, financer sa formation, financer une formation, financement de formation, aides pour une formation, financement d'une formation: financer sa formation, financements
créer sa boîte, créer son entreprise, créer une entreprise, créer sa société, monter sa boîte, monter une boîte, monter son entreprise, monter sa société, monter son affaire, auto-entrepreneur, auto-entrepreneuse, autoentrepreneur, micro-entreprise, microentreprise, à son compte, entrepreneuriat: création d'entreprise, créer son activité, se lancer à son compte
fonctionnaire, fonctionnaires, la fonction publique: fonction publique, concours
changer de métier, changer de voie, changer de branche, changer de boulot, changer de secteur, changer de travail, changement de métier, changer de vie, reconversion, reconversion professionnelle, se reconvertir: reconversion, changer de métier
JPO, portes ouvertes, porte ouverte: journée portes ouvertes
postuler, postuler en ligne, postuler sur internet, candidater, ses candidatures: postuler en ligne, candidatures
marché caché, candidature spontanée, candidatures spontanées, démarcher les entreprises, démarcher des entreprises: candidature spontanée, offres qui ne sont pas publiées
pas de voiture, pas de permis, pas le permis, pour se déplacer, covoiturage, pas véhiculé, pas véhiculée, problème de transport, problèmes de transport, pas mobile: mobilité, permis, covoiturage, aller au travail
faire garder, mode de garde, modes de garde, place en crèche, maman solo, maman seule, parent isolé, mère isolée: garde d'enfants, parents, concilier famille et emploi
illectronisme, fracture numérique, démarches en ligne, démarches sur internet: premiers pas sur ordinateur, démarches en ligne
bulletin de salaire, bulletin de paie, bulletin de paye, feuille de paie, fiche de paye: fiche de paie, contrat de travail
ses droits, contrat de travail: contrat de travail, droits
visiter une entreprise, visiter une boîte, visiter une usine, visite d'entreprise: visite d'entreprise, coulisses
PMSMP, immersion professionnelle, stage découverte, stage de découverte, tester un métier, tester le métier, essayer un métier: immersion en entreprise, essayer un métier
seniors, plus de 50 ans, cinquantaine: après 50 ans, rebondir
premier boulot, premier job, premier travail, premier emploi, jamais travaillé: premier emploi
boîte d'intérim, boîtes d'intérim, intérimaire, intérimaires: intérim, missions
bénévole, bénévoles: bénévolat
poids lourd, poids lourds: véhicules de transport routier, véhicules industriels
aime les vieux, aider les vieux, aide les vieux, avec les vieux, avec des vieux, auprès des vieux, occupe des vieux, occuper des vieux, occuper de vieux, les vieux, vieilles personnes, papi, mamies et papis: personnes âgées
maison de retraite, maisons de retraite, EHPAD, EPHAD: personnes âgées, aide-soignant, accompagnant
crèche, crèches: petite enfance, jeunes enfants
maternelle: petite enfance
ado, ados, adolescents, jeunes en difficulté: éducateur, moniteur éducateur, jeunes
nounou, nounous: garde d'enfants, assistant maternel, petite enfance
assistante mater, assistant mater, assistante mat, assistant mat: assistant maternel, petite enfance
éduc, éducs: éducateur
instit, instits, maîtresse, prof des écoles: professeur des écoles, professorat des écoles
prof, profs: professeur, enseignement
taxi, taxis, VTC: taxi, VTC, transport de personnes
CACES: conduite de chariots, conducteur d'engins, cariste
pelleteuse, pelleteuses, mini-pelle: conducteur d'engins, engins de chantier
tractopelle, bulldozer, bull: engins de chantier
SSIAP: sécurité incendie, agent de sécurité
SST, secouriste, secourisme, premiers secours, PSC1: sauveteur secouriste, secours
vigile, vigiles, videur, videuse: agent de sécurité
pompier, pompiers: sapeur-pompier, sécurité civile, incendie
flics, keuf, policier: police, gardien de la paix
gendarme, gendarmes: gendarmerie
IFSI, école d'infirmière, école d'infirmières: infirmier, soins infirmiers
hosto, hostos: hôpital, hospitalier
labos: laboratoire
kiné: masseur-kinésithérapeute
frigo, frigos: froid, frigoriste
bouquet, bouquets: fleuriste, art floral
ongles, onglerie: prothésie ongulaire, esthétique
cheveux, coiffer: coiffure
barbe, barbier: coiffure, barbier
fringues, vêtements: prêt-à-porter, mode
bouffe, cuistot, cuistots: cuisine, cuisinier
plonge: plongeur, aide de cuisine, restauration
food truck, camion à pizza: restauration, commerce ambulant
toit, toits, toiture, toitures, tuiles: couvreur, couverture
peindre: peinture, peintre
cloison, cloisons: plaquiste, plâtrerie
carrelage: carreleur
plombier, fuites, robinets: plomberie, sanitaire
chaudière, chaudières: chauffage, thermique
fibre, la fibre: fibre optique, réseaux de télécommunications
à la chaîne: agent de production
vélo, vélos: cycles
moto, motos, scooter, scooters: motocycles
mécano: mécanicien
tracteur, tracteurs: agroéquipement, engins agricoles
moissonneuse: agroéquipement
ferme, fermes: agricole, exploitation agricole
éboueur, éboueurs: collecte des déchets, propreté urbaine
faire les vitres, laver les vitres, laver des vitres, faire les carreaux: laveur de vitres, nettoyage de vitres
laverie, pressing: pressing, blanchisserie, entretien des textiles
croque-mort, pompes funèbres, cercueil: funéraire
organiser des mariages, organiser un mariage, wedding planner: événementiel, organisateur de mariages
vidéos: audiovisuel, montage
youtube: vidéo, audiovisuel
coulisses: régie, technique du spectacle
dessiner des plans, plans de maison, plans de maisons: dessinateur, projeteur, bâtiment
conduct trav, conduc trav, conducteur trav: conducteur de travaux
ress humaines: ressources humaines
recruter, recruteur: recrutement, ressources humaines
fiches de paie, fiche de paie, fiches de paye: paie
petite entreprise, petite boîte: gestion de la PME
papiers, paperasse: administratif, démarches
perd ses moyens, perdre ses moyens: prise de parole, oser, stress
au téléphone: téléphoner, téléphone
retrouver la pêche, reprendre la pêche, redonner la pêche, la gnac, la niaque: retrouver sa motivation, se remettre en mouvement
voir en vrai, voir de près, voir sur place, voir en direct: visite d'entreprise, immersion, essayer un métier, sur le terrain
rencontrer des boîtes, rencontrer des artisans, rencontrer des pros, rencontrer des professionnels: rencontre, employeurs, recruteurs
agences d'intérim, agence d'intérim: agences d'intérim, intérim, missions
salon de l'apprentissage, salon de l'alternance, salon alternance: salon de l'alternance, trouver une alternance
codes du travail, codes du monde du travail: les codes de l'entreprise, savoir-être professionnels, attentes des employeurs
dort le jour, décalé, décalée: rythme de vie, sommeil
webinaire, webinaires, webinar, webinars: webinaire, en ligne
`
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [said, printed] = line.split(': ')
      return said!.split(', ').map((one): [string, string] => [wordsOf(one).join(' '), printed!])
    }),
)

/** A stretch of a text that is printed in other words: UTF-16 offsets, `end` excluded. */
export interface SpokenPhrase {
  start: number
  end: number
  printed: string
}

/** What a text says that is printed otherwise. Of phrases that begin at the same word the longest is meant: a "lettre de motivation" is no motivation. */
export function spokenPhrases(text: string): SpokenPhrase[] {
  const said = words(text)
  const found: SpokenPhrase[] = []
  for (let at = 0; at < said.length; ) {
    const phrase = (size: number) =>
      said
        .slice(at, at + size)
        .map((word) => word.text)
        .join(' ')
    const length = LENGTHS.find((size) => SPOKEN_WORDS.has(phrase(size))) ?? 0
    if (length > 0) {
      const end = said[Math.min(at + length, said.length) - 1]!.end
      found.push({ start: said[at]!.start, end, printed: SPOKEN_WORDS.get(phrase(length))! })
    }
    at += Math.max(1, length)
  }
  return found
}

/** The printed words for what a text says, each once. */
export const printedWords = (text: string): string[] => [...new Set(spokenPhrases(text).map(({ printed }) => printed))]

/** How many words a phrase has, longest first. */
const LENGTHS = [5, 4, 3, 2, 1]

function wordsOf(text: string): string[] {
  return words(text).map((word) => word.text)
}
