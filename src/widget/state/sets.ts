import type { Option } from '../../options/option.ts'
import type { Turn } from '../../record/turn.ts'
import { type RowName, rowOf } from '../words/row-facts.ts'

/** All of a turn that could be chosen, as drawn, then what is nearest. */
export const offersOf = ({ options, nearest }: Pick<Turn, 'options' | 'nearest'>): Option[] => [...options, ...nearest]

/** Whether a turn put offers on the table; an answer about them shows them no second time. */
export const isSet = (turn: Turn): boolean =>
  (turn.outcome === 'options' || turn.outcome === 'not-enough') && offersOf(turn).length > 0

const waits = ({ state }: Turn): boolean => state === 'to-decide' || state === 'later'

/**
 * The sets on the table, oldest first: what waits for a decision, and beside it what was decided since the last need; talking takes none away.
 * None where the last need found nothing and all before it is settled.
 */
export function setsOnTable(turns: readonly Turn[]): Turn[] {
  const sets = turns.filter(isSet)
  const main = sets.findLast((set) => set.act !== 'complement' && set.state !== 'set-aside')
  return sets.filter((set) => waits(set) || (set.state === 'decided' && main && set.number >= main.number))
}

/** Where a set stands; a turn that put none on the table stands nowhere. */
export const stateOf = ({ state }: Turn): Exclude<Turn['state'], 'none'> => (state === 'none' ? 'set-aside' : state)

/** The letters of a set in the order of the alphabet: "A, B, C, D". */
export const lettersOf = (turn: Turn): string[] =>
  offersOf(turn)
    .map(({ letter }) => letter)
    .sort()

/** The row that the last answer was about, where it was about one. */
export function rowAsked(turns: readonly Turn[]): RowName | null {
  const last = turns.at(-1)
  if (last?.outcome !== 'about') return null
  const rows = new Set(
    last.answers.flatMap(({ claim }) =>
      claim.evidence.flatMap(({ source, field }) => (source === 'item' ? [rowOf(field)] : [])),
    ),
  )
  const [row] = rows
  return rows.size === 1 && row ? row : null
}
