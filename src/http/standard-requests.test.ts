import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readRequests, readRequestsWith } from '../read-sources.ts'
import type { Turn } from '../record/turn.ts'
import { rehearse, talkTo } from '../rehearsal.ts'

describe('a standard request', () => {
  it('is asked which town is meant, as a message in words is, keeps the rest, and goes on with the answer', async () => {
    const api = talkTo((await rehearse({ size: 4000 })).app)
    const { id } = await api.opened()
    const template = { id: 'formation-metier', values: { metier: 'cuisinier', commune: 'Saint-Denis', km: '80' } }
    const asked = await api.said(id, { template })
    expect(asked.status).toBe(201)
    const turn = asked.body as unknown as Turn
    expect(turn).toMatchObject({ outcome: 'question', question: { criterion: 'near' } })
    expect(turn.criteria.occupation?.code).toBeDefined()
    const choice = turn.question!.choices.find(({ label }) => label.includes('Seine-Saint-Denis'))
    const next = (await api.said(id, { criteria: choice!.criteria })).body as unknown as Turn
    expect(next.criteria).toMatchObject({ near: { code: '93066' }, radiusKm: 80, kinds: ['training'] })
    expect(next.outcome).not.toBe('question')

    const inWords = await api.opened()
    const said = (await api.said(inWords.id, { text: 'une formation de cuisinier à Saint-Denis' }))
      .body as unknown as Turn
    expect(turn.question!.text).toBe(said.question!.text)
    expect(turn.question!.choices).toEqual(said.question!.choices)

    const slip = { id: 'formation-metier', values: { metier: 'cuisinier', commune: 'Nulleparville' } }
    const unknown = (await api.said((await api.opened()).id, { template: slip })).body as unknown as Turn
    expect(unknown.question!.text).toContain('Nulleparville')
  })

  it('may be the agency’s own, from a file; a mistake is told by file and field', () => {
    const folder = mkdtempSync(join(tmpdir(), 'eventail-requests-'))
    const [ours] = readRequests()
    writeFileSync(join(folder, 'sortie.json'), JSON.stringify({ ...ours, id: 'notre-atelier' }))
    expect(
      readRequestsWith(folder)
        .map(({ id }) => id)
        .at(-1),
    ).toBe('notre-atelier')
    writeFileSync(join(folder, 'double.json'), JSON.stringify(ours))
    expect(() => readRequestsWith(folder)).toThrow(`double.json: id ${ours!.id} is taken`)
    writeFileSync(join(folder, 'double.json'), JSON.stringify({ ...ours, id: 'autre', family: 'nothing' }))
    expect(() => readRequestsWith(folder)).toThrow(/double\.json: family/)
    writeFileSync(join(folder, 'double.json'), '{')
    expect(() => readRequestsWith(folder)).toThrow('double.json is no JSON')
    expect(() => readRequestsWith(join(folder, 'nowhere'))).toThrow('cannot be read')
    rmSync(folder, { recursive: true })
  })
})
