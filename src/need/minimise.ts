import type { Finding } from '../../guardrails/finding.ts'
import type { Verdict } from '../../guardrails/guard.ts'
import { fold } from '../../guardrails/language/fold.ts'
import type { Redacted } from '../../guardrails/redacted.ts'
import { asText, readLevel } from '../criteria/level-names.ts'
import type { CommuneRef, OccupationRef } from '../item.ts'
import type { Referential } from '../occupations/referential.ts'
import type { Places } from '../places/places.ts'
import {
  readDate,
  readDigitalEase,
  readKm,
  readLanguage,
  readLanguageLevel,
  readModality,
  readSchedule,
  readYears,
  readYes,
} from './dossier-values.ts'
import { constraintsIn, skillsIn } from './named-lists.ts'
import { type Dropped, emptyProfile, type Profile } from './profile.ts'
import { alwaysDropped } from './profile-fields.ts'

export interface MinimiseDeps {
  guard: (text: string) => Verdict
  places: Places
  referential: Referential
  locale: 'fr' | 'en'
}

/** `blocked` names the fields whose text the guard refuses as conduct or injection: the caller refuses the dossier. */
export interface Minimised {
  profile: Profile
  dropped: Dropped[]
  blocked?: { field: string; findings: Finding[] }[]
}

// A dossier is a stranger's JSON: what is kept, read and told is bounded, whatever its size.
const mostEntries = 30
const mostTold = 200
const longestText = 200

/** Keeps of a dossier what has a stated purpose, tells what was dropped and why; never throws, whatever it is given. */
export function minimise(dossier: unknown, deps: MinimiseDeps): Minimised {
  const profile: Profile = structuredClone(emptyProfile)
  const notes = createNotes(deps.guard)
  if (!isRecord(dossier)) {
    if (dossier !== undefined && dossier !== null) notes.drop('', 'not-understood')
    return { profile, dropped: notes.dropped }
  }
  let postcode: CommuneRef | undefined
  for (const [key, value] of entriesOf(dossier)) {
    const field = `/${notes.token(key)}`
    const always = droppedAlways(key)
    if (always) notes.drop(field, always)
    else if (isNothing(value)) continue
    else if (key === 'codePostal') postcode = readPostcode(value, field, deps, notes)
    else if (Object.hasOwn(readers, key)) readers[key as keyof typeof readers](value, field, profile, deps, notes)
    else notes.drop(field, 'unknown')
  }
  if (!profile.near && postcode) profile.near = postcode
  return { profile, dropped: notes.dropped, ...(notes.blocked.length > 0 && { blocked: notes.blocked }) }
}

type Reader = (value: unknown, field: string, profile: Profile, deps: MinimiseDeps, notes: Notes) => void

