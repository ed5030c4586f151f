import type { Item } from '../../src/item.ts'
import { providerKey } from '../../src/options/selection.ts'
import { shortlist } from '../../src/options/shortlist.ts'
import { type Conversation, offersOf, type Turn } from '../../src/record/turn.ts'
import { type Measure, meanOf, quantilesOf, shareOf } from '../scorer.ts'
import { evaluationDay, type Stage } from '../stage.ts'
import { gini, uniformityTest, wilson } from '../statistics.ts'
import { defineSuite, type EvalCase, type Row, type Table } from '../suite.ts'
import type { Target } from '../target.ts'
import { type ClaimCheck, checkClaim } from './options/claim-check.ts'
import { generateNeeds } from './options/needs.ts'

interface NeedCase extends EvalCase {
  text: string
}

interface Output {
  turn: Turn
  claims: ClaimCheck[]
  /** The same message, seed and ledger asked of a second assistant; and the record run again. Absent on a running server. */
  again?: { same: boolean; replayed: boolean }
  /** Where the option of highest merit was shown, from 0. Absent on a running server. */
  topPlace?: number
  ms: number
}

const caller = { tenant: 'evals', counsellor: 'evals', human: true }

/** What must be true of every answer, over generated needs, whatever it proposes. */
export const optionsSuite = defineSuite<NeedCase, Output>({
  name: 'options',
  provenance: {
    written: 'from stated parts of needs; always the same.',
    how: 'generated',
    graded: 'by rule',
  },
  about:
    'Properties of every answer over generated needs: the whole assistant in memory, without a model, or a running server (--target).',
  async prepare({ stage, target }) {
    const cases = generateNeeds(await stage.places(), stage.referential(), await stage.items()).map(
      (text, at): NeedCase => ({ id: `need-${String(at + 1).padStart(3, '0')}`, split: 'test', text }),
    )
    if (target) {
      return {
        cases,
        absent:
          'a running server tells neither its seed nor its ledger: determinism, replay and places by merit are not measured',
        task: (one) => askServer(one, target),
      }
    }
    const twins = [await createTwin(stage), await createTwin(stage)] as const
    return {
      cases,
      task: (one, trial) => askTwins(one, `${one.id}/${trial}`, twins, stage),
      close: () => {
        for (const twin of twins) twin.close()
      },
    }
  },
  fastEvery: 12,
  scorers: [
    shareOf(
      { name: 'right outcome', about: 'One to four options, or an explicit "not enough" or question without any; what is nearest can be chosen.' },
      (_, { turn }) => hasRightOutcome(turn),
    ),
    shareOf(
      {
        name: 'answered with options',
        about: 'Needs that led to options; the others are told what to relax, or asked one question.',
      },
      (_, { turn }) => turn.outcome === 'options',
    ),
    shareOf(
      { name: 'both ways', about: 'Options with at least one claim for and one against or unknown.' },
      (_, { turn }) => ({
        hits: offersOf(turn).filter(arguesBothWays).length,
        of: offersOf(turn).length,
      }),
    ),
    shareOf(
      { name: 'evidence equals record', about: 'Evidence whose value is what stands at its pointer.' },
      (_, { claims }) => count(claims, (claim) => claim.evidenceHolds),
    ),
    shareOf(
      { name: 'numbers in evidence', about: 'Claims whose every number occurs in their evidence.' },
      (_, { claims }) => count(claims, (claim) => claim.strayNumbers.length === 0),
    ),
    shareOf(
      { name: 'neutral wording', about: 'Claims without superlative or directive of their own.' },
      (_, { claims }) => count(claims, (claim) => claim.steering === undefined),
    ),
    shareOf(
      { name: 'same again', about: 'Same message, seed and ledger: the same options in the same order.' },
      (_, { again }) => (again ? again.same : null),
    ),
    shareOf({ name: 'replayed', about: 'Turns that their record reproduces.' }, (_, { again }) =>
      again ? again.replayed : null,
    ),
    meanOf({ name: 'options shown', about: 'Options in an answer that has some.', unit: 'options' }, (_, { turn }) =>
      turn.options.length > 0 ? turn.options.length : null,
    ),
    meanOf({ name: 'claims per option', about: 'Claims of every stance.', unit: 'count' }, (_, { turn, claims }) =>
      offersOf(turn).length > 0 ? claims.length / offersOf(turn).length : null,
    ),
    quantilesOf(
      { name: 'turn', about: 'Time from message to stored turn.', unit: 'ms', shares: [0.5, 0.99] },
      (_, { ms }) => ms,
    ),
  ],
  whole: (rows) => [...firstPlaceByMerit(rows), ...exposureMeasures(rows)],
  tables: (rows) => [exposureTable(rows), faultTable(rows)],
  gates: [
    { measure: 'right outcome', comparison: 'at least', bar: 1, fewest: 200 },
    { measure: 'both ways', comparison: 'at least', bar: 1, fewest: 200 },
    { measure: 'evidence equals record', comparison: 'at least', bar: 1, fewest: 500 },
    { measure: 'numbers in evidence', comparison: 'at least', bar: 1, fewest: 500 },
    { measure: 'neutral wording', comparison: 'at least', bar: 1, fewest: 500 },
    { measure: 'same again', comparison: 'at least', bar: 1, fewest: 200 },
    { measure: 'replayed', comparison: 'at least', bar: 1, fewest: 200 },
    // Under a fair shuffle, a p below this happens once in a hundred seeds.
    { measure: 'place of highest merit is uniform (p)', comparison: 'at least', bar: 0.01, fewest: 100 },
    { measure: 'turn p50', comparison: 'at most', bar: 40 },
    { measure: 'turn p99', comparison: 'at most', bar: 150 },
  ],
  show: ({ text }, { turn, claims, again }) =>
    [
      text,
      `${turn.outcome}: ${turn.options.map(({ item }) => item.title).join(' | ')}`,
      ...claims.flatMap((claim) => claim.faults),
      ...(again && !again.same ? ['not the same again'] : []),
      ...(again && !again.replayed ? ['not replayed'] : []),
    ].join('\n'),
})

