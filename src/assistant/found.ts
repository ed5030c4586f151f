import { noCriteria } from '../criteria/criteria.ts'
import { emptyProfile } from '../need/profile.ts'
import { argue, seenFrom } from '../options/argue.ts'
import { digestOf } from '../record/digest.ts'
import type { Caller } from '../record/records.ts'
import type { Refusal } from '../record/refusal.ts'
import type { Turn } from '../record/turn.ts'
import { lettersOf } from './search.ts'
import type { Setting } from './setting.ts'

/**
 * What a person found in the search without AI becomes a set to decide on, like any other: what was ticked and nothing else. The search itself is
 * not kept, nothing of the file is compared with it, and no exposure is counted, since nobody was proposed.
 */
export async function setOfFound(
  setting: Setting,
  caller: Caller,
  conversationId: string,
  itemIds: readonly string[],
): Promise<Turn | Refusal> {
  const { records, catalogue, newId, needOf, newTurn, stored } = setting
  const conversation = await records.conversation(caller, conversationId)
  if (!conversation) return { refused: 'not-found' }
  const ids = [...new Set(itemIds)]
  const items = await catalogue.current().items(ids)
  const missing = ids.filter((id) => !items.some((item) => item.id === id))
  if (missing.length > 0) {
    return {
      refused: 'invalid-request',
      problems: missing.map((id) => ({
        pointer: `/itemIds/${itemIds.indexOf(id)}`,
        detail: words[conversation.locale],
      })),
    }
  }
  const criteria: Turn['criteria'] = {
    ...noCriteria,
    includeItems: ids,
    read: [{ criterion: 'includeItems', from: 'counsellor', strength: 'must' }],
  }
  const need = needOf({ profile: emptyProfile, locale: conversation.locale }, criteria)
  const seen = items.map((item) => seenFrom(item, need))
  const options = argue(seen, need, () => newId('opt'), { letters: lettersOf(seen, conversation) })
  const turn = newTurn(
    conversation,
    {},
    {
      act: 'need',
      criteria,
      state: 'to-decide',
      outcome: 'options',
      options,
      optionsDigest: await digestOf(options),
    },
  )
  const part = await stored(caller, conversation, { turn }, undefined)
  return part.part === 'turn' ? part.turn : part.refusal
}

const words = { fr: 'n’est plus dans le catalogue', en: 'is no longer in the catalogue' }
