import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { guard } from './guard.ts'
import { createPlaceholders } from './placeholders.ts'
import { defaultPolicy } from './policy.ts'

const messagesOf = (file: string): string[] =>
  readFileSync(join(import.meta.dirname, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))

const judge = (text: string) => guard(text, defaultPolicy, { locale: 'fr', placeholders: createPlaceholders() })

it('blocks none of the ordinary messages of a counsellor’s day', () => {
  const messages = messagesOf('ordinary-day.txt')
  expect(messages.length).toBeGreaterThan(1_000)
  const blocked = messages.flatMap((text) => {
    const { action, findings } = judge(text)
    return action === 'block' ? [{ text, types: findings.map(({ type }) => type) }] : []
  })
  expect(blocked).toEqual([])
})

it('takes out or blocks what is said in plain words, whatever stands behind it', () => {
  const messages = messagesOf('plain-words.txt')
  expect(messages.length).toBeGreaterThan(250)
  const goesOn = messages.filter((text) => {
    const { action, findings } = judge(text)
    return action !== 'block' && !findings.some(({ kind }) => kind === 'story')
  })
  expect(goesOn).toEqual([])
})
