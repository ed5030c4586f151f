import { expect, it } from 'vitest'
import { baseOf, parseCommand, UsageError } from './command.ts'

const known = ['guardrails', 'compose']
const parse = (...args: string[]) => parseCommand(args, known)

it('runs every suite once, into .data/evals, when nothing is said', () => {
  expect(parse()).toMatchObject({ suites: [], prompts: [], trials: 1, out: '.data/evals' })
})

it('takes suites and options in any order', () => {
  const command = parse('--trials', '3', 'compose', '--prompt', 'compose,compose.short', '--model', 'm')
  expect(command).toMatchObject({ suites: ['compose'], trials: 3, models: ['m'] })
  expect(command).toMatchObject({ prompts: ['compose', 'compose.short'] })
  expect(baseOf('compose.short')).toBe('compose')
})

it.each([
  [['gardrails'], 'There are: guardrails, compose'],
  [['--unknown'], "Unknown option '--unknown'"],
  [['--trials', 'many'], '--trials takes a whole number'],
  [['--trials', '0'], '--trials takes a whole number'],
  [['--prompt', 'compose,read-message'], 'variants of one prompt'],
  [['--prompt', 'compose,compose'], 'different variants'],
  [['--model', 'm,m'], 'different models'],
  [['--api', 'soap'], '--api takes chat or responses'],
  [['--budget', 'much'], '--budget takes an amount in euros'],
  [['--budget', '2'], 'name it with --model'],
  [['--prompt', '../secrets'], 'with commas between'],
  [['--target', 'ftp://somewhere'], 'http or https'],
  [['--target', 'nowhere'], 'http or https'],
  [['--out', ''], '--out is empty'],
])('refuses %j, and says why', (args, words) => {
  expect(() => parse(...(args as string[]))).toThrow(UsageError)
  expect(() => parse(...(args as string[]))).toThrow(words as string)
})
