import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen } from './listen.ts'
import { rehearse } from './rehearsal.ts'

describe('the port', () => {
  let port: number
  const sockets: Socket[] = []
  const said: string[] = []

  beforeAll(async () => {
    const { app } = await rehearse({ items: [] })
    const print = console.log
    console.log = (line: string) => said.push(line)
    const idle = { onStopping: () => {}, answering: () => 0, onStopped: async () => {} }
    await listen({ app, host: '127.0.0.1', port: 0, connectionsPerAddress: 20, ...idle })
    console.log = print
    port = Number(/:(\d+)\//.exec(said[0]!)![1])
  })
  afterAll(() => {
    for (const socket of sockets) socket.destroy()
  })

  /** From an address of this machine's own network, as another client would. */
  function open(from: string): Promise<Socket> {
    return new Promise((opened, failed) => {
      const socket = connect({ port, host: '127.0.0.1', localAddress: from })
      sockets.push(socket)
      socket.once('connect', () => opened(socket))
      socket.once('error', failed)
    })
  }
  const ended = (socket: Socket) =>
    new Promise<number>((end) => {
      const since = performance.now()
      socket.resume()
      socket.once('close', () => end(performance.now() - since))
    })
  function answered(socket: Socket): Promise<string> {
    socket.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n')
    return new Promise((answer) => socket.once('data', (chunk) => answer(String(chunk).split('\r\n')[0]!)))
  }

  it('leaves room for others where one address takes all it may, and takes more of it once some have ended', async () => {
    const many = await Promise.all(Array.from({ length: 20 }, () => open('127.0.0.9')))
    const more = await open('127.0.0.9')
    expect(await ended(more)).toBeLessThan(500)
    expect(await answered(await open('127.0.0.10'))).toBe('HTTP/1.1 200 OK')
    const end = ended(many[0]!)
    many[0]!.destroy()
    await end
    await expect
      .poll(async () => {
        const socket = await open('127.0.0.9')
        return Promise.race([answered(socket), ended(socket).then(() => 'closed')])
      })
      .toBe('HTTP/1.1 200 OK')
  })

  it('closes what says nothing for five seconds, and what has not said its headers within ten', async () => {
    const [silent, slow] = [await open('127.0.0.11'), await open('127.0.0.12')]
    slow.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n')
    const dripping = setInterval(() => slow.write('X: y\r\n'), 500)
    slow.on('error', () => {})
    const [silentMs, slowMs] = await Promise.all([ended(silent), ended(slow)])
    clearInterval(dripping)
    expect(silentMs).toBeGreaterThan(4500)
    expect(silentMs).toBeLessThan(6500)
    expect(slowMs).toBeGreaterThan(9000)
    expect(slowMs).toBeLessThan(13_000)
  })
})
