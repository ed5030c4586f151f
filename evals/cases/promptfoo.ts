import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { SaidCase } from '../said.ts'
import { SuiteDataError } from '../suites/jsonl.ts'

const Assertion = z.looseObject({ type: z.string(), value: z.unknown().optional() })
const Test = z.looseObject({
  description: z.string().optional(),
  vars: z.record(z.string(), z.unknown()).default({}),
  assert: z.array(Assertion).default([]),
})
const File = z.looseObject({ tests: z.array(Test).min(1) })

/** Where a promptfoo test usually keeps what a person says; else its first text. */
const spoken = ['message', 'say', 'query', 'question', 'prompt', 'input', 'text']

/** The tests of a promptfoo file as cases. Assertions on words are taken over; the others are named in `left`, one line each. */
export function readPromptfoo(file: string): { cases: SaidCase[]; left: string[] } {
  const read = File.safeParse(parse(readFileSync(file, 'utf8')))
  if (!read.success) throw new SuiteDataError(`${file}: ${z.prettifyError(read.error)}`)
  const left: string[] = []
  const cases = read.data.tests.flatMap((test, at) => {
    const name = spoken.find((one) => typeof test.vars[one] === 'string')
    const said = name ? test.vars[name] : Object.values(test.vars).find((value) => typeof value === 'string')
    if (typeof said !== 'string' || said.trim() === '') {
      left.push(`test ${at + 1}: nothing is said in its vars`)
      return []
    }
    const says: string[] = []
    const saysNot: string[] = []
    for (const { type, value } of test.assert) {
      const words = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string')
      if (/^i?contains(?:-all)?$/.test(type)) says.push(...words)
      else if (/^not-i?contains(?:-any)?$/.test(type)) saysNot.push(...words)
      else left.push(`test ${at + 1}: ${type} is not taken over`)
    }
    const expect = { ...(says.length > 0 && { says }), ...(saysNot.length > 0 && { saysNot }) }
    return [SaidCase.parse({ id: `promptfoo-${at + 1}`, say: said, expect, why: test.description })]
  })
  return { cases, left }
}
