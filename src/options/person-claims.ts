import { fold } from '../../guardrails/language/fold.ts'
import { type Item, Schedule } from '../item.ts'
import type { Profile } from '../need/profile.ts'
import type { Argue, Need } from './argument.ts'
import { demandAgainst, lineAbout } from './demands.ts'
import { asked, claimOf, claimOn, of, told } from './evidence.ts'
import type { Claim, Evidence } from './option.ts'
import { rootsOf, saysAllOf, withoutBullet } from './passages.ts'
import { frenchAsked, type Judgement, judgePrerequisite } from './prerequisites.ts'
import type { Told, Wording } from './wording.ts'

/** Each prerequisite against the profile: met, not met, or to be checked with the person; what tells of the work is told as such. */
export const aboutPrerequisites: Argue = (item, need, say) => {
  if (item.prerequisites.length === 0) {
    return item.kind === 'training' ? [claimOf('fact', say.noPrerequisite, of('/prerequisites', null))] : []
  }
  const judged = item.prerequisites.map((text, index) => ({
    text,
    evidence: of(`/prerequisites/${index}`, text),
    judgement: judgePrerequisite(text, need.profile),
  }))
  const decided = judged.flatMap(({ text, evidence, judgement }): Claim[] => {
    if (!('by' in judgement)) return []
    const what = toldBy(judgement, need.profile)
    return judgement.judged === 'met'
      ? [claimOf('for', say.prerequisiteMet(text, what), evidence, judgement.by)]
      : [claimOf('against', say.prerequisiteUnmet(text, what), evidence, judgement.by)]
  })
  const left = (kind: Judgement['judged']) => judged.filter(({ judgement }) => judgement.judged === kind)
  const against = new Set(constraintsOf(need).map((constraint) => demandAgainst(String(constraint.value), item)?.field))
  const french = need.profile.languages.findIndex(({ code }) => code === 'fr')
  const level = need.profile.languages[french]?.level
  const [beside, open] =
    level === undefined ? [[], left('open')] : parted(left('open'), ({ text }) => frenchAsked(text))
  const demands = left('demand').filter(({ evidence }) => !against.has(evidence.field))
  return [
    ...decided,
    ...beside.map(({ text, evidence }) =>
      claimOf('unknown', say.frenchToCheck(text, level!), evidence, told(`/languages/${french}/level`, level!)),
    ),
    ...claimIfAny('unknown', say.prerequisitesToCheck, open),
    ...claimIfAny('fact', say.demands, demands),
  ]
}

function claimIfAny(
  stance: Claim['stance'],
  sentence: (list: readonly string[]) => string,
  prerequisites: readonly { text: string; evidence: Evidence }[],
): Claim[] {
  if (prerequisites.length === 0) return []
  const texts = prerequisites.map(({ text }) => text)
  return [
    claimOn(
      stance,
      sentence(texts),
      prerequisites.map(({ evidence }) => evidence),
    ),
  ]
}

function toldBy({ about, by }: Extract<Judgement, { by: Evidence }>, profile: Profile): Told {
  const value = String(by.value)
  switch (about) {
    case 'level':
      return { about, level: Number(by.value) }
    case 'language':
      return { about, level: value }
    case 'skill':
      return { about, skill: value }
    case 'digital':
      return { about, ease: profile.digitalEase ?? 'medium' }
    case 'experience': {
      const years = profile.experience.find(({ years }) => by.field.endsWith('/years') && years === value)?.years
      return years ? { about: 'years', years } : { about, occupation: value }
    }
  }
}

/** Functional constraints are honoured aloud: what in the record runs against one, or that the record says nothing of it. */
export const aboutConstraints: Argue = (item, need, say) =>
  constraintsOf(need).map((constraint) => {
    const wanted = String(constraint.value)
    const demand = demandAgainst(wanted, item)
    if (!demand) return claimOf('unknown', say.constraintUnknown(wanted), constraint)
    return claimOf('against', againstWords(wanted, demand, say), demand, constraint)
  })

function againstWords(constraint: string, demand: Evidence, say: Wording): string {
  if (demand.field === '/modality') return say.constraintAgainstRemote(constraint)
  const schedule = Schedule.safeParse(demand.value)
  if (schedule.success) return say.constraintAgainstSchedule(constraint, schedule.data)
  return say.constraintAgainst(constraint, lineAbout(constraint, String(demand.value)))
}

const constraintsOf = ({ criteria, profile }: Need): Evidence[] => [
  ...criteria.constraints.map((text, index) => asked(`/constraints/${index}`, text)),
  ...profile.constraints
    .map((text, index) => told(`/constraints/${index}`, text))
    .filter(({ value }) => !criteria.constraints.some((text) => text === value)),
]

/** Who may come and how one gets in: to be checked with the person, never a reason to leave an offer out. */
export const aboutAdmission: Argue = (item, _, say) => [
  ...(item.audience ? [claimOf('unknown', say.audience(item.audience), of('/audience', item.audience))] : []),
  ...(item.admission ? [claimOf('unknown', say.admission(item.admission), of('/admission', item.admission))] : []),
  item.accessibility
    ? claimOf('fact', say.accessibility(item.accessibility), of('/accessibility', item.accessibility))
    : claimOf('unknown', say.accessibilityUnknown, of('/accessibility', null)),
]

function parted<One>(list: readonly One[], isFirst: (one: One) => boolean): [One[], One[]] {
  return [list.filter(isFirst), list.filter((one) => !isFirst(one))]
}

/** A skill that the dossier notes and the title, a module or the objective names: learning it again may be of no use. */
export const aboutSkillsHeld: Argue = (item: Item, { profile }, say) => {
  for (const [index, skill] of profile.skills.entries()) {
    const by = told(`/skills/${index}`, skill)
    const roots = rootsOf(skill)
    if (saysAllOf(roots, item.title)) return [claimOf('against', say.alreadyHeld(skill), of('/title', item.title), by)]
    for (const field of ['content', 'objective'] as const) {
      const text = item[field]
      const line = text?.split('\n').find((one) => saysAllOf(roots, one))
      if (text && line)
        return [claimOf('unknown', say.lineHeld(field, withoutBullet(line), skill), of(`/${field}`, text), by)]
    }
  }
  return []
}

/**
 * The very work that the offer leads to, done before: what is learnt at work can be recognised, wholly or in part (code de l'éducation, art. L335-5),
 * where the offer leads to a certification, and may be of no use to learn again where it does not.
 */
export const aboutWorkDone: Argue = (item, { profile }, say) => {
  if (item.kind !== 'training') return []
  for (const [at, { occupation, years }] of profile.experience.entries()) {
    const index = item.occupations.findIndex(({ label }) => fold(label) === fold(occupation))
    if (index < 0 || years === '<1') continue
    const evidence = [
      of(`/occupations/${index}/label`, item.occupations[index]!.label),
      told(`/experience/${at}/occupation`, occupation),
      told(`/experience/${at}/years`, years),
    ]
    const done = say.workDone(occupation, years, item.certification !== undefined)
    return [claimOn(item.certification ? 'unknown' : 'against', done, evidence)]
  }
  return []
}
