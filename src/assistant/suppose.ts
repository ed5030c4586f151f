import { choicesAmong } from '../options/selection.ts'
import { type Closest, closestBeyond, type Shortlist, shortlist } from '../options/shortlist.ts'
import { refusedItems } from '../record/refused-items.ts'
import { type Conversation, offersOf, type Turn } from '../record/turn.ts'
import { saidOf } from './overview.ts'
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
  const { choices: after, closest } = await answering(setting, conversation, criteria)
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
          letters: offersOf(table).flatMap(({ item, letter }) =>
            come.some(({ id }) => id === item.id) ? [letter] : [],
          ),
          between,
          closest: after.length === 0 ? await closest() : undefined,
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

/** The choices that answer these criteria, and the nearest beyond their reach; nothing of them leaves for an embedder. */
async function answering(
  { catalogue, embedding, relevance, needOf }: Setting,
  conversation: Conversation,
  criteria: Turn['criteria'],
): Promise<{ choices: Shortlist['kept']; closest: () => Promise<Closest | undefined> }> {
  const { today, near, elsewhere } = needOf(conversation, criteria)
  const alreadyRefused = new Set(refusedItems(conversation.turns, undefined))
  const circumstances = { today, near, elsewhere, alreadyRefused, alreadyShown: new Set<string>() }
  const search = { index: catalogue.current(), embedding, relevance, circumstances }
  const list = await shortlist(criteria, search)
  return { choices: choicesAmong(list.kept), closest: () => closestBeyond(criteria, search, list) }
}
