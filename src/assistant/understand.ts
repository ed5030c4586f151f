import type { Item } from '../catalogue/item.ts'
import { noCriteria } from '../need/criteria.ts'
import { mergeTurn } from '../need/merge.ts'
import { readNeed } from '../need/read-need.ts'
import { nothingRead, type Reading } from '../need/reading.ts'
import type { GuardedMessage } from '../record/guarded-message.ts'
import type { Conversation, Turn } from '../record/turn.ts'
import type { ModelPart } from './model.ts'
import type { Setting } from './setting.ts'

/** The need once all have spoken, what changed in it, and what the words of this message said. */
export interface Understood {
  criteria: Turn['criteria']
  changed: Turn['changed']
  reading: Reading
}

/** Reads the message by rules, and by the model where there is one: profile, model, message, standard request, corrections last. */
export async function understand(
  { places, referential, today }: Setting,
  conversation: Conversation,
  message: GuardedMessage,
  model: ModelPart,
): Promise<Understood> {
  const { profile, locale } = conversation
  const last = conversation.turns.at(-1)
  const previous = last?.criteria ?? noCriteria
  const text = message.template ? undefined : message.text?.redacted
  const shown = last?.options.map(({ item }) => comparable(item))
  const reading = text
    ? readNeed(text, { previous, profile, places, referential, today: today(), locale, shown })
    : nothingRead
  const merged = mergeTurn(previous, {
    profile,
    model: text && (await model.read(text, previous)),
    message: reading,
    template: message.template,
    counsellor: message.criteria,
    today: today(),
  })
  return { ...merged, reading }
}

const comparable = (item: Item) => ({
  hours: item.hours,
  price: item.price && ('free' in item.price ? 0 : item.price.amount),
  distanceKm: item.distanceKm,
  start: item.sessions[0]?.start,
})
