import type { LanguageModelV4StreamPart } from '@ai-sdk/provider'
import { simulateReadableStream } from 'ai'
import { MockLanguageModelV4 } from 'ai/test'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { Criteria, noCriteria } from '../criteria/criteria.ts'
import { createReferential } from '../occupations/referential.ts'
import { createPlaces } from '../places/places.ts'
import { readPrompt } from '../read-sources.ts'
import { jsonIn } from './ask-model.ts'
import { Change, readMessage } from './read-message.ts'

const town = { region: '32', lat: 50.6, lon: 3, exactness: 'exact' as const }
const places = createPlaces([
  { ...town, code: '59350', name: 'Lille', postcodes: ['59000'], departement: '59', population: 236_000 },
  { ...town, code: '62498', name: 'Lens', postcodes: ['62300'], departement: '62', population: 32_000 },
])
const referential = createReferential([
  { code: 'D1102', label: 'Boulanger / Boulangère', names: ['boulanger / boulangère'], activities: ['pétrir le pain'] },
  { code: 'F1703', label: 'Maçon / Maçonne', names: ['maçon / maçonne'], activities: ['monter des murs'] },
  { code: 'F1607', label: 'Vitrier / Vitrière', names: ['vitrier / vitrière'], activities: ['poser des fenêtres'] },
])

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
}
const answering = (text: string, finish: 'stop' | 'length' = 'stop', chunkDelayInMs = 0) =>
  new MockLanguageModelV4({
    doStream: async () => ({
      stream: simulateReadableStream<LanguageModelV4StreamPart>({
        chunkDelayInMs,
        chunks: [
          { type: 'stream-start', warnings: [] },
          { type: 'text-start', id: '1' },
          ...(text.match(/.{1,20}/gsu) ?? []).map((delta) => ({ type: 'text-delta' as const, id: '1', delta })),
          { type: 'text-end', id: '1' },
          { type: 'finish', finishReason: { unified: finish, raw: undefined }, usage },
        ],
      }),
    }),
  })

const message = mintRedacted(
  'Celui qui pose les vitres, à Lille, plutôt en soirée si possible, surtout pas la maçonnerie ni à distance. [PERSONNE_1] ne conduit pas.',
)
const read = (
  model: MockLanguageModelV4,
  {
    signal = new AbortController().signal,
    prompt = 'read-message',
    text = message,
    onRefused = undefined as ((why: string, said: string) => void) | undefined,
  } = {},
) =>
  readMessage({
    model,
    prompt: readPrompt(prompt),
    text,
    previous: noCriteria,
    referential,
    places,
    today: '2026-11-29',
    signal,
    onRefused,
  })
const change = (what: string, value: string, quote: string, more: Partial<Change> = {}) => ({
  do: 'set',
  what,
  value,
  quote,
  wish: false,
  ...more,
})
const reply = (...changes: object[]) => answering(JSON.stringify({ act: 'need', changes }))

