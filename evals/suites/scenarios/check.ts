import type { Item } from '../../../src/item.ts'
import { refusedItems } from '../../../src/record/refused-items.ts'
import { offersOf, type Turn } from '../../../src/record/turn.ts'
import { at, checkClaim } from '../options/claim-check.ts'
import type { Answer, Played } from './play.ts'
import type { Expected, Offers, Script } from './script.ts'

/** What was found wrong with a conversation, in words for the report; [] when it holds. */
export function checkConversation({ opening, steps }: Script, played: Played, recordOf: RecordOf): string[] {
  const { opened, answers, kept, sheet } = played
  const faults = [
    ...checkExpected(opening.expect ?? {}, { step: steps[0]!, ms: 0, conversation: opened }, undefined),
    ...checkKept(played, opening.neverKept ?? []),
  ].map((fault) => `opening: ${fault}`)
  if (!sheet.includes('</html>')) faults.push('there is no sheet for the person')
  let shown: Turn | undefined
  for (const [number, answer] of answers.entries()) {
    const { expect } = answer.step
    const found = checkExpected(expect, answer, shown)
    if (answer.problem && !expect.problem) found.push(`refused: ${answer.problem.code}`)
    if (answer.turn) found.push(...checkTurn(answer.turn, played, recordOf))
    if (answer.replayed === false) found.push('its record gives something else')
    faults.push(...found.map((fault) => `step ${number + 1} (${told(answer)}): ${fault}`))
    if (answer.turn?.outcome === 'options') shown = answer.turn
  }
  const counted = answers.filter(({ turn }) => turn).length
  if (kept.turns.length !== counted) faults.push(`${kept.turns.length} turns kept of ${counted}`)
  return faults
}

/** An item as the catalogue holds it. */
export type RecordOf = (id: string) => Item | undefined

const told = ({ step }: Answer): string => JSON.stringify(Object.values(step)[0]).slice(0, 90)

/** What must be true of every turn, whatever was said. */
function checkTurn(turn: Turn, { kept }: Played, recordOf: RecordOf): string[] {
  const { outcome, options, nearest, question, relax, optionsDigest } = turn
  const faults: string[] = []
  const must = (holds: boolean, fault: string) => void (holds || faults.push(fault))
  const several = options.length >= 1 && options.length <= 4
  if (outcome === 'options') must(several && optionsDigest !== null, `${options.length} options`)
  if (outcome === 'question') must(options.length === 0 && (question?.choices.length ?? 0) >= 1, 'no tappable question')
  if (outcome === 'not-enough') must(options.length === 0 && relax.every(({ gains }) => gains > 0), 'not enough, badly')
  must(nearest.every(({ breaks }) => breaks.length >= 1 && breaks.length <= 2), 'near by more than two criteria')
  for (const { claims } of outcome === 'about' ? [] : offersOf(turn)) {
    must(
      claims.some(({ stance }) => stance === 'for') &&
        claims.some(({ stance }) => stance === 'against' || stance === 'unknown'),
      'an option is argued one way',
    )
  }
  faults.push(...claimsOf(turn, kept, recordOf).flatMap((claim) => claim.faults))
  const before = kept.turns.slice(0, turn.number - 1)
  const refused = new Set(refusedItems(before, undefined))
  for (const { item } of outcome === 'options' ? offersOf(turn) : []) {
    must(!refused.has(item.id) || turn.criteria.includeItems.includes(item.id), `refused before: ${item.title}`)
  }
  return faults
}

/** Each claim of a turn against the catalogue's own record, not the copy in the answer. */
export function claimsOf(turn: Turn, { profile }: Pick<Played['kept'], 'profile'>, recordOf: RecordOf) {
  return offersOf(turn).flatMap(({ item, claims, differs }) =>
    [...claims, ...differs].map((claim) =>
      checkClaim(claim, {
        item: { ...recordOf(item.id), distanceKm: item.distanceKm },
        profile,
        criteria: turn.criteria,
        occupation: turn.criteria.occupation,
      }),
    ),
  )
}

function checkKept({ kept, answers, sheet }: Played, neverKept: readonly string[]): string[] {
  const everywhere = JSON.stringify([kept, answers.map(({ sent }) => sent), sheet])
  return neverKept.filter((words) => everywhere.includes(words)).map((words) => `kept or sent: ${words}`)
}

