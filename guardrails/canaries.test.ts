import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { guard } from './guard.ts'
import { createPlaceholders } from './placeholders.ts'
import { defaultPolicy } from './policy.ts'

interface Canary {
  id: string
  tier: 'must_redact' | 'must_redact_or_block'
  surface: string
  text: string
}

const file = join(import.meta.dirname, '../../shared/security/fr_pii_canaries.jsonl')

describe.skipIf(!existsSync(file))('disguised personal data (skipped without ../shared/security)', () => {
  const canaries = existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line): Canary => JSON.parse(line))
    : []

  it('does not leak under any of the disguises that must be seen through', () => {
    const tier = canaries.filter((canary) => canary.tier === 'must_redact')
    expect(tier.length).toBeGreaterThan(700)
    expect(tier.filter(isLeaked).map(({ id }) => id)).toEqual([])
  })

  it('is masked or blocked under the others', () => {
    const tier = canaries.filter((canary) => canary.tier === 'must_redact_or_block')
    expect(tier.length).toBeGreaterThan(150)
    expect(tier.filter(isLeaked).map(({ id }) => id)).toEqual([])
  })
})

/** A letter or a digit of the hidden value goes on. */
function isLeaked({ text, surface }: Canary): boolean {
  const verdict = guard(text, defaultPolicy, { locale: 'fr', placeholders: createPlaceholders() })
  if (verdict.action === 'block') return false
  const from = text.indexOf(surface)
  expect(from).toBeGreaterThanOrEqual(0)
  for (let at = from; at < from + surface.length; at++) {
    if (!/[\p{L}\p{N}]/u.test(text[at]!)) continue
    if (!verdict.findings.some(({ start, end }) => start <= at && at < end)) return true
  }
  return false
}
