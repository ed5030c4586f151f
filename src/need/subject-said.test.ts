import { describe, expect, it } from 'vitest'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { noCriteria } from '../criteria/criteria.ts'
import { createReferential } from '../occupations/referential.ts'
import { createPlaces } from '../places/places.ts'
import { readOccupations } from '../read-sources.ts'
import { readNeed } from './read-need.ts'

const referential = createReferential(readOccupations())
const read = (text: string) =>
  readNeed(mintRedacted(text), {
    previous: noCriteria,
    places: createPlaces([]),
    referential,
    today: '2026-11-29',
    locale: 'fr',
  }).patch

describe('a subject that a message says', () => {
  it.each([
    ['il lui faudrait les compétences numériques de base pour son poste', 'compétences numériques de base'],
    ['voudrait apprendre à se servir d’un ordinateur, chez sa fille', 'servir d’un ordinateur'],
    ['remise à niveau en français, une trentaine d’années', 'remise à niveau en français'],
    ['ne lit pas', 'lit pas'],
    ['SSIAP 1, un titre à refaire vite', 'SSIAP 1'],
    ['permis B à financer, Trifouillis', 'permis B'],
    ['CACES 3', 'CACES 3'],
    ['micro entreprise, onglerie à domicile', 'micro entreprise onglerie'],
  ])('is the topic, whole, and the rest is told beside it: “%s”', (text, topic) => expect(read(text).topic).toBe(topic))

  it.each([
    ['porter les repas en camion, permis B de l’an dernier', 'repas'],
    ['dessiner des jardins, parle anglais', 'dessiner'],
    ['portes ouvertes du bâtiment', 'bâtiment'],
  ])('hides nothing where the person holds it already, or where it is a sort of event: “%s”', (text, asked) =>
    expect(read(text).topic).toContain(asked),
  )

  it('comes before an occupation that is a part of its words, and not before one that holds it', () => {
    expect(read('il prépare le concours de gardien-brigadier de police municipale')).not.toHaveProperty('occupation')
    expect(read('CACES 3')).not.toHaveProperty('occupation')
    expect(read('formation cariste').occupation?.code).toBe('N1101')
    expect(read("devenir moniteur d'auto-école").occupation).toBeDefined()
  })
})
