import { describe, expect, it } from 'vitest'
import { dossierOf, formOf } from './dossier-form.ts'
import { sampleDossiers } from './sample-dossiers.ts'

const filled = (fields: Record<string, string>): FormData => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

describe('the dossier as a form', () => {
  it('gives back what it was filled with from a file, and says how much it took', () => {
    const { form, taken, left } = formOf(sampleDossiers.nantes)
    expect([taken, left]).toEqual([7, 5])
    expect(JSON.stringify(form)).not.toMatch(/Fictive|06 00|34/)
    expect(dossierOf(filled(form))).toEqual({
      metierVise: 'Plaquiste',
      experiences: [{ metier: 'Vendeuse en boulangerie', duree: '3-10' }],
      niveauFormation: 3,
      competences: ['relation client', 'tenue de caisse'],
      commune: '44109',
      mobiliteKm: 30,
      contraintes: ['pas de travail de nuit'],
    })
  })

  it('takes nothing of what is no dossier, whatever it holds', () => {
    for (const odd of [{}, { a: 1 }, { metierVise: { deep: [] } }, { experiences: [[], null, 3n] as unknown }]) {
      expect(formOf(odd as Record<string, unknown>).taken).toBeLessThanOrEqual(1)
    }
    expect(dossierOf(filled({}))).toEqual({})
  })
})
