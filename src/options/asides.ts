import { firstDay, nextSession } from '../criteria/session.ts'
import type { Item } from '../item.ts'
import type { Need } from './argument.ts'
import { claimOf, claimOn, of } from './evidence.ts'
import type { Claim } from './option.ts'
import { withoutBullet } from './passages.ts'
import { wordings } from './wording.ts'

/** What nobody argues with unless asked: who offers it and whom to ask, towards which occupations, when it ends, seats not told. */
export function asides(item: Item, need: Need): Claim[] {
  const { provider, occupations, contact } = item
  const say = wordings[need.locale]
  const labels = occupations.map(({ label }) => label)
  const claims = [claimOf('fact', say.provider(provider.name), of('/provider/name', provider.name))]
  if (labels.length > 0) {
    const evidence = labels.map((label, index) => of(`/occupations/${index}/label`, label))
    claims.push(claimOn('fact', say.occupations(labels), evidence))
  }
  if (contact) {
    claims.push(claimOf('fact', say.contact(contact.organisation), of('/contact/organisation', contact.organisation)))
  }
  const index = nextSession(item, firstDay(need))
  const session = item.sessions[index]
  if (session?.end) claims.push(claimOf('fact', say.ends(session.end), of(`/sessions/${index}/end`, session.end)))
  if (session && session.seats === undefined) {
    claims.push(claimOf('unknown', say.seatsUnknown, of(`/sessions/${index}/seats`, null)))
  }
  return claims
}

/** The first lines of what is taught, as the record words it. */
export function contentOf(item: Item, { locale }: Need): Claim {
  const field = item.content ? 'content' : item.objective ? 'objective' : 'summary'
  const text = item[field] ?? item.summary
  const lines = text.split('\n').map(withoutBullet).filter(Boolean)
  return claimOf('fact', wordings[locale].catalogueSays(lines.slice(0, 8).join(', ')), of(`/${field}`, text))
}

/** "Le catalogue ne le dit pas", bound to the first field asked that is empty; where all are filled, to the text that was read in vain. */
export function silence(item: Item, need: Need, fields: readonly string[] = []): Claim {
  const { silent } = wordings[need.locale]
  const session = Math.max(0, nextSession(item, firstDay(need)))
  const empty = fields.map((field) => field.replace('*', String(session))).find((field) => isEmpty(item, field))
  if (empty) return claimOf('unknown', silent, of(empty, null))
  return item.content
    ? claimOf('unknown', silent, of('/content', item.content))
    : claimOf('unknown', silent, of('/summary', item.summary))
}

function isEmpty(item: Item, field: string): boolean {
  const value = field
    .split('/')
    .slice(1)
    .reduce<unknown>((at, part) => (at === undefined || at === null ? undefined : Object(at)[part]), item)
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0)
}
