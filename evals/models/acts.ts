import { mintRedacted } from '../../guardrails/redacted.ts'
import { readersHeard } from '../../src/assistant/readers-heard.ts'
import { Act } from '../../src/need/acts/act.ts'
import { type ActState, actRow } from '../../src/need/acts/features.ts'
import { verbs } from '../../src/need/acts/verbs.ts'
import type { CorpusMessage } from '../corpus/corpus.ts'
import { readTurns, type SaidTurn } from '../sets/turns/turns.ts'
import { spansIn } from './exact-readers.ts'
import type { ModelPlan } from './model-plan.ts'

/** What a message does in the conversation. */
export const acts: ModelPlan<Act> = {
  name: 'acts',
  about:
    'Which of the 27 acts of the contract a message is. It sees the words without accent, gender or plural, pairs of them, four letters in a row, the first and last words, marks, length, families of words that speak of the same thing (`word-families.json`), how it is said (mood, subject, what it points at), what exact readers find in it, and, in a conversation, whether options are shown and decided and whether something was asked.',
  folder: 'src/need/acts',
  labels: Act.options,
  settings: { bits: 16, longest: 1, rounds: 20, cost: 300, seed: 9, keep: 32_000 },
  commonest: 'need',
  surePrecision: 0.95,
  views: ['as written'],
  // Another person and what is no business of the tool are no acts: the first is heard by its cues, the second is told what the tool does.
  also: () => readTurns('tuned').flatMap(lessonOf),
  lesson: (message) => ({
    row: actRow(message.masked.text, {
      state: 'state' in message ? (message as TurnLesson).state : stateBefore(message),
      heard: readersHeard(mintRedacted(message.masked.text), spansIn(message)),
    }),
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

/** A turn of the tuned half of evals/sets/turns, as a message of the corpus. */
function lessonOf({ id, said, act, context }: SaidTurn): TurnLesson[] {
  if (act === 'other-person') return []
  const text = { text: said, spans: [] }
  const known = act === 'off' ? 'meta' : act === 'answer' ? 'amend' : act
  return [{ id, file: 'turns', hand: 'D1', act: known, before: [], ...text, masked: text, state: states[context] }]
}

interface TurnLesson extends CorpusMessage {
  state: ActState
}

const states: Record<SaidTurn['context'], ActState> = {
  none: { shown: 0, pending: false, asked: false },
  question: { shown: 0, pending: false, asked: true },
  options: { shown: 4, pending: true, asked: false },
  'not-enough': { shown: 4, pending: true, asked: false },
  decided: { shown: 4, pending: false, asked: false },
}

/** What stood on the screen, where the message says so; nothing is known of a message that stands alone. */
function stateBefore({ talk, turn, shown, before }: CorpusMessage): ActState | undefined {
  if (talk === undefined || (shown === undefined && turn !== 1)) return undefined
  const decided = before.slice(before.findLastIndex(changesOptions) + 1).includes('choose')
  return { shown: shown ?? 0, pending: (shown ?? 0) > 0 && !decided }
}

const changesOptions = (act: Act): boolean => verbs[act] === 'search' || verbs[act] === 'undo'
