import { join } from 'node:path'
import type { CatalogueIndex } from '../../src/catalogue/catalogue-index.ts'
import { titleKey } from '../../src/options/selection.ts'
import { shortlist } from '../../src/options/shortlist.ts'
import { createRelevance } from '../../src/relevance/relevance.ts'
import { FEATURES } from '../../src/relevance/sureness.ts'
import { SaidCase } from '../said.ts'
import { gradeOf } from '../said-score.ts'
import { evaluationDay, type Stage } from '../stage.ts'
import { readJsonLines } from '../suites/jsonl.ts'
import { talkOn } from '../suites/said.ts'
import type { SurenessLesson } from './sureness.ts'

const sets = join(import.meta.dirname, '../sets/needs')
const halves = { tune: ['tuned', 'W3-tuned'], test: ['scored', 'W3-scored'] } as const

/** Of one need: what the best of a catalogue show of it, each title once. */
const LESSONS_OF_A_NEED = 15

/**
 * What the rules call an answer, or close, to needs whose authors said what answers them: as numbers, no word of a need or of an offer. The
 * criteria are those that the product reads, misread ones too: that is what it is sure or unsure of.
 */
export async function lessonsOfNeeds(
  stage: Stage,
  { name, index }: { name: SurenessLesson['catalogue']; index: CatalogueIndex },
): Promise<SurenessLesson[]> {
  const nothing = { weights: Object.keys(FEATURES).map(() => 0), share: 0 }
  const relevance = createRelevance(stage.referential(), nothing)
  const places = await stage.places()
  const { talk, close } = await talkOn(stage, { index })
  const lessons: SurenessLesson[] = []
  for (const split of ['tune', 'test'] as const) {
    for (const one of halves[split].flatMap((file) => readJsonLines(join(sets, `${file}.jsonl`), SaidCase))) {
      const { right } = one.expect
      if (!right || right.codes.length + right.words.length === 0) continue
      const answered = await talk(one, 0)
      if ('refused' in answered) continue
      const { criteria } = answered.turn
      if (criteria.topic === undefined && criteria.occupation === undefined) continue
      const near = criteria.near && places.byCode(criteria.near.code)
      const circumstances = { today: evaluationDay, near, alreadyRefused: new Set(''), alreadyShown: new Set('') }
      const list = await shortlist(criteria, { index, embedding: stage.embedding(), relevance, circumstances })
      const seen = new Set<string>()
      for (const [rules, those] of [
        ['answers', list.kept],
        ['close', list.close],
      ] as const) {
        for (const { item } of those) {
          const { evidence } = relevance.judge(item, list.wide.asked)
          if (seen.size >= LESSONS_OF_A_NEED || seen.has(titleKey(item.title))) continue
          seen.add(titleKey(item.title))
          // What answers by its kind alone is not weighed.
          if (evidence.some(({ by }) => by === 'kind')) continue
          const grade = gradeOf(item, one.expect, one.say)
          lessons.push({
            need: one.id,
            catalogue: name,
            split,
            grade: grade === 'right' ? 'answers' : grade === 'close' ? 'close' : 'not',
            rules,
            goals: list.wide.asked.map((goal) =>
              relevance.weigh(item, goal).map((value) => Math.round(value * 1000) / 1000),
            ),
          })
        }
      }
    }
  }
  close()
  return lessons
}
