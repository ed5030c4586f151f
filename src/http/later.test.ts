import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Item } from '../item.ts'
import type { Turn } from '../record/turn.ts'
import { rehearse, talkTo } from '../rehearsal.ts'

describe('a set kept for later', () => {
  it('is listed as such with its reference, taken up again, and decided like any other', async () => {
    const { app } = await rehearse({ size: 4000 })
    const api = talkTo(app)
    const { id } = await api.opened({ dossier: { commune: '75112' } })
    const turn = (await api.said(id, { text: 'une formation d’aide-soignante' })).body as unknown as Turn
    const path = `/v1/conversations/${id}/turns/${turn.id}`
    const listed = async () =>
      ((await api.call('GET', '/v1/conversations')).body.data as { id: string; state: string; reference: string }[])[0]!
    expect(await listed()).toMatchObject({ state: 'to-decide', reference: expect.stringMatching(/^EV-[0-9A-Z]{4}$/) })

    expect((await api.call('PATCH', path, { state: 'later' })).body).toMatchObject({ state: 'later', decision: null })
    expect(await listed()).toMatchObject({ id, state: 'later' })
    expect((await api.call('PATCH', path, { state: 'later' })).status).toBe(200)
    const none = { kind: 'none', optionsDigest: turn.optionsDigest }
    expect((await api.call('PATCH', path, { state: 'to-decide' })).body).toMatchObject({ state: 'to-decide' })
    expect((await api.call('POST', `${path}/decision`, none)).status).toBe(201)
    expect((await api.call('PATCH', path, { state: 'later' })).body.code).toBe('nothing-pending')
    expect((await api.call('PATCH', path, { state: 'decided' })).status).toBe(422)
    expect((await api.call('PATCH', '/v1/conversations/conv_x/turns/turn_x', { state: 'later' })).status).toBe(404)
  })

  it('tells what has become of its offers when it is opened again, by the catalogue of that day', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'eventail-later-')), 'records.sqlite')
    const then = await rehearse({ size: 4000, file, today: '2026-11-24' })
    const api = talkTo(then.app)
    const { id } = await api.opened({ dossier: { commune: '75112' } })
    const turn = (await api.said(id, { text: 'une formation d’aide-soignante' })).body as unknown as Turn
    const path = `/v1/conversations/${id}/turns/${turn.id}`
    const sinceOf = async (app: typeof then.app) =>
      (await talkTo(app).call('GET', `${path}/since`)).body as {
        text: string
        offers: { letter: string; changes: string[] }[]
      }
    expect((await sinceOf(then.app)).text).toBe('Depuis le 24 novembre\u00a0: rien n’a changé.')
    then.database.close()

    const [full, gone, ...others] = [...turn.options].sort((one, other) => (one.letter < other.letter ? -1 : 1))
    const changed = (item: Item): Item[] => {
      if (item.id === gone?.item.id) return []
      if (item.id !== full!.item.id) return [item]
      return [{ ...item, sessions: item.sessions.map((session) => ({ ...session, seats: 0 })) }]
    }
    const now = await rehearse({ items: then.items.flatMap(changed), file, today: '2026-11-25' })
    const { text, offers } = await sinceOf(now.app)
    expect(offers.find(({ letter }) => letter === full!.letter)!.changes).toContain('full')
    expect(text).toContain(`${full!.letter} est complète`)
    expect(text).toContain(`${gone!.letter} n’est plus dans le catalogue`)
    if (others.length > 0) expect(text).toMatch(/Le reste n’a pas changé\.$/)
    now.database.close()
    rmSync(dirname(file), { recursive: true })
  })
})
