import { spokenPhrases } from '../catalogue/spoken-words.ts'
import { withoutWishes } from '../catalogue/topic.ts'
import type { Vocabulary } from '../catalogue/vocabulary.ts'
import type { Referential } from '../occupations/referential.ts'
import { features, isStopWord, type Word, words } from '../occupations/words.ts'
import frames from './frame-words.json' with { type: 'json' }
import subjectList from './subjects.json' with { type: 'json' }

/** One thing that a subject names: a word, or a phrase that is one thing ("petite enfance"). */
export interface Part {
  /** As it was said. */
  said: string
  /** What says the same: each a list of stems that must all be there. The first are its own words, the others what is printed for it. */
  wordings: readonly (readonly string[])[]
  /** The occupations it names. */
  codes: readonly string[]
  /** Whether it is a subject in itself (an occupation, a language, a licence, what workshops are about): then it is enough, whatever else was said. */
  named: boolean
  /** How much it tells: a word of few titles tells more than one of many. */
  weight: number
  /** False when the catalogue never says it, in any wording. */
  known: boolean
}

/** What a text is about, without what frames it ("formation", "niveau", "débuter en"). */
export type Subject = readonly Part[]

export function subjectOf(
  text: string,
  { referential, vocabulary }: { referential: Referential; vocabulary: Vocabulary },
): Subject {
  const asked = withoutWishes(text)
  const said = words(asked)
  const phrases = [
    ...spokenPhrases(asked).map((phrase) => ({
      ...phrase,
      codes: [] as string[],
      named: / /.test(asked.slice(phrase.start, phrase.end)),
    })),
    ...referential.match(asked).map(({ start, end, occupations }) => ({
      start,
      end,
      printed: '',
      codes: occupations.map(({ code }) => code),
      named: true,
    })),
    ...namedSubjects(said).map((phrase) => ({ ...phrase, printed: '', codes: [] as string[], named: true })),
  ]
  const parts: Part[] = []
  for (let at = 0; at < said.length; ) {
    const { start, end: ownEnd } = said[at]!
    const beginning = phrases.filter((phrase) => phrase.start === start)
    const end = Math.max(ownEnd, ...beginning.map((phrase) => phrase.end))
    const whole = beginning.filter((phrase) => phrase.end === end)
    const covered = said.filter((word) => word.start >= start && word.end <= end)
    at += Math.max(1, covered.length)
    const own = stemsOf(covered)
    if (own.length === 0 && whole.every(({ codes }) => codes.length === 0)) continue
    const printed = whole.flatMap((phrase) => phrase.printed.split(/, /)).map((one) => stemsOf(words(one)))
    const wordings = [own, ...printed].filter((stems) => stems.length > 0)
    const codes = [...new Set(whole.flatMap((phrase) => phrase.codes))]
    const titles = Math.max(
      0,
      ...wordings.map((stems) => Math.min(...stems.map((stem) => vocabulary.titlesSaying(stem)))),
    )
    parts.push({
      said: asked.slice(start, end),
      wordings,
      codes,
      named: whole.some((phrase) => phrase.named),
      weight: Math.log(1 + vocabulary.titles / (1 + titles)),
      known: codes.length > 0 || wordings.some((stems) => stems.every((stem) => vocabulary.has(stem))),
    })
  }
  return parts
}

/**
 * The occupation that a text describes without naming anything ("couper les branches dans les arbres"), where its words are surely that
 * occupation's: of 31 descriptions nobody had read before, those above SURE were right ten times of ten.
 */
export function described(text: string, subject: Subject, referential: Referential): string | undefined {
  if (subject.length < 2 || subject.some(({ named }) => named)) return undefined
  const [best] = referential.nearest(withoutWishes(text), 1)
  return best && best.similarity >= SURE ? best.occupation.code : undefined
}

const SURE = 0.4

/** Where a text names a subject of the list, whatever small words stand between. */
function namedSubjects(said: readonly Word[]): { start: number; end: number }[] {
  return said.flatMap((first, at) => {
    const length = SUBJECT_LENGTHS.find(
      (size) =>
        at + size <= said.length &&
        subjects.has(
          said
            .slice(at, at + size)
            .map(({ text }) => text)
            .join(' '),
        ),
    )
    return length === undefined ? [] : [{ start: first.start, end: said[at + length - 1]!.end }]
  })
}

const subjects: ReadonlySet<string> = new Set(
  subjectList.map((subject) =>
    words(subject)
      .map(({ text }) => text)
      .join(' '),
  ),
)
const SUBJECT_LENGTHS = [4, 3, 2, 1]

const stemsOf = (said: readonly Word[]): string[] => [
  ...new Set(said.filter(isTelling).map(({ text }) => features(text).stem)),
]

/** Neither a small word nor a frame nor a mark of level ("A1", "3"). */
const isTelling = ({ text }: Word): boolean =>
  text.length > 1 && !isStopWord(text) && !framing.has(text) && !/^(?:\d{1,4}|[abc][0-2]|\d[a-z])$/.test(text)

const framing: ReadonlySet<string> = new Set(frames)
