import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Act } from '../../../src/need/acts/act.ts'
import { Criterion } from '../../../src/criteria/criteria.ts'
import { Kind, Modality } from '../../../src/item.ts'
import { Rule } from '../../../src/criteria/judging.ts'
import { Reason } from '../../../src/record/decision.ts'
import { Outcome } from '../../../src/record/turn.ts'
import { readJsonLines } from '../jsonl.ts'

/** A place on screen, from 1: scripts name options as a person would point at them, never by id. */
const Place = z.number().int().min(1).max(4)

/** What nothing known about an offer may contradict; dates ISO, hours, euros, kilometres. `mentions`: one of these words, whatever its case. */
const Offers = z.strictObject({
  kind: Kind.optional(),
  modality: Modality.optional(),
  notModality: Modality.optional(),
  maxHours: z.number().optional(),
  maxPrice: z.number().optional(),
  withinKm: z.number().optional(),
  startsFrom: z.string().optional(),
  startsBy: z.string().optional(),
  certifying: z.boolean().optional(),
  mentions: z.array(z.string()).optional(),
})
export type Offers = z.infer<typeof Offers>

/** What must be true of an answer. Only what is named is looked at; what must be true of every answer is in check.ts. */
const Expected = z.strictObject({
  /** The code of the problem that it must be. */
  problem: z.string().optional(),
  outcome: Outcome.optional(),
  act: Act.optional(),
  /** Part of the criteria; null for one that must not be there. */
  criteria: z.partialRecord(Criterion, z.unknown()).optional(),
  /** Who each criterion comes from. */
  from: z.partialRecord(Criterion, z.enum(['message', 'template', 'profile', 'counsellor', 'model'])).optional(),
  changed: z.array(Criterion).optional(),
  every: Offers.optional(),
  some: z.array(Offers).optional(),
  excluded: z.array(Rule).optional(),
  relaxes: z.array(Criterion).optional(),
  asks: Criterion.optional(),
  /** The same options as before, by id. */
  sameOptions: z.literal(true).optional(),
  /** No option of the turn before. */
  newOptions: z.literal(true).optional(),
  /** The item put back by hand is shown, or is named beside as equally valid. */
  putBack: z.literal(true).optional(),
  /** Fields that answers rest on, as the start of a JSON pointer into the item. */
  answeredBy: z.array(z.string()).optional(),
  lead: z.enum(['argued', 'none']).optional(),
  findings: z.array(z.string()).optional(),
  /** What a dossier loses, by field. */
  dropped: z.record(z.string(), z.string()).optional(),
  profile: z.record(z.string(), z.unknown()).optional(),
  decision: z.enum(['choose', 'none', 'own']).optional(),
  found: z.number().int().optional(),
})
export type Expected = z.infer<typeof Expected>

const DecisionScript = z.strictObject({
  kind: z.enum(['choose', 'none', 'own']),
  options: z.array(Place).optional(),
  aside: z.array(z.strictObject({ option: Place, reason: Reason.optional() })).optional(),
  reason: Reason.optional(),
  text: z.string().optional(),
  note: z.string().optional(),
  /** The lead of the turn decided on, as the counsellor's own choice. */
  ownLead: z.literal(true).optional(),
  supersedes: z.literal(true).optional(),
  /** Decides on options that are not those shown. */
  stale: z.literal(true).optional(),
})
export type DecisionScript = z.infer<typeof DecisionScript>

const Say = z.strictObject({
  text: z.string().optional(),
  template: z.strictObject({ id: z.string(), values: z.record(z.string(), z.string()) }).optional(),
  criteria: z.record(z.string(), z.unknown()).optional(),
  lead: z.union([z.strictObject({ text: z.string() }), z.strictObject({ option: Place })]).optional(),
  /** Taps an answer of the question asked, from 1. */
  answer: z.number().int().min(1).optional(),
  /** Taps a relaxation, from 1. */
  relax: z.number().int().min(1).optional(),
  /** Puts back the first example that this rule excluded. */
  putBack: Rule.optional(),
  /** Puts back the option of this place of the turn before. */
  askAgainFor: Place.optional(),
  /** The blocked message, with every suggestion taken. */
})
export type Say = z.infer<typeof Say>

const Step = z.union([
  z.strictObject({ say: Say, decision: DecisionScript.optional(), expect: Expected }),
  z.strictObject({ decide: DecisionScript, expect: Expected }),
  z.strictObject({
    change: z.strictObject({
      dossier: z.record(z.string(), z.unknown()).optional(),
      objection: z.boolean().optional(),
    }),
    expect: Expected,
  }),
  z.strictObject({ search: z.record(z.string(), z.string()), expect: Expected }),
])
export type Step = z.infer<typeof Step>

/** The first line of a conversation. `neverKept`: words said that nothing stored or sent may hold. */
const Opening = z.strictObject({
  about: z.string(),
  locale: z.enum(['fr', 'en']).optional(),
  dossier: z.record(z.string(), z.unknown()).optional(),
  neverKept: z.array(z.string()).optional(),
  expect: Expected.optional(),
})

export interface Script {
  id: string
  split: 'test'
  opening: z.infer<typeof Opening>
  steps: readonly Step[]
}

/** Every recorded conversation: a file each, its first line the opening, then one line a step. Throws SuiteDataError. */
export function readScripts(): Script[] {
  const folder = join(import.meta.dirname, 'recorded')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => {
      const [opening, ...steps] = readJsonLines(join(folder, name), z.union([Opening, Step]))
      return {
        id: name.replace(/\.jsonl$/, ''),
        split: 'test',
        opening: Opening.parse(opening),
        steps: steps.map((step) => Step.parse(step)),
      }
    })
}