describe('reading with a model', () => {
  it('keeps what the message proves, with where it says so, and finds trades in the model’s own words', async () => {
    const model = reply(
      change('goal', 'vitrier', 'Celui qui pose les vitres'),
      change('goal', 'maçon', 'surtout pas la maçonnerie', { do: 'not' }),
      change('place', 'Lille', 'à Lille'),
      change('schedule', 'evening', 'plutôt en soirée si possible', { wish: true }),
      change('modality', 'remote', 'ni à distance', { do: 'not' }),
      change('constraint', 'ne conduit pas', 'ne conduit pas'),
    )
    expect(await read(model)).toMatchObject({
      act: 'need',
      patch: {
        occupation: { code: 'F1607' },
        near: { code: '59350', name: 'Lille' },
        schedule: 'evening',
        excludeModalities: ['remote'],
        refused: [{ criterion: 'occupation', value: { code: 'F1703' } }],
        constraints: ['ne conduit pas'],
      },
      read: [
        { criterion: 'occupation', from: 'model', strength: 'must', span: { start: 0, end: 25 } },
        { criterion: 'refused', from: 'model', strength: 'must' },
        { criterion: 'near', from: 'model', strength: 'must', span: { start: 27, end: 34 } },
        { criterion: 'schedule', from: 'model', strength: 'wish' },
        { criterion: 'excludeModalities', from: 'model', strength: 'must' },
        { criterion: 'constraints', from: 'model', strength: 'must' },
      ],
    })
  })

  it('leaves out what it made up: quotes, towns, texts, dates, levels, and what it is not sure of', async () => {
    const model = reply(
      change('goal', 'maçon', 'veut être maçon'),
      change('place', 'Lens', 'à Lille'),
      change('price', '0', 'gratuit'),
      change('start', '2027-13-45', 'en soirée'),
      change('level', '12', 'Lille'),
      change('hours', '35', 'à Lille'),
      change('schedule', 'evening', 'en soirée', { do: 'unsure' }),
      change('goal', 'maçon', '[PERSONNE_1]'),
      { do: 'set', what: 'age', value: '30', quote: 'Lille' },
    )
    const refused: string[] = []
    const onRefused = (why: string, said: string) => void refused.push(`${why}: ${said}`)
    expect(await read(model, { onRefused })).toEqual({ act: 'need', patch: {}, read: [], leftOut: 7 })
    // In the model's words, for who owns the prompt: the quote that is not there, or what does not follow from it.
    expect(refused).toHaveLength(7)
    expect(refused).toContain('no-such-words: set goal maçon («\u00A0veut être maçon\u00A0»)')
    expect(refused).toContain('not-borne-out: set place Lens («\u00A0à Lille\u00A0»)')
  })

  it('reads two goals as one and another that would do, and a criterion that is lifted', async () => {
    const model = reply(
      change('goal', 'boulanger', 'soirée', { do: 'or' }),
      change('goal', 'vitrier', 'pose les vitres'),
      change('distance', '', 'à Lille', { do: 'remove' }),
    )
    expect(await read(model)).toMatchObject({
      patch: { occupation: { code: 'F1607' }, alternatives: [{ occupation: { code: 'D1102' } }] },
    })
  })

  it('tells a model the day and what is held, and asks not to be stored', async () => {
    const model = reply()
    await read(model)
    const [call] = model.doStreamCalls
    const sent = JSON.stringify(call!.prompt)
    expect(sent).toContain('2026-11-29')
    expect(sent).toContain('Celui qui pose les vitres')
    expect(call!.providerOptions?.openai).toMatchObject({ store: false })
  })

  it('takes of a small model the passages that it points at, and reads them by rules', async () => {
    const flat = {
      act: 'need',
      goal: ['vitres'],
      not: ['la maçonnerie', 'à distance'],
      place: ['Lille'],
      when: [],
      limits: ['plutôt en soirée'],
      constraints: ['ne conduit pas'],
    }
    expect(await read(answering(JSON.stringify(flat)), { prompt: 'read-message.flat' })).toMatchObject({
      patch: {
        near: { code: '59350' },
        schedule: 'evening',
        excludeModalities: ['remote'],
        constraints: ['ne conduit pas'],
      },
    })
  })

  it('reads a reply in a fence, after a sentence, or cut short; says what no reply of ours is', async () => {
    const json = JSON.stringify({
      act: 'need',
      changes: [change('place', 'Lille', 'à Lille'), change('goal', 'vitrier', 'pose les vitres')],
    })
    const lille = { patch: { near: { code: '59350' } } }
    expect(await read(answering(`\`\`\`json\n${json}\n\`\`\``))).toMatchObject(lille)
    expect(await read(answering(`Voici : ${json}\nVoilà.`))).toMatchObject(lille)
    expect(await read(answering(json.slice(0, json.indexOf('vitrier')), 'length'))).toMatchObject(lille)
    expect(await read(answering('Je lis un besoin de formation.'))).toEqual({ failed: 'unreadable' })
    expect(await read(answering('{"act":"need"}'))).toEqual({ failed: 'unreadable' })
    expect(await read(new MockLanguageModelV4({ doStream: () => Promise.reject(new Error('away')) }))).toEqual({
      failed: 'provider',
    })
    expect(await read(reply(), { signal: AbortSignal.abort() })).toEqual({ failed: 'aborted' })
  })

  it('keeps what was said before the deadline, and nothing where we left', async () => {
    const json = JSON.stringify({
      act: 'need',
      changes: [change('place', 'Lille', 'à Lille'), change('goal', 'vitrier', 'pose les vitres')],
    })
    const slowly = `${json.slice(0, -2)}${' '.repeat(4000)}]}`
    const late = await read(answering(slowly, 'stop', 20), { signal: AbortSignal.timeout(600) })
    expect(late).toMatchObject({ patch: { near: { code: '59350' } } })
    const left = new AbortController()
    setTimeout(() => left.abort(), 600)
    expect(await read(answering(slowly, 'stop', 20), { signal: left.signal })).toEqual({ failed: 'aborted' })
  })

  it('gives criteria whatever it is told, each said by a stretch of the message', async () => {
    const text = fc.oneof(
      fc.constantFrom('Lille', 'vitrier', '2027-02-31', '-3', '[PERSONNE_1]', 'à distance'),
      fc.string(),
    )
    const any = fc.record({
      do: fc.constantFrom(...Change.shape.do.options),
      what: fc.constantFrom(...Change.shape.what.options),
      value: text,
      quote: fc.oneof(fc.constantFrom('à Lille', 'les vitres', 'soirée', 'ne conduit pas', 'le', ''), fc.string()),
      wish: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(any, { maxLength: 8 }), async (changes) => {
        const said = await read(reply(...changes))
        if ('failed' in said) throw new Error(said.failed)
        const held = Object.fromEntries(Object.entries(said.patch).filter(([, value]) => value !== null))
        Criteria.parse({ ...noCriteria, ...held })
        for (const { span } of said.read) expect(message.slice(span!.start, span!.end).length).toBeGreaterThan(1)
        expect(new Set(said.read.map(({ criterion }) => criterion))).toEqual(new Set(Object.keys(said.patch)))
      }),
      { numRuns: 200 },
    )
  })
})

describe('the JSON in a text', () => {
  it('is the first whole object; of one that breaks off, the elements that ended', () => {
    expect(jsonIn('a {"b":"}{","c":[1,{"d":2}]} e {"f":1}')).toEqual({ b: '}{', c: [1, { d: 2 }] })
    expect(jsonIn('{"c":[{"d":1},{"d":2},{"d')).toEqual({ c: [{ d: 1 }, { d: 2 }] })
    expect(jsonIn('{"c":[{"d"')).toBeUndefined()
    expect(jsonIn('nothing')).toBeUndefined()
  })
})
