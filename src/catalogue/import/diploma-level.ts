import { fold } from '../../../guardrails/language/fold.ts'
/**
 * Level 1–8 of the French framework of a national diploma, from the beginning of its name; undefined for every other title, whose level has to be
 * published to be known. Source: arrêté du 8 janvier 2019 and decree 2019-14.
 */
export function diplomaLevelOf(title: string): number | undefined {
  const plain = fold(title).replace(/[.\s]+/g, ' ')
  return LEVELS.find(([name]) => name.test(plain))?.[1]
}

const LEVELS: readonly (readonly [RegExp, number])[] = [
  [/^(cap|capa|bep|bepa)\b/, 3],
  [/^(bac pro|baccalaureat|bp|bac techno)\b/, 4],
  [/^(bts|btsa|dut|deust)\b/, 5],
  [/^(but|licence|licence pro|bachelor universitaire de technologie)\b/, 6],
  [/^(master|diplome d'ingenieur|titre d'ingenieur)\b/, 7],
  [/^doctorat\b/, 8],
]
