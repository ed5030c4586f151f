import { z } from 'zod'
import { Modality, Schedule } from '../../item.ts'

const text = z.string().trim().min(1)
const texts = z.array(text).min(1)
const range = z
  .tuple([z.number(), z.number()])
  .refine(([low, high]) => low <= high, 'the first must not exceed the second')
const level = z.number().int().min(1).max(8)

/** What a training is about. Hours, euros, weeks and percents are ranges; `romes` are ROME codes, the main one first. */
export const Subject = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  romes: z.array(z.string().regex(/^[A-N]\d{4}$/)).min(1),
  titles: texts,
  summaries: texts,
  objectives: texts,
  contents: z.array(texts).min(1),
  prerequisites: z.array(text),
  /** Physical demands of the occupation, in words of `phrases.demands`. */
  physical: z.array(text),
  audience: text,
  admission: text,
  hours: range,
  internshipWeeks: range.nullable(),
  entryLevel: level.nullable(),
  exitLevel: level.nullable(),
  certification: z.object({ label: text, kind: z.enum(['rncp', 'rs']), level: level.nullable() }).nullable(),
  /** Shares; they need not add up to one. */
  modalities: z.object({ onsite: z.number().min(0), mixed: z.number().min(0), remote: z.number().min(0) }),
  schedules: z.array(Schedule).min(1),
  /** Null: nobody pays for such a training. */
  price: range.nullable(),
  funding: z.array(text),
  successRate: range.nullable(),
  employmentRate: range.nullable(),
  /** Learnt by everybody, whatever their trade: its offers declare no occupation. */
  everyday: z.literal(true).optional(),
  /** Its titles name trainings of their own, not one training in other words. */
  severalTrainings: z.literal(true).optional(),
})
export type Subject = z.infer<typeof Subject>

/** INSEE codes of regions; null is the whole country. */
const regions = z
  .array(z.string().regex(/^\d{2}$/))
  .min(1)
  .nullable()
/** Letters of ROME domains; null is all of them. */
const domains = z
  .string()
  .regex(/^[A-N]+$/)
  .nullable()

/** An invented organisation that publishes offers. `delivers`: it also teaches; `relays`: it also publishes what others teach. */
export const PartnerSource = z.object({
  name: text,
  /** Prefix of its references. */
  code: z.string().regex(/^[A-Z0-9]{2,5}$/),
  /** Its site is under the reserved domain `.example`. */
  site: z.string().regex(/^[a-z0-9-]+\.example$/),
  kind: z.enum(['network', 'regional', 'local', 'university', 'chamber']),
  regions,
  domains,
  /** How many towns it works in when the catalogue has 24,000 offers. */
  towns: z.number().int().positive(),
  weight: z.number().positive(),
  delivers: z.boolean(),
  relays: z.boolean(),
  style: text,
  /** 1 is the usual price. */
  priceLevel: z.number().positive(),
  /** Multiplies the share of remote and mixed trainings. */
  remote: z.number().min(0),
  skills: z.boolean(),
  events: z.boolean(),
})
export type PartnerSource = z.infer<typeof PartnerSource>

/** An invented organisation that teaches and leaves publishing to the partners. */
export const MemberSource = z.object({ name: text, regions, domains, towns: z.number().int().positive() })
export type MemberSource = z.infer<typeof MemberSource>

export const SkillSource = z.object({
  id: text,
  titles: texts,
  summaries: texts,
  objectives: texts,
  contents: z.array(texts).min(1),
  hours: range,
})
export type SkillSource = z.infer<typeof SkillSource>

export const SkillFormat = z.object({
  id: text,
  /** Slot: {title}. */
  titles: texts,
  rhythm: texts,
  modality: Modality,
  schedules: z.array(Schedule).min(1),
  /** Hours of this format stay within both this range and the subject's. */
  hours: range,
  /** One meeting a week, not one a day. */
  weekly: z.boolean(),
  weight: z.number().positive(),
})
export type SkillFormat = z.infer<typeof SkillFormat>

/** Slots: {town}, {inTown}, {ofTown}; with `about: 'sector'` {sector}, {ofSector}; with `about: 'occupation'` {occupation}. */
export const EventTemplate = z.object({
  id: text,
  titles: texts,
  summaries: texts,
  contents: texts.optional(),
  audience: text.optional(),
  admission: text.optional(),
  about: z.enum(['sector', 'occupation', 'everyone']),
  venues: texts,
  days: z.enum(['week', 'saturday', 'any']),
  startTimes: z.array(z.string().regex(/^\d{2}:\d{2}$/)).min(1),
  /** Minutes. */
  lasts: z.array(z.number().int().positive()).min(1),
  seats: range.nullable(),
  modality: Modality,
})
export type EventTemplate = z.infer<typeof EventTemplate>

/** `of` is the sector with its article: "du bâtiment". `romes`: how the ROME codes of its occupations begin. */
export const Sector = z.object({ name: text, of: text, romes: z.array(z.string().regex(/^[A-N]\d{0,4}$/)).min(1) })
export type Sector = z.infer<typeof Sector>

/**
 * How a partner writes. Slots of `titles`: {title} {level} {hours} {town} {inTown} {year} {schoolYear}; of `summaries`:
 * {summary} {duration} {short} {place} {rhythm}. A title with a slot that has no value falls back to the bare title.
 */
