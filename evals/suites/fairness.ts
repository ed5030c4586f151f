import { createRandom } from '../../src/catalogue/demonstration/random.ts'
import type { Item } from '../../src/item.ts'
import { choicesAmong, providerKey } from '../../src/options/selection.ts'
import { type Measure, quantilesOf, type Split } from '../scorer.ts'
import type { Stage } from '../stage.ts'
import { bootstrap, type Estimate, gini, mean, wilson } from '../statistics.ts'
import { defineSuite, type Row, type Table } from '../suite.ts'
import { demonstrationNeeds, ranksGainedByStuffing } from './fairness/demonstration.ts'
import { type GradedNeed, readRealOffers, realOffersFolder } from './fairness/real-offers.ts'
import { type AskedNeed, createRotation, relevantOffers } from './fairness/rounds.ts'

type Case = { id: string; split: Split } & (
  | { what: 'real need'; rotated: number; highest: number }
  | { what: 'real provider'; provider: string; exposure: number; merit: number; relevantTo: number }
  | { what: 'provider'; provider: string; exposure: number; merit: number; offers: number }
  | { what: 'set'; crowded: boolean; size: number }
  | { what: 'cloned'; alone: number; cloned: number }
  | { what: 'stuffed'; gained: number }
)
type Kind = Case['what']
type Of<What extends Kind> = Extract<Case, { what: What }>

/** How many counsellors ask each real need; how many needs are asked of the demonstration catalogue, over how many different ones. */
const counsellors = 10
const asked = 10_000
const different = 220
/** With fewer relevant offers a provider's due is too small to be held against. */
const enoughOffers = 20

/** Whether exposure follows merit between those who teach, and cannot be bought with clones or keywords. */
export const fairnessSuite = defineSuite<Case, undefined>({
  name: 'fairness',
  provenance: {
    written: 'real offers and their providers, and needs drawn by a seed.',
    how: 'real',
    graded: 'by rule',
  },
  about:
    'Exposure against merit over time: real offers and their providers (../shared/bench/r4-metier-offres) and simulated needs over the demonstration catalogue.',
  async prepare({ stage, target }) {
    if (target)
      return { skipped: 'lives many turns over one ledger in this process; a server is not asked (--target).' }
    const real = await readRealOffers(stage)
    const needs = await demonstrationNeeds(stage, different)
    return {
      cases: [
        ...(real ? liveReal(real) : []),
        ...liveDemonstration(needs),
        ...cloneOffers(needs),
        ...(await stuffOffers(stage, needs)),
      ],
      task: () => undefined,
      ...(!real && { absent: `${realOffersFolder} is absent: real providers were not measured.` }),
      notes: [
        `Each of the real needs is asked by ${counsellors} counsellors. Merit is the share that the product's ledger gives: of each option shown, between all providers that answer the need, in proportion to the best offer of each. nDCG is judged by labels that the product never sees; a set of four has no order, so the best is counted first.`,
        `The ${asked.toLocaleString('en')} simulated needs are drawn from ${different}, common ones more often. A provider is who teaches: that is who the ledger counts. Two partners that publish one training are in one item, and both are shown.`,
      ],
    }
  },
  scorers: [
    quantilesOf(
      {
        name: 'ranks gained by keywords',
        about: 'Of an offer whose description repeats the words of the need.',
        unit: 'count',
        shares: [0.5, 0.9],
      },
      (one) => (one.what === 'stuffed' ? one.gained : null),
    ),
  ],
  whole: (rows) => [...realMeasures(rows), ...demonstrationMeasures(rows)],
  tables: (rows) => [providerTable(rows)],
  gates: [
    { measure: 'Gini of exposure/merit', group: 'real providers', comparison: 'at most', bar: 0.48, fewest: 300 },
    { measure: 'never seen', group: 'real providers', comparison: 'at most', bar: 0.16, fewest: 300 },
    { measure: 'nDCG lost to rotation', group: 'real needs', comparison: 'at most', bar: 0.01, fewest: 100 },
    { measure: 'lowest exposure/merit', group: 'demonstration', comparison: 'at least', bar: 0.8, fewest: 20 },
    { measure: 'highest exposure/merit', group: 'demonstration', comparison: 'at most', bar: 1.25, fewest: 20 },
    { measure: 'sets that one provider fills by more than half', comparison: 'at most', bar: 0, fewest: 1000 },
    { measure: 'options gained by ten clones', comparison: 'at most', bar: 0, fewest: 30 },
    { measure: 'ranks gained by keywords p50', comparison: 'at most', bar: 2, fewest: 50 },
  ],
})

