import { describe, expect, it } from 'vitest'
import { mintRedacted } from '../../../guardrails/redacted.ts'
import { Act } from './act.ts'
import cues from './cues.json' with { type: 'json' }
import { saidAct } from './said-act.ts'

describe('fixed words that say what a message does', () => {
  it.each(cues.flatMap(({ act, yes }) => yes.map((text) => ({ act, text }))))(
    'hears $act in "$text"',
    ({ act, text }) => {
      expect(saidAct(mintRedacted(text))).toBe(act)
    },
  )

  it.each(cues.flatMap(({ act, no }) => no.map((text) => ({ act, text }))))(
    'hears no $act in "$text"',
    ({ act, text }) => {
      expect(saidAct(mintRedacted(text))).not.toBe(act)
    },
  )

  it('names acts of the closed list only', () => {
    for (const { act } of cues) expect(Act.options).toContain(act)
  })
})
