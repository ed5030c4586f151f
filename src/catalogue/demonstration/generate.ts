import type { Offer } from '../../item.ts'
import type { Commune } from '../../places/commune.ts'
import { createCalendar } from './calendar.ts'
import { askedEvents, askedPlaces, askedSkills, askedTrainings } from './coverage.ts'
import { eventOffer, planEvents } from './events.ts'
import { placeOrganisations } from './organisations.ts'
import { planTrainings } from './plan.ts'
import { createRandom, shuffled } from './random.ts'
import { planSkills, skillOffer } from './skills.ts'
import type { DemonstrationSources } from './sources.ts'
import { trainingOffer, type Workshop } from './training.ts'

export const DEMONSTRATION_SIZE = 24_000

export interface DemonstrationOptions {
  sources: DemonstrationSources
  communes: readonly Commune[]
  /** Labels for the ROME codes that the subjects declare; codes unknown here are left out of the offers. */
  occupations: readonly { code: string; label: string }[]
  /** ISO day from which all dates count. */
  builtOn: string
  /** How many offers. */
  size?: number
  seed?: string
}

/**
 * The fictitious catalogue, one offer after the other: the same inputs give the same bytes. Another day moves dates
 * and nothing else of what is offered.
 */
export function* generateDemonstration(options: DemonstrationOptions): Generator<Offer> {
  const { entries, workshop } = planDemonstration(options)
  for (const { write, reference } of entries) yield write(reference, workshop)
}

/** Which offers are the same training: each list holds the `partner.reference` of one training's publications. */
export function demonstrationTruth(options: DemonstrationOptions): string[][] {
  const groups = new Map<number, string[]>()
  for (const { group, reference } of planDemonstration(options).entries) {
    if (group === undefined) continue
    const known = groups.get(group)
    if (known) known.push(reference)
    else groups.set(group, [reference])
  }
  return [...groups.values()]
}

interface Entry {
  partnerCode: string
  group: number | undefined
  write(reference: string, workshop: Workshop): Offer
}

function planDemonstration(options: DemonstrationOptions): {
  entries: (Entry & { reference: string })[]
  workshop: Workshop
} {
  const { sources, communes, occupations, builtOn, size = DEMONSTRATION_SIZE, seed = 'éventail' } = options
  const organisations = placeOrganisations(sources, communes, { seed, size })
  const events = Math.round(size * EVENT_SHARE)
  const skills = Math.round(size * SKILL_SHARE)
  const random = createRandom(`${seed}/asked`)
  const places = askedPlaces(sources, communes, random)
  const trainings = planTrainings(sources, organisations, {
    seed,
    count: size - events - skills,
    duplicates: Math.round(size * DUPLICATE_SHARE),
    asked: askedTrainings(sources, places, random),
  })
  const entries: Entry[] = [
    ...trainings.map((publication) => ({
      partnerCode: publication.publisher.partner!.code,
      group: publication.group,
      write: (reference: string, workshop: Workshop) => trainingOffer(publication, reference, workshop),
    })),
    ...planSkills(sources, organisations, {
      seed,
      count: skills,
      asked: askedSkills(sources.skills.subjects, places, random),
    }).map((plan) => ({
      partnerCode: plan.publisher.partner!.code,
      group: undefined,
      write: (reference: string, workshop: Workshop) => skillOffer(plan, reference, workshop),
    })),
    ...planEvents(sources, organisations, {
      seed,
      count: events,
      asked: askedEvents(sources.events, places, random),
    }).map((plan) => ({
      partnerCode: plan.publisher.partner!.code,
      group: undefined,
      write: (reference: string, workshop: Workshop) => eventOffer(plan, reference, workshop),
    })),
  ]
  const workshop: Workshop = {
    sources,
    calendar: createCalendar(builtOn),
    occupationLabels: new Map(occupations.map(({ code, label }) => [code, label])),
    certificationCodes: fictitiousCodes(sources),
  }
  // Numbered after shuffling: neither place nor reference betrays which offers are the same training.
  const numbers = new Map<string, number>()
  return {
    workshop,
    entries: shuffled(entries, createRandom(`${seed}/order`)).map((entry) => {
      const number = (numbers.get(entry.partnerCode) ?? 10_000) + 1
      numbers.set(entry.partnerCode, number)
      return { ...entry, reference: `${entry.partnerCode}-${number}` }
    }),
  }
}

/** RNCP and RS numbers far above any that was ever given out. */
function fictitiousCodes({ subjects }: DemonstrationSources): Map<string, string> {
  const labels = new Map<string, string>()
  for (const { certification } of subjects) if (certification) labels.set(certification.label, certification.kind)
  return new Map(
    [...labels]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([label, kind], index) => [label, `${kind.toUpperCase()}${90_001 + index}`]),
  )
}

const EVENT_SHARE = 0.132
const SKILL_SHARE = 0.036
const DUPLICATE_SHARE = 0.15
