import { describe, expect, it } from 'vitest'
import { clauseAt, clausesOf } from './clauses.ts'

const parts = (text: string) => clausesOf(text).map(({ start, end }) => text.slice(start, end))

describe('the clauses of a text', () => {
  it('end at marks, at lines and at the words that open another', () => {
    expect(parts('la vente, mais pas le soir ; a 3.5 km. merci')).toEqual([
      'la vente',
      'pas le soir ',
      ' a 3.5 km',
      ' merci',
    ])
    expect(parts("refuse le dimanche parce qu'elle garde")).toEqual(['refuse le dimanche', 'elle garde'])
    expect(parts('il veut vendre parce que sa soeur vend\noui')).toEqual(['il veut vendre', 'sa soeur vend', 'oui'])
  })

  it('hold every offset', () => {
    const clauses = clausesOf('un, deux, trois')
    expect(clauseAt(clauses, 0)).toEqual({ start: 0, end: 2 })
    expect(clauseAt(clauses, 5)).toEqual({ start: 3, end: 8 })
    expect(clauseAt(clauses, 99)).toEqual({ start: 9, end: 15 })
    expect(clauseAt([], 0)).toEqual({ start: 0, end: 0 })
  })
})
