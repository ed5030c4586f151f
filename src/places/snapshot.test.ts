import { expect, it } from 'vitest'
import type { Commune } from './commune.ts'
import { loadCommunes } from './load-node.ts'
import { fromSnapshot, SnapshotError, toSnapshot } from './snapshot.ts'

it('gives back every commune exactly, in 1.5 MB at most', async () => {
  const communes = await loadCommunes()
  const json = JSON.stringify(toSnapshot(communes))
  console.info(`places: snapshot ${(Buffer.byteLength(json) / 1e6).toFixed(2)} MB`)
  expect(Buffer.byteLength(json)).toBeLessThan(1.5e6)
  expect(JSON.stringify(fromSnapshot(JSON.parse(json)))).toBe(JSON.stringify(communes))
})

it('keeps what is rare: Corsica, the far side of the date line, a foreign postcode, no postcode, nobody living there', () => {
  const commune: Commune = {
    code: '2A004',
    name: "L'Île-d'Yeu",
    postcodes: [],
    departement: '2A',
    region: '94',
    lat: -90,
    lon: 179.9999,
    exactness: 'approximate',
    population: 0,
  }
  const communes = [
    commune,
    { ...commune, code: '2A005', postcodes: ['20000', '35133'], lon: -180, former: [{ code: '2A999', name: 'Vieux' }] },
  ]
  expect(fromSnapshot(toSnapshot(communes))).toEqual(communes)
  expect(fromSnapshot(toSnapshot([]))).toEqual([])
})

it('refuses what it did not write', () => {
  for (const json of [undefined, 'text', {}, { format: 'places-0', source: '', regions: {}, lines: {} }]) {
    expect(() => fromSnapshot(json)).toThrow(SnapshotError)
  }
  const damaged = { ...toSnapshot([]), lines: { '01': '004|Ambérieu' } }
  expect(() => fromSnapshot(damaged)).toThrow(SnapshotError)
})
