import { beforeAll, describe, expect, it } from 'vitest'
import { mintRedacted, type Redacted } from '../../guardrails/redacted.ts'
import { createRandom } from '../catalogue/demonstration/random.ts'
import { type Criteria, type CriteriaPatch, Criteria as CriteriaSchema } from '../criteria/criteria.ts'
import { closestPlace } from '../criteria/near/near.ts'
import type { Item } from '../item.ts'
import type { Commune } from '../places/commune.ts'
import { counsellor, rehearse } from '../rehearsal.ts'
import { complementOf } from './complements.ts'
import { pick } from './pick.ts'
import { relaxed } from './relaxations.ts'
import { sampleCriteria } from './sample-items.ts'
import { choicesAmong, mostOptions, select } from './selection.ts'
import { nearestTo, relaxationsOf, type Search, shortlist } from './shortlist.ts'

type Stage = Awaited<ReturnType<typeof rehearse>>

describe('looking a need up', () => {
  let stage: Stage
  const searching = (criteria: Criteria): Search => ({
    index: stage.index,
    embedding: stage.embedding,
    relevance: stage.relevance,
    circumstances: {
      today: stage.today,
      near: criteria.near && stage.places.byCode(criteria.near.code),
      alreadyRefused: new Set<string>(),
    },
  })
  it('looks around each of the places that would do', async () => {
    const [lyon, lille] = ['69123', '59350'].map((code) => stage.places.byCode(code)!)
    const asked = (...towns: Commune[]) => {
      const [near, ...others] = towns.map(({ code, name }) => ({ code, name }))
      return sampleCriteria({ kinds: ['training'], near, alternatives: others.map((other) => ({ near: other })) })
    }
    const kept = async (...towns: Commune[]) => {
      const elsewhere = towns.slice(1).map((town) => ({ ...town, field: '/alternatives/0/near' }))
      const search = searching(asked(...towns))
      const list = await shortlist(asked(...towns), {
        ...search,
        circumstances: { ...search.circumstances, elsewhere },
      })
      return list.kept.map(({ item }) => item)
    }
    const isAround = (town: Commune) => (item: Item) => (closestPlace(item, { near: town })?.km ?? Infinity) <= 30
    const [first, either] = [await kept(lyon!), await kept(lyon!, lille!)]
    expect(first.some(isAround(lille!))).toBe(false)
    for (const town of [lyon!, lille!]) expect(either.filter(isAround(town)).length).toBeGreaterThan(0)
  })

  const choices = async (criteria: Criteria) => {
    const { kept } = await shortlist(criteria, searching(criteria))
    return choicesAmong(kept).length
  }
  /** Narrow needs over the catalogue's own occupations, far from everything as often as not. */
  function narrowNeeds(howMany: number): Criteria[] {
    const random = createRandom('narrow needs')
    const taught = stage.items.filter(({ occupations, places }) => occupations.length > 0 && places.length > 0)
    return Array.from({ length: howMany }, () => {
      const { occupations, places } = random.pick(taught)
      const { code, name } = random.chance(0.5) ? places[0]!.commune : random.pick(stage.places.communes)
      return sampleCriteria({
        kinds: ['training'],
        occupation: occupations[0],
        near: { code, name },
        radiusKm: random.pick([5, 15, 30]),
        ...(random.chance(0.5) && { maxHours: random.pick([20, 70, 200]) }),
        ...(random.chance(0.4) && { schedule: random.pick(['evening', 'part-time', 'weekend']) }),
        ...(random.chance(0.3) && { maxPrice: random.pick([0, 500]) }),
        ...(random.chance(0.3) && { certifying: true }),
      })
    })
  }

  beforeAll(async () => {
    stage = await rehearse({ size: 4000 })
  })

  it('shows nothing where no training is about what is asked, however much its words look alike', async () => {
    const criteria = sampleCriteria({ occupation: { code: 'G1206', label: 'Croupier / Croupière' } })
    expect((await shortlist(criteria, searching(criteria))).kept).toEqual([])
    const near = sampleCriteria({ occupation: { code: 'D1102', label: 'Boulanger / Boulangère' } })
    expect((await shortlist(near, searching(near))).kept.length).toBeGreaterThan(3)
    const { id } = stage.items[0]!
    const byHand = sampleCriteria({ ...criteria, includeItems: [id] })
    expect((await shortlist(byHand, searching(byHand))).kept.map(({ item }) => item.id)).toEqual([id])
  })

  it('tells gains that are true when applied, alone or in pairs', async () => {
    let singles = 0
    let pairs = 0
    for (const criteria of narrowNeeds(60)) {
      const search = searching(criteria)
      const list = await shortlist(criteria, search)
      const now = choicesAmong(list.kept).length
      if (now >= 2) continue
      for (const { criterion, to, and, gains } of await relaxationsOf(criteria, search, list)) {
        const ways = [{ criterion, to, step: 0 }, ...(and ? [{ ...and, step: 0 }] : [])]
        expect(await choices(relaxed(criteria, ways))).toBe(now + gains)
        if (and) pairs += 1
        else singles += 1
      }
    }
    expect(singles).toBeGreaterThan(20)
    expect(pairs).toBeGreaterThan(5)
  })

  it('gives as many more when a counsellor applies one: two clicks, one answer', async () => {
    const conversation = await stage.assistant.open(counsellor, {})
    if ('refused' in conversation) throw new Error(conversation.refused)
    const asked = async (message: Parameters<typeof stage.assistant.ask>[2]) => {
      const answer = await stage.assistant.ask(counsellor, conversation.id, message)
      if ('refused' in answer) throw new Error(answer.refused)
      for await (const part of answer.parts) if (part.part === 'turn') return part.turn
      throw new Error('no turn')
    }
    const stuck = await asked({ text: 'une formation de soudeur à Mende, 5 km maximum, pas à distance' })
    expect(stuck.outcome).toBe('not-enough')
    const [{ criterion, to, and }] = stuck.relax as [(typeof stuck.relax)[number]]
    const wider = await asked({
      criteria: { [criterion]: to, ...(and && { [and.criterion]: and.to }) } as CriteriaPatch,
    })
    expect(wider.outcome).toBe('options')
  })

  it('puts what does not say where it takes place after what does, when a place is asked, and keeps it', async () => {
    const needs = await Promise.all(
      narrowNeeds(30).map(async (need) => ({ need, ...(await shortlist(need, searching(need))) })),
    )
    const { need: criteria, kept: found } = needs.find(({ kept }) => kept[0]?.item.modality === 'onsite')!
    const local = found[0]!.item
    const nowhere = { ...local, id: 'item_nowhere', places: [], provider: { name: 'Liste nationale' } }
    const { index } = await rehearse({ items: [...stage.items, nowhere] })
    const at = async (asked: typeof criteria) => {
      const { kept } = await shortlist(asked, { ...searching(asked), index })
      return (id: string) => kept.find(({ item }) => item.id === id)?.merit ?? 0
    }
    const near = await at(criteria)
    expect(near('item_nowhere')).toBeGreaterThan(0)
    expect(near('item_nowhere')).toBeLessThan(near(local.id) * 0.8)
    const anywhere = await at({ ...criteria, near: undefined })
    expect(anywhere('item_nowhere')).toBeCloseTo(anywhere(local.id), 1)
  })

  it('proposes nothing that is over, full, of another kind or out of reach', async () => {
    for (const criteria of narrowNeeds(40)) {
      const { near } = searching(criteria).circumstances
      const { kept } = await shortlist({ ...criteria, maxHours: undefined }, searching(criteria))
      for (const { item } of kept) {
        expect(item.kind).toBe('training')
        const open = item.sessions.some(({ start, seats }) => start >= stage.today && seats !== 0)
        expect(item.sessions.length === 0 || open).toBe(true)
      }
      expect(near).toBeDefined()
    }
  })

  it('tells apart what one code stands for by the name that was said', async () => {
    const code = 'D1208'
    const { label } = stage.items.flatMap(({ occupations }) => occupations).find((one) => one.code === code)!
    const nails = async (name?: string) => {
      const criteria = sampleCriteria({ kinds: ['training'], occupation: { code, label, ...(name && { name }) } })
      const { kept } = await shortlist(criteria, searching(criteria))
      return kept.slice(0, 5).filter(({ item }) => /ongulaire|onglerie|mains/i.test(item.title)).length
    }
    expect(await nails('prothésiste ongulaire')).toBeGreaterThan(await nails())
  })

  it('puts the events of the sort said first, among those on the subject', async () => {
    const isJobDating = (title: string) =>
      /job dating|recrutement express|recrutement sans CV|postes à pourvoir|entretiens rapides|soirée de recrutement/i.test(
        title,
      )
    const occupations = stage.items.flatMap(({ kind, title, occupations: [about] }) =>
      kind === 'event' && about && isJobDating(title) ? [about] : [],
    )
    expect(occupations.length).toBeGreaterThan(3)
    const first = async (occupation: (typeof occupations)[number], said?: Redacted) => {
      const read = { criterion: 'kinds', from: 'message', strength: 'must', ...(said && { said }) } as const
      const criteria = { ...sampleCriteria({ kinds: ['event'], occupation }), read: [read] }
      return (await shortlist(criteria, searching(criteria))).kept[0]?.item.title ?? ''
    }
    let [plain, sorted] = [0, 0]
    for (const occupation of occupations) {
      if (isJobDating(await first(occupation))) plain += 1
      if (isJobDating(await first(occupation, mintRedacted('job dating')))) sorted += 1
    }
    expect(sorted).toBeGreaterThan(plain)
    expect(sorted / occupations.length).toBeGreaterThan(0.8)
  })

  it('sees a few events among many trainings, when both are asked', async () => {
    const events = stage.items.filter(
      ({ kind, occupations, sessions }) => kind === 'event' && occupations[0] && sessions[0],
    )
    let seen = 0
    for (const { occupations, id } of events.slice(0, 20)) {
      const criteria = sampleCriteria({ kinds: ['training', 'event'], occupation: occupations[0] })
      const { kept } = await shortlist(criteria, searching(criteria))
      if (kept.some(({ item }) => item.id === id)) seen += 1
    }
    expect(seen).toBeGreaterThan(15)
  })

  it('weighs workshops among themselves, when only they are asked', async () => {
    const criteria = sampleCriteria({ kinds: ['skill'], topic: 'prendre la parole en public' })
    const { kept, excluded } = await shortlist(criteria, searching(criteria))
    expect(kept.map(({ item }) => item.title).join()).toContain('Prise de parole')
    expect(kept.every(({ item }) => item.kind === 'skill')).toBe(true)
    expect(excluded.counts.map(({ rule }) => rule)).toContain('kind')
  })

  it('adds to trainings the workshops on what they ask at entry, when both are asked', async () => {
    const occupation = { code: 'J1501', label: 'Aide-soignant / Aide-soignante' }
    const criteria = sampleCriteria({ kinds: ['training', 'skill'], occupation })
    const { kept } = await shortlist(criteria, searching(criteria))
    const [workshop] = kept.filter(({ item }) => item.kind === 'skill')
    const trainings = kept.filter(({ item }) => item.kind === 'training')
    expect(
      complementOf(
        workshop!.item,
        trainings.map(({ item }) => item),
      ),
    ).toBeDefined()
    expect(workshop!.merit).toBeLessThanOrEqual(Math.min(...trainings.map(({ merit }) => merit)))
    const alone = { ...criteria, kinds: ['training' as const] }
    expect((await shortlist(alone, searching(alone))).kept.map(({ item }) => item.id)).toEqual(
      trainings.map(({ item }) => item.id),
    )
  })

  it('shows a diploma before the short courses that bear the code of its trade, and those as courses', async () => {
    const occupation = { code: 'J1501', label: 'Aide-soignant / Aide-soignante' }
    const criteria = sampleCriteria({ kinds: ['training'], occupation })
    const { kept, close, steps } = await shortlist(criteria, searching(criteria))
    expect(kept.length).toBeGreaterThan(0)
    expect(kept.every(({ item }) => item.certification?.rs === undefined && (item.hours ?? 600) >= 70)).toBe(true)
    expect(steps.length).toBeGreaterThan(0)
    // Before them only what answers less surely than others do.
    const isStep = (one: (typeof close)[number]) => steps.some(({ item }) => item.id === one.item.id)
    const at = close.findIndex(isStep)
    expect(close.slice(at, at + steps.length).every(isStep)).toBe(true)
  })

  it('keeps what answers but for a distance beside what is close, and shows the nearest steps where nothing else is', async () => {
    const seen = { nearest: 0, steps: 0 }
    for (const criteria of narrowNeeds(60)) {
      const search = searching(criteria)
      const list = await shortlist(criteria, search)
      const picked = await pick(criteria, search, list, { exposure: {}, seed: 'seed' })
      if (picked.hasChoice) continue
      const shown = [...picked.chosen, ...picked.nearest.map(({ item }) => item)].map(({ id }) => id)
      const nearest = await nearestTo(criteria, search, list, 'seed')
      const room = mostOptions - select({ candidates: list.kept, criteria, exposure: {}, seed: 'seed' }).chosen.length
      for (const { item } of nearest.slice(0, room)) expect(shown).toContain(item.id)
      const steps = await nearestTo(criteria, search, list, 'seed', 'steps')
      if (steps.length + list.kept.length + list.close.length > 0) expect(shown).not.toEqual([])
      seen.nearest += Math.sign(nearest.length)
      seen.steps += Math.sign(steps.length)
    }
    expect(Math.min(seen.nearest, seen.steps)).toBeGreaterThan(0)
  })

  it('can be run again from its record: the same options, the same others', async () => {
    for (const criteria of narrowNeeds(30)) {
      const again = CriteriaSchema.parse(JSON.parse(JSON.stringify(criteria)))
      const [one, two] = await Promise.all(
        [criteria, again].map(async (asked) => {
          const { kept } = await shortlist(asked, searching(asked))
          return select({ candidates: kept, criteria: asked, exposure: {}, seed: 'seed' })
        }),
      )
      expect(one).toEqual(two)
    }
  })
})
