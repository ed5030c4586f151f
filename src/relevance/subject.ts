import { fold } from '../../guardrails/language/fold.ts'
import { type Word, words } from '../../guardrails/language/words.ts'
import { spokenPhrases } from '../catalogue/spoken-words.ts'
import { withoutWishes } from '../catalogue/topic.ts'
import type { Vocabulary } from '../catalogue/vocabulary.ts'
import type { OccupationRef } from '../item.ts'
import type { Referential } from '../occupations/referential.ts'
import { features } from '../occupations/words.ts'
import type { Subject as Taught } from '../subjects/subject.ts'
import { subjectsIn } from '../subjects/subjects-in.ts'
import { occupationsNamed } from './naming.ts'
import { stemsIn } from './stems.ts'
import subjects from './subjects.json' with { type: 'json' }

/** A stem, and how much it tells: one of few titles tells more than one of many. */
interface Telling {
  stem: string
  weight: number
}
/** Stems that together say one thing. */
export type Wording = readonly Telling[]

/** One thing that a subject names: a word, or a phrase that is one thing ("petite enfance"). */
export interface Part {
  /** As it was said. */
  said: string
  /** What says the same: its own words, then what is printed for it. */
  wordings: readonly Wording[]
  /** The occupations it names. */
  codes: readonly string[]
  /** The subjects it says. */
  subjects: readonly string[]
  /** Of these, the levels or categories said beside them: "SSIAP 1". */
  levels: readonly string[]
  /** Whether it is a subject in itself (an occupation, a language, a licence, what workshops are about): then it is enough, whatever else was said. */
  named: boolean
  /** Whether it only names a domain, in one word. */
  isField: boolean
  /** Whether it is learnt before any trade, so that the trade said beside it is who asks. */
  basic: boolean
  weight: number
  /** False when the catalogue never says it, in any wording. */
  known: boolean
}

/** What a text is about, without what frames it ("formation", "niveau", "débuter en"). */
export type Subject = readonly Part[]

interface Phrase {
  start: number
  end: number
  /** Other wordings, a comma between. */
  printed?: string
  codes?: readonly string[]
  subject?: Taught
  levels?: readonly string[]
  named: boolean
  isField?: boolean
}

interface Hearing {
  referential: Referential
  vocabulary: Vocabulary
  /** Whether no training is asked: what is said of behaviour in a single word ("en retard") is then the subject. */
  behaviour?: boolean
}

