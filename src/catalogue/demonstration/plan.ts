import type { Modality } from '../../item.ts'
import type { Commune } from '../../places/commune.ts'
import type { Asked } from './coverage.ts'
import type { Organisation } from './organisations.ts'
import { createRandom, createWeighted, type Random, shuffled, type Weighted } from './random.ts'
import type { DemonstrationSources, Subject } from './sources.ts'

/** One training as it really is: who teaches what where. `facts` seeds everything else of it. */
export interface Course {
  facts: string
  subject: Subject
  provider: Organisation
  town: Commune | undefined
  modality: Modality
  /** A near twin of another course: same facts, other year, option or town. */
  variant?: { of: 'blocks' | 'years' | 'groups'; pair: number; side: 0 | 1 }
}

/** A course published by one partner. Offers of the same `group` are the same training; `copy` tells them apart. */
export interface Publication {
  course: Course
  publisher: Organisation
  copy: number
  group: number | undefined
}

/**
 * Which trainings exist and who publishes them: `count` publications, `duplicates` of which are the same training as
 * at least one other. What is asked everywhere comes first, where there is room for it.
 */
export function planTrainings(
  sources: DemonstrationSources,
  organisations: readonly Organisation[],
  options: { seed: string; count: number; duplicates: number; asked: readonly Asked<Subject>[] },
): Publication[] {
  const random = createRandom(`${options.seed}/plan`)
  // Room is left for near twins and for copies, of which two in three are not the first of their course.
  const room = options.count - (options.duplicates * 2) / 3
  const isRoom = options.asked.length * (1 + NEAR_TWINS) <= room
  const asked = isRoom ? shuffled(options.asked, random) : []
  const choose = courseChooser(sources, organisations, { seed: options.seed, asked }, random)
  const relays = organisations.filter((organisation) => organisation.partner?.relays)
  const publications: Publication[] = []
  let grouped = 0
  for (let group = 0; options.duplicates - grouped >= 2 && group < options.duplicates * 4; group += 1) {
    const course = choose.course()
    const { provider, subject } = course
    const others = relays.filter(
      (relay) => relay !== provider && reaches(relay, course) && covers(relay, domainOf(subject)),
    )
    const publishers = [...(provider.partner ? [provider] : []), ...shuffled(others, random)]
    if (publishers.length < 2) {
      publications.push({ course, publisher: choose.publisher(course), copy: 0, group: undefined })
      continue
    }
    const chosen = publishers.slice(0, Math.min(groupSizes.pick(random), options.duplicates - grouped))
    publications.push(...chosen.map((publisher, copy) => ({ course, publisher, copy, group })))
    grouped += chosen.length
    if (random.chance(NEAR_TWINS)) publications.push(...choose.twin(course, chosen[0]!))
  }
  while (publications.length < options.count) {
    const course = choose.course()
    const publisher = choose.publisher(course)
    publications.push({ course, publisher, copy: 0, group: undefined })
    if (random.chance(NEAR_TWINS)) publications.push(...choose.twin(course, publisher))
  }
  return publications.slice(0, options.count)
}

