import { createRandom, type Random } from '../../../src/catalogue/demonstration/random.ts'
import { writtenForms } from '../../../src/occupations/names.ts'
import type { Occupation } from '../../../src/occupations/occupation.ts'
import type { EvalCase } from '../../suite.ts'
import learned from './learned.json' with { type: 'json' }

export type Form =
  | 'gender of the job'
  | 'no accents'
  | 'wrong letter in the town'
  | 'wrong letter in the job'
  | 'French being learned'

/** A need, and the same need in another form. */
export interface FormPair {
  form: Form
  text: string
  other: string
}

/** One name of every occupation that has two genders, and the other forms over a sample. Always the same pairs. */
export function generateForms(occupations: readonly Occupation[]): (FormPair & EvalCase)[] {
  const random = createRandom('evals/forms')
  const named = occupations.flatMap(({ names }) => {
    const both = names.map(writtenForms).filter(([one, other]) => other !== undefined && one !== other)
    return both.length > 0 ? [random.pick(both).map((form) => form.toLowerCase()) as [string, string]] : []
  })
  const gender = named.map(([masculine, feminine]): FormPair => {
    const say = random.pick(sayings)
    const town = random.pick(towns)
    return { form: 'gender of the job', text: say(masculine, town), other: say(feminine, town) }
  })
  const others = Array.from({ length: sampled }, () => {
    const [job] = random.pick(named)
    const say = random.pick(sayings)
    const town = random.pick(towns)
    const text = say(job, town)
    const pairs: (FormPair | undefined)[] = [
      { form: 'no accents', text, other: text.normalize('NFD').replace(/\p{M}/gu, '') },
      { form: 'wrong letter in the town', text, other: say(job, misspelt(town, random)) },
      job.length >= 7 ? { form: 'wrong letter in the job', text, other: say(misspelt(job, random), town) } : undefined,
      { form: 'French being learned', text, other: learned.reduce((so, [well, badly]) => so.replace(well!, badly!), text) },
    ]
    return pairs.filter((pair) => pair !== undefined)
  })
  return [...gender, ...others.flat()].map((pair, at) => ({ ...pair, id: `form-${at + 1}`, split: 'test' }))
}

const sampled = 60

const sayings: readonly ((job: string, town: string) => string)[] = [
  (job, town) => `formation de ${job} à ${town}`,
  (job, town) => `cherche une formation de ${job} près de ${town}`,
  (job, town) => `veut devenir ${job}, secteur ${town}`,
  (job, town) => `il veut apprendre le métier de ${job} à ${town}`,
]

/** Long enough that one letter leaves no other town nearer. */
const towns = 'Toulouse Valenciennes Strasbourg Montpellier Clermont-Ferrand Perpignan Besançon Mulhouse Béziers'.split(' ')

/** One letter inside a word is left out, doubled or changes places with the next: the commonest slips of a hurried hand. */
function misspelt(words: string, random: Random): string {
  const at = random.between(2, words.length - 3)
  const slips = [
    () => words.slice(0, at) + words.slice(at + 1),
    () => words.slice(0, at) + words[at] + words.slice(at),
    () => words.slice(0, at) + words[at + 1] + words[at] + words.slice(at + 2),
  ]
  const slip = random.pick(slips)()
  return slip === words ? `${words.slice(0, at)}${words.slice(at + 1)}` : slip
}