interface Twin {
  ask(text: string, seed: string): Promise<{ conversation: Conversation; turn: Turn; replayed: () => Promise<boolean> }>
  close(): void
}

async function createTwin(stage: Stage): Promise<Twin> {
  let seed = ''
  const { assistant, close } = await stage.assistant({ newSeed: () => seed })
  return {
    close,
    async ask(text, next) {
      seed = next
      const conversation = await assistant.open(caller, {})
      if ('refused' in conversation) throw new Error(`A conversation was refused: ${conversation.refused}.`)
      const answer = await assistant.ask(caller, conversation.id, { text })
      if ('refused' in answer) throw new Error(`The message was refused: ${answer.refused}.`)
      let turn: Turn | undefined
      for await (const part of answer.parts) if (part.part === 'turn') turn = part.turn
      if (!turn) throw new Error('No turn was stored.')
      const turnId = turn.id
      return {
        conversation,
        turn,
        async replayed() {
          const replay = await assistant.replay(caller, conversation.id, turnId)
          return !('refused' in replay) && replay.same
        },
      }
    },
  }
}

/** Two assistants live the same history, each with its own records: their ledgers are equal before every message. */
async function askTwins(
  one: NeedCase,
  seed: string,
  [first, second]: readonly [Twin, Twin],
  stage: Stage,
): Promise<Output> {
  const began = performance.now()
  const { conversation, turn, replayed } = await first.ask(one.text, seed)
  const ms = performance.now() - began
  const other = await second.ask(one.text, seed)
  return {
    turn,
    claims: await checkTurn(turn, conversation, stage),
    again: { same: shown(turn) === shown(other.turn), replayed: await replayed() },
    topPlace: await placeOfHighestMerit(turn, stage),
    ms,
  }
}

async function askServer(one: NeedCase, target: Target): Promise<Output> {
  const began = performance.now()
  const { conversation, turn } = await target.ask(one.text)
  const ms = performance.now() - began
  const records = new Map(offersOf(turn).map(({ item }) => [item.id, item]))
  return { turn, claims: claimsOf(turn, conversation, records), ms }
}

/** Against the catalogue's own record, not the copy in the answer. */
async function checkTurn(turn: Turn, conversation: Conversation, stage: Stage): Promise<ClaimCheck[]> {
  const index = await stage.demonstration()
  const items = await index.items(offersOf(turn).map(({ item }) => item.id))
  return claimsOf(turn, conversation, new Map(items.map((item) => [item.id, item])))
}

function claimsOf(turn: Turn, conversation: Conversation, records: ReadonlyMap<string, Item>): ClaimCheck[] {
  return offersOf(turn).flatMap(({ item, claims, differs }) =>
    [...claims, ...differs].map((claim) =>
      // The distance is from the person's commune: the one value that the record does not hold.
      checkClaim(claim, {
        item: { ...records.get(item.id), distanceKm: item.distanceKm },
        profile: conversation.profile,
        criteria: turn.criteria,
        occupation: turn.criteria.occupation,
      }),
    ),
  )
}

