import type { CriteriaChange, Criterion } from '../criteria/criteria.ts'
import { mostRadiusKm } from '../criteria/default-radius-km.ts'
import { rooms } from '../criteria/rooms.ts'
import { inSentence } from '../criteria/spoken.ts'
import { criteriaWords } from '../criteria/words.ts'
import { isCertifying } from '../item.ts'
import type { Need } from '../options/argument.ts'
import type { Option } from '../options/option.ts'
import type { Closest } from '../options/shortlist.ts'
import type { Sentence } from '../record/turn.ts'
import type { Lack } from '../relevance/relevance.ts'
import { type Overview, replies } from './replies.ts'
import { sentence } from './talk.ts'

/** What answers a search. */
interface Answered {
  shown: readonly Option[]
  nearest: readonly Option[]
  /** The offers that an amendment takes the place of. */
  before?: readonly Option[]
  /** Whether these come beside others that stay. */
  beside: boolean
  /** Whether that was searched already, and nothing of it was refused since. */
  again: boolean
  /** Where nothing answers within reach, the nearest that would. */
  closest: Closest | undefined
}

/** The answer to a search in a few sentences: what changed in the need, what answers and what parts it, which offers went, stayed and came. */
export function overviewOf(
  { shown, nearest, before, beside, again, closest }: Answered,
  changed: readonly CriteriaChange[],
  { locale, criteria, lackOf }: Need,
): Sentence[] {
  const say = replies[locale]
  const answer =
    shown.length > 0
      ? say.options({ ...sharedBy(shown), nearest: nearest.length, beside, lack: lackOfAll(shown, lackOf) })
      : say.notEnough(nearest.length, closest)
  const { now, lifted } = saidOf(changed, locale)
  const offers = [...shown, ...nearest]
  return [
    ...(before && now.length + lifted.length > 0 ? [sentence(say.changed(now, lifted))] : []),
    ...(again ? [sentence(say.alreadySo)] : []),
    sentence(answer),
    ...(!before && isAnywhere(shown, criteria) ? [sentence(say.anywhere)] : []),
    ...(before && before.length > 0 && offers.length > 0 ? [sentence(say.moves(movesBetween(before, offers)))] : []),
  ]
}

/** Whether offers that one attends were looked for in the whole country, because no place was said. */
const isAnywhere = (shown: readonly Option[], { near, read }: Need['criteria']): boolean =>
  !near && !read.some(({ criterion }) => criterion === 'near') && shown.some(({ item }) => item.modality !== 'remote')

/** What keeps all of these from answering to the letter, where it is the same: they are not told as if they did. */
function lackOfAll(shown: readonly Option[], lackOf: Need['lackOf']): Lack | undefined {
  const [first, ...others] = shown.map(({ item }) => lackOf?.(item))
  return others.every((lack) => lack === first) ? first : undefined
}

function sharedBy(shown: readonly Option[]): Omit<Overview, 'nearest' | 'beside'> {
  const items = shown.map(({ item }) => item)
  const [first] = items
  const distances = items.map(({ distanceKm, modality }) => (modality === 'remote' ? undefined : distanceKm))
  const furthest = distances.every((km) => km !== undefined) ? Math.max(...(distances as number[])) : 0
  const lettersWhere = (certifying: boolean) =>
    shown
      .filter(({ item }) => (isCertifying(item) === true) === certifying)
      .map(({ letter }) => letter)
      .sort()
  const parted = { certifying: lettersWhere(true), others: lettersWhere(false) }
  const isParted = parted.certifying.length > 0 && parted.others.length > 0
  return {
    count: items.length,
    kind: items.every(({ kind }) => kind === first?.kind) ? first?.kind : undefined,
    modality: items.every(({ modality }) => modality === first?.modality) ? first?.modality : undefined,
    ...(furthest > 0 && { withinKm: furthest }),
    ...(isParted && { parted }),
  }
}

/** What changed in the words of the criteria: values that hold now, and names of what was taken off. */
export function saidOf(changed: readonly CriteriaChange[], locale: Need['locale']) {
  const words = criteriaWords[locale]
  const isNothing = (value: unknown) =>
    value === null || value === undefined || (Array.isArray(value) && value.length === 0)
  const isLifted = ({ criterion, to }: CriteriaChange) =>
    isNothing(to) || (criterion === 'radiusKm' && to === mostRadiusKm)
  const told = changed.filter((one) => !silent.has(one.criterion) && !isSaidByGoal(one))
  const lifted = told.filter(isLifted).map(({ criterion }) => words.criterion[criterion].name)
  const now = told
    .filter((one) => !isLifted(one))
    .map((change) => inSentence(words, change.criterion, newIn(change) as never))
    .filter((said) => said !== '')
  return { now, lifted: lifted.map((name) => name.toLowerCase()) }

  /** Beside the trade or subject that a message names, the words it was read from, and the goal it takes the place of, say nothing more. */
  function isSaidByGoal({ criterion, to }: CriteriaChange): boolean {
    const holdsNow = (goal: Criterion) => changed.some((one) => one.criterion === goal && !isNothing(one.to))
    if (criterion === 'topic') return holdsNow('occupation')
    if (criterion === 'occupation') return isNothing(to) && holdsNow('topic')
    return criterion === 'alternatives' && isNothing(to)
  }
}

/** Lists of offers by their ids, which nobody reads. */
const silent: ReadonlySet<Criterion> = new Set<Criterion>(['includeItems', 'excludeItems'])

/** Of other goals and of what adds up those that came; all that is held of any other criterion. */
function newIn({ criterion, from, to }: CriteriaChange): unknown {
  if (!(criterion === 'alternatives' || rooms[criterion].addsUp) || !Array.isArray(to)) return to
  const before = new Set((Array.isArray(from) ? from : []).map((one) => JSON.stringify(one)))
  return to.filter((one) => !before.has(JSON.stringify(one)))
}

function movesBetween(before: readonly Option[], offers: readonly Option[]) {
  const lettersOf = (options: readonly Option[]) => options.map(({ letter }) => letter).sort()
  const isIn = (options: readonly Option[]) => (one: Option) => options.some(({ item }) => item.id === one.item.id)
  return {
    gone: lettersOf(before.filter((one) => !isIn(offers)(one))),
    stay: lettersOf(offers.filter(isIn(before))),
    come: lettersOf(offers.filter((one) => !isIn(before)(one))),
  }
}
