import type { Stance } from '../../src/criteria/reading/stances.ts'
import { Role } from '../../src/need/roles/role.ts'
import { stanceRow, type TypedSpan } from '../../src/need/stances/features.ts'
import type { CorpusMessage } from '../corpus/corpus.ts'
import { seenOf, spansIn } from './exact-readers.ts'
import type { ModelPlan } from './model-plan.ts'

/** What each of the things that exact readers found is for. */
export const stances: ModelPlan<Stance> = {
  name: 'stances',
  about:
    'For each thing that exact readers found in a message (a date, a length, a price, a level, a trade, a place): whether it is asked for, refused, left behind, or told beside the need. It sees the words around it, in its clause and in its sentence, without accent, gender or plural; what is denied; what else was found, and on which side.',
  folder: 'src/need/stances',
  labels: ['asked', 'refused', 'left', 'aside'],
  settings: { bits: 16, longest: 1, rounds: 10, cost: 20, seed: 9, keep: 30_000 },
  commonest: 'asked',
  surePrecision: 0.85,
  views: ['as found'],
  lesson(message) {
    const spans = spansIn(message)
    const cuts = spans.map((span, at) => ({ start: at, end: at + 1, label: stanceOf(message, span) }))
    return { row: stanceRow(seenOf(message), spans), cuts }
  },
  judge(message, readings) {
    const spans = spansIn(message)
    return readings.map(({ start, label, margin }) => {
      const span = spans[start]!
      return { message, span, wanted: stanceOf(message, span), given: label, margin, words: 1 }
    })
  },
}

/** As the author marked the stretch that it stands in; a trade or subject is asked for where its very words are. */
function stanceOf({ masked }: CorpusMessage, span: TypedSpan): Stance {
  const over = masked.spans.filter(({ start, end }) => start < span.end && span.start < end)
  const role = over.find(({ label }) => Role.options.includes(label as Role))?.label
  if (role === 'refuse') return 'refused'
  if (role === 'left') return 'left'
  if (span.type === 'trade' || span.type === 'subject')
    return asksTrade.has(role ?? '') && over.some(({ label }) => label === 'what') ? 'asked' : 'aside'
  return asks.has(role ?? '') ? 'asked' : 'aside'
}

const asks: ReadonlySet<string> = new Set(['want', 'condition', 'constraint', 'question'])
const asksTrade: ReadonlySet<string> = new Set(['want', 'question'])
