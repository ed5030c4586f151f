import type { Offer } from '../../item.ts'
import type { Commune } from '../../places/commune.ts'
import type { Calendar } from './calendar.ts'
import { type CourseFacts, courseFacts } from './course.ts'
import { deskOf, type Organisation } from './organisations.ts'
import type { Publication } from './plan.ts'
import { createRandom, type Random } from './random.ts'
import type { DemonstrationSources, Style } from './sources.ts'
import { demandsInOffer, trainingTexts } from './training-texts.ts'

/** What every offer is written from, once per generation. */
export interface Workshop {
  sources: DemonstrationSources
  calendar: Calendar
  occupationLabels: ReadonlyMap<string, string>
  /** Fictitious codes by label of the certification. */
  certificationCodes: ReadonlyMap<string, string>
}

/** Where no day is published one enters as places become free. */
export const datesOf = (sessions: Offer['sessions']): Pick<Offer, 'sessions' | 'entry'> =>
  sessions.length > 0 ? { sessions } : { sessions, entry: { permanent: true } }

/** The record that one partner publishes of a course, in its own words. */
export function trainingOffer(publication: Publication, reference: string, workshop: Workshop): Offer {
  const { course, publisher, copy } = publication
  const { subject, provider, town, modality } = course
  const partner = publisher.partner!
  const { phrases } = workshop.sources
  const style = phrases.styles[partner.style]!
  const facts = courseFacts(course, phrases, workshop.calendar)
  const random = createRandom(`${course.facts}/${course.variant?.side ?? 0}/${partner.code}/${copy}`)
  const missing = (rate: number) => random.chance(rate * style.gaps)
  const relayed = publisher !== provider
  const demands = demandsInOffer(subject, phrases, random)
  const texts = trainingTexts({ course, facts, style, copy, phrases, random, demand: demands.module })
  const prerequisites = [...texts.prerequisites, ...demands.prerequisites].filter(() => !missing(0.08))
  const admission = [missing(0.12) ? '' : texts.admission, demands.admission].filter((part) => part !== '').join(' ')
  const accessibility = demands.accessibility || (random.chance(0.42) ? random.pick(phrases.accessibility) : '')
  const host = `https://${partner.site}`
  return {
    kind: 'training',
    title: texts.title,
    summary: texts.summary,
    ...(missing(0.1) ? {} : { objective: texts.objective }),
    ...(missing(0.07) ? {} : { content: texts.modules.join('\n') }),
    provider: providerAs(provider, town, relayed, random),
    ...certificationOf(publication, workshop, random),
    occupations:
      missing(0.07) || subject.everyday
        ? []
        : subject.romes.flatMap((code) => {
            const label = workshop.occupationLabels.get(code)
            return label === undefined ? [] : [{ code, label }]
          }),
    places: town ? [placeOf(town)] : [],
    modality,
    ...datesOf(sessionsAs(facts.sessions, { group: publication.group !== undefined, relayed }, random)),
    ...(missing(0.03) ? {} : { hours: facts.hours }),
    ...(missing(0.1) ? {} : { schedule: facts.schedule }),
    ...priceAs(facts, style, provider.partner?.priceLevel ?? 1, relayed, random),
    funding: facts.funding,
    ...(missing(0.08) ? {} : { audience: texts.audience }),
    ...(admission === '' ? {} : { admission }),
    prerequisites,
    ...(accessibility === '' ? {} : { accessibility }),
    outcomes: relayed && random.chance(0.4) ? [] : facts.outcomes,
    contact: deskOf(partner),
    ...(missing(0.05) ? {} : { url: `${host}/offres/${reference.toLowerCase()}` }),
    updatedAt: updatedAt(workshop.calendar.builtOn, random),
    partner: { name: partner.name, reference, url: `${host}/` },
    fictitious: true,
  }
}

/** ISO date and time; most records were touched in the last half year, a few are stale. */
export function updatedAt(builtOn: number, random: Random): string {
  const age = random.chance(0.04) ? random.between(380, 700) : Math.floor(random.next() ** 2 * 180)
  const minute = random.between(7 * 60, 18 * 60)
  return new Date((builtOn - age) * 86_400_000 - 86_400_000 + minute * 60_000).toISOString()
}

export function placeOf(town: Commune): Offer['places'][number] {
  return {
    commune: { code: town.code, name: town.name },
    postcode: town.postcodes[0] ?? '',
    lat: town.lat,
    lon: town.lon,
    ...(town.exactness === 'approximate' ? { approximate: true } : {}),
  }
}

/** Partners write the name of the organisation that teaches as they please. */
function providerAs(
  provider: Organisation,
  town: Commune | undefined,
  relayed: boolean,
  random: Random,
): Offer['provider'] {
  const siret = random.chance(relayed ? 0.6 : 0.85) ? { siret: provider.siret } : {}
  if (!relayed || random.chance(0.6)) return { name: provider.name, ...siret }
  const written = random.pick([
    () => provider.name.toLocaleUpperCase('fr'),
    () =>
      provider.name
        .replace(/ et /g, ' & ')
        .replace(/\bDeux\b/g, '2')
        .replace(/\bTrois\b/g, '3')
        .replace(/\bQuatre\b/g, '4'),
    () => (town ? `${provider.name} – ${town.name}` : provider.name),
    () =>
      provider.name
        .replace(/\bFormation\b/, 'Form.')
        .replace(/\bChambre\b/, 'Ch.')
        .replace(/\bCentre\b/, 'Ctre'),
  ])
  return { name: written(), ...siret }
}

function certificationOf(
  { course: { subject } }: Publication,
  workshop: Workshop,
  random: Random,
): Pick<Offer, 'certification' | 'certifying'> {
  const { certification } = subject
  if (!certification) return { certifying: false }
  const code = workshop.certificationCodes.get(certification.label)
  const level = certification.level ?? undefined
  return {
    certification: {
      ...(code !== undefined && random.chance(0.86) ? { [certification.kind]: code } : {}),
      label: `${certification.label} (fictif)`,
      ...(level !== undefined && random.chance(0.93) ? { level } : {}),
    },
  }
}

function sessionsAs(
  sessions: Offer['sessions'],
  { group, relayed }: { group: boolean; relayed: boolean },
  random: Random,
): Offer['sessions'] {
  if (!group && random.chance(0.06)) return []
  if (!relayed) return sessions
  // Who relays is late: a later session may be missing, and seats are often not passed on.
  return sessions
    .filter((_, index) => index === 0 || random.chance(0.75))
    .map(({ seats, ...session }) =>
      seats !== undefined && (seats === 0 || random.chance(0.55)) ? { ...session, seats } : session,
    )
}

function priceAs(
  facts: CourseFacts,
  style: Style,
  level: number,
  relayed: boolean,
  random: Random,
): Pick<Offer, 'price' | 'remainingCost'> {
  if (facts.price === 'unknown' || random.chance(relayed ? 0.2 : 0.03)) return {}
  if (facts.price === 'free') return { price: { free: true } }
  const step = facts.price.amount < 300 ? Math.min(style.priceStep, 10) : style.priceStep
  // The level is of who teaches; who publishes only rounds.
  const amount = Math.max(step, Math.round((facts.price.amount * level) / step) * step)
  if (facts.remainingShare === undefined) return { price: { amount, currency: 'EUR' } }
  const remaining = Math.round((amount * facts.remainingShare) / 10) * 10
  return { price: { amount, currency: 'EUR' }, remainingCost: { amount: remaining, currency: 'EUR' } }
}
