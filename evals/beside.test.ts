import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { claimsIn, isWorthTwo, newClaims } from './beside.ts'
import { suites } from './suites/all.ts'

it('lets two processes share all suites: each is run by one of them, and by one only', () => {
  const out = mkdtempSync(join(tmpdir(), 'eventail-claims-'))
  const folder = newClaims(out)
  const [first, second] = [claimsIn(folder), claimsIn(folder)]
  const names = suites.map(({ name }) => name)
  const mine: string[] = []
  const theirs: string[] = []
  // The second is three times as slow.
  for (const [at, name] of names.entries()) {
    if (first(name)) mine.push(name)
    if (at % 3 === 0) {
      const next = names.toReversed().find(second)
      if (next) theirs.push(next)
    }
  }
  expect([...mine, ...theirs].sort()).toEqual([...names].sort())
  expect(theirs.length).toBeGreaterThan(5)
  // Another run begins with none taken.
  expect(claimsIn(newClaims(out))(names[0]!)).toBe(true)
  rmSync(out, { recursive: true, force: true })
})

it('asks a server or a model by one process, and is over in the fast tier before a second one has begun', () => {
  const whole = { tier: 'full', models: [], prompts: [] } as const
  const command = { ...whole, models: [], prompts: [], target: undefined, accept: undefined }
  const names = suites.map(({ name }) => name)
  expect(isWorthTwo(names, command)).toBe(true)
  expect(isWorthTwo(names.slice(0, 3), command)).toBe(false)
  expect(isWorthTwo(names, { ...command, tier: 'fast' })).toBe(false)
  expect(isWorthTwo(names, { ...command, target: 'http://127.0.0.1:8787' })).toBe(false)
  expect(isWorthTwo(names, { ...command, models: ['a'] })).toBe(false)
})
