import { beforeAll, describe, expect, it } from 'vitest'
import { loadCommunes } from '../places/load-node.ts'
import { createPlaces, type Places } from '../places/places.ts'
import { communeAsked } from './commune-asked.ts'

describe('a commune typed alone in a field', () => {
  let places: Places
  beforeAll(async () => {
    places = createPlaces(await loadCommunes())
  })
  const asked = (typed: string) => {
    const answer = communeAsked(typed, places, 'fr')
    return 'detail' in answer ? answer.detail : `${answer.commune.name} ${answer.commune.code}`
  }

  it.each([
    ['villeurbanne', 'Villeurbanne 69266'],
    ['69266', 'Villeurbanne 69266'],
    ['44000', 'Nantes 44109'],
    ['Villeurbanne 69100', 'Villeurbanne 69266'],
    ['Saint-Denis 93200', 'Saint-Denis 93066'],
    ['st denis (93)', 'Saint-Denis 93066'],
    ['Saint-Denis 97411', 'Saint-Denis 97411'],
    ['Lyon 69123', 'Lyon 69123'],
    ['Ajaccio 2A', 'Ajaccio 2A004'],
  ])('is read from %s', (typed, expected) => {
    expect(asked(typed)).toBe(expected)
  })

  it('is asked back with what to type when several bear the name, or none', () => {
    expect(asked('Saint-Denis')).toMatch(/^Plusieurs communes portent ce nom\. Précisez.*93\d{3}/)
    expect(asked('Trifouillis')).toBe('Commune inconnue : écrivez son nom, son code postal ou son code INSEE.')
    expect(asked('Béthume')).toMatch(/^Commune inconnue\. Vouliez-vous dire : Béthune 62\d{3} \?$/)
    expect(asked('00000')).toMatch(/^Commune inconnue/)
  })
})
