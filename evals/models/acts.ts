import { guard } from '../../guardrails/guard.ts'
import { createPlaceholders } from '../../guardrails/placeholders.ts'
import { defaultPolicy } from '../../guardrails/policy.ts'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { readersHeard } from '../../src/assistant/readers-heard.ts'
import { HeardAct } from '../../src/need/acts/act.ts'
import { type ActState, actRow } from '../../src/need/acts/features.ts'
import { verbs } from '../../src/need/acts/verbs.ts'
import type { CorpusMessage } from '../corpus/corpus.ts'
import { isCommand, readTurns, type SaidTurn } from '../sets/turns/turns.ts'
import { spansIn } from './exact-readers.ts'
import type { ModelPlan } from './model-plan.ts'

/** What a message does in the conversation. */
export const acts: ModelPlan<HeardAct> = {
  name: 'acts',
  about:
    'Which of the 27 acts of the contract a message is, or about another person, or no business of the assistant. It sees the words without accent, gender or plural, pairs of them, four letters in a row, the first and last words, marks, length, families of words that speak of the same thing (`word-families.json`), how it is said (mood, subject, what it points at), what exact readers find in it, and, in a conversation, whether options are shown and decided and whether something was asked.',
  folder: 'src/need/acts',
  labels: HeardAct.options,
  settings: { bits: 18, longest: 1, rounds: 20, cost: 300, seed: 9, keep: 100_000 },
  chosenOn:
    'hands E and F of `evals/sets/turns`, by models that had not learned from them, the third below being seen beside',
  commonest: 'need',
  surePrecision: 0.95,
  views: ['as written'],
  also: () => {
    const turns = readTurns('tuned')
    // Plain commands are few, and must be heard: thrice.
    const plain = turns.filter(isCommand)
    return [...turns, ...plain, ...plain].map(lessonOf)
  },
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

/** A turn of evals/sets/turns as the guard lets it through, as a message of the corpus. What answers a question says a criterion. */
function lessonOf({ id, said, act, context }: SaidTurn): TurnLesson {
  const known = act === 'answer' ? 'amend' : act
  const { text } = guard(said, defaultPolicy, { locale: 'fr', placeholders: createPlaceholders() })
  const state = states[context]
  return {
    id,
    file: 'turns',
    hand: `${id[0]}1`,
    act: known,
    before: [],
    text: said,
    spans: [],
    masked: { text, spans: [] },
    state,
  }
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

/** What stood on the screen, where the message says so: nothing before a need that stands alone; of what changes one and stands alone it is not known. */
function stateBefore({ act, talk, turn, shown, before }: CorpusMessage): ActState | undefined {
  if (talk === undefined && act === 'need') return states.none
  if (talk === undefined || (shown === undefined && turn !== 1)) return undefined
  const decided = before.slice(before.findLastIndex(changesOptions) + 1).includes('choose')
  return { shown: shown ?? 0, pending: (shown ?? 0) > 0 && !decided }
}

const changesOptions = (act: HeardAct): boolean =>
  act !== 'other-person' && act !== 'off' && (verbs[act] === 'search' || verbs[act] === 'undo')
