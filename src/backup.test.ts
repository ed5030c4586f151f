import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createKeys } from './access/keys.ts'
import { backUp, manifestFile } from './backup-command.ts'
import { checkRecords } from './check-records.ts'
import { readConfig } from './config.ts'
import { keepRecords, recordsFile, restoringFile } from './keep-records.ts'
import { conversation, decision, here, turn } from './record/sample-record.ts'
import { createSqlRecords } from './record/sql-records.ts'
import { restore } from './restore-command.ts'

describe('a copy of the records', () => {
  let folder: string
  let dataDir: string
  const clock = () => new Date('2026-11-24T12:00:00Z')
  const kept = () => keepRecords({ dataDir, settings: readConfig({}), appVersion: 'test', now: clock, log: () => {} })

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'eventail-backup-'))
    dataDir = mkdtempSync(join(folder, 'data-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('is made while the service runs, put back after a disaster, and what was erased since is erased again', async () => {
    const copy = join(folder, 'copy')
    const service = await kept()
    const records = createSqlRecords(service.database, clock)
    for (const id of ['conv_1', 'conv_2']) {
      await records.openConversation(here, conversation(id))
      await records.addTurn(here, id, turn(`turn_${id}`, 1, 'options'))
      await records.decide(here, { ...decision(`dec_${id}`, `turn_${id}`), conversationId: id })
    }
    const keys = createKeys(service.database, clock)
    const leaked = await keys.add({ name: 'leaked', tenant: 'nord', scopes: ['chat'], days: 30 })
    await backUp(dataDir, copy)
    await keys.revoke(leaked.key.id)
    const after = await keys.add({ name: 'after', tenant: 'nord', scopes: ['chat'], days: 30 })
    expect(statSync(join(copy, recordsFile)).mode & 0o777).toBe(0o600)
    await records.eraseConversation(here, 'conv_2')
    await records.openConversation(here, conversation('conv_after'))
    await service.close()

    const restored = await restore(dataDir, copy, clock())
    expect(restored).toMatchObject({ decisions: 2, erasedAgain: 1 })
    expect(existsSync(join(restored.aside!, recordsFile))).toBe(true)
    const again = await kept()
    const found = createSqlRecords(again.database, clock)
    expect((await found.conversations(here, { limit: 10 })).data.map(({ id }) => id)).toEqual(['conv_1'])
    expect((await found.conversation(here, 'conv_1'))?.turns[0]?.decision?.id).toBe('dec_conv_1')
    // A copy brings back no way in that was taken away since.
    const keysNow = createKeys(again.database, clock)
    expect([await keysNow.find(leaked.secret), await keysNow.find(after.secret)]).toMatchObject([
      'revoked',
      { id: after.key.id },
    ])
    await again.close()
  }, 30_000)

  it('is put back where the records are damaged, which a start says in words', async () => {
    const copy = join(folder, 'copy')
    const service = await kept()
    await createSqlRecords(service.database).openConversation(here, conversation('conv_1'))
    await service.close()
    await backUp(dataDir, copy)
    writeFileSync(join(dataDir, recordsFile), 'x'.repeat(20_000))
    await expect(kept()).rejects.toThrow(
      /is damaged and was left as it is: put back the last copy with `npm run restore/,
    )
    expect(await restore(dataDir, copy, clock())).toMatchObject({ erasedAgain: undefined })
    const again = await kept()
    expect(await createSqlRecords(again.database).conversation(here, 'conv_1')).toBeDefined()
    await again.close()
  }, 30_000)

  it('is refused when a file of it is not what was copied, is missing, or when it was cut', async () => {
    const copy = join(folder, 'copy')
    const service = await kept()
    await service.close()
    await backUp(dataDir, copy)
    const before = readFileSync(join(dataDir, recordsFile))
    const good = readFileSync(join(copy, recordsFile))
    const flipped = Buffer.from(good)
    flipped[3000] = flipped[3000]! ^ 1
    writeFileSync(join(copy, recordsFile), flipped)
    await expect(restore(dataDir, copy, clock())).rejects.toThrow(/damaged: records\.sqlite/)
    rmSync(join(copy, recordsFile))
    await expect(restore(dataDir, copy, clock())).rejects.toThrow(/records\.sqlite is missing/)
    rmSync(join(copy, manifestFile))
    await expect(restore(dataDir, copy, clock())).rejects.toThrow(/no whole copy/)
    expect(readFileSync(join(dataDir, recordsFile)).equals(before)).toBe(true)
    writeFileSync(join(dataDir, restoringFile), copy)
    await expect(kept()).rejects.toThrow(/put back only in part/)
  }, 30_000)

  it('is needed when a page is corrupt, which the check at a start finds in the background', async () => {
    const service = await kept()
    const records = createSqlRecords(service.database, clock)
    for (let number = 0; number < 200; number++) await records.openConversation(here, conversation(`conv_${number}`))
    expect(service.isDamaged()).toBe(false)
    await service.close()
    const file = join(dataDir, recordsFile)
    expect(await checkRecords(file)).toEqual({ whole: true })
    const handle = openSync(file, 'r+')
    for (let at = 4096 * 2; at < statSync(file).size; at += 4096) writeSync(handle, Buffer.alloc(64, 0xff), 0, 64, at)
    expect(await checkRecords(file)).toMatchObject({ whole: false })
  }, 30_000)
})