const readers = {
  metierVise(value, field, profile, deps, notes) {
    const target = readOccupation(value, deps, notes, field)
    if (target) profile.targetOccupation = target
    else notes.drop(field, 'not-understood')
  },
  experiences(value, field, profile, deps, notes) {
    for (const [at, one] of listOf(value, field, notes)) {
      const parts = isRecord(one) ? one : { metier: one }
      dropOthers(parts, at, ['metier', 'duree'], notes)
      const known = readOccupation(parts.metier, deps, notes, `${at}/metier`)
      // The referential's own label is the same for a man and a woman.
      const said = known ? known.label : notes.keep(asText(parts.metier), `${at}/metier`) && null
      const occupation = typeof said === 'string' ? notes.keep(said, `${at}/metier`) : said
      const years = readYears(parts.duree)
      if (occupation && years) profile.experience.push({ occupation, years })
      else if (occupation === null) notes.drop(`${at}/metier`, 'not-understood')
      else if (occupation && !years) notes.drop(`${at}/duree`, 'not-understood')
    }
  },
  niveauFormation(value, field, profile, _deps, notes) {
    const level = readLevel(value)
    if (level) profile.level = level
    else notes.drop(field, 'not-understood')
  },
  competences(value, field, profile, deps, notes) {
    for (const [at, one] of listOf(value, field, notes)) {
      const text = notes.keep(asText(one), at)
      if (text === undefined) continue
      const named = text ? skillsIn(text, deps.referential) : []
      if (named.length === 0) notes.drop(at, 'not-understood')
      for (const label of named) addOnce(profile.skills, notes.keep(label, at))
    }
  },
  langues(value, field, profile, _deps, notes) {
    for (const [at, one] of listOf(value, field, notes)) {
      const parts = isRecord(one) ? one : { langue: one }
      dropOthers(parts, at, ['langue', 'niveau'], notes)
      const code = readLanguage(parts.langue)
      const level = readLanguageLevel(parts.niveau)
      if (code && level) profile.languages.push({ code, level })
      else notes.drop(code ? `${at}/niveau` : `${at}/langue`, 'not-understood')
    }
  },
  commune(value, field, profile, deps, notes) {
    const text = asText(value)?.trim()
    const commune = text ? deps.places.byCode(text.toUpperCase()) : undefined
    // "Saint-Denis (93)", as the page completes it.
    const [, name = text, departement] = /^(.+?) \((\d[\dab]\d?)\)$/i.exec(text ?? '') ?? []
    const named =
      name && !commune && !/\d/.test(name)
        ? deps.places.resolve(name, departement ? { departement } : undefined)
        : undefined
    if (commune) profile.near = { code: commune.code, name: commune.name }
    else if (named?.kind === 'found') profile.near = { code: named.commune.code, name: named.commune.name }
    else notes.drop(field, 'not-understood')
  },
  mobiliteKm(value, field, profile, _deps, notes) {
    const km = readKm(value)
    if (km) profile.radiusKm = km
    else notes.drop(field, 'not-understood')
  },
  disponibilite(value, field, profile, _deps, notes) {
    const parts = isRecord(value) ? value : { des: value }
    dropOthers(parts, field, ['des', 'tempsPartiel', 'horaires'], notes)
    const from = readDate(parts.des)
    const partTime = readYes(parts.tempsPartiel)
    const schedule = readSchedule(parts.horaires)
    const told = { des: from, tempsPartiel: partTime, horaires: schedule }
    for (const [key, read] of Object.entries(told)) {
      if (!isNothing(parts[key]) && read === undefined) notes.drop(`${field}/${key}`, 'not-understood')
    }
    if (from === undefined && partTime === undefined && schedule === undefined) return
    profile.availability = {
      ...(from && { from }),
      ...(partTime !== undefined && { partTime }),
      ...(schedule && { schedule }),
    }
  },
  modalite(value, field, profile, _deps, notes) {
    const modality = readModality(value)
    if (modality) profile.modality = modality
    else notes.drop(field, 'not-understood')
  },
  aisanceNumerique(value, field, profile, _deps, notes) {
    const ease = readDigitalEase(value)
    if (ease) profile.digitalEase = ease
    else notes.drop(field, 'not-understood')
  },
  contraintes(value, field, profile, _deps, notes) {
    for (const [at, one] of listOf(value, field, notes)) {
      const text = notes.keep(asText(one), at)
      if (text === undefined) continue
      const named = text ? constraintsIn(text) : []
      if (named.length === 0) notes.drop(at, 'not-understood')
      for (const label of named) addOnce(profile.constraints, notes.keep(label, at))
    }
  },
} satisfies Record<string, Reader>

const addOnce = (list: Redacted[], text: Redacted | null | undefined): void => {
  if (text && !list.includes(text)) list.push(text)
}

interface Notes {
  dropped: Dropped[]
  blocked: { field: string; findings: Finding[] }[]
  drop(field: string, reason: Dropped['reason']): void
  /** A key as a JSON pointer token, when it may be repeated; a key is a stranger's text too. */
  token(key: string): string
  /** The text as it may be kept; null when there is none to understand; undefined when it was refused, which is already noted. */
  keep(text: string | undefined, field: string): Redacted | null | undefined
}

