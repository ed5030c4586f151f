import { describe, expect, it } from 'vitest'
import { en } from './messages-en.ts'
import { fr } from './messages-fr.ts'

/** Every text that a page can show but the criteria, tested where they stand: functions are asked with values that stand out. */
function shown(value: unknown, path = ''): [path: string, text: string][] {
  if (path === '/criterion') return []
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') return [2, 'mot'].flatMap((one) => shown(value(one, one, one, one), path))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => shown(part, `${path}/${key}`))
}

describe('the words of the page', () => {
  it('are set as French is: typographic apostrophes, no line broken before a colon, a question mark or a unit', () => {
    const texts = shown(fr)
    expect(texts.length).toBeGreaterThan(250)
    expect(texts.filter(([, text]) => /\p{L}'\p{L}| [:;?!»%]|« |\d (?:km|h|€|s)\b/u.test(text))).toEqual([])
  })

  it('exist in both languages, none left empty', () => {
    const paths = (of: unknown) => [...new Set(shown(of).map(([path]) => path))].sort()
    expect(paths(en)).toEqual(paths(fr))
    expect([...shown(fr), ...shown(en)].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it('praise no option and give no order', () => {
    const pushing = /meilleure?s? option|idéal|parfait|il faut|je recommande|nous recommandons|\bbest\b|recommend/i
    expect([...shown(fr), ...shown(en)].filter(([, text]) => pushing.test(text))).toEqual([])
  })
})
