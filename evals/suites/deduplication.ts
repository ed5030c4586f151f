import { cluster } from '../../src/catalogue/deduplication/clusters.ts'
import { judgedPairs } from '../../src/catalogue/deduplication/judged.ts'
import type { Verdict } from '../../src/catalogue/deduplication/judge.ts'
import { deduplicate } from '../../src/catalogue/groups.ts'
import type { Places } from '../../src/places/places.ts'
import { detectionOf, type Measure, shareOf } from '../scorer.ts'
import { defineSuite, type EvalCase, type Row, type Table } from '../suite.ts'
import { type Bench, benchFolder, type LabelledPair, type Reading, readBench } from './deduplication/bench.ts'
import { demonstrationOffers } from './deduplication/demonstration.ts'

interface PairCase extends EvalCase {
  what: 'pair'
  /** Where the pair comes from: a reading of the real catalogues, or the demonstration catalogue. */
  from: Reading | 'demonstration'
  label: LabelledPair['label']
  kind: string
  acrossPartners: boolean
  /** See LabelledPair; nothing of the demonstration is. */
  unseen: boolean
  /** What became of the pair when its whole catalogue was deduplicated: in one group, left in doubt, or apart. */
  verdict: Verdict
  shown: string
}

interface SpeedCase extends EvalCase {
  what: 'speed'
  records: number
}

type Case = PairCase | SpeedCase
type Output = { ms: number } | undefined

const variants = 'meme-certif-variante'

/** Whether the same training is recognised, and nothing else: whole catalogues are grouped, then labelled pairs are looked up. */
export const deduplicationSuite = defineSuite<Case, Output>({
  name: 'deduplication',
  provenance: {
    written: 'pairs of real catalogues joined by their codes, and of the demonstration catalogue.',
    how: 'real',
    graded: 'by rule',
  },
  about:
    'Labelled pairs of four real catalogues (../shared/bench/dedup, development part) and the truth of the demonstration catalogue, judged by the groups of the whole catalogue.',
  async prepare({ stage, target }) {
    if (target) return { skipped: 'groups catalogues in this process; a server is not asked (--target).' }
    const places = await stage.places()
    const bench = readBench()
    const pairs = [
      ...(bench ? casesOfBench(bench, 'codes and text', places) : []),
      ...(bench ? casesOfBench(bench, 'text only', places) : []),
      ...casesOfDemonstration(places),
    ]
    const speeds = [24_000, 200_000].map(
      (records): SpeedCase => ({ what: 'speed', id: `speed-${records}`, split: 'test', records }),
    )
    return {
      cases: [...pairs, ...speeds],
      task: (one) => (one.what === 'speed' ? timed(one.records, places) : undefined),
      ...(!bench && { absent: `${benchFolder} is absent: the real catalogues were not deduplicated.` }),
      notes: [
        'A pair counts as joined when both records are in one group of the whole catalogue, whatever chain led there. Pairs that the labellers left uncertain are in the table only.',
        'Labels call two records the same when establishment (UAI) and diploma are, even in two distant towns or one year apart; such pairs are left in doubt here, for place and year matter to a person, and count as missed.',
        'The bench is its development part; rules are written on one département in two, and the others are unseen: their figures are read, their pairs are not.',
      ],
    }
  },
  scorers: [
    detectionOf(
      { name: 'joined', about: 'Pairs put in one group, against the pairs that are one training.' },
      (one) => {
        if (one.what !== 'pair' || one.label === 'uncertain') return null
        const joined = one.verdict === 'same'
        const same = one.label === 'same'
        const counts = {
          found: Number(joined && same),
          wrong: Number(joined && !same),
          missed: Number(!joined && same),
        }
        return Object.fromEntries(groupsOf(one).map((group) => [group, counts]))
      },
    ),
    shareOf(
      {
        name: 'variants joined',
        about: 'Pairs of one certification and one provider that differ by year, option or parcours, wrongly joined.',
        better: 'lower',
      },
      (one) =>
        one.what === 'pair' && one.kind === variants
          ? Object.fromEntries(
              groupsOf({ ...one, acrossPartners: false }).map((group) => [
                group,
                { hits: Number(one.verdict === 'same'), of: 1 },
              ]),
            )
          : null,
    ),
  ],
  whole: speedMeasures,
  tables: (rows) => [verdictTable(rows)],
  gates: [
    { measure: 'joined F1', group: 'codes and text', comparison: 'at least', bar: 0.95, fewest: 400 },
    { measure: 'joined F1', group: 'text only, across partners', comparison: 'at least', bar: 0.7, fewest: 100 },
    { measure: 'joined F1', group: 'codes and text, unseen', comparison: 'at least', bar: 0.95, fewest: 300 },
    { measure: 'joined F1', group: 'text only, across partners, unseen', comparison: 'at least', bar: 0.7, fewest: 80 },
    { measure: 'joined F1', group: 'demonstration', comparison: 'at least', bar: 0.98, fewest: 1000 },
    { measure: 'variants joined', group: 'codes and text', comparison: 'at most', bar: 0.02, fewest: 150 },
    { measure: 'variants joined', group: 'text only', comparison: 'at most', bar: 0.02, fewest: 150 },
    { measure: 'variants joined', group: 'codes and text, unseen', comparison: 'at most', bar: 0.02, fewest: 100 },
    { measure: 'variants joined', group: 'text only, unseen', comparison: 'at most', bar: 0.02, fewest: 100 },
    { measure: 'processor time', group: '24,000 records', comparison: 'at most', bar: 3000 },
    { measure: 'processor time', group: '200,000 records', comparison: 'at most', bar: 45_000 },
  ],
  show: (one) => (one.what === 'pair' ? one.shown : one.id),
})

