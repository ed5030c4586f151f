import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { createReferential } from '../occupations/referential.ts'
import { createPlaces } from '../places/places.ts'
import { describeRequest, fillRequest, StandardRequest } from './requests.ts'

const folder = join(import.meta.dirname, '../../data/requests')
const requests = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => StandardRequest.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))))

const town = { departement: '59', region: '32', lat: 50.6, lon: 3, exactness: 'exact' as const }
const deps = {
  locale: 'fr' as const,
  places: createPlaces([
    { ...town, code: '59350', name: 'Lille', postcodes: ['59000'], population: 236_000 },
    { ...town, code: '93066', name: 'Saint-Denis', postcodes: ['93200'], population: 110_000, departement: '93' },
    { ...town, code: '97411', name: 'Saint-Denis', postcodes: ['97400'], population: 150_000, departement: '974' },
  ]),
  referential: createReferential([
    { code: 'D1102', label: 'Boulanger / Boulangère', names: ['boulanger / boulangère'], activities: [] },
  ]),
  guard: (text: string) => ({ action: 'pass' as const, text: mintRedacted(text), findings: [] }),
}
const request = (id: string) => requests.find((one) => one.id === id)!

describe('standard requests', () => {
  it('are at least twelve, each with its own name', () => {
    expect(requests.length).toBeGreaterThanOrEqual(12)
    expect(new Set(requests.map(({ id }) => id)).size).toBe(requests.length)
  })

  it.each(requests.map((one) => [one.id, one] as const))(
    '%s names in both languages exactly the slots it has',
    (_, { text, slots }) => {
      for (const wording of [text.fr, text.en]) {
        const named = [...wording.matchAll(/\{([a-z]+)\}/g)].map((match) => match[1]!)
        expect([...new Set(named)].sort()).toEqual(slots.map(({ name }) => name).sort())
        // What may stay empty stands between brackets, so that no hole shows.
        const always = wording.replace(/\[[^\]]*\]/g, '')
        for (const { name, required } of slots) expect(always.includes(`{${name}}`)).toBe(required)
      }
      for (const slot of slots) expect(slot.type === 'choice').toBe(Boolean(slot.choices?.length))
    },
  )

  it.each(requests.map((one) => [one.id, one] as const))('%s becomes a sentence and criteria once filled', (_, one) => {
    const sample = { occupation: 'boulangère', commune: '59350', date: '2027-03-01', number: '20', text: 'bureautique' }
    const values = Object.fromEntries(
      one.slots.map(({ name, type, choices }) => [name, type === 'choice' ? choices![0]!.value : sample[type]]),
    )
    const filled = fillRequest(one, values, deps)
    if ('problems' in filled) throw new Error(JSON.stringify(filled.problems))
    expect(filled.text).not.toMatch(/[{}[\]]|undefined/)
    expect(filled.read.map(({ criterion }) => criterion)).toEqual(expect.arrayContaining(Object.keys(filled.patch)))
    expect(Boolean(filled.patch.topic ?? filled.patch.occupation) || !one.kinds.includes('training')).toBe(true)
  })

  it('leaves out the part whose slot is empty', () => {
    expect(fillRequest(request('formation-metier'), { metier: 'boulangère' }, deps)).toMatchObject({
      text: 'Je cherche une formation pour le métier de boulangère.',
      patch: { kinds: ['training'], occupation: { code: 'D1102', label: 'Boulanger / Boulangère' } },
    })
  })

  it('searches for an occupation nobody knows by its words', () => {
    expect(fillRequest(request('formation-metier'), { metier: 'souffleur de verre' }, deps)).toMatchObject({
      patch: { topic: 'souffleur de verre' },
    })
  })

  it('points at every value that does not fit', () => {
    const filled = fillRequest(request('formation-metier'), { commune: 'Lille', km: 'loin', ville: 'x' }, deps)
    expect(filled).toMatchObject({
      problems: [
        { pointer: '/template/values/ville' },
        { pointer: '/template/values/metier', detail: 'à remplir' },
        { pointer: '/template/values/km', detail: 'nombre attendu' },
      ],
    })
  })

  it('asks which town is meant, and keeps the rest', () => {
    const filled = fillRequest(request('formation-metier'), { metier: 'boulangère', commune: 'Saint-Denis' }, deps)
    expect(filled).toMatchObject({
      patch: { occupation: { code: 'D1102' } },
      ambiguous: { because: 'namesakes', candidates: [{ code: '97411' }, { code: '93066' }] },
    })
    const told = fillRequest(request('formation-metier'), { metier: 'boulangère', commune: 'Saint-Denis (93)' }, deps)
    expect(told).toMatchObject({ patch: { near: { code: '93066' } } })
    const unknown = fillRequest(request('formation-metier'), { metier: 'boulangère', commune: 'Nulleville' }, deps)
    expect(unknown).toMatchObject({ ambiguous: { because: 'unknown', candidates: [] } })
  })

  it('belongs to one of four families', () => {
    expect(new Set(requests.map(({ family }) => family)).size).toBe(4)
  })

  it('is listed in the reader’s language, with its slots', () => {
    expect(describeRequest(request('langue'), 'en')).toMatchObject({
      label: 'Learn a language',
      text: 'I am looking for training in {langue} near {commune}, {mode}.',
    })
  })
})
