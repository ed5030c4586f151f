import { readdirSync } from 'node:fs'
import { checkSync } from 'recheck'
import { describe, expect, it } from 'vitest'

const families = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts') && !file.includes('.test.'))

describe('patterns that read messages', async () => {
  const patterns: [string, RegExp][] = []
  for (const file of families) {
    const found = ((await import(`./${file}`)) as { patterns?: Record<string, unknown> }).patterns ?? {}
    for (const [name, pattern] of Object.entries(found))
      if (pattern instanceof RegExp) patterns.push([`${file} ${name}`, pattern])
  }
  const { patterns: followUp } = await import('../follow-up.ts')
  for (const [name, pattern] of Object.entries(followUp)) patterns.push([`follow-up.ts ${name}`, pattern])

  it('are all looked at', () => expect(patterns.length).toBeGreaterThan(60))

  it.each(patterns)('%s never backtracks exponentially', (_, pattern) => {
    const { status, complexity } = checkSync(pattern.source, pattern.flags, { timeout: 4000, attackTimeout: 1000 })
    expect([status === 'vulnerable' ? complexity?.summary : 'fine']).not.toContain('exponential')
  })
})
