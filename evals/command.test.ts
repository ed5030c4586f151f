import { expect, it } from 'vitest'
import { baseOf, parseCommand, UsageError } from './command.ts'

const known = ['guardrails', 'word-claims']
const parse = (...args: string[]) => parseCommand(args, known)

it('runs every suite once, into .data/evals, when nothing is said', () => {
  expect(parse()).toMatchObject({ suites: [], prompts: [], trials: 1, out: '.data/evals' })
})

it('takes suites and options in any order', () => {
  const command = parse('--trials', '3', 'word-claims', '--prompt', 'word-claims,word-claims.short', '--model', 'm')
  expect(command).toMatchObject({ suites: ['word-claims'], trials: 3, models: ['m'] })
  expect(command).toMatchObject({ prompts: ['word-claims', 'word-claims.short'] })
  expect(baseOf('word-claims.short')).toBe('word-claims')
})

it.each([
  [['gardrails'], 'There are: guardrails, word-claims'],
  [['--unknown'], "Unknown option '--unknown'"],
  [['--trials', 'many'], '--trials takes a whole number'],
  [['--trials', '0'], '--trials takes a whole number'],
  [['--prompt', 'word-claims,read-need'], 'variants of one prompt'],
  [['--prompt', 'word-claims,word-claims'], 'different variants'],
  [['--model', 'm,m'], 'different models'],
  [['--api', 'soap'], '--api takes chat or responses'],
  [['--budget', 'much'], '--budget takes an amount in euros'],
  [['--prompt', '../secrets'], 'with commas between'],
  [['--target', 'ftp://somewhere'], 'http or https'],
  [['--target', 'nowhere'], 'http or https'],
  [['--out', ''], '--out is empty'],
])('refuses %j, and says why', (args, words) => {
  expect(() => parse(...(args as string[]))).toThrow(UsageError)
  expect(() => parse(...(args as string[]))).toThrow(words as string)
})
