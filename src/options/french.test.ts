import { expect, it } from 'vitest'
import { clockTime, inTown, ofTown, typeset } from './french.ts'

it('says of and in a town as French does', () => {
  expect(['Lille', 'Arras', 'Le Mans', 'Les Ulis', 'La Rochelle', 'Hyères', 'Le Havre', 'Yvetot'].map(ofTown)).toEqual([
    'de Lille',
    "d'Arras",
    'du Mans',
    'des Ulis',
    'de La Rochelle',
    "d'Hyères",
    'du Havre',
    "d'Yvetot",
  ])
  expect(['Lille', 'Le Mans', 'Les Ulis', "L'Haÿ-les-Roses", 'Lyon 3e Arrondissement'].map(inTown)).toEqual([
    'à Lille',
    'au Mans',
    'aux Ulis',
    "à L'Haÿ-les-Roses",
    'à Lyon 3e',
  ])
})

it('says the time of day as on a poster', () => {
  expect(['09:00', '16:30'].map(clockTime)).toEqual(['9 h', '16 h 30'])
})

it('sets apostrophes and the spaces that do not break', () => {
  expect(typeset("L'accueil : « oui » ; à 12 km ?")).toBe(
    'L’accueil\u00a0: «\u00a0oui\u00a0»\u00a0; à 12\u00a0km\u00a0?',
  )
})
