import { choicesAmong } from '../options/selection.ts'
import { type Shortlist, shortlist } from '../options/shortlist.ts'
import { refusedItems } from '../record/refused-items.ts'
import type { Conversation, Turn } from '../record/turn.ts'
import { closestOf, saidOf } from './overview.ts'
import { replies } from './replies.ts'
import { asSent } from './sent-criteria.ts'
import type { Setting } from './setting.ts'
import { sentence, type Told } from './talk.ts'
import type { Understood } from './understand.ts'

/**
 * What a supposed change would bring ("et si elle acceptait 60 km ?"), counted as the search itself would answer, and one gesture to apply it.
 * The offers on screen stay as they are.
 */
export async function suppose(
  setting: Setting,
  conversation: Conversation,
  { criteria, changed }: Understood,
  table: Turn,
): Promise<Told> {
  const { locale } = conversation
  const say = replies[locale]
  const told = { outcome: 'about' as const, options: table.options, nearest: table.nearest }
  if (changed.length === 0) return { ...told, reply: [sentence(say.alreadySo)] }
  const { choices: now } = await answering(setting, conversation, conversation.turns.at(-1)!.criteria)
  const { choices: after, excluded } = await answering(setting, conversation, criteria)
  const known = new Set(now.map(({ item }) => item.id))
  const come = after.filter(({ item }) => !known.has(item.id)).map(({ item }) => item)
  const far = come.flatMap(({ distanceKm }) => (distanceKm === undefined ? [] : [distanceKm]))
  const words = saidOf(changed, locale)
  const what = [...words.now, ...words.lifted.map(say.withoutLimit)]
  const between =
    far.length > 0 && far.length === come.length ? { least: Math.min(...far), most: Math.max(...far) } : undefined
  return {
    ...told,
    reply: [
      sentence(
        say.would({
          what,
          before: now.length,
          after: after.length,
          come: come.length,
          between,
          closest: closestOf(excluded),
        }),
      ),
    ],
    // What would bring nothing is no next step.
    suggestions:
      after.length === 0
        ? []
        : [
            {
              label: say.suggest.apply(what),
              to: 'this-exchange',
              send: { criteria: asSent(Object.fromEntries(changed.map(({ criterion, to }) => [criterion, to]))) },
            },
          ],
  }
}

/** The choices that answer these criteria, and what the rules leave out; nothing of them leaves for an embedder. */
async function answering(
  { catalogue, embedding, relevance, needOf }: Setting,
  conversation: Conversation,
  criteria: Turn['criteria'],
): Promise<{ choices: Shortlist['kept']; excluded: Shortlist['excluded'] }> {
  const { today, near, elsewhere } = needOf(conversation, criteria)
  const alreadyRefused = new Set(refusedItems(conversation.turns, undefined))
  const circumstances = { today, near, elsewhere, alreadyRefused, alreadyShown: new Set<string>() }
  const { kept, excluded } = await shortlist(criteria, {
    index: catalogue.current(),
    embedding,
    relevance,
    circumstances,
  })
  return { choices: choicesAmong(kept), excluded }
}
