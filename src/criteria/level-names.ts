import { z } from 'zod'
import { fold } from '../../guardrails/language/fold.ts'

/** A level of the French framework of certifications. */
export const Level = z.number().int().min(1).max(8)

/** Level 1–8 of the French framework, from a number, a former level ("IV") or a diploma. */
export function readLevel(value: unknown): number | undefined {
  const said = plain(value)
  if (!said) return undefined
  const number = /^(?:niveau |niv |n)?([1-8])\b/.exec(said)
  if (number) return Number(number[1])
  const former = /^(?:niveau |niv )?(vi|v|iv|iii|ii|i)(?: ?bis)?$/.exec(said)
  if (former) return { vi: 2, v: 3, iv: 4, iii: 5, ii: 6, i: 7 }[former[1]!]
  return diplomaLevels.find(([pattern]) => pattern.test(said))?.[1]
}

export const diplomaLevels: readonly [RegExp, number][] = [
  [/\b(?:doctorat|bac ?\+ ?8)\b/, 8],
  [/\b(?:master|ingenieur|bac ?\+ ?5|dess|dea)\b/, 7],
  [/\b(?:licence|bachelor|but|maitrise|bac ?\+ ?[34])\b/, 6],
  [/\b(?:bts|dut|deug|bac ?\+ ?2)\b/, 5],
  [/\b(?:bac|baccalaureat|bp|bac pro|brevet professionnel|terminale)\b/, 4],
  [/\b(?:cap|bep|bpa)\b/, 3],
]

/** A value of a dossier or of a message, folded; '' where it is no text. */
export const plain = (value: unknown): string => fold((asText(value) ?? '').slice(0, 200)).trim()

export const asText = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined
