import type { Offer } from '../../item.ts'
import type { Commune } from '../../places/commune.ts'
import { isoDay } from './calendar.ts'
import type { Asked } from './coverage.ts'
import { deskOf, type Organisation } from './organisations.ts'
import { createRandom, createWeighted, shuffled } from './random.ts'
import type { DemonstrationSources, SkillFormat, SkillSource } from './sources.ts'
import { datesOf, placeOf, updatedAt, type Workshop } from './training.ts'
import { bulleted, objectiveOf } from './training-texts.ts'
import { fill, fitting, inTown, tidy, upperFirst } from './wording.ts'

/** A behavioural-skill resource: what is worked on, in which form, by whom and where. */
export interface SkillPlan {
  facts: string
  subject: SkillSource
  format: SkillFormat
  publisher: Organisation
  town: Commune | undefined
}

export function planSkills(
  sources: DemonstrationSources,
  organisations: readonly Organisation[],
  options: { seed: string; count: number; asked: readonly Asked<SkillSource>[] },
): SkillPlan[] {
  const random = createRandom(`${options.seed}/skills`)
  const { formats, subjects } = sources.skills
  const publishers = createWeighted(
    organisations.flatMap((each) => (each.partner?.skills ? [[each, each.partner.weight + 1] as const] : [])),
  )
  const choice = createWeighted(formats.map((format) => [format, format.weight] as const))
  const asked = options.asked.length <= options.count ? options.asked : []
  const plans: SkillPlan[] = []
  const taken = new Set<string>()
  let deck: SkillSource[] = []
  for (
    let attempt = 0;
    plans.length < options.count && publishers.size > 0 && attempt < options.count * 200;
    attempt += 1
  ) {
    const { what, town: where } = asked[plans.length] ?? {}
    if (deck.length === 0) deck = shuffled(subjects, random)
    const subject = what ?? deck.pop()!
    const format = choice.pick(random)
    if (where && format.modality === 'remote') continue
    const publisher = publishers.pick(random)
    if (where && !publisher.regions.has(where.region)) continue
    const town = where ?? (format.modality === 'remote' ? undefined : publisher.towns.pick(random))
    const key = `${subject.id} ${format.id} ${publisher.name} ${town?.code}`
    if (taken.has(key)) continue
    taken.add(key)
    plans.push({ facts: `${options.seed}/skill/${plans.length}`, subject, format, publisher, town })
  }
  return plans
}

export function skillOffer(plan: SkillPlan, reference: string, { sources, calendar }: Workshop): Offer {
  const { subject, format, publisher, town } = plan
  const partner = publisher.partner!
  const style = sources.phrases.styles[partner.style]!
  const random = createRandom(plan.facts)
  const shift = random.between(0, 11)
  const least = Math.max(2, format.hours[0], Math.min(subject.hours[0], format.hours[1]))
  const most = Math.max(least, Math.min(format.hours[1], subject.hours[1]))
  const hours = random.between(least, most)
  const schedule = random.pick(format.schedules)
  const meeting = schedule === 'full-time' ? 7 : schedule === 'evening' ? 2 : 3
  const meetings = Math.max(1, Math.ceil(hours / meeting))
  const count = random.chance(0.1) ? 0 : random.between(1, 4)
  const starts = new Set<number>()
  for (let index = 0; index < count; index += 1) starts.add(calendar.start(schedule, random, 'soon'))
  const times =
    schedule === 'evening'
      ? { startTime: '18:00', endTime: '20:00' }
      : hours <= 3
        ? { startTime: '09:30', endTime: hours === 2 ? '11:30' : '12:30' }
        : { startTime: '09:00', endTime: schedule === 'full-time' ? '17:00' : '12:00' }
  const title = subject.titles[shift % subject.titles.length]!
  const where = town ? ` Les séances ont lieu ${inTown(town.name)}.` : ''
  const host = `https://${partner.site}`
  const onlineAnyTime = format.modality === 'remote' && random.chance(0.5)
  return {
    kind: 'skill',
    title: upperFirst(fill(random.pick(fitting(format.titles, title)), { title }) ?? title),
    summary: tidy(
      `${subject.summaries[shift % subject.summaries.length]} ${random.pick(format.rhythm)}${random.chance(0.4) ? where : ''}`,
    ),
    objective: objectiveOf(subject.objectives, { copy: shift, style, random }),
    ...(random.chance(0.08)
      ? {}
      : { content: bulleted(subject.contents[shift % subject.contents.length]!, style).join('\n') }),
    provider: { name: publisher.name, ...(random.chance(0.7) ? { siret: publisher.siret } : {}) },
    occupations: [],
    places: town ? [placeOf(town)] : [],
    modality: format.modality,
    ...datesOf(
      onlineAnyTime
        ? []
        : [...starts]
            .sort((a, b) => a - b)
            .map((start) => ({
              start: isoDay(start),
              end: isoDay(
                format.weekly ? calendar.lastWeek(start, meetings) : calendar.lastDay(start, meetings, schedule),
              ),
              ...times,
              ...(random.chance(0.08) ? { seats: 0 } : random.chance(0.7) ? { seats: random.between(2, 14) } : {}),
            })),
    ),
    ...(random.chance(0.04) ? {} : { hours }),
    ...(random.chance(0.1) ? {} : { schedule }),
    ...(random.chance(0.8)
      ? { price: { free: true } }
      : random.chance(0.5)
        ? { price: { amount: random.between(3, 40) * 10, currency: 'EUR' } }
        : {}),
    funding: random.chance(0.3) ? ['France Travail (AIF)'] : [],
    ...(random.chance(0.12) ? {} : { audience: random.pick(sources.skills.audiences) }),
    ...(random.chance(0.5) ? {} : { admission: random.pick(sources.phrases.admissions) }),
    prerequisites: [],
    ...(random.chance(0.4) ? { accessibility: random.pick(sources.phrases.accessibility) } : {}),
    outcomes: random.chance(0.3)
      ? [
          {
            measure: 'satisfaction',
            value: random.between(78, 97),
            n: random.between(8, 140),
            period: String(new Date(calendar.builtOn * 86_400_000).getUTCFullYear() - 1),
            territory: 'France',
          },
        ]
      : [],
    contact: deskOf(partner),
    ...(random.chance(0.05) ? {} : { url: `${host}/offres/${reference.toLowerCase()}` }),
    updatedAt: updatedAt(calendar.builtOn, random),
    partner: { name: partner.name, reference, url: `${host}/` },
    fictitious: true,
  }
}