function createNotes(guard: MinimiseDeps['guard']): Notes {
  const notes: Notes = {
    dropped: [],
    blocked: [],
    drop(field, reason) {
      if (notes.dropped.length < mostTold) notes.dropped.push({ field, reason })
    },
    token(key) {
      const repeatable = key.length <= 40 && (knownKeys.has(key) || guard(key).action === 'pass')
      return repeatable ? key.replaceAll('~', '~0').replaceAll('/', '~1') : '…'
    },
    keep(text, field) {
      const said = text?.replace(/\s+/gu, ' ').trim()
      if (!said || said.length > longestText) return null
      const verdict = guard(said)
      const nothingLeft = verdict.action !== 'block' && /^\P{L}*$/u.test(verdict.text)
      if (verdict.action !== 'block' && !nothingLeft) return verdict.text
      if (verdict.findings.some(({ kind }) => kind === 'conduct' || kind === 'injection')) {
        notes.blocked.push({ field, findings: verdict.findings })
        return undefined
      }
      notes.drop(field, 'protected')
      return undefined
    },
  }
  return notes
}

function readOccupation(value: unknown, deps: MinimiseDeps, notes: Notes, field: string): OccupationRef | undefined {
  const said = isRecord(value) ? (asText(value.code) ?? asText(value.libelle)) : asText(value)
  if (isRecord(value)) dropOthers(value, field, ['code', 'libelle'], notes)
  if (!said || said.length > longestText) return undefined
  const byCode = deps.referential.byCode(said.trim().toUpperCase())
  if (byCode) return { code: byCode.code, label: byCode.label }
  const [first] = deps.referential.match(said)
  const named = first?.occupations[0]
  return named && { code: named.code, label: named.label }
}

function readPostcode(value: unknown, field: string, deps: MinimiseDeps, notes: Notes): CommuneRef | undefined {
  const digits = asText(value)?.replace(/\s/g, '').padStart(5, '0')
  const commune = digits && /^\d{5}$/.test(digits) ? deps.places.byPostcode(digits)[0] : undefined
  if (!commune) notes.drop(field, 'not-understood')
  return commune && { code: commune.code, name: commune.name }
}

function listOf(value: unknown, field: string, notes: Notes): [at: string, one: unknown][] {
  const list = Array.isArray(value) ? value : [value]
  if (list.length > mostEntries) notes.drop(`${field}/${mostEntries}`, 'not-needed')
  return list.slice(0, mostEntries).flatMap((one, index): [string, unknown][] => {
    return isNothing(one) ? [] : [[Array.isArray(value) ? `${field}/${index}` : field, one]]
  })
}

function dropOthers(parts: Record<string, unknown>, field: string, known: readonly string[], notes: Notes): void {
  for (const [key] of entriesOf(parts)) {
    if (!known.includes(key)) notes.drop(`${field}/${notes.token(key)}`, droppedAlways(key) ?? 'unknown')
  }
}

function droppedAlways(key: string): Dropped['reason'] | undefined {
  const plain = plainKey(key.slice(0, 60))
  return alwaysDropped.find(({ dossierKeys }) =>
    dossierKeys.some((one) => {
      const wanted = plainKey(one)
      return one.endsWith('*') ? plain.startsWith(wanted) : plain === wanted
    }),
  )?.reason
}

/** "date_naissance", "Date de naissance" and "dateNaissance" are one key. */
const plainKey = (key: string): string => fold(key).replace(/\bde\b|[^a-z0-9]/g, '')

const knownKeys = new Set([...Object.keys(readers), 'codePostal', ...alwaysDropped.flatMap((one) => one.dossierKeys)])

const isNothing = (value: unknown): boolean => value === undefined || value === null || value === ''

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const mostKeys = 500
const entriesOf = (record: Record<string, unknown>): [string, unknown][] => Object.entries(record).slice(0, mostKeys)
