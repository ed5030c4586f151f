import type { LearningSettings } from '../../guardrails/learner/learn.ts'
import type { Reading } from '../../guardrails/learner/linear-model.ts'
import type { Row } from '../../guardrails/learner/row.ts'
import type { CorpusMessage } from '../corpus/corpus.ts'

/** One small model: what it reads, from which lessons, and how its readings are judged. */
export interface ModelPlan<Label extends string = string> {
  name: string
  /** What it reads, for its card. */
  about: string
  /** Folder of the consumer, from the root: NAME.json and NAME.md are written there. */
  folder: string
  labels: readonly Label[]
  settings: LearningSettings
  /** On what its features and settings were chosen, where that is not what it was trained on, files apart. */
  chosenOn?: string
  /** The commonest label: accuracy on the others is told apart. */
  commonest: Label
  /** How often a reading should be right where it says that it is sure; the threshold is set so on messages of hands it was not trained on. */
  surePrecision: number
  /** The threshold itself, where something else set it: how many ordinary messages may be stopped. */
  sureAt?: number
  /** The label that is acted upon, where the others are not: the threshold is set on readings that gave it. */
  sureOf?: Label
  /** How a message may be shown to it ("with places and subjects"): it is trained on all, and measured on each. */
  views: readonly string[]
  /** Which messages of the corpus it learns from, where not from all that it may. */
  learnsFrom?(message: CorpusMessage): boolean
  /** Messages that only this model learns from, beside the corpus: all of them, since what judges it is elsewhere. */
  also?(): CorpusMessage[]
  /** The message as the model sees it, and how it is to be read. */
  lesson(
    message: CorpusMessage,
    view: string,
  ): { row: Row; cuts: readonly { start: number; end: number; label: Label }[] }
  judge(message: CorpusMessage, readings: readonly Reading<Label>[], view: string): Outcome<Label>[]
}

/** One label given where another, or the same, was wanted. */
export interface Outcome<Label extends string = string> {
  message: CorpusMessage
  /** Where its words stand in the masked text. */
  span: { start: number; end: number }
  wanted: Label
  given: Label
  margin: number
  /** How many words it counts for; 1 where a message counts as a whole. */
  words: number
}
