import { join } from 'node:path'
import { z } from 'zod'
import { FEATURES, type Sureness, sumOf, surelyAmong } from '../../src/relevance/sureness.ts'
import { readJsonLines } from '../suites/jsonl.ts'

const Grade = z.enum(['not', 'close', 'answers'])
type Grade = z.infer<typeof Grade>

/** A need and an offer, as numbers, one list a goal of the need; `rules` is what the rules alone call it. */
export const SurenessLesson = z.strictObject({
  need: z.string(),
  catalogue: z.enum(['demonstration', 'real']),
  split: z.enum(['tune', 'test']),
  grade: Grade,
  rules: Grade,
  goals: z.array(z.array(z.number()).length(Object.keys(FEATURES).length)).min(1),
})
export type SurenessLesson = z.infer<typeof SurenessLesson>

/** By two graders, blind to scores and rules, and by the authors of needs. */
export const surenessFiles = ['pairs', 'needs'] as const
export const surenessFolder = join(import.meta.dirname, '../sets/relevance')

export const readSurenessLessons = (file: (typeof surenessFiles)[number]): SurenessLesson[] =>
  readJsonLines(join(surenessFolder, `${file}.jsonl`), SurenessLesson)

/**
 * Ordinal logistic regression (proportional odds) by gradient descent from zero, with a small ridge; a weight that would go against its
 * feature is held at zero, so that more evidence never tells against an offer. The offers of one need count together as the square root of
 * their number. Then the largest share of the surest of a list that leaves in nineteen true answers of twenty. Deterministic.
 */
export function trainSureness(lessons: readonly SurenessLesson[]): Sureness {
  const signs = Object.values(FEATURES)
  const ofNeed = Map.groupBy(lessons, needOf)
  const rows = lessons.map((lesson) => ({
    features: strongest(lesson.goals),
    grade: ORDER.indexOf(lesson.grade),
    weight: 1 / Math.sqrt(ofNeed.get(needOf(lesson))!.length),
  }))
  const all = rows.reduce((sum, { weight }) => sum + weight, 0)
  const weights = signs.map(() => 0)
  const bounds = [0.5, 1]
  for (let step = 0; step < STEPS; step += 1) {
    const slopes = weights.map((weight) => RIDGE * weight)
    const boundSlopes = [0, 0]
    for (const { features, grade, weight } of rows) {
      const sum = sumOf(features, weights)
      for (const [at, bound] of bounds.entries()) {
        const error = ((1 / (1 + Math.exp(bound - sum)) - (grade > at ? 1 : 0)) * weight) / all
        for (const [index, value] of features.entries()) slopes[index]! += error * value
        boundSlopes[at]! -= error
      }
    }
    for (const [index, slope] of slopes.entries()) {
      const moved = weights[index]! - RATE * slope
      weights[index] = moved * signs[index]! < 0 ? 0 : moved
    }
    for (const [at, slope] of boundSlopes.entries()) bounds[at]! -= RATE * slope
  }
  const learned = weights.map((weight) => Math.round(weight * 1000) / 1000)
  const kept = (share: number) => countsOf(lessons, { weights: learned, share }).sure.answers
  const counted = SHARES.map((share) => ({ share, kept: kept(share) }))
  const most = kept(0) * LEFT_IN
  return { weights: learned, share: counted.findLast((one) => one.kept >= most)?.share ?? 0 }
}

const needOf = ({ need, catalogue }: SurenessLesson): string => `${catalogue} ${need}`

const ORDER: readonly Grade[] = ['not', 'close', 'answers']
const STEPS = 1500
const RATE = 0.3
const RIDGE = 0.01
/** Shares tried, and of the true answers the share that has to stay. */
const SHARES = Array.from({ length: 20 }, (_, step) => step / 20)
const LEFT_IN = 0.95

/** One goal is enough: what speaks for any of them. */
const strongest = (goals: SurenessLesson['goals']): number[] =>
  goals[0]!.map((_, at) => Math.max(...goals.map((features) => features[at]!)))

/** What the rules take for an answer, by its true grade: all of it, and what is left beside the surest of its list; and lists that lose all true answers. */
export function countsOf(lessons: readonly SurenessLesson[], model: Sureness) {
  const lists = [
    ...Map.groupBy(
      lessons.filter(({ rules }) => rules === 'answers'),
      needOf,
    ).values(),
  ].map((list) => {
    const surely = surelyAmong(
      list.map(({ goals }) => goals),
      model,
    )
    return { list, left: list.filter((_, at) => surely[at]) }
  })
  const count = (those: readonly SurenessLesson[]) => {
    const of = (wanted: Grade) => those.filter(({ grade }) => grade === wanted).length
    return { answers: of('answers'), close: of('close'), not: of('not') }
  }
  return {
    rules: count(lists.flatMap(({ list }) => list)),
    sure: count(lists.flatMap(({ left }) => left)),
    emptied: lists.filter(({ list, left }) => count(list).answers > 0 && count(left).answers === 0).length,
  }
}

export function surenessCard(model: Sureness): string {
  const shown = (['tune', 'test'] as const).flatMap((split) =>
    surenessFiles.flatMap((file) =>
      (['demonstration', 'real'] as const).map((catalogue) => {
        const lessons = readSurenessLessons(file).filter((one) => one.split === split && one.catalogue === catalogue)
        const { rules, sure, emptied } = countsOf(lessons, model)
        const told = ({ answers, close, not }: typeof rules) => `${answers}, ${close}, ${not}`
        const whose = `${split === 'tune' ? 'learned from' : 'scored only'}, ${file}, ${catalogue}`
        return `| ${whose} | ${told(rules)} | ${told(sure)} | ${emptied} |`
      }),
    ),
  )
  const weights = Object.keys(FEATURES).map((name, at) => `${name} ${model.weights[at]!.toFixed(2)}`)
  return `# Sureness: whether what the rules take for an answer is one

Made by \`npm run train -- sureness\`; do not edit. A sum of ${weights.length} numbers that the rules know too, learned from pairs of a need and an offer (\`evals/sets/relevance\`): *pairs* graded twice,
blind to scores and rules, and *needs* graded by what their authors said answers them. Split by need; half of them is scored only. Of one list, an offer whose sum is below ${model.share} of
the surest comes after the others, as what is close does; it never lifts an offer, and never empties a list. No weight goes against its feature.

A threshold on the sum alone was tried and not kept: on the scored half it set back 13 true answers for 2 wrong ones, since alone an offer of few words may be what answers.

Answers of the rules by their true grade (answers, close, not):

| pairs | the rules alone | surely | lists that lose all true answers |
|---|---|---|---|
${shown.join('\n')}

Weights: ${weights.join('; ')}.

**What it gets wrong.** A need that was misread is judged as it was read. It tells a long topic of which one word is answered from a short one, not a wrong trade from a right one: where the trade read is
that of who asks, it is as sure as the rules. Pairs were drawn from the top of retrieval, near misses on purpose: shares on real answers are higher.
`
}
