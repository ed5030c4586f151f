import { z } from 'zod'
import { Criteria, CriteriaChange, CriteriaInput, Criterion } from '../criteria/criteria.ts'
import { RedactedText } from '../criteria/redacted-text.ts'
import { Act } from '../need/acts/act.ts'
import { Dropped, Profile } from '../need/profile.ts'
import {
  AlsoValid,
  Answer,
  Claim,
  Excluded,
  mostNearest,
  NearestOption,
  Option,
  Relaxation,
} from '../options/option.ts'
import { Decision, DecisionInput } from './decision.ts'

/** A guard finding as kept and shown: offsets on the text as sent, never the text itself; of a story not even what it was about. */
export const FindingShape = z.object({
  kind: z.enum(['personal', 'story', 'conduct', 'injection']),
  type: z.string().optional(),
  start: z.number().int(),
  end: z.number().int(),
  replacement: z.string().optional(),
  advice: z.string(),
})

export const Message = z.object({
  redacted: RedactedText,
  findings: z.array(FindingShape),
  template: z.object({ id: z.string() }).optional(),
})
export type Message = z.infer<typeof Message>

export const Outcome = z.enum(['options', 'not-enough', 'about', 'question', 'talk'])
export type Outcome = z.infer<typeof Outcome>

/**
 * Where a turn's set of offers stands: waiting for a person, decided, set aside by an amendment (undo brings it back), kept for later;
 * `none` where the turn shows nothing that could be chosen.
 */
export const State = z.enum(['to-decide', 'decided', 'set-aside', 'later', 'none'])
export type State = z.infer<typeof State>

/** One sentence of the answer, with the claims it says. */
export const Sentence = z.object({ text: z.string(), claims: z.array(Claim), wording: z.enum(['extracted', 'model']) })
export type Sentence = z.infer<typeof Sentence>

/** A part of the redacted message that no criterion took: UTF-16 offsets, and why. */
export const Unread = z.object({
  start: z.number().int(),
  end: z.number().int(),
  because: z.enum(['not-understood', 'kept-back', 'courtesy']),
})
export type Unread = z.infer<typeof Unread>

/** One question, with answers to tap: each is criteria to apply, or a decision filled in that sending confirms. */
export const Question = z.object({
  text: z.string(),
  /** `decision`: which offer; `person`: whether the words are about the person of this exchange. */
  criterion: z.enum([...Criterion.options, 'decision', 'person']),
  choices: z.array(
    z.object({ label: z.string(), criteria: CriteriaInput.optional(), decision: DecisionInput.optional() }),
  ),
})
export type Question = z.infer<typeof Question>

/**
 * Another reading of the message, by a model: offered, and applied by sending `criteria` as a correction. `changed` says how it differs from
 * the criteria of the turn.
 */
export const OtherReading = z.object({ criteria: CriteriaInput, changed: z.array(CriteriaChange).min(1) })
export type OtherReading = z.infer<typeof OtherReading>

/**
 * A next step to tap. What it sends is the body of an ordinary message: in this exchange, or as the first of a new one, for another person.
 */
export const Suggestion = z.object({
  label: z.string(),
  to: z.enum(['this-exchange', 'new-exchange']),
  /** Where it is more than words: the way back to the set before, which has an address of its own. */
  does: z.enum(['undo']).optional(),
  send: z.object({ text: RedactedText.optional(), criteria: CriteriaInput.optional() }),
})
export type Suggestion = z.infer<typeof Suggestion>

/** At most this many next steps a turn. */
export const mostSuggestions = 3

export const Versions = z.object({
  app: z.string(),
  catalogue: z.string(),
  guardrails: z.string(),
  policy: z.string(),
  prompts: z.string(),
  model: z.string().nullable(),
  embedding: z.string(),
})
export type Versions = z.infer<typeof Versions>

/**
 * What was answered to one message. `options` holds one to four when the outcome is "options", the options asked about when "about", else
 * none; `nearest` what answers but for a criterion or two. What is true of all options is said once, in `common`.
 */
