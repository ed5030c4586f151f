import type { Criteria } from '../criteria/criteria.ts'
import type { Argue } from './argument.ts'
import { asked, claimOf, claimOn, of } from './evidence.ts'
import type { Claim } from './option.ts'
import { sharedWords } from './passages.ts'

/** Under this many people a rate is not shown: it would say more about them than about the training. */
export const fewestPeopleInARate = 30

/** A goal of the person, and where it stands in the criteria: any of them is asked for. */
interface Goal extends Pick<Criteria, 'topic' | 'occupation'> {
  at: string
}

const goalsOf = ({ topic, occupation, alternatives }: Criteria): Goal[] => [
  { topic, occupation, at: '' },
  ...alternatives.map((other, index) => ({ ...other, at: `/alternatives/${index}` })),
]

export const aboutOccupation: Argue = (item, { criteria, lackOf }, say) => {
  const goals = goalsOf(criteria)
  const claimOfFirst = (
    isIt: (code: string, wanted: string) => boolean,
    sentence: (label: string) => string,
  ): Claim[] => {
    for (const { occupation: wanted, at } of goals) {
      const index = wanted ? item.occupations.findIndex(({ code }) => isIt(code, wanted.code)) : -1
      if (!wanted || index < 0) continue
      const { label } = item.occupations[index]!
      const evidence = of(`/occupations/${index}/label`, label)
      return [claimOf('for', sentence(label), evidence, asked(`${at}/occupation/code`, wanted.code))]
    }
    return []
  }
  // Of one that is first of another occupation, its partner only says that it is of this one too.
  const isFirst = lackOf?.(item) !== 'occupation'
  // A module bears the trade's code, and does not lead to it.
  const leads = item.kind === 'training' && lackOf?.(item) === undefined
  const same = claimOfFirst(
    (code, wanted) => code === wanted,
    (label) => (isFirst ? say.occupation(label, leads) : say.occupationToo(label)),
  )
  if (same.length > 0) return same
  // ROME codes that share their first three characters stand in the same group of occupations.
  return claimOfFirst(
    (code, wanted) => code.slice(0, 3) === wanted.slice(0, 3),
    (label) => say.nearestOccupation(label, item.kind),
  )
}

/** What is close opens with what it lacks. */
export const aboutLack: Argue = (item, { criteria, lackOf }, say) => {
  const lack = lackOf?.(item)
  if (lack === undefined) return []
  const { topic, occupation } = criteria
  const need = topic ? asked('/topic', topic) : occupation && asked('/occupation/label', occupation.label)
  return [claimOf('against', say.lacks[lack], of('/title', item.title), ...(need ? [need] : []))]
}

export const aboutTopic: Argue = (item, { criteria }, say) => {
  for (const { topic, occupation, at } of goalsOf(criteria)) {
    const wanted = topic ? asked(`${at}/topic`, topic) : occupation && asked(`${at}/occupation/label`, occupation.label)
    const isThat = item.occupations.some(({ code }) => code === occupation?.code)
    if (!topic && isThat) return []
    for (const field of ['title', 'objective', 'content'] as const) {
      const text = item[field]
      const found = wanted && text && sharedWords(String(wanted.value), text)
      if (found) return [claimOf('for', say.mentions(field, found), of(`/${field}`, text), wanted)]
    }
  }
  return []
}

export const aboutCertification: Argue = (item, { criteria }, say) => {
  if (item.kind !== 'training') return []
  const { certification } = item
  const wanted = criteria.certifying
  const asks = wanted === undefined ? [] : [asked('/certifying', wanted)]
  if (item.certifying === false && !certification) {
    const stance = wanted === undefined ? 'fact' : wanted ? 'against' : 'for'
    return [claimOf(stance, say.notCertifying, of('/certifying', false), ...asks)]
  }
  if (!certification) {
    const stance = wanted === undefined && criteria.level === undefined ? 'fact' : 'unknown'
    return [claimOf(stance, say.certificationUnknown, of('/certification', null), ...asks)]
  }
  const { label, level, rncp, rs } = certification
  const evidence = of('/certification/label', label)
  const levelAsked = criteria.level !== undefined && level !== undefined
  const unlike = (levelAsked && criteria.level !== level) || criteria.certifying === false
  const like = levelAsked || criteria.certifying === true
  const stance = unlike ? 'against' : like ? 'for' : 'fact'
  const claims =
    level === undefined
      ? [claimOf(stance, say.certification(label), evidence)]
      : [claimOf(stance, say.certificationLevel(label, level), evidence, of('/certification/level', level))]
  if (criteria.level !== undefined && level === undefined) {
    claims.push(claimOf('unknown', say.levelUnknown, of('/certification/level', null), asked('/level', criteria.level)))
  }
  if (rncp) claims.push(claimOf('fact', say.register(rncp, 'rncp'), of('/certification/rncp', rncp)))
  else if (rs) claims.push(claimOf('fact', say.register(rs, 'rs'), of('/certification/rs', rs)))
  return claims
}

export const aboutOutcomes: Argue = (item, _, say) => {
  if (item.kind !== 'training') return []
  if (item.outcomes.length === 0) return [claimOf('unknown', say.outcomesUnknown, of('/outcomes', null))]
  const shown = item.outcomes.flatMap((outcome, index): Claim[] => {
    if (outcome.n < fewestPeopleInARate) return []
    const { value, n, period, territory } = outcome
    const evidence = Object.entries({ value, n, period, territory }).map(([name, found]) =>
      of(`/outcomes/${index}/${name}`, found),
    )
    return [claimOn('fact', say.outcome(outcome), evidence)]
  })
  return shown.length > 0 ? shown : [claimOf('unknown', say.outcomesMasked, of('/outcomes/0/n', item.outcomes[0]!.n))]
}
