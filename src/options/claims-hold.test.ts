import { beforeAll, expect, it } from 'vitest'
import { checkClaim, ownWords } from '../../evals/suites/options/claim-check.ts'
import { ground } from '../../guardrails/ground.ts'
import { defaultPolicy } from '../../guardrails/policy.ts'
import { createRandom } from '../catalogue/demonstration/random.ts'
import { emptyProfile, Profile } from '../need/profile.ts'
import { rehearse } from '../rehearsal.ts'
import { argue, seenFrom } from './argue.ts'
import type { Need } from './argument.ts'
import { sampleCriteria } from './sample-items.ts'

let stage: Awaited<ReturnType<typeof rehearse>>
beforeAll(async () => {
  stage = await rehearse({ size: 2500 })
})

it('claims nothing that its evidence does not hold, over 500 needs in both languages', () => {
  const { items, places, today } = stage
  const random = createRandom('500 needs')
  const faults: string[] = []
  let claims = 0
  const spoken = new Set<string>()
  for (let at = 0; at < 500; at += 1) {
    const item = random.pick(items)
    const near = random.chance(0.7) ? random.pick(places.communes) : undefined
    const criteria = sampleCriteria({
      topic: random.chance(0.3) ? item.title : undefined,
      occupation: random.chance(0.6) ? item.occupations[0] : undefined,
      near: near && { code: near.code, name: near.name },
      radiusKm: random.pick([5, 30, 200]),
      ...(random.chance(0.4) && { maxHours: random.between(5, 900) }),
      ...(random.chance(0.4) && { maxPrice: random.between(0, 5000) }),
      ...(random.chance(0.3) && { startBefore: '2027-02-15' }),
      ...(random.chance(0.3) && { startAfter: '2026-12-15' }),
      ...(random.chance(0.3) && { schedule: random.pick(['evening', 'part-time', 'full-time']) }),
      ...(random.chance(0.3) && { level: random.between(3, 7) }),
      ...(random.chance(0.3) && { modality: random.pick(['remote', 'onsite']) }),
      excludeModalities: random.chance(0.2) ? ['remote'] : [],
      constraints: random.chance(0.4) ? ['pas de port de charges', 'travail assis'] : [],
    })
    const profile = Profile.parse({
      ...emptyProfile,
      level: random.between(1, 7),
      skills: ['tableur', 'cuisine'],
      languages: [{ code: 'en', level: random.pick(['A2', 'B2']) }],
      experience: [{ occupation: item.occupations[0]?.label ?? 'vendeur', years: random.pick(['<1', '3-10']) }],
      constraints: random.chance(0.5) ? ['pas de station debout', 'horaires de journée'] : [],
      digitalEase: random.pick(['low', 'medium', 'high']),
      ...(random.chance(0.4) && { availability: { partTime: true } }),
    })
    const need: Need = { criteria, profile, today, near, locale: random.pick(['fr', 'en'] as const) }
    const shown = [item, random.pick(items), random.pick(items)].map((one) => seenFrom(one, need))
    for (const option of argue(shown, need, () => `opt_${at}`, { lead: seenFrom(random.pick(items), need) })) {
      expect(option.claims.some(({ stance }) => stance === 'for')).toBe(true)
      expect(option.claims.some(({ stance }) => stance === 'against' || stance === 'unknown')).toBe(true)
      for (const claim of [...option.claims, ...option.differs]) {
        claims += 1
        const sources = { item: option.item, profile, criteria, occupation: criteria.occupation }
        faults.push(...checkClaim(claim, sources).faults)
        spoken.add(ownWords(claim).replace(/\d+/g, '1'))
        // Read once by a tired person: no bracket left open, no double stop, and a sentence that ends.
        if (/undefined|null|NaN|\.\.|; ?\.|« |[^ \u00a0\u202f.] »/.test(claim.text) || !/[.!?]$/.test(claim.text)) {
          faults.push(`reads badly: ${claim.text}`)
        }
      }
    }
  }
  // What a partner is quoted for apart, no sentence of ours orders or praises.
  for (const sentence of spoken) {
    const grounding = ground(sentence, [sentence], { policy: defaultPolicy, locale: 'fr' })
    const reasons = grounding.grounded ? [] : grounding.reasons
    if (reasons.includes('directive') || reasons.includes('superlative')) faults.push(`steers: ${sentence}`)
  }
  expect(claims).toBeGreaterThan(10_000)
  expect(faults).toEqual([])
})
