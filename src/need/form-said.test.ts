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

describe('a pasted form', () => {
  it('is read by its fields: what is sought, what was done, what is refused', () => {
    const form =
      'IDENTITE : une femme de Bastia\nEXPERIENCE : caissière 3 ans\nMETIER VISE : assistante dentaire\nEXCLU : secrétaire médicale\nDUREE MAX : 600 h'
    const { occupation, refused } = read(form)
    expect(occupation?.name ?? occupation?.label).toMatch(/assistant.* dentaire/i)
    expect(JSON.stringify(refused)).toMatch(/secrétaire médical/i)
    expect(read(form).maxHours).toBe(600)
  })

  it('refuses what a field that asks refuses', () => {
    const { occupation, refused } = read('LIEU : ici\nSOUHAIT : cuisinier, surtout pas boulanger\nDUREE MAX : 600 h')
    expect(occupation?.name ?? occupation?.label).toMatch(/cuisinier/i)
    expect(JSON.stringify(refused)).toMatch(/boulanger/i)
  })

  it('may stand in cells, on lines of any order', () => {
    const { occupation } = read('N° | 12\nACQUIS | boulanger 4 ans\nREFUS | cuisinier\nSOUHAIT | cariste')
    expect(occupation?.name ?? occupation?.label).toMatch(/cariste/i)
  })
})
