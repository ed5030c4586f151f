/**
 * What is said at a desk, beside what catalogues print: short forms, initials and plain words whose printed counterpart shares no root with
 * them. Occupation names are not here: the referential has them. Keys are folded words.
 */
export const SPOKEN_WORDS: ReadonlyMap<string, string> = new Map(
  `
vae: validation des acquis de l'expérience
ia: intelligence artificielle
fle: français langue étrangère
rh: ressources humaines
rgpd: protection des données personnelles
sig: cartographie, information géographique
pao: mise en page, logiciels graphiques
hse: hygiène, sécurité, environnement
ehpad: personnes âgées dépendantes
deaes: accompagnant éducatif et social
aes: accompagnant éducatif et social
deas: aide-soignant
ash: agent de service hospitalier
aesh: accompagnant d'élèves en situation de handicap
atsem: école maternelle, petite enfance
advf: assistant de vie aux familles
cip: conseiller en insertion professionnelle
tisf: intervention sociale et familiale
assmat: assistant maternel
fimo: transport routier de marchandises
camion: poids lourd, transport routier
camions: poids lourd, transport routier
bagnole: automobile
bagnoles: automobile
voiture: automobile, véhicule
voitures: automobile, véhicule
ordi: ordinateur, informatique
ordis: ordinateur, informatique
pc: ordinateur, informatique
mail: courriel
mails: courriel
visio: visioconférence, à distance
compta: comptabilité
immo: immobilier
resto: restaurant, restauration
restos: restaurant, restauration
cantine: restauration collective
clim: climatisation
elec: électricité
placo: cloisons, plaquiste
solaire: photovoltaïque
solaires: photovoltaïque
boite: entreprise
gosses: enfants
gamins: enfants
bebe: petite enfance
bebes: petite enfance
mamie: personnes âgées
mamies: personnes âgées
papis: personnes âgées
handicapes: situation de handicap
handicapees: situation de handicap
vaches: élevage bovin
chevres: élevage
moutons: élevage
poules: élevage, volailles
legumes: maraîchage
labo: laboratoire
maths: calcul
illettrisme: savoirs de base, lire, écrire
alphabetisation: savoirs de base, lire, écrire
logo: graphisme
logos: graphisme
affiches: graphisme
photoshop: retouche d'image, mise en page
indesign: mise en page
excel: tableur
word: traitement de texte, bureautique
powerpoint: présentation, bureautique
facebook: réseaux sociaux, communauté
instagram: réseaux sociaux, communauté
tiktok: réseaux sociaux, communauté
coder: programmer, développeur
piratage: cybersécurité
hacker: cybersécurité
secu: sécurité
flic: police
menage: propreté, nettoyage
menages: propreté, nettoyage
linge: blanchisserie
poubelles: collecte des déchets
obseques: funéraire
enterrement: funéraire
tutelle: protection des majeurs
tutelles: protection des majeurs
timide: confiance, oser, parler
timidite: confiance, oser, parler
trac: prise de parole
angoisse: stress
anxieux: stress
enerve: émotions, conflits, calme
colere: émotions, conflits, calme
dispute: conflit, désaccord
disputes: conflit, désaccord
retard: ponctualité, à l'heure
reveil: rythme de vie, sommeil
concentrer: concentration, attention
rigoureux: rigueur, détail, vérifier
rigoureuse: rigueur, détail, vérifier
ponctuel: ponctualité
autonome: autonomie, initiative
debrouillard: autonomie, initiative
conflit: désaccord
conflits: désaccord
demotive: motivation
demotivee: motivation
decourage: motivation
decouragee: motivation
dettes: budget
racisme: discriminations, égalité
sexisme: discriminations, égalité
look: image, tenue
`
    .trim()
    .split('\n')
    .map((line) => {
      const [said, printed] = line.split(': ')
      return [said!, printed!]
    }),
)
