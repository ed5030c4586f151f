import { describe, expect, it } from 'vitest'
import { judgePrerequisite, levelNamed } from './prerequisites.ts'
import { sampleNeed } from './sample-items.ts'

const judged = (prerequisite: string, known: Parameters<typeof sampleNeed>[1] = {}) => {
  const judgement = judgePrerequisite(prerequisite, sampleNeed({}, known).profile)
  return 'by' in judgement ? `${judgement.judged} by ${judgement.by.field}` : judgement.judged
}

describe('a prerequisite against the file', () => {
  it('is met or not by the level of studies', () => {
    expect(judged('Niveau 4 validé', { level: 5 })).toBe('met by /level')
    expect(judged('Baccalauréat', { level: 3 })).toBe('unmet by /level')
    expect(judged('Bac + 2', { level: 4 })).toBe('unmet by /level')
  })

  it('is left open where the level is reached and the field is not told', () => {
    expect(judged('Baccalauréat scientifique', { level: 6 })).toBe('open')
  })

  it('is left open where the text leaves another way in', () => {
    expect(judged('Niveau 4 ou expérience dans la vente', { level: 3 })).toBe('open')
    expect(judged('Niveau 4 souhaité', { level: 3 })).toBe('open')
  })

  it('is met or not by a language, an experience, a skill', () => {
    expect(judged('Anglais niveau B1', { languages: [{ code: 'en', level: 'A2' }] })).toBe(
      'unmet by /languages/0/level',
    )
    const cook = { experience: [{ occupation: 'Cuisinier', years: '3-10' }] }
    expect(judged('Expérience de 2 ans en cuisine', cook)).toBe('met by /experience/0/occupation')
    expect(judged('Maîtrise du tableur', { skills: ['tableur'] })).toBe('met by /skills/0')
  })

  it('is left open when the file says nothing of it', () => {
    for (const text of ['Niveau 4 validé', 'Anglais niveau B1', 'Permis B', 'Expérience en atelier automobile']) {
      expect(judged(text), text).toBe('open')
    }
  })

  it('is no prerequisite at all when it tells of the work', () => {
    expect(judged('Le métier comporte du travail en hauteur')).toBe('demand')
    expect(judged("À savoir avant l'entrée : travail sur écran")).toBe('demand')
  })

  it('names a level by its number, by the bac or by the years after it', () => {
    expect(['niveau 5 valide', 'bac', 'bac + 3', 'cap cuisine', 'permis b'].map(levelNamed)).toEqual([
      5,
      4,
      6,
      3,
      undefined,
    ])
  })
})
