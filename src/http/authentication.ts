import { z } from 'zod'
import type { Caller } from '../record/records.ts'

/** Says who calls, or undefined for a stranger. */
export type Authenticate = (request: Request) => Promise<Caller | undefined>

/** On loopback without keys, requests act as one local counsellor. */
export const asLocalCounsellor: Authenticate = async () => ({
  tenant: 'local',
  counsellor: 'local',
  human: true,
  auditor: true,
})

/** API keys as kept: their SHA-256 only. A key that names a counsellor is that person's; one that names none cannot decide. */
export const ApiKeys = z
  .array(
    z.strictObject({
      id: z.string().min(1),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      tenant: z.string().min(1),
      counsellor: z.string().min(1).optional(),
      /** Reads the events of its tenant, and nothing that was said. */
      auditor: z.boolean().optional(),
    }),
  )
  .min(1)
export type ApiKeys = z.infer<typeof ApiKeys>

/** Reads `Authorization: Bearer KEY`. Keys are found by their digest, so that comparing takes no time that tells anything. */
export function byApiKeys(keys: ApiKeys): Authenticate {
  const byDigest = new Map(keys.map((key) => [key.sha256, key]))
  return async (request) => {
    const [, secret] = /^Bearer ([\x21-\x7e]{16,512})$/.exec(request.headers.get('authorization') ?? '') ?? []
    const key = secret && byDigest.get(await sha256(secret))
    if (!key) return undefined
    return {
      tenant: key.tenant,
      counsellor: key.counsellor ?? `key:${key.id}`,
      human: key.counsellor !== undefined,
      auditor: key.auditor === true,
    }
  }
}

export async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
