import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { usage } from './command.ts'
import { suites } from './suites/all.ts'

const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')

it('has a row in the README for every suite, and no row for a suite that is not there', () => {
  const rows = [...readme.matchAll(/^\| ([a-z-]+) \| /gm)].map(([, name]) => name).filter((name) => name !== 'suite')
  expect(rows.sort()).toEqual(suites.map(({ name }) => name).sort())
})

it('explains every option that can be typed', () => {
  const options = [...usage.matchAll(/^ {2}(--\w+)/gm)].map(([, option]) => option!)
  expect(options.length).toBeGreaterThan(5)
  expect(options.filter((option) => !readme.includes(`\`${option}`) && !readme.includes(` ${option} `))).toEqual([])
})
