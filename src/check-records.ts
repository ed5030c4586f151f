import { DatabaseSync } from 'node:sqlite'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

export type Checked = { whole: true } | { whole: false; because: string }

/** Reads the whole file of the records for damage, in a thread of its own: it takes seconds for gigabytes. */
export function checkRecords(file: string): Promise<Checked> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { file } })
    worker.unref()
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

// https://www.sqlite.org/pragma.html#pragma_quick_check
function quickCheck(file: string): Checked {
  try {
    const database = new DatabaseSync(file, { readOnly: true })
    const [row] = database.prepare('pragma quick_check(1)').all()
    database.close()
    const said = String(row && Object.values(row)[0])
    return said === 'ok' ? { whole: true } : { whole: false, because: said }
  } catch (error) {
    return { whole: false, because: error instanceof Error ? error.message : 'it cannot be read' }
  }
}

if (!isMainThread && parentPort) parentPort.postMessage(quickCheck((workerData as { file: string }).file))
