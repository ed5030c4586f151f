import { beforeAll, describe, expect, it } from 'vitest'
import type { HandOver } from '../explanation/hand-over.ts'
import type { Item } from '../item.ts'
import type { Turn } from '../record/turn.ts'
import { rehearse, talkTo } from '../rehearsal.ts'

interface FoundPage {
  data: Item[]
  page: number
  total: number
  more: boolean
  has_more: boolean
  counts: { kinds: Record<string, number>; modalities: Record<string, number>; certifying: number }
}

describe('the search without AI, as a path of its own', () => {
  let api: ReturnType<typeof talkTo>
  beforeAll(async () => {
    api = talkTo((await rehearse({ size: 4000 })).app)
  })
  const found = async (query: string) =>
    (await api.call('GET', `/v1/catalogue/search?${query}`)).body as unknown as FoundPage

  it('counts what was found, and turns pages without repeating or losing anything', async () => {
    const first = await found('q=cuisine&near=69123&radiusKm=400&limit=5')
    expect(first.total).toBeGreaterThan(5)
    expect(Object.values(first.counts.kinds).reduce((sum, one) => sum + one, 0)).toBe(first.total)
    const ids: string[] = []
    for (let page = 1; page <= Math.ceil(first.total / 5); page++) {
      const { data, has_more } = await found(`q=cuisine&near=69123&radiusKm=400&limit=5&page=${page}`)
      ids.push(...data.map(({ id }) => id))
      expect(has_more).toBe(page * 5 < first.total)
    }
    expect(new Set(ids).size).toBe(first.total)
    expect((await found(`q=cuisine&near=69123&radiusKm=400&kind=event`)).total).toBe(first.counts.kinds.event ?? 0)
    const nothing = await found('q=cuisine&near=69123&page=99')
    expect(nothing).toMatchObject({ data: [], page: 99, has_more: false })
  })

  it('lists the nearest first where only a place was asked', async () => {
    const { data } = await found('near=69123&radiusKm=80&limit=30')
    const distances = data.map(({ distanceKm }) => distanceKm ?? 0)
    expect(distances).toEqual([...distances].sort((one, other) => one - other))
  })

  it('gives each offer a page at an address of its own', async () => {
    const [item] = (await found('q=soudeur&limit=1')).data
    const path = `/v1/catalogue/items/${item!.id}`
    const page = await api.call('GET', path, undefined, { accept: 'text/html' })
    expect(page.headers.get('content-type')).toMatch(/^text\/html/)
    expect(page.text).toContain('Référence de la fiche')
    expect(page.text).not.toMatch(/undefined|\[object/)
    expect((await api.call('GET', path)).body.id).toBe(item!.id)
  })

  it('takes what was ticked into a decision, for a person who refuses the tool, and hands it over', async () => {
    const { id } = await api.opened({
      objection: true,
      dossier: { commune: '69123', contraintes: ['port de charges limité'] },
    })
    const [one, other] = (await found('q=cuisine&limit=2')).data
    const set = await api.call('POST', `/v1/conversations/${id}/found`, { itemIds: [one!.id, other!.id] })
    expect(set.status).toBe(201)
    const turn = set.body as unknown as Turn
    expect(turn).toMatchObject({ outcome: 'options', state: 'to-decide', message: null })
    expect(turn.options.map(({ item }) => item.id).sort()).toEqual([one!.id, other!.id].sort())
    expect(set.text).not.toContain('port de charges')
    const path = `/v1/conversations/${id}/turns/${turn.id}`
    const choice = { kind: 'choose', optionIds: [turn.options[0]!.id], optionsDigest: turn.optionsDigest }
    expect((await api.call('POST', `${path}/decision`, choice)).status).toBe(201)
    const page = (await api.call('GET', `${path}/hand-over`, undefined, { accept: 'application/json' }))
      .body as unknown as HandOver
    expect(page.offers.map(({ title }) => title)).toEqual([turn.options[0]!.item.title])
    expect(page.made).toContain('sans programme qui propose')
    const sheet = await api.call('GET', `/v1/conversations/${id}/sheet`)
    expect(sheet.status).toBe(200)
    expect((await api.call('GET', `${path}/replay`)).status).toBeLessThan(500)
  })

  it('names what is not in the catalogue, and takes four at most', async () => {
    const { id } = await api.opened()
    const unknown = await api.call('POST', `/v1/conversations/${id}/found`, { itemIds: ['item_none'] })
    expect(unknown).toMatchObject({ status: 422, body: { errors: [{ pointer: '/itemIds/0' }] } })
    const five = { itemIds: ['a', 'b', 'c', 'd', 'e'] }
    expect((await api.call('POST', `/v1/conversations/${id}/found`, five)).status).toBe(422)
  })
})

describe('what a field is completed with', () => {
  it('are the towns, trades and subjects of our own referentials, told apart where their names are the same', async () => {
    const api = talkTo((await rehearse({ size: 300 })).app)
    const suggested = async (of: string, q: string) =>
      (
        (await api.call('GET', `/v1/suggest?of=${of}&q=${encodeURIComponent(q)}`)).body as {
          data: { value: string; label: string }[]
        }
      ).data
    const towns = await suggested('commune', 'saint-denis')
    expect(towns.map(({ label }) => label)).toEqual(expect.arrayContaining(['Saint-Denis (93)', 'Saint-Denis (974)']))
    expect((await suggested('commune', '44000'))[0]).toMatchObject({ label: 'Nantes (44)', value: '44109' })
    const his = await suggested('occupation', 'boulanger')
    expect(his.length).toBeGreaterThan(0)
    expect((await suggested('occupation', 'boulangère'))[0]).toEqual(his[0])
    expect((await suggested('subject', 'excel')).length).toBeGreaterThan(0)
    expect(await suggested('occupation', 'b')).toEqual([])
    expect(await suggested('commune', 'Mme Garnier 06 12 34 56 78')).toEqual([])
    expect((await api.call('GET', '/v1/suggest?of=person&q=ga')).status).toBe(422)
  })
})
