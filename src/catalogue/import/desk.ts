import { fold } from '../../../guardrails/language/fold.ts'
import type { Contact } from '../../item.ts'
import { webAddressOf } from './published-values.ts'

/** How a partner says whom to reach; several of each, the first that may be shown counts. */
export interface WrittenDesk {
  phones?: readonly (string | undefined)[]
  emails?: readonly (string | undefined)[]
  addresses?: readonly (string | undefined)[]
}

/**
 * Whom to reach at an organisation: a line of the house and a mailbox of a service. A mobile number and a mailbox that is not known to be a
 * service's may be a person's, and are left out, as names are.
 */
export function deskOf(organisation: string, { phones = [], emails = [], addresses = [] }: WrittenDesk): Contact {
  const url = first(addresses, webAddressOf)
  const phone = first(phones, housePhoneOf)
  const email = first(emails, serviceMailOf)
  return { organisation, ...(url && { url }), ...(phone && { phone }), ...(email && { email }) }
}

/** "02 98 96 48 00" however it is written; undefined for a mobile (06, 07), a number of another country or no number at all. */
export function housePhoneOf(written: string): string | undefined {
  const digits = written.replace(/\(0\)/, '').replace(/[\s().\u00a0\u202f-]/g, '')
  const national = /^(?:(?:\+|00)33|0)([1-589]\d{8})$/.exec(digits)?.[1]
  return national && `0${national}`.replace(/\d\d(?=\d)/g, '$& ')
}

/** A mailbox whose name says a service ("contact", "secretariat.cfa"), the number of a school ("ce.0290076a") or the house itself. */
export function serviceMailOf(written: string): string | undefined {
  const address = written.trim().toLowerCase()
  const [, box, house] = /^([a-z0-9._+-]{1,64})@([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4})$/.exec(address) ?? []
  if (box === undefined || house === undefined) return undefined
  const parts = fold(box).split(/[._+-]/)
  const isOfTheHouse = house.split('.').some((part) => part === box || part.split('-').join('') === box)
  const isService = parts.some((part) => SERVICES.has(part.replace(/\d{1,4}$/, '')) || /^\d{7}[a-z]$/.test(part))
  return isService || isOfTheHouse ? address : undefined
}

const first = (written: readonly (string | undefined)[], read: (one: string) => string | undefined) =>
  written.map((one) => one && read(one)).find((one) => one !== undefined && one !== '')

const SERVICES: ReadonlySet<string> = new Set([
  'accueil',
  'administration',
  'admission',
  'admissions',
  'apprentissage',
  'bonjour',
  'campus',
  'candidature',
  'candidatures',
  'centre',
  'cfa',
  'cfppa',
  'commercial',
  'contact',
  'fc',
  'formation',
  'formations',
  'greta',
  'gretacfa',
  'info',
  'information',
  'infos',
  'inscription',
  'inscriptions',
  'mairie',
  'orientation',
  'pole',
  'recrutement',
  'renseignements',
  'scolarite',
  'secretariat',
  'stages',
])
