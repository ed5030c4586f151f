import { beforeAll, describe, expect, it } from 'vitest'
import type { Conversation } from '../../src/record/turn.ts'
import { rehearse, talkTo } from '../../src/rehearsal.ts'
import { attack } from './hostile.ts'
import { jsonTexts, naughtyTexts } from './hostile-requests.ts'

describe('what no client sends', () => {
  let stage: Awaited<ReturnType<typeof rehearse>>
  let conversation: Conversation
  beforeAll(async () => {
    stage = await rehearse({ size: 1500 })
    conversation = await talkTo(stage.app).opened()
  })

  it('is never an error of ours: requests with one thing wrong', async () => {
    const { asked, faults, statuses } = await attack(600, 'a bounded part of the bench')
    expect(faults).toEqual([])
    expect(asked).toBe(600)
    expect(statuses['422']).toBeGreaterThan(100)
  })

  it.each([
    ['text that is nearly JSON, or by no means', jsonTexts],
    ['text that breaks programs, said in a message', naughtyTexts.map((text) => JSON.stringify({ text }))],
    [
      'text that breaks programs, in a dossier',
      naughtyTexts.map((text) => JSON.stringify({ dossier: { commune: text, [text]: text } })),
    ],
  ])('is never an error of ours: %s', async (_, bodies) => {
    for (const body of bodies) {
      const path = body.startsWith('{"dossier"') ? '' : `/${conversation.id}/messages`
      const answer = await stage.app.request(`/v1/conversations${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      const answered = await answer.text()
      expect([201, 413, 422], `${body.slice(0, 100)} → ${answer.status} ${answered.slice(0, 200)}`).toContain(
        answer.status,
      )
    }
  })
})