function checkExpected(expected: Expected, answer: Answer, shown: Turn | undefined): string[] {
  const faults: string[] = []
  const { turn, problem, conversation, decision, found } = answer
  const must = (holds: boolean, fault: () => string) => void (holds || faults.push(fault()))
  const options = turn?.options.map(({ item }) => item) ?? []
  const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id).sort()
  const told = (values: readonly string[]) => values.join(', ') || 'none'

  if (expected.problem) must(problem?.code === expected.problem, () => `no problem ${expected.problem}`)
  if (expected.act) must(turn?.act === expected.act, () => `${turn?.act}, not ${expected.act}`)
  if (expected.outcome) must(turn?.outcome === expected.outcome, () => `${turn?.outcome}, not ${expected.outcome}`)
  for (const [criterion, value] of Object.entries(expected.criteria ?? {})) {
    const held = at(turn?.criteria, `/${criterion}`)
    must(isPart(value, held), () => `${criterion} is ${JSON.stringify(held)}, not ${JSON.stringify(value)}`)
  }
  for (const [criterion, from] of Object.entries(expected.from ?? {})) {
    const held = turn?.criteria.read.find((one) => one.criterion === criterion)?.from
    must(held === from, () => `${criterion} comes from ${held}, not ${from}`)
  }
  const changed = turn?.changed.map(({ criterion }) => criterion) ?? []
  for (const criterion of expected.changed ?? [])
    must(changed.includes(criterion), () => `${criterion} is not said to change: ${told(changed)}`)
  for (const item of found ?? options) {
    // What was put back by hand passes every rule.
    if (expected.every && !turn?.criteria.includeItems.includes(item.id)) {
      faults.push(...contradicted(item, expected.every).map((what) => `${item.title}: ${what}`))
    }
  }
  for (const some of expected.some ?? [])
    must(
      options.some((item) => contradicted(item, some).length === 0),
      () => `none with ${JSON.stringify(some)}`,
    )
  const excluded = turn?.excluded.counts.map(({ rule }) => rule) ?? []
  for (const rule of expected.excluded ?? []) {
    must(excluded.includes(rule), () => `nothing excluded by ${rule}: ${told(excluded)}`)
  }
  const relaxes = turn?.relax.flatMap(({ criterion, and }) => [criterion, ...(and ? [and.criterion] : [])]) ?? []
  for (const criterion of expected.relaxes ?? []) {
    must(relaxes.includes(criterion), () => `no relaxing of ${criterion}: ${told(relaxes)}`)
  }
  if (expected.asks) must(turn?.question?.criterion === expected.asks, () => `asks for ${turn?.question?.criterion}`)
  if (expected.sameOptions) {
    must(`${turn?.options.map(({ id }) => id)}` === `${shown?.options.map(({ id }) => id)}`, () => 'other options')
  }
  if (expected.newOptions) {
    const again = ids(options).filter((id) => shown?.options.some(({ item }) => item.id === id))
    must(again.length === 0, () => `shown again: ${told(again)}`)
  }
  if (expected.putBack) {
    const named = [...options, ...(turn?.alsoValid.map(({ item }) => item) ?? [])]
    must(
      named.some(({ id }) => id === answer.putBack),
      () => 'what was put back is nowhere',
    )
  }
  const fields = turn?.answers.flatMap(({ claim }) => claim.evidence.map(({ field }) => field)) ?? []
  if (expected.answeredBy) {
    must(
      fields.some((field) => expected.answeredBy!.some((start) => field.startsWith(start))),
      () => `answered by ${told(fields)}`,
    )
  }
  if (expected.outcome === 'about') must((turn?.answers.length ?? 0) > 0, () => 'no answer')
  if (expected.lead) must((turn?.lead ? 'argued' : 'none') === expected.lead, () => `lead: ${turn?.lead?.item.title}`)
  const types = (problem?.findings ?? turn?.message?.findings ?? []).map((one) => one.type ?? ('kind' in one ? one.kind : ''))
  for (const type of expected.findings ?? []) must(types.includes(type), () => `${type} is not found: ${told(types)}`)
  for (const [field, reason] of Object.entries(expected.dropped ?? {})) {
    const lost = conversation?.dropped.find((one) => one.field === field)?.reason
    must(lost === reason, () => `${field} is dropped as ${lost}, not ${reason}`)
  }
  for (const [field, value] of Object.entries(expected.profile ?? {})) {
    const held = at(conversation?.profile, `/${field}`)
    must(isPart(value, held), () => `profile: ${field} is ${JSON.stringify(held)}`)
  }
  if (expected.decision) must(decision?.kind === expected.decision, () => `decision: ${decision?.kind}`)
  if (expected.found) must((found?.length ?? 0) >= expected.found, () => `${found?.length} found`)
  return faults
}

/** Null expects nothing there; an object expects its own keys, whatever others there are. */
function isPart(expected: unknown, held: unknown): boolean {
  if (expected === null) return held === undefined || held === null || (Array.isArray(held) && held.length === 0)
  if (typeof expected === 'object' && !Array.isArray(expected)) {
    return Object.entries(expected).every(([key, value]) => isPart(value, at(held, `/${key}`)))
  }
  return JSON.stringify(expected) === JSON.stringify(held)
}

/** What is known of the item and goes against what every offer must be. */
function contradicted(item: Item, must: Offers): string[] {
  const price = item.price && ('free' in item.price ? 0 : item.price.amount)
  const starts = item.sessions.map(({ start }) => start)
  const over = (value: number | undefined, most: number | undefined) =>
    value !== undefined && most !== undefined && value > most
  const words = [item.title, item.summary, item.objective, item.content].join(' ').toLowerCase()
  const checks: [broken: boolean, what: string][] = [
    [must.kind !== undefined && item.kind !== must.kind, `is a ${item.kind}`],
    [must.modality !== undefined && item.modality !== must.modality, item.modality],
    [must.notModality !== undefined && item.modality === must.notModality, item.modality],
    [over(item.hours, must.maxHours), `${item.hours} hours`],
    [over(price, must.maxPrice), `${price} euros`],
    [item.modality !== 'remote' && over(item.distanceKm, must.withinKm), `${item.distanceKm} km`],
    [starts.length > 0 && starts.every((start) => start < (must.startsFrom ?? '')), `starts ${starts}`],
    [starts.length > 0 && starts.every((start) => start > (must.startsBy ?? '9')), `starts ${starts}`],
    [must.certifying === true && item.certifying === false, 'leads to no certification'],
    [must.mentions !== undefined && !must.mentions.some((word) => words.includes(word)), 'is about something else'],
  ]
  return checks.filter(([broken]) => broken).map(([, what]) => what)
}
