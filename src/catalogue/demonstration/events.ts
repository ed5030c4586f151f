import type { Offer } from '../../item.ts'
import type { Commune } from '../../places/commune.ts'
import { isoDay } from './calendar.ts'
import type { AskedEvent } from './coverage.ts'
import { deskOf, type Organisation } from './organisations.ts'
import { createRandom, createWeighted, shuffled } from './random.ts'
import type { DemonstrationSources, EventTemplate, Sector, Subject } from './sources.ts'
import { placeOf, updatedAt, type Workshop } from './training.ts'
import { fill, inTown, spokenTown, upperFirst } from './wording.ts'

/** A local event: a template held somewhere, about a sector, an occupation or everyone. */
export interface EventPlan {
  facts: string
  template: EventTemplate
  publisher: Organisation
  town: Commune | undefined
  /** From the day of building; drawn among all where none is given. */
  week?: number
  sector?: Sector
}

export function planEvents(
  sources: DemonstrationSources,
  organisations: readonly Organisation[],
  options: { seed: string; count: number; asked: readonly AskedEvent[] },
): EventPlan[] {
  const random = createRandom(`${options.seed}/events`)
  const hosts = organisations.flatMap((each) =>
    each.partner?.events ? [[each, each.partner.weight + 1] as const] : [],
  )
  const publishers = createWeighted(hosts)
  const hostsOf = (region: string) => createWeighted(hosts.filter(([{ regions }]) => regions.has(region)))
  const local = new Map<string, ReturnType<typeof hostsOf>>()
  if (publishers.size === 0) return []
  let deck: EventTemplate[] = []
  const asked = options.asked.length <= options.count ? options.asked : []
  return Array.from({ length: options.count }, (_, index) => {
    const facts = `${options.seed}/event/${index}`
    const { what, town: where, week, sector } = asked[index] ?? {}
    if (what && where) {
      const able = local.get(where.region) ?? hostsOf(where.region)
      local.set(where.region, able)
      return {
        facts,
        template: what,
        publisher: (able.size > 0 ? able : publishers).pick(random),
        town: where,
        week,
        sector,
      }
    }
    if (deck.length === 0) deck = shuffled(sources.events.templates, random)
    const template = deck.pop()!
    const publisher = publishers.pick(random)
    const town = template.modality === 'remote' ? undefined : publisher.towns.pick(random)
    return { facts, template, publisher, town }
  })
}

export function eventOffer(plan: EventPlan, reference: string, workshop: Workshop): Offer {
  const { template, publisher, town } = plan
  const { sources, calendar, occupationLabels } = workshop
  const partner = publisher.partner!
  const random = createRandom(plan.facts)
  const able = partner.domains ?? 'ABCDEFGHIJKLMN'
  const sector = plan.sector ?? random.pick(sectorsOf(sources, able))
  const { code, label } = occupationAmong(sources.subjects, sector, occupationLabels, random.next())
  const values = {
    town: town && spokenTown(town.name),
    inTown: town && inTown(town.name),
    sector: sector.name,
    ofSector: sector.of,
    occupation: label,
  }
  const write = (templates: readonly string[]) => {
    const from = random.between(0, templates.length - 1)
    // A template may ask for an occupation nobody named: the next one is tried.
    for (let shift = 0; shift < templates.length; shift += 1) {
      const text = fill(templates[(from + shift) % templates.length]!, values)
      if (text !== undefined) return upperFirst(text)
    }
    return upperFirst(sector.name)
  }
  const startTime = random.pick(template.startTimes)
  const minutes = random.pick(template.lasts)
  const day = isoDay(calendar.eventDay(template.days, random, plan.week))
  const host = `https://${partner.site}`
  const seats = template.seats
    ? random.chance(0.07)
      ? { seats: 0 }
      : random.chance(0.7)
        ? { seats: random.between(template.seats[0], template.seats[1]) }
        : {}
    : {}
  return {
    kind: 'event',
    title: write(template.titles),
    summary: write(template.summaries),
    ...(template.contents && random.chance(0.75) ? { content: template.contents.join('\n') } : {}),
    provider: { name: publisher.name, ...(random.chance(0.5) ? { siret: publisher.siret } : {}) },
    occupations: template.about === 'everyone' || code === undefined || label === undefined ? [] : [{ code, label }],
    places: town ? [placeOf(town)] : [],
    modality: template.modality,
    sessions: [
      {
        start: day,
        end: day,
        startTime,
        endTime: clock(startTime, minutes),
        ...seats,
        ...(town ? { place: random.pick(template.venues) } : {}),
      },
    ],
    hours: Math.max(0.5, Math.round(minutes / 30) / 2),
    ...(random.chance(0.93) ? { price: { free: true } } : {}),
    funding: [],
    ...(template.audience && random.chance(0.85) ? { audience: template.audience } : {}),
    ...(template.admission && random.chance(0.85) ? { admission: template.admission } : {}),
    prerequisites: [],
    ...(random.chance(0.35) ? { accessibility: random.pick(eventAccess) } : {}),
    outcomes: [],
    contact: deskOf(partner),
    ...(random.chance(0.05) ? {} : { url: `${host}/agenda/${reference.toLowerCase()}` }),
    updatedAt: updatedAt(calendar.builtOn, random),
    partner: { name: partner.name, reference, url: `${host}/` },
    fictitious: true,
  }
}

function sectorsOf(sources: DemonstrationSources, domains: string): readonly Sector[] {
  const own = sources.events.sectors.filter((sector) => sector.romes.some((rome) => domains.includes(rome.charAt(0))))
  return own.length > 0 ? own : sources.events.sectors
}

function occupationAmong(
  subjects: readonly Subject[],
  sector: Sector,
  labels: ReadonlyMap<string, string>,
  at: number,
): { code?: string; label?: string } {
  const codes = [
    ...new Set(
      subjects
        .map((subject) => subject.romes[0]!)
        .filter((code) => sector.romes.some((rome) => code.startsWith(rome)) && labels.has(code)),
    ),
  ]
  const code = codes[Math.floor(at * codes.length)]
  return code === undefined ? {} : { code, label: labels.get(code)! }
}

function clock(start: string, minutes: number): string {
  const [hour, minute] = start.split(':').map(Number)
  const total = Math.min(hour! * 60 + minute! + minutes, 23 * 60 + 30)
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`
}

const eventAccess = [
  'Lieu accessible aux personnes à mobilité réduite.',
  'Accès de plain-pied.',
  'Interprète en langue des signes sur demande.',
]
