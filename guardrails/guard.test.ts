import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Recogniser } from './detect/recogniser.ts'
import { kindOf } from './finding.ts'
import { guard, type Verdict } from './guard.ts'
import { inspect } from './inspect.ts'
import { createPlaceholders } from './placeholders.ts'
import { defaultPolicy } from './policy.ts'

const read = (text: string, more: readonly Recogniser[] = []): Verdict =>
  guard(text, defaultPolicy, { locale: 'fr', placeholders: createPlaceholders(), more })

describe('a message with personal data', () => {
  it('goes on with the name and the telephone masked, and the need untouched', () => {
    const verdict = read('Je reçois Mme Aïssatou Diallo, 06 39 98 12 34, qui veut une formation de secrétaire médicale')
    expect(verdict.action).toBe('alert')
    expect(verdict.text).toBe(
      'Je reçois Mme [PERSONNE_1], [TELEPHONE_1], qui veut une formation de secrétaire médicale',
    )
    expect(verdict.findings.map(({ type, replacement }) => [type, replacement])).toEqual([
      ['PERSON', '[PERSONNE_1]'],
      ['PHONE', '[TELEPHONE_1]'],
    ])
    expect(verdict.findings[0]!.advice).toMatch(/Nom masqué/)
  })

  it('keeps the town, the price, the hours and the course dates that the search needs', () => {
    const text = 'CAP cuisine à Roubaix (59100) dès le 03/09/2026, 400 h, 4 500 €, moins de 26 ans, RNCP 35830'
    expect(read(text)).toMatchObject({ action: 'pass', text })
  })

  it('finds what counsellors write, in their many styles, and nothing else', () => {
    const wrong = markedMessages().flatMap(({ text, marked, line }) => {
      const found = inspect(text).candidates.filter(({ type }) => kindOf(type) === 'personal')
      const missed = marked.filter(
        (span) => !found.some(({ type, start, end }) => type === span.type && start <= span.start && end >= span.end),
      )
      const extra = found.filter(
        (one) => !marked.some(({ type, start, end }) => type === one.type && start < one.end && one.start < end),
      )
      return missed.length + extra.length > 0 ? [{ line, found }] : []
    })
    expect(wrong).toEqual([])
  })

  it('says nothing of a text that it blocks', () => {
    const shout: Recogniser = { name: 'shout', find: () => [{ type: 'INAPPROPRIATE', start: 0, end: 2, score: 1 }] }
    expect(read('Il cherche un stage', [shout])).toMatchObject({ action: 'block', because: 'findings', text: '' })
  })
})

describe('bad input', () => {
  it('over the limit is refused before anything reads it', () => {
    const watched: Recogniser = {
      name: 'watched',
      find: () => {
        throw new Error('was asked to read')
      },
    }
    expect(read('é'.repeat(8_001), [watched])).toEqual({
      action: 'block',
      because: 'too-long',
      text: '',
      findings: [],
      limit: 8_000,
    })
    expect(read('é'.repeat(8_000)).action).toBe('pass')
    expect(read('😀'.repeat(8_000)).action).toBe('pass')
    expect(read('😀'.repeat(8_001))).toMatchObject({ because: 'too-long' })
  })

  it('that makes a recogniser fail is blocked, with the name of the recogniser and nothing of the text', () => {
    const broken: Recogniser = {
      name: 'broken',
      find: ({ plain }) => {
        throw new Error(plain)
      },
    }
    const verdict = read('Mme Garnier', [broken])
    expect(verdict).toEqual({ action: 'block', because: 'guard-failure', text: '', findings: [], failed: 'broken' })
  })

  it('such as lone surrogates, NUL and control characters gets a verdict', () => {
    expect(read('Mme Garnier \ud800 cherche').text).toBe('Mme [PERSONNE_1]  cherche')
    expect(read('\u0000Mme Garnier\u0000').action).toBe('alert')
    expect(read('\udfff'.repeat(50)).action).toBe('pass')
    expect(read('').action).toBe('pass')
  })

  it('that was encoded again and again is decoded or blocked', () => {
    let text = 'Mme Garnier, 06 39 98 12 34'
    for (let round = 0; round < 6; round++) {
      const verdict = read(text)
      expect(verdict.action === 'block' || !/garnier|39/i.test(decodeURIComponent(verdict.text))).toBe(true)
      text = encodeURIComponent(text)
    }
  })
})

/** Lines of examples.txt: "\n" stands for a line break, ⟦…|TYPE⟧ for what is to be masked. */
function markedMessages(): {
  line: string
  text: string
  marked: { type: string; start: number; end: number }[]
}[] {
  const lines = readFileSync(join(import.meta.dirname, 'examples.txt'), 'utf8').split('\n')
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      let text = ''
      const marked: { type: string; start: number; end: number }[] = []
      for (const part of line.replaceAll('\\n', '\n').split(/(⟦[^⟧]*⟧)/)) {
        const [, inside, type] = /^⟦(.*)\|([A-Z_]+)⟧$/su.exec(part) ?? []
        if (inside !== undefined && type !== undefined)
          marked.push({ type, start: text.length, end: text.length + inside.length })
        text += inside ?? part
      }
      return { line, text, marked }
    })
}
