import { z } from 'zod'
import { findingKinds, findingTypes, kindOf, type Locale } from '../../guardrails/finding.ts'
import type { Policy } from '../../guardrails/policy.ts'
import { armShares } from '../catalogue/fusion.ts'
import { defaultRadiusKm } from '../criteria/default-radius-km.ts'
import { Rule } from '../criteria/judging.ts'
import { alwaysDropped, profileFields } from '../need/profile-fields.ts'
import { mostBreaks } from '../options/nearest.ts'
import { mostNearest } from '../options/option.ts'
import { fewestOptions, mostOptions, nearEqualBand } from '../options/selection.ts'
import { unknownPlaceShare } from '../options/shortlist.ts'
import { Versions } from '../record/turn.ts'
import { nearOccupation } from '../relevance/nearness.ts'
import { subjectInText, subjectInTitle } from '../relevance/relevance.ts'
import { earnedTable } from './earned.ts'
import { figureNamed, figureSaid, type KeptFigures } from './figures.ts'
import { type FigureName, wordingOf } from './wording.ts'

const Text = z.string()

/**
 * The rules in force, in words a person can read and with the figures the code runs on (CRPA L311-3-1 and R311-3-1-1; GDPR 13(2)(f)).
 * Made from the running configuration, so that it cannot say anything else than what happens.
 */
export const Algorithm = z.object({
  purpose: Text,
  humanDecides: Text,
  steps: z.array(Text),
  /** Kilometres, numbers of options, shares of 1. */
  figures: z.array(z.object({ name: Text, value: z.number(), meaning: Text })),
  filters: z.array(z.object({ rule: Rule, meaning: Text })),
  profile: z.array(z.object({ field: Text, purpose: Text, effect: Text, dossierKeys: z.array(Text) })),
  neverRead: z.array(z.object({ dossierKeys: z.array(Text), because: Text })),
  guard: z.array(z.object({ kind: Text, types: z.array(z.object({ type: Text, action: Text, owner: Text })) })),
  model: Text,
  versions: Versions,
  fictitious: z.boolean(),
  legal: z.array(z.object({ reference: Text, text: Text })),
  /** What it got wrong when it was last measured; null where this build was not. */
  measured: z.object({ on: Text, mistakes: z.array(z.object({ text: Text, figure: Text })) }).nullable(),
  /** What each field of the dossier improves and gives away; null where this build was not measured. */
  earned: z.object({ columns: z.array(Text), rows: z.array(z.array(Text)) }).nullable(),
  contesting: z.array(Text),
})
export type Algorithm = z.infer<typeof Algorithm>

const figuresInForce: Record<Exclude<FigureName, 'denseShare'>, number> = {
  fewestOptions,
  mostOptions,
  mostNearest,
  mostBreaks,
  defaultRadiusKm,
  nearOccupation,
  subjectInTitle,
  subjectInText,
  nearEqualBand,
  unknownPlaceShare,
  textShare: armShares.text,
  titlesShare: armShares.titles,
  occupationShare: armShares.occupation,
}

export function describeAlgorithm(
  running: {
    policy: Policy
    versions: Versions
    modelWords: boolean
    embedder?: string
    fictitious: boolean
    measured?: KeptFigures
  },
  locale: Locale,
): Algorithm {
  const words = wordingOf(locale)
  const { policy, versions, modelWords, embedder, fictitious, measured } = running
  const figures = { ...figuresInForce, ...(embedder && { denseShare: armShares.dense }) }
  return {
    purpose: words.purpose,
    humanDecides: words.humanDecides,
    steps: [...words.steps(mostOptions / 2)],
    figures: Object.entries(figures).map(([name, value]) => ({
      name,
      value,
      meaning: words.figures[name as FigureName],
    })),
    filters: Rule.options.map((rule) => ({ rule, meaning: words.rules[rule] })),
    profile: profileFields.map(({ field, purpose, effect, dossierKeys }) => ({
      field,
      purpose: purpose[locale],
      effect: words.effects[effect],
      dossierKeys,
    })),
    neverRead: alwaysDropped.map(({ dossierKeys, reason }) => ({
      dossierKeys,
      because: words.droppedBecause[reason],
    })),
    guard: findingKinds.map((kind) => ({
      kind: words.findingKinds[kind],
      types: findingTypes
        .filter((type) => kindOf(type) === kind)
        .map((type) => ({ type, action: words.actions[policy.types[type].action], owner: policy.types[type].owner })),
    })),
    model: [
      versions.model === null ? words.withoutModel : words.withModel(versions.model, modelWords),
      ...(embedder ? [words.withEmbedder(embedder)] : []),
    ].join(' '),
    versions,
    fictitious,
    legal: [...words.legal],
    measured: measured ? mistakesOf(measured, locale) : null,
    earned: measured ? earnedTable(measured, locale) : null,
    contesting: [...words.contesting],
  }
}

function mistakesOf(measured: KeptFigures, locale: Locale): Algorithm['measured'] {
  const words = wordingOf(locale)
  return {
    on: words.measuredOn(measured.measuredOn),
    mistakes: words.mistakes.flatMap(({ measure, text }) => {
      const found = figureNamed(measured, measure)
      return found ? [{ text, figure: figureSaid(found, locale) }] : []
    }),
  }
}
