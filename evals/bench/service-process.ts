import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Held } from './loop-probe.ts'

const folder = import.meta.dirname
const loadedBefore = ['weakness.ts', 'loop-probe.ts'].map((file) => `--import=${join(folder, file)}`)

export interface ServiceProcess {
  url: string
  child: ChildProcess
  /** Its loop, since last asked. */
  held(): Promise<Held>
  /** By its own id, and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<void>
}

/** Starts a service in a process of its own; gives it once it says where it listens. Throws with what it printed when it ends before. */
export async function startProcess(file: string, environment: Record<string, string>): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [...loadedBefore, join(folder, file)], {
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream!.on('data', (chunk: Buffer) => {
        printed += chunk.toString()
        const [found] = /http:\/\/\S+/.exec(printed) ?? []
        if (found) resolve(found)
      })
    }
    child.once('exit', (code) => reject(new Error(`It ended with ${code}: ${printed.slice(-500)}`)))
  })
  return {
    url,
    child,
    async held() {
      const told = once(child, 'message')
      child.send('held')
      const [held] = (await told) as [Held]
      return held
    },
    async end(signal) {
      child.kill(signal)
      await gone
    },
  }
}
