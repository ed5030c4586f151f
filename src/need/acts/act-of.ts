import type { Redacted } from '../../../guardrails/redacted.ts'
import { isFollowUp } from '../follow-up.ts'
import type { Act } from './act.ts'
import { saidAct } from './said-act.ts'

/** Where the exchange stands when a message comes: the titles on the table, and whether there is a need to amend. */
export interface Exchange {
  offers: readonly string[]
  amendable: boolean
}

/** What a message does: what its fixed words say, a question about the offers on the table, else a need or a change of it. */
export function actOf(text: Redacted, { offers, amendable }: Exchange): Act {
  const said = saidAct(text)
  if (said) return said
  if (isFollowUp(text, { hasOptions: offers.length > 0, optionTitles: offers, locale: 'fr' })) return 'fact'
  return amendable ? 'amend' : 'need'
}
