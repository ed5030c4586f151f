import { plain } from '../criteria/level-names.ts'
import type { Modality, Schedule } from '../item.ts'
import type { Profile } from './profile.ts'

// The values a dossier may hold, in the spellings partners use; undefined when not understood.

/** Years of experience: 3, "3 ans", "18 mois", "moins d'un an". */
export function readYears(value: unknown): Profile['experience'][number]['years'] | undefined {
  const said = plain(value)
  if (!said) return undefined
  if (yearBands.has(said)) return said as Profile['experience'][number]['years']
  const amount = /^(?:environ |plus de |depuis )?(\d{1,3})(?:[.,]\d)? ?(an|annee|mois|m|a|y|semaine|jour)?/.exec(said)
  if (!amount) return /moins d'?un an|debutant/.test(said) ? '<1' : undefined
  const unit = amount[2] ?? 'an'
  const perYear = unit.startsWith('m') ? 12 : unit === 'semaine' ? 52 : unit === 'jour' ? 365 : 1
  const years = Number(amount[1]) / perYear
  if (years > 60) return undefined
  return years < 1 ? '<1' : years < 3 ? '1-3' : years <= 10 ? '3-10' : '>10'
}

const yearBands = new Set(['<1', '1-3', '3-10', '>10'])

/** ISO 639-1. */
export function readLanguage(value: unknown): string | undefined {
  const said = plain(value)
  if (!said) return undefined
  const code = languageCodes[said] ?? said
  return Object.values(languageCodes).includes(code) ? code : undefined
}

const languageCodes: Record<string, string> = {
  allemand: 'de',
  anglais: 'en',
  arabe: 'ar',
  armenien: 'hy',
  bambara: 'bm',
  bengali: 'bn',
  bulgare: 'bg',
  chinois: 'zh',
  mandarin: 'zh',
  coreen: 'ko',
  croate: 'hr',
  danois: 'da',
  espagnol: 'es',
  finnois: 'fi',
  francais: 'fr',
  georgien: 'ka',
  grec: 'el',
  hebreu: 'he',
  hindi: 'hi',
  hongrois: 'hu',
  italien: 'it',
  japonais: 'ja',
  kabyle: 'kab',
  kurde: 'ku',
  lingala: 'ln',
  malgache: 'mg',
  neerlandais: 'nl',
  norvegien: 'no',
  ourdou: 'ur',
  pachto: 'ps',
  persan: 'fa',
  dari: 'fa',
  peul: 'ff',
  polonais: 'pl',
  portugais: 'pt',
  roumain: 'ro',
  russe: 'ru',
  serbe: 'sr',
  somali: 'so',
  soninke: 'snk',
  suedois: 'sv',
  tamoul: 'ta',
  tcheque: 'cs',
  tigrinya: 'ti',
  turc: 'tr',
  ukrainien: 'uk',
  vietnamien: 'vi',
  wolof: 'wo',
}

/** CEFR. A mother tongue says where a person comes from, and no level: it is not kept. */
export function readLanguageLevel(value: unknown): string | undefined {
  const said = plain(value)
  if (/maternel|natif|native/.test(said)) return undefined
  const cefr = /^(?:niveau )?([abc][12])\b/.exec(said)
  if (cefr) return cefr[1]!.toUpperCase()
  return languageLevels.find(([pattern]) => pattern.test(said))?.[1]
}

const languageLevels: [RegExp, string][] = [
  [/bilingue/, 'C2'],
  [/courant|fluent|lu,? ecrit,? parle/, 'C1'],
  [/professionnel|avance/, 'B2'],
  [/intermediaire|moyen|scolaire/, 'B1'],
  [/elementaire|notions|bases/, 'A2'],
  [/debutant/, 'A1'],
]

export function readKm(value: unknown): number | undefined {
  const amount = /^(\d{1,4})(?:[.,]\d+)? ?(?:km|kms|kilometres)?$/.exec(plain(value))
  const km = amount ? Number(amount[1]) : 0
  return km > 0 && km <= 1000 ? km : undefined
}

export function readDate(value: unknown): string | undefined {
  const said = plain(value)
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:t.*)?$/.exec(said)
  const french = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(said)
  const [year, month, day] = iso ? iso.slice(1, 4) : french ? [french[3], french[2], french[1]] : []
  if (!year || !month || !day) return undefined
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const real = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  return real ? date.toISOString().slice(0, 10) : undefined
}

export function readYes(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value
  return { oui: true, yes: true, true: true, '1': true, non: false, no: false, false: false, '0': false }[plain(value)]
}

export function readSchedule(value: unknown): Schedule | undefined {
  const said = plain(value)
  return said ? schedules.find(([pattern]) => pattern.test(said))?.[1] : undefined
}

const schedules: [RegExp, Schedule][] = [
  [/alterna[nt]|apprenti/, 'alternating'],
  [/soir|evening/, 'evening'],
  [/week|samedi/, 'weekend'],
  [/partiel|part-time|mi-temps|matin|scolaire/, 'part-time'],
  [/plein|full-time|complet|journee/, 'full-time'],
]

export function readModality(value: unknown): Modality | undefined {
  const said = plain(value)
  return said ? modalities.find(([pattern]) => pattern.test(said))?.[1] : undefined
}

const modalities: [RegExp, Modality][] = [
  [/mixte|hybride|mixed|blended/, 'mixed'],
  [/presentiel|onsite|sur place/, 'onsite'],
  [/distan|remote|en ligne/, 'remote'],
]

export function readDigitalEase(value: unknown): Profile['digitalEase'] | undefined {
  const said = plain(value)
  return said ? eases.find(([pattern]) => pattern.test(said))?.[1] : undefined
}

const eases: [RegExp, Profile['digitalEase']][] = [
  [/^(?:low|faible|debutant|aucune|difficile|pas a l'aise|non|1)/, 'low'],
  [/^(?:medium|moyen|intermediaire|correct|2)/, 'medium'],
  [/^(?:high|bonne?|forte|eleve|a l'aise|autonome|tres|oui|3)/, 'high'],
]
