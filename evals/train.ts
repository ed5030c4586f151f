import { resolve } from 'node:path'
import { plans } from './models/all.ts'
import { train } from './training.ts'

process.exitCode = train(process.argv.slice(2), {
  plans,
  root: resolve(import.meta.dirname, '..'),
  print: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
  now: () => performance.now(),
})
