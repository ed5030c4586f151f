import { evaluate } from './evaluate.ts'
import { startFakeModel } from './fake-model.ts'
import { forgetReplies } from './recorder.ts'
import { wordClaimsSuite } from './suites/word-claims.ts'

/** Records the fake model's replies again, after a prompt or what is sent with it has changed: `node evals/record-fake-model.ts [VARIANT…]`. */
const variants = ['word-claims', 'word-claims.short', ...process.argv.slice(2)]
forgetReplies(`${import.meta.dirname}/recordings/fake-model.jsonl`)
const model = await startFakeModel()
process.exitCode = await evaluate(['word-claims', '--prompt', variants.join(','), '--model', 'fake-model'], {
  suites: [wordClaimsSuite],
  environment: { ...process.env, OPENAI_BASE_URL: model.url },
  print: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
})
await model.close()
