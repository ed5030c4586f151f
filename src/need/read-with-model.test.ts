import { MockLanguageModelV4 } from 'ai/test'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { Criteria, noCriteria } from '../criteria/criteria.ts'
import { createReferential } from '../occupations/referential.ts'
import { createPlaces } from '../places/places.ts'
import { ModelReading, readNeedWithModel } from './read-with-model.ts'

const town = { region: '32', lat: 50.6, lon: 3, exactness: 'exact' as const }
const places = createPlaces([
  { ...town, code: '59350', name: 'Lille', postcodes: ['59000'], departement: '59', population: 236_000 },
])
const referential = createReferential([
  { code: 'D1102', label: 'Boulanger / Boulangère', names: ['boulanger / boulangère'], activities: ['pétrir le pain'] },
  { code: 'F1703', label: 'Maçon / Maçonne', names: ['maçon / maçonne'], activities: ['monter des murs'] },
])
const nothing = Object.fromEntries(Object.keys(ModelReading.shape).map((name) => [name, null]))
const quote = (value: unknown, words: string, strength = 'must') => ({ value, quote: words, strength })

const answering = (text: string, finish: 'stop' | 'length' = 'stop') =>
  new MockLanguageModelV4({
    doGenerate: async () => ({
      content: [{ type: 'text', text }],
      finishReason: { unified: finish, raw: undefined },
      usage: {
        inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
        outputTokens: { total: 1, text: 1, reasoning: 0 },
      },
      warnings: [],
    }),
  })

const message = mintRedacted('Pétrir le pain, à Lille, plutôt en soirée si possible. [PERSONNE_1] ne conduit pas.')
const read = (model: MockLanguageModelV4, signal = new AbortController().signal, text = message) =>
  readNeedWithModel({
    model,
    prompt: { name: 'read-need', instructions: 'Lis.', inputs: ['message'], temperature: 0, version: 'sha256:0' },
    text,
    previous: noCriteria,
    referential,
    places,
    signal,
  })

/** What a confused model may put in the schema: right keys, any value. */
const nonsense = fc.record(
  Object.fromEntries(
    Object.keys(nothing).map((name) => [
      name,
      fc.option(
        fc.record({
          value: valuesOf(name),
          quote: fc.oneof(fc.constantFrom('Pétrir le pain', 'Lille', 'soirée', '[PERSONNE_1]', 'le', ''), fc.string()),
          strength: fc.constantFrom('must', 'wish'),
        }),
      ),
    ]),
  ),
)

function valuesOf(name: string): fc.Arbitrary<unknown> {
  const text = fc.oneof(fc.constantFrom('Lille', 'D1102', 'le pain', '2027-02-31', '[PERSONNE_1]'), fc.string())
  const modality = fc.constantFrom('onsite', 'remote', 'mixed')
  if (['radiusKm', 'maxHours', 'maxPrice', 'level'].includes(name))
    return fc.double({ noNaN: true, noDefaultInfinity: true })
  if (name === 'certifying') return fc.boolean()
  if (name === 'modality') return modality
  if (name === 'excludeModalities') return fc.array(modality)
  if (name === 'kinds') return fc.array(fc.constantFrom('training', 'skill', 'event'))
  if (name === 'schedule') return fc.constantFrom('full-time', 'part-time', 'evening', 'weekend', 'alternating')
  if (name === 'constraints' || name === 'excludeProviders') return fc.array(text)
  return text
}

