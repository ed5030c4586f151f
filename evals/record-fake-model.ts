import { evaluate } from './evaluate.ts'
import { startFakeModel } from './fake-model.ts'
import { forgetReplies } from './recorder.ts'
import { composeSuite } from './suites/compose.ts'

/** Records the fake model's replies again, after a prompt or what is sent with it has changed: `node evals/record-fake-model.ts [VARIANT…]`. */
const variants = ['compose', 'compose.short', ...process.argv.slice(2)]
forgetReplies(`${import.meta.dirname}/recordings/fake-model.jsonl`)
const model = await startFakeModel()
process.exitCode = await evaluate(['compose', '--prompt', variants.join(','), '--model', 'fake-model'], {
  suites: [composeSuite],
  environment: { ...process.env, OPENAI_BASE_URL: model.baseUrl },
  print: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
})
model.close()
