import { negations } from '../../guardrails/language/negation.ts'
import { shareOf } from '../scorer.ts'
import { type Denial, type DenialSpan, denialHands, readDenials } from '../sets/negation/denials.ts'
import { defineSuite, type EvalCase } from '../suite.ts'

type Case = Denial & EvalCase

interface Output {
  cues: DenialSpan[]
  scope: DenialSpan[]
}

/** Sentences by other hands: is every denial heard, and does it reach as far as it does and no further. */
export const negationSuite = defineSuite<Case, Output>({
  name: 'negation',
  about: 'Words that deny and what they deny, in sentences by three other hands (evals/sets/negation).',
  provenance: {
    written: 'by three hands that saw neither code nor word lists (evals/sets/negation/README.md).',
    how: 'blind',
    graded: 'by one person',
    // Of the newest hand, N, by rules that had never met it; those of S and V stand in the README.
    firstRead: {
      on: '2026-11-29',
      n: 485,
      figures: { 'denials heard': 0.652, 'cues heard': 0.677, 'scope covered': 0.576, 'scope no further': 0.653 },
    },
  },
  primary: 'scope covered',
  async prepare({ target }) {
    if (target) return { skipped: 'reads sentences in this process; a server is not asked (--target).' }
    const cases = (['scored', 'tuned'] as const).flatMap((half) =>
      denialHands.flatMap((hand) =>
        readDenials(hand, half).map((one) => ({ ...one, split: half === 'scored' ? ('test' as const) : ('tune' as const) })),
      ),
    )
    return { cases, task: ({ text }) => read(text) }
  },
  scorers: [
    shareOf(
      { name: 'denials heard', about: 'Sentences with a denial in which one is heard on one of its words, and those without in which none is.' },
      ({ cues }, found) =>
        cues.length === 0 ? found.cues.length === 0 : found.cues.some((one) => cues.some((other) => meet(one, other))),
    ),
    shareOf(
      { name: 'cues heard', about: 'Words that deny what is asked for, of which a letter at least is in a cue heard; those without scope deny nothing that is judged.' },
      ({ cues }, found) => ({ hits: cues.filter((cue) => found.cues.some((one) => meet(cue, one))).length, of: cues.length }),
    ),
    shareOf(
      { name: 'scope covered', about: 'Things denied, more than half of whose words are heard as denied.' },
      ({ text, scope }, found) => ({
        hits: scope.filter((one) => shareIn(text, one, found.scope) > 0.5).length,
        of: scope.length,
      }),
    ),
    shareOf(
      { name: 'scope no further', about: 'Things heard as denied, more than half of whose words are denied.' },
      ({ text, scope, cues }, found) => ({
        hits: found.scope.filter((one) => shareIn(text, one, [...scope, ...cues]) > 0.5).length,
        of: found.scope.length,
      }),
    ),
  ],
  gates: [
    { measure: 'denials heard', comparison: 'at least', bar: 0.97 },
    { measure: 'scope covered', comparison: 'at least', bar: 0.9 },
    { measure: 'scope no further', comparison: 'at least', bar: 0.9 },
  ],
  shows: 'tune',
  show({ text, scope }, found) {
    const words = (spans: readonly DenialSpan[]) => spans.map(({ start, end }) => `[${text.slice(start, end)}]`).join(' ')
    return `${text}\ndenied: ${words(scope)}\nheard: ${words(found.scope)} by ${words(found.cues)}`
  },
})

function read(text: string): Output {
  const found = negations(text)
  return { cues: found.map(({ cue }) => cue), scope: found.map(({ scope }) => scope) }
}

const meet = (one: DenialSpan, other: DenialSpan): boolean => one.start < other.end && other.start < one.end

/** How many of the letters of a span lie in one of these. */
function shareIn(text: string, span: DenialSpan, others: readonly DenialSpan[]): number {
  const letters = [...text.slice(span.start, span.end).matchAll(/[\p{L}\p{N}]/gu)].map(({ index }) => span.start + index)
  const inside = letters.filter((at) => others.some(({ start, end }) => start <= at && at < end))
  return letters.length === 0 ? 1 : inside.length / letters.length
}
