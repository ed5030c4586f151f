import { isSiret, isUai } from '../../../guardrails/detect/keys.ts'

/** Numbers and codes as partners write them; undefined when not understood, which then counts as unknown. */

/** Fourteen digits with a right key. A spreadsheet may have eaten leading zeros. */
export function siretOf(written: string | undefined): string | undefined {
  const digits = (written ?? '').replace(/[\s.]/g, '')
  if (!/^\d{9,14}$/.test(digits)) return undefined
  const siret = digits.padStart(14, '0')
  return /^0+$/.test(siret) || !isSiret(siret) ? undefined : siret
}

/** Seven digits and the letter that checks them: a school or training centre. Some partners list several, which are then parted by commas. */
export function uaiOf(written: string | undefined): string | undefined {
  const numbers = (written ?? '')
    .toLowerCase()
    .split(/[\s,;|]+/)
    .filter(isUai)
  return numbers.length > 0 ? [...new Set(numbers)].join(',').toUpperCase() : undefined
}

export function postcodeOf(written: string | undefined): string | undefined {
  const digits = (written ?? '').replace(/\s/g, '')
  return /^\d{4,5}$/.test(digits) && Number(digits) >= 1000 ? digits.padStart(5, '0') : undefined
}

export function communeCodeOf(written: string | undefined): string | undefined {
  const code = (written ?? '').replace(/\s/g, '').toUpperCase()
  const whole = /^\d{4}$/.test(code) ? `0${code}` : code
  return /^\d[\dAB]\d{3}$/.test(whole) && whole !== '00000' ? whole : undefined
}

/** 'RNCP34024' or 'RS5737', however the prefix is written. */
export function sheetOf(register: 'RNCP' | 'RS', written: string | undefined): string | undefined {
  const number = /^(?:RNCP|RS)?\s*0*(\d{1,6})$/i.exec((written ?? '').trim())?.[1]
  return number === undefined || number === '0' ? undefined : `${register}${number}`
}

/** A count of hours above zero: zero is how files say "not filled in". */
export function hoursOf(written: string | undefined): number | undefined {
  const number = numberOf(written)
  return number !== undefined && number > 0 && number <= 20_000 ? number : undefined
}

/** Euros when the text is an amount and nothing else: '1 250,50 €', '1250.5', '0'. */
export function amountOf(written: string | undefined): number | undefined {
  const text = (written ?? '').trim().replace(/TTC$/i, '')
  const amount = numberOf(text.trim().replace(/(?:€|euros?|EUR)$/i, ''))
  return amount !== undefined && amount <= 1_000_000 ? amount : undefined
}

/** An address that a browser can follow. Sites are often written without their scheme. */
export function webAddressOf(written: string | undefined): string | undefined {
  const text = (written ?? '').trim()
  if (text === '' || /\s/.test(text)) return undefined
  const address = /^https?:\/\//i.test(text)
    ? text
    : /^[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)/.test(text)
      ? `https://${text}`
      : ''
  return URL.canParse(address) ? address : undefined
}

/** Degrees; undefined for the 0,0 that stands for nothing. */
export function pointOf(
  latitude: string | undefined,
  longitude: string | undefined,
): { lat: number; lon: number } | undefined {
  const lat = numberOf(latitude)
  const lon = numberOf(longitude)
  if (lat === undefined || lon === undefined || (lat === 0 && lon === 0)) return undefined
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined
}

/** AAAA-MM-JJ from '2026-09-01', '2026-09-01T08:00:00', '01/09/2026' or '20260901'; a day that does not exist is none. */
export function isoDateOf(written: string | undefined): string | undefined {
  const text = (written ?? '').trim()
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})/.exec(text)
  const [, year, month, day] = french
    ? ['', french[3]!, french[2]!.padStart(2, '0'), french[1]!.padStart(2, '0')]
    : (/^(\d{4})-?(\d{2})-?(\d{2})(?!\d)/.exec(text) ?? [])
  const date = `${year}-${month}-${day}`
  const parsed = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) ? date : undefined
}

/** A code that a spreadsheet took for a number: '31768.0' is '31768'. Negative numbers, zeros and dashes say "none". */
export function codeOf(written: string | undefined): string | undefined {
  const code = (written ?? '').trim().replace(/\.0+$/, '')
  return /^(?:-.*|0*|n\/?a|null|nan)$/i.test(code) ? undefined : code
}

export function romeCodesOf(written: readonly (string | undefined)[]): string[] {
  const codes = written.map((code) => code?.trim().toUpperCase() ?? '').filter((code) => /^[A-N]\d{4}$/.test(code))
  return [...new Set(codes)]
}

/** '1 250,50', '1.250,50', '1250.5'. */
function numberOf(written: string | undefined): number | undefined {
  const digits = (written ?? '').replace(/[\s\u00a0\u202f]/g, '')
  const text = digits.includes(',') ? digits.replace(/\.(?=\d{3}(?:\D|$))/g, '').replace(',', '.') : digits
  return /^-?\d{1,9}(?:\.\d{1,15})?$/.test(text) ? Number(text) : undefined
}
