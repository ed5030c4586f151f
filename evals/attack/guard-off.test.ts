import { expect, it, vi } from 'vitest'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { runCanaries } from './attack.ts'

vi.mock('../../guardrails/guard.ts', () => ({
  guard: (text: string) => ({ action: 'pass', text: mintRedacted(text), findings: [] }),
}))

it('tells of every place that a datum leaks to when the guard lets everything pass', async () => {
  const { leaks } = await runCanaries()
  const leaking = [...new Set(leaks.map(({ sink }) => sink))].sort()
  expect(leaking).toEqual(['answer', 'conversation', 'model', 'records', 'sent', 'sheet', 'stream'])
}, 120_000)
