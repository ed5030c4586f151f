import { evaluate } from './evaluate.ts'
import { suites } from './suites/all.ts'

process.exitCode = await evaluate(process.argv.slice(2), {
  suites,
  environment: process.env,
  print: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
})
