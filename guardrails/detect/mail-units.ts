import { isWordUnit } from '../normalise.ts'

/** What the part of an e-mail address before its sign is made of. */
export const localUnit = (unit: number): boolean =>
  isWordUnit(unit) || unit === 0x2e || unit === 0x2d || unit === 0x5f || unit === 0x2b || unit === 0x25
