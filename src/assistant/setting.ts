import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import type { NamedEntityModel } from '../../guardrails/named-entities.ts'
import { guardrailsVersion, type Policy, policyVersion } from '../../guardrails/policy.ts'
import type { Catalogue } from '../catalogue/catalogue-index.ts'
import type { Criteria } from '../criteria/criteria.ts'
import type { CourseStep } from '../explanation/course.ts'
import type { KeptFigures } from '../explanation/figures.ts'
import type { StandardRequest } from '../need/requests.ts'
import type { Referential } from '../occupations/referential.ts'
import type { Need } from '../options/claims.ts'
import { orderPolicy } from '../options/order.ts'
import type { Places } from '../places/places.ts'
import { createDecisionDesk } from '../record/decision-desk.ts'
import { createGuardDesk } from '../record/guard-desk.ts'
import type { GuardedMessage } from '../record/guarded-message.ts'
import type { Caller, DecisionToStore, Records, TurnToStore } from '../record/records.ts'
import { isRefusal, type Refusal } from '../record/refusal.ts'
import { blankTurn, type Conversation, nextNumber, type Turn, type Versions } from '../record/turn.ts'
import { storeTurn } from '../record/turn-store.ts'
import { createRelevance } from '../relevance/relevance.ts'
import { type EmbedderLine, type ModelLine, type Prompts, readingPrompt } from './model.ts'
import { suggestionsFor } from './suggestions.ts'

export interface AssistantOptions {
  catalogue: Catalogue
  places: Places
  referential: Referential
  embedding: EmbeddingModelV4
  records: Records
  /** Seals who the placeholders of an exchange are: see guard-desk.ts. */
  placeholderKey?: Uint8Array<ArrayBuffer>
  /** In force at this moment: an agency's lists change while the service runs. */
  policy: () => Policy
  /** Reads names beside the guard's own recognisers. */
  namedEntities?: NamedEntityModel
  requests: readonly StandardRequest[]
  /** None where only the API is served. */
  course?: readonly CourseStep[]
  /** Whether a person must have taken the course before an exchange is opened; a demonstration stays open. */
  courseFirst?: boolean
  prompts: Prompts
  model?: ModelLine
  embedder?: EmbedderLine
  appVersion: string
  /** Whom a person may turn to, as told on the explanation sheet. */
  contact: { agency: string; referent: string }
  /** What the evaluations measured of this very build, told on the public page. */
  measured?: () => KeptFigures | undefined
  clock: () => Date
  newId: (prefix: 'conv' | 'turn' | 'opt' | 'dec') => string
  newSeed: () => string
}

/** What the verbs of the assistant share: its desks, the day it is, and how a turn begins and is stored. */
export type Setting = ReturnType<typeof createSetting>

export function createSetting(options: AssistantOptions) {
  const { catalogue, places, embedding, records, prompts, clock, newId } = options
  const guards = createGuardDesk(options)
  const today = () => clock().toISOString().slice(0, 10)

  const versionsInForce = (): Versions => ({
    app: options.appVersion,
    catalogue: catalogue.current().version,
    guardrails: guardrailsVersion,
    policy: policyVersion(options.policy()),
    prompts: `${readingPrompt(options).version} ${(options.model?.small ? prompts.composeShort : prompts.compose).version}`,
    model: null,
    embedding: embedding.modelId,
  })

  return {
    ...options,
    guards,
    relevance: createRelevance(options.referential),
    decisions: createDecisionDesk({ records, guarding: guards.within, newId, clock }),
    today,
    versionsInForce,

    needOf: ({ profile, locale }: Pick<Conversation, 'profile' | 'locale'>, criteria: Criteria): Need => ({
      criteria,
      profile,
      locale,
      today: today(),
      near: criteria.near && places.byCode(criteria.near.code),
      elsewhere: criteria.alternatives.flatMap(({ near }, at) => {
        const commune = near && places.byCode(near.code)
        return commune ? [{ ...commune, field: `/alternatives/${at}/near` }] : []
      }),
    }),

    newTurn(conversation: Conversation, message: GuardedMessage, more: Partial<Turn> & Pick<Turn, 'criteria' | 'act'>) {
      const template = message.template && { template: { id: message.template.id } }
      return {
        ...blankTurn(),
        id: message.turnId ?? newId('turn'),
        number: nextNumber(conversation),
        message: message.text ? { ...message.text, ...template } : null,
        order: { seed: options.newSeed(), policy: orderPolicy },
        versions: versionsInForce(),
        createdAt: clock().toISOString(),
        ...more,
      } satisfies Turn as Turn
    },

    /** Stored before it is shown. */
    async stored(
      caller: Caller,
      conversation: Conversation,
      { turn, ...beside }: Pick<TurnToStore, 'turn'> & Partial<TurnToStore>,
      decision: DecisionToStore | undefined,
    ): Promise<StoredPart> {
      const suggested = { ...turn, suggestions: suggestionsFor(turn, conversation) }
      const whole = { selection: null, sent: [], setsAside: [], exposure: {}, counts: [], ...beside, turn: suggested }
      const kept = await storeTurn(records, caller, conversation.id, whole, decision)
      return isRefusal(kept) ? { part: 'refusal', refusal: kept } : { part: 'turn', turn: kept }
    },
  }
}

/** How an answer ends: with the turn as it was stored, or with what kept it from being. */
export type StoredPart = { part: 'turn'; turn: Turn } | { part: 'refusal'; refusal: Refusal }

/**
 * What an answer is made of, in order: the criteria read, each option in its place, the turn once it is stored. A turn may come again, the same
 * with a model's words or another reading of the message; or another turn may follow, where that reading was needed to answer.
 */
export type AnswerPart =
  | { part: 'status'; status: 'searching' | 'arguing' }
  | { part: 'criteria'; criteria: Criteria }
  | { part: 'option'; place: number; option: Turn['options'][number] }
  | { part: 'model-unanswered' }
  | StoredPart
