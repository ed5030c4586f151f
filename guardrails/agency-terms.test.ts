import { describe, expect, it } from 'vitest'
import { type AgencyLists, mostTerms, readAgencyList } from './agency-terms.ts'
import { guard } from './guard.ts'
import { createPlaceholders } from './placeholders.ts'
import { defaultPolicy } from './policy.ts'

const say = (text: string, lists: Partial<AgencyLists>): string =>
  guard(
    text,
    { ...defaultPolicy, lists: { ...defaultPolicy.lists, ...lists } },
    { locale: 'fr', placeholders: createPlaceholders() },
  ).text

describe('the lists of an agency', () => {
  it('let through a place, a school or an employer that bears the name of somebody, and nobody of that name', () => {
    const text = 'Stage avec Karim Belkacem, formation à Irène Casteran.'
    expect(say(text, {})).toBe('Stage avec [PERSONNE_1], formation à [PERSONNE_2].')
    expect(say(text, { pass: ['IRENE CASTERAN'] })).toBe('Stage avec [PERSONNE_1], formation à Irène Casteran.')
    expect(say('Je reçois Mme Irène Casteran-Diallo.', { pass: ['Irène'] })).not.toContain('Diallo')
  })

  it('mask what the agency keeps to itself, however it is written', () => {
    expect(say('Dossier PLAN  HORIZON à voir', { mask: ['plan Horizon'] })).toBe('Dossier [TERME_RESERVE_1] à voir')
    expect(say('un horizon clair', { mask: ['plan Horizon'] })).toBe('un horizon clair')
  })

  it('are one term a line, with remarks', () => {
    expect(readAgencyList('pass', '# écoles\n\nIrène Casteran\r\n  Les Ateliers Rolland \n')).toEqual([
      'Irène Casteran',
      'Les Ateliers Rolland',
    ])
  })

  it.each([
    ['pass', 'Irène Casteran\nFatou\n', { line: 2, because: 'first-name' }],
    ['pass', 'ab', { line: 1, because: 'too-short' }],
    ['pass', '# titre\n...\n', { line: 2, because: 'too-short' }],
    ['mask', 'plan Horizon\n\nformation', { line: 3, because: 'everyday-word' }],
    ['mask', 'a'.repeat(81), { line: 1, because: 'too-long' }],
    ['mask', 'un terme\n'.repeat(1_000_000), { line: mostTerms + 1, because: 'too-many' }],
  ] as const)('are refused with the line of the mistake: %s', (list, written, problem) => {
    expect(readAgencyList(list, written)).toEqual(problem)
  })

  it('cost no more than a message does, with as many terms as may be', () => {
    const mask = Array.from({ length: mostTerms }, (_, at) => `dossier numero${at} bis`)
    const text = 'dossier '.repeat(900)
    say(text, { mask })
    const began = performance.now()
    say(text, { mask })
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})
