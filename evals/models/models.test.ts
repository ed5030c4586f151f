import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../guardrails/digest.ts'
import { digestOf, learn } from '../../guardrails/learner/learn.ts'
import { openModel, type StoredModel } from '../../guardrails/learner/stored-model.ts'
import { isHeldOut, readCorpus } from '../corpus/corpus.ts'
import { train } from '../training.ts'
import { plans } from './all.ts'
import { measure } from './measure.ts'
import { isAmong, lessonsFor, lessonsOf, read } from './train-model.ts'

const root = resolve(import.meta.dirname, '../..')
const corpus = readCorpus()

/**
 * What a tenth of the lessons is enough for, on the third never trained on: always giving the commonest label has a macro F1 of .02 on acts,
 * .04 on roles, .2 on stances. Measured: .18 on acts, .41 on roles, .42 on stances.
 */
const floors: Readonly<Record<string, number>> = { acts: 0.12, goals: 0.4, roles: 0.33, stances: 0.32, stories: 0.3 }
/** Nothing in the corpus is of the kind that this one finds: what judges it is the guard's suites. */
const judgedElsewhere: readonly string[] = ['misuse']

describe.each(plans.map((plan) => [plan.name, plan] as const))('the model %s', (name, plan) => {
  const trainedOn = [...lessonsFor(plan, corpus), ...(plan.also?.() ?? [])]
  const heldOut = corpus.filter(isHeldOut)
  const file = readFileSync(join(root, plan.folder, `${name}.json`), 'utf8')
  const card = readFileSync(join(root, plan.folder, `${name}.md`), 'utf8')
  const stored: StoredModel<string> = JSON.parse(file)
  const labels = plan.labels.filter((label) => label !== 'none')
  const measured = (model: StoredModel<string>) =>
    plan.views.map((view) => {
      const outcomes = read({ ...plan, views: [view] }, openModel(model), heldOut).get(view)!
      return measure(outcomes, { labels, commonest: plan.commonest, sure: model.sure })
    })

  it('is the file that its card describes, with the figures that it has', () => {
    expect(card).toContain(sha256(file))
    const rows = card.split('\n').filter((row) => row.includes('the model kept here'))
    const rights = measured(stored).map(({ accuracy }) => accuracy.value.toFixed(3).slice(1))
    expect(rows.map((row) => rights.some((right) => row.includes(`| ${right} (`)))).toEqual(plan.views.map(() => true))
    // What the page carries is bounded by its bundle; these two are read by the server alone.
    expect(file.length).toBeLessThan(['acts', 'goals'].includes(name) ? 400_000 : 100_000)
  })

  it('is as new as the corpus and the features it was made of; otherwise train it again', () => {
    expect(stored.labels).toEqual(plan.labels)
    expect(stored.lessons).toBe(digestOf(lessonsOf(plan, trainedOn)))
  })

  it('comes out the same twice from a tenth of its lessons, and reads far better than chance', () => {
    const lessons = lessonsOf(plan, trainedOn.filter(isAmong(10)))
    const again = () => JSON.stringify(learn(plan.labels, lessons, plan.settings))
    const made = again()
    expect(again()).toBe(made)
    if (judgedElsewhere.includes(name)) return
    for (const { macroF1 } of measured({ ...JSON.parse(made), sure: 0, lessons: '' })) {
      expect(macroF1).toBeGreaterThan(floors[name]!)
    }
  })
})

describe('npm run train', () => {
  it('says what there is to train when the name is unknown or missing, and writes nothing', () => {
    for (const names of [[], ['poems'], ['acts', 'poems']]) {
      const told: string[] = []
      const tell = (text: string) => void told.push(text)
      expect(train(names, { plans, root: '/nowhere', print: tell, complain: tell, now: () => 0 })).toBe(2)
      expect(told).toHaveLength(1)
      expect(told[0]).toContain('acts, goals, misuse, roles, stances, stories')
    }
  })
})
