import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { plans } from './models/all.ts'
import { readSurenessLessons, surenessCard, surenessFiles, trainSureness } from './models/sureness.ts'
import { train } from './training.ts'

const root = resolve(import.meta.dirname, '..')
const names = process.argv.slice(2)
// Learned from numbers, not from messages.
if (names.includes('sureness')) {
  const model = trainSureness(surenessFiles.flatMap(readSurenessLessons).filter(({ split }) => split === 'tune'))
  const folder = join(root, 'src/relevance')
  writeFileSync(join(folder, 'sureness.json'), `${JSON.stringify(model, undefined, 2)}\n`)
  writeFileSync(join(folder, 'sureness.md'), surenessCard(model))
}
const others = names.filter((name) => name !== 'sureness')
if (others.length > 0 || names.length === 0)
  process.exitCode = train(others, {
    plans,
    root,
    print: (text) => process.stdout.write(`${text}\n`),
    complain: (text) => process.stderr.write(`${text}\n`),
    now: () => performance.now(),
  })
