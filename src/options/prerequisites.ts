import { fold } from '../../guardrails/language/fold.ts'
import type { Profile } from '../need/profile.ts'
import { tellsDemand } from './demands.ts'
import { told } from './evidence.ts'
import type { Evidence } from './option.ts'
import { plain, rootsOf, saysAllOf } from './passages.ts'

/**
 * What a prerequisite is, held against the profile. `met` and `unmet` carry what the profile says; `open` is to be checked with the
 * person; `demand` tells of the work and asks nothing before entering. An alternative ("niveau 3 ou expérience") can be met by the
 * profile, never missed.
 */
export type Judgement =
  | { judged: 'met' | 'unmet'; about: 'level' | 'language' | 'experience' | 'skill' | 'digital'; by: Evidence }
  | { judged: 'open' }
  | { judged: 'demand' }

export function judgePrerequisite(prerequisite: string, profile: Profile): Judgement {
  if (tellsDemand(prerequisite)) return { judged: 'demand' }
  const said = plain(prerequisite)
  const judged =
    languageAsked(said, profile) ??
    levelAsked(said, profile) ??
    experienceAsked(said, profile) ??
    digitalAsked(said, profile) ??
    skillAsked(prerequisite, profile)
  if (!judged) return { judged: 'open' }
  return judged.judged === 'unmet' && leavesAWay.test(said) ? { judged: 'open' } : judged
}

/** "ou équivalent", "conseillé", "souhaité": failing it closes nothing. */
const leavesAWay = /\b(?:ou|or|conseille\w*|souhaite\w*|apprecie\w*|si possible|recommended)\b/

/** The level of the French framework that an offer asks for at entry, 1 to 8; undefined when the text names none. */
export function levelNamed(said: string): number | undefined {
  const numbered = /\bniveau ([1-8])\b(?! ?\+)/.exec(said)
  if (numbered) return Number(numbered[1])
  const afterBac = /\bbac(?:calaureat)? ?\+ ?([1-8])\b/.exec(said)
  if (afterBac) return yearsAfterBac[Number(afterBac[1])]
  if (/\bbac(?:calaureat)?\b/.test(said)) return 4
  return /^(?:cap|bep)\b/.test(said) ? 3 : undefined
}

const yearsAfterBac: Record<number, number> = { 1: 4, 2: 5, 3: 6, 4: 6, 5: 7, 8: 8 }

function levelAsked(said: string, profile: Profile): Judgement | undefined {
  const level = levelNamed(said)
  if (level === undefined || profile.level === undefined) return undefined
  const by = told('/level', profile.level)
  if (profile.level < level) return { judged: 'unmet', about: 'level', by }
  // "Niveau 3 technique", "CAP cuisine": the level is reached, the field is still to be checked.
  const onlyLevel =
    /^(?:niveau \d|bac(?:calaureat)?(?: ?\+ ?\d)?|cap|bep)(?: valide| souhaite| general, technologique ou professionnel)?$/
  return onlyLevel.test(said.replace(/\.$/, '')) ? { judged: 'met', about: 'level', by } : undefined
}

const languages: readonly [RegExp, string][] = [
  [/\bfrancais\b/, 'fr'],
  [/\banglais\b/, 'en'],
  [/\ballemand\b/, 'de'],
  [/\bespagnol\b/, 'es'],
  [/\bitalien\b/, 'it'],
]
const scale = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2']

function languageAsked(said: string, profile: Profile): Judgement | undefined {
  const wanted = /\bniveau ([abc][12])\b|\b([abc][12])\b/.exec(said)
  const code = languages.find(([cue]) => cue.test(said))?.[1]
  if (!wanted || !code) return undefined
  const level = (wanted[1] ?? wanted[2]!).toUpperCase()
  const index = profile.languages.findIndex((language) => language.code === code)
  if (index < 0) return undefined
  const has = profile.languages[index]!.level
  const judged = scale.indexOf(has) >= scale.indexOf(level) ? 'met' : 'unmet'
  return { judged, about: 'language', by: told(`/languages/${index}/level`, has) }
}

/** Asks to speak, read or write French, or to read and write at all, and says no level of the European scale: what the dossier notes stands beside it. */
export const frenchAsked = (prerequisite: string): boolean => {
  const said = plain(prerequisite)
  return /\bfrancais\b|\blire\b.*\b(?:ecrire|comprendre)\b|\bexpression (?:orale|ecrite)\b|\b(?:consigne|texte|document) (?:ecrite?|simple)\b/.test(
    said,
  )
}

function experienceAsked(said: string, profile: Profile): Judgement | undefined {
  if (!/\bexperience\b|\bd exercice\b|\bavoir exerce\b|\bexercer\b/.test(said)) return undefined
  const wanted = rootsOf(said.replace(countsAndFillers, ' '))
  if (wanted.size === 0) return undefined
  const index = profile.experience.findIndex(({ occupation }) =>
    [...rootsOf(occupation)].some((root) => wanted.has(root)),
  )
  if (index < 0) return undefined
  const { occupation, years } = profile.experience[index]!
  const asked = yearsNamed(said)
  // A span of years that only begins below what is asked proves nothing either way.
  if (asked !== undefined && fewest[years] < asked) {
    return most[years] <= asked
      ? { judged: 'unmet', about: 'experience', by: told(`/experience/${index}/years`, years) }
      : undefined
  }
  return { judged: 'met', about: 'experience', by: told(`/experience/${index}/occupation`, occupation) }
}

const countsAndFillers =
  /\b(?:experience|exercice|exercer|exerce|professionnelle|premiere|ans?|annees?|un|une|deux|trois|quatre|cinq|avoir|niveau|valide|formation|equivalente?)\b|\d+/g
const fewest: Record<Profile['experience'][number]['years'], number> = { '<1': 0, '1-3': 1, '3-10': 3, '>10': 10 }
const most: Record<Profile['experience'][number]['years'], number> = { '<1': 1, '1-3': 3, '3-10': 10, '>10': 60 }

function yearsNamed(said: string): number | undefined {
  const named = /\b(un|une|deux|trois|quatre|cinq|\d+) ans?\b|\b(une) annee\b/.exec(said)
  if (!named) return undefined
  const word = named[1] ?? named[2]!
  return { un: 1, une: 1, deux: 2, trois: 3, quatre: 4, cinq: 5 }[word] ?? Number(word)
}

function digitalAsked(said: string, profile: Profile): Judgement | undefined {
  if (!/\b(?:informatique|ordinateur|numerique|clavier|tableur)\b/.test(said) || !profile.digitalEase) return undefined
  if (!/^(?:aisance|bases|usage|saisie|logique|savoir|maitrise|connaissances?)\b/.test(said)) return undefined
  const by = told('/digitalEase', profile.digitalEase)
  if (profile.digitalEase === 'low') return { judged: 'unmet', about: 'digital', by }
  return profile.digitalEase === 'high' ? { judged: 'met', about: 'digital', by } : undefined
}

function skillAsked(prerequisite: string, profile: Profile): Judgement | undefined {
  const wanted = rootsOf(fold(prerequisite).replace(attitudes, ' '))
  const index = profile.skills.findIndex((skill) => saysAllOf(wanted, skill))
  return index < 0 ? undefined : { judged: 'met', about: 'skill', by: told(`/skills/${index}`, profile.skills[index]!) }
}

const attitudes =
  /\b(?:aisance|bases?|bonne?|tres|maitrise|connaissances?|notions?|savoir|pratique|usage|courant|competences?|habitude|avoir|simple)\b/g
