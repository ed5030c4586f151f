import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { noCriteria } from '../criteria/criteria.ts'
import { writtenForms } from '../occupations/names.ts'
import { Occupation } from '../occupations/occupation.ts'
import { createReferential } from '../occupations/referential.ts'
import { createPlaces } from '../places/places.ts'
import { emptyProfile } from './profile.ts'
import { readNeed } from './read-need.ts'

const folder = 'data/occupations'
const occupations = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => Occupation.array().parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
const town = { region: '32', lat: 50.6, lon: 3, exactness: 'exact' as const, departement: '59' }
const context = {
  previous: noCriteria,
  profile: emptyProfile,
  places: createPlaces([
    { ...town, code: '59350', name: 'Lille', postcodes: ['59000'], population: 236_000 },
    { ...town, code: '59512', name: 'Roubaix', postcodes: ['59100'], population: 98_000 },
  ]),
  referential: createReferential(occupations),
  today: '2026-11-24',
  locale: 'fr' as const,
}
const read = (text: string) => readNeed(mintRedacted(text), context).patch

const needs: ((person: string) => string)[] = [
  (person) => `${person}, cherche une formation de boulanger à Lille, moins de 6 mois`,
  (person) => `${person} : projet aide-soignant, secteur Roubaix, dès janvier`,
  (person) => `formation vente à Lille pour ${person}`,
  (person) => `${person} qui veut travailler dans le bâtiment à Lille, pas à distance`,
  (person) => `anglais, Lille, le soir, gratuit. ${person}.`,
  (person) => `${person}. Besoin de prise de parole, 20 km autour de Roubaix`,
  (person) => `quelque chose avec les enfants, avant l’été, ${person}`,
]

const people =
  `une femme; un homme; maman solo; papa solo; mère célibataire; père de famille; mère de trois enfants; père de deux enfants;
jeune maman de jumeaux; deux enfants en bas âge; garde alternée; divorcée; veuf; mariée; en concubinage; en couple; pacsé; enceinte; vit seule;
jeune de 19 ans; senior de 58 ans; 42 ans; moins de 26 ans; née en 1985; né le 3 mars 1990; née à Roubaix; né à l’étranger; proche de la retraite;
nationalité portugaise; d’origine italienne; réfugié; primo-arrivante; demandeuse d’asile; titre de séjour;
habite en QPV; issue d’un QPV; quartier prioritaire; hébergée chez un ami; logé par sa sœur; en foyer; sans domicile fixe;
bénéficiaire du RSA; BRSA; DELD; allocataire CAF; touche les APL; demandeur d’emploi de longue durée; au chômage depuis 3 ans; intérimaire;
après un congé parental; après un congé maternité de 2 ans; après une interruption de 5 ans; 7 ans sans activité; trou de 4 ans dans le CV;
ressortissante roumaine; ressortissant malien; citoyenne britannique; ressortissante de l’Union européenne; arrivé d’Algérie; arrivée du Mali en 2021;
venue du Sénégal; originaire de Côte d’Ivoire; réfugiée syrienne; réfugié statutaire; a fui l’Ukraine; exilée d’Afghanistan; en France depuis 2 ans;
arrivée en France il y a 6 mois; est marocaine; un homme tchadien; femme ukrainienne; Congolaise; de langue maternelle arabe; double nationalité;
bénéficiaire de la protection subsidiaire; protection temporaire; mineur non accompagné; carte de résident; naturalisée; sans papiers;
musulmane pratiquante; de confession juive; porte le foulard; catholique; sans enfants; hébergé en CADA; vit en HLM; en CHRS; gens du voyage;
a élevé ses enfants; s’occupe de sa mère âgée; aidante familiale; n’a pas travaillé depuis 6 ans; retraité; étudiante;
timide; stressée; se sent perdue; bloquée par le regard des autres; se décourage vite; très démotivé par ses échecs; perd ses moyens; courageuse; très motivé; jeune homme dynamique; gauchère; [PERSONNE_1]; Mme [PERSONNE_1]; M. [PERSONNE_2]; [AGE_1]; [ADRESSE_1]`
    .split(';')
    .map((person) => person.trim())

describe('messages that differ only by who the person is', () => {
  it.each(people)('are read alike: "%s"', (person) => {
    for (const say of needs) expect(read(say(person)), say(person)).toEqual(read(say('une personne')))
  })

  it('are read alike whether an occupation is said in the masculine or in the feminine', () => {
    const names = occupations.flatMap(({ label, names }) => [label, ...names.filter((_, at) => at % 8 === 0)])
    const differing = names.filter((name) => {
      const [masculine, feminine] = writtenForms(name).map((form) => read(`formation de ${form} à Lille`))
      if (feminine === undefined) return false
      return JSON.stringify(masculine) !== JSON.stringify(feminine)
    })
    // Some official names list several things, and are said otherwise; one official label says its first word once for both genders.
    const said = differing.filter((name) => !name.includes(',') && name !== 'Responsable Commercial / Commerciale')
    expect(said).toEqual([])
    // Two thousand readings.
  }, 120_000)

  it('name the occupation whose own words also say how, when or where', () => {
    const code = (text: string) => read(text).occupation?.code
    expect(code('conseillère en formation')).toBe(code('conseiller en formation'))
    expect(read('formation de modératrice de forum à Lille').kinds).toEqual(['training'])
    expect(read('poseuse de bac acier')).not.toHaveProperty('level')
    expect(read('directrice de centre de vacances')).not.toHaveProperty('startAfter')
    expect(read('directrice de maison de retraite')).not.toHaveProperty('topic')
  })

  it('search for what a person wants to work on, not for how they feel', () => {
    expect(read('prendre la parole en public, elle est stressée par les entretiens')).toEqual({
      topic: 'prendre la parole en public',
      kinds: ['skill'],
    })
    expect(read('elle a peur de parler au téléphone')).toEqual({ topic: 'téléphone' })
    expect(read('stressé, besoin de gestion du stress')).toEqual({ topic: 'gestion du stress', kinds: ['skill'] })
  })

  it('keep a country or a language that is the subject', () => {
    expect(read('cours d’arabe')).toMatchObject({ topic: 'arabe' })
    expect(read('anglais, débutant')).toMatchObject({ topic: 'anglais' })
    expect(read('import-export avec le Maroc')).toMatchObject({ topic: 'import-export avec le Maroc' })
    expect(read('cuisine italienne')).toMatchObject({ topic: 'cuisine italienne' })
  })

  it('keep what the person wants to work with', () => {
    expect(read('il veut bosser avec les enfants')).toEqual({ topic: 'enfants' })
    expect(read('maman de deux enfants, veut travailler auprès des enfants')).toEqual({ topic: 'enfants' })
    expect(read('travailler avec des personnes âgées')).toEqual({ topic: 'personnes âgées' })
  })
})
