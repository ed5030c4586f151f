import type { CatalogueIndex } from '../../../src/catalogue/catalogue-index.ts'
import { createRandom } from '../../../src/catalogue/demonstration/random.ts'
import { type Criteria, noCriteria } from '../../../src/criteria/criteria.ts'
import { type Shortlist, shortlist } from '../../../src/options/shortlist.ts'
import { evaluationDay, type Stage } from '../../stage.ts'
import type { AskedNeed } from './rounds.ts'

/** Needs about the occupations that the demonstration catalogue teaches, most of them near a town where it does. Always the same ones. */
export async function demonstrationNeeds(stage: Stage, howMany: number): Promise<AskedNeed[]> {
  const [index, items] = [await stage.demonstration(), await stage.items()]
  const random = createRandom('evals/fairness/needs')
  const trainings = items.filter(
    ({ kind, occupations, places }) => kind === 'training' && occupations.length > 0 && places.length > 0,
  )
  const needs: AskedNeed[] = []
  for (let at = 0; at < howMany; at += 1) {
    const item = random.pick(trainings)
    const { commune } = item.places[0]!
    const criteria: Criteria = {
      ...noCriteria,
      kinds: ['training'],
      occupation: item.occupations[0]!,
      ...(random.chance(0.8) && { near: { code: commune.code, name: commune.name }, radiusKm: 50 }),
    }
    const { kept } = await listOf(criteria, index, stage)
    needs.push({ id: `need-${at + 1}`, criteria, candidates: kept })
  }
  return needs
}

/** Just outside the four that are shown: from there, a few ranks are worth paying for. */
const tempted = 7

/**
 * Of each need, the eighth offer repeats the name of the occupation thirty times before its description: how many ranks does that gain it in the
 * list that the product chooses from?
 */
export async function ranksGainedByStuffing(stage: Stage, needs: readonly AskedNeed[]): Promise<number[]> {
  const stuffed = new Map<string, Criteria>()
  for (const { candidates, criteria } of needs) {
    const offer = candidates[tempted]?.item
    if (offer && !stuffed.has(offer.id)) stuffed.set(offer.id, criteria)
  }
  const items = (await stage.items()).map((item) => {
    const words = stuffed.get(item.id)?.occupation?.label
    return words ? { ...item, summary: `${`${words}, `.repeat(30)}${item.summary}` } : item
  })
  const index = await stage.memoryIndex('stuffed', items)
  const gains: number[] = []
  for (const [id, criteria] of stuffed) {
    const { kept } = await listOf(criteria, index, stage)
    const rank = kept.findIndex(({ item }) => item.id === id)
    gains.push(tempted - (rank < 0 ? kept.length : rank))
  }
  return gains
}

async function listOf(criteria: Criteria, index: CatalogueIndex, stage: Stage): Promise<Shortlist> {
  const near = criteria.near && (await stage.places()).byCode(criteria.near.code)
  const circumstances = { today: evaluationDay, near, alreadyRefused: new Set<string>() }
  return shortlist(criteria, { index, embedding: stage.embedding(), relevance: stage.relevance(), circumstances })
}
