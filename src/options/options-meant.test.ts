import { describe, expect, it } from 'vitest'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { argue } from './argue.ts'
import { onlyPoints, optionsMeant } from './options-meant.ts'
import { placeAt, sampleItem, sampleNeed } from './sample-items.ts'

const need = sampleNeed({ near: { code: '69123', name: 'Lyon' } })
const item = (id: string, more: Parameters<typeof sampleItem>[0]) => sampleItem({ ...more, id })
const items = [
  item('a', {
    hours: 35,
    distanceKm: 0,
    price: { amount: 900, currency: 'EUR' },
    provider: { name: 'GRETA du Rhône' },
  }),
  item('b', { hours: 400, distanceKm: 9, price: { free: true }, places: [placeAt('Vénissieux')] }),
  item('c', {
    hours: 120,
    modality: 'remote',
    price: { amount: 50, currency: 'EUR' },
    sessions: [{ start: '2027-02-01' }],
  }),
  item('d', {
    hours: 700,
    distanceKm: 20,
    price: { amount: 10, currency: 'EUR' },
    sessions: [{ start: '2027-03-01' }],
  }),
]
const offers = argue(items, need, () => `opt_${Math.random()}`)
const letters = (text: string, more?: Parameters<typeof optionsMeant>[3]): string =>
  optionsMeant(mintRedacted(text), offers, need, more)
    .options.map(({ letter }) => letter)
    .join('')

describe('what a message points at', () => {
  it.each([
    ['la B', 'B'],
    ['A et C', 'AC'],
    ['la troisième', 'C'],
    ['la 2 et la 3', 'BC'],
    ['1 vs 3', 'AC'],
    ['ok on part sur la deux', 'B'],
    ['les deux premières', 'AB'],
    ['la dernière', 'D'],
    ['la moins chère, elle est où ?', 'B'],
    ['je prends la plus courte', 'A'],
    ['la plus proche me va', 'A'],
    ['celle qui est à distance', 'C'],
    ['celle de février', 'C'],
    ['celle du Greta', 'A'],
    ['celle à Vénissieux', 'B'],
    ['laquelle est la moins chère ?', 'ABCD'],
    ['la première session est quand ?', 'ABCD'],
    ['ça commence quand ?', 'ABCD'],
  ])('%s: %s', (text, wanted) => {
    expect(letters(text)).toBe(wanted)
  })

  it('goes on about the one spoken of before, and about the others', () => {
    expect(letters('elle finit quand ?', { last: ['b'] })).toBe('B')
    expect(letters("et l'autre ?", { last: ['a', 'b', 'c'] })).toBe('D')
    expect(letters('elle finit quand ?')).toBe('ABCD')
  })

  it('finds by its letter an offer that left the table, and by nothing else', () => {
    const earlier = [{ ...offers[0]!, id: 'gone', letter: 'H' }]
    expect(letters('et la H ?', { earlier })).toBe('H')
    expect(letters('la cinquième ?', { earlier })).toBe('ABCD')
  })

  it('says what is not there instead of taking all for it', () => {
    expect(optionsMeant(mintRedacted('la 7 elle commence quand ?'), offers, need)).toMatchObject({
      by: 'absent',
      absent: '7',
    })
    expect(optionsMeant(mintRedacted('et celle de Sète ?'), offers, need)).toMatchObject({
      by: 'absent',
      absent: 'Sète',
    })
  })

  it('tells a message that only points from one that asks', () => {
    expect(['et la B ?', 'pardon la 2', "et l'autre ?"].map((text) => onlyPoints(mintRedacted(text)))).toEqual([
      true,
      true,
      true,
    ])
    expect(['et la B dure combien ?', 'la B', 'et à Lyon ?'].map((text) => onlyPoints(mintRedacted(text)))).toEqual([
      false,
      false,
      false,
    ])
  })
})
