import type { Numbered } from '../findings/room.ts'

/** Ten digits that can be dialled, where a telephone is announced. */
export const isDialled = ({ digits, distance }: Numbered): boolean =>
  phoneShape(digits, false) !== undefined && distance('PHONE') < 45

// ARCEP plan 2018-0881: 08 numbers are shared-cost or free, 3BPQ short numbers are never ten digits.
export function phoneShape(digits: string, plus: boolean): 'national' | 'international' | undefined {
  if (/^0[1-79]\d{8}$/.test(digits)) return plus ? undefined : 'national'
  if (/^33[67]\d{8}$/.test(digits) && !plus) return 'national'
  const bare = digits.startsWith('00') && !plus ? digits.slice(2) : plus ? digits : undefined
  if (bare === undefined) return undefined
  if (/^33(?:0?[1-79]\d{8})$/.test(bare)) return 'international'
  if (/^33/.test(bare)) return undefined
  if (/^(?:262|590|594|596|508|687|689|681)(?:0?\d{6,9})$/.test(bare))
    return bare.length >= 9 ? 'international' : undefined
  return /^[1-9]\d{8,14}$/.test(bare) ? 'international' : undefined
}