function liveReal(needs: readonly GradedNeed[]): Case[] {
  const rotation = createRotation()
  const answered = needs.filter(({ candidates }) => choicesAmong(candidates).length >= 2)
  const rotated = new Map<string, number[]>(answered.map(({ id }) => [id, []]))
  for (let counsellor = 1; counsellor <= counsellors; counsellor += 1) {
    for (const need of answered) rotated.get(need.id)!.push(ndcg(rotation.ask(need, `${counsellor}/${need.id}`), need))
  }
  const relevantTo = relevantOffers(answered)
  return [
    ...answered.map((need): Case => {
      const highest = choicesAmong(need.candidates).slice(0, 4)
      return {
        what: 'real need',
        id: need.id,
        split: 'test',
        rotated: mean(rotated.get(need.id)!),
        highest: ndcg(
          highest.map(({ item }) => item),
          need,
        ),
      }
    }),
    ...linesOf(rotation, 'real').map(
      (line): Case => ({ what: 'real provider', ...line, relevantTo: relevantTo.get(line.provider) ?? 0 }),
    ),
  ]
}

/** Of a set without order: the best is counted first. */
function ndcg(shown: readonly Item[], { grades }: GradedNeed): number {
  const gain = (of: readonly number[]) =>
    of.toSorted((a, b) => b - a).reduce((sum, grade, at) => sum + grade / Math.log2(at + 2), 0)
  const best = [...grades.values()].sort((a, b) => b - a).slice(0, 4)
  return gain(shown.map(({ id }) => grades.get(id) ?? 0)) / gain(best)
}

/** What each provider received, and what was due to it. */
const linesOf = ({ ledger }: ReturnType<typeof createRotation>, where: string) =>
  Object.entries(ledger).map(([provider, line]) => ({
    id: `${where}-${provider}`,
    split: 'test' as const,
    provider,
    ...line,
  }))

function liveDemonstration(needs: readonly AskedNeed[]): Case[] {
  const rotation = createRotation()
  const random = createRandom('evals/fairness/turns')
  const sets: Case[] = []
  for (let turn = 1; turn <= asked; turn += 1) {
    // The square makes some needs common and others rare.
    const need = needs[Math.floor(random.next() ** 2 * needs.length)]!
    const chosen = rotation.ask(need, `turn-${turn}`)
    if (chosen.length === 0) continue
    sets.push({ what: 'set', id: `turn-${turn}`, split: 'test', size: chosen.length, crowded: isCrowded(chosen, need) })
  }
  const offers = relevantOffers(needs)
  const providers = linesOf(rotation, 'demonstration').map(
    (line): Case => ({ what: 'provider', ...line, offers: offers.get(line.provider) ?? 0 }),
  )
  return [...providers, ...sets]
}

/** One provider has more than half of the set while another, relevant, has no place in it. */
function isCrowded(chosen: readonly Item[], { candidates }: AskedNeed): boolean {
  const places = new Map<string, number>()
  for (const item of chosen) places.set(providerKey(item), (places.get(providerKey(item)) ?? 0) + 1)
  const others = choicesAmong(candidates).some(({ item }) => !places.has(providerKey(item)))
  return others && Math.max(...places.values()) > chosen.length / 2
}

/** The same needs, twenty times over, with and without nine more copies of one offer under other references. */
function cloneOffers(needs: readonly AskedNeed[]): Case[] {
  return needs.slice(0, 80).flatMap((need): Case[] => {
    const choices = choicesAmong(need.candidates)
    const original = choices[3]
    if (!original) return []
    const clones = Array.from({ length: 9 }, (_, at) => ({
      ...original,
      item: { ...original.item, id: `${original.item.id}-clone-${at}` },
    }))
    const owner = providerKey(original.item)
    const shownOf = (candidates: AskedNeed['candidates']) => {
      const rotation = createRotation()
      for (let turn = 1; turn <= 20; turn += 1) rotation.ask({ ...need, candidates }, `${need.id}/${turn}`)
      return rotation.ledger[owner]?.exposure ?? 0
    }
    const among = need.candidates.flatMap((candidate) =>
      candidate === original ? [candidate, ...clones] : [candidate],
    )
    return [
      {
        what: 'cloned',
        id: `cloned-${need.id}`,
        split: 'test',
        alone: shownOf(need.candidates),
        cloned: shownOf(among),
      },
    ]
  })
}

