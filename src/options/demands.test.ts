import { describe, expect, it } from 'vitest'
import type { Item } from '../item.ts'
import { demandAgainst, lineAbout } from './demands.ts'
import { sampleItem } from './sample-items.ts'

const against = (constraint: string, more: Partial<Item>) => demandAgainst(constraint, sampleItem(more))?.field

describe('what in an offer runs against a constraint', () => {
  it('is found whatever words either side uses', () => {
    expect(against('pas de port de charges', { prerequisites: ['Manutention quotidienne'] })).toBe('/prerequisites/0')
    expect(against('travail assis', { prerequisites: ['Métier qui comporte une station debout prolongée'] })).toBe(
      '/prerequisites/0',
    )
    expect(against("horaires compatibles avec l'école", { prerequisites: ['Travail de nuit possible'] })).toBe(
      '/prerequisites/0',
    )
    expect(against('pas de travail le week-end', { schedule: 'weekend' })).toBe('/schedule')
    expect(against('pas de travail sur écran', { modality: 'remote' })).toBe('/modality')
  })

  it('is nothing where the record does not speak of it', () => {
    expect(against('pas de port de charges', { prerequisites: ['Permis B'] })).toBeUndefined()
    expect(against('travail de jour', {})).toBeUndefined()
  })

  it('is not what is taught: a syllabus about lifting demands none', () => {
    expect(
      against('pas de port de charges', { content: 'Conduire un chariot pour le port de charges' }),
    ).toBeUndefined()
  })

  it('is quoted by its line alone', () => {
    expect(lineAbout('pas de port de charges', 'Module 1 : Sécurité\nModule 2 : Port de charges et risques')).toBe(
      'Port de charges et risques',
    )
  })
})
