import { readFileSync, writeFileSync } from 'node:fs'
import { digestOf, learn } from './guardrails/learner/learn.ts'
import { openModel } from './guardrails/learner/stored-model.ts'
import { readCorpus, isHeldOut } from './evals/corpus/corpus.ts'
import { plans } from './evals/models/all.ts'
import { lessonsOf, read } from './evals/models/train-model.ts'
const all = readCorpus()
for (const name of process.argv.slice(2)) {
  const t0 = Date.now(); const plan = (plans as any[]).find((p) => p.name === name)
  const also = plan.also?.() ?? []
  const lessons = lessonsOf(plan, [...all.filter((m) => !isHeldOut(m)), ...also])
  const file = `${plan.folder}/${plan.name}.json`; const old = JSON.parse(readFileSync(file, 'utf8'))
  const made = { ...learn(plan.labels, lessons as any, plan.settings), sure: old.sure, lessons: digestOf(lessons as any) }
  const held = all.filter(isHeldOut)
  const acc = (m: any, ms: any[]) => { const o = [...read(plan, openModel(m) as any, ms)][0]![1] as any[]; const w = o.reduce((s, x) => s + x.words, 0); const nz = o.filter((x) => x.wanted !== plan.commonest); return `${(o.filter((x) => x.given === x.wanted).reduce((s, x) => s + x.words, 0) / w).toFixed(3)} others ${(nz.filter((x) => x.given === x.wanted).length / nz.length).toFixed(3)}` }
  const isNew = (m: any) => /^[XYM]/.test(m.hand)
  console.log(name, 'old: held PW', acc(old, held.filter((m) => !isNew(m))), 'XYM', acc(old, held.filter(isNew)), '| new: PW', acc(made, held.filter((m) => !isNew(m))), 'XYM', acc(made, held.filter(isNew)), `${(Date.now() - t0) / 1000}s`)
  writeFileSync(file, `${JSON.stringify(made, undefined, 2)}\n`)
}
