import { beforeAll, describe, expect, it } from 'vitest'
import { readCourse } from '../read-sources.ts'
import type { Turn } from '../record/turn.ts'
import { rehearse, talkTo } from '../rehearsal.ts'

const steps = readCourse()
const cases = steps.filter(({ kind }) => kind === 'case')

describe('the course', () => {
  it('is four lessons and five cases, among which a wrong, a partial, a biased and an absurd suggestion', () => {
    expect(steps.filter(({ kind }) => kind === 'lesson')).toHaveLength(4)
    expect(cases).toHaveLength(5)
    expect(new Set(cases.map(({ flaw }) => flaw))).toEqual(new Set(['wrong', 'partial', 'biased', 'absurd']))
    for (const { suggestion, answers } of cases) {
      expect(suggestion).toBeDefined()
      for (const { feedback } of answers) expect(feedback.fr.length).toBeGreaterThan(30)
    }
  })

  it('is taken from start to end by links and forms alone, with feedback each time, and leaves yes and a day', async () => {
    const api = talkTo((await rehearse({ size: 300 })).app)
    const page = async (path: string) => {
      const answer = await api.call('GET', path)
      expect(answer.status).toBe(200)
      expect(answer.text).not.toMatch(/undefined|\[object/)
      return answer.text
    }
    let path = /href="(\/course\/[a-z-]+)"/.exec(await page('/course'))![1]!
    const seen: string[] = []
    while (!path.startsWith('/course/end')) {
      const [, id, given = ''] = /^\/course\/([a-z-]+)(?:\?given=([\d-]+))?$/.exec(path)!
      const step = steps.find((one) => one.id === id)!
      seen.push(step.id)
      const answer = (step.answers.findIndex(({ right }) => right) + (step.kind === 'case' ? 1 : 0)) % 3
      const told = await page(`/course/${id}?answer=${answer}${given ? `&given=${given}` : ''}`)
      expect(told).toContain(step.answers[answer]!.feedback.fr)
      path = /<p><a href="(\/course\/[a-z-]+(?:\?given=[\d-]+)?)">/g.exec(
        told.slice(told.indexOf('id="feedback"')),
      )![1]!
    }
    expect(seen).toEqual(steps.map(({ id }) => id))
    const end = await page(path)
    expect(end).toContain('0 cas sur 5')
    expect(await page('/course/end')).toContain('Répondez d’abord')

    const given = /data-given="([\d-]+)"/.exec(end)![1]!.split('-').map(Number)
    expect((await api.call('GET', '/v1/course/completion')).body).toMatchObject({ done: false, doneOn: null })
    expect((await api.call('POST', '/v1/course/completion', { given: [0] })).status).toBe(422)
    const done = await api.call('POST', '/v1/course/completion', { given })
    expect(done).toMatchObject({ status: 201, body: { done: true, doneOn: expect.stringMatching(/^2026-11-24/) } })
    expect(await page('/course')).toContain('Suivi le 24 novembre 2026')
    expect((await api.call('GET', '/course/nothing')).status).toBe(404)
    expect((await api.call('GET', '/course', undefined, { 'accept-language': 'en' })).text).toContain(
      'The Éventail course',
    )
  })

  it('stays open in a demonstration where an agency asks for it first', async () => {
    const api = talkTo((await rehearse({ size: 300, courseFirst: true })).app)
    expect((await api.call('POST', '/v1/conversations', {})).status).toBe(201)
  })

  it('comes before an exchange where an agency asks for it, and not for those who took it', async () => {
    const api = talkTo((await rehearse({ size: 300, courseFirst: true, fictitious: false })).app)
    expect(await api.call('POST', '/v1/conversations', {})).toMatchObject({
      status: 403,
      body: { code: 'course-first' },
    })
    await api.call('POST', '/v1/course/completion', { given: cases.map(() => 0) })
    expect((await api.call('POST', '/v1/conversations', {})).status).toBe(201)
  })
})

describe('the page of those who watch over the service', () => {
  let api: ReturnType<typeof talkTo>
  beforeAll(async () => {
    api = talkTo((await rehearse({ size: 4000 })).app)
    for (let at = 0; at < 6; at++) {
      const { id } = await api.opened({ dossier: { commune: '69123', mobiliteKm: 400 } })
      const turn = (await api.said(id, { text: 'une formation de cuisinier, tel 06 12 34 56 78' }))
        .body as unknown as Turn
      const path = `/v1/conversations/${id}/turns/${turn.id}/decision`
      const [option] = turn.options
      const kind = at < 5 ? { kind: 'choose', optionIds: [option!.id] } : { kind: 'none', reason: 'price' }
      expect((await api.call('POST', path, { ...kind, optionsDigest: turn.optionsDigest })).status).toBe(201)
    }
  })

  it('shows counts, decisions, alerts and exposure as tables and drawings, masked below five, and nobody', async () => {
    const { text, status } = await api.call('GET', '/oversight')
    expect(status).toBe(200)
    expect(text).toMatch(/<th scope="row">A retenu<\/th><td>5<\/td>/)
    expect(text).toMatch(/<th scope="row">A refusé toutes les options<\/th><td>moins de 5<\/td>/)
    expect(text).toContain('PHONE')
    expect(text).not.toMatch(/conv_|turn_|undefined|\[object|<script(?! type="module" src="\/pages\.js">)/)
    const drawn = [...text.matchAll(/<svg role="img" aria-labelledby="([^"]+)"/g)]
    for (const [, id] of drawn) expect(text).toContain(`<title id="${id}">`)
  })

  it('gives the same numbers as CSV, in which a masked cell is empty', async () => {
    const { text, headers } = await api.call('GET', '/oversight.csv')
    expect(headers.get('content-type')).toMatch(/^text\/csv/)
    const lines = text.trimEnd().split('\r\n')
    expect(lines[0]).toBe('table,row,count,other')
    expect(lines).toContain('decisions,A retenu,5,')
    expect(lines).toContain('decisions,A refusé toutes les options,,')
  })
})
