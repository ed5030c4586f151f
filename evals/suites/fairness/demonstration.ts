import { createRandom } from '../../../src/catalogue/demonstration/random.ts'
import type { Item } from '../../../src/catalogue/item.ts'
import { type Criteria, noCriteria } from '../../../src/need/criteria.ts'
import { shortlist } from '../../../src/options/shortlist.ts'
import { evaluationDay, type Stage } from '../../stage.ts'
import type { AskedNeed } from './rounds.ts'

/** Needs about the occupations that the demonstration catalogue teaches, most of them near a town where it does. Always the same ones. */
export async function demonstrationNeeds(stage: Stage, howMany: number): Promise<AskedNeed[]> {
  const [index, places, items] = [await stage.demonstration(), await stage.places(), await stage.items()]
  const random = createRandom('evals/fairness/needs')
  const trainings = items.filter(
    ({ kind, occupations, places }) => kind === 'training' && occupations.length > 0 && places.length > 0,
  )
  const needs: AskedNeed[] = []
  for (let at = 0; at < howMany; at += 1) {
    const item = random.pick(trainings)
    const near = random.chance(0.8) ? places.byCode(item.places[0]!.commune.code) : undefined
    const criteria: Criteria = {
      ...noCriteria,
      kinds: ['training'],
      occupation: item.occupations[0]!,
      ...(near && { near: { code: near.code, name: near.name }, radiusKm: 50 }),
    }
    const { kept, topMerit } = await shortlist(criteria, {
      index,
      embedding: stage.embedding(),
      circumstances: { today: evaluationDay, near, alreadyRefused: new Set() },
    })
    needs.push({ id: `need-${at + 1}`, criteria, candidates: kept, topMerit })
  }
  return needs
}

/** Offers of a provider each, whose description says the words of a need over and over, and how many ranks that gains them in its search. */
export async function ranksGainedByStuffing(stage: Stage, needs: readonly AskedNeed[]): Promise<number[]> {
  const stuffed = new Map<string, { words: string; item: Item }>()
  for (const { candidates, criteria } of needs) {
    const victim = candidates[Math.min(candidates.length - 1, 20)]?.item
    const words = criteria.occupation?.label
    if (victim && words && !stuffed.has(victim.id)) stuffed.set(victim.id, { words, item: victim })
  }
  const honest = await stage.demonstration()
  const items = (await stage.items()).map((item) => {
    const words = stuffed.get(item.id)?.words
    return words ? { ...item, summary: `${`${words}, `.repeat(30)}${item.summary}` } : item
  })
  const dishonest = await stage.memoryIndex('stuffed', items)
  const gains: number[] = []
  for (const [id, { words }] of stuffed) {
    const query = {
      text: words,
      vector: stage.referential().vector(words),
      filter: { kinds: ['training' as const] },
      limit: 400,
    }
    const [before, after] = [await honest.search(query), await dishonest.search(query)].map((found) => {
      const rank = found.findIndex(({ item }) => item.id === id)
      return rank < 0 ? found.length : rank
    })
    gains.push(before! - after!)
  }
  return gains
}
