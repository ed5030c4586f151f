import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { readConfig } from './config.ts'
import { keptPlaceholderKey } from './entries/placeholder-key.ts'
import { keepRecords } from './keep-records.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'eventail-kept-'))
afterAll(() => rmSync(dataDir, { recursive: true }))
const kept = () =>
  keepRecords({ dataDir, settings: readConfig({}), appVersion: 'test', now: () => new Date(), log: () => {} })

it('serves a folder once: a second service, of whatever release, is told so in a line, and may serve it afterwards', async () => {
  const service = await kept()
  await expect(kept()).rejects.toThrow(/^DATA_DIR: another process serves /)
  await service.close()
  await (await kept()).close()
})

it('says in a line that its key to sign checkpoints is none, and signs with no other', async () => {
  await (await kept()).close()
  const file = join(dataDir, 'checkpoint-key.pem')
  const key = readFileSync(file)
  writeFileSync(file, '')
  await expect(kept()).rejects.toThrow(/checkpoint-key\.pem holds no key: put it back from the last copy/)
  writeFileSync(file, key)
  await (await kept()).close()
})

it('never seals names with a key that a power cut left empty', () => {
  writeFileSync(join(dataDir, 'placeholder-key'), '')
  const drawn = keptPlaceholderKey(dataDir)
  expect(drawn).toMatch(/^[0-9a-f]{64}$/)
  expect(keptPlaceholderKey(dataDir)).toBe(drawn)
})
