import type { Redacted } from '../../../guardrails/redacted.ts'
import { isFollowUp } from '../follow-up.ts'
import type { Act } from './act.ts'
import { readAct } from './read-act.ts'
import { saidAct } from './said-act.ts'
import { verbs } from './verbs.ts'

/** Where the exchange stands when a message comes: what is on the table, whether it waits for a decision, whether a need was said. */
export interface Exchange {
  offers: readonly string[]
  pending: boolean
  amendable: boolean
  /** Whether the message says anything that a search could use, beside words that no reader knows. */
  saysCriteria: () => boolean
}

/**
 * What a message does: what its fixed words say, else what the trained model is sure of, or takes for talk while nothing could be searched,
 * else a question about the offers on the table, else a need or a change of it. What speaks of offers means nothing while there are none, and what
 * changes a need none before one was said.
 */
export function actOf(text: Redacted, { offers, pending, amendable, saysCriteria }: Exchange): Act {
  const said = saidAct(text)
  if (said) return said
  const { act, sure } = readAct(text, { shown: offers.length, pending })
  const searches = verbs[act] === 'search'
  const talks = !searches && (offers.length > 0 || verbs[act] === 'talk')
  if (talks && sure) return act
  if (isFollowUp(text, { hasOptions: offers.length > 0, optionTitles: offers, locale: 'fr' })) return 'fact'
  if (!amendable) return 'need'
  // In doubt, what could not be searched anyway is talked about.
  if (talks && !saysCriteria()) return act
  return sure && searches ? act : 'amend'
}
