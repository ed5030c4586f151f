import { describe, expect, it } from 'vitest'
import { fold } from '../normalise.ts'
import { conduct } from './conduct.ts'
import { messageOf } from './recogniser.ts'

const typesIn = (text: string) => conduct.find(messageOf(fold(text)), []).map(({ type }) => type)

describe('wording that selects by a protected trait, and contempt', () => {
  it.each([
    'Pas de Roms sur ce chantier',
    'Les vieux ne comprennent rien à l’informatique',
    'une femme n’a pas sa place sur un chantier',
    'vu son âge, inutile de lui payer une formation',
    'trie les candidats selon leur origine',
    'à 58 ans, inutile de la former',
    'we don’t hire Muslims',
    'il vient du 93 donc on oublie l’accueil',
    'quelqu’un sans accent',
    'trois gosses donc pas fiable',
    'white candidates only',
    'pas de plus de 45 ans sur cette session',
    'il faut une personne blanche pour l’accueil',
    'à un homme plutôt',
  ])('finds what rejects or prejudges in “%s”', (message) => {
    expect(typesIn(message)).toEqual(['DISCRIMINATION'])
  })

  it.each([
    'sa femme est malade',
    'jeune et dynamique, elle veut la vente',
    'trois enfants donc pas disponible le soir',
    'elle veut rentrer chez elle le midi',
    'travail de bonne qualité',
    'atelier couture pour femmes',
    'pas de jeunes enfants à charge',
    'la formation accepte uniquement les jeunes de moins de 26 ans',
    'action réservée aux femmes',
    'les personnes handicapées ont-elles des aides ?',
    'à 55 ans, on peut encore faire un CAP ?',
    'il se trouve trop vieux pour apprendre',
    'classe par nom de l’organisme',
    'sans perte de temps dans les transports',
    'il habite en banlieue, on évite les trajets longs',
    'Traitement du bois contre les parasites',
  ])('lets “%s” pass', (message) => {
    expect(typesIn(message)).toEqual([])
  })

  it.each(['encore un assisté', 'cette conne ne vient jamais', 'incapable d’aligner deux mots'])(
    'finds contempt in “%s”',
    (message) => {
      expect(typesIn(message)).toEqual(['INAPPROPRIATE'])
    },
  )

  it('tells two sentences apart, and one insult once', () => {
    expect(typesIn('Quel connard, quel abruti. Pas de femmes ici.')).toEqual(['INAPPROPRIATE', 'DISCRIMINATION'])
  })
})
