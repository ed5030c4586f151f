import type { FindingKind, Locale } from '../../guardrails/finding.ts'
import type { Read } from '../criteria/criteria.ts'
import type { Rule } from '../criteria/judging.ts'
import type { Dropped, Profile } from '../need/profile.ts'
import type { Effect } from '../need/profile-fields.ts'
import type { Decision, Reason } from '../record/decision.ts'
import type { Outcome } from '../record/turn.ts'
import { en } from './wording-en.ts'
import { fr } from './wording-fr.ts'

/** A figure of the rules in force, by what it governs. Units: number of options, kilometres, shares of 1. */
export type FigureName =
  | 'fewestOptions'
  | 'mostOptions'
  | 'mostNearest'
  | 'mostBreaks'
  | 'defaultRadiusKm'
  | 'nearOccupation'
  | 'subjectInTitle'
  | 'subjectInText'
  | 'nearEqualBand'
  | 'unknownPlaceShare'
  | 'textShare'
  | 'titlesShare'
  | 'occupationShare'
  | 'denseShare'

/** What was counted in the record of one conversation: of what was used, found, shown and decided the sheet says this and no more. */
export interface Counted {
  /** Answers kept, to messages and to gestures. */
  exchanges: number
  /** Messages whose words are kept, redacted. */
  written: number
  searches: number
  /** Offers, each once. */
  shown: number
  /** Fields of the file. */
  kept: number
  dropped: number
  /** Of those dropped, the ones that the law protects. */
  isProtected: number
  /** Passages of the messages that a placeholder stands for. */
  masked: number
  /** Requests that left for a model. */
  sent: number
  /** Options in the words of a model. */
  worded: number
  /** Each by a person: nothing else can record one. */
  decisions: number
}

export interface Legal {
  reference: string
  text: string
}

/** Every word of the individual sheet and of the public page of the rules, in one language. */
export interface ExplanationWording {
  date(iso: string): string
  number(value: number): string
  yes: string
  no: string
  origins: Record<Read['from'], string>
  wish: string
  rules: Record<Rule, string>
  droppedBecause: Record<Dropped['reason'], string>
  effects: Record<Effect, string>
  outcomes: Record<Outcome, string>
  decided: Record<Decision['kind'], string>
  undecided: string
  revised: string
  reasons: Record<Reason, string>
  counsellor: string
  findingKinds: Record<FindingKind, string>
  actions: Record<'alert' | 'cut' | 'block', string>
  figures: Record<FigureName, string>
  /** How an answer is made, one sentence a step; of the options, `mostRemote` at most are remote where a place is asked. */
  steps(mostRemote: number): readonly string[]
  withModel(name: string, words: boolean): string
  withoutModel: string
  withEmbedder(name: string): string
  purpose: string
  humanDecides: string
  /** What a person who reads with difficulty needs to know, one short sentence each. */
  simply(counted: Counted): readonly string[]
  /** Of how many answers the rules have changed since. */
  madeEarlier(count: number): string
  objected: string
  rights: readonly string[]
  legal: readonly Legal[]
  sheet: Record<
    | 'title'
    | 'simply'
    | 'used'
    | 'usedNothing'
    | 'notUsed'
    | 'notUsedNothing'
    | 'notUsedHere'
    | 'masked'
    | 'answers'
    | 'asked'
    | 'understood'
    | 'leftOut'
    | 'shown'
    | 'breaks'
    | 'alsoValid'
    | 'decision'
    | 'sent'
    | 'rules'
    | 'rights'
    | 'legal'
    | 'contact'
    | 'order'
    | 'for'
    | 'against'
    | 'unknown'
    | 'publicRules'
    | 'print',
    string
  >
  page: Record<
    | 'title'
    | 'steps'
    | 'figures'
    | 'filters'
    | 'profile'
    | 'never'
    | 'guard'
    | 'guardMisses'
    | 'model'
    | 'versions'
    | 'legal'
    | 'fictitious'
    | 'neverDecides'
    | 'mistakes'
    | 'notMeasured'
    | 'contest'
    | 'experts',
    string
  >
  measuredOn(date: string): string
  /** What it gets wrong, in plain words, each with the measure of the evaluations that says how often. */
  mistakes: readonly { measure: string; text: string }[]
  contesting: readonly string[]
  /** What each field of the dossier earns. */
  earned: {
    title: string
    /** How to read the table. `floor` and `ceiling` are shares of 1. */
    reading(floor: number, ceiling: number): readonly string[]
    columns: readonly string[]
    fields: Record<keyof Profile, string>
    verdicts: Record<EarnedVerdict, string>
    none: string
    notMeasured: string
  }
}

/** What the last measure says of keeping a field. */
export type EarnedVerdict =
  | 'stays'
  | 'barely stays'
  | 'is a place'
  | 'brings too little'
  | 'tells too much'
  | 'unmeasured'

export const wordingOf = (locale: Locale): ExplanationWording => (locale === 'en' ? en : fr)
