import { z } from 'zod'

export const Kind = z.enum(['training', 'skill', 'event'])
export type Kind = z.infer<typeof Kind>

export const Modality = z.enum(['onsite', 'remote', 'mixed'])
export type Modality = z.infer<typeof Modality>

/** When the hours fall; `alternating` is work-and-study (alternance). */
export const Schedule = z.enum(['full-time', 'part-time', 'evening', 'weekend', 'alternating'])
export type Schedule = z.infer<typeof Schedule>

export const IsoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

export const OccupationRef = z.object({ code: z.string(), label: z.string() })
export type OccupationRef = z.infer<typeof OccupationRef>

export const CommuneRef = z.object({ code: z.string(), name: z.string() })
export type CommuneRef = z.infer<typeof CommuneRef>

/** A place of an offer. `approximate` coordinates (a postcode's or neighbours' centroid) are shown as "environ". */
export const ItemPlace = z.object({
  commune: CommuneRef,
  postcode: z.string(),
  lat: z.number(),
  lon: z.number(),
  approximate: z.boolean().optional(),
})
export type ItemPlace = z.infer<typeof ItemPlace>

/** Dates ISO, times HH:MM local; a missing `end` or `seats` is unknown, never expired and never full. */
export const ItemSession = z.object({
  start: IsoDate,
  end: IsoDate.optional(),
  startTime: z.string().optional(),
  endTime: z.string().optional(),
  seats: z.number().int().min(0).optional(),
  place: z.string().optional(),
})
export type ItemSession = z.infer<typeof ItemSession>

export const Price = z.union([
  z.object({ amount: z.number().positive(), currency: z.literal('EUR') }),
  z.object({ free: z.literal(true) }),
])
export type Price = z.infer<typeof Price>

/** A published rate: value in percent over n people, for a period ("2023") and a territory; masked to readers under n = 30. */
export const Outcome = z.object({
  measure: z.enum(['success', 'employment', 'continuation', 'satisfaction']),
  value: z.number().min(0).max(100),
  n: z.number().int().min(0),
  period: z.string(),
  territory: z.string(),
})
export type Outcome = z.infer<typeof Outcome>

/**
 * When one enters where no day is published: at any time, or each year in these months (1 to 12). A record that gives neither leaves it unknown.
 */
export const Entry = z.union([
  z.object({ permanent: z.literal(true) }),
  z.object({ months: z.array(z.number().int().min(1).max(12)).min(1) }),
])
export type Entry = z.infer<typeof Entry>

/** The desk that answers for an offer, never a person: see import/desk.ts for what of it is kept. */
export const Contact = z.object({
  organisation: z.string(),
  url: z.string().optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
})
export type Contact = z.infer<typeof Contact>

/** What the partner declared; with `derivedFrom`, what we read from a code or a diploma that it names ("RNCP37274"). */
export const ItemOccupation = OccupationRef.extend({ derivedFrom: z.string().optional() })
export type ItemOccupation = z.infer<typeof ItemOccupation>

/** What it is about in the words of a public nomenclature, and the code that says so ("Formacode 42032", "NSF 334"). */
export const ItemSubject = z.object({ label: z.string(), derivedFrom: z.string() })
export type ItemSubject = z.infer<typeof ItemSubject>

const described = {
  kind: Kind,
  title: z.string().min(1),
  summary: z.string(),
  objective: z.string().optional(),
  content: z.string().optional(),
  /** `body` tells whose it is where it gives no SIRET, and its school another source knows: a SIREN, or the school's number (UAI). */
  provider: z.object({ name: z.string().min(1), siret: z.string().optional(), body: z.string().optional() }),
  certification: z
    .object({
      rncp: z.string().optional(),
      rs: z.string().optional(),
      label: z.string(),
      level: z.number().int().min(1).max(8).optional(),
    })
    .optional(),
  /** The record says itself that it leads to no certification; where it names none and does not say so, nobody knows. */
  certifying: z.literal(false).optional(),
  occupations: z.array(ItemOccupation),
  subjects: z.array(ItemSubject).optional(),
  places: z.array(ItemPlace),
  modality: Modality,
  sessions: z.array(ItemSession),
  entry: Entry.optional(),
  hours: z.number().positive().optional(),
  schedule: Schedule.optional(),
  price: Price.optional(),
  remainingCost: z.object({ amount: z.number().min(0), currency: z.literal('EUR') }).optional(),
  funding: z.array(z.string()),
  audience: z.string().optional(),
  admission: z.string().optional(),
  prerequisites: z.array(z.string()),
  accessibility: z.string().optional(),
  outcomes: z.array(Outcome),
  contact: Contact.optional(),
  url: z.string().optional(),
  updatedAt: z.string(),
}

/**
 * One partner's record as imported. A missing date or price is unknown. `declared` are keys that group the same training; `trainer` is who
 * teaches, where another body (`provider`) answers for it.
 */
export const Offer = z.object({
  ...described,
  partner: z.object({ name: z.string().min(1), reference: z.string().min(1), url: z.string().optional() }),
  declared: z
    .object({
      certifinfo: z.string().optional(),
      cfd: z.string().optional(),
      formacodes: z.array(z.string()).optional(),
      nsf: z.array(z.string()).optional(),
      /** National number of the school or training centre that teaches; several are parted by commas. */
      uai: z.string().optional(),
      trainer: z.object({ name: z.string().optional(), siret: z.string().optional() }).optional(),
      group: z.string().optional(),
    })
    .optional(),
  fictitious: z.boolean().optional(),
})
export type Offer = z.infer<typeof Offer>

/** Whether it leads to a certification; undefined when the record does not say. */
export function isCertifying({
  certification,
  certifying,
}: Pick<Offer, 'certification' | 'certifying'>): boolean | undefined {
  return certification ? true : certifying
}

/** A record without place, date and contact ("piste"): it says that something exists, and nobody can be sent there. */
export function isLead({
  modality,
  places,
  sessions,
  entry,
  contact,
}: Pick<Offer, 'modality' | 'places' | 'sessions' | 'entry' | 'contact'>): boolean {
  return modality !== 'remote' && places.length === 0 && sessions.length === 0 && !entry && !contact
}

/** What a record says where its partner said nothing. */
export const untold = () =>
  ({
    summary: '',
    occupations: [],
    places: [],
    sessions: [],
    funding: [],
    prerequisites: [],
    outcomes: [],
  }) satisfies Partial<Offer>

export const Partner = z.object({
  name: z.string(),
  reference: z.string(),
  url: z.string().optional(),
  updatedAt: z.string(),
})
export type Partner = z.infer<typeof Partner>

/**
 * Of a record that nobody can be sent to: where the same diploma is prepared, as far as this catalogue knows. `schools` names some of `count`,
 * in the order of their communes.
 */
export const Lead = z.object({
  count: z.number().int().min(0),
  schools: z.array(z.object({ item: z.string(), provider: z.string(), commune: CommuneRef })),
})
export type Lead = z.infer<typeof Lead>

/** The canonical record: the same training of several partners, once, with every partner visible. */
export const Item = z.object({
  id: z.string(),
  ...described,
  partners: z.array(Partner).min(1),
  lead: Lead.optional(),
  distanceKm: z.number().optional(),
  fictitious: z.boolean().optional(),
})
export type Item = z.infer<typeof Item>
