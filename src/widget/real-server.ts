import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** The server itself, for tests that look at real answers: the demonstration as it is on one day, in a folder of its own. */
export async function startRealServer(
  settings: Record<string, string> = {},
): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'eventail-desk-'))
  const server = spawn(process.execPath, ['src/node.ts'], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: {
      ...process.env,
      LOG_LEVEL: 'silent',
      PORT: '0',
      DATA_DIR: folder,
      TODAY: '2026-11-29',
      REQUESTS_PER_MINUTE: '100000',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>((done) => server.once('exit', () => done()))
  const url = await address(server)
  return {
    url,
    stop: async () => {
      server.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Where it listens, as it prints it; what it complains of, where it does not start. */
const address = (server: ChildProcess): Promise<string> =>
  new Promise((found, failed) => {
    let errors = ''
    server.stderr!.on('data', (chunk) => {
      errors += chunk
    })
    server.stdout!.on('data', (chunk) => {
      const [url] = /http:\/\/[^\s]+/.exec(`${chunk}`) ?? []
      if (url) found(url)
    })
    server.once('exit', () => failed(new Error(errors)))
  })
