import type { Commune } from '../../places/commune.ts'
import { attraction, townsAmong } from './organisations.ts'
import { createWeighted, type Random, type Weighted } from './random.ts'
import type { DemonstrationSources, EventTemplate, Sector, SkillSource, Subject } from './sources.ts'

/** Something that is asked somewhere, whoever offers it. */
export interface Asked<What> {
  what: What
  /** None at a distance. */
  town: Commune | undefined
}

/** Where people ask: one seat of each département, and the towns of a région or a département, the larger the likelier. */
export interface AskedPlaces {
  seats: readonly Commune[]
  /** Those of the largest cities, several times over. */
  cities: readonly Commune[]
  regions: readonly Weighted<Commune>[]
  departements: readonly Weighted<Commune>[]
}

/** A city of arrondissements is asked for by its own name and taught in one of them. */
export function askedPlaces(
  { seats }: DemonstrationSources,
  communes: readonly Commune[],
  random: Random,
): AskedPlaces {
  const byCode = new Map(communes.map((commune) => [commune.code, commune]))
  const within = Map.groupBy(communes, ({ parent }) => parent)
  const towns = townsAmong(communes)
  const weighed = (those: Iterable<readonly Commune[]>) =>
    [...those].map((group) => createWeighted(group.map((town) => [town, attraction(town)] as const)))
  const administered = new Set(seats.map((code) => byCode.get(code)?.departement))
  const local = towns.filter(({ departement }) => administered.has(departement))
  const taughtAt = (code: string) => {
    const inside = within.get(code)
    return inside ? random.pick(inside) : (byCode.get(code) ?? [])
  }
  const populationOf = (code: string) => byCode.get(code)?.population ?? 0
  const largest = seats.toSorted((one, other) => populationOf(other) - populationOf(one)).slice(0, LARGEST)
  return {
    seats: seats.flatMap(taughtAt),
    cities: Array.from({ length: MORE_IN_LARGEST }, () => largest.flatMap(taughtAt)).flat(),
    regions: weighed(Map.groupBy(local, ({ region }) => region).values()),
    departements: weighed(Map.groupBy(local, ({ departement }) => departement).values()),
  }
}

/**
 * The trades most asked: one at every seat, and more in the largest cities, where people expect to choose. What everybody learns: in every region,
 * and at a distance where it can be.
 */
export function askedTrainings(
  { subjects, popular, everyday }: Pick<DemonstrationSources, 'subjects' | 'popular' | 'everyday'>,
  places: AskedPlaces,
  random: Random,
): Asked<Subject>[] {
  const trades = new Set(popular)
  const learnt = new Set(everyday)
  return subjects.flatMap((what): Asked<Subject>[] => [
    ...(trades.has(what.id) ? [...places.seats, ...places.cities].map((town) => ({ what, town })) : []),
    ...(learnt.has(what.id) ? inEveryRegion(what, places, random) : []),
    ...Array.from({ length: remoteShareOf(what) >= FEWEST_REMOTE ? AT_A_DISTANCE : 0 }, () => ({
      what,
      town: undefined,
    })),
  ])
}

const LARGEST = 10
const MORE_IN_LARGEST = 2
/** Offers at a distance of each subject of which at least this share is taught so. */
const AT_A_DISTANCE = 4
const FEWEST_REMOTE = 0.1

const remoteShareOf = ({ modalities: { onsite, mixed, remote } }: Subject): number => remote / (onsite + mixed + remote)

export function askedSkills(
  subjects: readonly SkillSource[],
  places: AskedPlaces,
  random: Random,
): Asked<SkillSource>[] {
  return subjects.flatMap((what) => inEveryRegion(what, places, random))
}

/** `week` counts from the day of building. */
export interface AskedEvent extends Asked<EventTemplate> {
  week: number
  sector?: Sector
}

/** An event in every département, every week that the calendar holds, and employers of every sector in the largest cities. */
export function askedEvents(
  { templates, sectors }: DemonstrationSources['events'],
  { departements, cities }: AskedPlaces,
  random: Random,
): AskedEvent[] {
  const local = templates.filter(({ modality }) => modality !== 'remote')
  if (local.length === 0) return []
  const everywhere = Array.from({ length: WEEKS }, (_, week) => week).flatMap((week) =>
    departements.map((towns): AskedEvent => ({ what: random.pick(local), town: towns.pick(random), week })),
  )
  const recruiting = local.filter(({ id }) => id.startsWith('job-dating'))
  const hiring = recruiting.length === 0 ? [] : cities
  return [
    ...everywhere,
    ...hiring.flatMap((town) =>
      sectors.map(
        (sector): AskedEvent => ({ what: random.pick(recruiting), town, week: random.between(1, 12), sector }),
      ),
    ),
  ]
}

/** Weeks for which events are published (see `eventDay`). */
const WEEKS = 25

const inEveryRegion = <What>(what: What, { regions }: AskedPlaces, random: Random): Asked<What>[] =>
  regions.map((towns) => ({ what, town: towns.pick(random) }))
