import { words } from '../../guardrails/language/words.ts'
import type { Criteria } from '../criteria/criteria.ts'
import { subjectDistance } from '../subjects/subject.ts'
import type { Frame } from './frames.ts'
import type { Printed } from './printed.ts'
import { stemsIn } from './stems.ts'
import { type Subject, weightOf } from './subject.ts'
import learned from './sureness.json' with { type: 'json' }

/** What is weighed of an offer and one goal of a need. */
export interface Weighed {
  printed: Printed
  goal: {
    occupation?: { code: string }
    subject: Subject
    frames: ReadonlySet<Frame>
    said: Pick<Criteria, 'topic' | 'occupation'>
  }
  /** Of the subject, what the offer is called by. */
  called: Subject
}

/** In 0..1 each, in the order of FEATURES. */
export type Features = readonly number[]

/** What each feature may do to the sum: 1, more of it never lowers it; -1, never raises it. */
export const FEATURES = {
  declared: 1,
  named: 1,
  'words of the occupation': 1,
  'of the title': 1,
  'of the subject': 1,
  'of its parts': 1,
  'has a name': 1,
  'is no field': 1,
  'what it is a part of': 1,
  part: -1,
  degree: -1,
  'words nobody says': -1,
} as const satisfies Record<string, 1 | -1>

/** What rules and policy read of an offer, as numbers: nothing that they do not know is in it. */
export function featuresOf({ printed, goal, called }: Weighed): Features {
  const { occupation, subject, frames, said } = goal
  const share = (part: number, all: number) => (all === 0 ? 0 : part / all)
  const name = occupation ? stemsIn(words(said.occupation?.name ?? said.occupation?.label ?? '')) : []
  const asked = new Set([...name, ...stemsIn(words(said.topic ?? ''))])
  const unasked = (frame: Frame) => printed.frames.has(frame) && !frames.has(frame)
  const isPartOf = subject.some(({ subjects }) =>
    subjects.some((one) => printed.subjects.some((other) => subjectDistance(one, other) === 'parent')),
  )
  const told: Record<keyof typeof FEATURES, number | boolean> = {
    declared: occupation !== undefined && printed.declared.has(occupation.code),
    named: occupation !== undefined && printed.derived.has(occupation.code),
    'words of the occupation': share(name.filter((stem) => printed.title.has(stem)).length, name.length),
    'of the title': share([...printed.title].filter((stem) => asked.has(stem)).length, printed.title.size),
    'of the subject': share(weightOf(called), weightOf(subject)),
    'of its parts': share(called.length, subject.length),
    'has a name': called.some((part) => part.named),
    'is no field': called.some((part) => part.named && !part.isField),
    'what it is a part of': isPartOf,
    part: unasked('part'),
    degree: unasked('studies'),
    'words nobody says': share(weightOf(subject.filter(({ known }) => !known)), weightOf(subject)),
  }
  return Object.values(told).map(Number)
}

/** Weights of the features, and the share of the surest below which an offer is left behind. */
export interface Sureness {
  weights: readonly number[]
  share: number
}

/** Learned from graded offers (sureness.md). */
export const surenessLearned: Sureness = learned

export const sumOf = (features: Features, weights: readonly number[]): number =>
  features.reduce((sum, value, at) => sum + value * weights[at]!, 0)

/**
 * Which of the offers of one list answer surely, each given as its features, one list a goal: as sure as a share of the surest of some goal.
 * That a sum is low says little of an offer (alone it may be what answers); that it is far below others of its list, a lot.
 */
export function surelyAmong(offers: readonly (readonly Features[])[], { weights, share }: Sureness): boolean[] {
  const sums = offers.map((goals) => goals.map((features) => sumOf(features, weights)))
  const surest = (sums[0] ?? []).map((_, goal) => Math.max(...sums.map((of) => of[goal]!)))
  return sums.map((of) => of.some((sum, goal) => sum >= Math.min(surest[goal]!, surest[goal]! * share)))
}
