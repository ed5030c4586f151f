import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultPolicy, policyVersion } from '../guardrails/policy.ts'
import { policyWithLists } from './agency-lists.ts'
import { rehearse, talkTo } from './rehearsal.ts'

let folder: string
const write = (file: string, ...lines: string[]) => writeFileSync(join(folder, file), `${lines.join('\n')}\n`)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'eventail-lists-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the lists of an agency, in a folder', () => {
  it('change for the API and for open pages without a restart, and a mistake keeps those that stood', async () => {
    let time = 0
    const refused: string[] = []
    write('schools.txt', '# écoles de la ville', 'Irène Casteran')
    const policy = policyWithLists(defaultPolicy, folder, {
      now: () => time,
      onRefused: (problem) => refused.push(problem),
    })
    const { call } = talkTo((await rehearse({ size: 300, policy })).app)
    const given = async () => (await call('GET', '/v1/guardrails/policy')).body
    const said = async (text: string) => (await call('POST', '/v1/guardrails/check', { text })).body.redacted
    const before = await given()
    expect(before.policy).toMatchObject({ lists: { pass: ['Irène Casteran'], mask: [] } })
    expect(await said('Formation à Irène Casteran')).toBe('Formation à Irène Casteran')

    write('mask.txt', 'plan Horizon')
    time += 2_000
    const after = await given()
    expect(after.policy).toMatchObject({ lists: { pass: ['Irène Casteran'], mask: ['plan Horizon'] } })
    expect(after.version).not.toBe(before.version)
    expect(await said('dans le plan Horizon')).toBe('dans le [TERME_RESERVE_1]')

    write('employers.txt', 'Rolland et fils', 'Fatou')
    time += 2_000
    expect(await given()).toEqual(after)
    expect(refused).toEqual([
      'AGENCY_LISTS: employers.txt, line 2: a first name alone would let everybody of that name through.',
    ])
    write('employers.txt', 'Rolland et fils')
    time += 2_000
    expect((await given()).policy).toMatchObject({ lists: { pass: ['Irène Casteran', 'Rolland et fils'] } })
    expect((await given()).version).toBe(policyVersion(policy()))
  })

  it.each([
    ['mask.txt', ['ok pour nous', 'formation'], /mask\.txt, line 2: an everyday word/],
    ['places.txt', Array.from({ length: 1_000_000 }, (_, at) => `lieu numero ${at}`), /places\.txt is larger/],
    [
      'places.txt',
      Array.from({ length: 30_000 }, (_, at) => `lieu numero ${at}`),
      /places\.txt, line 20001: .* too many/,
    ],
  ])('stop the start where %s holds a mistake', (file, lines, told) => {
    write(file, lines.join('\n'))
    expect(() => policyWithLists(defaultPolicy, folder, { now: () => 0, onRefused: () => {} })).toThrow(told)
  })

  it('stop the start where there is no such folder', () => {
    expect(() => policyWithLists(defaultPolicy, join(folder, 'none'), { now: () => 0, onRefused: () => {} })).toThrow(
      'no such folder',
    )
  })
})
