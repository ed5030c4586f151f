import canonicalize from 'canonicalize'

/** `sha256:` and the hex SHA-256 of the RFC 8785 (JSON Canonicalization Scheme) form of a value. */
export async function digestOf(value: unknown): Promise<string> {
  return sha256Of(canonicalize(value === undefined ? null : JSON.parse(JSON.stringify(value)))!)
}

/** The same of a text as it is. */
export async function sha256Of(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return `sha256:${[...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
