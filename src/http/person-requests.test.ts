import { expect, it } from 'vitest'
import type { OversightSummary } from '../record/oversight.ts'
import { rehearse } from '../rehearsal.ts'

it('answers a person from the record in one gesture, by the reference of an exchange, and counts that it was asked', async () => {
  const stage = await rehearse({ size: 1500, closed: true })
  const anne = await stage.named('anne', 'nord')
  const { api: officer } = await stage.keyed(['protection'], 'nord')
  const { api: referent } = await stage.keyed(['oversight'], 'nord')
  const { id } = await anne.opened()
  await anne.said(id, { text: 'une formation de soudeur autour de Lille' })
  const other = await stage.keyed(['protection'], 'sud')
  expect((await other.api.call('GET', `/v1/protection/exchanges/${id}`)).status).toBe(404)
  for (let time = 0; time < 5; time += 1) {
    const sheet = await officer.call('GET', `/v1/protection/exchanges/${id}`, undefined, { accept: 'text/html' })
    expect([sheet.status, sheet.text.includes('<h1>')]).toEqual([200, true])
    expect(sheet.text).toContain('soudeur')
  }
  for (let time = 0; time < 5; time += 1) {
    const noted = await officer.call('POST', `/v1/protection/exchanges/${id}/requests`, { asked: 'correction' })
    expect([noted.status, noted.body]).toEqual([201, { object: 'person-request', asked: 'correction' }])
  }
  expect((await officer.call('POST', `/v1/protection/exchanges/${id}/requests`, { asked: 'erasure' })).status).toBe(422)
  expect((await other.api.call('POST', `/v1/protection/exchanges/${id}/requests`, { asked: 'review' })).status).toBe(
    404,
  )
  const { events } = (await anne.call('GET', `/v1/conversations/${id}/export`)).body as { events: { kind: string }[] }
  expect(events.filter(({ kind }) => kind === 'export')).toHaveLength(5)
  expect(events.filter(({ kind }) => kind === 'person-request')).toHaveLength(5)
  await anne.call('PATCH', `/v1/conversations/${id}`, { objection: true })
  expect((await officer.call('DELETE', `/v1/protection/exchanges/${id}`)).status).toBe(204)
  const { body } = await referent.call('GET', '/v1/oversight/summary')
  const { personRequests, territory } = body as unknown as OversightSummary
  expect(personRequests).toEqual([
    { key: 'correction', count: 5 },
    { key: 'erasure', count: null },
    { key: 'explanation', count: 5 },
    { key: 'objection', count: null },
  ])
  expect(territory).toEqual([{ key: '59 options', count: null }])
})
