import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCorpus } from './corpus/corpus.ts'
import { writeCard } from './models/card.ts'
import { measure } from './models/measure.ts'
import type { ModelPlan } from './models/model-plan.ts'
import { trainModel } from './models/train-model.ts'

export interface TrainingPorts {
  plans: readonly ModelPlan[]
  /** Where the folders of the plans are. */
  root: string
  print: (text: string) => void
  complain: (text: string) => void
  /** In milliseconds. */
  now: () => number
}

/** `npm run train -- NAME…`: writes each model and its card. Returns the exit code: 0, or 2 when what was typed names no model. */
export function train(names: readonly string[], { plans, root, print, complain, now }: TrainingPorts): 0 | 2 {
  const known = plans.map(({ name }) => name)
  if (names.length === 0 || names.some((name) => !known.includes(name))) {
    complain(
      `npm run train -- NAME…\n  NAME  ${known.join(', ')}\nTrains a model on evals/corpus; writes it and its card beside its reader.`,
    )
    return 2
  }
  const corpus = readCorpus()
  for (const plan of plans.filter(({ name }) => names.includes(name))) {
    const began = now()
    const seconds = () => `${((now() - began) / 1000).toFixed(0)} s`
    const training = trainModel(plan, corpus, (done, steps, what) =>
      complain(`${plan.name} ${done}/${steps} ${what} (${seconds()})`),
    )
    const card = join(root, plan.folder, `${plan.name}.md`)
    writeFileSync(join(root, plan.folder, `${plan.name}.json`), training.file)
    writeFileSync(card, writeCard(training))
    for (const [view, outcomes] of training.readings.all) {
      const { n, accuracy, macroF1 } = measure(outcomes, {
        labels: plan.labels.filter((label) => label !== 'none'),
        commonest: plan.commonest,
        sure: training.model.sure,
      })
      print(
        `${plan.name}, ${view}: ${accuracy.value.toFixed(3)} right, macro F1 ${macroF1.toFixed(3)}, n = ${n}, never trained on`,
      )
    }
    print(`${card} (${seconds()})`)
  }
  return 0
}
