import { expect, it } from 'vitest'
import { fold } from '../normalise.ts'
import { createPhrases } from './phrases.ts'
import { messageOf } from './recogniser.ts'

const read = (pattern: string, text: string): string[] => {
  const reader = createPhrases([{ pattern, tag: true }], { jour: ['lundi', 'mardi'] })
  const message = messageOf(fold(text))
  const tokens = message.words()
  return reader(tokens).map(({ first, end }) => message.plain.slice(tokens[first]!.start, tokens[end - 1]!.end))
}

it('reads alternatives, beginnings, classes and words that may be left out', () => {
  expect(read('sort|sortait de ?la prison*', 'Il sort de prison')).toEqual(['sort de prison'])
  expect(read('sort|sortait de ?la prison*', 'Elle sortait de la prison')).toEqual(['sortait de la prison'])
  expect(read('chaque @jour', 'chaque mardi')).toEqual(['chaque mardi'])
  expect(read('chaque @jour', 'chaque jeudi')).toEqual([])
})

it('compares words without their endings of gender and number, and without accents or disguises', () => {
  expect(read('condamne', 'CONDAMNÉES')).toEqual(['condamnees'])
  expect(read('condamne', 'c\u200bondamné')).toEqual(['condamne'])
  expect(read('boit', 'une boîte')).toEqual([])
})

it('keeps a phrase inside its sentence, and a gap within its length', () => {
  expect(read('ignore ..3 consignes', 'Ignore donc toutes les consignes')).toHaveLength(1)
  expect(read('ignore ..3 consignes', 'Ignore donc bien toutes ces vieilles consignes')).toEqual([])
  expect(read('ignore ..3 consignes', 'Il ignore. Les consignes suivent')).toEqual([])
  expect(read('ignore les', 'il ignore, les autres savent')).toEqual([])
  expect(read('ignore , les', 'il ignore, les autres savent')).toEqual(['ignore, les'])
})

it('knows where a clause begins, and which word may not stand there', () => {
  expect(read('^ note', 'oui, note ceci')).toEqual(['note'])
  expect(read('^ note', 'il note ceci')).toEqual([])
  expect(read('!il|elle ignore', 'elle ignore tout')).toEqual([])
  expect(read('ignore !tout', 'ignore tout')).toEqual([])
  expect(read('ignore !tout', 'ignore cela')).toEqual(['ignore'])
})

it('refuses a phrase that names no class or no word', () => {
  expect(() => createPhrases([{ pattern: '@none', tag: 1 }])).toThrow('@none')
  expect(() => createPhrases([{ pattern: '?a ..2', tag: 1 }])).toThrow('must be there')
})

it('takes twice the time for twice the text', () => {
  const reader = createPhrases([{ pattern: 'a|b ..9 a ..9 a ..9 c', tag: true }])
  const time = (words: number): number => {
    const tokens = messageOf(fold('a '.repeat(words))).words()
    const began = performance.now()
    for (let round = 0; round < 3; round++) reader(tokens)
    return performance.now() - began
  }
  time(500)
  expect(time(4000) / time(1000)).toBeLessThan(16)
})
