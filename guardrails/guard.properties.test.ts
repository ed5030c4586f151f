import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guard, type Verdict } from './guard.ts'
import { createPlaceholders } from './placeholders.ts'
import { defaultPolicy } from './policy.ts'

const wide = { ...defaultPolicy, limit: 1_000_000 }
const read = (text: string, placeholders = createPlaceholders()): Verdict =>
  guard(text, wide, { locale: 'fr', placeholders })

const said = [
  'Mme Garnier',
  'Je reçois Fatoumata Diallo',
  '06 39 98 12 34',
  'née le 12/03/1985',
  '12 rue Hoche, 59000 Lille',
  'IBAN FR76 3000 6000 0112 3456 7890 189',
  'prenom.nom@mail.example',
  'cherche une formation de soudeur',
  'à Roubaix',
  '45 ans',
  'CAP cuisine de 400 h',
  'pas de permis',
] as const
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(fc.oneof(fc.constantFrom(...said), fc.string({ maxLength: 12 })), { maxLength: 12 })
    .map((parts) => parts.join(' ')),
)

describe('whatever is typed', () => {
  it('gets a verdict whose findings are inside the text, in order', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const { action, findings } = read(typed)
        expect(['pass', 'alert', 'block']).toContain(action)
        let from = 0
        for (const { start, end } of findings) {
          expect(start).toBeGreaterThanOrEqual(action === 'block' ? 0 : from)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(typed.length)
          from = end
        }
      }),
      { numRuns: 400 },
    )
  })

  it('is never the cause of an error inside', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const verdict = read(typed)
        return !(verdict.action === 'block' && verdict.because === 'guard-failure')
      }),
      { numRuns: 400 },
    )
  })

  it('is not changed by a second reading once redacted', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...said), { maxLength: 8 }), (parts) => {
        const once = read(`${parts.join('. ')}.`)
        if (once.action === 'block') return
        const twice = read(once.text)
        expect([twice.action, twice.text]).toEqual(['pass', once.text])
      }),
      { numRuns: 300 },
    )
  })
})

describe('a name or a number', () => {
  const plain = fc.constantFrom(
    'Formation longue souhaitée.',
    'Disponible dès septembre !',
    'Le CACES est expiré ;',
    '- projet : soudure\n',
    'Bonjour,\n',
    'Voir le RNCP 35830.',
    '400 h, 4 500 € ;',
  )

  // Each sentence once: a text that says the same a dozen times is stuffing, and blocked as such (detect/injection.ts).
  const sentences = fc.uniqueArray(plain, { maxLength: 6 })

  it('is masked whatever surrounds it', () => {
    fc.assert(
      fc.property(sentences, sentences, (before, after) => {
        const verdict = read([...before, 'Mme Xhevahire Krasniqi, tél. 06 39 98 12 34.', ...after].join(' '))
        expect(verdict.text).toContain('Mme [PERSONNE_1], tél. [TELEPHONE_1].')
      }),
      { numRuns: 200 },
    )
  })

  it('is masked alike when the text comes in several messages', () => {
    const messages = ['Mme Xhevahire Krasniqi habite Lens.', 'Tél. 06 39 98 12 34.', 'Mme Krasniqi veut un CAP.']
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 2, maxLength: 2 }), (cuts) => {
        const conversation = createPlaceholders()
        let typed = ''
        for (const [index, message] of messages.entries())
          typed += `${message}${index < cuts.length ? (cuts[index] ? ' ' : '\n\n') : ''}`
        const chunks = typed.split('\n\n')
        const redacted = chunks.map((chunk) => read(chunk, conversation).text).join(' ')
        expect(redacted).toBe('Mme [PERSONNE_1] habite Lens. Tél. [TELEPHONE_1]. Mme [PERSONNE_1] veut un CAP.')
      }),
    )
  })
})

describe('hostile text', () => {
  const units = ['a', '1', ' ', '\n', '@', '.', 'é', '%41', '&#65;', '06 ', 'M. ', 'Jean ', 'rue ', '12/', 'a@b.fr ']
  const cpu = (work: () => void): number => {
    const began = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(began)
    return (user + system) / 1_000
  }
  const medianOf = (unit: string, length: number): number => {
    const long = unit.repeat(Math.ceil(length / unit.length))
    return [1, 2, 3].map(() => cpu(() => read(long))).sort((one, other) => one - other)[1]!
  }
  for (const unit of units) medianOf(unit, 2_000)

  it('costs twice the time for twice the length', () => {
    const ratios = units
      .map((unit) => {
        // A millisecond of noise must not count as growth.
        const half = medianOf(unit, 50_000) + 5
        return (medianOf(unit, 100_000) + 5) / half
      })
      .sort((one, other) => one - other)
    expect(ratios[ratios.length >> 1]).toBeLessThanOrEqual(2.5)
    expect(ratios.at(-1)).toBeLessThan(4)
  }, 60_000)

  it('of 100 KB is judged in 200 ms of work', () => {
    const times = units.map((unit) => medianOf(unit, 100_000)).sort((one, other) => one - other)
    expect(times[times.length >> 1]).toBeLessThanOrEqual(200)
    expect(times.at(-1)).toBeLessThan(1_000)
  }, 60_000)
})
