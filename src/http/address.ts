/**
 * The address of a client behind `hops` proxies of ours, each of which adds to `X-Forwarded-For` whom it was called by: what stands further left
 * was written by the client itself. `socket` is who called us; without proxies it is the client, whatever the header says.
 */
export function clientAddress(socket: string, forwarded: string | undefined, hops: number): string {
  const chain = [...(forwarded ?? '').split(',').map((one) => one.trim()), socket]
  const found = hops === 0 ? socket : chain.at(-1 - hops)
  return networkOf(found && /^[\da-f.:]{2,45}$/i.test(found) ? found : socket)
}

/** An IPv6 customer has a whole network of addresses: /64 of them count as one. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!plain.includes(':') || plain === '::1') return plain
  const [before = '', after] = plain.split('::')
  const groups = before.split(':').filter(Boolean)
  const rest = after === undefined ? [] : after.split(':').filter(Boolean)
  const zeros =
    after === undefined ? [] : Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0')
  const all = [...groups, ...zeros, ...rest].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `${all.join(':')}::/64`
}