export function subjectOf(text: string, { referential, vocabulary, behaviour = false }: Hearing): Subject {
  const asked = withoutWishes(text)
  const said = words(asked)
  const phrases: Phrase[] = [
    ...spokenPhrases(asked).map((phrase) => ({
      ...phrase,
      named: behaviour || / /.test(asked.slice(phrase.start, phrase.end)),
    })),
    ...occupationsNamed(asked, referential).map((phrase) => {
      const isGeneral = phrase.isField && general.has(fold(asked.slice(phrase.start, phrase.end)))
      return { ...phrase, named: !isGeneral }
    }),
    ...subjectsIn(asked).map(({ start, end, subject, levels }) => ({ start, end, subject, levels, named: true })),
    ...namedFields(said),
  ]
  const wordingOf = (spoken: readonly Word[]): Wording =>
    [...new Set(stemsIn(spoken))].map((stem) => {
      const weight = Math.log(1 + vocabulary.titles / (1 + vocabulary.titlesSaying(stem)))
      return { stem, weight }
    })
  const parts: Part[] = []
  for (let at = 0; at < said.length; ) {
    const { start, end: ownEnd } = said[at]!
    const beginning = phrases.filter((phrase) => phrase.start === start)
    const end = Math.max(ownEnd, ...beginning.map((phrase) => phrase.end))
    const whole = beginning.filter((phrase) => phrase.end === end)
    const covered = said.filter((word) => word.start >= start && word.end <= end)
    at += Math.max(1, covered.length)
    const printed = whole.flatMap((phrase) => phrase.printed?.split(', ') ?? []).map(words)
    const taught = whole.flatMap(({ subject }) => subject ?? [])
    // Of "à son compte" one word is left, which says something else alone; of "italien", a stem that a cuisine has too.
    const isBare = covered.length > 1 ? printed.length > 0 && stemsIn(covered).length < 2 : taught.length > 0
    const own = isBare ? [] : [covered]
    // Nor is "savoirs de base" said by "savoir".
    const whatIsPrinted = printed.filter((said) => said.length === 1 || taught.length === 0 || stemsIn(said).length > 1)
    const wordings = [...own, ...whatIsPrinted].map(wordingOf).filter((wording) => wording.length > 0)
    const codes = [...new Set(whole.flatMap((phrase) => phrase.codes ?? []))]
    if (wordings.length + codes.length + taught.length === 0) continue
    parts.push({
      said: asked.slice(start, end),
      wordings,
      codes,
      subjects: taught.map(({ id }) => id),
      levels: whole.flatMap(({ levels }) => levels ?? []),
      named: whole.some((phrase) => phrase.named),
      isField: covered.length === 1 && whole.every((phrase) => phrase.isField || phrase.printed !== undefined),
      basic: taught.some(({ basic }) => basic),
      weight: Math.min(
        ...[...wordings, wordingOf(covered)].map((wording) => Math.max(1, ...wording.map(({ weight }) => weight))),
      ),
      known:
        codes.length + taught.length > 0 || wordings.some((wording) => isSaid(wording, (stem) => vocabulary.has(stem))),
    })
  }
  return parts
}

/** Of one or two words all must be there, of more what tells most: "prise de parole : oser" is about "prise de parole en public". */
export function isSaid(wording: Wording, says: (stem: string) => boolean): boolean {
  const all = weightOf(wording)
  const there = weightOf(wording.filter(({ stem }) => says(stem)))
  return wording.length <= 2 ? there === all : there >= all * MOST
}

const MOST = 0.65

export const weightOf = (those: readonly { weight: number }[]): number =>
  those.reduce((total, { weight }) => total + weight, 0)

/**
 * The occupation that a text describes without naming anything ("couper les branches dans les arbres"), where its words are surely that
 * one's and another's much less. Of 142 everyday requests that only describe, 107 are heard so, and 103 of these rightly; at a share of 1, 112 of 128.
 */
export function described(text: string, subject: Subject, referential: Referential): OccupationRef | undefined {
  if (subject.length < 2 || subject.some(({ codes, subjects }) => codes.length + subjects.length > 0)) return undefined
  const [best, next] = referential.nearest(withoutWishes(text), 2)
  if (!best || best.similarity < SURE || (next && next.similarity > best.similarity * APART)) return undefined
  const { code, label } = best.occupation
  return { code, label }
}

const SURE = 0.3
const APART = 0.8

/** Where a text names a field of the list, whatever small words stand between. */
function namedFields(said: readonly Word[]): Phrase[] {
  return said.flatMap((first, at) => {
    const length = SUBJECT_LENGTHS.find(
      (size) => at + size <= said.length && named.has(keyOf(said.slice(at, at + size))),
    )
    return length === undefined
      ? []
      : [{ start: first.start, end: said[at + length - 1]!.end, named: true, isField: true }]
  })
}

const keyOf = (said: readonly Word[]): string => said.map(({ text }) => features(text).stem).join(' ')
const keysOf = (listed: readonly string[]): string[] => listed.map((subject) => keyOf(words(subject)))

const named: ReadonlySet<string> = new Set(keysOf(subjects.fields))
/** Fields that the referential gives to one occupation, and that are said of all. */
const general: ReadonlySet<string> = new Set(subjects.general)
const SUBJECT_LENGTHS = [4, 3, 2, 1]
