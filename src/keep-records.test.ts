import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { readConfig } from './config.ts'
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