async function placeOfHighestMerit(turn: Turn, stage: Stage): Promise<number | undefined> {
  if (turn.outcome !== 'options') return undefined
  const near = turn.criteria.near && (await stage.places()).byCode(turn.criteria.near.code)
  const { kept } = await shortlist(turn.criteria, {
    index: await stage.demonstration(),
    embedding: stage.embedding(),
    relevance: stage.relevance(),
    circumstances: { today: evaluationDay, near, alreadyRefused: new Set() },
  })
  const merit = new Map(kept.map((candidate) => [candidate.item.id, candidate.merit]))
  const merits = turn.options.map(({ item }) => merit.get(item.id) ?? 0)
  const highest = Math.max(...merits)
  // Equal merits have no highest one: such a set says nothing about order.
  return merits.filter((one) => one === highest).length === 1 ? merits.indexOf(highest) : undefined
}

function hasRightOutcome({ outcome, options, nearest, question, relax, optionsDigest }: Turn): boolean {
  if (outcome === 'options') return options.length >= 1 && options.length <= 4 && optionsDigest !== null
  if (outcome === 'question') return options.length + nearest.length === 0 && question !== null
  const choosable = (nearest.length > 0) === (optionsDigest !== null)
  return outcome === 'not-enough' && options.length === 0 && choosable && relax.every(({ gains }) => gains > 0)
}

const arguesBothWays = ({ claims }: Turn['options'][number]): boolean =>
  claims.some(({ stance }) => stance === 'for') &&
  claims.some(({ stance }) => stance === 'against' || stance === 'unknown')

const count = (claims: readonly ClaimCheck[], holds: (claim: ClaimCheck) => boolean) => ({
  hits: claims.filter(holds).length,
  of: claims.length,
})

/** What a person sees, ids of options apart. */
const shown = (turn: Turn): string =>
  JSON.stringify([
    turn.outcome,
    offersOf(turn).map(({ id: _, ...option }) => option),
    turn.alsoValid,
    turn.excluded,
    turn.relax,
  ])

/** Sets of the same size are compared with one another; the p of the largest group of sizes is gated, counts are in the table. */
function firstPlaceByMerit(rows: readonly Row<NeedCase, Output>[]): Omit<Measure, 'split'>[] {
  const bySize = new Map<number, number[]>()
  for (const { output } of rows) {
    if (output.topPlace === undefined) continue
    const size = output.turn.options.length
    const places = bySize.get(size) ?? new Array<number>(size).fill(0)
    places[output.topPlace]! += 1
    bySize.set(size, places)
  }
  const largest = [...bySize.values()].sort((a, b) => sum(b) - sum(a))[0]
  if (!largest) return []
  const { p } = uniformityTest(largest)
  return [
    { name: 'place of highest merit is uniform (p)', unit: 'p', n: sum(largest), value: p, low: p, high: p },
    ...largest.map((times, place) => ({
      name: 'highest merit shown at place',
      group: `${place + 1} of ${largest.length}`,
      unit: 'share' as const,
      n: sum(largest),
      ...wilson(times, sum(largest)),
    })),
  ]
}

function exposureOf(rows: readonly Row<NeedCase, Output>[]): { name: string; shown: number; first: number }[] {
  const byProvider = new Map<string, { name: string; shown: number; first: number }>()
  for (const { output } of rows) {
    for (const [place, { item }] of output.turn.options.entries()) {
      const line = byProvider.get(providerKey(item)) ?? { name: item.provider.name, shown: 0, first: 0 }
      line.shown += 1
      if (place === 0) line.first += 1
      byProvider.set(providerKey(item), line)
    }
  }
  return [...byProvider.values()].sort((a, b) => b.shown - a.shown)
}

function exposureMeasures(rows: readonly Row<NeedCase, Output>[]): Omit<Measure, 'split'>[] {
  const exposure = exposureOf(rows)
  const total = exposure.reduce((all, one) => all + one.shown, 0)
  if (total === 0) return []
  const unevenness = gini(exposure.map((one) => one.shown))
  return [
    {
      name: 'Gini of exposure among providers shown',
      unit: 'share',
      n: exposure.length,
      value: unevenness,
      low: unevenness,
      high: unevenness,
    },
    { name: 'share of the provider most shown', unit: 'share', n: total, ...wilson(exposure[0]!.shown, total) },
  ]
}

function exposureTable(rows: readonly Row<NeedCase, Output>[]): Table {
  const exposure = exposureOf(rows)
  const total = exposure.reduce((all, one) => all + one.shown, 0)
  return {
    title: `Exposure of the ${exposure.length} providers shown`,
    columns: ['provider', 'options', 'share', 'of them first'],
    rows: exposure.map((one) => [one.name, one.shown, (one.shown / total).toFixed(4), one.first]),
  }
}

function faultTable(rows: readonly Row<NeedCase, Output>[]): Table {
  const faults = rows.flatMap(({ case: one, output }) =>
    output.claims.flatMap((claim) => claim.faults.map((fault) => [one.id, fault] as const)),
  )
  return { title: `Faults in claims (${faults.length})`, columns: ['case', 'fault'], rows: faults.slice(0, 100) }
}

const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0)
