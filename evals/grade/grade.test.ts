import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { gradingServer } from './grade.ts'
import { agreementOf, type Given, kappa } from './grades.ts'

const shown = [
  { id: 'a/1', said: 'pas la vente', offer: 'Vendeur <conseil>' },
  { id: 'a/2', said: 'pas la vente', offer: 'Aide-soignant' },
]

it('computes kappa as Cohen did', () => {
  const pairs = [
    ...Array.from({ length: 20 }, () => ['right', 'right'] as const),
    ...Array.from({ length: 5 }, () => ['right', 'other'] as const),
    ...Array.from({ length: 10 }, () => ['other', 'right'] as const),
    ...Array.from({ length: 15 }, () => ['other', 'other'] as const),
  ]
  expect(kappa(pairs)).toBeCloseTo(0.4, 10)
  expect(kappa([])).toBeNaN()
})

it('lets two people grade on a page, each alone, and lists where they disagree', async () => {
  const given: Given[] = []
  const server = gradingServer({ shown, given: () => given, keep: (one) => void given.push(one) })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const post = (grader: string, body: Record<string, string>, headers = {}) =>
    fetch(`${base}/${grader}`, { method: 'POST', body: new URLSearchParams(body), headers, redirect: 'manual' })
  expect(await (await fetch(`${base}/first`)).text()).toContain('Vendeur &#60;conseil&#62;')
  await post('first', { id: 'a/1', mark: 'refused' })
  expect(await (await fetch(`${base}/first`)).text()).toContain('Aide-soignant')
  expect(await (await fetch(`${base}/second`)).text()).toContain('Vendeur')
  await post('second', { id: 'a/1', mark: 'absurd' })
  expect((await post('first', { id: 'a/2', mark: 'splendid' })).status).toBe(400)
  expect((await post('first', { id: 'a/2', mark: 'right' }, { origin: 'http://elsewhere.example' })).status).toBe(403)
  expect(await (await fetch(`${base}/agreement`)).text()).toContain('0 of 1 graded alike')
  server.close()
  expect(agreementOf(shown, given).disagreements).toMatchObject([{ id: 'a/1', first: 'refused', second: 'absurd' }])
})
