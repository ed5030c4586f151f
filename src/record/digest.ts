import canonicalize from 'canonicalize'

/** `sha256:` and the hex SHA-256 of the RFC 8785 (JSON Canonicalization Scheme) form of a value. */
export async function digestOf(value: unknown): Promise<string> {
  return sha256Of(canonicalize(value ?? null)!)
}

/** The same of a text as it is. */
export async function sha256Of(text: string): Promise<string> {
  if (hash) return `sha256:${hash('sha256', text)}`
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return `sha256:${[...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

/** Of Node, which has it done at once; what every runtime has goes by way of another thread, ten times slower for texts of some kilobytes. */
const hash = globalThis.process?.getBuiltinModule?.('node:crypto')?.hash
