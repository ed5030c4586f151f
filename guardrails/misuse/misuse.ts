import type { Candidate, Recogniser } from '../detect/recogniser.ts'
import type { FindingType } from '../finding.ts'
import type { LinearModel } from '../learner/linear-model.ts'
import { openModel, type StoredModel } from '../learner/stored-model.ts'
import { bucketed, clauseRowOf } from '../stories/clause-row.ts'
import { mostWords, tellings } from './message-unit.ts'
import stored from './misuse.json' with { type: 'json' }

export type MisuseLabel = 'none' | 'DISCRIMINATION' | 'INAPPROPRIATE' | 'INJECTION'

/** Selection by trait, contempt and orders to the machine in words that no list holds: messages that a small trained model is sure of. */
export const misuse: Recogniser = {
  name: 'misuse',
  find(message, found) {
    if (found.some(({ type }) => model.labels.includes(type as MisuseLabel))) return []
    const { clauses, units } = clauseRowOf(message, found)
    if (clauses.length === 0 || message.words().length > mostWords) return []
    const leads = leadsOver([...units, tellings(message, bucketed)])
    const label = leads.indexOf(Math.max(...leads))
    if (label === 0 || leads[label]! < model.sure) return []
    // Told where it weighs most; the message as a whole was judged.
    const own = units.map((unit) => leadsOver([unit])[label]!)
    const { start, end } = clauses[own.indexOf(Math.max(...own))]!
    return [{ type: model.labels[label] as FindingType, start, end, score: 0.5 } satisfies Candidate]
  },
}

/** By how much each label weighs more than `none`; what is shown twice counts once. */
function leadsOver(units: readonly (readonly number[])[]): number[] {
  const { table } = model
  const width = model.labels.length
  const leads = Array<number>(width).fill(0)
  turn += 1
  for (const unit of units) {
    for (const bucket of unit) {
      if (counted[bucket] === turn) continue
      counted[bucket] = turn
      const none = table[bucket * width]!
      for (let label = 1; label < width; label += 1) leads[label]! += table[bucket * width + label]! - none
    }
  }
  return leads
}

// The file is written by `npm run train -- misuse`.
const model: LinearModel<MisuseLabel> = openModel(stored as StoredModel<MisuseLabel>)

/** When each bucket was counted last: a set made for each message would weigh more than the sum itself. */
const counted = new Uint32Array(1 << model.bits)
let turn = 0