/** All pairs of a reading; those of two partners; and of both those unseen. */
function groupsOf({ from, acrossPartners, unseen }: PairCase): string[] {
  const groups = acrossPartners ? [from, `${from}, across partners`] : [from]
  return unseen ? groups.flatMap((group) => [group, `${group}, unseen`]) : groups
}

function casesOfBench(bench: Bench, reading: Reading, places: Places): PairCase[] {
  const traits = bench.traits(reading, places)
  const { clusters, doubts } = cluster(traits, judgedPairs(traits).judged)
  const groupOf = new Map(
    clusters.flatMap(({ members }, group) => members.map((at) => [bench.idOf(traits[at]!), group])),
  )
  const doubted = new Set(
    doubts.map(({ between: [one, other] }) => pairKey(bench.idOf(traits[one]!), bench.idOf(traits[other]!))),
  )
  return bench.pairs.map(({ one, other, label, kind, unseen }, at) => {
    const [from, to] = [bench.partnerOf.get(one)!, bench.partnerOf.get(other)!]
    const joined = groupOf.get(one) === groupOf.get(other)
    return {
      what: 'pair',
      id: `${reading === 'text only' ? 'text' : 'codes'}-${at + 1}`,
      split: 'test',
      from: reading,
      label,
      kind,
      // Both exports of the network are of one partner.
      acrossPartners: from.slice(0, 3) !== to.slice(0, 3),
      unseen,
      verdict: joined ? 'same' : doubted.has(pairKey(one, other)) ? 'uncertain' : 'different',
      shown: `${kind}: ${one} / ${other}`,
    }
  })
}

/** Every pair that is one training, and every pair that was joined. */
function casesOfDemonstration(places: Places): PairCase[] {
  const { offers, truth } = demonstrationOffers(places)
  const { groups, doubts } = deduplicate(offers)
  const same = pairsWithin(truth)
  const joined = pairsWithin(groups.map((group) => group.offers.map((offer) => offer.partner.reference)))
  const referenceOf = (source: string) => source.slice(source.lastIndexOf('/') + 1)
  const doubted = new Set(doubts.map(({ between: [one, other] }) => pairKey(referenceOf(one), referenceOf(other))))
  const byReference = new Map(offers.map((offer) => [offer.partner.reference, offer]))
  return [...new Set([...same, ...joined])].map((pair) => {
    const [one, other] = pair.split(' ').map((reference) => byReference.get(reference)!)
    return {
      what: 'pair',
      id: `demonstration-${pair}`,
      split: 'test',
      from: 'demonstration',
      label: same.has(pair) ? 'same' : 'different',
      kind: 'demonstration',
      acrossPartners: false,
      unseen: false,
      verdict: joined.has(pair) ? 'same' : doubted.has(pair) ? 'uncertain' : 'different',
      shown: `${one!.title} / ${other!.title}`,
    }
  })
}

function pairsWithin(groups: readonly (readonly string[])[]): Set<string> {
  const pairs = new Set<string>()
  for (const group of groups) {
    for (const [at, one] of group.entries()) for (const other of group.slice(at + 1)) pairs.add(pairKey(one, other))
  }
  return pairs
}

const pairKey = (one: string, other: string): string => (one < other ? `${one} ${other}` : `${other} ${one}`)

/** From offers to canonical items. Processor time of one process, so that what else the machine does is not measured. */
function timed(records: number, places: Places): Output {
  const { offers } = demonstrationOffers(places, records)
  const began = process.cpuUsage()
  deduplicate(offers)
  const { user, system } = process.cpuUsage(began)
  return { ms: (user + system) / 1000 }
}

function speedMeasures(rows: readonly Row<Case, Output>[]): Omit<Measure, 'split'>[] {
  return rows.flatMap(({ case: one, output }) =>
    one.what === 'speed' && output
      ? [
          {
            name: 'processor time',
            group: `${one.records.toLocaleString('en')} records`,
            unit: 'ms' as const,
            better: 'lower' as const,
            n: one.records,
            value: output.ms,
            low: output.ms,
            high: output.ms,
          },
        ]
      : [],
  )
}

function verdictTable(rows: readonly Row<Case, Output>[]): Table {
  const counts = new Map<string, Record<Verdict, number>>()
  for (const { case: one } of rows) {
    if (one.what !== 'pair') continue
    const name = `${one.from} | ${one.kind} | ${one.label}`
    const line = counts.get(name) ?? { same: 0, uncertain: 0, different: 0 }
    line[one.verdict] += 1
    counts.set(name, line)
  }
  return {
    title: 'Verdicts by kind of pair',
    columns: ['catalogue', 'kind', 'label', 'joined', 'in doubt', 'apart'],
    rows: [...counts].map(([name, { same, uncertain, different }]) => [
      ...name.split(' | '),
      same,
      uncertain,
      different,
    ]),
  }
}
