import type { Locale } from '../../guardrails/finding.ts'
import { type Criteria, type CriteriaInput, type CriteriaPatch, Criterion } from '../criteria/criteria.ts'
import type { Reading } from '../criteria/reading/reading.ts'
import { inSentence } from '../criteria/spoken.ts'
import { criteriaWords } from '../criteria/words.ts'
import { DEPARTEMENTS } from '../places/areas.ts'
import { departementOf } from '../places/departement.ts'

/** One question with tappable answers; each answer is criteria to apply. Same shape as the turn's. */
export interface NeedQuestion {
  text: string
  criterion: Criterion
  /** One without criteria is answered in words. */
  choices: { label: string; criteria?: CriteriaInput }[]
}

/** The one question worth asking before searching, or null: an ambiguous name, a contradiction, then a need without a subject. */
export function askBack(
  criteria: Criteria,
  { ambiguous, contradictory, undecided }: Pick<Reading, 'ambiguous' | 'contradictory' | 'undecided'>,
  { locale }: { locale: Locale },
): NeedQuestion | null {
  const words = wordings[locale]
  if (ambiguous?.criterion === 'near') {
    const areNamesakes = ambiguous.because === 'namesakes'
    // "Clermont" is one of several names, "Saint-Denis" of several communes.
    const areOne = areNamesakes && new Set(ambiguous.candidates.map(({ name }) => name)).size === 1
    const choices = ambiguous.candidates.map(({ code, name }) => {
      const departement = DEPARTEMENTS[departementOf(code)] ?? departementOf(code)
      return { label: areOne ? departement : `${name} (${departement})`, criteria: { near: { code } } }
    })
    if (areNamesakes) {
      const text = areOne ? words.whichDepartement(ambiguous.candidates[0]!.name) : words.whichPlace(ambiguous.said)
      return { text, criterion: 'near', choices }
    }
    const anywhere = { label: words.anywhere, criteria: { near: null, radiusKm: null } }
    return {
      text: words.unknownPlace(ambiguous.said, choices.length > 0),
      criterion: 'near',
      choices: [...choices, anywhere, { label: words.writePlace }],
    }
  }
  if (ambiguous) {
    const choices = ambiguous.candidates.map(({ code, label }) => ({ label, criteria: { occupation: { code } } }))
    return { text: words.whichOccupation, criterion: 'occupation', choices }
  }
  if (contradictory) {
    const choices = contradictory.alternatives.map((alternative) => ({
      label: alternativeIn(alternative, locale),
      criteria: alternative as CriteriaInput,
    }))
    return { text: words.contradictory, criterion: contradictory.criterion, choices }
  }
  return undecided || isVague(criteria) ? askWhatAbout(locale) : null
}

/** What to look for at all; `unknown` are words that name no trade and no subject. */
export function askWhatAbout(locale: 'fr' | 'en', unknown?: string): NeedQuestion {
  const { whatAbout, notKnown, subjects } = wordings[locale]
  return { text: unknown ? notKnown(unknown) : whatAbout, criterion: 'topic', choices: subjects }
}

/** Whether a question asks what to look for at all: its choices are the ways in, not readings of what was said. */
export const opensTheField = ({ criterion, choices }: Question): boolean =>
  criterion === 'topic' && choices.some(({ criteria }) => criteria?.kinds !== undefined)

type Question = Pick<NeedQuestion, 'choices'> & { criterion: string }

/** A training needs a subject or an occupation; a skill or an event can be looked for by kind alone. */
function isVague({ topic, occupation, kinds, includeItems }: Criteria): boolean {
  if (topic || occupation || includeItems.length > 0) return false
  return kinds.length === 0 || kinds.includes('training')
}

/** "À partir du 1er juillet 2027": one thing of the two that were said. */
function alternativeIn(patch: CriteriaPatch, locale: Locale): string {
  const said = Criterion.options.flatMap((criterion) => {
    const held = patch[criterion]
    return held === undefined || held === null ? [] : [inSentence(criteriaWords[locale], criterion, held)]
  })
  const text = said.join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const wordings = {
  fr: {
    whichDepartement: (name: string) => `Plusieurs communes s’appellent ${name}. Dans quel département ?`,
    whichPlace: (said: string) => `Plusieurs communes peuvent se dire « ${said} ». Laquelle ?`,
    unknownPlace: (said: string, isNear: boolean) =>
      `Aucune commune connue ne s’appelle « ${said} ». ${isNear ? 'Laquelle est-ce ?' : 'Où chercher ?'}`,
    anywhere: 'Partout en France',
    writePlace: 'Écrire le nom de la commune ou son code postal',
    whichOccupation: 'Ces mots peuvent dire plusieurs métiers. Lequel ?',
    contradictory: 'Le message dit deux choses qui ne vont pas ensemble. Laquelle garder ?',
    whatAbout: 'Sur quoi porte la recherche ? Nommez un métier ou un sujet, ou touchez une réponse.',
    notKnown: (words: string) => `Ni métier ni sujet reconnu dans « ${words} ». Nommez-en un, ou touchez une réponse.`,
    subjects: [
      {
        label: 'Reprendre les bases : lire, écrire, compter',
        criteria: { topic: 'remise à niveau', kinds: ['training'] },
      },
      { label: 'Le numérique et la bureautique', criteria: { topic: 'bureautique', kinds: ['training'] } },
      { label: 'Les langues', criteria: { topic: 'langues', kinds: ['training'] } },
      { label: 'Les savoir-être : confiance, oral, équipe', criteria: { kinds: ['skill'] } },
      { label: 'Des ateliers, forums et rencontres d’employeurs', criteria: { kinds: ['event'] } },
    ] satisfies NeedQuestion['choices'] as NeedQuestion['choices'],
  },
  en: {
    whichDepartement: (name: string) => `Several towns are called ${name}. In which département?`,
    whichPlace: (said: string) => `“${said}” may be several towns. Which one?`,
    unknownPlace: (said: string, isNear: boolean) =>
      `No town is known as “${said}”. ${isNear ? 'Which one is it?' : 'Where to search?'}`,
    anywhere: 'Anywhere in France',
    writePlace: 'Write the name of the town or its postcode',
    whichOccupation: 'These words may stand for several occupations. Which one?',
    contradictory: 'The message says two things that do not go together. Which one to keep?',
    whatAbout: 'What is the search about? Name an occupation or a subject, or tap an answer.',
    notKnown: (words: string) => `“${words}” names no occupation or subject that I know. Name one, or tap an answer.`,
    subjects: [
      { label: 'Back to basics: reading, writing, maths', criteria: { topic: 'remise à niveau', kinds: ['training'] } },
      { label: 'Digital and office software', criteria: { topic: 'bureautique', kinds: ['training'] } },
      { label: 'Languages', criteria: { topic: 'langues', kinds: ['training'] } },
      { label: 'Behavioural skills: confidence, speaking, teamwork', criteria: { kinds: ['skill'] } },
      { label: 'Workshops, fairs and meetings with employers', criteria: { kinds: ['event'] } },
    ] satisfies NeedQuestion['choices'] as NeedQuestion['choices'],
  },
}
