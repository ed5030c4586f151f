import type { Numbered } from '../findings/room.ts'

/** Eight digits that write a date, where they are cut as one or announced as one. */
export const isDated = ({ digits, plain, start }: Numbered): boolean =>
  /^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2}$/.test(digits) &&
  (/^\d\d[ /.-]\d\d[ /.-]/.test(plain.slice(start, start + 6)) ||
    /\b(?:nee?|ddn|naissance|le|du|au)\b[ (:]{0,3}$/.test(plain.slice(Math.max(0, start - 14), start)))
