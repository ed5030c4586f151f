import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepOfficial, officialFile, withOfficial } from './official-node.ts'
import { createReferential } from './referential.ts'

const ours = [
  { code: 'D1102', label: 'Boulanger', names: ['boulanger / boulangère'], activities: ['faire du pain'] },
  { code: 'F1703', label: 'Maçon', names: ['maçon / maçonne'], activities: [] },
]
const official = [
  {
    code: 'D1102',
    label: 'Boulanger / Boulangère',
    names: ['Boulanger / Boulangère', 'Tourier / Tourière'],
    activities: [],
  },
  { code: 'A1101', label: "Conducteur / Conductrice d'engins agricoles", names: ['Tractoriste'], activities: [] },
]

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'eventail-official-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

describe('official occupations, once imported', () => {
  it('give their labels and names, and leave our everyday words in place', async () => {
    await keepOfficial(official, dataDir)
    const [baker, ...others] = withOfficial(ours, dataDir)
    expect(baker).toEqual({
      code: 'D1102',
      label: 'Boulanger / Boulangère',
      names: ['boulanger / boulangère', 'Tourier / Tourière'],
      activities: ['faire du pain'],
    })
    expect(others.map(({ code }) => code)).toEqual(['F1703', 'A1101'])
  })

  it('are understood in a sentence, and make vectors of another space', async () => {
    await keepOfficial(official, dataDir)
    const referential = createReferential(withOfficial(ours, dataDir))
    expect(referential.match('Elle a été tourière').map(({ occupations }) => occupations[0]!.code)).toEqual(['D1102'])
    expect(referential.version).not.toBe(createReferential(ours).version)
  })

  it('are none before they are imported, and a damaged file is said', () => {
    expect(withOfficial(ours, dataDir)).toEqual(ours)
    writeFileSync(officialFile(dataDir), '[{"code": "D1"}]')
    expect(() => withOfficial(ours, dataDir)).toThrow()
  })
})
