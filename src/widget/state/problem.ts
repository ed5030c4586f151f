import type { Finding } from '../../../guardrails/finding.ts'

/** Why something did not succeed, as the server says it (RFC 9457) or as this machine found out (`network`, `interrupted`, `guard-…`). */
export interface Problem {
  code: string
  status: number
  title?: string
  detail?: string
  findings?: Finding[]
  turnId?: string
  limit?: number
  errors?: { pointer: string; detail: string }[]
  /** Seconds to wait before trying again, when the server said so. */
  retryAfter?: number
  requestId?: string
}

export const networkProblem = (): Problem => ({ code: 'network', status: 0 })

/** The stream ended before the turn: the turn may be stored all the same. */
export const interruptedProblem = (): Problem => ({ code: 'interrupted', status: 0 })

/** The counsellor stopped waiting. */
export const stoppedProblem = (): Problem => ({ code: 'stopped', status: 0 })

export const isProblem = (value: object): value is Problem =>
  'code' in value && 'status' in value && !('headers' in value)

export async function problemFrom(response: Response): Promise<Problem> {
  const seconds = Number(response.headers.get('retry-after'))
  const told: Partial<Problem> = {
    retryAfter: Number.isFinite(seconds) && seconds > 0 ? seconds : undefined,
    requestId: response.headers.get('x-request-id') ?? undefined,
  }
  try {
    const body: unknown = await response.json()
    if (typeof body === 'object' && body !== null && 'code' in body)
      return { ...(body as Problem), ...told, status: response.status }
  } catch {
    // Not JSON: a proxy answered, and its status is all there is.
  }
  return { code: codeOfStatus[response.status] ?? 'internal', ...told, status: response.status }
}

const codeOfStatus: Record<number, string> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  413: 'message-too-long',
  429: 'rate-limited',
  502: 'overloaded',
  503: 'overloaded',
  504: 'overloaded',
}
