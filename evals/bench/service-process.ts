import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

const folder = import.meta.dirname

export interface ServiceProcess {
  url: string
  child: ChildProcess
  /** By its own id, and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<void>
}

/** Starts a service in a process of its own; gives it once it says where it listens. Throws with what it printed when it ends before. */
export async function startProcess(file: string, environment: Record<string, string>): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [`--import=${join(folder, 'weakness.ts')}`, join(folder, file)], {
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
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
    async end(signal) {
      child.kill(signal)
      await gone
    },
  }
}
