import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guard } from './guard.ts'
import { type NamedEntityModel, withNamedEntities } from './named-entities.ts'
import { createPlaceholders } from './placeholders.ts'
import { defaultPolicy } from './policy.ts'

/** A model that knows some words as names, wherever they stand. */
const knowing =
  (...names: string[]): NamedEntityModel =>
  async (text) =>
    names.flatMap((name) =>
      Array.from(text.matchAll(new RegExp(name, 'g')), ({ 0: said, index }) => ({
        start: index,
        end: index + said.length,
        score: 0.9,
      })),
    )

const read = (text: string, placeholders = createPlaceholders()) =>
  guard(text, defaultPolicy, { locale: 'fr', placeholders })

const readWith = (text: string, model?: NamedEntityModel, placeholders = createPlaceholders()) =>
  withNamedEntities(model, (more) => guard(text, defaultPolicy, { locale: 'fr', placeholders, more: more(text) }))

describe('a named-entity model beside the guard', () => {
  const text = 'Dossier de xqwlam, qui cherche un CAP cuisine à Lille.'

  it('adds the names that nothing else tells from a word, at their place in the text as typed', async () => {
    const odd = 'é e\u0301 ０６ — voir zorblax\u200B ce soir'
    expect(read(odd).text).toContain('zorblax')
    const verdict = await readWith(odd, knowing('zorblax'))
    expect(verdict.text).toContain('voir [PERSONNE_1] ce soir')
    expect(odd.slice(verdict.findings[0]!.start, verdict.findings[0]!.end)).toMatch(/^zorblax/)
    expect(verdict.findings.map(({ type, replacement }) => [type, replacement])).toEqual([['PERSON', '[PERSONNE_1]']])
  })

  it('blocks when the model fails, and tells its name only', async () => {
    const failure = async () => Promise.reject(new Error(`cannot read ${text}`))
    expect(await readWith(text, failure)).toMatchObject({
      action: 'block',
      because: 'guard-failure',
      failed: 'named-entities',
      text: '',
    })
  })

  it('reads every text that a step asks about, once each, and none that is refused before', async () => {
    const asked: string[] = []
    const model: NamedEntityModel = async (said) => {
      asked.push(said)
      return []
    }
    const texts = [text, 'voir Mme Fatoumata Diallo', text, 'a'.repeat(20_000)]
    const placeholders = createPlaceholders()
    const verdicts = await withNamedEntities(model, (more) =>
      texts.map((said) => guard(said, defaultPolicy, { locale: 'fr', placeholders, more: more(said) })),
    )
    expect(verdicts.map(({ action }) => action)).toEqual(['pass', 'alert', 'pass', 'block'])
    expect(verdicts[1]!.text).toBe('voir Mme [PERSONNE_1]')
    expect(asked).toEqual(texts.slice(0, 2))
  })

  it('changes nothing where there is none', async () => {
    expect(await readWith(text)).toEqual(read(text))
  })

  it('ends blocked when a step never stops asking', async () => {
    let round = 0
    const verdict = await withNamedEntities(knowing(), (more) => {
      const said = `${text} ${round++}`
      return guard(said, defaultPolicy, { locale: 'fr', placeholders: createPlaceholders(), more: more(said) })
    })
    expect(verdict).toMatchObject({ action: 'block', failed: 'named-entities' })
  })

  it('blocks when the model tells of a part that the text does not have, or is sure of nothing countable', async () => {
    for (const person of [
      { start: 4, end: 400, score: 0.9 },
      { start: -1, end: 3, score: 0.9 },
      { start: 3, end: 3, score: 0.9 },
      { start: 0, end: 2.5, score: 0.9 },
      { start: 0, end: 3, score: Number.NaN },
    ]) {
      expect(await readWith(text, async () => [person])).toMatchObject({ action: 'block', failed: 'named-entities' })
    }
  })

  it('never uncovers what the guard masks alone, whatever the model says', async () => {
    const message =
      'Mme Fatoumata Diallo, née le 12/03/1985, 06 39 98 12 34, fatou.diallo@mail.example, 12 rue Hoche, 59000 Lille'
    const alone = masked(read(message).findings)
    const part = fc.tuple(
      fc.nat(message.length - 1),
      fc.integer({ min: 1, max: 40 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 6 }), async (parts) => {
        const people = parts.map(([start, length, score]) => ({
          start,
          end: Math.min(message.length, start + length),
          score,
        }))
        const { findings } = await readWith(message, async () => people)
        const now = masked(findings)
        expect([...alone].filter((at) => !now.has(at) && /[\p{L}\p{N}]/u.test(message[at]!))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('leaves placeholders as they are, even when the model takes them for names', async () => {
    const placeholders = createPlaceholders()
    const first = await readWith('Mme Fatoumata Diallo vient.', knowing(), placeholders)
    expect(first.text).toBe('Mme [PERSONNE_1] vient.')
    const again = 'Mme [PERSONNE_1] zorblax viendra.'
    const verdict = await readWith(again, knowing('\\[PERSONNE_1\\] zorblax'), placeholders)
    expect(verdict.text).toBe('Mme [PERSONNE_1] [PERSONNE_2] viendra.')
  })
})

function masked(findings: readonly { start: number; end: number }[]): Set<number> {
  const units = new Set<number>()
  for (const { start, end } of findings) for (let at = start; at < end; at++) units.add(at)
  return units
}
