import { evaluate } from './evaluate.ts'
import { startFakeModel } from './fake-model.ts'
import { forgetReplies } from './recorder.ts'
import { composeSuite } from './suites/compose.ts'
import { readMessageSuite } from './suites/read-message.ts'
import { talkSuite } from './suites/talk.ts'
import { startWrittenModel } from './written-model.ts'

/**
 * Records again the replies of the servers that stand in for models, after a prompt or what is sent with it has changed:
 * `node evals/record-fake-model.ts [VARIANT OF compose…]`.
 */
const variants = ['compose', 'compose.short', ...process.argv.slice(2)]

async function record(
  name: string,
  baseUrl: string,
  suites: readonly (typeof composeSuite)[],
  args: readonly string[],
) {
  forgetReplies(`${import.meta.dirname}/recordings/${name}.jsonl`)
  const code = await evaluate([...args, '--model', name], {
    suites,
    environment: { ...process.env, OPENAI_BASE_URL: baseUrl },
    print: (text) => process.stdout.write(`${text}\n`),
    complain: (text) => process.stderr.write(`${text}\n`),
  })
  if (code > 1) process.exitCode = code
}

const fake = await startFakeModel()
await record('fake-model', fake.baseUrl, [composeSuite], ['--prompt', variants.join(',')])
fake.close()
for (const name of ['capable', 'careless'] as const) {
  const model = await startWrittenModel(name)
  await record(name, model.baseUrl, [readMessageSuite, talkSuite], [])
  model.close()
}