export const Turn = z.object({
  id: z.string(),
  number: z.number().int().positive(),
  message: Message.nullable(),
  criteria: Criteria,
  state: State,
  act: Act,
  outcome: Outcome,
  reply: z.array(Sentence).max(4),
  common: z.array(Claim),
  nearest: z.array(NearestOption).max(mostNearest),
  unread: z.array(Unread),
  options: z.array(Option),
  answers: z.array(Answer),
  /** Asked by this turn; beside a `talk`, the one before that waits for its answer. */
  question: Question.nullable(),
  /** Empty on turns kept before there were any. */
  suggestions: z.array(Suggestion).max(mostSuggestions).default([]),
  alsoValid: z.array(AlsoValid).max(6),
  excluded: Excluded,
  relax: z.array(Relaxation),
  lead: Option.nullable(),
  changed: z.array(CriteriaChange),
  /** Comes after the turn was shown, where it comes. */
  otherReading: OtherReading.nullable().default(null),
  order: z.object({ seed: z.string(), policy: z.string() }),
  versions: Versions,
  optionsDigest: z.string().nullable(),
  /** Of the same set in our words, where those of a model have taken their place since: a decision may name either. */
  extractedDigest: z.string().nullable().default(null),
  decision: Decision.nullable(),
  /** Since when the counsellor says that it was misunderstood; absent where not, or taken back. */
  misunderstood: z.string().optional(),
  createdAt: z.string(),
})
export type Turn = z.infer<typeof Turn>

/** A turn before anything is answered: nothing on the table, nothing to decide. */
export const blankTurn = () =>
  ({
    state: 'none',
    outcome: 'talk',
    reply: [],
    common: [],
    nearest: [],
    unread: [],
    options: [],
    answers: [],
    question: null,
    suggestions: [],
    alsoValid: [],
    excluded: { counts: [], examples: [] },
    relax: [],
    lead: null,
    changed: [],
    otherReading: null,
    optionsDigest: null,
    extractedDigest: null,
    decision: null,
  }) satisfies Partial<Turn>

/** Whether a digest is of what a turn shows, in the words that it has or had. */
export const isDigestOf = ({ optionsDigest, extractedDigest }: Turn, digest: string): boolean =>
  digest === optionsDigest || digest === extractedDigest

/** All of a turn that could be chosen, in the order of their letters. */
export const offersOf = ({ options, nearest }: Pick<Turn, 'options' | 'nearest'>): Option[] => [...options, ...nearest]

/**
 * A part of the record that cannot be served: it cannot be read (damaged, or written by a later release), or the events do not vouch for it
 * (changed, added or removed behind our back). It can be listed, and erased with the rest.
 */
export const Unreadable = z.object({
  part: z.enum(['profile', 'turn', 'decision']),
  because: z.enum(['not-readable', 'not-vouched']),
  id: z.string(),
  /** The number of the turn. */
  number: z.number().int().positive().optional(),
})
export type Unreadable = z.infer<typeof Unreadable>

/** `unreadable` is there when something of it could not be read: what is given is then not all. */
export const Conversation = z.object({
  id: z.string(),
  locale: z.enum(['fr', 'en']),
  objection: z.boolean(),
  profile: Profile,
  dropped: z.array(Dropped),
  turns: z.array(Turn),
  unreadable: z.array(Unreadable).optional(),
  createdAt: z.string(),
})
export type Conversation = z.infer<typeof Conversation>

/** The first three are of this release; the others were sent by earlier ones. */
const purposes = ['read-message', 'compose', 'embed', 'read-need', 'word-claims'] as const

export const SentRequest = z.object({ purpose: z.enum(purposes), body: z.string() })
export type SentRequest = z.infer<typeof SentRequest>

/** What is kept of a conversation, whole: for the person concerned, for another system, or before an erasure. */
export const ConversationExport = z.object({
  format: z.literal('eventail-export/1'),
  exportedAt: z.string(),
  conversation: Conversation,
  /** In the order in which they were made, those included that another one superseded. */
  decisions: z.array(Decision),
  turns: z.array(
    z.object({
      id: z.string(),
      sent: z.array(SentRequest),
      /** The inputs that a selection can be run again from; null where nothing was selected. */
      selection: z.record(z.string(), z.unknown()).nullable(),
    }),
  ),
  /** `body` is JSON of ids, codes and digests, as it was chained. */
  events: z.array(z.object({ id: z.string(), kind: z.string(), at: z.string(), body: z.string() })),
})
export type ConversationExport = z.infer<typeof ConversationExport>

/** The number of the turn to come. */
export const nextNumber = ({ turns, unreadable = [] }: Pick<Conversation, 'turns' | 'unreadable'>): number =>
  Math.max(0, ...[...turns, ...unreadable].map(({ number = 0 }) => number)) + 1
