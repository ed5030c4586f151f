import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { guard } from '../guardrails/guard.ts'
import { type NamedEntityModel, withNamedEntities } from '../guardrails/named-entities.ts'
import { createPlaceholders } from '../guardrails/placeholders.ts'
import { defaultPolicy } from '../guardrails/policy.ts'
import { openNamedEntities } from './named-entities-node.ts'

const root = mkdtempSync(join(tmpdir(), 'eventail-entities-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const labels = ['O', 'B-PER', 'I-PER', 'B-LOC']
/** Every piece that the tiny model knows, and its label. */
const pieces: [string, string][] = [
  ...['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'voir', 'et', 'ce', 'soir', '.', ',', '-', 'lu'].map(
    (piece): [string, string] => [piece, 'O'],
  ),
  ['Zor', 'B-PER'],
  ['##blax', 'O'],
  ['Qwim', 'I-PER'],
  ['Xul', 'B-PER'],
  ['Lille', 'B-LOC'],
]

describe('a named-entity model in a file', () => {
  it('masks the names that it alone knows, word by word, and no place', async () => {
    const model = await openNamedEntities(write('tiny', {}))
    expect(await namesIn('voir Zorblax Qwim, Xul et Lille ce soir', model)).toEqual(['Zorblax Qwim', 'Xul'])
    const text = 'voir Zorblax Qwim ce soir. voir Xul'
    const [alone, together] = [await judge(text), await judge(text, model)]
    expect(alone.text).toContain('Zorblax')
    expect(together.text).toBe('voir [PERSONNE_1] ce soir. voir [PERSONNE_2]')
  })

  it('reads a text longer than its window whole, several at once, and tells how sure it is', async () => {
    const model = await openNamedEntities(write('short', { config: { max_position_embeddings: 12 } }))
    const long = `${'voir ce soir. '.repeat(50)}Zorblax Qwim. ${'lu et lu '.repeat(30)}Xul`
    const found = await Promise.all(Array.from({ length: 8 }, () => model(long)))
    for (const people of found) {
      expect(people.map(({ start, end }) => long.slice(start, end))).toEqual(['Zorblax Qwim', 'Xul'])
      for (const { score } of people) expect(score).toBeGreaterThan(0.9)
    }
  })

  it('lets nothing pass when the file answers nonsense', async () => {
    for (const [name, weight] of [
      ['not-a-number', Number.NaN],
      ['too-few', undefined],
    ] as const) {
      const model = await openNamedEntities(write(name, weight === undefined ? { width: 3 } : { weight }))
      expect(await judge('voir Lille', model)).toMatchObject({ action: 'block', failed: 'named-entities', text: '' })
    }
  })

  it('is refused at the start, on one line that says why', async () => {
    const refused: [string, string, RegExp][] = [
      ['nothing', join(root, 'absent'), /tokenizer\.json cannot be read/],
      ['another family', write('unigram', { tokenizer: { model: { type: 'Unigram', vocab: [] } } }), /WordPiece/],
      ['no persons', write('places', { config: { id2label: { 0: 'O', 1: 'B-LOC' } } }), /no label PER/],
      ['no weights', write('broken', { bytes: new Uint8Array([1, 2, 3]) }), /model\.onnx is not a model/],
    ]
    for (const [what, folder, message] of refused) {
      const error = await openNamedEntities(folder).then(
        () => undefined,
        (cause) => cause,
      )
      expect(error, what).toMatchObject({ name: 'NamedEntitiesError', message: expect.stringMatching(message) })
      expect(error.message).not.toContain('\n')
    }
  })
})

const judge = (text: string, model?: NamedEntityModel) =>
  withNamedEntities(model, (more) =>
    guard(text, defaultPolicy, { locale: 'fr', placeholders: createPlaceholders(), more: more(text) }),
  )

const namesIn = async (text: string, model: NamedEntityModel): Promise<string[]> =>
  (await model(text)).map(({ start, end }) => text.slice(start, end))

/** A folder as Hugging Face's exporter writes one. Its model looks each piece up in a table of labels: a graph of one node. */
function write(
  name: string,
  {
    config,
    tokenizer,
    weight = 6,
    width = labels.length,
    bytes,
  }: { config?: object; tokenizer?: object; weight?: number; width?: number; bytes?: Uint8Array },
): string {
  const folder = join(root, name)
  mkdirSync(folder)
  const vocab = Object.fromEntries(pieces.map(([piece], number) => [piece, number]))
  const id2label = Object.fromEntries(labels.map((label, number) => [number, label]))
  writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(tokenizer ?? { model: { type: 'WordPiece', vocab } }))
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ id2label, ...config }))
  const table = pieces.flatMap(([, label]) => labels.slice(0, width).map((one) => (one === label ? weight : 0)))
  writeFileSync(join(folder, 'model.onnx'), bytes ?? modelOf(table, [pieces.length, width]))
  return folder
}

/** A model of the ONNX format (onnx.proto3, IR 8, operators 13): logits = Gather(table, input_ids). */
function modelOf(table: readonly number[], [rows, width]: [number, number]): Uint8Array {
  const float = 1
  const int64 = 7
  const tensor = [
    number(1, rows),
    number(1, width),
    number(2, float),
    text(8, 'table'),
    block(9, new Uint8Array(Float32Array.from(table).buffer)),
  ]
  const value = (name: string, type: number, dimensions: (number | string)[]) => {
    const shape = dimensions.map((size) => block(1, typeof size === 'string' ? text(2, size) : number(1, size)))
    return bytesOf([text(1, name), block(2, block(1, bytesOf([number(1, type), block(2, bytesOf(shape))])))])
  }
  const node = bytesOf([text(1, 'table'), text(1, 'input_ids'), text(2, 'logits'), text(4, 'Gather')])
  const graph = [
    block(1, node),
    text(2, 'tiny'),
    block(5, bytesOf(tensor)),
    ...['input_ids', 'attention_mask', 'token_type_ids'].map((name) =>
      block(11, value(name, int64, ['batch', 'length'])),
    ),
    block(12, value('logits', float, ['batch', 'length', width])),
  ]
  return bytesOf([number(1, 8), block(7, bytesOf(graph)), block(8, bytesOf([text(1, ''), number(2, 13)]))])
}

// Protocol buffers: a field is its number and kind (0 a number, 2 a block with its length), then its value.
const number = (field: number, value: number): Uint8Array => bytesOf([varint(field << 3), varint(value)])
const block = (field: number, value: Uint8Array): Uint8Array =>
  bytesOf([varint((field << 3) | 2), varint(value.length), value])
const text = (field: number, value: string): Uint8Array => block(field, new TextEncoder().encode(value))
const varint = (value: number): Uint8Array =>
  value < 128 ? Uint8Array.of(value) : bytesOf([Uint8Array.of((value & 127) | 128), varint(value >>> 7)])
const bytesOf = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))
