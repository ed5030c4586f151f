import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { conductTypes, findingTypes, injectionTypes, personalTypes, sensitiveTypes } from '../../../guardrails/finding.ts'
import { buildMessages, readHandwritten, readTemplates, type Row, serialise } from './generate.ts'
import { origins } from './people.ts'

const file = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const parse = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row)
const messages = parse(file('messages.jsonl'))
const handwritten = parse(file('handwritten.jsonl'))
const all = [...messages, ...handwritten]

const spansOf = (type: string, rows: readonly Row[] = all) =>
  rows.flatMap((row) => row.spans.filter((span) => span.type === type).map(({ start, end }) => row.text.slice(start, end)))

describe('the development set of the guard', () => {
  it('is what the templates, the handwritten source and the seed give', () => {
    expect(file('messages.jsonl') === serialise(buildMessages())).toBe(true)
    expect(file('handwritten.jsonl') === serialise(readHandwritten())).toBe(true)
  })

  it('holds thousands of generated messages, hundreds written in full, no text twice', () => {
    expect(messages.length).toBeGreaterThanOrEqual(3000)
    expect(handwritten.length).toBeGreaterThanOrEqual(350)
    expect(new Set(all.map((row) => row.text)).size).toBe(all.length)
    expect(new Set(all.map((row) => row.id)).size).toBe(all.length)
  })

  it('marks spans in order, apart, inside the text, and not on a space or an honorific', () => {
    const wrong = all.filter((row) =>
      row.spans.some(({ start, end }, index) => {
        const text = row.text.slice(start, end)
        const before = row.spans[index - 1]?.end ?? 0
        return start < before || end <= start || end > row.text.length || text !== text.trim() || /[⟦⟧{}|]/.test(text)
      }),
    )
    expect(wrong.map((row) => row.id)).toEqual([])
    expect(spansOf('PERSON').filter((name) => /^(mme|mlle|madame|monsieur|mr|dr|me)[ .]/i.test(name))).toEqual([])
    expect(all.filter((row) => /[⟦⟧{}]/.test(row.text)).map((row) => row.id)).toEqual([])
  })

  it('covers every type, with at least 200 test spans for each type of personal data', () => {
    const test = all.filter((row) => row.split === 'test')
    const count = (type: string) => spansOf(type, test).length
    // What an agency masks stands in its own lists, not in messages of ours.
    expect(personalTypes.filter((type) => type !== 'AGENCY_TERM').filter((type) => count(type) < 200)).toEqual([])
    expect([...sensitiveTypes, ...conductTypes, ...injectionTypes].filter((type) => count(type) < 50)).toEqual([])
    expect(all.flatMap((row) => row.spans).filter((span) => !(findingTypes as readonly string[]).includes(span.type))).toEqual([])
  })

  it('keeps every author template in one part only', () => {
    const parts = Map.groupBy(all, (row) => row.template)
    expect([...parts].filter(([, rows]) => new Set(rows.map((row) => row.split)).size > 1)).toEqual([])
    const ids = readTemplates().map((template) => template.id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('gives a third of the set to clean messages that tempt the guard, a tenth or more to English', () => {
    const hard = all.filter((row) => row.hard)
    expect(hard.length / all.length).toBeGreaterThanOrEqual(1 / 3)
    expect(hard.filter((row) => row.spans.length > 0).map((row) => row.id)).toEqual([])
    expect(all.filter((row) => row.topic && row.spans.length > 0).map((row) => row.id)).toEqual([])
    expect(all.filter((row) => row.topic).length).toBeGreaterThanOrEqual(500)
    const english = messages.filter((row) => row.template.startsWith('en-')).length / messages.length
    expect(english).toBeGreaterThan(0.08)
    expect(english).toBeLessThan(0.15)
  })

  it('names people of every origin in the test part', () => {
    const named = all.filter((row) => row.split === 'test' && row.origin && row.spans.some((span) => span.type === 'PERSON'))
    const counts = origins.map((origin) => [origin, named.filter((row) => row.origin === origin).length] as const)
    expect(counts.filter(([, count]) => count < 200)).toEqual([])
  })

  it('writes as people do: decomposed accents, no-break spaces, full-width digits, capitals, no accents', () => {
    for (const sign of [/\u0301/, /[\u00a0\u202f]/, /[\uff10-\uff19]/, /^[^a-zß-ÿ]{60,}$/, /’/])
      expect(all.filter((row) => sign.test(row.text)).length, String(sign)).toBeGreaterThan(20)
  })

  it.each(['NIR', 'TAX_ID', 'SIREN', 'SIRET', 'CREDIT_CARD', 'IBAN'] as const)('holds only a valid %s', (type) => {
    expect(spansOf(type).filter((written) => !hasValidKey[type](compact(written)))).toEqual([])
  })

  it('gives out no phone number of mainland France outside the blocks that are not given to people', () => {
    const unassigned = /^0(19900|26191|35301|46571|53649|63998|700|999)/
    const overseas = /^0(26[29]|639|59[046]|69\d)/
    const national = spansOf('PHONE')
      .map((written) => compact(written).replace(/^(\+|00)(33|262|590|594|596)(\(0\))?/, '0').replace(/\D/g, ''))
      .filter((digits) => digits.length === 10)
    expect(national.length).toBeGreaterThan(300)
    expect(national.filter((digits) => !unassigned.test(digits) && !overseas.test(digits))).toEqual([])
  })
})

/** Folded to what a check key is computed on: ASCII digits, capitals, no separator. */
const compact = (written: string) => written.normalize('NFKC').toUpperCase().replace(/[\s./-]/g, '')

// Written again from the standards, apart from the makers that they judge.
const luhn = (digits: string) =>
  [...digits].reverse().reduce((sum, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
    return sum + (value > 9 ? value - 9 : value)
  }, 0) %
    10 ===
  0

const hasValidKey = {
  NIR: (written: string) => {
    const value = written.replace(/[()]/g, '')
    const number = BigInt(value.slice(0, 13).replace('2A', '19').replace('2B', '18'))
    // The thirteen digits alone also circulate.
    return value.length === 13 || (value.length === 15 && (number + BigInt(value.slice(13))) % 97n === 0n)
  },
  TAX_ID: (value: string) => /^[0-3]\d{12}$/.test(value) && Number(value.slice(0, 10)) % 511 === Number(value.slice(10)),
  SIREN: (value: string) => value.length === 9 && luhn(value),
  SIRET: (value: string) => value.length === 14 && luhn(value) && luhn(value.slice(0, 9)),
  CREDIT_CARD: (value: string) => value.length === 16 && luhn(value),
  IBAN: (value: string) => {
    // A domestic RIB: 89 × bank + 15 × branch + 3 × account + key is a multiple of 97.
    if (/^\d/.test(value)) {
      const account = value.slice(10, 21).replace(/[A-Z]/g, (letter) => '12345678912345678923456789'[letter.charCodeAt(0) - 65]!)
      return (89n * BigInt(value.slice(0, 5)) + 15n * BigInt(value.slice(5, 10)) + 3n * BigInt(account) + BigInt(value.slice(21))) % 97n === 0n
    }
    const digits = [...(value.slice(4) + value.slice(0, 4))].map((sign) => Number.parseInt(sign, 36)).join('')
    return BigInt(digits) % 97n === 1n
  },
}
