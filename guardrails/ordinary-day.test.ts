import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { guard } from './guard.ts'
import { createPlaceholders } from './placeholders.ts'
import { defaultPolicy } from './policy.ts'

it('blocks none of the ordinary messages of a counsellor’s day', () => {
  const messages = readFileSync(join(import.meta.dirname, 'ordinary-day.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  expect(messages.length).toBeGreaterThan(100)
  const blocked = messages.flatMap((text) => {
    const { action, findings } = guard(text, defaultPolicy, { locale: 'fr', placeholders: createPlaceholders() })
    return action === 'block' ? [{ text, types: findings.map(({ type }) => type) }] : []
  })
  expect(blocked).toEqual([])
})
