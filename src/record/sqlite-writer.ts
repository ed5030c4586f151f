import {
  isMainThread,
  type MessagePort,
  parentPort,
  receiveMessageOnPort,
  Worker,
  workerData,
} from 'node:worker_threads'
import { turnOfTheLoop } from '../need/turn-of-the-loop.ts'
import { StorageError } from './database.ts'
import { codeOf, connectSqlite, type SqliteConnection, type Statement } from './sqlite-connection.ts'

/** What changes a SQLite file. Rejects with SQLite's own errors. */
export interface SqliteWriter {
  write(batch: readonly Statement[]): Promise<void>
  truncateLog(): Promise<boolean>
  close(): void | Promise<void>
}

/** On the connection that also reads: for a database in memory, which has no other. */
export const writeHere = (connection: SqliteConnection): SqliteWriter => ({
  async write(batch) {
    const [failure] = connection.write([batch])
    if (failure) throw failure
  },
  truncateLog: async () => connection.truncateLog(),
  close() {},
})

/**
 * In a thread of its own, which waits for the disk: a sync takes half a millisecond, or a hundred when others write to that disk. Batches that come
 * while one is synced share the next sync. The thread starts with the first batch, and keeps no process alive that waits for nothing of it.
 */
export function writeApart(file: string): SqliteWriter {
  let worker: Worker | undefined
  let closed = false
  let number = 0
  const waiting = new Map<number, { resolve: (done: boolean) => void; reject: (error: unknown) => void }>()

  function started(): Worker {
    const thread = new Worker(new URL(import.meta.url), { workerData: { sqliteFile: file } })
    thread.on('message', (answers: readonly Answer[]) => {
      for (const { id, done, failure } of answers) {
        const asked = waiting.get(id)
        waiting.delete(id)
        // Each has an answer of its own to give now, and those that were synced together would all give theirs in a row.
        turnOfTheLoop().then(() => {
          if (failure) asked?.reject(Object.assign(new Error(failure.message), { errcode: failure.code }))
          else asked?.resolve(done)
        })
      }
      if (waiting.size === 0) thread.unref()
    })
    // A thread that ends by itself has acknowledged nothing of what waits; the next batch starts another.
    thread.once('error', (cause) => {
      worker = undefined
      for (const { reject } of waiting.values()) reject(new StorageError('unwritable', { cause }))
      waiting.clear()
    })
    return thread
  }

  function ask(task: Task['task']): Promise<boolean> {
    if (closed) return Promise.reject(new StorageError('unwritable'))
    worker ??= started()
    worker.ref()
    const id = number++
    const answered = new Promise<boolean>((resolve, reject) => waiting.set(id, { resolve, reject }))
    worker.postMessage({ id, task } satisfies Task)
    return answered
  }

  return {
    async write(batch) {
      await ask(batch.map(({ sql, parameters }) => ({ sql, parameters })))
    },
    truncateLog: () => ask('truncate-log'),
    async close() {
      const thread = worker
      if (thread) await ask('close').catch(() => {})
      closed = true
      await thread?.terminate()
    },
  }
}

interface Task {
  id: number
  task: Statement[] | 'truncate-log' | 'close'
}

interface Answer {
  id: number
  done: boolean
  failure?: { code: number | undefined; message: string }
}

/** The thread: a file that cannot be opened fails each task, and is tried again with the next. */
function serve(port: MessagePort, file: string): void {
  let connection: SqliteConnection | undefined

  function answersTo(tasks: readonly Task[]): Answer[] {
    let opened: SqliteConnection
    try {
      opened = connection ??= connectSqlite(file)
    } catch (error) {
      return tasks.map(({ id }) => failed(id, error))
    }
    const batches = tasks.flatMap(({ id, task }) => (typeof task === 'string' ? [] : [{ id, batch: task }]))
    const failures = batches.length > 0 ? opened.write(batches.map(({ batch }) => batch)) : []
    const written = batches.map(({ id }, at) => (failures[at] ? failed(id, failures[at]) : { id, done: true }))
    const others = tasks.flatMap(({ id, task }) => (typeof task === 'string' ? [other(id, task, opened)] : []))
    return [...written, ...others]
  }

  function other(id: number, task: 'truncate-log' | 'close', opened: SqliteConnection): Answer {
    try {
      if (task === 'truncate-log') return { id, done: opened.truncateLog() }
      opened.close()
      connection = undefined
      return { id, done: true }
    } catch (error) {
      return failed(id, error)
    }
  }

  port.on('message', (first: Task) => {
    const tasks = [first]
    for (let more = receiveMessageOnPort(port); more; more = receiveMessageOnPort(port))
      tasks.push(more.message as Task)
    port.postMessage(answersTo(tasks))
  })
}

function failed(id: number, error: unknown): Answer {
  const message = error instanceof Error ? error.message : String(error)
  return { id, done: false, failure: { code: codeOf(error), message } }
}

const { sqliteFile } = (workerData ?? {}) as { sqliteFile?: string }
if (!isMainThread && parentPort && sqliteFile) serve(parentPort, sqliteFile)
