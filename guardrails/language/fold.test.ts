import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, foldWithOffsets } from './fold.ts'

describe('a folded text', () => {
  it('has no case, accents, ligatures or invisible characters', () => {
    expect(fold('Œuvre ÉLÈVE cœur Noël, for\u00admation')).toBe('oeuvre eleve coeur noel, formation')
    expect(fold('Élève'.normalize('NFD'))).toBe('eleve')
    expect(fold('Ærøskøbing, Łódź, Straße')).toBe('aeroskobing, lodz, strasse')
  })

  it('has one apostrophe, one hyphen and one space, and keeps its lines', () => {
    expect(fold('l’aide d`un l´autre')).toBe("l'aide d'un l'autre")
    expect(fold('aide‑soignante – nuit')).toBe('aide-soignante - nuit')
    expect(fold('12\u00a0mois\ten\u202fligne\nfin')).toBe('12 mois en ligne\nfin')
  })

  it('is the same folded again, with offsets or without', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text))
        expect(foldWithOffsets(text).text).toBe(fold(text))
      }),
    )
  })

  it('leads back to what was written', () => {
    const text = 'Le cœur de l’élève 👍 étudie'.normalize('NFD')
    const { text: folded, span, index } = foldWithOffsets(text)
    for (const word of ['coeur', 'eleve', 'etudie']) {
      const start = folded.indexOf(word)
      const written = span(start, start + word.length)
      expect(fold(text.slice(written.start, written.end))).toBe(word)
      expect(index(written.start)).toBe(start)
    }
  })
})
