import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import { longestWaitMs } from './assistant/model.ts'
import { ConfigError } from './config.ts'
import { networkOf } from './http/address.ts'
import type { createApp } from './http/app.ts'

export interface Listening {
  app: Pick<ReturnType<typeof createApp>, 'fetch'>
  host: string
  port: number
  /** As many connections of one address at once; none where they all come from a proxy. */
  connectionsPerAddress?: number
  /** What follows the address that is printed. */
  opening?: string
  /** Called when a signal asks to stop: from here on `/readyz` says no. */
  onStopping: () => void
  /** How many answers are under way, those included whose client has left. */
  answering: () => number
  /** Called when the last answer has left and was stored. */
  onStopped: () => Promise<void>
}

/** Answers under way have this long to end once a stop is asked for: longer than the longest one. */
const drainMs = longestWaitMs + 15_000
/** A connection says something within this time. */
const firstByteMs = 5000
const idleLookMs = 200
/** One whose connection was closed then is still stored, in the words of the catalogue. */
const storingMs = 5_000

/** Serves until SIGINT or SIGTERM, then lets the answers under way end. Throws ConfigError when the port is taken. */
export async function listen(listening: Listening): Promise<void> {
  const { app, host, port, opening = '', onStopping, answering, onStopped } = listening
  // Slow senders are closed long before Node's own defaults (60 s and 300 s, looked at every 30 s, no limit of connections).
  const serverOptions = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 1000 }
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions }) as Server
  server.maxConnections = 1000
  limitConnections(server, listening.connectionsPerAddress)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(new ConfigError(refusal(cause, host, port), { cause })),
    )
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const chosen = address !== null && typeof address === 'object' ? address.port : port
  console.log(`Éventail est prêt : http://${host.includes(':') ? `[${host}]` : host}:${chosen}/${opening}`)
  let stopping = false
  const stop = () => {
    if (stopping) process.exit(130)
    stopping = true
    onStopping()
    pause(drainMs, undefined, { ref: false }).then(() => server.closeAllConnections())
    server.close(async () => {
      const until = performance.now() + storingMs
      while (answering() > 0 && performance.now() < until) await pause(20)
      await onStopped()
      process.exit(0)
    })
    // A connection whose answer ends meanwhile would be kept for the next request, which does not come.
    server.closeIdleConnections()
    setInterval(() => server.closeIdleConnections(), idleLookMs).unref()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

/** Closes what says nothing, and what is more than one address may have: it leaves room for others. */
function limitConnections(server: Server, perAddress = Number.POSITIVE_INFINITY): void {
  const open = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const address = networkOf(socket.remoteAddress ?? '')
    const count = (open.get(address) ?? 0) + 1
    if (count > perAddress) return void socket.destroy()
    open.set(address, count)
    const silent = setTimeout(() => socket.bytesRead === 0 && socket.destroy(), firstByteMs)
    socket.once('close', () => {
      clearTimeout(silent)
      const left = open.get(address)! - 1
      if (left > 0) open.set(address, left)
      else open.delete(address)
    })
  })
}

/** Who opened the connection that a request came by, as the adaptor for Node hands it on. */
export function addressOfSocket(env: unknown): string {
  const { incoming } = env as { incoming?: { socket: Socket } }
  return incoming?.socket.remoteAddress ?? 'unknown'
}

function refusal({ code }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE') return `PORT: ${port} is in use on ${host}. Stop what uses it, or set PORT to another one.`
  if (code === 'EACCES') return `PORT: ${port} needs more rights. Set PORT to one above 1023.`
  return `HOST: cannot listen on ${host} (${code ?? 'unknown reason'}).`
}
