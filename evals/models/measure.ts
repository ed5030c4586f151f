import type { CorpusMessage } from '../corpus/corpus.ts'
import { bootstrap, type Estimate } from '../statistics.ts'
import type { Outcome } from './model-plan.ts'

export interface Measures {
  /** What is counted: words, or messages. */
  n: number
  /** Share that is right, drawn again by message: words of one message are not independent. */
  accuracy: Estimate
  /** Mean over labels of the harmonic mean of precision and recall: each label counts as much, however rare. */
  macroF1: number
  /** Accuracy where another label than the commonest is wanted. */
  accuracyOfOthers: number
  /** Share of what is read with a margin that is sure, and how often it is then right. */
  sureShare: number
  surePrecision: number
}

export function measure(
  outcomes: readonly Outcome[],
  { labels, commonest, sure }: { labels: readonly string[]; commonest: string; sure: number },
): Measures {
  const others = outcomes.filter(({ wanted }) => wanted !== commonest)
  const certain = outcomes.filter(({ margin }) => margin >= sure)
  const met = measureLabels(outcomes, labels).filter(({ n, given }) => n > 0 || given > 0)
  return {
    n: wordsOf(outcomes),
    accuracy: bootstrap(byMessage(outcomes), rightShare, 'messages'),
    macroF1: met.reduce((sum, { f1 }) => sum + f1, 0) / met.length,
    accuracyOfOthers: accuracyOf(others),
    sureShare: wordsOf(certain) / wordsOf(outcomes),
    surePrecision: accuracyOf(certain),
  }
}

export interface LabelMeasures {
  label: string
  /** How much of it there is, and how much was given. */
  n: number
  given: number
  precision: number
  recall: number
  f1: number
}

export function measureLabels(outcomes: readonly Outcome[], labels: readonly string[]): LabelMeasures[] {
  return labels.map((label) => {
    const n = wordsOf(outcomes.filter(({ wanted }) => wanted === label))
    const given = wordsOf(outcomes.filter((outcome) => outcome.given === label))
    const both = wordsOf(outcomes.filter((outcome) => outcome.given === label && outcome.wanted === label))
    return {
      label,
      n,
      given,
      precision: both / given,
      recall: both / n,
      f1: n + given > 0 ? (2 * both) / (n + given) : 0,
    }
  })
}

/** The least margin from which on readings are right as often as asked, rounded up; infinite when it never is. */
export function sureMargin(outcomes: readonly Outcome[], precision: number): number {
  const surest = [...outcomes].sort((one, other) => other.margin - one.margin)
  let sure = Number.POSITIVE_INFINITY
  let words = 0
  let right = 0
  for (const { margin, given, wanted, words: weight } of surest) {
    words += weight
    if (given === wanted) right += weight
    if (right / words >= precision) sure = margin
  }
  return Math.ceil(sure)
}

export const wordsOf = (outcomes: readonly Outcome[]): number => outcomes.reduce((sum, { words }) => sum + words, 0)

export const accuracyOf = (outcomes: readonly Outcome[]): number => rightShare(outcomes.map(counted))

interface Counted {
  right: number
  words: number
}

const counted = ({ given, wanted, words }: Outcome): Counted => ({ right: given === wanted ? words : 0, words })

function byMessage(outcomes: readonly Outcome[]): Counted[] {
  const messages = new Map<CorpusMessage, Counted>()
  for (const outcome of outcomes) {
    const sum = messages.get(outcome.message) ?? { right: 0, words: 0 }
    const { right, words } = counted(outcome)
    messages.set(outcome.message, { right: sum.right + right, words: sum.words + words })
  }
  return [...messages.values()]
}

function rightShare(counts: readonly Counted[]): number {
  let all = 0
  let correct = 0
  for (const { right, words } of counts) {
    all += words
    correct += right
  }
  return correct / all
}
