import { describe, expect, it } from 'vitest'
import type { Item } from '../item.ts'
import { differencesOf } from './differences.ts'
import { placeAt, sampleItem, sampleNeed } from './sample-items.ts'

const need = sampleNeed({ near: { code: '69123', name: 'Lyon' } })
const texts = (item: Item, others: readonly Item[], lead?: Item) =>
  differencesOf(item, others, need, lead).map(({ text }) => text.replace(/\u00a0|\u202f/g, ' '))

describe('what sets an option apart', () => {
  const short = sampleItem({ id: 'a', hours: 35 })
  const long = sampleItem({ id: 'b', hours: 400, sessions: [{ start: '2027-03-01' }] })

  it('is told value beside value, without a winner', () => {
    expect(texts(short, [long])).toEqual([
      'Débute le 11 janvier 2027 ; l’autre formation débute après.',
      'Dure 35 heures ; l’autre formation dure plus longtemps.',
    ])
    expect(texts(long, [short, sampleItem({ id: 'c' })])).toEqual([
      'Débute le 1er mars 2027 ; les autres formations débutent avant.',
      'Dure 400 heures ; les autres formations durent moins longtemps.',
    ])
  })

  it('is never a value that another record does not give', () => {
    const silent = sampleItem({ id: 'b', hours: undefined })
    expect(texts(short, [silent, sampleItem({ id: 'c' })]).join()).not.toContain('heures')
    expect(texts(short, [silent])).toEqual(['Dure 35 heures ; l’autre formation n’indique pas sa durée.'])
    expect(texts(silent, [short])).toEqual(['Proposé par Atelier des Fumées.'])
  })

  it('says of the one between the others that it stands between them', () => {
    expect(texts(sampleItem({ id: 'c' }), [short, sampleItem({ id: 'b', hours: 400 })])).toEqual([
      'Dure 140 heures ; les autres formations durent plus ou moins longtemps.',
    ])
  })

  it('names the level, then the certification, then the time in a company', () => {
    const preparing = (id: string, label: string, level?: number) =>
      sampleItem({ id, certification: { label, level }, content: undefined })
    expect(texts(preparing('a', 'BP Coiffure', 4), [preparing('b', 'CAP Coiffure', 3)])).toEqual([
      'Mène au niveau 4 (comme le bac) ; l’autre formation mène à un autre niveau.',
    ])
    expect(texts(preparing('a', 'CAP Coiffure', 3), [preparing('b', 'CAP Esthétique', 3)])).toEqual([
      'Prépare « CAP Coiffure » ; l’autre formation prépare autre chose.',
    ])
    expect(texts(sampleItem({ id: 'a' }), [sampleItem({ id: 'b', content: 'Préparation des pièces' })])).toEqual([
      'Prévoit du temps en entreprise ; l’autre formation n’en parle pas.',
    ])
  })

  it('says of a certification only what each record says', () => {
    const preparing = sampleItem({ id: 'a', certification: { label: 'CAP Coiffure' }, content: undefined })
    const silent = sampleItem({ id: 'b', content: undefined })
    const none = sampleItem({ id: 'c', certifying: false, content: undefined })
    expect(texts(preparing, [silent])).toEqual(['Mène à une certification ; l’autre formation ne le dit pas.'])
    expect(texts(preparing, [none])).toEqual(['Mène à une certification ; l’autre formation n’y mène pas.'])
    expect(texts(none, [preparing])).toEqual(['Ne mène pas à une certification ; l’autre formation y mène.'])
    expect(texts(silent, [preparing])).toEqual(['Proposé par Atelier des Fumées.'])
    expect(texts(preparing, [silent, none]).join()).not.toContain('certification')
  })

  it('names the town when no place is asked', () => {
    const [here, there] = [sampleItem({ id: 'a' }), sampleItem({ id: 'b', places: [placeAt('Le Creusot')] })]
    expect(differencesOf(there, [here], sampleNeed()).map(({ text }) => text)).toEqual([
      'Se tient au Creusot\u00a0; l’autre formation se tient ailleurs.',
    ])
  })

  it('does not compare a full session with one that can be joined', () => {
    const full = sampleItem({ id: 'b', sessions: [{ start: '2026-12-01', seats: 0 }, { start: '2027-02-01' }] })
    expect(texts(sampleItem({ id: 'a' }), [full])).toEqual([
      'Débute le 11 janvier 2027 ; l’autre formation débute après.',
    ])
  })

  it('says how kinds complete each other, and compares like with like', () => {
    const event = sampleItem({ id: 'e', kind: 'event', hours: 3, sessions: [{ start: '2026-12-03' }] })
    const skill = sampleItem({ id: 's', kind: 'skill', hours: 14 })
    expect(texts(event, [short, skill])).toEqual([
      'Une rencontre le 3 décembre 2026 : s’ajoute au reste sans le remplacer.',
    ])
    expect(texts(skill, [short, event])[0]).toBe(
      'Travaille une façon d’être au travail : s’ajoute au reste sans le remplacer.',
    )
    expect(texts(short, [event, skill])).toEqual([
      'La formation apprend le métier ou la matière ; le reste peut s’y ajouter.',
    ])
  })

  it('says that a workshop works on what a training shown beside it asks at entry', () => {
    const training = sampleItem({ id: 't', admission: 'Test écrit et entretien de motivation' })
    const workshop = sampleItem({ id: 's', kind: 'skill', title: 'Réussir ses entretiens', content: undefined })
    expect(texts(training, [workshop])).toEqual([
      'Demande l’entretien d’entrée ; un atelier montré ici aide à s’y préparer.',
    ])
    const [claim] = differencesOf(workshop, [training], need)
    expect(claim?.text).toContain('une formation montrée ici le demande')
    expect(claim?.evidence).toEqual([{ source: 'item', field: '/title', value: 'Réussir ses entretiens' }])
    // Nothing in the record asks for it: nothing is said of it, whoever the person is.
    const open = sampleItem({ id: 'o', admission: 'Entrée sur dossier' })
    expect(texts(workshop, [open])[0]).toBe(
      'Travaille une façon d’être au travail : s’ajoute au reste sans le remplacer.',
    )
  })

  it('says how it differs from the counsellor’s own lead', () => {
    const lead = sampleItem({ id: 'lead', hours: 600, modality: 'remote', places: [] })
    expect(texts(short, [sampleItem({ id: 'b', hours: 35 })], lead)).toEqual([
      'Dure 35 heures ; votre piste dure plus longtemps.',
      'Se suit sur place ; votre piste se suit autrement.',
    ])
  })

  it('is at least the organisation, when all else is alike', () => {
    expect(texts(sampleItem({ id: 'a' }), [sampleItem({ id: 'b' })])).toEqual(['Proposé par Atelier des Fumées.'])
  })

  it('names the town with its distance', () => {
    const near = sampleItem({ id: 'a', distanceKm: 4 })
    const far = sampleItem({ id: 'b', distanceKm: 30, places: [placeAt('Le Creusot')] })
    expect(texts(near, [far])).toEqual(['À 4 km, à Lyon ; l’autre formation est à plus de distance.'])
    expect(texts(far, [near])).toEqual(['À 30 km, au Creusot ; l’autre formation est moins loin.'])
  })
})
