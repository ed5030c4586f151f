import { type Item, Schedule } from '../item.ts'
import type { Profile } from '../need/profile.ts'
import type { Argue, Need } from './argument.ts'
import { demandAgainst, lineAbout } from './demands.ts'
import { asked, claimOf, claimOn, of, told } from './evidence.ts'
import type { Claim, Evidence } from './option.ts'
import { rootsOf, saysAllOf } from './passages.ts'
import { type Judgement, judgePrerequisite } from './prerequisites.ts'
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
  const open = left('open')
  const demands = left('demand').filter(({ evidence }) => !against.has(evidence.field))
  return [
    ...decided,
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

/** A skill that the dossier notes and the title names: learning it again may be of no use. */
export const aboutSkillsHeld: Argue = (item: Item, { profile }, say) => {
  const index = profile.skills.findIndex((skill) => saysAllOf(rootsOf(skill), item.title))
  const skill = profile.skills[index]
  if (skill === undefined) return []
  return [claimOf('against', say.alreadyHeld(skill), of('/title', item.title), told(`/skills/${index}`, skill))]
}
