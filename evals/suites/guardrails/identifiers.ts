import type { Random } from './random.ts'

/**
 * Makers of identifiers that nobody holds, or that cannot be told from drawn ones, with valid check keys.
 * Each returns the identifier as a person would type it, in one of its usual groupings.
 */

const grouped = (digits: string, sizes: readonly number[], separator: string): string => {
  const parts: string[] = []
  let at = 0
  for (const size of sizes) {
    parts.push(digits.slice(at, at + size))
    at += size
  }
  return parts.join(separator)
}

const luhnDigit = (body: string): string => {
  let sum = 0
  for (let index = 0; index < body.length; index += 1) {
    const digit = Number(body[body.length - 1 - index])
    const doubled = index % 2 === 0 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return String((10 - (sum % 10)) % 10)
}

const two = (value: number) => String(value).padStart(2, '0')
const departments = ['75', '93', '13', '69', '59', '33', '44', '67', '31', '06', '01', '95', '2A', '2B', '972', '974', '99']

/** 13 characters, then the key: 97 − (number mod 97), 2A read as 19 and 2B as 18. */
export const nir = (random: Random, variant = ''): string => {
  const department = random.pick(departments)
  const commune = department.length === 3 ? random.digits(2) : random.digits(3)
  const born = `${two(random.between(58, 99))}${two(random.between(1, 12))}`
  const body = `${random.pick(['1', '2'])}${born}${department}${commune}${String(random.between(1, 640)).padStart(3, '0')}`
  const value = BigInt(body.replace('2A', '19').replace('2B', '18'))
  const key = two(97 - Number(value % 97n))
  if (variant === 'short') return random.chance(0.5) ? body : grouped(body, [1, 2, 2, 2, 3, 3], ' ')
  const whole = body + key
  return random.pick([
    whole,
    grouped(whole, [1, 2, 2, 2, 3, 3, 2], ' '),
    grouped(whole, [1, 2, 2, 2, 3, 3, 2], ' '),
    `${body} ${key}`,
    `${grouped(body, [1, 2, 2, 2, 3, 3], ' ')} / ${key}`,
    grouped(whole, [1, 2, 2, 2, 3, 3, 2], '.'),
    `${body} (${key})`,
    grouped(whole, [1, 2, 2, 2, 3, 3, 2], '-'),
  ])
}

/** SPI: the last three digits are the first ten modulo 511. */
export const taxId = (random: Random): string => {
  const body = `${random.pick(['0', '1', '2', '3'])}${random.digits(9)}`
  const whole = body + String(Number(body) % 511).padStart(3, '0')
  return random.pick([whole, grouped(whole, [2, 2, 3, 3, 3], ' '), grouped(whole, [2, 2, 3, 3, 3], ' ')])
}

const sirenDigits = (random: Random): string => {
  const body = `${random.pick(['4', '5', '8', '9'])}${random.digits(7)}`
  return body + luhnDigit(body)
}

export const siren = (random: Random): string => {
  const whole = sirenDigits(random)
  return random.pick([whole, grouped(whole, [3, 3, 3], ' '), grouped(whole, [3, 3, 3], ' '), grouped(whole, [3, 3, 3], '.')])
}

export const siret = (random: Random): string => {
  const body = sirenDigits(random) + random.pick(['0001', '0002', '0001', '0003'])
  const whole = body + luhnDigit(body)
  return random.pick([
    whole,
    grouped(whole, [3, 3, 3, 5], ' '),
    grouped(whole, [9, 5], ' '),
    grouped(whole, [3, 3, 3, 2, 3], ' '),
    grouped(whole, [3, 3, 3, 5], '.'),
  ])
}

const remainder97 = (text: string): number => {
  let remainder = 0
  for (const character of text) {
    const value = Number.parseInt(character, 36)
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
  }
  return remainder
}

const ribKey = (bank: string, branch: string, account: string): string => {
  // Letters of the account count as A,J = 1, B,K,S = 2 … I,R,Z = 9.
  const digits = account.replace(/[A-Z]/g, (letter) => {
    const rank = letter.charCodeAt(0) - 65
    return String(rank < 18 ? (rank % 9) + 1 : rank - 16)
  })
  const sum = 89n * BigInt(bank) + 15n * BigInt(branch) + 3n * BigInt(digits)
  return two(97 - Number(sum % 97n))
}

export const iban = (random: Random, variant = ''): string => {
  const bank = `99${random.digits(3)}`
  const branch = random.digits(5)
  const account = random.chance(0.3) ? `${random.digits(8)}${random.pick(['A', 'K', 'X', 'N'])}${random.digits(2)}` : random.digits(11)
  const key = ribKey(bank, branch, account)
  if (variant === 'rib') return [bank, branch, account, key].join(' ')
  const foreign = random.chance(0.15)
  const country = foreign ? random.pick(['DE', 'BE', 'ES', 'PT']) : 'FR'
  const lengths: Record<string, number> = { DE: 18, BE: 12, ES: 20, PT: 21 }
  const basic = foreign ? random.digits(lengths[country]!) : bank + branch + account + key
  const whole = `${country}${two(98 - remainder97(`${basic}${country}00`))}${basic}`
  const fours = whole.match(/.{1,4}/g)!
  return random.pick([whole, fours.join(' '), fours.join(' '), fours.join('-'), whole.toLowerCase()])
}

export const card = (random: Random): string => {
  // Prefixes of the networks' test cards.
  const body = `${random.pick(['497010', '400000', '555555', '513100', '424242'])}${random.digits(9)}`
  const whole = body + luhnDigit(body)
  return random.pick([whole, grouped(whole, [4, 4, 4, 4], ' '), grouped(whole, [4, 4, 4, 4], ' '), grouped(whole, [4, 4, 4, 4], '-')])
}

export const ftId = (random: Random, variant = ''): string => {
  const letter = random.pick([...'ABCDEFGHJKLMNPRSTUVWXYZ'])
  const old = random.digits(7)
  if (variant === 'letter') return random.pick([`${old}${letter}`, `${old}${letter}`, `${old} ${letter}`])
  const national = `${random.pick(['1', '2', '3', '4'])}${random.digits(10)}`
  return random.pick([
    `${old}${letter}`,
    `${old} ${letter}`,
    `${old}${random.digits(1)}`,
    national,
    grouped(national, [3, 4, 4], ' '),
    `${old}${letter.toLowerCase()}`,
  ])
}

export const cafNumber = (random: Random): string => {
  const digits = random.digits(7)
  return random.pick([digits, digits, grouped(digits, [3, 4], ' '), `${digits} ${random.pick(['K', 'R', 'T', 'B'])}`, `0${digits.slice(1)}`])
}

const consonant = [...'CDFGHJKLMNPRTVWXYZ']

export const idCard = (random: Random): string => {
  const year = two(random.between(14, 20))
  const old = `${year}${two(random.between(1, 12))}${random.pick(['75', '93', '69', '13', '59'])}${random.pick(['1', '2', 'P', 'A'])}${random.digits(5)}`
  const current = `${random.pick(consonant)}${random.digits(1)}${random.pick(consonant)}${random.pick(consonant)}${random.digits(2)}${random.pick(consonant)}${random.digits(1)}${random.pick(consonant)}`
  return random.pick([old.replace(/[PA]/, '3'), old, current, current])
}

export const passport = (random: Random): string => {
  const number = `${two(random.between(10, 25))}${random.pick(consonant)}${random.pick(consonant)}${random.digits(5)}`
  return random.pick([number, number, `${number.slice(0, 2)} ${number.slice(2, 4)} ${number.slice(4)}`, number.toLowerCase()])
}

export const drivingLicence = (random: Random): string => {
  const old = `${two(random.between(0, 24))}${two(random.between(1, 12))}${random.pick(['75', '93', '69', '13', '59', '2A', '33'])}${random.digits(6)}`
  const current = `${two(random.between(13, 25))}${random.pick(consonant)}${random.pick(consonant)}${random.digits(5)}`
  return random.pick([old, old, grouped(old, [2, 2, 2, 6], ' '), current])
}

export const residencePermit = (random: Random): string =>
  random.pick([
    `99${random.digits(8)}`,
    `75${random.digits(8)}`,
    `99${random.digits(7)}`,
    `${random.pick(consonant)}${random.pick(consonant)}${random.digits(7)}`,
    grouped(`93${random.digits(8)}`, [2, 2, 2, 2, 2], ' '),
  ])

const plateLetter = [...'ABCDEFGHJKLMNPQRSTVXYZ']
const platePair = (random: Random) => {
  const pair = random.pick(plateLetter) + random.pick(plateLetter)
  return pair === 'SS' ? 'AB' : pair
}

/** `cued` forms (spaced, glued, lower case, old series) are recognisable only beside a word such as "immatriculée". */
export const plate = (random: Random, variant = ''): string => {
  const [left, middle, right] = [platePair(random), String(random.between(101, 998)), platePair(random)]
  if (variant !== 'cued') return `${left}-${middle}-${right}`
  return random.pick([
    `${left}-${middle}-${right}`,
    `${left} ${middle} ${right}`,
    `${left}${middle}${right}`,
    `${left}-${middle}-${right}`.toLowerCase(),
    `${random.between(101, 9899)} ${platePair(random)} ${random.pick(['75', '93', '69', '59', '2B', '974'])}`,
  ])
}

const words = ['zéro', 'un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix', 'onze', 'douze', 'treize', 'quatorze', 'quinze', 'seize']
const tens = ['', '', 'vingt', 'trente', 'quarante', 'cinquante', 'soixante']
/** 0 to 99 in French words, "quatre-vingt-dix-huit". */
export const inWords = (value: number): string => {
  if (value < 17) return words[value]!
  if (value < 20) return `dix-${words[value - 10]}`
  if (value < 70) {
    const unit = value % 10
    const ten = tens[Math.floor(value / 10)]!
    return unit === 0 ? ten : unit === 1 ? `${ten} et un` : `${ten}-${words[unit]}`
  }
  if (value < 80) return value === 71 ? 'soixante et onze' : `soixante-${inWords(value - 60)}`
  return value === 80 ? 'quatre-vingts' : `quatre-vingt-${inWords(value - 80)}`
}

export const phone = (random: Random, variant = ''): string => {
  const overseas = random.chance(0.18)
  const digits = overseas
    ? `${random.pick(['0262', '0692', '0693', '0590', '0690', '0596', '0696', '0594', '0694', '0639', '0269'])}${random.digits(6)}`
    : // The national plan keeps these blocks for works of fiction; 07 00 and 09 99 are not given to people.
      `${random.pick(['019900', '026191', '035301', '046571', '053649', '063998', '063998', '063998', '063998', '0700', '0700', '0999'])}${random.digits(6)}`.slice(0, 10)
  const pairs = digits.match(/../g)!
  if (variant === 'words') return pairs.map((pair) => (pair[0] === '0' ? `zéro ${pair === '00' ? 'zéro' : words[Number(pair)]}` : inWords(Number(pair)))).join(' ')
  const rest = digits.slice(1)
  const restPairs = `${rest[0]} ${grouped(rest.slice(1), [2, 2, 2, 2], ' ')}`
  if (variant === 'international' || random.chance(0.15)) {
    const code = !overseas ? '33' : { '026': '262', '069': '262', '063': '262', '059': '590' }[digits.slice(0, 3)] ?? '33'
    return random.pick([`+${code}${rest}`, `+${code} ${restPairs}`, `00${code}${rest}`, `+${code} (0)${restPairs}`, `+${code}(0)${rest}`])
  }
  return random.pick([
    digits,
    digits,
    pairs.join(' '),
    pairs.join(' '),
    pairs.join(' '),
    pairs.join('.'),
    pairs.join('-'),
    pairs.join('/'),
    `${digits.slice(0, 4)} ${grouped(digits.slice(4), [2, 2, 2], ' ')}`,
    `${digits.slice(0, 2)} ${digits.slice(2, 6)} ${digits.slice(6)}`,
    `${digits.slice(0, 4)} ${digits.slice(4, 7)} ${digits.slice(7)}`,
  ])
}

/** Codes of institutions and programmes: never personal data, often shaped like it. */
export const publicCode = (random: Random, kind: string): string => {
  switch (kind) {
    case 'rncp':
      return random.pick([`RNCP${random.between(28000, 41000)}`, `RNCP ${random.between(28000, 41000)}`, `rncp${random.between(34000, 41000)}`])
    case 'rs':
      return random.pick([`RS${random.between(5000, 7100)}`, `RS ${random.between(5000, 7100)}`])
    case 'rome':
      return `${random.pick([...'ABCDEFGHIJKLMN'])}1${random.pick(['1', '2', '4', '6', '7', '8'])}0${random.between(1, 9)}`
    case 'uai': {
      const number = `0${random.pick(['75', '93', '69', '13', '59'])}${random.digits(4)}`
      return number + 'ABCDEFGHJKLMNPRSTUVWXYZ'[Number(number) % 23]
    }
    case 'nda':
      return `${random.pick(['11', '84', '93', '76', '32'])}${random.pick(['75', '69', '13', '31', '59'])}${random.digits(5)}${random.pick(['75', '69', '13', '31', '59'])}`
    case 'formacode':
      return String(random.between(11000, 45099))
    default:
      throw new Error(`no public code of kind ${kind}`)
  }
}
