/** Secrets say what they are, so that scanners find them where they should not be: a key, a session opened with a key, a session of a browser. */
export const prefixes = { key: 'evk_', session: 'evs_', browser: 'evb_' } as const

/** 256 bits: a guess costs more than it can find, so that nobody has to be locked out for the guesses of a neighbour. */
export function newSecret(kind: keyof typeof prefixes): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return `${prefixes[kind]}${btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')}`
}

/** Secrets are found by their digest, so that comparing takes no time that tells anything. */
export async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