export const Style = z.object({
  titles: texts,
  summaries: texts,
  /** Slots: {objective} is a sentence in the infinitive, {goal} the same without its capital. */
  objectives: texts,
  /** Before each module; {n} is its number. */
  bullet: z.string(),
  ends: z.string(),
  /** Replaced words, such as "Titre professionnel" by "TP". */
  abbreviates: z.boolean(),
  /** Prices are rounded to this many euros. */
  priceStep: z.number().positive(),
  /** Multiplies how often a value is missing. */
  gaps: z.number().min(0),
})
export type Style = z.infer<typeof Style>

export const Phrases = z.object({
  styles: z.record(z.string(), Style),
  abbreviations: z.array(z.tuple([text, text])),
  /** Each physical demand with its article: "port de charges": "du port de charges". */
  demands: z.record(z.string(), text),
  /** Slots: {demand} with its article, {bare} without. */
  demandPrerequisites: texts,
  demandAdmissions: texts,
  demandModules: texts,
  demandAccessibility: texts,
  accessibility: texts,
  admissions: texts,
  audiences: texts,
  apprenticeship: z.object({ audience: texts, admission: texts, summary: texts }),
  /** Slots: {hours} {weeks}; the first list is for trainings with weeks in a company. */
  durations: z.object({ withWeeks: texts, without: texts }),
  shortDurations: z.object({ withWeeks: text, without: text }),
  placement: texts,
  closing: texts,
  schedules: z.record(Schedule, texts),
  places: z.object({ onsite: texts, mixed: texts, remote: texts }),
  variants: z.object({
    blocks: z.array(z.tuple([text, text])).min(1),
    years: z.array(z.tuple([text, text])).min(1),
    groups: z.array(z.tuple([text, text])).min(1),
  }),
  regions: z.record(z.string(), text),
})
export type Phrases = z.infer<typeof Phrases>

export const DemonstrationSources = z.object({
  subjects: z.array(Subject).min(1),
  /** Ids of the subjects that are asked most: trades, and what all trades need. */
  popular: texts,
  /** Ids of what is learnt whatever one's trade: languages, licences, safety, office tools, competitions. */
  everyday: texts,
  /** INSEE codes of the communes where the départements are administered. */
  seats: texts,
  partners: z.array(PartnerSource).min(1),
  members: z.array(MemberSource),
  skills: z.object({ formats: z.array(SkillFormat).min(1), subjects: z.array(SkillSource).min(1), audiences: texts }),
  events: z.object({ templates: z.array(EventTemplate).min(1), sectors: z.array(Sector).min(1) }),
  phrases: Phrases,
})
export type DemonstrationSources = z.infer<typeof DemonstrationSources>

/** Sources that cannot make a catalogue: `problems` says where and why, one line each. */
export class DemonstrationSourceError extends Error {
  readonly code = 'demonstration-sources-invalid'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    const shown = problems.slice(0, 10).join('\n')
    const more = problems.length > 10 ? `\n… and ${problems.length - 10} more` : ''
    super(`The sources of the demonstration catalogue have ${problems.length} problem(s):\n${shown}${more}`)
    this.name = 'DemonstrationSourceError'
    this.problems = problems
  }
}

/** Parses the sources and checks what one file says of another. Throws a DemonstrationSourceError. */
export function parseDemonstrationSources(raw: unknown): DemonstrationSources {
  const parsed = DemonstrationSources.safeParse(raw)
  if (!parsed.success) throw new DemonstrationSourceError(parsed.error.issues.map((issue) => describe(issue, raw)))
  const { subjects, popular, everyday, partners, phrases } = parsed.data
  const problems: string[] = [
    ...repeated(subjects.map((subject) => subject.id)).map((id) => `subjects: the id ${id} is used twice`),
    ...repeated(popular).map((id) => `popular: ${id} is named twice`),
    ...[...popular, ...everyday]
      .filter((id) => !subjects.some((subject) => subject.id === id))
      .map((id) => `popular, everyday: there is no subject ${id}`),
    ...repeated(partners.map((partner) => partner.code)).map((code) => `partners: the code ${code} is used twice`),
    ...repeated(partners.map((partner) => partner.name)).map((name) => `partners: the name ${name} is used twice`),
    ...partners
      .filter((partner) => !(partner.style in phrases.styles))
      .map((partner) => `partners: ${partner.name} has the unknown style ${partner.style}`),
    ...subjects
      .filter((subject) => subject.modalities.onsite + subject.modalities.mixed + subject.modalities.remote <= 0)
      .map((subject) => `subjects: ${subject.id} has no modality`),
  ]
  if (problems.length > 0) throw new DemonstrationSourceError(problems)
  return parsed.data
}

function describe(issue: z.core.$ZodIssue, raw: unknown): string {
  let named = ''
  let at: unknown = raw
  for (const step of issue.path) {
    at = typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[step] : undefined
    if (typeof at !== 'object' || at === null) continue
    const { id, name } = at as { id?: unknown; name?: unknown }
    if (typeof id === 'string') named = ` (${id})`
    else if (typeof name === 'string') named = ` (${name})`
  }
  return `${issue.path.join('/')}${named}: ${issue.message}`
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))]
}