describe('reading with a model', () => {
  it('keeps what the message proves, with where it says so', async () => {
    const model = answering(
      JSON.stringify({
        ...nothing,
        occupationCode: quote('D1102', 'Pétrir le pain'),
        commune: quote('Lille', 'à Lille'),
        schedule: quote('evening', 'en soirée', 'wish'),
        constraints: quote(['ne conduit pas'], 'ne conduit pas'),
      }),
    )
    expect(await read(model)).toEqual({
      patch: {
        occupation: { code: 'D1102', label: 'Boulanger / Boulangère' },
        near: { code: '59350', name: 'Lille' },
        schedule: 'evening',
        constraints: ['ne conduit pas'],
      },
      read: [
        { criterion: 'occupation', from: 'model', strength: 'must', span: { start: 0, end: 14 } },
        { criterion: 'near', from: 'model', strength: 'must', span: { start: 16, end: 23 } },
        { criterion: 'schedule', from: 'model', strength: 'wish', span: { start: 32, end: 41 } },
        { criterion: 'constraints', from: 'model', strength: 'must', span: { start: 68, end: 82 } },
      ],
    })
  })

  it('leaves out what it made up: quotes, codes, texts, dates', async () => {
    const model = answering(
      JSON.stringify({
        ...nothing,
        topic: quote('devenir riche', 'Pétrir le pain'),
        occupationCode: quote('Z9999', 'Pétrir le pain'),
        commune: quote('Paris', 'à Lille'),
        maxPrice: quote(0, 'gratuit'),
        startAfter: quote('2027-13-45', 'en soirée'),
        level: quote(12, 'le pain'),
        constraints: quote(['femme seule'], 'ne conduit pas'),
        certifying: quote(true, ''),
      }),
    )
    expect(await read(model)).toEqual({ patch: {}, read: [] })
  })

  it('sends the redacted message and the nearest occupations as data, and asks not to be stored', async () => {
    const model = answering(JSON.stringify(nothing))
    await read(model)
    const [call] = model.doGenerateCalls
    const sent = JSON.stringify(call!.prompt)
    expect(sent).toContain('[PERSONNE_1] ne conduit pas')
    expect(sent).toContain('D1102')
    expect(call!.providerOptions).toEqual({ openai: { store: false } })
    const { schema } = call!.responseFormat as { schema: { required: string[]; properties: object } }
    expect(schema.required.sort()).toEqual(Object.keys(schema.properties).sort())
    expect(JSON.stringify(schema)).not.toContain('oneOf')
  })

  it('gives valid criteria, quoted from the message, whatever nonsense fits the schema', async () => {
    await fc.assert(
      fc.asyncProperty(nonsense, async (answer) => {
        const reading = await read(answering(JSON.stringify(answer)))
        if ('failed' in reading) throw new Error(reading.failed)
        expect(Criteria.safeParse({ ...noCriteria, ...reading.patch, read: reading.read }).error).toBeUndefined()
        expect(reading.read.map(({ criterion }) => criterion).sort()).toEqual(Object.keys(reading.patch).sort())
        for (const { from, span } of reading.read) {
          expect(from).toBe('model')
          expect(message.slice(span!.start, span!.end).trim().length).toBeGreaterThan(1)
        }
        expect(JSON.stringify(reading.patch)).not.toContain('PERSONNE')
      }),
      { numRuns: 200 },
    )
  })

  it('refuses figures that the quoted words cannot tell, and words about the person', async () => {
    const text = mintRedacted('Maman solo de 42 ans, pain à Lille, 3 mois max, gratuit')
    const answer = {
      ...nothing,
      topic: quote('Maman solo', 'pain'),
      radiusKm: quote(30, 'Lille'),
      maxHours: quote(450, '3 mois max'),
      maxPrice: quote(0, 'gratuit'),
      level: quote(4, 'Lille'),
      constraints: quote(['de 42 ans', 'pain'], 'de 42 ans'),
    }
    const reading = await read(answering(JSON.stringify(answer)), undefined, text)
    expect(reading).toMatchObject({ patch: { maxHours: 450, maxPrice: 0 } })
    expect(Object.keys('patch' in reading ? reading.patch : {})).toEqual(['maxHours', 'maxPrice'])
  })

  it.each([
    ['schema', answering('{"topic": 3}')],
    ['schema', answering('<html>502</html>')],
    ['not-finished', answering(JSON.stringify(nothing), 'length')],
    ['provider', new MockLanguageModelV4({ doGenerate: async () => Promise.reject(new Error('401')) })],
  ] as const)('ends as "%s" when the answer cannot be used', async (failed, model) => {
    expect(await read(model)).toEqual({ failed })
    expect(model.doGenerateCalls).toHaveLength(1)
  })

  it('ends as "aborted" when the counsellor leaves', async () => {
    const leaving = AbortSignal.timeout(5)
    const model = new MockLanguageModelV4({
      doGenerate: ({ abortSignal }) =>
        new Promise((_, refuse) => abortSignal!.addEventListener('abort', () => refuse(abortSignal!.reason))),
    })
    expect(await read(model, leaving)).toEqual({ failed: 'aborted' })
  })
})
