import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from './normalise.ts'
import { placesOf } from './parts.ts'

/** What the reader of a folded text would find, and where it stands in the text as typed. */
const foundIn = (typed: string, sought: string): string | undefined => {
  const folded = fold(typed)
  const at = folded.cased.indexOf(sought)
  return at < 0 ? undefined : typed.slice(folded.startOf(at), folded.endOf(at + sought.length - 1))
}

describe('a disguised text', () => {
  it.each([
    ['full-width digits', 'tel ０６３９９８１２３４.', '0639981234', '０６３９９８１２３４'],
    ['Arabic digits', 'tel ٠٦٣٩٩٨١٢٣٤', '0639981234', '٠٦٣٩٩٨١٢٣٤'],
    ['decomposed accents', 'Mme Re\u0301my', 'Remy', 'Re\u0301my'],
    ['soft hyphens', 'Mme Gar\u00adnier', 'Garnier', 'Gar\u00adnier'],
    ['invisible spaces', 'Mme G\u200ba\u200br\u200bnier', 'Garnier', 'G\u200ba\u200br\u200bnier'],
    ['Cyrillic letters', 'Mme Gаrniеr', 'Garnier', 'Gаrniеr'],
    ['HTML entities', 'Mme G&#97;rnier', 'Garnier', 'G&#97;rnier'],
    ['percent codes', 'Mme G%61rnier', 'Garnier', 'G%61rnier'],
    ['entities of percent codes', 'Mme G&#37;61rnier', 'Garnier', 'G&#37;61rnier'],
    ['mathematical letters', 'Mme 𝐆𝐚𝐫𝐧𝐢𝐞𝐫', 'Garnier', '𝐆𝐚𝐫𝐧𝐢𝐞𝐫'],
    ['letters for digits', 'tel O6 39 98 l2 34', '06 39 98 12 34', 'O6 39 98 l2 34'],
  ])('is read through %s, and each part found where it was typed', (_disguise, typed, sought, standing) => {
    expect(foundIn(typed, sought)).toBe(standing)
  })

  it('that turns its reading order around is called disguised', () => {
    expect(fold('Mme \u202ereinraG').disguised).toBe(true)
    expect(fold('Mme Garnier').disguised).toBe(false)
  })

  it('keeps as typed what only looks like a code', () => {
    expect(fold('50%de remise, R&D, a&b').cased).toBe('50%de remise, R&D, a&b')
  })

  it('has offsets that grow and stay inside the text, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (typed) => {
        const folded = fold(typed)
        expect(folded.plain).toHaveLength(folded.cased.length)
        let from = 0
        for (let at = 0; at < folded.cased.length; at++) {
          expect(folded.startOf(at)).toBeGreaterThanOrEqual(from)
          expect(folded.endOf(at)).toBeGreaterThan(folded.startOf(at))
          expect(folded.endOf(at)).toBeLessThanOrEqual(typed.length)
          from = folded.startOf(at)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('parts of a text', () => {
  it('are found by place: the one that holds it, the ones before and after', () => {
    const places = placesOf([
      { start: 10, end: 14 },
      { start: 2, end: 5 },
    ])
    expect(places.at(4)).toEqual({ start: 2, end: 5 })
    expect(places.at(5)).toBeUndefined()
    expect(places.before(10)).toEqual({ start: 2, end: 5 })
    expect(places.before(12)).toEqual({ start: 2, end: 5 })
    expect(places.after(6)).toEqual({ start: 10, end: 14 })
    expect(places.touch(5, 10)).toBe(false)
    expect(places.touch(4, 6)).toBe(true)
  })
})
