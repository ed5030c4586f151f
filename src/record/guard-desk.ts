import { isTerm } from '../../guardrails/contestable.ts'
import { type FindingType, kindOf, type Locale } from '../../guardrails/finding.ts'
import { guard, type Verdict } from '../../guardrails/guard.ts'
import type { Correction, Motive } from '../../guardrails/motives.ts'
import { type NamedEntityModel, withNamedEntities } from '../../guardrails/named-entities.ts'
import { createPlaceholders, type KnownPlaceholder, type Placeholders } from '../../guardrails/placeholders.ts'
import type { Policy } from '../../guardrails/policy.ts'
import { type Guard, guardTexts } from '../need/guard-texts.ts'
import { createIsHarmless, type KnownWords } from '../need/harmless.ts'
import { blockedText } from './guarded-message.ts'
import type { Count } from './oversight.ts'
import type { Caller, Records } from './records.ts'
import type { Refusal } from './refusal.ts'
import { sealPlaceholders } from './sealed-placeholders.ts'
import type { Conversation } from './turn.ts'

export interface GuardDeskOptions extends KnownWords {
  policy: () => Policy
  /** Reads names beside the guard's own recognisers. */
  namedEntities?: NamedEntityModel
  records: Records
  /** Seals who the placeholders of an exchange are, the same for all that share its records; drawn for this process alone unless given. */
  placeholderKey?: Uint8Array<ArrayBuffer>
}

/** What a story was about is counted nowhere. */
const countedAs = (type: FindingType): string => (kindOf(type) === 'story' ? 'story' : type)

/** Where the guard stands: whose text it judges decides which placeholders it gives; blocks and contests are counted, their texts never kept. */
export function createGuardDesk({ policy, namedEntities, records, placeholderKey, ...known }: GuardDeskOptions) {
  const sealed = sealPlaceholders(records, placeholderKey ?? crypto.getRandomValues(new Uint8Array(32)))
  const isHarmless = createIsHarmless(known, (text) =>
    guard(text, policy(), { locale: 'fr', placeholders: createPlaceholders() }),
  )

  /** Runs a step that guards what a person wrote; where there is a named-entity model, once that has read it too. */
  function guarding<Result>(
    whose: { locale: Locale; placeholders: Placeholders; corrections?: readonly Correction[] },
    step: (guard: Guard) => Result,
  ): Promise<Result> {
    return withNamedEntities(namedEntities, (more) =>
      step((text) => guard(text, policy(), { ...whose, more: more(text), isHarmless })),
    )
  }

  /** Of a text that belongs to no conversation. */
  function alone<Result>(locale: Locale, step: (guard: Guard) => Result): Promise<Result> {
    return guarding({ locale, placeholders: createPlaceholders() }, step)
  }

  return {
    alone,
    within<Result>(
      conversation: Pick<Conversation, 'id' | 'locale' | 'turns'>,
      step: (guard: Guard) => Result,
      corrections: readonly Correction[] = [],
    ): Promise<Result> {
      return sealed.within(conversation, (placeholders) =>
        guarding({ locale: conversation.locale, placeholders, corrections }, step),
      )
    },
    /** Of an exchange that is about to be stored, with the placeholders that were given. */
    opening<Result>(
      conversation: Pick<Conversation, 'id' | 'locale' | 'turns'>,
      step: (guard: Guard) => Result,
    ): Promise<{ result: Result; placeholders: KnownPlaceholder[] }> {
      return sealed.opening(conversation, (placeholders) =>
        guarding({ locale: conversation.locale, placeholders }, step),
      )
    },
    /** What the guard says of a text; nothing is stored. */
    check: (text: string, locale: Locale): Promise<Verdict> => alone(locale, (guard) => guard(text)),
    /**
     * A counsellor contests a block or a miss: types are counted, the comment is only guarded. Of the text nothing is kept but terms of our own lists,
     * counted apart from any exchange: the counsellor cannot consent for the person.
     */
    async contest(
      caller: Caller,
      findings: readonly { type: FindingType; words?: string }[],
      comment: string | undefined,
    ): Promise<Refusal | { accepted: number }> {
      const guarded = await alone('fr', (guard) => guardTexts({ '/comment': comment }, guard))
      if (guarded.action === 'blocked') return blockedText(guarded)
      await records.count(
        caller.tenant,
        findings.flatMap(({ type, words }): Count[] => [
          { name: 'contest', key: countedAs(type), by: 1 },
          ...(words && isTerm({ type, words })
            ? [{ name: 'contested-term' as const, key: `${type} ${words}`, by: 1 }]
            : []),
        ]),
      )
      return { accepted: findings.length }
    },
    /** What was contested, the most often first. */
    async contests(caller: Caller) {
      const counts = (await records.counts(caller.tenant)).toSorted(
        (one, other) => other.by - one.by || (one.key < other.key ? -1 : 1),
      )
      return {
        types: counts.flatMap(({ name, key, by }) => (name === 'contest' ? [{ type: key, count: by }] : [])),
        terms: counts.flatMap(({ name, key, by }) => {
          const [type = '', ...words] = key.split(' ')
          return name === 'contested-term' ? [{ type, words: words.join(' '), count: by }] : []
        }),
      }
    },
    /** Counts why findings were taken back: the motive alone, never the words. */
    async countCorrected(caller: Caller, corrected: readonly Motive[]): Promise<void> {
      await records.count(
        caller.tenant,
        corrected.map((key) => ({ name: 'correction', key, by: 1 })),
      )
    },
    /** Counts what stopped a message; any other refusal counts for nothing here. */
    async countBlocked(caller: Caller, refused: Refusal): Promise<void> {
      if (refused.refused !== 'message-blocked') return
      const types = refused.findings.map(({ type }) => countedAs(type))
      const keys = types.length > 0 ? types : [refused.because]
      await records.count(
        caller.tenant,
        keys.map((key) => ({ name: 'block', key, by: 1 })),
        { kind: 'guard', action: 'blocked' },
      )
    },
  }
}
