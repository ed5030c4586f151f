import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openJournal } from './journal.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'eventail-journal-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('goes on with what a server answered before a run was cut, also in the middle of a line, and of that server only', () => {
  const file = join(folder, 'unfinished.jsonl')
  const first = openJournal(file, 'http://one')
  first.keep('needs', 'a', 1, { outcome: 'options' })
  appendFileSync(file, '{"of":"http://one","key":"needs b 1","out')
  const second = openJournal(file, 'http://one')
  expect(second.resumed).toBe(1)
  expect(second.known('needs', 'a', 1)).toEqual({ output: { outcome: 'options' } })
  expect(second.known('needs', 'b', 1)).toBeUndefined()
  expect(openJournal(file, 'http://two').resumed).toBe(0)
  second.end()
  expect(existsSync(file)).toBe(false)
})
