import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guard } from './guard.ts'
import { createPlaceholders, highestPlaceholders, type Placeholders } from './placeholders.ts'
import { defaultPolicy } from './policy.ts'

const say = (text: string, placeholders: Placeholders, locale: 'fr' | 'en' = 'fr'): string =>
  guard(text, defaultPolicy, { locale, placeholders }).text

describe('placeholders', () => {
  it('name the same person alike from the first message to the last, however the name is written', () => {
    const conversation = createPlaceholders()
    expect(say('Je reçois Mme Fatoumata Diarra.', conversation)).toBe('Je reçois Mme [PERSONNE_1].')
    expect(say('MME DIARRA EST D’ACCORD', conversation)).toBe('MME [PERSONNE_1] EST D’ACCORD')
    expect(say('Son tuteur, M. Lambert, aussi.', conversation)).toBe('Son tuteur, M. [PERSONNE_2], aussi.')
    expect(say('Fatoumata rappelle M. Lambert', conversation)).toBe('[PERSONNE_1] rappelle M. [PERSONNE_2]')
  })

  it('name the same number alike, with or without its prefix and its spaces', () => {
    const conversation = createPlaceholders()
    expect(say('tel 06 39 98 12 34', conversation)).toBe('tel [TELEPHONE_1]')
    expect(say('tel +33 6.39.98.12.34 ou 07 39 98 00 11', conversation)).toBe('tel [TELEPHONE_1] ou [TELEPHONE_2]')
  })

  it('may have a label of several words, and are then opaque and put back like any other', () => {
    const policy = { ...defaultPolicy, lists: { pass: [], mask: ['Plan Horizon'] } }
    const placeholders = createPlaceholders()
    const { text } = guard('Elle entre dans le plan Horizon.', policy, { locale: 'fr', placeholders })
    expect(text).toBe('Elle entre dans le [TERME_RESERVE_1].')
    expect(guard(text, policy, { locale: 'fr', placeholders }).text).toBe(text)
    expect(placeholders.restore(`Avec [TERME_RESERVE_1] ?`)).toBe('Avec plan Horizon ?')
    expect(highestPlaceholders([text])).toEqual({ TERME_RESERVE: 1 })
  })

  it('speak the language of the conversation', () => {
    expect(say('Mrs Garnier, 06 39 98 12 34', createPlaceholders(), 'en')).toBe('Mrs [PERSON_1], [PHONE_1]')
  })

  it('go on above every placeholder already stored, so that none is reused after a restart', () => {
    const stored = ['Mme [PERSONNE_2] et M. [PERSONNE_7]', 'tel [TELEPHONE_3], voir [ARTICLE_9]']
    const startAbove = highestPlaceholders(stored)
    expect(startAbove).toEqual({ PERSONNE: 7, TELEPHONE: 3 })
    const conversation = createPlaceholders({ startAbove })
    expect(say('Mme Garnier, 06 39 98 12 34', conversation)).toBe('Mme [PERSONNE_8], [TELEPHONE_4]')
    expect(conversation.highest()).toEqual({ PERSONNE: 8, TELEPHONE: 4 })
  })

  it('are not given again when a counsellor types one, and stay as typed', () => {
    const conversation = createPlaceholders()
    expect(say('Pour [PERSONNE_4], voir avec Mme Garnier', conversation)).toBe(
      'Pour [PERSONNE_4], voir avec Mme [PERSONNE_5]',
    )
  })

  it('are kept sealed: another process names the same people alike, and nobody else', () => {
    const seal = (word: string) => `sealed ${[...word].reverse().join('')}`
    const first = createPlaceholders({ seal })
    expect(say('Mme Diarra, 06 39 98 12 34, voir [PERSONNE_4]', first)).toBe(
      'Mme [PERSONNE_5], [TELEPHONE_1], voir [PERSONNE_4]',
    )
    expect(say('Mme Fatoumata Diarra', first)).toBe('Mme [PERSONNE_5]')
    const known = first.changed()
    expect(JSON.stringify(known)).not.toMatch(/diarra|fatoumata|0639/i)
    const second = createPlaceholders({ seal, known })
    expect(say('Fatoumata Diarra, +33 6 39 98 12 34, et M. Lambert', second)).toBe(
      '[PERSONNE_5], [TELEPHONE_1], et M. [PERSONNE_6]',
    )
    expect(second.changed().map(({ number }) => number)).toEqual([6])
  })

  it('give every message back exactly, for the eyes of the one who typed it', () => {
    const conversation = createPlaceholders()
    for (const text of [
      'Je reçois Mme Aïssatou Diallo, née le 3 mai 1990, 12 rue Hoche 59000 Lille.',
      'DIALLO Aïssatou : 06 39 98 12 34 / 06.39.98.12.34',
      'Mme Dia\u00adllo\u200b, ０６ ３９ ９８ １２ ３４',
      'Re\u0301my Garnier habite Lens',
    ]) {
      const redacted = say(text, conversation)
      expect(redacted).toMatch(/\[[A-Z]+_\d+\]/)
      expect(conversation.restore(redacted)).toBe(text)
    }
  })

  it('give back whatever surrounds a name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 60 }), (before, after) => {
        const conversation = createPlaceholders()
        const text = `${before} Mme Garnier ${after}`
        const verdict = guard(text, defaultPolicy, { locale: 'fr', placeholders: conversation })
        return verdict.action === 'block' || conversation.restore(verdict.text) === text
      }),
      { numRuns: 300 },
    )
  })
})
