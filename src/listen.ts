import type { Server } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import { longestWaitMs } from './assistant/model.ts'
import { ConfigError } from './config.ts'
import type { createApp } from './http/app.ts'

export interface Listening {
  app: ReturnType<typeof createApp>
  host: string
  port: number
  /** Called when a signal asks to stop: from here on `/readyz` says no. */
  onStopping: () => void
  /** How many answers are under way, those included whose client has left. */
  answering: () => number
  /** Called when the last answer has left and was stored. */
  onStopped: () => Promise<void>
}

/** Answers under way have this long to end once a stop is asked for: longer than the longest one. */
const drainMs = longestWaitMs + 15_000
/** One whose connection was closed then is still stored, in the words of the catalogue. */
const storingMs = 5_000

/** Serves until SIGINT or SIGTERM, then lets the answers under way end. Throws ConfigError when the port is taken. */
export async function listen({ app, host, port, onStopping, answering, onStopped }: Listening): Promise<void> {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  // Slow senders are closed long before Node's own defaults (60 s and 300 s, no limit of connections).
  server.headersTimeout = 10_000
  server.requestTimeout = 30_000
  server.maxConnections = 1000
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(new ConfigError(refusal(cause, host, port), { cause })),
    )
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const chosen = address !== null && typeof address === 'object' ? address.port : port
  console.log(`Éventail est prêt : http://${host.includes(':') ? `[${host}]` : host}:${chosen}/`)
  let stopping = false
  const stop = () => {
    if (stopping) process.exit(130)
    stopping = true
    onStopping()
    setTimeout(drainMs, undefined, { ref: false }).then(() => server.closeAllConnections())
    server.close(async () => {
      const until = performance.now() + storingMs
      while (answering() > 0 && performance.now() < until) await setTimeout(20)
      await onStopped()
      process.exit(0)
    })
    server.closeIdleConnections()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

function refusal({ code }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE') return `PORT: ${port} is in use on ${host}. Stop what uses it, or set PORT to another one.`
  if (code === 'EACCES') return `PORT: ${port} needs more rights. Set PORT to one above 1023.`
  return `HOST: cannot listen on ${host} (${code ?? 'unknown reason'}).`
}
