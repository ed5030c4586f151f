import { expect, it } from 'vitest'
import { maskedParts } from './masked-parts.ts'

it('tells which parts a library masked from the text that it gives back', () => {
  const original = 'Mme Awa Diop, 06 39 98 12 34 ou awa@mail.fr'
  const parts = (redacted: string) =>
    maskedParts(original, redacted, /<([A-Z]+)\d*>/g).map(({ type, start, end }) => [type, original.slice(start, end)])
  expect(parts(original)).toEqual([])
  expect(parts('Mme <NAME>, <PHONE> ou <MAIL>')).toEqual([
    ['NAME', 'Awa Diop'],
    ['PHONE', '06 39 98 12 34'],
    ['MAIL', 'awa@mail.fr'],
  ])
  expect(parts('<NAME> <NAME1> <NAME2>, 06 39 98 12 34 ou <MAIL>')).toEqual([
    ['NAME', 'Mme'],
    ['NAME', 'Awa'],
    ['NAME', 'Diop'],
    ['MAIL', 'awa@mail.fr'],
  ])
  expect(parts('Mme <NAME><PHONE> ou awa@mail.fr')).toEqual([['PHONE', 'Awa Diop, 06 39 98 12 34']])
})