async function stuffOffers(stage: Stage, needs: readonly AskedNeed[]): Promise<Case[]> {
  const gains = await ranksGainedByStuffing(stage, needs)
  return gains.map((gained, at): Case => ({ what: 'stuffed', id: `stuffed-${at + 1}`, split: 'test', gained }))
}

function realMeasures(rows: readonly Row<Case, undefined>[]): Omit<Measure, 'split'>[] {
  const needs = casesOf(rows, 'real need')
  const providers = casesOf(rows, 'real provider')
  if (needs.length === 0) return []
  const unseen = providers.filter(({ exposure }) => exposure === 0).length
  const group = 'real providers'
  return [
    {
      name: 'Gini of exposure/merit',
      group,
      unit: 'share',
      better: 'lower',
      n: providers.length,
      ...unevenness(providers),
    },
    {
      name: 'never seen',
      group,
      unit: 'share',
      better: 'lower',
      n: providers.length,
      ...wilson(unseen, providers.length),
    },
    {
      name: 'nDCG lost to rotation',
      group: 'real needs',
      unit: 'share',
      better: 'lower',
      n: needs.length,
      ...bootstrap(
        needs,
        (drawn) => 1 - mean(drawn.map(({ rotated }) => rotated)) / mean(drawn.map(({ highest }) => highest)),
        'fairness nDCG',
      ),
    },
  ]
}

function demonstrationMeasures(rows: readonly Row<Case, undefined>[]): Omit<Measure, 'split'>[] {
  const providers = casesOf(rows, 'provider')
  const large = providers.filter(({ offers }) => offers >= enoughOffers)
  const ratios = large.map(({ exposure, merit }) => exposure / merit)
  const sets = casesOf(rows, 'set')
  const crowded = sets.filter((set) => set.crowded).length
  const cloned = casesOf(rows, 'cloned')
  const gained = cloned.reduce((sum, { alone, cloned }) => sum + cloned - alone, 0)
  const group = 'demonstration'
  return [
    {
      name: 'lowest exposure/merit',
      group,
      unit: 'count',
      better: 'higher',
      n: large.length,
      ...exact(Math.min(...ratios)),
    },
    {
      name: 'highest exposure/merit',
      group,
      unit: 'count',
      better: 'lower',
      n: large.length,
      ...exact(Math.max(...ratios)),
    },
    {
      name: 'Gini of exposure/merit',
      group,
      unit: 'share',
      better: 'lower',
      n: providers.length,
      ...unevenness(providers),
    },
    {
      name: 'sets that one provider fills by more than half',
      unit: 'share',
      better: 'lower',
      n: sets.length,
      ...wilson(crowded, sets.length),
    },
    { name: 'options gained by ten clones', unit: 'options', better: 'lower', n: cloned.length, ...exact(gained) },
  ]
}

const casesOf = <What extends Kind>(rows: readonly Row<Case, undefined>[], what: What): Of<What>[] =>
  rows.flatMap(({ case: one }) => (isOf(one, what) ? [one] : []))

const isOf = <What extends Kind>(one: Case, what: What): one is Of<What> => one.what === what

const unevenness = (lines: readonly { exposure: number; merit: number }[]): Estimate =>
  bootstrap(lines, (drawn) => gini(drawn.map(({ exposure, merit }) => exposure / merit)), 'fairness Gini')

const exact = (value: number): Estimate => ({ value, low: value, high: value })

function providerTable(rows: readonly Row<Case, undefined>[]): Table {
  const providers = casesOf(rows, 'provider').filter(({ offers }) => offers >= enoughOffers)
  return {
    title: `Providers of the demonstration catalogue with at least ${enoughOffers} relevant offers`,
    columns: ['provider', 'relevant offers', 'options shown', 'deserved', 'shown / deserved'],
    rows: providers
      .toSorted((a, b) => a.exposure / a.merit - b.exposure / b.merit)
      .map(({ provider, offers, exposure, merit }) => [
        provider,
        offers,
        exposure,
        merit.toFixed(1),
        (exposure / merit).toFixed(2),
      ]),
  }
}