function courseChooser(
  sources: DemonstrationSources,
  organisations: readonly Organisation[],
  { seed, asked }: { seed: string; asked: Asked<Subject>[] },
  random: Random,
) {
  const taken = new Set<string>()
  const given = new Map<Organisation, number>()
  const byRegion = new Map<string, Weighted<Organisation>>()
  const byDomain = new Map<string, Weighted<Organisation>>()
  const relaysByDomain = new Map<string, Organisation[]>()
  for (const domain of 'ABCDEFGHIJKLMN') {
    const able = organisations.filter((organisation) => covers(organisation, domain))
    byDomain.set(
      domain,
      createWeighted(
        able
          .filter((organisation) => organisation.delivers)
          .map((organisation) => [organisation, organisation.partner?.weight ?? MEMBER_WEIGHT]),
      ),
    )
    relaysByDomain.set(
      domain,
      able.filter((organisation) => organisation.partner?.relays),
    )
  }
  const publishers = organisations.filter((organisation) => organisation.partner)
  let deck: Subject[] = []
  let number = 0

  function course(): Course {
    const next = asked.pop()
    return next ? courseAt(next) : anyCourse()
  }

  /** By someone who teaches the domain in that region, or else the domain anywhere. */
  function courseAt({ what: subject, town }: Asked<Subject>): Course {
    const domain = domainOf(subject)
    const key = `${domain} ${town?.region}`
    const able =
      byRegion.get(key) ??
      createWeighted(
        organisations
          .filter((one) => one.delivers && (!town || one.regions.has(town.region)) && covers(one, domain))
          .map((one) => [one, one.partner?.weight ?? MEMBER_WEIGHT]),
      )
    byRegion.set(key, able)
    const from = able.size > 0 ? able : byDomain.get(domain)!
    const provider = lessGiven([from.pick(random), from.pick(random), from.pick(random)])
    taken.add(`${provider.siret} ${subject.id} ${town?.code ?? 'remote'}`)
    number += 1
    const drawn = modalityOf(
      { ...subject, modalities: { ...subject.modalities, remote: 0 } },
      provider.partner?.remote ?? 0.7,
      random,
    )
    const modality = town ? drawn : 'remote'
    return { facts: `${seed}/course/${number}`, subject, provider, town, modality }
  }

  /** Overseas few organisations teach everything that is asked: whoever has less to teach for its weight does it. */
  function lessGiven(drawn: readonly Organisation[]): Organisation {
    const loadOf = (one: Organisation) => (given.get(one) ?? 0) / (one.partner?.weight ?? MEMBER_WEIGHT)
    const least = drawn.reduce((one, other) => (loadOf(other) < loadOf(one) ? other : one))
    given.set(least, (given.get(least) ?? 0) + 1)
    return least
  }

  function anyCourse(): Course {
    for (let attempt = 0; attempt < 10_000; attempt += 1) {
      // Every subject before any comes back, so that none is missing.
      if (deck.length === 0) {
        deck = shuffled(sources.subjects, random)
      }
      const subject = deck.pop()!
      const providers = byDomain.get(domainOf(subject))!
      if (providers.size === 0) continue
      const provider = providers.pick(random)
      const modality = modalityOf(subject, provider.partner?.remote ?? 0.7, random)
      const town = modality === 'remote' ? undefined : provider.towns.pick(random)
      const key = `${provider.siret} ${subject.id} ${town?.code ?? modality}`
      if (taken.has(key) && attempt < 400) {
        if (attempt % 4 !== 3) deck.push(subject)
        continue
      }
      taken.add(key)
      number += 1
      return { facts: `${seed}/course/${number}`, subject, provider, town, modality }
    }
    throw new RangeError('No organisation with a town among these communes teaches any of the subjects.')
  }

  function publisher(course: Course): Organisation {
    if (course.provider.partner) return course.provider
    const able = relaysByDomain.get(domainOf(course.subject))!.filter((relay) => reaches(relay, course))
    const from = able.length > 0 ? able : publishers
    return lessGiven([random.pick(from), random.pick(from), random.pick(from)])
  }

  /** The near twin of a course, which changes that course too: "1re année" beside "2e année". */
  function twin(of: Course, by: Organisation): Publication[] {
    const { subject, provider } = of
    if (of.town !== undefined && random.chance(0.4)) {
      const town = provider.towns.pick(random)
      const key = `${provider.siret} ${subject.id} ${town.code}`
      if (town.code === of.town.code || taken.has(key)) return []
      taken.add(key)
      return [{ course: { ...of, town }, publisher: by, copy: 0, group: undefined }]
    }
    const long = subject.hours[0] >= 600 && (subject.exitLevel ?? 0) >= 4
    const kind = long ? 'years' : subject.certification?.kind === 'rncp' ? 'blocks' : 'groups'
    const pair = random.between(0, sources.phrases.variants[kind].length - 1)
    of.variant = { of: kind, pair, side: 0 }
    return [{ course: { ...of, variant: { of: kind, pair, side: 1 } }, publisher: by, copy: 0, group: undefined }]
  }

  return { course, publisher, twin }
}

function domainOf(subject: Subject): string {
  return subject.romes[0]!.charAt(0)
}

function reaches(relay: Organisation, { town, provider }: Course): boolean {
  return town ? relay.regions.has(town.region) : [...provider.regions].some((region) => relay.regions.has(region))
}

function covers(organisation: Organisation, domain: string): boolean {
  return organisation.domains === null || organisation.domains.includes(domain)
}

function modalityOf({ modalities }: Subject, remote: number, random: Random): Modality {
  const shares = { onsite: modalities.onsite, mixed: modalities.mixed * remote, remote: modalities.remote * remote }
  const wanted = random.next() * (shares.onsite + shares.mixed + shares.remote)
  if (wanted < shares.onsite) return 'onsite'
  return wanted < shares.onsite + shares.mixed ? 'mixed' : 'remote'
}

const groupSizes = createWeighted([
  [2, 60],
  [3, 27],
  [4, 13],
])
const NEAR_TWINS = 0.05
const MEMBER_WEIGHT = 1.2
