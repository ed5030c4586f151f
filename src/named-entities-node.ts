import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { NamedEntityModel, NamedPerson } from '../guardrails/named-entities.ts'
import { cutPieces, type PiecedWord, type Vocabulary, windowsOf } from '../guardrails/word-pieces.ts'

/** A folder that holds no model which can be read here: `message` says what is missing, on one line. */
export class NamedEntitiesError extends Error {
  override name = 'NamedEntitiesError'
}

/** The parts of a Hugging Face tokenizer.json that tell how a BERT model reads text. */
const Tokenizer = z.object({
  model: z.object({
    type: z.literal('WordPiece'),
    vocab: z.record(z.string(), z.number().int()),
    unk_token: z.string().default('[UNK]'),
    continuing_subword_prefix: z.string().default('##'),
  }),
  normalizer: z.object({ lowercase: z.boolean().default(false) }).nullish(),
})

/** Of config.json: what each output says ("B-PER", "I-LOC", "O"), and how many pieces the model reads at once. */
const Labels = z.object({
  id2label: z.record(z.string().regex(/^\d+$/), z.string()),
  max_position_embeddings: z.number().int().min(8).default(512),
})

interface Reader extends Vocabulary {
  begin: number
  end: number
  labels: string[]
  room: number
}

/**
 * Opens a BERT model that names persons (token classification, WordPiece) from a folder with model.onnx, tokenizer.json and config.json,
 * as Hugging Face's exporter writes them. It runs in this process, in WebAssembly: no native code, no network, one message at a time.
 * Throws NamedEntitiesError.
 */
export async function openNamedEntities(folder: string): Promise<NamedEntityModel> {
  const reader = await openReader(folder)
  const runtime = await import('onnxruntime-web').catch((cause) => {
    throw new NamedEntitiesError('A named-entity model needs its runtime: npm install onnxruntime-web@1.22.', { cause })
  })
  runtime.env.wasm.numThreads = 1
  const bytes = await open(folder, 'model.onnx')
  const session = await runtime.InferenceSession.create(bytes).catch((cause) => {
    throw new NamedEntitiesError(`${join(folder, 'model.onnx')} is not a model that the runtime takes.`, { cause })
  })
  const strange = session.inputNames.filter((name) => !inputNames.includes(name))
  if (strange.length > 0) throw new NamedEntitiesError(`The model asks for ${strange.join(', ')}: it is not a BERT.`)

  async function classify(window: readonly PiecedWord[]): Promise<number[][]> {
    const pieces = [reader.begin, ...window.flatMap((word) => word.pieces), reader.end]
    const feeds = session.inputNames.map((name) => {
      const numbers = pieces.map((piece) => (name === 'input_ids' ? piece : name === 'attention_mask' ? 1 : 0))
      return [name, new runtime.Tensor('int64', BigInt64Array.from(numbers, BigInt), [1, pieces.length])]
    })
    const { logits } = await session.run(Object.fromEntries(feeds))
    if (!logits || logits.dims[1] !== pieces.length || logits.dims[2] !== reader.labels.length) {
      throw new Error('The model gave no label for each piece of the text.')
    }
    return firstOfEach(window, await logits.getData(), reader.labels.length)
  }

  return async (text) => {
    const people: NamedPerson[] = []
    for (const window of windowsOf(cutPieces(text, reader), text, reader.room)) {
      people.push(...peopleIn(window, await classify(window), reader.labels, text))
    }
    return people
  }
}

const inputNames = ['input_ids', 'attention_mask', 'token_type_ids']

async function openReader(folder: string): Promise<Reader> {
  const { model, normalizer } = await parse(folder, 'tokenizer.json', Tokenizer)
  const { id2label, max_position_embeddings } = await parse(folder, 'config.json', Labels)
  const numbers = new Map(Object.entries(model.vocab))
  const numberOf = (piece: string) => {
    const number = numbers.get(piece)
    if (number === undefined) throw new NamedEntitiesError(`${join(folder, 'tokenizer.json')} knows no ${piece}.`)
    return number
  }
  const labels = Object.keys(id2label).map((_, number) => id2label[number] ?? 'O')
  if (!labels.some(isPerson)) throw new NamedEntitiesError(`${join(folder, 'config.json')} has no label PER.`)
  return {
    numbers,
    unknown: numberOf(model.unk_token),
    continuing: model.continuing_subword_prefix,
    uncased: normalizer?.lowercase ?? false,
    begin: numberOf('[CLS]'),
    end: numberOf('[SEP]'),
    labels,
    room: Math.min(512, max_position_embeddings) - 2,
  }
}

async function open(folder: string, name: string): Promise<Uint8Array> {
  return readFile(join(folder, name)).catch((cause) => {
    throw new NamedEntitiesError(`${join(folder, name)} cannot be read.`, { cause })
  })
}

async function parse<Value>(folder: string, name: string, schema: z.ZodType<Value>): Promise<Value> {
  const text = new TextDecoder().decode(await open(folder, name))
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new NamedEntitiesError(`${join(folder, name)} is not that of a BERT model with WordPiece.`, { cause })
  }
}

/** What the model says of the first piece of each word. */
function firstOfEach(window: readonly PiecedWord[], logits: ArrayLike<unknown>, width: number): number[][] {
  let piece = 1
  return window.map(({ pieces }) => {
    const row = Array.from({ length: width }, (_, label) => Number(logits[piece * width + label]))
    piece += pieces.length
    return row
  })
}

/** Words in a row that the model takes for persons are one person, unless it says that another begins. */
function peopleIn(
  window: readonly PiecedWord[],
  logits: readonly number[][],
  labels: readonly string[],
  text: string,
): NamedPerson[] {
  const people: NamedPerson[] = []
  let open = false
  for (const [number, { start, end }] of window.entries()) {
    const row = logits[number]!
    if (row.some(Number.isNaN)) throw new Error('The model gave something else than numbers.')
    const label = labels[row.indexOf(Math.max(...row))]!
    if (isPerson(label)) {
      const before = people.at(-1)
      const score = shareOf(row, labels)
      if (open && before && !label.startsWith('B-') && !/\n/.test(text.slice(before.end, start))) {
        Object.assign(before, { end, score: Math.min(before.score, score) })
      } else people.push({ start, end, score })
    }
    open = isPerson(label)
  }
  return people
}

const isPerson = (label: string): boolean => /^(?:[BI]-)?PER(?:SON)?$/.test(label)

/** The probability that the model gives to all labels of persons together (softmax). */
function shareOf(row: readonly number[], labels: readonly string[]): number {
  const highest = Math.max(...row)
  const weights = row.map((logit) => Math.exp(logit - highest))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return Math.min(1, weights.reduce((total, weight, label) => total + (isPerson(labels[label]!) ? weight : 0), 0) / sum)
}
