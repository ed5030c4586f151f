/** Check keys of the numbers, as computed from the number itself. Codes come without separators, letters in lower case. */

/** Social security number with its key: 97 − (first 13 mod 97), Corsica 2A as 19 and 2B as 18. */
export function isNir(code: string): boolean {
  if (code.length !== 15 || !isNirShaped(code)) return false
  const number = code.slice(0, 13).replace('2a', '19').replace('2b', '18')
  return Number(code.slice(13)) === 97 - (Number(number) % 97)
}

/** Sex, year, month (01–12, and 20–42 or 50–99 when unknown), département; 13 or 15 characters. */
export function isNirShaped(code: string): boolean {
  const match = /^[123478]\d{2}(\d{2})(\d{2}|2a|2b)\d{6}(?:\d{2})?$/.exec(code)
  if (!match) return false
  const month = Number(match[1])
  const department = match[2]!
  const monthKnown = (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50
  return monthKnown && department !== '00' && (code.length === 13 || Number(code.slice(13)) <= 97)
}

/** Tax number (SPI): 13 digits, the last three are the first ten mod 511. */
export const isTaxNumber = (digits: string): boolean =>
  /^[0-3]\d{12}$/.test(digits) && Number(digits.slice(0, 10)) % 511 === Number(digits.slice(10))

export const isSiren = (digits: string): boolean => digits.length === 9 && luhn(digits)

/** Fourteen digits, Luhn on the whole and on the company part; La Poste sums its digits mod 5 instead. */
export function isSiret(digits: string): boolean {
  if (digits.length !== 14) return false
  if (digits.startsWith('356000000') && digits !== '35600000000048') {
    return [...digits].reduce((sum, digit) => sum + Number(digit), 0) % 5 === 0
  }
  return luhn(digits) && luhn(digits.slice(0, 9))
}

/** Payment cards: 13 to 19 digits that start like a known network, Luhn. */
export const isCard = (digits: string): boolean =>
  /^(?:4\d{12,18}|5[0-9]\d{14}|2[2-7]\d{14}|3[47]\d{13}|3[068]\d{12}|6\d{15,18})$/.test(digits) && luhn(digits)

function luhn(digits: string): boolean {
  let sum = 0
  for (let index = digits.length - 1, double = false; index >= 0; index--, double = !double) {
    const digit = digits.charCodeAt(index) - 48
    sum += double ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit
  }
  return sum % 10 === 0 && /[1-9]/.test(digits)
}

/** IBAN: mod 97 of the code turned by four, letters as 10 to 35, is 1 (ISO 13616). */
export function isBankAccount(code: string): boolean {
  let rest = 0
  for (const letter of code.slice(4) + code.slice(0, 4)) {
    const value = Number.parseInt(letter, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

/** Domestic account (RIB): bank 5, branch 5, account 11, key 2. */
export function isDomesticAccount(code: string): boolean {
  if (!/^\d{10}[a-z0-9]{11}\d{2}$/.test(code)) return false
  const numbers = code.replace(/[a-z]/g, (letter) => ribLetters[letter.charCodeAt(0) - 97]!)
  const bank = Number(numbers.slice(0, 5)) % 97
  const branch = Number(numbers.slice(5, 10)) % 97
  const account = Number(numbers.slice(10, 21)) % 97
  return Number(code.slice(21)) === 97 - ((89 * bank + 15 * branch + 3 * account) % 97)
}
// A and J are 1, B, K and S are 2…
const ribLetters = '12345678912345678923456789'

/** School code (UAI): seven digits, then their remainder mod 23 as a letter. */
export const isUai = (code: string): boolean =>
  /^\d{7}[a-z]$/.test(code) && 'abcdefghjklmnprstuvwxyz'[Number(code.slice(0, 7)) % 23] === code[7]

/** Length of an IBAN by country, in lower case. */
export const ibanLengths: Record<string, number> = {
  fr: 27,
  mc: 27,
  be: 16,
  de: 22,
  es: 24,
  pt: 25,
  it: 27,
  lu: 20,
  nl: 18,
  ch: 21,
  gb: 22,
  ie: 22,
  at: 20,
  pl: 28,
  ro: 24,
  ma: 28,
  tn: 24,
  dz: 26,
  tr: 26,
  gr: 27,
  se: 24,
  dk: 18,
  fi: 18,
  no: 15,
  cz: 24,
  hu: 28,
  bg: 22,
  hr: 21,
  lt: 20,
  lv: 21,
  ee: 20,
  sk: 24,
  si: 19,
  cy: 28,
  mt: 31,
  sn: 28,
  ci: 28,
  ml: 28,
  bf: 28,
  cm: 27,
  mg: 27,
  mr: 27,
  sm: 27,
}
