import { address } from './address/address.ts'
import { age } from './age.ts'
import { agencyTerm } from './agency-term.ts'
import { cafNumber } from './caf-number.ts'
import { creditCard } from './credit-card.ts'
import criminal from './criminal.json' with { type: 'json' }
import { dateOfBirth } from './date-of-birth.ts'
import debts from './debts.json' with { type: 'json' }
import disability from './disability.json' with { type: 'json' }
import discrimination from './discrimination.json' with { type: 'json' }
import { drivingLicence } from './driving-licence.ts'
import { email } from './email.ts'
import ethnicOrigin from './ethnic-origin.json' with { type: 'json' }
import family from './family.json' with { type: 'json' }
import { ftId } from './ft-id.ts'
import guardianship from './guardianship.json' with { type: 'json' }
import { handle } from './handle.ts'
import health from './health.json' with { type: 'json' }
import housing from './housing.json' with { type: 'json' }
import { iban } from './iban.ts'
import { idCard } from './id-card.ts'
import inappropriate from './inappropriate.json' with { type: 'json' }
import injection from './injection.json' with { type: 'json' }
import { licencePlate } from './licence-plate.ts'
import { nir } from './nir.ts'
import papers from './papers.json' with { type: 'json' }
import { passport } from './passport.ts'
import { person } from './person/person.ts'
import { phone } from './phone.ts'
import politics from './politics.json' with { type: 'json' }
import religion from './religion.json' with { type: 'json' }
import { residencePermit } from './residence-permit.ts'
import type { ConductRoom, InjectionRoom, PersonalRoom, StoryRoom } from './room.ts'
import sexLife from './sex-life.json' with { type: 'json' }
import { siren } from './siren.ts'
import { siret } from './siret.ts'
import story from './story.json' with { type: 'json' }
import { taxId } from './tax-id.ts'
import union from './union.json' with { type: 'json' }
import { url } from './url.ts'
import violence from './violence.json' with { type: 'json' }

/**
 * Every type of finding, by its kind. Of two types that the same words announce the first counts: an "id card" before a "card". A new one is its file and its line here: its name is the key, the compiler says what its file forgets,
 * and then which words of the widget it lacks.
 */
export const personal = {
  PERSON: person,
  PHONE: phone,
  EMAIL: email,
  ADDRESS: address,
  DATE_OF_BIRTH: dateOfBirth,
  AGE: age,
  NIR: nir,
  FT_ID: ftId,
  CAF_NUMBER: cafNumber,
  TAX_ID: taxId,
  SIRET: siret,
  SIREN: siren,
  IBAN: iban,
  ID_CARD: idCard,
  PASSPORT: passport,
  DRIVING_LICENCE: drivingLicence,
  RESIDENCE_PERMIT: residencePermit,
  LICENCE_PLATE: licencePlate,
  CREDIT_CARD: creditCard,
  URL: url,
  HANDLE: handle,
  AGENCY_TERM: agencyTerm,
} as const satisfies Record<string, PersonalRoom>

/** GDPR articles 9 and 10. */
export const sensitive = {
  HEALTH: health,
  DISABILITY: disability,
  RELIGION: religion,
  ETHNIC_ORIGIN: ethnicOrigin,
  UNION: union,
  POLITICS: politics,
  SEX_LIFE: sexLife,
  CRIMINAL: criminal,
} as const satisfies Record<string, StoryRoom>

/** Told of a person's life: no search, no model and no record needs it. `STORY` is told by its circumstances only. */
export const life = {
  VIOLENCE: violence,
  GUARDIANSHIP: guardianship,
  DEBTS: debts,
  HOUSING: housing,
  FAMILY: family,
  PAPERS: papers,
  STORY: story,
} as const satisfies Record<string, StoryRoom>

export const conduct = {
  DISCRIMINATION: discrimination,
  INAPPROPRIATE: inappropriate,
} as const satisfies Record<string, ConductRoom>

export const orders = {
  INJECTION: injection,
} as const satisfies Record<string, InjectionRoom>

export const stories = { ...sensitive, ...life } as const
export const findings = { ...personal, ...stories, ...conduct, ...orders } as const

export type PersonalType = keyof typeof personal
export type StoryType = keyof typeof stories
export type ConductType = keyof typeof conduct
export type FindingType = keyof typeof findings

/** The language of the person who reads the advice; French first. */
export type Locale = 'fr' | 'en'
