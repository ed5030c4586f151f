import { adviceFor } from './advice.ts'
import { agencyTerms, letThrough } from './agency-terms.ts'
import { correct, type IsHarmless, isDubious } from './correct.ts'
import type { Candidate, Recogniser } from './detect/recogniser.ts'
import {
  type Finding,
  type FindingKind,
  type FindingType,
  isPersonal,
  isSensitive,
  kindOf,
  type Locale,
} from './finding.ts'
import { type Inspection, inspect, RecogniserFailure } from './inspect.ts'
import frames from './lexicon/sensitive-frames.json' with { type: 'json' }
import type { Correction, Motive } from './motives.ts'
import { placesOf } from './parts.ts'
import type { Placeholders } from './placeholders.ts'
import type { Policy } from './policy.ts'
import { cutMark, mintRedacted, type Redacted } from './redacted.ts'

export interface GuardContext {
  locale: Locale
  placeholders: Placeholders
  /** Recognisers that join the built-in ones, such as a named-entity model. */
  more?: readonly Recogniser[]
  /** Kinds of findings that count; all do where this is not given. */
  only?: ReadonlySet<FindingKind>
  /** What a counsellor says is wrongly taken, and who knows whether its words are harmless: nobody, where this is not given. */
  corrections?: readonly Correction[]
  isHarmless?: IsHarmless
}

export type Verdict =
  | {
      action: 'pass' | 'alert'
      text: Redacted
      findings: Finding[]
      /** Why a counsellor took findings back, one for each; absent where none was. */
      corrected?: Motive[]
    }
  | {
      action: 'block'
      because: 'findings' | 'disguise' | 'too-long' | 'guard-failure'
      /** Always empty: nothing of a blocked text goes on. */
      text: Redacted
      findings: Finding[]
      /** Nothing but what is dubious stands in the way: a counsellor may say why it is wrong. */
      dubious?: true
      /** With `too-long`: the limit, in code points. */
      limit?: number
      /** With `guard-failure`: the name of the recogniser that failed. */
      failed?: string
    }

/**
 * Judges a text that a person wrote: what may go on (redacted), what the counsellor is told, what does not go on.
 * The only maker of `Redacted`. Never throws: an error inside is a block.
 */
export function guard(text: string, policy: Policy, context: GuardContext): Verdict {
  if (longerThan(text, policy.limit)) {
    return { action: 'block', because: 'too-long', text: nothing, findings: [], limit: policy.limit }
  }
  try {
    const read = inspect(text, [...agencyTerms(policy.lists), ...(context.more ?? [])])
    const candidates = letThrough(policy.lists, read)
    const { only, corrections = [], isHarmless = () => false } = context
    const counted = only ? candidates.filter(({ type }) => only.has(kindOf(type))) : candidates
    const { standing, corrected } = correct(text, counted, corrections, isHarmless)
    const inspection = { ...read, candidates: standing }
    const stopped = stop(text, inspection, policy, context.locale)
    if (stopped) return stopped
    const verdict = redact(text, inspection, policy, context)
    return corrected.length > 0 && verdict.action !== 'block' ? { ...verdict, corrected } : verdict
  } catch (error) {
    const failed = error instanceof RecogniserFailure ? error.recogniser : 'guard'
    return { action: 'block', because: 'guard-failure', text: nothing, findings: [], failed }
  }
}

/** The block of a text that does not go on: by what was found, because nothing else is said, or in disguise. */
function stop(text: string, inspection: Inspection, policy: Policy, locale: Locale): Verdict | undefined {
  const { candidates, disguised } = inspection
  const stopping = candidates.filter(({ type }) => policy.types[type].action === 'block')
  const blocks =
    stopping.length > 0 || (candidates.some(({ type }) => isSensitive(type)) && saysNothingElse(inspection))
  if (!blocks && !disguised) return undefined
  const advice = adviceFor(text, inspection, policy, locale)
  const findings = candidates.map((candidate) => tell(candidate, advice))
  const dubious = !disguised && stopping.length > 0 && stopping.every(isDubious)
  return {
    action: 'block',
    because: blocks ? 'findings' : 'disguise',
    text: nothing,
    findings,
    ...(dubious && { dubious }),
  }
}

function redact(text: string, inspection: Inspection, policy: Policy, { locale, placeholders }: GuardContext): Verdict {
  const { candidates } = inspection
  const advice = adviceFor(text, inspection, policy, locale)
  placeholders.reserve(text)
  let redactedText = ''
  // What the screen may show again: the text as typed, but for its stories.
  let shown = ''
  let from = 0
  const stories = placesOf(candidates.filter(({ type }) => kindOf(type) === 'story'))
  const findings = candidates.map((candidate): Finding => {
    const { type, start, end } = candidate
    const within = stories.at(start) ?? stories.at(end - 1)
    const replacement = isPersonal(type) && !within ? placeholders.name(type, text.slice(start, end), locale) : cutMark
    const [first, last] = isPersonal(type) && within ? [within.start, within.end] : [start, end]
    if (first >= from) {
      redactedText += visible(text.slice(from, first)) + replacement
      shown += text.slice(from, first) + (replacement === cutMark ? cutMark : text.slice(first, last))
      from = last
    }
    return { ...tell(candidate, advice), replacement }
  })
  redactedText += visible(text.slice(from))
  shown += text.slice(from)
  if (placeholders.restore(redactedText) !== shown) placeholders.remember(redactedText, shown)
  return { action: findings.length > 0 ? 'alert' : 'pass', text: mintRedacted(redactedText), findings }
}

/** Nothing is said but what is sensitive about a person: no need is left that the rest could be searched for. */
function saysNothingElse({ candidates, folded }: Inspection): boolean {
  if (folded.plain.length > longestBlocked) return false
  const taken = placesOf(candidates.map(({ start, end }) => ({ start, end })))
  for (const { index, 0: word } of folded.plain.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (word.length < 3 || saysNothing.has(word)) continue
    if (!taken.touch(folded.startOf(index), folded.endOf(index + word.length - 1))) return false
  }
  return true
}

/** In UTF-16 code units: what is longer holds something else, even where it is all in one clause. */
const longestBlocked = 100

/** Whom a message is about, and how it greets. */
const saysNothing: ReadonlySet<string> = new Set([frames.persons, frames.pronouns, frames.courtesies].flat())

function tell({ type, start, end }: Candidate, advice: (type: FindingType) => string): Finding {
  return { kind: kindOf(type), type, start, end, advice: advice(type) }
}

/** What cannot be seen does not go on: it is where instructions for a machine hide. */
const visible = (text: string): string => text.replace(/\p{Cf}|\p{Cs}|[\u{FE00}-\u{FE0F}]|[\u{E0100}-\u{E01EF}]/gu, '')

const nothing = mintRedacted('')

function longerThan(text: string, limit: number): boolean {
  if (text.length <= limit) return false
  if (text.length > 2 * limit) return true
  let points = 0
  for (const _ of text) points++
  return points > limit
}
