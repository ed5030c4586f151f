import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StorageError } from './record/database.ts'
import { told } from './record/sqlite-connection.ts'

/**
 * Holds a folder for this process alone until it ends, in whatever way: the system lets go of a lock with the process that took it. Undefined while
 * another process holds it; a folder that cannot be written is for others to tell.
 */
export function holdFolder(folder: string): { letGo(): void } | undefined {
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(join(folder, 'held.sqlite'))
    lock.exec('begin exclusive')
  } catch (error) {
    lock?.close()
    const failure = told(error)
    if (failure instanceof StorageError && failure.code === 'busy') return undefined
    return { letGo() {} }
  }
  const held = lock
  return { letGo: () => held.close() }
}
