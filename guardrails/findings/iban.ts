import { ibanLengths, isBankAccount, isDomesticAccount } from '../detect/keys.ts'
import { type Message, standsAlone } from '../detect/recogniser.ts'
import { matchesOf } from '../matches.ts'
import { isWordUnit } from '../normalise.ts'
import written from './iban.json' with { type: 'json' }
import { labelled, type PersonalRoom, type Scored } from './room.ts'

export const iban: PersonalRoom = {
  ...written,
  label: labelled('IBAN', 'IBAN'),
  reads: {
    by: 'itself',
    find: (message) =>
      message.digits().length === 0 ? [] : [...internationalAccounts(message), ...domesticAccounts(message)],
  },
}

/** Surer than a card whose key its last digits happen to hold. */
const score = 0.99

function internationalAccounts({ plain }: Message): Scored[] {
  return matchesOf(/[a-z]{2}[ ]?\d[ ]?\d/g, plain).flatMap(({ index: start }) => {
    const length = isWordUnit(plain.charCodeAt(start - 1)) ? undefined : ibanLengths[plain.slice(start, start + 2)]
    const account = length && codeFrom(plain, start, length)
    if (!account) return []
    const announced = /\b(?:iban|rib|compte|virement|bancaire|bank)\b/.test(plain.slice(Math.max(0, start - 50), start))
    const isOne = isBankAccount(account.code) || (announced && /\d{8}/.test(account.code))
    return isOne ? [{ start, end: account.end, score }] : []
  })
}

/** So many letters and digits, whatever the groups they are typed in; undefined where others follow, or none. */
function codeFrom(plain: string, start: number, length: number): { code: string; end: number } | undefined {
  let code = ''
  let end = start
  for (; end < plain.length && code.length < length; end++) {
    if (isWordUnit(plain.charCodeAt(end))) code += plain[end]
    else if (!' .-\n'.includes(plain[end]!) || end - start > length * 2 + 6) return undefined
  }
  return code.length === length && !isWordUnit(plain.charCodeAt(end)) ? { code, end } : undefined
}

const domestic = /\d{5}(?: ?[/|.-] ?| )?\d{5}(?: ?[/|.-] ?| )?[a-z0-9]{11}(?: ?[/|.-] ?| )?\d{2}/g

function domesticAccounts({ plain }: Message): Scored[] {
  return matchesOf(domestic, plain).flatMap(({ index: start, 0: text }) => {
    const end = start + text.length
    if (!standsAlone(plain, start, end)) return []
    const announced = /\b(?:rib|compte|virement|bancaire|banque)\b/.test(plain.slice(Math.max(0, start - 60), start))
    return announced || isDomesticAccount(text.replace(/[ ./|-]/g, '')) ? [{ start, end, score }] : []
  })
}
