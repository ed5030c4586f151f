import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { mintRedacted } from '../guardrails/redacted.ts'
import { loadDemonstrationSources } from '../src/catalogue/demonstration/load-node.ts'
import { type Criteria, noCriteria } from '../src/criteria/criteria.ts'
import { shortlist } from '../src/options/shortlist.ts'
import type { Commune } from '../src/places/commune.ts'
import { allSubjects } from '../src/subjects/subject.ts'
import { createStage, evaluationDay } from './stage.ts'

const stage = createStage({ cacheDir: join('.data', 'evals') })
const MINUTES = 4 * 60_000

/** Whether the assistant would have something to show of it. */
async function isServed(asked: Partial<Criteria>, { code, name, lat, lon }: Commune): Promise<boolean> {
  const criteria = { ...noCriteria, ...asked, near: { code, name } }
  const circumstances = {
    today: evaluationDay,
    near: { lat, lon },
    alreadyRefused: new Set(''),
    alreadyShown: new Set(''),
  }
  const [index, embedding, relevance] = [await stage.demonstration(), stage.embedding(), stage.relevance()]
  const { kept } = await shortlist(criteria, { index, embedding, relevance, circumstances })
  return kept.length > 0
}

const shareOf = (served: readonly boolean[]) => served.filter(Boolean).length / served.length

/** What is drawn of a list for the nth of another: the whole of both would take a quarter of an hour. */
const drawnFor = <Thing>(things: readonly Thing[], nth: number, many: number): Thing[] =>
  Array.from({ length: many }, (_, draw) => things[(nth * 7 + draw * 11) % things.length]!)

describe('the demonstration, asked as a counsellor asks it', () => {
  afterAll(() => stage.close())

  it('holds every subject of the referential in every region, or at a distance', { timeout: MINUTES }, async () => {
    const { communes } = await stage.places()
    const administered = new Set(loadDemonstrationSources().seats)
    const ofRegions = Map.groupBy(
      communes.filter(({ code }) => administered.has(code)),
      ({ region }) => region,
    )
    const seats = [...ofRegions.values()].map(
      (those) => those.toSorted((one, other) => other.population - one.population)[0]!,
    )
    const served: boolean[] = []
    for (const [at, { names, kinds }] of allSubjects.filter(({ group }) => !group).entries())
      for (const seat of drawnFor(seats, at, 2))
        served.push(await isServed({ topic: mintRedacted(names[0]!), kinds: [...kinds], radiusKm: REGION_KM }, seat))
    expect(served.length).toBeGreaterThan(700)
    expect(shareOf(served)).toBeGreaterThan(0.9)
  })

  it('holds the trades most asked at every seat of a département', { timeout: MINUTES }, async () => {
    const { subjects, popular, seats } = loadDemonstrationSources()
    const places = await stage.places()
    const towns = seats.flatMap((code) => places.byCode(code) ?? [])
    const trades = popular.flatMap(
      (id) => subjects.find((subject) => subject.id === id && !subject.everyday)?.romes[0] ?? [],
    )
    const served: boolean[] = []
    for (const [at, code] of [...new Set(trades)].entries()) {
      const { label } = stage.referential().byCode(code)!
      for (const town of drawnFor(towns, at, 4))
        served.push(await isServed({ occupation: { code, label }, kinds: ['training'] }, town))
    }
    expect(served.length).toBeGreaterThan(250)
    expect(shareOf(served)).toBeGreaterThan(0.95)
  })
})

/** From the seat of a region to its far end, about. */
const REGION_KM = 200
