import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketOf } from './buckets.ts'
import { cutRow } from './cut-row.ts'
import { type LearningSettings, type Lesson, learn } from './learn.ts'
import { readRow } from './linear-model.ts'
import { after, type Cut, type HashedRow, hashRow, type Row } from './row.ts'
import { openModel, packWeights } from './stored-model.ts'

const settings: LearningSettings = { bits: 10, longest: 4, rounds: 10, cost: 2, seed: 1, keep: 5000 }

/** One unit a word, a stretch being known by its first word. */
const rowOf = (text: string): Row => {
  const units = text.split(' ')
  return {
    units: units.map((word) => [`word:${word}`]),
    words: units.map(() => 1),
    stretch: (start, end) => [`first:${units[start]}`, `length:${end - start}`],
  }
}

/** "rouge" and what follows is warm, "bleu" and what follows is cold. */
const lesson = (text: string): Lesson<'warm' | 'cold'> => {
  const cuts: { start: number; end: number; label: 'warm' | 'cold' }[] = []
  for (const [at, word] of text.split(' ').entries()) {
    const label = word === 'rouge' ? 'warm' : word === 'bleu' ? 'cold' : undefined
    if (label) cuts.push({ start: at, end: at + 1, label })
    else cuts.at(-1)!.end = at + 1
  }
  return { row: hashRow(rowOf(text), settings.bits, 2), cuts }
}
const lessons = ['rouge tout seul', 'bleu et puis rouge vif', 'rouge clair bleu', 'bleu', 'rouge vif bleu et puis'].map(
  lesson,
)
const learned = () => learn(['warm', 'cold'], lessons, settings)
const model = openModel({ ...learned(), sure: 0, lessons: '' })

describe('a small model', () => {
  it('finds where stretches begin and end in a row it never saw, and says what weighed most', () => {
    const readings = readRow(model, rowOf('rouge tout clair bleu tout'))
    expect(readings.map(({ start, end, label }) => [start, end, label])).toEqual([
      [0, 3, 'warm'],
      [3, 5, 'cold'],
    ])
    expect(readings[0]!.because[0]!.feature).toMatch(/rouge$/)
    expect(readings[0]!.margin).toBeGreaterThan(0)
    expect(readings[0]!.ranked.map(({ label }) => label)).toEqual(['warm', 'cold'])
  })

  it('is the same bytes each time it is trained on the same lessons, and others with another seed', () => {
    expect(JSON.stringify(learned())).toBe(JSON.stringify(learned()))
    const lean = (seed: number) => learn(['warm', 'cold'], lessons, { ...settings, rounds: 1, seed }).weights
    expect(new Set([1, 2, 3, 4, 5].map(lean)).size).toBeGreaterThan(1)
  })

  it('keeps no more weights than it may', () => {
    const { table } = openModel({ ...learn(['warm', 'cold'], lessons, { ...settings, keep: 4 }), sure: 0, lessons: '' })
    expect(table.filter((weight) => weight !== 0).length).toBeLessThanOrEqual(8)
    expect(Math.max(...table.map(Math.abs))).toBe(127)
  })

  it('reads nothing where nothing is', () => {
    expect(readRow(model, { units: [], words: [], stretch: () => [] })).toEqual([])
  })

  it('comes back from its file weight by weight', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(4095), fc.integer({ min: -127, max: 127 }))), (set) => {
        const table = new Int8Array(4096)
        for (const [place, weight] of set) table[place] = weight
        const stored = { labels: ['one'], bits: 12, longest: 1, sure: 0, lessons: '', weights: packWeights(table) }
        expect(openModel(stored).table).toEqual(table)
      }),
    )
  })
})

describe('cutting a row', () => {
  it('finds the cuts that weigh most of all there are', () => {
    const labels = ['a', 'b', 'c']
    const bits = 6
    const weights = fc.array(fc.integer({ min: -9, max: 9 }), {
      minLength: labels.length << bits,
      maxLength: labels.length << bits,
    })
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 3 }), (table, count, longest) => {
        const row = hashRow(rowOf(Array.from({ length: count }, (_, at) => `w${at}`).join(' ')), bits, labels.length)
        const weigh = (cuts: readonly Cut[]) => weightOf(cuts, row, table, labels, bits)
        const best = Math.max(...allCuts(0, count, longest, labels.length).map(weigh))
        expect(weigh(cutRow({ labels, bits, longest, table }, row))).toBe(best)
      }),
    )
  })
})

function allCuts(start: number, count: number, longest: number, width: number): Cut[][] {
  if (start === count) return [[]]
  const cuts: Cut[][] = []
  for (let end = start + 1; end <= Math.min(count, start + longest); end += 1) {
    const rests = allCuts(end, count, longest, width)
    for (let label = 0; label < width; label += 1) for (const rest of rests) cuts.push([{ start, end, label }, ...rest])
  }
  return cuts
}

function weightOf(cuts: readonly Cut[], row: HashedRow, table: number[], labels: string[], bits: number): number {
  let sum = 0
  for (const [at, { start, end, label }] of cuts.entries()) {
    const previous = cuts[at - 1]
    const follows = bucketOf(after(previous && labels[previous.label]), bits) * labels.length
    for (const place of [...row.units.slice(start, end).flat(), ...row.stretch(start, end), follows])
      sum += table[place + label]!
  }
  return sum
}

describe('buckets', () => {
  it('are those of the published function, folded', () => {
    // FNV-1a of "foobar" in 32 bits is bf9cf968.
    expect(bucketOf('foobar', 16)).toBe(0xbf9c ^ 0xf968)
    expect(bucketOf('', 16)).toBe(0x811c ^ 0x9dc5)
  })
})
