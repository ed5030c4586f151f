import { Act } from '../../src/need/acts/act.ts'
import { type ActState, actRow } from '../../src/need/acts/features.ts'
import { verbs } from '../../src/need/acts/verbs.ts'
import type { CorpusMessage } from '../corpus/corpus.ts'
import type { ModelPlan } from './model-plan.ts'

/** What a message does in the conversation. */
export const acts: ModelPlan<Act> = {
  name: 'acts',
  about:
    'Which of the 27 acts of the contract a message is. It sees the words without accent, gender or plural, pairs of them, four letters in a row, the first and last words, marks, length, and, in a conversation, whether options are shown and decided.',
  folder: 'src/need/acts',
  labels: Act.options,
  settings: { bits: 16, longest: 1, rounds: 20, cost: 300, seed: 9, keep: 30_000 },
  commonest: 'need',
  surePrecision: 0.95,
  views: ['as written'],
  lesson: (message) => ({
    row: actRow(message.masked.text, stateBefore(message)),
    cuts: [{ start: 0, end: 1, label: message.act }],
  }),
  judge: (message, [reading]) => [
    {
      message,
      span: { start: 0, end: message.masked.text.length },
      wanted: message.act,
      given: reading!.label,
      margin: reading!.margin,
      words: 1,
    },
  ],
}

/** What stood on the screen, where the message says so; nothing is known of a message that stands alone. */
function stateBefore({ talk, turn, shown, before }: CorpusMessage): ActState | undefined {
  if (talk === undefined || (shown === undefined && turn !== 1)) return undefined
  const decided = before.slice(before.findLastIndex(changesOptions) + 1).includes('choose')
  return { shown: shown ?? 0, pending: (shown ?? 0) > 0 && !decided }
}

const changesOptions = (act: Act): boolean => verbs[act] === 'search' || verbs[act] === 'undo'
