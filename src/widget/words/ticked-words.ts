import type { Turn } from '../../record/turn.ts'
import { offersOf } from '../state/sets.ts'
import { listed } from './format.ts'
import type { Messages } from './messages-fr.ts'

/** What is ticked of one set so far. Nothing is, until a person ticks. */
export interface Ticked {
  optionIds: ReadonlySet<string>
  instead: 'none' | 'own' | null
}

/** "B et D", "aucune", "autre piste". */
export function tickedWords({ optionIds, instead }: Ticked, turn: Turn, messages: Messages): string {
  const { decision: words } = messages
  if (instead) return instead === 'none' ? words.noneChosen : words.ownChosen
  const letters = offersOf(turn).flatMap(({ id, letter }) => (optionIds.has(id) ? [letter] : []))
  return listed(letters.sort(), words.and)
}
