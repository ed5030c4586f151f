import { expect, it } from 'vitest'
import { fold } from '../normalise.ts'
import { closes, marksOfPhrase } from './closing.ts'
import { messageOf } from './recogniser.ts'

const closesAfter = (text: string, word: string): boolean => {
  const tokens = messageOf(fold(text)).words()
  return closes(tokens, tokens.findIndex(({ plain }) => plain === word) + 1)
}

it('tells what is said of a person from what is said of a thing behind it', () => {
  expect(closesAfter('Il est sourd.', 'sourd')).toBe(true)
  expect(closesAfter('Il est sourd, il cherche un poste', 'sourd')).toBe(true)
  expect(closesAfter('Il est sourd et cherche un poste', 'sourd')).toBe(true)
  expect(closesAfter('Il a été condamné en 2019', 'condamne')).toBe(true)
  expect(closesAfter('Opérée le 3 mars', 'operee')).toBe(true)
  expect(closesAfter('Il est sourd aux critiques', 'sourd')).toBe(false)
  expect(closesAfter('Il est condamné en chocolat', 'condamne')).toBe(false)
  expect(closesAfter('Elle est nulle, cette affiche', 'nulle')).toBe(false)
})

it('reads the marks at the end of a phrase', () => {
  expect(['sourd%', 'th^', 'arrete~', 'noir|blanc%^', 'addict*'].map(marksOfPhrase)).toEqual(['%', '^', '~', '%^', ''])
})
